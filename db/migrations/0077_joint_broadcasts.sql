-- One update, once per person: a broadcast of a coalition is one broadcast for each of its organisations, and waits for the
-- minutes in which any of them may hold it.

create table joint_broadcasts (
  id uuid primary key,
  case_id uuid not null references cases,
  update_id uuid not null,
  organisation_id uuid not null,         -- who sends it out
  who text not null check (who in ('acted', 'following', 'all')),
  recipients integer not null check (recipients > 0),
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  hold_minutes integer not null check (hold_minutes >= 0), -- of the charter, when it was sent out
  hold_until timestamptz not null,
  let_go_at timestamptz,                 -- from then on it cannot be held; each organisation may still pause its own part
  unique (id, case_id),
  foreign key (update_id, case_id) references updates (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id),
  check (let_go_at >= hold_until)
);
create index joint_broadcasts_of_case on joint_broadcasts (case_id);
create index joint_broadcasts_waiting on joint_broadcasts (hold_until) where let_go_at is null;
call wl.wall('wl_office, wl_worker', 'joint_broadcasts', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.owner_door('joint_broadcasts');
revoke insert, update, delete on joint_broadcasts from wl_office, wl_worker;
grant update (let_go_at) on joint_broadcasts to wl_worker;

create table broadcast_holds (
  id uuid primary key,
  joint_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null references accounts,
  sealed bytea not null,                 -- {reason, person, organisation}, under the case's key
  held_at timestamptz not null,
  released_at timestamptz,
  released_by uuid references accounts,
  check ((released_at is null) = (released_by is null)),
  foreign key (joint_id, case_id) references joint_broadcasts (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create unique index broadcast_holds_once on broadcast_holds (joint_id, organisation_id) where released_at is null;
create index broadcast_holds_of_case on broadcast_holds (case_id);
call wl.wall('wl_office, wl_worker', 'broadcast_holds', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.owner_door('broadcast_holds');
-- Safety: nobody holds in another's name, and who held lets go; of one that has left, whoever stays
call wl.narrow('insert', 'broadcast_holds', 'organisation_id = (select wl.organisation()) and account_id = (select wl.account())');
call wl.narrow('update', 'broadcast_holds', 'organisation_id = (select wl.organisation()) or not exists (select 1
  from coalition_members m where m.case_id = broadcast_holds.case_id and m.organisation_id = broadcast_holds.organisation_id
    and m.left_at is null and m.role <> ''observer'')');
revoke delete, update on broadcast_holds from wl_office, wl_worker;
grant update (released_at, released_by) on broadcast_holds to wl_office;

alter table broadcasts add column joint_id uuid references joint_broadcasts;
create unique index broadcasts_once_in_joint on broadcasts (joint_id, organisation_id) where joint_id is not null;

do $$ declare tab text; begin
  foreach tab in array array['actions', 'opt_ins', 'supporters', 'inboxes', 'deliveries'] loop
    if not exists (select 1 from pg_policy p where p.polrelid = tab::regclass and p.polname = 'owner_door') then
      call wl.owner_door(tab::regclass);
    end if;
  end loop;
end $$;

-- Safety: a hold comes in time or not at all; the row is locked, so that it never goes and is held in the same moment.
create function wl.hold_in_time() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from joint_broadcasts j where j.id = new.joint_id and j.let_go_at is null
    and exists (select 1 from broadcasts b where b.joint_id = j.id and b.state in ('frozen', 'paused')) for update;
  if not found then
    raise exception 'it has gone or was cancelled' using errcode = '23514', constraint = 'broadcast_holds_in_time';
  end if;
  return new;
end $$;
create trigger hold_in_time before insert on broadcast_holds for each row execute function wl.hold_in_time();

-- Safety: nothing goes that somebody holds, or while the case is quiet; the table itself asks for its hour.
create function wl.goes_unheld() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.let_go_at is not null or exists (select 1 from broadcast_holds h where h.joint_id = new.id and h.released_at is null)
      or exists (select 1 from quiet_spells q where q.case_id = new.case_id and q.ended_at is null) then
    raise exception 'it is held' using errcode = '23514', constraint = 'joint_broadcasts_held';
  end if;
  return new;
end $$;
create trigger goes_unheld before update of let_go_at on joint_broadcasts for each row execute function wl.goes_unheld();

-- Safety: a part leaves when the whole was let go, whoever moves it and from which state.
create function wl.leaves_together() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from joint_broadcasts j where j.id = new.joint_id and j.let_go_at is not null) then
    raise exception 'it may still be held' using errcode = '23514', constraint = 'broadcasts_leave_together';
  end if;
  return new;
end $$;
create trigger leaves_together before insert or update of state on broadcasts for each row
  when (new.joint_id is not null and new.state in ('sending', 'done')) execute function wl.leaves_together();

-- Everybody whom a broadcast of the coalition is about, at each organisation that does more than observe. A person is a
-- number in the case, whichever organisations know her, and a supporter where nobody gave her one (recorded by hand). She
-- gets it from the organisation that she answered first of those that she still wants to hear from and that can write to
-- her: to leave one, or an inbox that is dead there, says nothing of the others.
create function wl.joint_readers(of_update uuid, of_who text)
returns table (organisation_id uuid, number int, person text, acted boolean, asked boolean, gets boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  with about as (select u.case_id from updates u where u.id = of_update),
  members as (select m.organisation_id, m.joined_at from coalition_members m
    where m.case_id = (select case_id from about) and m.left_at is null and m.role <> 'observer'),
  acts as materialized (select a.supporter_id, a.person_number, a.state = 'confirmed' and a.kind <> 'follow' as counts
    from actions a where a.case_id = (select case_id from about) and (a.supporter_id is not null or a.person_number is not null)),
  numbered as materialized (select distinct supporter_id, person_number from acts
    where supporter_id is not null and person_number is not null),
  actors as (select n.supporter_id from numbered n
      where n.person_number in (select person_number from acts where counts and person_number is not null)
    union select supporter_id from acts where counts and supporter_id is not null),
  had as materialized (select t.id, t.organisation_id, t.inbox from broadcasts b
    join deliveries d on d.broadcast_id = b.id and d.outcome in ('sent', 'unknown')
    join supporters t on t.organisation_id = d.organisation_id and t.number = d.supporter
    where b.update_id = of_update),
  asking as materialized (select o.supporter_id, o.confirmed_at, o.asked_at from opt_ins o
    where o.case_id = (select case_id from about) and o.scope = 'case' and o.confirmed_at is not null and o.ended_at is null),
  known as materialized (
    select s.id, s.organisation_id, s.number, s.inbox, m.joined_at, q.confirmed_at, q.asked_at, q.supporter_id is not null as asked,
      s.id in (select supporter_id from actors) as acted,
      q.supporter_id is not null and i.suppressed_at is null
        -- Safety: who may hold this update already, from whichever organisation, is not written to again
        and (s.organisation_id, s.inbox) not in (select had.organisation_id, had.inbox from had)
        and s.id not in (select n.supporter_id from numbered n
          where n.person_number in (select h.person_number from numbered h join had on had.id = h.supporter_id)) as mailable
    from supporters s join members m on m.organisation_id = s.organisation_id
      join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox
      left join asking q on q.supporter_id = s.id
    where s.erased_at is null and (q.supporter_id is not null or s.id in (select supporter_id from actors))
  ),
  chosen as materialized (select k.* from known k
    where case of_who when 'acted' then k.acted when 'following' then not k.acted else true end),
  first as (select distinct on (n.person_number) n.person_number, c.organisation_id
    from chosen c join numbered n on n.supporter_id = c.id where c.mailable
    order by n.person_number, c.confirmed_at, c.asked_at, c.joined_at, c.organisation_id),
  judged as (select c.*, c.mailable and c.id not in (select n.supporter_id from numbered n
      join first f on f.person_number = n.person_number join chosen o on o.id = n.supporter_id
      where f.organisation_id <> o.organisation_id) as wins from chosen c)
  select j.organisation_id, j.number, coalesce((select min(n.person_number)::text from numbered n where n.supporter_id = j.id), j.id::text),
    j.acted, j.asked, j.wins and row_number() over (partition by j.organisation_id, j.inbox, j.wins order by j.number) = 1
  from judged j $$;

-- Numbers alone: the mails of each organisation, and beside no organisation the people, each once.
create function wl.joint_audience(of_update uuid, of_who text)
returns table (organisation_id uuid, people int, asked int, recipients int)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare the_case uuid := (select u.case_id from updates u where u.id = of_update);
begin
  if wl.kind() is distinct from 'member' or not the_case = any (wl.room_cases()) or not wl.may_write_in(the_case) then return; end if;
  return query
    with readers as materialized (select * from wl.joint_readers(of_update, of_who))
    select null::uuid, count(distinct r.person)::int, (count(distinct r.person) filter (where r.asked))::int,
      (count(*) filter (where r.gets))::int from readers r
    union all
    select m.organisation_id, null, null, (select count(*) from readers r where r.organisation_id = m.organisation_id and r.gets)::int
    from coalition_members m where m.case_id = the_case and m.left_at is null and m.role <> 'observer';
end $$;

-- Freezes the audience of each organisation where that one alone reads it. `parts` are new ids, one for each of
-- `organisations`; who is not among them gets none. Gives what was made, and nothing when nobody may be written to.
create function wl.start_joint_broadcast(joint uuid, of_update uuid, of_who text, minutes int, organisations uuid[], parts uuid[],
  chunk_size int, at timestamptz)
returns table (id uuid, organisation_id uuid, recipients int)
language plpgsql security definer set search_path = public, pg_temp as $$
declare the_case uuid;
begin
  -- held, so that one update has one broadcast at a time
  select u.case_id into the_case from updates u join publications p on p.subject_kind = 'update' and p.subject_id = u.id
    where u.id = of_update for update of u;
  if the_case is null or wl.kind() is distinct from 'member' or not the_case = any (wl.room_cases()) or not wl.may_write_in(the_case)
    then return; end if;
  if exists (select 1 from broadcasts b where b.update_id = of_update and b.finished_at is null) then
    raise exception 'under way' using errcode = '23505', constraint = 'broadcasts_under_way';
  end if;
  -- held, so that nobody leaves beside this
  perform 1 from coalition_members m where m.case_id = the_case for share;
  return query
    with readers as materialized (select * from wl.joint_readers(of_update, of_who)),
    whole as (
      insert into joint_broadcasts (id, case_id, update_id, organisation_id, who, recipients, created_at, created_by, hold_minutes, hold_until)
      select joint, the_case, of_update, wl.organisation(), of_who, count(*), at, wl.account(), minutes, at + make_interval(mins => minutes)
      from readers r where r.gets having count(*) > 0
    ), made as (
      insert into broadcasts (id, organisation_id, case_id, update_id, state, audience, acted, asked, recipients, created_by, created_at,
        joint_id)
      select p.part, r.organisation_id, the_case, of_update, 'frozen', jsonb_build_object('who', of_who),
        count(*) filter (where r.acted), count(*) filter (where r.asked), count(*) filter (where r.gets), wl.account(), at, joint
      from readers r join unnest(organisations, parts) as p (organisation_id, part) on p.organisation_id = r.organisation_id
      group by p.part, r.organisation_id having bool_or(r.gets)
      returning broadcasts.id, broadcasts.organisation_id, broadcasts.recipients
    ), placed as (
      select m.id, m.organisation_id, f.number, ((row_number() over (partition by m.id order by f.number) - 1) / chunk_size)::int as chunk
      from made m join readers f on f.organisation_id = m.organisation_id and f.gets
    ), kept as (
      insert into broadcast_chunks (broadcast_id, organisation_id, number, supporters)
      select p.id, p.organisation_id, p.chunk, array_agg(p.number order by p.number) from placed p
      group by p.id, p.organisation_id, p.chunk
    )
    select m.id, m.organisation_id, m.recipients from made m;
end $$;

-- Parts whose hour has come, for the workers of their organisations.
create function wl.joint_broadcasts_due(at timestamptz) returns table (id uuid, organisation_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.id, b.organisation_id from joint_broadcasts j join broadcasts b on b.joint_id = j.id and b.state = 'frozen'
  where (j.let_go_at is not null or j.hold_until <= at
      and not exists (select 1 from broadcast_holds h where h.joint_id = j.id and h.released_at is null)
      and not exists (select 1 from quiet_spells q where q.case_id = j.case_id and q.ended_at is null))
  order by b.number $$;

-- How all of it stands, for whoever is in its room and sees no other organisation's part.
create function wl.joint_standing(joint uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case when bool_or(b.state = 'frozen') then 'waiting' when bool_or(b.state = 'paused') and j.let_go_at is null then 'quiet'
    when bool_and(b.state = 'cancelled') then 'cancelled' when bool_and(b.state in ('done', 'cancelled')) then 'done' else 'sending' end
  from joint_broadcasts j join broadcasts b on b.joint_id = j.id
  where j.id = joint and wl.kind() = 'member' and j.case_id = any (wl.room_cases()) group by j.id $$;

-- The sender, or the lead, stops all parts.
create function wl.stop_joint_broadcast(joint uuid, at timestamptz) returns table (id uuid, organisation_id uuid)
language sql security definer set search_path = public, pg_temp as $$
  update broadcasts b set state = 'cancelled', cancelled_at = at, cancelled_by = wl.account()
  from joint_broadcasts j
  where j.id = joint and b.joint_id = j.id and b.state in ('frozen', 'sending', 'paused') and wl.kind() = 'member'
    and j.case_id = any (wl.room_cases()) and exists (select 1 from coalition_members m where m.case_id = j.case_id
      and m.organisation_id = wl.organisation() and m.left_at is null and m.role <> 'observer'
      and (m.role = 'lead' or m.organisation_id = j.organisation_id))
  returning b.id, b.organisation_id $$;

-- What an organisation still has under way in a case that it leaves.
create function wl.stop_broadcasts_of(the_case uuid, of_organisation uuid, at timestamptz) returns table (id uuid)
language sql security definer set search_path = public, pg_temp as $$
  update broadcasts b set state = 'cancelled', cancelled_at = at, cancelled_by = wl.account()
  where b.case_id = the_case and b.organisation_id = of_organisation and b.state in ('frozen', 'sending', 'paused')
    and the_case = any (wl.room_cases()) and (of_organisation = wl.organisation() or wl.may_write_in(the_case))
  returning b.id $$;

-- What became of it: the sender and the lead see each organisation's numbers, the others their own.
create function wl.joint_results(joint uuid)
returns table (organisation_id uuid, state text, recipients int, sent int, soft int, hard int, unknown int, suppressed int, cancelled int)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.organisation_id, b.state, b.recipients, d.sent, d.soft, d.hard, d.unknown, d.suppressed, d.cancelled
  from joint_broadcasts j join broadcasts b on b.joint_id = j.id
    join coalition_members m on m.case_id = j.case_id and m.organisation_id = wl.organisation() and m.left_at is null
    cross join lateral (select (count(*) filter (where outcome = 'sent'))::int as sent,
      (count(*) filter (where outcome = 'soft'))::int as soft, (count(*) filter (where outcome = 'hard'))::int as hard,
      (count(*) filter (where outcome = 'unknown'))::int as unknown,
      (count(*) filter (where outcome = 'suppressed'))::int as suppressed,
      (count(*) filter (where outcome = 'cancelled'))::int as cancelled
      from deliveries d where d.broadcast_id = b.id) d
  where j.id = joint and wl.kind() = 'member' and j.case_id = any (wl.room_cases())
    and (m.role = 'lead' or wl.organisation() in (j.organisation_id, b.organisation_id))
  order by b.number $$;

-- Safety: after a quiet the minutes begin anew, for what had not left yet.
create or replace function wl.end_quiet_of_broadcasts(the_case uuid, the_spell uuid, at timestamptz)
returns table (id uuid, organisation_id uuid, goes_on boolean) language sql security definer set search_path = public, pg_temp as $$
  with back as (
    select b.id, b.quiet_spell_id is not null as stopped_by_quiet, exists (select 1 from publications p
        where p.subject_kind = 'update' and p.subject_id = b.update_id)
      and exists (select 1 from publications p where p.subject_kind = 'case' and p.subject_id = the_case) as is_public,
      j.id is not null and j.let_go_at is null as waits
    from broadcasts b left join joint_broadcasts j on j.id = b.joint_id
    where b.case_id = the_case and b.state = 'paused' and the_case = any (wl.room_cases())
      and exists (select 1 from quiet_spells q where q.id = the_spell and q.case_id = the_case and q.ended_at = at)
  ), anew as (
    update joint_broadcasts j set hold_until = greatest(j.hold_until, at + make_interval(mins => j.hold_minutes))
    where j.let_go_at is null and j.id in (select b.joint_id from broadcasts b join back on back.id = b.id)
  )
  update broadcasts b set quiet_spell_id = null,
    state = case when not back.is_public then 'cancelled' when back.waits then 'frozen' else 'sending' end,
    paused_at = case when back.is_public then null else b.paused_at end,
    paused_by = case when back.is_public then null else b.paused_by end,
    cancelled_at = case when back.is_public then null else at end,
    cancelled_by = case when back.is_public then null else wl.account() end
  from back
  -- one that a colleague had paused before stays paused, as it was
  where b.id = back.id and (back.stopped_by_quiet or not back.is_public)
  returning b.id, b.organisation_id, back.is_public $$;

revoke all on function wl.hold_in_time(), wl.goes_unheld(), wl.leaves_together(), wl.joint_readers(uuid, text),
  wl.joint_audience(uuid, text), wl.start_joint_broadcast(uuid, uuid, text, int, uuid[], uuid[], int, timestamptz),
  wl.joint_broadcasts_due(timestamptz), wl.stop_joint_broadcast(uuid, timestamptz),
  wl.stop_broadcasts_of(uuid, uuid, timestamptz), wl.joint_results(uuid), wl.joint_standing(uuid) from public;
grant execute on function wl.joint_audience(uuid, text),
  wl.start_joint_broadcast(uuid, uuid, text, int, uuid[], uuid[], int, timestamptz), wl.stop_joint_broadcast(uuid, timestamptz),
  wl.joint_results(uuid), wl.joint_standing(uuid) to wl_office;
grant execute on function wl.stop_broadcasts_of(uuid, uuid, timestamptz) to wl_office, wl_worker;
grant execute on function wl.joint_broadcasts_due(timestamptz) to wl_worker;
