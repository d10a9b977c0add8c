-- Contacts with the person at risk, agreed signs of life, and the alarms that wake people when one is missing.

-- One conversation or sign of life.
create table contacts (
  id uuid primary key,
  case_id uuid not null references cases,
  at timestamptz not null,
  channel text not null check (channel ~ '^[a-z-]{1,40}$'),
  wellbeing text not null check (wellbeing in ('well', 'strained', 'unwell', 'in-danger', 'unknown')),
  by_account uuid references accounts,      -- null: she answered by her own link
  statement_taken boolean not null default false,
  next_on date,
  check_in_id uuid,                         -- the agreed sign of life that it answered
  sealed bytea not null,                    -- {note, next}
  created_at timestamptz not null
);
create index contacts_of_case on contacts (case_id, at desc);
call wl.wall('wl_office, wl_worker', 'contacts', 'case_id = any ((select wl.file_cases())::uuid[])');

-- An agreed schedule (RRULE in a zone), how long she has, and who is asked what when no word comes.
create table check_in_plans (
  id uuid primary key,
  case_id uuid not null references cases,
  organisation_id uuid not null references organisations, -- whose people are alarmed
  state text not null check (state in ('active', 'paused', 'ended')),
  rrule text not null check (length(rrule) <= 200),
  zone text not null check (length(zone) <= 64),
  starts_on date not null,
  window_minutes int not null check (window_minutes between 5 and 1440),
  -- minutes after the window at which each step of the ladder rings; a step without minutes is left out
  ladder jsonb not null,
  hard_limit_minutes int not null check (hard_limit_minutes between 15 and 1440),
  language text not null default 'en',      -- of the page that she answers on
  code_word bytea,                          -- keyed hash under the case's key
  duress_word bytea,
  link_number int not null default 1,       -- a new number makes the old link void
  link_hash bytea not null unique check (length(link_hash) = 32),
  planned_at timestamptz,                   -- when the days ahead were last written down
  sealed bytea not null,                    -- {name, channels, trusted, proxies, lawyer, authorities, agreed}
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  ended_at timestamptz,
  ended_by uuid references accounts,
  unique (id, case_id),
  check (code_word is null or code_word <> duress_word)
);
create index check_in_plans_of_case on check_in_plans (case_id);
create index check_in_plans_at_work on check_in_plans (organisation_id) where state = 'active';
call wl.wall('wl_office, wl_worker', 'check_in_plans', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.owner_door('check_in_plans');

create table check_ins (
  id uuid primary key,
  case_id uuid not null,
  plan_id uuid not null,
  organisation_id uuid not null,
  due_at timestamptz not null,
  late_at timestamptz not null,
  ladder jsonb not null,                    -- as agreed when it was written down: a change reaches the next ones
  hard_limit_minutes int not null,
  state text not null check (state in ('scheduled', 'due', 'ok', 'ok-by-proxy', 'duress', 'late', 'emergency', 'resolved',
    'system-gap', 'cancelled')),
  step smallint not null default 0,         -- of the ladder, while late
  held_until timestamptz,                   -- somebody has taken the last step: the next one waits so long
  unproven_at timestamptz,                  -- a word came without the agreed code word
  answered_at timestamptz,
  late_since timestamptz,
  resolution text check (resolution ~ '^[a-z-]{1,40}$'),
  resolved_at timestamptz,
  resolved_by uuid references accounts,
  sealed bytea,                             -- {note} of whoever resolved it
  created_at timestamptz not null,
  unique (plan_id, due_at),
  unique (id, case_id),
  foreign key (plan_id, case_id) references check_in_plans (id, case_id),
  check (late_at > due_at),
  check ((state = 'resolved') = (resolution is not null)),
  check ((state = 'resolved') = (resolved_at is not null))
);
create index check_ins_at_work on check_ins (organisation_id, due_at)
  where state in ('scheduled', 'due', 'late', 'emergency', 'duress', 'system-gap');
create index check_ins_of_case on check_ins (case_id, due_at desc);
call wl.wall('wl_office, wl_worker', 'check_ins', 'case_id = any ((select wl.file_cases())::uuid[])');
alter table contacts add foreign key (check_in_id, case_id) references check_ins (id, case_id);

-- When an organisation's check-ins were last looked at; a hole between two looks is the server's own.
create table check_in_pulses (
  organisation_id uuid primary key references organisations,
  turned_at timestamptz not null
);
call wl.wall('wl_office, wl_worker', 'check_in_pulses', 'organisation_id = (select wl.organisation())');

-- How an organisation's people are woken.
create table alarm_channels (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  account_id uuid not null references accounts,
  kind text not null check (kind in ('http')),
  sealed bytea not null,                    -- {url, authorization, format, template}
  created_at timestamptz not null,
  proved_at timestamptz,                    -- a test came through and was acknowledged
  removed_at timestamptz
);
create index alarm_channels_of_account on alarm_channels (organisation_id, account_id) where removed_at is null;
call wl.wall('wl_office, wl_worker', 'alarm_channels', 'organisation_id = (select wl.organisation())');

-- One alarm. Safety: its row stands before anything leaves, so a step of a ladder rings once, however often a worker dies.
create table alarms (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  case_id uuid references cases,
  check_in_id uuid,
  step smallint,
  stage text not null check (stage in ('nudge', 'second-channel', 'duty-calls', 'trusted', 'lawyer', 'authorities', 'emergency',
    'duress', 'system-gap', 'test')),
  raised_at timestamptz not null,
  told_in uuid references alarms,           -- its time had passed together with a later one, which speaks for both
  gap_from timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid references accounts,
  foreign key (check_in_id, case_id) references check_ins (id, case_id),
  check ((check_in_id is null) = (step is null)),
  check ((acknowledged_at is null) = (acknowledged_by is null))
);
create unique index alarms_once on alarms (check_in_id, step) where check_in_id is not null;
create unique index alarms_gap_once on alarms (organisation_id, gap_from) where stage = 'system-gap';
create index alarms_open on alarms (organisation_id, raised_at) where acknowledged_at is null;
call wl.wall('wl_office, wl_worker', 'alarms',
  $$case_id = any ((select wl.file_cases())::uuid[]) or (case_id is null and organisation_id = (select wl.organisation()))$$);
-- Safety: an alarm is history; nobody takes one away.
revoke delete on alarms from wl_office, wl_worker;

-- The outbox of alarms: one row per person and way, written with the alarm, handed over afterwards.
create table alarm_messages (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  case_id uuid references cases,
  alarm_id uuid not null references alarms,
  account_id uuid not null references accounts,
  channel_id uuid references alarm_channels, -- null: mail to the account's address
  state text not null check (state in ('queued', 'claimed', 'sent', 'failed', 'needless')),
  attempts smallint not null default 0,
  not_before timestamptz not null,
  claimed_at timestamptz,
  settled_at timestamptz,
  outcome text check (outcome ~ '^[a-z0-9-]{1,40}$'),
  ack_hash bytea not null unique check (length(ack_hash) = 32),
  created_at timestamptz not null
);
create unique index alarm_messages_once on alarm_messages (alarm_id, account_id, coalesce(channel_id, account_id));
create index alarm_messages_due on alarm_messages (organisation_id, not_before) where state in ('queued', 'claimed');
call wl.wall('wl_office, wl_worker', 'alarm_messages',
  $$organisation_id = (select wl.organisation()) and (case_id is null or case_id = any ((select wl.file_cases())::uuid[]))$$);
call wl.owner_door('alarm_messages');

-- Who is awake when.
create table duty_shifts (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  account_id uuid not null references accounts,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  sealed bytea,                             -- {handover}: what the next one must know
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  removed_at timestamptz,
  check (ends_at > starts_at)
);
create index duty_shifts_ahead on duty_shifts (organisation_id, ends_at) where removed_at is null;
call wl.wall('wl_office, wl_worker', 'duty_shifts', 'organisation_id = (select wl.organisation())');

-- Private links: whoever holds the secret of a link learns which door it is, and nothing of whom it is about.
create function wl.find_private_link(hash bytea) returns table (kind text, organisation_id uuid, id uuid, language text)
language sql stable security definer set search_path = public, pg_temp as $$
  select 'check-in', p.organisation_id, p.id, p.language from check_in_plans p where p.link_hash = hash and p.state <> 'ended'
  union all
  select 'alarm', m.organisation_id, m.id, null from alarm_messages m where m.ack_hash = hash
$$;
revoke all on function wl.find_private_link(bytea) from public;
grant execute on function wl.find_private_link(bytea) to wl_office, wl_worker;
-- The private door appends like the visitors' door does, and cannot read back either.
grant usage on schema intake to wl_office;
grant insert (lane, sealed) on intake.rows to wl_office;
