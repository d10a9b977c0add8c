-- When nobody at all is left on a team, the file is let to somebody again.

-- Cases that nobody can open any more and that the asking administrator may let somebody into: the lead's; of another
-- organisation's only where the lead has no administrator. Safety: the code name, and nothing else of the case.
create function wl.empty_teams() returns table (of_case uuid, code text)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.code_name from cases k
    join coalition_members m on m.case_id = k.id and m.organisation_id = wl.organisation() and m.left_at is null
      and m.role <> 'observer'
  where wl.is_admin() and k.state <> 'erased'
    and not exists (select 1 from case_team t
      join coalition_members c on c.case_id = t.case_id and c.organisation_id = t.organisation_id and c.left_at is null
      join members s on s.organisation_id = t.organisation_id and s.account_id = t.account_id and s.removed_at is null
      where t.case_id = k.id and t.removed_at is null)
    and (k.lead_organisation_id = m.organisation_id or not exists (select 1 from members a
      where a.organisation_id = k.lead_organisation_id and a.role = 'admin' and a.removed_at is null))
  order by k.id $$;
revoke all on function wl.empty_teams() from public;
grant execute on function wl.empty_teams() to wl_office;

-- Names a colleague as caseworker of a case that nobody can open. False: somebody can, or may not be named, or who asks may not.
create function wl.adopt_case(of_case uuid, to_account uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- held, so that of two who name somebody at the same moment the second finds somebody there
  perform 1 from cases k where k.id = adopt_case.of_case for update;
  if not exists (select 1 from wl.empty_teams() e where e.of_case = adopt_case.of_case)
    or not exists (select 1 from members s where s.organisation_id = wl.organisation() and s.account_id = to_account
      and s.role in ('admin', 'caseworker') and s.removed_at is null) then return false; end if;
  -- places of people who no longer serve
  update case_team t set removed_at = at, removed_by = wl.account()
    where t.case_id = adopt_case.of_case and t.removed_at is null;
  insert into case_team (case_id, account_id, organisation_id, role, added_at, added_by)
    values (adopt_case.of_case, to_account, wl.organisation(), 'caseworker', at, wl.account());
  update cases k set caseworker_id = to_account, version = version + 1 where k.id = adopt_case.of_case;
  -- Safety: her signs of life are missed by somebody again from this moment
  perform wl.pass_watch_on(adopt_case.of_case);
  return true;
end $$;
revoke all on function wl.adopt_case(uuid, uuid, timestamptz) from public;
grant execute on function wl.adopt_case(uuid, uuid, timestamptz) to wl_office;

-- A history may be long, and these are asked for on every look at Today.
create index events_of_adoptions on events (case_id, at) where type = 'case.adopted';

-- Whom it is told: who was named, and the administrators of the coalition's other organisations.
create function wl.adoptions_since(since timestamptz) returns table (of_case uuid, code text, by_organisation text, at timestamptz, mine boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.code_name, o.name, e.at, e.subject = wl.account()
  from coalition_members m join cases k on k.id = m.case_id and k.state <> 'erased'
    join events e on e.case_id = k.id and e.type = 'case.adopted' and e.at > since
    join organisations o on o.id = e.organisation_id
  where wl.kind() = 'member' and m.organisation_id = wl.organisation() and m.left_at is null
    and ((e.subject = wl.account() and k.id = any (wl.file_cases()))
      or (wl.is_admin() and e.organisation_id <> wl.organisation()))
  order by e.at desc limit 20 $$;
revoke all on function wl.adoptions_since(timestamptz) from public;
grant execute on function wl.adoptions_since(timestamptz) to wl_office;
