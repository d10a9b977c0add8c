-- Whoever serves no more, or reads only, is at once nothing for a coalition: no spokesperson, no voice, no number to call.

delete from coalition_people p where not exists (select 1 from members m
  where m.account_id = p.account_id and m.organisation_id = p.organisation_id and m.removed_at is null and m.role <> 'viewer');

-- In all cases, also where the room is shut just now. Gives the cases, for the log.
create function wl.end_voice(of_account uuid) returns table (of_case uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not wl.is_admin() or exists (select 1 from members m where m.account_id = of_account
       and m.organisation_id = wl.organisation() and m.removed_at is null and m.role <> 'viewer')
  then return; end if;
  return query delete from coalition_people p
    where p.account_id = of_account and p.organisation_id = wl.organisation() returning p.case_id;
end $$;
revoke all on function wl.end_voice(uuid) from public;
grant execute on function wl.end_voice(uuid) to wl_office;

-- Safety: where an organisation has named who signs nobody else speaks for it, so nobody is named who cannot.
create function wl.has_a_voice() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- held, so that nobody is removed beside this
  perform 1 from members m where m.account_id = new.account_id and m.organisation_id = new.organisation_id
    and m.removed_at is null and m.role <> 'viewer' for share;
  if not found then raise exception 'nobody who speaks here' using errcode = '42501'; end if;
  return new;
end $$;
revoke all on function wl.has_a_voice() from public;
create trigger has_a_voice before insert on coalition_people for each row execute function wl.has_a_voice();
