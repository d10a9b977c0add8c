-- Somebody who serves several organisations speaks for one at a time, and changes over within the session.

drop trigger organisation_id_stays on sessions;
create trigger organisation_id_stays before update of organisation_id on sessions for each row
  when (old.organisation_id is distinct from new.organisation_id and current_user in ('wl_office', 'wl_worker'))
  execute function wl.stays();

-- Where the asking account serves: the wall shows one organisation at a time.
create function wl.organisations_of_account() returns table (id uuid, name text, role text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'member' then return; end if;
  return query select o.id, o.name, m.role from members m join organisations o on o.id = m.organisation_id
    where m.account_id = wl.account() and m.removed_at is null order by m.created_at, o.id;
end $$;

-- Safety: the session goes on with its age, and without what was proved: each organisation asks again before what is grave.
create function wl.speak_for(of_session uuid, of_organisation uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid := wl.account();
begin
  if wl.kind() is distinct from 'member' or not exists (select 1 from members m
    where m.account_id = who and m.organisation_id = of_organisation and m.removed_at is null) then return false; end if;
  update sessions s set organisation_id = of_organisation, stepped_up_at = null
    where s.id = of_session and s.account_id = who and s.ended_at is null and s.organisation_id is distinct from of_organisation;
  if not found then return false; end if;
  insert into events (type, at, organisation_id, subject, actor_kind, actor_account, data)
    values ('session.started', at, of_organisation, of_session, 'member', who, jsonb_build_object('accountId', who, 'how', 'switch'));
  return true;
end $$;
revoke all on function wl.organisations_of_account(), wl.speak_for(uuid, uuid, timestamptz) from public;
grant execute on function wl.organisations_of_account(), wl.speak_for(uuid, uuid, timestamptz) to wl_office;
