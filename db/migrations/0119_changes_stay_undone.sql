-- What a supporter set right stays written down: nobody writes it anew, it is emptied alone; it is undone once, at the moment of
-- whoever undoes it. And an act without its words keeps no name. Upgrade: names that were left under acts that were erased go.

-- in which order they were made: of two in one moment the later one is undone with the earlier
alter table supporter_changes add column number bigint not null generated always as identity;

create function wl.supporter_change_stays() returns trigger language plpgsql as $$
begin
  if (new.sealed is distinct from old.sealed and length(new.sealed) > 0)
     or (new.undone_at is distinct from old.undone_at and (old.undone_at is not null or new.undone_at is distinct from wl.moment()))
  then
    raise exception 'a change stays as it was written down' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger supporter_change_stays before update on supporter_changes for each row
  execute function wl.supporter_change_stays();
create index supporter_changes_kept on supporter_changes (organisation_id, asked_at) where length(sealed) > 0;

update actions set name_sealed = null where sealed is null and name_sealed is not null;
-- Safety: where the words of an act are erased, the name that stood under it is too
alter table actions add constraint actions_name_with_words check (sealed is not null or name_sealed is null);
