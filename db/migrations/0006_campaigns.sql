-- Campaigns, officials, and what supporters did.

create table campaigns (
  id uuid primary key,
  case_id uuid not null references cases,
  organisation_id uuid not null references organisations,
  short_id text not null unique check (short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'),
  code_name text not null check (length(code_name) between 1 and 60),
  state text not null default 'draft' check (state in ('draft', 'review', 'approved', 'live', 'paused', 'ended')),
  kinds text[] not null default '{}' check (kinds <@ array['message', 'email', 'call', 'signature']),
  act_by date,
  time_zone text not null default 'UTC',     -- the zone in which the act-by day ends
  letter_mode text not null default 'editable' check (letter_mode in ('locked', 'editable', 'free')),
  test_mode boolean not null default true,   -- emails to officials go to the campaigner only
  test_address_sealed bytea,
  default_language text not null default 'en',
  goal_minimum int not null default 10,      -- the public counter stays hidden below it
  created_by uuid not null references accounts,
  created_at timestamptz not null default now(),
  live_at timestamptz,
  paused_at timestamptz,
  paused_by uuid references accounts,
  pause_reason text,
  ended_at timestamptz,
  ended_by uuid references accounts,
  outcome text,
  version int not null default 1,
  unique (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index campaigns_of_case on campaigns (case_id);
call wl.wall('wl_office, wl_worker', 'campaigns', 'case_id = any ((select wl.room_cases())::uuid[])');
-- Safety: what supporters do goes to the organisation that stands here; nobody sends it to another one.
call wl.narrow('insert', 'campaigns', 'organisation_id = (select wl.organisation())');
call wl.owner_door('campaigns');

create table campaign_texts (
  campaign_id uuid not null,
  case_id uuid not null,
  language text not null,
  sealed bytea not null, -- {title, summary, whatHappened, whyItMatters, demands: {id: text}, letters: [{subject, opening, body, closing}], script, dos, donts, messagePrompt, signatureText}
  translation text not null default 'original' check (translation in ('original', 'machine', 'reviewed')),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references accounts,
  primary key (campaign_id, language),
  foreign key (campaign_id, case_id) references campaigns (id, case_id)
);
call wl.wall('wl_office, wl_worker', 'campaign_texts', 'case_id = any ((select wl.room_cases())::uuid[])');

create table demands (
  id uuid primary key,
  campaign_id uuid not null,
  case_id uuid not null,
  position smallint not null,
  state text not null default 'open' check (state in ('open', 'partly', 'met')),
  state_changed_at timestamptz,
  state_changed_by uuid references accounts,
  foreign key (campaign_id, case_id) references campaigns (id, case_id)
);
create index demands_of_campaign on demands (campaign_id, position);
call wl.wall('wl_office, wl_worker', 'demands', 'case_id = any ((select wl.room_cases())::uuid[])');

-- Officials (code word: target).
create table targets (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  country char(2) not null,
  language text not null default 'en',
  time_zone text not null,
  office_opens smallint not null default 9 check (office_opens between 0 and 23),
  office_closes smallint not null default 17 check (office_closes between 1 and 24),
  office_days smallint[] not null default '{1,2,3,4,5}', -- ISO: 1 Monday … 7 Sunday
  ceiling_per_hour int not null default 60 check (ceiling_per_hour between 1 and 100000),
  sealed bytea not null, -- {name, title, institution, salutation: {en, ar}, email, phone, emailSource, phoneSource}
  email_verified_on date,
  phone_verified_on date,
  manner text not null default 'press' check (manner in ('press', 'thank')),
  wrong_reports int not null default 0,
  retired_at timestamptz,
  retired_by uuid references accounts,
  created_at timestamptz not null default now(),
  created_by uuid not null references accounts,
  version int not null default 1,
  unique (organisation_id, id)
);
call wl.wall('wl_office, wl_worker', 'targets', 'organisation_id = (select wl.organisation())');

create table campaign_targets (
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  target_id uuid not null,
  position smallint not null default 0,
  channels text[] not null default '{email}' check (channels <@ array['email', 'call']),
  stopped_at timestamptz, -- a burst or a complaint stops this official's queue
  primary key (campaign_id, target_id),
  foreign key (campaign_id, case_id) references campaigns (id, case_id),
  foreign key (organisation_id, target_id) references targets (organisation_id, id)
);
call wl.wall('wl_office, wl_worker', 'campaign_targets', 'case_id = any ((select wl.room_cases())::uuid[])');

-- What one supporter did.
create table actions (
  id uuid primary key,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('message', 'email', 'call', 'signature', 'follow')),
  target_id uuid,
  supporter_id uuid,
  person_number int,                   -- of case_people: counts a person once, across campaigns of the case
  state text not null check (state in ('pending', 'confirmed', 'expired', 'quarantined', 'invalidated', 'withdrawn')),
  self_reported boolean not null default false,
  handed_over boolean not null default false, -- own mail program: opened, never counted as sent
  outcome text check (outcome in ('reached', 'left-message', 'busy', 'refused', 'wrong-number', 'skipped')),
  identity text check (identity in ('full', 'first-name', 'country')),
  recorded_by uuid references accounts, -- entered by hand
  country char(2),
  language text not null,
  journey bytea,                       -- links the steps of one visit; nothing is retyped
  sealed bytea,                        -- {text, subject, note, firstName …} as the kind needs
  acted_at timestamptz not null,
  confirmed_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  index_ends boolean not null default false, -- its supporter is erased: a worker still has to destroy her index in case_people
  foreign key (campaign_id, case_id) references campaigns (id, case_id),
  foreign key (organisation_id, supporter_id) references supporters (organisation_id, id),
  unique (id, organisation_id)
);
-- A form sent twice is one action.
create unique index actions_once on actions
  (campaign_id, kind, person_number, (coalesce(target_id, '00000000-0000-0000-0000-000000000000')), handed_over)
  where person_number is not null and state in ('pending', 'confirmed', 'quarantined');
-- The same for calls without a name: one per official and visit.
create unique index actions_once_in_visit on actions
  (campaign_id, kind, journey, (coalesce(target_id, '00000000-0000-0000-0000-000000000000')))
  where person_number is null and journey is not null and state in ('pending', 'confirmed', 'quarantined');
create index actions_of_campaign on actions (campaign_id, kind, state) include (person_number, country, acted_at);
create index actions_of_supporter on actions (supporter_id);
create index actions_of_journey on actions (journey) where journey is not null;
create index actions_pending on actions (expires_at) where state in ('pending', 'quarantined');
create index actions_index_ends on actions (organisation_id) where index_ends;
call wl.wall('wl_office, wl_worker', 'actions', 'organisation_id = (select wl.organisation())');
-- Safety: else a stranger to the case could take the place of somebody's action in it, which is unique there.
call wl.narrow('insert', 'actions', 'case_id = any ((select wl.room_cases())::uuid[])');

-- 24-hour keyed tags of network prefixes, apart from the action, kept seven days (bulk invalidation).
create table network_tags (
  action_id uuid not null,
  organisation_id uuid not null,
  tag bytea not null,
  day date not null,
  primary key (action_id),
  foreign key (action_id, organisation_id) references actions (id, organisation_id) on delete cascade
);
create index network_tags_by_tag on network_tags (organisation_id, day, tag);
call wl.wall('wl_office, wl_worker', 'network_tags', 'organisation_id = (select wl.organisation())');

-- Messages of support: held until a human has read them, gathered, handed over.
create table message_batches (
  id uuid primary key,
  case_id uuid not null references cases,
  organisation_id uuid not null references organisations,
  created_by uuid not null references accounts,
  created_at timestamptz not null default now(),
  handed_over_on date,
  handed_over_how text,
  handed_over_by uuid references accounts,
  unique (id, organisation_id)
);
call wl.wall('wl_office, wl_worker', 'message_batches', 'organisation_id = (select wl.organisation()) and case_id = any ((select wl.room_cases())::uuid[])');
create table support_messages (
  action_id uuid primary key,
  organisation_id uuid not null,
  moderation text not null default 'held' check (moderation in ('held', 'accepted', 'rejected')),
  moderated_by uuid references accounts,
  moderated_at timestamptz,
  batch_id uuid,
  foreign key (action_id, organisation_id) references actions (id, organisation_id),
  foreign key (batch_id, organisation_id) references message_batches (id, organisation_id)
);
call wl.wall('wl_office, wl_worker', 'support_messages', 'organisation_id = (select wl.organisation())');

-- One email to one official in the name of one supporter.
create table official_emails (
  id uuid primary key,
  action_id uuid not null,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  target_id uuid not null,
  person_number int not null,
  state text not null check (state in ('waiting', 'held', 'queued', 'claimed', 'accepted', 'refused', 'bounced', 'unknown', 'stopped')),
  sealed bytea not null,               -- {subject, letter, language, identity, replyTo, copy}; empty once erased
  edited boolean not null default false,
  reviewed_by uuid references accounts,
  reviewed_at timestamptz,
  not_before timestamptz,
  claimed_at timestamptz,
  claimed_by text,                     -- host and boot of the worker that has it in hand
  handed_at timestamptz,               -- right before it is handed to the mail server: from here on it may have left
  settled_at timestamptz,
  code smallint,
  reply text,
  attempts smallint not null default 0,
  test boolean not null default false,
  foreign key (action_id, organisation_id) references actions (id, organisation_id),
  foreign key (campaign_id, case_id) references campaigns (id, case_id)
);
create unique index official_emails_once on official_emails (campaign_id, target_id, person_number) where state <> 'stopped';
create index official_emails_due on official_emails (target_id, not_before) where state = 'queued';
create index official_emails_of_action on official_emails (action_id);
-- what left for an office within the hour, asked every second
create index official_emails_of_office on official_emails (target_id, claimed_at) where claimed_at is not null;
call wl.wall('wl_office, wl_worker', 'official_emails', 'organisation_id = (select wl.organisation())');
call wl.narrow('insert', 'official_emails', 'case_id = any ((select wl.room_cases())::uuid[])');

-- Whom does a sealed row belong to? Ids only.
create function wl.campaign_owner(c uuid, out organisation_id uuid, out case_id uuid)
language sql stable security definer set search_path = public, pg_temp as
$$ select k.organisation_id, k.case_id from campaigns k where k.id = c $$;

-- The case behind the short id in a public address, and its lead organisation. Ids only.
create function wl.case_of_key(k text, out case_id uuid, out organisation_id uuid)
language sql stable security definer set search_path = public, pg_temp as
$$ select c.id, c.lead_organisation_id from cases c where c.short_id = k $$;
