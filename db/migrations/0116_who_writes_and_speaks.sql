-- The charter may leave drafting to people whom the organisations name for it. Where the lead has named nobody all of its people
-- draft, so that a text about her can always be mended.
create or replace function wl.may_draft(of_case uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context(); drafts text := coalesce(wl.charter_of(of_case) ->> 'drafts', 'members');
begin
  if c is null or c[1] <> 'member' then return true; end if; -- the walls decide
  return exists (select 1 from coalition_members m
    where m.case_id = of_case and m.organisation_id = c[2]::uuid and m.left_at is null and m.role <> 'observer'
      and case when drafts <> 'named' then m.role = 'lead' or drafts = 'members'
        else exists (select 1 from coalition_people p where p.case_id = of_case and p.organisation_id = m.organisation_id
            and p.account_id = c[3]::uuid and 'drafts' = any (p.functions))
          or (m.role = 'lead' and not exists (select 1 from coalition_people p where p.case_id = of_case
            and p.organisation_id = m.organisation_id and 'drafts' = any (p.functions))) end);
end $$;

-- Safety: whom journalists are given is said by the charter: people of the lead, or of every organisation that takes part. Who was
-- named before stays named, and is not shown to the press (`listSpeakers`).
create or replace function wl.has_a_voice() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- held, so that nobody is removed beside this
  perform 1 from members m where m.account_id = new.account_id and m.organisation_id = new.organisation_id
    and m.removed_at is null and m.role <> 'viewer' for share;
  if not found then raise exception 'nobody who speaks here' using errcode = '42501'; end if;
  if new.functions && '{spokesperson,press}' and not exists (select 1 from coalition_members m
    where m.case_id = new.case_id and m.organisation_id = new.organisation_id and m.left_at is null and m.role <> 'observer'
      and (m.role = 'lead' or coalesce(wl.charter_of(new.case_id) ->> 'speaks', 'lead') <> 'lead'))
  then raise exception 'the charter leaves speaking to others' using errcode = '42501', constraint = 'coalition_people_speak'; end if;
  return new;
end $$;
