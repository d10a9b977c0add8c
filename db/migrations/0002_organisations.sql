-- Organisations, and the people who serve in them.

create table organisations (
  id uuid primary key,
  number int generated always as identity unique, -- short name of the organisation inside opaque mail tokens
  short_id text not null unique check (short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'),
  name text not null check (length(name) between 1 and 120),
  country char(2) not null,
  time_zone text not null default 'UTC',
  languages text[] not null default '{en}',
  default_language text not null default 'en',
  sender_name text not null,          -- display name of our own mail
  sender_address text not null,       -- aligned address that our own mail comes from
  campaign_address text not null,     -- aligned address that letters to officials come from
  postal_address text not null default '',
  website text not null default '',
  privacy_contact text not null default '',
  newsletter_offered boolean not null default false,
  -- texts for the public, by language: {"en": {"donateHeadline": …, "donateSentence": …, "donateButton": …}}
  texts jsonb not null default '{}',
  donate_url text not null default '',
  donate_purpose text not null default 'general' check (donate_purpose in ('general', 'case')),
  social jsonb not null default '[]', -- [{"network": "mastodon", "url": "https://…"}]
  created_at timestamptz not null default now()
);
call wl.wall('wl_office, wl_worker', 'organisations', 'id = (select wl.organisation())');
call wl.owner_door('organisations');

create table accounts (
  id uuid primary key,
  address_sealed bytea not null,
  address_index bytea not null unique, -- under the instance key: accounts are of the instance, not of an organisation
  name_sealed bytea not null,
  language text not null default 'en',
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);

create table members (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  account_id uuid not null references accounts,
  role text not null check (role in ('admin', 'caseworker', 'campaigner', 'viewer')),
  created_at timestamptz not null default now(),
  created_by uuid references accounts,
  removed_at timestamptz,
  removed_by uuid references accounts
);
create unique index members_once on members (organisation_id, account_id) where removed_at is null;
create index members_of_account on members (account_id);
call wl.wall('wl_office, wl_worker', 'members',
  $$organisation_id = (select wl.organisation()) or account_id = (select wl.account()) or (select wl.kind()) = 'sign-in'$$);
call wl.owner_door('members');
-- Safety: one sees one's own memberships anywhere, but admits, changes and removes only where one speaks for the organisation;
-- else a member could let itself into another one.
call wl.narrow('insert', 'members', $$organisation_id = (select wl.organisation()) or (select wl.kind()) = 'sign-in'$$);
call wl.narrow('update', 'members', $$organisation_id = (select wl.organisation()) or (select wl.kind()) = 'sign-in'$$);
call wl.narrow('delete', 'members', $$organisation_id = (select wl.organisation()) or (select wl.kind()) = 'sign-in'$$);
call wl.wall('wl_office, wl_worker', 'accounts',
  $$(select wl.kind()) = 'sign-in' or id = (select wl.account())
    or exists (select 1 from members m where m.account_id = accounts.id and m.organisation_id = (select wl.organisation()))$$);
-- Safety: colleagues are seen, and changed by nobody but themselves: an account may serve in several organisations.
call wl.narrow('insert', 'accounts', $$(select wl.kind()) = 'sign-in' or id = (select wl.account())$$);
call wl.narrow('update', 'accounts', $$(select wl.kind()) = 'sign-in' or id = (select wl.account())$$);
call wl.narrow('delete', 'accounts', $$(select wl.kind()) = 'sign-in' or id = (select wl.account())$$);

create table passphrases (
  account_id uuid primary key references accounts,
  hash text not null,
  set_at timestamptz not null default now()
);
create table totp_secrets (
  account_id uuid primary key references accounts,
  secret_sealed bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0 -- a code is used once (RFC 6238 section 5.2)
);
create table passkeys (
  id uuid primary key,
  account_id uuid not null references accounts,
  credential_id bytea not null unique,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  name text not null default '',
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkeys_of_account on passkeys (account_id);
create table recovery_codes (
  account_id uuid not null references accounts,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
create table sessions (
  id uuid primary key,
  account_id uuid not null references accounts,
  organisation_id uuid references organisations,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  stepped_up_at timestamptz,
  ended_at timestamptz,
  ended_reason text
);
create index sessions_of_account on sessions (account_id) where ended_at is null;
-- One-time links: the first member, an invitation, a recovery, the demo's sign-in.
create table one_time_links (
  id uuid primary key,
  token_hash bytea not null unique,
  purpose text not null check (purpose in ('first-member', 'invitation', 'recovery', 'demo')),
  organisation_id uuid references organisations,
  account_id uuid references accounts,
  role text check (role in ('admin', 'caseworker', 'campaigner', 'viewer')),
  note_sealed bytea,
  created_at timestamptz not null default now(),
  created_by uuid references accounts,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
call wl.wall('wl_office', 'passphrases', $$(select wl.kind()) = 'sign-in' or account_id = (select wl.account())$$);
call wl.wall('wl_office', 'totp_secrets', $$(select wl.kind()) = 'sign-in' or account_id = (select wl.account())$$);
call wl.wall('wl_office', 'passkeys', $$(select wl.kind()) = 'sign-in' or account_id = (select wl.account())$$);
call wl.wall('wl_office', 'recovery_codes', $$(select wl.kind()) = 'sign-in' or account_id = (select wl.account())$$);
call wl.wall('wl_office', 'sessions', $$(select wl.kind()) = 'sign-in' or account_id = (select wl.account())$$);
call wl.wall('wl_office', 'one_time_links',
  $$(select wl.kind()) = 'sign-in' or organisation_id = (select wl.organisation())$$);
-- Safety: a member invites; a way back into an account of somebody else is not theirs to make.
call wl.narrow('insert', 'one_time_links', $$(select wl.kind()) = 'sign-in' or (purpose = 'invitation' and account_id is null)$$);
call wl.narrow('update', 'one_time_links', $$(select wl.kind()) = 'sign-in' or (purpose = 'invitation' and account_id is null)$$);

call wl.owner_door('sessions');

-- Ends every session of an account that serves in the asking organisation: its role changed, or it was removed.
-- An administrator cannot see another person's sessions, but must be able to end them.
create function wl.end_sessions(of_account uuid, at timestamptz, reason text) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare n int;
begin
  if wl.kind() is distinct from 'member'
     or not exists (select 1 from members m where m.account_id = of_account and m.organisation_id = wl.organisation())
  then return 0; end if;
  update sessions set ended_at = at, ended_reason = reason
    where account_id = of_account and organisation_id = wl.organisation() and ended_at is null;
  get diagnostics n = row_count;
  return n;
end $$;

-- Passkey challenges are signed, not stored; one that was answered is kept here until it would have run out.
create table spent_challenges (
  challenge_hash bytea primary key,
  expires_at timestamptz not null
);
call wl.wall('wl_office', 'spent_challenges', $$(select wl.kind()) in ('sign-in', 'member')$$);

-- Failed and unfinished attempts to sign in, by a keyed hash of the address that was typed, known or not.
create table sign_in_attempts (
  id bigint generated always as identity primary key,
  address_index bytea not null,
  at timestamptz not null
);
create index sign_in_attempts_recent on sign_in_attempts (address_index, at);
call wl.wall('wl_office', 'sign_in_attempts', $$(select wl.kind()) = 'sign-in'$$);

call wl.wall('wl_office, wl_worker', 'organisation_keys', 'organisation_id = (select wl.organisation())');

-- Forms that save themselves while someone types (one row per account and form).
create table drafts (
  account_id uuid not null references accounts,
  organisation_id uuid not null references organisations,
  form text not null check (length(form) <= 200), -- the form's address, e.g. /updates/<id>/en
  sealed bytea not null check (length(sealed) <= 400000),
  saved_at timestamptz not null default now(),
  primary key (account_id, organisation_id, form)
);
call wl.wall('wl_office', 'drafts',
  'organisation_id = (select wl.organisation()) and account_id = (select wl.account())');

call wl.owner_door('one_time_links');
call wl.owner_door('drafts');

-- Removes what sign-in and forms leave behind: sessions that are over, links that open nothing any more, drafts that
-- nobody came back to. The worker sees none of these rows; it learns how many there were.
-- Safety: whatever moment it is asked for, nothing of the last thirty days goes.
create function wl.drop_outdated(before timestamptz)
returns table (old_sessions bigint, old_links bigint, old_drafts bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
declare day_limit timestamptz := least(before, now() - interval '30 days');
begin
  -- a session lasts for hours, so one that began before that day is over even where nobody ended it
  delete from sessions where greatest(created_at, ended_at) < day_limit;
  get diagnostics old_sessions = row_count;
  delete from one_time_links where least(used_at, revoked_at, expires_at) < day_limit;
  get diagnostics old_links = row_count;
  delete from drafts where saved_at < day_limit;
  get diagnostics old_drafts = row_count;
  return next;
end $$;
revoke all on function wl.drop_outdated(timestamptz) from public;
grant execute on function wl.drop_outdated(timestamptz) to wl_worker;

-- Events: one row per thing that happened; audit, feeds and webhooks read it -------------------------------------
create table events (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(), -- readers stop below pg_snapshot_xmin: ids are not commit order
  at timestamptz not null default now(),
  type text not null check (type ~ '^[a-z-]+(\.[a-z-]+)+$'),
  organisation_id uuid,
  case_id uuid,
  subject uuid,
  actor_kind text not null,
  actor_account uuid,
  data jsonb not null default '{}' -- ids, codes and counts only, never a name, an address or a text
);
create index events_of_case on events (case_id, id) where case_id is not null;
create index events_of_organisation on events (organisation_id, id);

-- Jobs start by listing whom to work for: ids only.
create function wl.organisation_ids() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$ select id from organisations order by number $$;
create function wl.organisation_of_number(n int) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$ select id from organisations where number = n $$;
