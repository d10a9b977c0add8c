-- The case, its two circles (coalition room and case team), and what is prepared for the public.

create table cases (
  id uuid primary key,
  short_id text not null unique check (short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'),
  code_name text not null check (length(code_name) between 1 and 60), -- shown in lists, subjects, notifications
  lead_organisation_id uuid not null references organisations,
  state text not null default 'open'
    check (state in ('received', 'verifying', 'open', 'monitoring', 'referred', 'declined', 'closed', 'archived', 'erased')),
  publicity_level smallint not null default 1 check (publicity_level between 0 and 5),
  country char(2) not null,
  opening_reason text not null check (opening_reason ~ '^[a-z-]{1,40}$'), -- a code: text of a case is sealed
  closing_reason text check (closing_reason ~ '^[a-z-]{1,40}$'),
  default_language text not null default 'en',
  languages text[] not null default '{en}',
  opened_by uuid not null references accounts,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid references accounts,
  version int not null default 1
);
create table coalition_members (
  case_id uuid not null references cases,
  organisation_id uuid not null references organisations,
  role text not null check (role in ('lead', 'partner', 'observer')),
  named_in_public boolean not null default true,
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  primary key (case_id, organisation_id)
);
create index coalitions_of_organisation on coalition_members (organisation_id, case_id) where left_at is null;
create table case_team (
  case_id uuid not null references cases,
  account_id uuid not null references accounts,
  organisation_id uuid not null references organisations,
  role text not null check (role in ('lead-coordinator', 'duty-officer', 'caseworker', 'legal', 'comms', 'observer')),
  added_at timestamptz not null default now(),
  added_by uuid not null references accounts,
  removed_at timestamptz,
  removed_by uuid references accounts,
  primary key (case_id, account_id, added_at),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create unique index case_team_once on case_team (case_id, account_id) where removed_at is null;
create index case_team_of_account on case_team (account_id, case_id) where removed_at is null;

-- The case file: cases on whose team this account is, for the organisation it speaks as and still serves. A worker
-- serves the cases of its organisation's coalitions.
create function wl.file_cases() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[2] = '' then return '{}'; end if;
  if c[1] = 'worker' then
    return coalesce((select array_agg(case_id) from coalition_members
      where organisation_id = c[2]::uuid and left_at is null), '{}');
  elsif c[1] = 'member' then
    return coalesce((select array_agg(t.case_id) from case_team t
      join coalition_members m on m.case_id = t.case_id and m.organisation_id = t.organisation_id and m.left_at is null
      join members s on s.organisation_id = t.organisation_id and s.account_id = t.account_id and s.removed_at is null
      where t.account_id = c[3]::uuid and t.organisation_id = c[2]::uuid and t.removed_at is null), '{}');
  end if;
  return '{}';
end $$;

-- The coalition room: the file's cases, and those that the team has opened to its coalition (publicity level 2 and up).
create function wl.room_cases() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[2] = '' then return '{}'; end if;
  if c[1] = 'worker' then return wl.file_cases(); end if;
  if c[1] <> 'member' then return '{}'; end if;
  return wl.file_cases() || coalesce((select array_agg(k.id) from cases k
    join coalition_members m on m.case_id = k.id and m.left_at is null
    where m.organisation_id = c[2]::uuid and k.publicity_level >= 2), '{}');
end $$;

call wl.wall('wl_office, wl_worker', 'cases', 'id = any ((select wl.room_cases())::uuid[])');
call wl.wall('wl_office, wl_worker', 'coalition_members', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.wall('wl_office, wl_worker', 'case_team', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.wall('wl_office, wl_worker', 'case_keys', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.owner_door('cases');
call wl.owner_door('coalition_members');
call wl.owner_door('case_team');
call wl.owner_door('case_keys');

-- Ends the team rows of an account that no longer serves in the asking organisation, and gives their cases. Whoever
-- removes a member may see none of these files, and a later invitation must not give them back.
create function wl.leave_teams(of_account uuid, at timestamptz) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'member'
     or exists (select 1 from members m
       where m.account_id = of_account and m.organisation_id = wl.organisation() and m.removed_at is null)
  then return; end if;
  return query update case_team t set removed_at = leave_teams.at, removed_by = wl.account()
    where t.account_id = of_account and t.organisation_id = wl.organisation() and t.removed_at is null
    returning t.case_id;
end $$;
revoke all on function wl.leave_teams(uuid, timestamptz) from public;
grant execute on function wl.leave_teams(uuid, timestamptz) to wl_office;

call wl.wall('wl_office, wl_worker', 'events',
  $$organisation_id = (select wl.organisation()) or case_id = any ((select wl.room_cases())::uuid[])
    or ((select wl.kind()) = 'sign-in' and case_id is null)$$);
-- Cases that the asking organisation is in, also those that the asking member may not see. For rules about writing only.
create function wl.coalition_cases() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return coalesce((select array_agg(case_id) from coalition_members
    where organisation_id = wl.organisation() and left_at is null), '{}');
end $$;

-- Safety: nobody writes into the history of a case that their organisation is not in. Not narrower: an administrator who
-- removes a member ends that member's place in teams that the administrator does not see.
call wl.narrow('insert', 'events', 'case_id is null or case_id = any ((select wl.coalition_cases())::uuid[])');
-- Safety: who is not signed in yet leaves events of signing in, and reads none.
call wl.narrow('select', 'events', $$(select wl.kind()) is distinct from 'sign-in'$$);
-- An event is written once and stays.
revoke update, delete on events from wl_office, wl_worker;

-- Opens a case: its row, the organisation's coalition row, the opener's team row and the wrapped key appear together,
-- because behind the wall none of them could be seen before the others stand.
create function wl.open_case(id uuid, short_id text, code_name text, country char(2), reason text, language text,
  level smallint, at timestamptz, wrapped_key bytea) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' or c[2] = '' or c[3] = '' then
    raise exception 'no member context' using errcode = '42501';
  end if;
  insert into cases (id, short_id, code_name, lead_organisation_id, country, opening_reason, default_language, languages,
      publicity_level, opened_by, opened_at)
    values (open_case.id, open_case.short_id, open_case.code_name, c[2]::uuid, open_case.country, open_case.reason,
      open_case.language, array[open_case.language], open_case.level, c[3]::uuid, open_case.at);
  insert into coalition_members (case_id, organisation_id, role) values (open_case.id, c[2]::uuid, 'lead');
  insert into case_team (case_id, account_id, organisation_id, role, added_at, added_by)
    values (open_case.id, c[3]::uuid, c[2]::uuid, 'lead-coordinator', open_case.at, c[3]::uuid);
  insert into case_keys (case_id, wrapped) values (open_case.id, open_case.wrapped_key);
end $$;
revoke all on function wl.open_case(uuid, text, text, char, text, text, smallint, timestamptz, bytea) from public;
grant execute on function wl.open_case(uuid, text, text, char, text, text, smallint, timestamptz, bytea) to wl_office;

create table persons (
  id uuid primary key,
  case_id uuid not null references cases,
  role text not null default 'at-risk',
  sealed bytea not null, -- {legalName, publicName, pronouns, languages, safeChannels …}
  created_at timestamptz not null default now(),
  created_by uuid not null references accounts,
  unique (id, case_id)
);
create index persons_of_case on persons (case_id);
call wl.wall('wl_office, wl_worker', 'persons', 'case_id = any ((select wl.file_cases())::uuid[])');

-- Public wording, one row per language, sealed until it is signed off.
create table case_texts (
  case_id uuid not null references cases,
  language text not null,
  sealed bytea not null, -- {name, sentence, summary, story, concern, status, assessors …}
  translation text not null default 'original' check (translation in ('original', 'machine', 'reviewed')),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references accounts,
  primary key (case_id, language)
);
call wl.wall('wl_office, wl_worker', 'case_texts', 'case_id = any ((select wl.room_cases())::uuid[])');

-- Dated human judgement (the whole of it belongs to the risk module to come; a status line needs date and assessor).
create table risk_assessments (
  id uuid primary key,
  case_id uuid not null references cases,
  harm text not null default 'arrest',
  level text not null default 'unknown' check (level in ('low', 'moderate', 'high', 'critical', 'unknown')),
  assessed_on date not null,
  next_review_on date,
  valid_until date not null,
  sealed bytea not null, -- {wording: {en, ar}, assessors: {en, ar}}
  assessed_by uuid not null references accounts,
  created_at timestamptz not null default now()
);
create index risk_assessments_of_case on risk_assessments (case_id, assessed_on desc, created_at desc);
call wl.wall('wl_office, wl_worker', 'risk_assessments', 'case_id = any ((select wl.room_cases())::uuid[])');

-- Images of a case: the untouched original stays sealed (its metadata is evidence), re-encoded renditions beside it.
create table case_images (
  id uuid primary key,
  case_id uuid not null references cases,
  kind text not null check (kind in ('portrait', 'update')),
  original_sealed bytea not null,
  about_sealed bytea not null, -- {credit, alt: {en, ar}, fileName}
  created_at timestamptz not null default now(),
  created_by uuid not null references accounts,
  removed_at timestamptz,
  unique (id, case_id)
);
create index case_images_of_case on case_images (case_id);
create table case_image_renditions (
  image_id uuid not null,
  case_id uuid not null,
  width int not null,
  height int not null,
  content_type text not null,
  sealed bytea not null,
  primary key (image_id, width, content_type),
  foreign key (image_id, case_id) references case_images (id, case_id) on delete cascade
);
call wl.wall('wl_office, wl_worker', 'case_images', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.wall('wl_office, wl_worker', 'case_image_renditions', 'case_id = any ((select wl.room_cases())::uuid[])');
