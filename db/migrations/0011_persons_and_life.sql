-- Several persons in a case, and the whole life of a file: received to erased, with two people where a file ends.

alter table persons add column version int not null default 1;
alter table persons add column removed_at timestamptz;
alter table persons add column removed_by uuid references accounts;
alter table persons add constraint persons_role
  check (role in ('at-risk', 'co-accused', 'family', 'colleague', 'lawyer', 'witness'));
alter table persons add constraint persons_removed check ((removed_at is null) = (removed_by is null));

-- A file that is open has one named caseworker: nobody may think that somebody else looks after it.
alter table cases add column caseworker_id uuid references accounts;
alter table cases add column outcome text check (outcome ~ '^[a-z-]{1,40}$');
alter table cases add column retention_until date;
update cases set caseworker_id = opened_by;
alter table cases add constraint cases_have_a_caseworker
  check (state in ('received', 'verifying', 'referred', 'declined', 'erased') or caseworker_id is not null);

drop function wl.open_case(uuid, text, text, char, text, text, smallint, timestamptz, bytea);
-- Opens or receives a case: its row, the organisation's coalition row, the opener's team row and the wrapped key appear
-- together, because behind the wall none of them could be seen before the others stand.
create function wl.open_case(id uuid, short_id text, code_name text, country char(2), reason text, language text,
  level smallint, at timestamptz, wrapped_key bytea, state text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' or c[2] = '' or c[3] = '' then
    raise exception 'no member context' using errcode = '42501';
  end if;
  if open_case.state not in ('received', 'open') then
    raise exception 'a case begins received or open' using errcode = '23514';
  end if;
  insert into cases (id, short_id, code_name, lead_organisation_id, country, opening_reason, default_language, languages,
      publicity_level, opened_by, opened_at, state, caseworker_id)
    values (open_case.id, open_case.short_id, open_case.code_name, c[2]::uuid, open_case.country, open_case.reason,
      open_case.language, array[open_case.language], open_case.level, c[3]::uuid, open_case.at, open_case.state,
      case when open_case.state = 'open' then c[3]::uuid end);
  insert into coalition_members (case_id, organisation_id, role) values (open_case.id, c[2]::uuid, 'lead');
  insert into case_team (case_id, account_id, organisation_id, role, added_at, added_by)
    values (open_case.id, c[3]::uuid, c[2]::uuid, 'lead-coordinator', open_case.at, c[3]::uuid);
  insert into case_keys (case_id, wrapped) values (open_case.id, open_case.wrapped_key);
end $$;
revoke all on function wl.open_case(uuid, text, text, char, text, text, smallint, timestamptz, bytea, text) from public;
grant execute on function wl.open_case(uuid, text, text, char, text, text, smallint, timestamptz, bytea, text) to wl_office;

-- What ends a file takes two people: one asks, another answers.
create table case_decisions (
  id uuid primary key,
  case_id uuid not null references cases,
  kind text not null check (kind in ('close', 'erase')),
  sealed bytea not null, -- {note, notice, continuePrivately}
  reason text check (reason ~ '^[a-z-]{1,40}$'),
  outcome text check (outcome ~ '^[a-z-]{1,40}$'),
  retention_until date,
  asked_by uuid not null references accounts,
  asked_at timestamptz not null,
  answer text check (answer in ('agreed', 'refused', 'taken-back')),
  answered_by uuid references accounts,
  answered_at timestamptz,
  alone boolean not null default false, -- by the only member of the organisation: allowed, marked
  check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
  -- Safety: one person with two sessions is one person
  check (answer is distinct from 'agreed' or alone or answered_by <> asked_by),
  check (kind <> 'close' or (reason is not null and outcome is not null and retention_until is not null))
);
create unique index case_decisions_one_open on case_decisions (case_id, kind) where answer is null;
call wl.wall('wl_office, wl_worker', 'case_decisions', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.owner_door('case_decisions');
-- Safety: one asks and answers for oneself only, and what was answered stays.
call wl.narrow('insert', 'case_decisions', 'asked_by = (select wl.account())');
create policy narrow_update on case_decisions as restrictive for update to wl_office, wl_worker
  using (answer is null) with check (answered_by = (select wl.account()));

-- Ends an archived file for good: the key is destroyed, so that whatever is sealed under it is noise, in the database at
-- once and in each backup when that backup goes; the team and the coalition end, so that nobody finds the case again.
create function wl.erase_case(of_case uuid, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'member' or not (of_case = any (wl.file_cases())) then
    raise exception 'not on the team of this case' using errcode = '42501';
  end if;
  perform 1 from cases where id = of_case and state = 'archived' for update;
  if not found or not exists (select 1 from case_decisions where case_id = of_case and kind = 'erase' and answer = 'agreed') then
    raise exception 'two people have not agreed' using errcode = '42501';
  end if;
  delete from case_keys where case_id = of_case;
  update cases set state = 'erased', code_name = '–', publicity_level = 0, caseworker_id = null, version = version + 1 where id = of_case;
  update case_team set removed_at = at, removed_by = wl.account() where case_id = of_case and removed_at is null;
  update coalition_members set left_at = at where case_id = of_case and left_at is null;
end $$;
revoke all on function wl.erase_case(uuid, timestamptz) from public;
grant execute on function wl.erase_case(uuid, timestamptz) to wl_office;
