-- Supporters: each organisation's own. Being on the list is itself the secret (safety.md, C2).

-- One inbox may belong to several supporters: one mail and one suppression per inbox.
create table inboxes (
  organisation_id uuid not null references organisations,
  number int not null,                 -- dense per organisation
  address_index bytea not null,        -- HMAC(organisation key, exact address)
  address_sealed bytea not null,
  mailbox_index bytea not null,        -- HMAC(organisation key, address without what providers ignore): limits our mails
  domain_tag bytea not null,           -- HMAC(organisation key, domain): bulk invalidation by domain
  suppressed_at timestamptz,
  suppressed_reason text check (suppressed_reason in ('unsubscribed', 'not-me', 'hard-bounce', 'complaint', 'staff', 'erased')),
  created_at timestamptz not null default now(),
  primary key (organisation_id, number),
  unique (organisation_id, address_index)
);
create index inboxes_of_mailbox on inboxes (organisation_id, mailbox_index);
call wl.wall('wl_office, wl_worker', 'inboxes', 'organisation_id = (select wl.organisation())');

create table supporters (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  number int not null,                 -- dense per organisation
  inbox int not null,
  name_index bytea not null,           -- HMAC(organisation key, folded name): two people may share one address
  sealed bytea not null,               -- {firstName, lastName}
  country char(2),
  language text not null default 'en',
  created_at timestamptz not null default now(),
  erased_at timestamptz,
  unique (organisation_id, number),
  unique (organisation_id, id),
  unique (organisation_id, inbox, name_index),
  foreign key (organisation_id, inbox) references inboxes (organisation_id, number)
);
create index supporters_by_country on supporters (organisation_id, country, number);
call wl.wall('wl_office, wl_worker', 'supporters', 'organisation_id = (select wl.organisation())');

-- Last numbers given out, per organisation; taken under the row's lock by the drain only.
create table supporter_numbers (
  organisation_id uuid primary key references organisations,
  last_inbox int not null default 0,
  last_supporter int not null default 0
);
call wl.wall('wl_office, wl_worker', 'supporter_numbers', 'organisation_id = (select wl.organisation())');

-- One row per person and case, whoever they came through: HMAC(case index key, canonical address + folded name).
-- Safety: members cannot read it, or two lists could be joined through it. Only workers count with it.
create table case_people (
  case_id uuid not null references cases,
  person_index bytea not null,
  number int generated always as identity,
  primary key (case_id, person_index),
  unique (case_id, number)
);
call wl.wall('wl_worker', 'case_people',
  $$(select wl.kind()) = 'worker' and case_id = any ((select wl.room_cases())::uuid[])$$);

create table opt_ins (
  id uuid primary key,
  organisation_id uuid not null,
  supporter_id uuid not null,
  scope text not null check (scope in ('case', 'newsletter')),
  case_id uuid,
  sealed bytea not null,               -- the exact words that stood beside the answer; they name the person of the case
  wording_version text not null,
  language text not null,
  asked_at timestamptz not null,       -- when the answer was given on the form
  confirmed_at timestamptz,            -- when the mail was answered with "keep me posted"
  ended_at timestamptz,
  ended_reason text,
  foreign key (organisation_id, supporter_id) references supporters (organisation_id, id),
  check ((scope = 'case') = (case_id is not null))
);
create unique index opt_ins_once on opt_ins (organisation_id, supporter_id, scope, (coalesce(case_id, '00000000-0000-0000-0000-000000000000'))) where ended_at is null;
create index opt_ins_of_supporter on opt_ins (organisation_id, supporter_id);
create index opt_ins_of_case on opt_ins (case_id, organisation_id) where ended_at is null;
call wl.wall('wl_office, wl_worker', 'opt_ins', 'organisation_id = (select wl.organisation())');

-- Names are sealed, so a name is looked for by opening them one by one: work of seconds to minutes that survives a reload.
create table name_searches (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  account_id uuid not null references accounts,
  sealed bytea not null,               -- {query}
  scanned_to int not null default 0,   -- last supporter's number that was looked at
  scanned int not null default 0,
  total int not null,
  found int[] not null default '{}',   -- numbers
  started_at timestamptz not null,
  cancelled_at timestamptz,
  finished_at timestamptz
);
create index name_searches_at_work on name_searches (organisation_id) where finished_at is null and cancelled_at is null;
-- Safety: what somebody looked for is between them and the worker that looks.
call wl.wall('wl_office, wl_worker', 'name_searches', $$organisation_id = (select wl.organisation())
  and ((select wl.kind()) = 'worker' or account_id = (select wl.account()))$$);
