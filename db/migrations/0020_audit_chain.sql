-- The audit chain: every committed event is linked, so that whoever changes the history is found out.
-- The keys are derived from the master key and never come here (src/platform/audit).

-- A link covers all events of the transactions from_xid <= xid < to_xid: everything below pg_snapshot_xmin has ended, so
-- nothing can appear there later. On another server the count of transactions may start anew: then one link with `until_id`
-- closes what came along, and the links after it begin at that id.
create table wl.audit_links (
  position bigint primary key check (position > 0),
  from_xid xid8 not null,
  to_xid xid8 not null check (to_xid > from_xid),
  after_id bigint not null,
  until_id bigint,
  events int not null check (events >= 0),
  last_id bigint not null,            -- the highest id that is linked so far
  total bigint not null check (total >= events), -- all events up to here
  digest bytea not null check (length(digest) = 32),
  made_at timestamptz not null,
  previous bytea not null check (length(previous) = 32),
  mac bytea not null check (length(mac) = 32)
);

-- Signed heads: what organisations get by mail.
create table wl.audit_heads (
  position bigint not null references wl.audit_links,
  made_at timestamptz not null,
  total bigint not null,
  mac bytea not null,
  signature bytea not null check (length(signature) = 64),
  primary key (made_at)
);

-- When the chain was looked through, and the first link that was wrong.
create table wl.audit_checks (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  links bigint not null,
  total bigint not null,
  bad_position bigint,
  fault text check (fault ~ '^[a-z-]+$'),
  check ((bad_position is null) = (fault is null))
);

create index audit_links_closing on wl.audit_links (position) where until_id is not null;
grant select, insert on wl.audit_links to wl_worker;
grant select, insert on wl.audit_heads, wl.audit_checks to wl_worker;
grant select on wl.audit_heads, wl.audit_checks to wl_office;

create index events_of_transaction on events (xid);
-- Safety: an event is dated, numbered and ascribed to its transaction by the database, not by who writes it.
revoke insert on events from wl_office, wl_worker;
grant insert (type, at, organisation_id, case_id, subject, actor_kind, actor_account, data) on events to wl_office, wl_worker;

-- Behind forced row level security the functions below run as the owner.
call wl.owner_door('events');

-- What a link says of its events: how many, the highest id, and one digest over the content of each, in order.
-- 5 us per event. Built of pg_catalog alone; jsonb prints its keys in one order.
create function wl.sum_of_events(from_xid xid8, to_xid xid8, after_id bigint, until_id bigint,
  out events int, out last_id bigint, out digest bytea)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*)::int, max(e.id), sha256(coalesce(string_agg(sha256(convert_to(jsonb_build_array(e.id, e.xid::text,
      (extract(epoch from e.at) * 1000000)::bigint, e.type, e.organisation_id, e.case_id, e.subject, e.actor_kind,
      e.actor_account, e.data)::text, 'UTF8')), ''::bytea order by e.xid, e.id), ''::bytea))
  from public.events e
  where e.xid >= from_xid and e.xid < to_xid and e.id > after_id and (until_id is null or e.id <= until_id)
$$;
revoke all on function wl.sum_of_events(xid8, xid8, bigint, bigint) from public;
grant execute on function wl.sum_of_events(xid8, xid8, bigint, bigint) to wl_worker;

-- The next piece to be linked after from_xid: where it ends, so that it holds about `most` events and never parts a transaction;
-- nothing when no event waits. `started_anew` says that this server counts transactions from below from_xid: the
-- database came from another one; `newest` is then the last event that came along.
create function wl.next_to_link(from_xid xid8, after_id bigint, linked_id bigint, most int,
  out to_xid xid8, out started_anew boolean, out newest bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  settled xid8 := pg_snapshot_xmin(pg_current_snapshot());
  first_waiting xid8;
  beyond xid8;
begin
  started_anew := pg_snapshot_xmax(pg_current_snapshot()) < from_xid;
  if started_anew then
    newest := greatest(linked_id, (select max(e.id) from public.events e where e.xid >= from_xid));
    return;
  end if;
  select e.xid into first_waiting from public.events e
    where e.xid >= from_xid and e.xid < settled and e.id > after_id order by e.xid limit 1;
  if not found then return; end if;
  select e.xid into beyond from public.events e
    where e.xid >= from_xid and e.xid < settled and e.id > after_id order by e.xid offset most limit 1;
  to_xid := case when beyond is null then settled when beyond > first_waiting then beyond
    else (first_waiting::text::numeric + 1)::text::xid8 end;
end $$;
revoke all on function wl.next_to_link(xid8, bigint, bigint, int) from public;
grant execute on function wl.next_to_link(xid8, bigint, bigint, int) to wl_worker;

-- Events that name a transaction which has not begun, so that no link would ever hold them: somebody put them there.
create function wl.events_ahead(after_id bigint) returns int
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*)::int from public.events e
  where e.xid >= pg_snapshot_xmax(pg_current_snapshot()) and e.id > after_id
$$;
revoke all on function wl.events_ahead(bigint) from public;
grant execute on function wl.events_ahead(bigint) to wl_worker;

-- Where an organisation gets the signed heads; sealed under its key.
alter table organisations add column audit_address_sealed bytea;
