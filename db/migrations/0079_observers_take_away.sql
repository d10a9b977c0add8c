-- Who is on a case team as an observer for an organisation that observes goes quiet, lowers and takes back like everybody on
-- that team: the rule of migration 0044. What the file keeps from observers of the team is held by migration 0069's triggers.
-- Safety: the one who learns at night that she was taken must never be told that observers only read.
create or replace function wl.may_write_in(of_case uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' then return true; end if; -- the walls decide
  return not exists (select 1 from coalition_members m
      where m.case_id = of_case and m.organisation_id = c[2]::uuid and m.left_at is null and m.role = 'observer')
    or of_case = any (wl.file_cases());
end $$;
