-- Who drafts is the coalition's to agree on, and holds for every text that is to come out about the case: updates, campaigns
-- and the case page. Until now the charter's `drafts` was written down, and no more.

-- The lead, and by the charter every other organisation but observers. Beside a charter that a later version of the software
-- wrote, the lead alone.
create function wl.may_draft(of_case uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' then return true; end if; -- the walls decide
  return exists (select 1 from coalition_members m
    where m.case_id = of_case and m.organisation_id = c[2]::uuid and m.left_at is null and m.role <> 'observer'
      and (m.role = 'lead' or coalesce((select h.terms ->> 'drafts' from coalition_charters h where h.case_id = of_case
        order by h.version desc limit 1), 'members') = 'members'));
end $$;
revoke all on function wl.may_draft(uuid) from public;
grant execute on function wl.may_draft(uuid) to wl_office, wl_worker;

-- Safety: held here, because every verb of every module that writes words about her would have to remember it.
create function wl.drafts_by_charter() returns trigger language plpgsql as $$
begin
  if not wl.may_draft(case when tg_op = 'DELETE' then old.case_id else new.case_id end) then
    raise exception 'the charter leaves drafting to others' using errcode = '42501', constraint = 'drafts_by_charter';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;

create procedure wl.draft_by_charter(tab regclass) language plpgsql as $$
begin
  -- only the office's login: workers act for nobody. Named to come after `observers_read`, which says it better to observers
  execute format('create trigger of_who_drafts before insert or update or delete on %s for each row
    when (current_user = ''wl_office'') execute function wl.drafts_by_charter()', tab);
end $$;
revoke all on procedure wl.draft_by_charter(regclass) from public;

call wl.draft_by_charter('case_texts');
call wl.draft_by_charter('campaign_texts');
call wl.draft_by_charter('demands');
call wl.draft_by_charter('update_texts');
call wl.draft_by_charter('update_authors');

create trigger of_who_drafts before insert on campaigns for each row
  when (current_user = 'wl_office') execute function wl.drafts_by_charter();
create trigger of_who_drafts_anew before insert on updates for each row
  when (current_user = 'wl_office') execute function wl.drafts_by_charter();
-- Of an update itself only what somebody drafts: state and dates follow what is signed and taken down, whoever does that.
create trigger of_who_drafts before update of kind, dated_on, default_language, campaign_id, source_organisation_id, image_id,
  image_shows, points on updates for each row
  when (current_user = 'wl_office' and (old.kind, old.dated_on, old.default_language, old.campaign_id, old.source_organisation_id,
      old.image_id, old.image_shows, old.points) is distinct from (new.kind, new.dated_on, new.default_language, new.campaign_id,
      new.source_organisation_id, new.image_id, new.image_shows, new.points))
  execute function wl.drafts_by_charter();
