-- Delivery: one engine for all mail.

-- Single mails (confirmations, receipts, notices): written in the transaction that causes them, sent afterwards.
create table mails (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  kind text not null check (kind ~ '^[a-z-]+$'),
  urgency smallint not null default 5,      -- 1 alarms and sign-in, 3 confirmations, 5 the rest
  inbox int,                                -- suppression is checked at the claim, where there is one
  about uuid,                               -- leaves only while this campaign, case or update is public: a stop reaches queued mail
  sealed bytea not null,                    -- {to: {address, name}, language, template, values}
  once_key text,                            -- the same mail is not written twice
  state text not null default 'queued' check (state in ('queued', 'claimed', 'sent', 'hard', 'unknown', 'suppressed')),
  not_before timestamptz not null default now(),
  attempts smallint not null default 0,
  claimed_at timestamptz,
  claimed_by text,
  settled_at timestamptz,
  code smallint,
  reply text,
  created_at timestamptz not null default now()
);
create unique index mails_once on mails (organisation_id, once_key) where once_key is not null;
create index mails_due on mails (organisation_id, urgency, not_before) where state = 'queued';
create index mails_in_hand on mails (organisation_id) where state in ('claimed', 'unknown');
create index mails_to_inbox on mails (organisation_id, inbox, kind, created_at) where inbox is not null;
call wl.wall('wl_office, wl_worker', 'mails', 'organisation_id = (select wl.organisation())');

create table broadcasts (
  id uuid primary key,
  number int generated always as identity unique,
  organisation_id uuid not null references organisations,
  case_id uuid not null references cases,
  update_id uuid not null,
  state text not null check (state in ('frozen', 'sending', 'paused', 'cancelled', 'done')),
  audience jsonb not null default '{}',     -- the filter: {acted, kinds, languages, countries}
  acted int not null default 0,             -- how many acted
  asked int not null default 0,             -- how many of them asked to hear
  recipients int not null default 0,        -- inboxes that were frozen
  created_by uuid not null references accounts,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  paused_at timestamptz,
  paused_by uuid references accounts,
  cancelled_at timestamptz,
  cancelled_by uuid references accounts,
  finished_at timestamptz,
  relay_away_since timestamptz,
  unique (id, organisation_id)
);
create index broadcasts_of_case on broadcasts (case_id);
create index broadcasts_at_work on broadcasts (state) where state in ('frozen', 'sending', 'paused');
call wl.wall('wl_office, wl_worker', 'broadcasts', 'organisation_id = (select wl.organisation())');
call wl.narrow('insert', 'broadcasts', 'case_id = any ((select wl.room_cases())::uuid[])');

-- The frozen audience: chunks of supporter numbers, one per inbox.
create table broadcast_chunks (
  broadcast_id uuid not null,
  organisation_id uuid not null,
  number int not null,
  supporters int[] not null,
  state text not null default 'open' check (state in ('open', 'claimed', 'done')),
  claimed_by text,                          -- host and boot of the worker that holds it
  claimed_at timestamptz,
  done_at timestamptz,
  primary key (broadcast_id, number),
  foreign key (broadcast_id, organisation_id) references broadcasts (id, organisation_id)
);
create index broadcast_chunks_open on broadcast_chunks (broadcast_id, number) where state <> 'done';
call wl.wall('wl_office, wl_worker', 'broadcast_chunks', 'organisation_id = (select wl.organisation())');

-- One row per supporter, inserted once, with its outcome. Queued, claimed and dotted are derived.
create table deliveries (
  broadcast_id uuid not null,
  organisation_id uuid not null,
  supporter int not null,
  outcome text not null check (outcome in ('sent', 'soft', 'hard', 'unknown', 'suppressed', 'cancelled')),
  code smallint,
  reply text,
  at timestamptz not null default now(),
  primary key (broadcast_id, supporter),
  foreign key (broadcast_id, organisation_id) references broadcasts (id, organisation_id)
);
call wl.wall('wl_office, wl_worker', 'deliveries', 'organisation_id = (select wl.organisation())');

-- Since when the mail server takes nothing; no secret, one row, written by the worker and shown on Today.
create table wl.mail_server (
  single boolean primary key default true check (single),
  away_since timestamptz,
  reason text not null default '' check (length(reason) <= 200)
);
insert into wl.mail_server default values;
grant select on wl.mail_server to wl_office, wl_worker;
grant update on wl.mail_server to wl_worker;

-- Submissions that failed three times, for Today: ids and dates only, what was sent stays sealed.
create function wl.parked_rows() returns table (id bigint, lane smallint, parked_at timestamptz, reason text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, r.lane, r.parked_at, r.parked_reason from intake.rows r where r.parked_at is not null order by r.id $$;
-- After the cause is mended: lets a parked row be tried again.
create function wl.retry_parked(row_id bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update intake.rows set parked_at = null, failures = 0 where id = row_id and parked_at is not null $$;
revoke all on function wl.parked_rows(), wl.retry_parked(bigint) from public;
grant execute on function wl.parked_rows(), wl.retry_parked(bigint) to wl_office, wl_worker;
