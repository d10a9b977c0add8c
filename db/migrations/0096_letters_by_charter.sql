-- Who drafts by the charter writes in joint letters too; in whose name one stands, and who may sign it, is its organisation's.
call wl.draft_by_charter('joint_letter_texts');
create trigger of_who_drafts before insert on joint_letters for each row
  when (current_user = 'wl_office') execute function wl.drafts_by_charter();
