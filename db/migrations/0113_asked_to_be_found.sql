-- Whoever serves on this server saw which other organisations are on it. Now an organisation is found by those that invite when it
-- says so; who is together with it already knows of it. Off, also for those of before: they are invited by a one-time link.
alter table organisations add findable boolean not null default false;

drop function wl.organisation_directory();
create function wl.organisation_directory() returns table (id uuid, name text, country char(2), website text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'member' then return; end if;
  return query select o.id, o.name, o.country, o.website from organisations o
    where exists (select 1 from members m where m.organisation_id = o.id and m.removed_at is null)
      and (o.findable or exists (select 1 from coalition_members m where m.organisation_id = o.id and m.left_at is null
        and m.case_id = any (wl.room_cases())));
end $$;
revoke execute on function wl.organisation_directory() from public;
grant execute on function wl.organisation_directory() to wl_office;

-- As in the last migration that said it, and: Safety: nobody tries by inviting whether an organisation is here. One that is not
-- listed is refused as one that does not exist, before a foreign key says which of the two it is.
create or replace function wl.invites_in_own_name() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'member' or new.created_by is distinct from wl.account()
     or new.created_at is distinct from wl.moment() or new.expires_at > new.created_at + interval '14 days'
     or new.state <> 'open' or new.confirmed_by is not null or new.confirmed_at is not null
     or (new.alone and not wl.serves_alone())
     or (new.invited_id is not null and not exists (select 1 from wl.organisation_directory() d where d.id = new.invited_id))
     or not exists (select 1 from wl.voters_of(new.case_id) v where v.organisation_id = wl.organisation()
       and (v.role = 'lead' or wl.charter_of(new.case_id) ->> 'invites' = 'members'))
  then raise exception 'nobody is invited like this' using errcode = '42501', constraint = 'coalition_invitations_own'; end if;
  return new;
end $$;
