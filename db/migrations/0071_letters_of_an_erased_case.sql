-- A letter to an official lies sealed under the key of the organisation that carries it, which outlives the case's. When a
-- case is erased its letters are emptied, and none of them leaves any more.
create function wl.empty_letters() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update official_emails set sealed = ''::bytea,
      state = case when state in ('waiting', 'held', 'queued', 'claimed') then 'stopped' else state end,
      settled_at = coalesce(settled_at, now())
    where case_id = new.id and length(sealed) > 0;
  return null;
end $$;
revoke all on function wl.empty_letters() from public;
create trigger empty_letters after update of state on cases for each row
  when (new.state = 'erased' and old.state <> 'erased') execute function wl.empty_letters();

update official_emails e set sealed = ''::bytea,
    state = case when e.state in ('waiting', 'held', 'queued', 'claimed') then 'stopped' else e.state end,
    settled_at = coalesce(e.settled_at, now())
  from cases k where k.id = e.case_id and k.state = 'erased' and length(e.sealed) > 0;
