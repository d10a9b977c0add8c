-- Home, privacy and footer tell who is on an instance. An organisation that is not named in some case stands there only while
-- a public page names it: else whoever knows the one case page of this host would know whose it is. Also after it has left.
alter table published.organisations add column unlisted boolean not null default false;

create function wl.is_unlisted(of_organisation uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select 1 from coalition_members m where m.organisation_id = of_organisation and not m.named_in_public) $$;
revoke all on function wl.is_unlisted(uuid) from public;

create function wl.lists_itself() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.unlisted := wl.is_unlisted(new.organisation_id);
  return new;
end $$;
create trigger lists_itself before insert or update on published.organisations for each row execute function wl.lists_itself();

create function wl.unlists() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- the trigger there asks anew
  update published.organisations o set changed_at = now()
    where o.organisation_id = new.organisation_id and o.unlisted <> wl.is_unlisted(new.organisation_id);
  return null;
end $$;
create trigger unlists after insert or update of named_in_public on coalition_members for each row execute function wl.unlists();

call wl.owner_door('published.organisations');
update published.organisations set unlisted = false;
