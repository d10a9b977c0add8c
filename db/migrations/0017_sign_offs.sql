-- Signatures scale with the danger: who must sign is written beside what is signed, and a page stands on a complete one alone.

call wl.owner_door('sign_offs');
call wl.owner_door('publications');

alter table sign_offs add column organisation_id uuid references organisations; -- that the author spoke for
update sign_offs s set organisation_id = coalesce(
  (select p.organisation_id from publications p where p.sign_off_id = s.id limit 1),
  (select c.lead_organisation_id from cases c where c.id = s.case_id));
alter table sign_offs alter column organisation_id set not null;

-- 'earlier': signed before there was a rule
alter table sign_offs add column rule text not null default 'earlier' check (rule in ('earlier', 'first', 'higher-level',
  'new-item', 'within', 'correction', 'official', 'lowering', 'emergency', 'restore'));
alter table sign_offs alter column rule drop default;
alter table sign_offs add column needed smallint not null default 1 check (needed in (1, 2));
alter table sign_offs add column two_organisations boolean not null default false;
alter table sign_offs add column state text not null default 'signed'
  check (state in ('asked', 'prepared', 'signed', 'refused', 'taken-back', 'replaced'));
alter table sign_offs add column sealed bytea; -- {choice, correction, review, note}
alter table sign_offs add column second_by uuid references accounts;
alter table sign_offs add column second_organisation uuid references organisations;
alter table sign_offs add column second_at timestamptz;
alter table sign_offs add column second_sealed bytea; -- {review}, as the second person confirmed or edited it
alter table sign_offs add column settled_by uuid references accounts;
alter table sign_offs add column settled_at timestamptz;
alter table sign_offs add column reason_sealed bytea; -- why it was refused
-- signed off beforehand ("publish this if I am arrested"): sent by one person when this has come about
alter table sign_offs add column condition text check (condition ~ '^[a-z-]{1,40}$');

alter table sign_offs drop constraint sign_offs_subject_kind_check;
alter table sign_offs add constraint sign_offs_subject_kind_check
  check (subject_kind in ('case', 'campaign', 'update', 'publicity', 'restore'));

-- Safety: what the rule asks for is no matter of the application's memory.
alter table sign_offs add constraint sign_offs_needed check (needed = case
  when alone or rule in ('earlier', 'correction', 'official', 'lowering', 'emergency') then 1 else 2 end);
alter table sign_offs add constraint sign_offs_official check (rule <> 'official' or subject_kind = 'campaign');
alter table sign_offs add constraint sign_offs_emergency check (rule <> 'emergency' or subject_kind = 'case');
alter table sign_offs add constraint sign_offs_of_organisations
  check (not two_organisations or (needed = 2 and rule in ('first', 'higher-level', 'new-item')));
-- Safety: two sessions of one person are one person.
alter table sign_offs add constraint sign_offs_two_people check (second_by is null or second_by <> signed_by);
alter table sign_offs add constraint sign_offs_two_organisations
  check (not two_organisations or second_organisation is null or second_organisation <> organisation_id);
alter table sign_offs add constraint sign_offs_second
  check ((second_by is null) = (second_at is null) and (second_by is null) = (second_organisation is null));
alter table sign_offs add constraint sign_offs_complete
  check (state not in ('signed', 'prepared') or needed = 1 or second_by is not null);
alter table sign_offs add constraint sign_offs_prepared check (state <> 'prepared' or condition is not null);
alter table sign_offs add constraint sign_offs_settled
  check (state in ('signed') or (state in ('asked', 'prepared')) = (settled_at is null));
create unique index sign_offs_one_asked on sign_offs (subject_kind, subject_id, (condition is null)) where state = 'asked';
create unique index sign_offs_one_prepared on sign_offs (subject_kind, subject_id) where state = 'prepared';
create index sign_offs_open on sign_offs (case_id) where state in ('asked', 'prepared');

-- Safety: one signs for oneself only, and what was signed stays as it was.
call wl.narrow('insert', 'sign_offs', 'signed_by = (select wl.account()) and second_by is null');
create function wl.sign_off_moves() returns trigger language plpgsql as $$
begin
  if old.state not in ('asked', 'prepared') then
    raise exception 'this sign-off is settled' using errcode = '42501';
  end if;
  if (old.id, old.subject_kind, old.subject_id, old.salt, old.text_hash, old.items, old.rule, old.needed,
      old.two_organisations, old.alone, old.signed_by, old.signed_at, old.organisation_id, old.condition, old.sealed)
    is distinct from (new.id, new.subject_kind, new.subject_id, new.salt, new.text_hash, new.items, new.rule, new.needed,
      new.two_organisations, new.alone, new.signed_by, new.signed_at, new.organisation_id, new.condition, new.sealed) then
    raise exception 'what was signed does not change' using errcode = '42501';
  end if;
  if new.second_by is distinct from old.second_by and (old.second_by is not null
      or new.second_by is distinct from wl.account() or new.second_organisation is distinct from wl.organisation()) then
    raise exception 'one signs for oneself only' using errcode = '42501';
  end if;
  if old.state = 'prepared' and new.state = 'asked' then
    raise exception 'what was signed is not asked again' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger sign_off_moves before update on sign_offs for each row execute function wl.sign_off_moves();

-- Safety: a publication stands on a sign-off that is complete; the state is pinned by the foreign key.
alter table sign_offs add constraint sign_offs_state_key unique (id, case_id, state);
alter table publications add column sign_off_state text not null default 'signed' check (sign_off_state = 'signed');
alter table publications drop constraint publications_sign_off_id_fkey;
alter table publications add constraint publications_sign_off
  foreign key (sign_off_id, case_id, sign_off_state) references sign_offs (id, case_id, state);
