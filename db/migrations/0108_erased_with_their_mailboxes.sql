-- An erased case keeps no mailbox of those who signed its letters.

-- As `emptyInbox` of the supporters does it: what was said against our mails stays known.
create or replace function wl.erase_joint_letters() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare one record;
begin
  for one in
    with gone as (delete from joint_letter_contacts where case_id = new.id returning organisation_id, inbox)
    select distinct organisation_id, inbox from gone where inbox is not null
  loop
    update inboxes i set address_sealed = '',
        address_index = case when said then address_index else uuid_send(gen_random_uuid()) end,
        mailbox_index = case when said then mailbox_index else uuid_send(gen_random_uuid()) end,
        domain_tag = case when said then domain_tag else uuid_send(gen_random_uuid()) end,
        suppressed_at = case when said then suppressed_at else now() end,
        suppressed_reason = case when said then suppressed_reason else 'erased' end
      from (select coalesce(b.suppressed_reason in ('not-me', 'complaint'), false) as said from inboxes b
        where b.organisation_id = one.organisation_id and b.number = one.inbox) as before
      where i.organisation_id = one.organisation_id and i.number = one.inbox
        and not exists (select 1 from supporters p where p.organisation_id = one.organisation_id and p.inbox = one.inbox
          and p.erased_at is null)
        and not exists (select 1 from joint_letter_contacts c where c.organisation_id = one.organisation_id
          and c.inbox = one.inbox);
  end loop;
  delete from joint_letter_signatories where case_id = new.id;
  delete from joint_letter_texts where case_id = new.id;
  return null;
end $$;
