-- The walls: who may see which row is decided here, not in the application.
-- The logins wl_public, wl_office and wl_worker are made by `watchlight migrate` before this file runs.

create schema wl;
create schema intake;
create schema published;
revoke all on schema public from public;
grant usage on schema public, wl to wl_office, wl_worker;
grant usage on schema published to wl_public, wl_office, wl_worker;
grant usage on schema intake to wl_public, wl_worker;

-- The signed tenant context -------------------------------------------------------------------------------

-- HMAC-SHA-256 pads (RFC 2104) of the context key. No application role can read them.
create table wl.context_key (
  single boolean primary key default true check (single),
  inner_pad bytea not null check (length(inner_pad) = 64),
  outer_pad bytea not null check (length(outer_pad) = 64)
);
alter table wl.context_key enable row level security;
alter table wl.context_key force row level security;
create policy owner_reads on wl.context_key to current_user using (true) with check (true);

-- The context of this transaction: {kind, organisation, account}, or null when there is none, it has run out,
-- or its signature does not fit. `wl.context` = 'kind|organisation|account|expiry epoch seconds|hex hmac'.
-- Safety: an injected set_config cannot forge it, because the key is not readable by any application role.
create function wl.context() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  raw text := current_setting('wl.context', true);
  parts text[];
  pads wl.context_key;
begin
  if raw is null or raw = '' then return null; end if;
  parts := string_to_array(raw, '|');
  if cardinality(parts) <> 5 then return null; end if;
  select * into pads from wl.context_key;
  if not found then return null; end if;
  if encode(sha256(pads.outer_pad || sha256(pads.inner_pad
       || convert_to(array_to_string(parts[1:4], '|'), 'UTF8'))), 'hex') <> parts[5] then return null; end if;
  if to_timestamp(parts[4]::bigint) < now() then return null; end if;
  return parts[1:3];
end $$;

-- 'member' (a signed-in person of one organisation), 'worker' (a job of one organisation),
-- 'sign-in' (before anyone is known: accounts and credentials only)
create function wl.kind() returns text language sql stable as $$ select (wl.context())[1] $$;
create function wl.organisation() returns uuid language sql stable as $$ select nullif((wl.context())[2], '')::uuid $$;
create function wl.account() returns uuid language sql stable as $$ select nullif((wl.context())[3], '')::uuid $$;

-- Safety: a row keeps its owner. Without this whoever sees two cases, or two organisations, could carry rows across.
create function wl.stays() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % does not change its owner', tg_table_name using errcode = '42501';
end $$;

-- Puts a table behind its wall: row level security enabled and forced, one rule for reading and writing.
create procedure wl.wall(who text, tab regclass, rule text) language plpgsql as $$
declare owned text;
begin
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy wall on %s to %s using (%s) with check (%s)', tab, who, rule, rule);
  execute format('grant select, insert, update, delete on %s to %s', tab, who);
  for owned in select attname from pg_attribute
    where attrelid = tab and attname in ('organisation_id', 'case_id') and not attisdropped order by attname
  loop
    execute format('create trigger %I before update of %I on %s for each row when (old.%I is distinct from new.%I)
      execute function wl.stays()', owned || '_stays', owned, tab, owned, owned);
  end loop;
end $$;
revoke all on procedure wl.wall(text, regclass, text) from public;

-- Who sees a row may not always write it, or the other way round: one more rule for one command ('select', 'insert', 'update' or 'delete'), beside the wall.
create procedure wl.narrow(command text, tab regclass, rule text) language plpgsql as $$
begin
  execute format('create policy %I on %s as restrictive for %s to wl_office, wl_worker %s', 'narrow_' || command, tab, command,
    case when command = 'insert' then format('with check (%s)', rule) when command in ('select', 'delete') then format('using (%s)', rule)
      else format('using (%s) with check (%s)', rule, rule) end);
end $$;
revoke all on procedure wl.narrow(text, regclass, text) from public;

-- Lets the SECURITY DEFINER functions, which run as the owner, see a table whose wall is forced.
create procedure wl.owner_door(tab regclass) language plpgsql as $$
begin
  execute format('create policy owner_door on %s to current_user using (true) with check (true)', tab);
end $$;
revoke all on procedure wl.owner_door(regclass) from public;

-- Intake: the sealed, append-only inbox ----------------------------------------------------------------------

create table intake.rows (
  id bigint generated always as identity primary key,
  lane smallint not null check (lane between 1 and 3), -- 1 unsubscribe and withdrawal, 2 confirmations, 3 actions
  sealed bytea not null check (length(sealed) between 32 and 65536),
  received_at timestamptz not null default now(),
  failures smallint not null default 0,
  parked_at timestamptz,
  parked_reason text
);
create index rows_waiting on intake.rows (lane, id) where parked_at is null;
-- Safety: the public role can append and nothing else; it cannot read back what visitors sent.
grant insert (lane, sealed) on intake.rows to wl_public;
grant select, update, delete on intake.rows to wl_worker;

-- Keys: data keys wrapped by the master key; the master key is never in the database ---------------------------

create table organisation_keys (
  organisation_id uuid primary key,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);
create table case_keys (
  case_id uuid primary key,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);

-- Proof that a running process holds the right master key (sealed constant), one row.
create table wl.key_check (
  single boolean primary key default true check (single),
  sealed bytea not null
);
grant select, insert on wl.key_check to wl_office, wl_worker;

-- Facts of the instance that are no secret: demo mark, schema birth.
create table wl.instance (
  single boolean primary key default true check (single),
  demo boolean not null default false,
  created_at timestamptz not null default now()
);
insert into wl.instance default values;
grant select on wl.instance to wl_office, wl_worker;
