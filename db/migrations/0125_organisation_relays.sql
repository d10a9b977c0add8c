-- A mail server of an organisation's own. A relay signs (DKIM) for the domain of whoever runs it; without one of its own an
-- organisation's mail leaves by the instance's, as before. Upgrade: nothing to do.

create table organisation_relays (
  id uuid primary key,
  organisation_id uuid not null references organisations (id),
  -- host, port, security, user name and password; emptied when it has ended
  sealed bytea not null,
  made_at timestamptz not null,
  made_by uuid not null references accounts (id),
  -- somebody took it into use without a test mail
  untested boolean not null default false,
  -- a test mail that somebody asked for: sealed, to whom and in which language, until it was tried
  asked_at timestamptz,
  asked_by uuid references accounts (id),
  test_sealed bytea,
  tested_at timestamptz,
  passed boolean,
  -- when a test mail was taken last
  passed_at timestamptz,
  answer text not null default '' check (length(answer) <= 300),
  used_since timestamptz,
  away_since timestamptz,
  away_reason text not null default '' check (length(away_reason) <= 300),
  ended_at timestamptz,
  ended_by uuid references accounts (id),
  check ((asked_at is null) = (asked_by is null)),
  check (test_sealed is null or asked_at is not null),
  check ((tested_at is null) = (passed is null)),
  check (passed is not true or passed_at is not null),
  -- Safety: what no server has taken a mail by is in use because a person said so, or not at all
  check (used_since is null or untested or passed_at is not null),
  -- Safety: a password outlives its use nowhere
  check ((ended_at is null) = (ended_by is null)),
  check (ended_at is null or (length(sealed) = 0 and test_sealed is null))
);
create unique index organisation_relays_in_use on organisation_relays (organisation_id) where used_since is not null and ended_at is null;
create unique index organisation_relays_proposed on organisation_relays (organisation_id) where used_since is null and ended_at is null;
create index organisation_relays_to_try on organisation_relays (organisation_id) where test_sealed is not null;

call wl.wall('wl_office, wl_worker', 'organisation_relays', 'organisation_id = (select wl.organisation())');
call wl.owner_door('organisation_relays');
-- Safety: a person names a server; the worker tries it, and says what came of that
revoke update, delete on organisation_relays from wl_office, wl_worker;
revoke insert on organisation_relays from wl_worker;
grant update (sealed, asked_at, asked_by, test_sealed, ended_at, ended_by) on organisation_relays to wl_office;
grant update (sealed, test_sealed, tested_at, passed, passed_at, answer, used_since, away_since, away_reason, ended_at, ended_by)
  on organisation_relays to wl_worker;
call wl.narrow('insert', 'organisation_relays',
  'made_by = (select wl.account()) and tested_at is null and passed_at is null and (untested or used_since is null)');

-- Safety: the place that a password goes to is never changed under it; another place is another row.
create function wl.relay_settings_stay() returns trigger language plpgsql as $$
begin
  if length(new.sealed) > 0 and new.sealed <> old.sealed or old.ended_at is not null then
    raise exception 'the settings of a mail server stay as they were named' using errcode = '23514',
      constraint = 'organisation_relays_stay';
  end if;
  return new;
end $$;
create trigger settings_stay before update on organisation_relays for each row execute function wl.relay_settings_stay();

-- For the worker, which sends for all: who has one, and where a test mail is asked for. Ids and two marks.
create function wl.organisation_relays_now() returns table (organisation_id uuid, id uuid, in_use boolean, to_try boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.organisation_id, r.id, r.used_since is not null, r.test_sealed is not null
  from organisation_relays r where r.ended_at is null
$$;
revoke all on function wl.organisation_relays_now(), wl.relay_settings_stay() from public;
grant execute on function wl.organisation_relays_now() to wl_worker;
