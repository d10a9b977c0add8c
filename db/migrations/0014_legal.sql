-- Liberty, proceedings, time limits, interventions and tasks: for the case team by name. Words are sealed; codes, days and
-- states stand plain, so that Today and an alarm can look for them.

-- A dated series: the newest entry that was not struck out holds.
create table liberty_statuses (
  id uuid primary key,
  case_id uuid not null references cases,
  -- HURIDOCS MT25
  status text not null check (status in ('at-liberty', 'in-hiding', 'in-exile', 'held-for-questioning', 'police-custody',
    'pre-trial-detention', 'administrative-detention', 'serving-sentence', 'hospital-under-guard', 'house-arrest',
    'incommunicado', 'whereabouts-unknown', 'disappeared', 'abducted', 'released', 'escaped', 'deceased', 'unknown')),
  since date not null,
  detention text check (detention ~ '^[a-z-]{1,40}$'), -- HURIDOCS MT29
  counsel text[] not null,                             -- HURIDOCS MT31
  contact text[] not null,                             -- HURIDOCS MT30
  basis text[] not null check (basis <@ array['i', 'ii', 'iii', 'iv', 'v']), -- working group on arbitrary detention
  sealed bytea not null, -- {place, note, why}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  struck_at timestamptz,
  struck_by uuid references accounts,
  check ((struck_at is null) = (struck_by is null))
);
create index liberty_statuses_of_case on liberty_statuses (case_id, since desc);
call wl.wall('wl_office, wl_worker', 'liberty_statuses', 'case_id = any ((select wl.file_cases())::uuid[])');

-- What restricts her beside the status; several hold at the same time.
create table liberty_restrictions (
  id uuid primary key,
  case_id uuid not null references cases,
  kind text not null check (kind ~ '^[a-z-]{1,40}$'),
  since date not null,
  until_on date,
  ended_on date,
  ended_by uuid references accounts,
  sealed bytea not null, -- {note}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  check (until_on >= since),
  check (ended_on >= since),
  check ((ended_on is null) = (ended_by is null))
);
create index liberty_restrictions_of_case on liberty_restrictions (case_id) where ended_on is null;
call wl.wall('wl_office, wl_worker', 'liberty_restrictions', 'case_id = any ((select wl.file_cases())::uuid[])');

create table proceedings (
  id uuid primary key,
  case_id uuid not null references cases,
  kind text not null check (kind ~ '^[a-z-]{1,40}$'),
  role text not null check (role in ('defendant', 'complainant', 'witness')),
  state text not null check (state in ('open', 'suspended', 'appealed', 'ended')),
  court_kind text check (court_kind ~ '^[a-z-]{1,40}$'), -- HURIDOCS MT32
  outcome text check (outcome ~ '^[a-z-]{1,40}$'),
  opened_on date not null,
  ended_on date,
  sealed bytea not null, -- {title, court, level, numbers, judges, representation, … settlement: {who, mandate, confidentialTo}, sentence}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  version int not null default 1,
  unique (id, case_id),
  check ((state = 'ended') = (ended_on is not null)),
  check (state <> 'ended' or outcome is not null)
);
create index proceedings_of_case on proceedings (case_id, opened_on desc);
call wl.wall('wl_office, wl_worker', 'proceedings', 'case_id = any ((select wl.file_cases())::uuid[])');

create table charges (
  id uuid primary key,
  case_id uuid not null,
  proceeding_id uuid not null,
  state text not null check (state in ('announced', 'brought', 'dropped', 'acquitted', 'convicted')),
  state_on date not null,
  sealed bytea not null, -- {law, article, title, translated, maximum}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  foreign key (proceeding_id, case_id) references proceedings (id, case_id)
);
create index charges_of_proceeding on charges (proceeding_id);
call wl.wall('wl_office, wl_worker', 'charges', 'case_id = any ((select wl.file_cases())::uuid[])');

create table hearings (
  id uuid primary key,
  case_id uuid not null,
  proceeding_id uuid not null,
  kind text not null check (kind ~ '^[a-z-]{1,40}$'),
  at timestamptz not null,
  zone text not null check (length(zone) <= 64),
  openness text not null check (openness in ('public', 'closed', 'unknown')),
  state text not null check (state in ('scheduled', 'held', 'adjourned', 'cancelled')),
  adjourned_to uuid,
  sealed bytea not null, -- {room, source, observers, present, outcome}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  unique (id, case_id),
  foreign key (proceeding_id, case_id) references proceedings (id, case_id),
  foreign key (adjourned_to, case_id) references hearings (id, case_id),
  check (adjourned_to is null or state = 'adjourned')
);
create index hearings_ahead on hearings (case_id, at) where state = 'scheduled';
create index hearings_of_proceeding on hearings (proceeding_id, at);
call wl.wall('wl_office, wl_worker', 'hearings', 'case_id = any ((select wl.file_cases())::uuid[])');

-- Typed by the legal officer: no law is built in.
create table time_limits (
  id uuid primary key,
  case_id uuid not null references cases,
  proceeding_id uuid,
  kind text not null check (kind ~ '^[a-z-]{1,40}$'),
  due_at timestamptz not null,
  zone text not null check (length(zone) <= 64),
  owner_account uuid references accounts,
  state text not null check (state in ('running', 'met', 'missed', 'lifted')),
  settled_at timestamptz,
  settled_by uuid references accounts,
  sealed bytea not null, -- {what, source, settled}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  version int not null default 1,
  foreign key (proceeding_id, case_id) references proceedings (id, case_id),
  check ((state = 'running') = (settled_at is null)),
  check ((settled_at is null) = (settled_by is null))
);
create index time_limits_running on time_limits (case_id, due_at) where state = 'running';
call wl.wall('wl_office, wl_worker', 'time_limits', 'case_id = any ((select wl.file_cases())::uuid[])');

-- What was asked of whom for her, and what came back.
create table interventions (
  id uuid primary key,
  case_id uuid not null references cases,
  addressee text not null check (addressee ~ '^[a-z-]{1,40}$'),
  channel text not null check (channel ~ '^[a-z-]{1,40}$'),
  state text not null check (state in ('planned', 'made', 'answered', 'dropped')),
  made_on date not null,                    -- or the day for which it is planned
  response text check (response ~ '^[a-z-]{1,40}$'), -- HURIDOCS MT27
  response_on date,
  next_on date,
  sealed bytea not null, -- {by, to, what, confidentialTo, said, next}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  version int not null default 1,
  check ((state = 'answered') = (response is not null)),
  check ((response is null) = (response_on is null)),
  check (response_on >= made_on)
);
create index interventions_of_case on interventions (case_id, made_on desc);
call wl.wall('wl_office, wl_worker', 'interventions', 'case_id = any ((select wl.file_cases())::uuid[])');

create table case_tasks (
  id uuid primary key,
  case_id uuid not null references cases,
  owner_account uuid references accounts,
  due_on date,
  sealed bytea not null, -- {what}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  done_at timestamptz,
  done_by uuid references accounts,
  check ((done_at is null) = (done_by is null))
);
create index case_tasks_open on case_tasks (case_id, due_on) where done_at is null;
call wl.wall('wl_office, wl_worker', 'case_tasks', 'case_id = any ((select wl.file_cases())::uuid[])');

-- A private calendar of one member: hearings, time limits and tasks under code names. Only the hash of its secret is kept.
create table calendar_feeds (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  account_id uuid not null references accounts,
  token_hash bytea not null unique check (length(token_hash) = 32),
  created_at timestamptz not null,
  revoked_at timestamptz
);
create unique index calendar_feeds_one on calendar_feeds (organisation_id, account_id) where revoked_at is null;
call wl.wall('wl_office, wl_worker', 'calendar_feeds', 'organisation_id = (select wl.organisation())');
call wl.owner_door('calendar_feeds');

-- Safety: a feed ends with the membership of whoever it is for.
create function wl.find_calendar_feed(hash bytea) returns table (organisation_id uuid, account_id uuid, member_id uuid, role text)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.organisation_id, f.account_id, m.id, m.role from calendar_feeds f
    join members m on m.organisation_id = f.organisation_id and m.account_id = f.account_id and m.removed_at is null
    where f.token_hash = hash and f.revoked_at is null
$$;
revoke all on function wl.find_calendar_feed(bytea) from public;
grant execute on function wl.find_calendar_feed(bytea) to wl_office;
