-- A number on paper that the public reads is somebody's word. A small batch counts at once, a larger one when a second person stands
-- by it; and who runs the campaign can leave another organisation's numbers out. Upgrade: batches of more than 200 signatures, and
-- what is beyond 1,000 of small ones through one organisation, leave the public number until a second person confirms them;
-- those whose scans went with their organisation are without evidence.

-- Safety: nothing is "with evidence" whose files are gone.
update paper_batches b set evidenced = false
  where b.evidenced and not exists (select 1 from paper_evidence e where e.batch_id = b.id);
create or replace function wl.erase_paper() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from paper_evidence e where e.case_id = new.case_id and e.organisation_id = new.organisation_id;
  update paper_changes c set sealed = '' where c.case_id = new.case_id and c.organisation_id = new.organisation_id;
  update paper_batches b set sealed = '', evidenced = false where b.case_id = new.case_id and b.organisation_id = new.organisation_id;
  return null;
end $$;

-- Who stands by a number besides whoever wrote it. One row for each state of a batch (its version) that was confirmed.
alter table paper_batches add unique (id, case_id);
create table paper_confirmations (
  batch_id uuid not null,
  version int not null,
  case_id uuid not null,
  -- whose person confirmed it: of the batch's own, who saw the sheets, or of another, who was told the number alone
  organisation_id uuid not null,
  signatures int not null,
  evidenced boolean not null,
  confirmed_at timestamptz not null,
  confirmed_by uuid not null references accounts (id),
  primary key (batch_id, version),
  foreign key (batch_id, case_id) references paper_batches (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);

-- Whose numbers whoever runs the campaign leaves out of the public one, and why; a row for each time.
create table paper_left_out (
  id uuid primary key,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  concerns_id uuid not null,
  -- the reason, for the room
  sealed bytea not null,
  left_out_at timestamptz not null,
  left_out_by uuid not null references accounts (id),
  counted_again_at timestamptz,
  counted_again_by uuid references accounts (id),
  check ((counted_again_at is null) = (counted_again_by is null)),
  foreign key (campaign_id, case_id) references campaigns (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id),
  foreign key (case_id, concerns_id) references coalition_members (case_id, organisation_id)
);
create unique index paper_left_out_now on paper_left_out (campaign_id, concerns_id) where counted_again_at is null;

do $$
declare tab text;
begin
  foreach tab in array '{paper_confirmations,paper_left_out}'::text[] loop
    call wl.wall('wl_office, wl_worker', tab::regclass, 'case_id = any ((select wl.room_cases())::uuid[])');
    call wl.owner_door(tab::regclass);
    execute format('revoke update, delete on %I from wl_office, wl_worker', tab);
    execute format('revoke insert on %I from wl_worker', tab);
  end loop;
end $$;
grant update (counted_again_at, counted_again_by) on paper_left_out to wl_office;
call wl.narrow('insert', 'paper_confirmations', 'organisation_id = (select wl.organisation())
  and confirmed_by = (select wl.account()) and confirmed_at = (select wl.moment())');
call wl.narrow('insert', 'paper_left_out', 'organisation_id = (select wl.organisation())
  and left_out_by = (select wl.account()) and left_out_at = (select wl.moment()) and counted_again_at is null
  and exists (select 1 from campaigns c where c.id = campaign_id and c.organisation_id = (select wl.organisation()))');
create policy narrow_update on paper_left_out as restrictive for update to wl_office
  using (organisation_id = (select wl.organisation()) and counted_again_at is null)
  with check (organisation_id = (select wl.organisation()) and counted_again_at = (select wl.moment())
    and counted_again_by = (select wl.account()));

-- How each batch of a campaign stands. Safety: of what nobody else stands by, 200 of a batch and 1,000 of an organisation count at
-- the most, the eldest first, so that one person alone adds no great number, at once or in pieces.
create function wl.paper_states(of_campaign uuid) returns table (batch_id uuid, state text, proven boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  with standing as (
    select b.id, b.organisation_id, b.signatures, b.evidenced, b.recorded_at, coalesce(p.confirmed, false) as confirmed,
      coalesce(p.seen, false) as seen,
      exists (select 1 from paper_left_out l where l.campaign_id = b.campaign_id and l.concerns_id = b.organisation_id
        and l.counted_again_at is null) as left_out
    from paper_batches b cross join lateral (select bool_or(true) as confirmed, bool_or(c.evidenced and c.organisation_id = b.organisation_id) as seen
      from paper_confirmations c where c.batch_id = b.id and c.signatures >= b.signatures) p
    where b.campaign_id = of_campaign and b.withdrawn_at is null),
  small as (select s.id, sum(s.signatures) over (partition by s.organisation_id order by s.recorded_at, s.id) as so_far
    from standing s where not s.confirmed and s.signatures <= 200)
  select s.id, case when s.left_out then 'left-out' when s.confirmed or m.so_far <= 1000 then 'counts' else 'waits' end,
    s.evidenced and (s.seen or s.signatures <= 200)
  from standing s left join small m on m.id = s.id $$;

-- How many through each organisation that count in public, with evidence and without; how many wait for a second person, and how
-- many are left out. For the room, and for whoever counts for the public.
drop function wl.campaign_paper(uuid);
create function wl.campaign_paper(of_campaign uuid)
  returns table (organisation_id uuid, evidenced int, unproven int, waiting int, left_out int)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.organisation_id,
    least(coalesce(sum(b.signatures) filter (where s.state = 'counts' and s.proven), 0), 2000000000)::int,
    least(coalesce(sum(b.signatures) filter (where s.state = 'counts' and not s.proven), 0), 2000000000)::int,
    least(coalesce(sum(b.signatures) filter (where s.state = 'waits'), 0), 2000000000)::int,
    least(coalesce(sum(b.signatures) filter (where s.state = 'left-out'), 0), 2000000000)::int
  from paper_batches b join wl.paper_states(of_campaign) s on s.batch_id = b.id
  where wl.kind() in ('member', 'worker') and b.case_id = any (wl.room_cases())
  group by b.organisation_id $$;

-- Who wrote the number of a batch as it stands.
create function wl.paper_number_by(of_batch uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select c.changed_by from paper_changes c where c.batch_id = b.id and c.kind = 'corrected'
    order by c.version desc limit 1), b.recorded_by) from paper_batches b where b.id = of_batch $$;

-- Whether the asking member may stand by this batch. Safety: never whoever wrote the number. Where nobody else serves its
-- organisation, somebody of who runs the campaign does, or, where that is the one, of any other that has a voice.
create function wl.may_confirm_paper(of_batch uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select wl.kind() = 'member' and exists (select 1 from paper_batches b join campaigns c on c.id = b.campaign_id
    where b.id = of_batch and b.withdrawn_at is null
      and exists (select 1 from wl.voters_of(b.case_id) v where v.organisation_id = wl.organisation())
      and exists (select 1 from wl.voters_of(b.case_id) v where v.organisation_id = b.organisation_id)
      and wl.account() <> wl.paper_number_by(b.id)
      and (b.organisation_id = wl.organisation()
        or (wl.organisation() = c.organisation_id or b.organisation_id = c.organisation_id)
          and (select count(distinct m.account_id) <= 1 from members m where m.organisation_id = b.organisation_id
            and m.removed_at is null and m.role <> 'viewer'))) $$;

create function wl.paper_is_confirmed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from paper_batches b where b.id = new.batch_id and b.case_id = new.case_id and b.version = new.version
    and b.signatures = new.signatures and b.evidenced = new.evidenced for update;
  if not found or not wl.may_confirm_paper(new.batch_id) then
    raise exception 'not hers to confirm' using errcode = '42501', constraint = 'paper_confirmations_second';
  end if;
  return new;
end $$;
create trigger is_confirmed before insert on paper_confirmations for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.paper_is_confirmed();

-- Batches of a campaign for the asking member: her organisation's, and in numbers alone those of others that hers may confirm, or
-- withdraw because their organisation has left.
create function wl.paper_standing(of_campaign uuid) returns table (batch_id uuid, organisation_id uuid, version int, signatures int,
  collected_on date, kind text, evidenced boolean, state text, proven boolean, may text)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.id, b.organisation_id, b.version, b.signatures, b.collected_on, b.kind, b.evidenced, s.state, s.proven, a.may
  from wl.paper_states(of_campaign) s join paper_batches b on b.id = s.batch_id join campaigns c on c.id = b.campaign_id
    join coalition_members m on m.case_id = b.case_id and m.organisation_id = b.organisation_id
    cross join lateral (select case
      when (s.state = 'waits' or (b.evidenced and not s.proven and b.organisation_id = wl.organisation()))
        and wl.may_confirm_paper(b.id) then 'confirm'
      when m.left_at is not null and c.organisation_id = wl.organisation() and m.organisation_id <> wl.organisation()
        then 'withdraw' end as may) a
  where wl.kind() = 'member' and b.case_id = any (wl.room_cases()) and (b.organisation_id = wl.organisation() or a.may is not null) $$;

-- Nobody else could: the number of an organisation that has left, by who runs the campaign. Gives how many, or nothing.
create function wl.withdraw_paper_of_gone(of_batch uuid, as_version int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare b paper_batches;
begin
  select p.* into b from paper_batches p join campaigns c on c.id = p.campaign_id
      join coalition_members m on m.case_id = p.case_id and m.organisation_id = p.organisation_id
    where p.id = of_batch and p.version = as_version and p.withdrawn_at is null and m.left_at is not null and wl.kind() = 'member'
      and c.organisation_id = wl.organisation() and m.organisation_id <> wl.organisation()
      and p.case_id = any (wl.room_cases()) and wl.may_write_in(p.case_id)
    for update of p;
  if not found then return null; end if;
  insert into paper_changes (batch_id, version, case_id, organisation_id, kind, was, becomes, sealed, changed_at, changed_by)
    values (b.id, b.version + 1, b.case_id, b.organisation_id, 'withdrawn', b.signatures, 0, '', wl.moment(), wl.account());
  update paper_batches p set withdrawn_at = wl.moment(), withdrawn_by = wl.account(), version = b.version + 1 where p.id = b.id;
  return b.signatures;
end $$;

-- Hours are those of the transaction, and nothing was collected tomorrow, by any clock.
drop policy narrow_insert on paper_batches;
call wl.narrow('insert', 'paper_batches', 'recorded_by = (select wl.account()) and withdrawn_at is null and version = 1
  and recorded_at = (select wl.moment()) and collected_on <= ((select wl.moment()) at time zone ''Pacific/Kiritimati'')::date');
drop policy narrow_insert on paper_evidence;
call wl.narrow('insert', 'paper_evidence', 'added_by = (select wl.account()) and added_at = (select wl.moment())');
drop policy narrow_insert on paper_changes;
call wl.narrow('insert', 'paper_changes', 'changed_by = (select wl.account()) and changed_at = (select wl.moment())');
create or replace function wl.paper_change_is_kept() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null or new.version <> old.version + 1 or (old.evidenced and not new.evidenced)
     or (new.withdrawn_at is not null
       and (new.withdrawn_at is distinct from wl.moment() or new.withdrawn_by is distinct from wl.account()))
     or not exists (select 1 from paper_changes c where c.batch_id = new.id and c.version = new.version
       and c.changed_at = wl.moment() and c.was = old.signatures and (c.kind = 'withdrawn') = (new.withdrawn_at is not null)
       and c.becomes = case when new.withdrawn_at is null then new.signatures else 0 end) then
    raise exception 'a batch changes with its history' using errcode = '23514', constraint = 'paper_batches_kept';
  end if;
  return new;
end $$;

-- A file comes with its batch, or with a line of its history; none to what is withdrawn, and 500 MB of an organisation and campaign.
create function wl.paper_file_fits() returns trigger language plpgsql as $$
declare of_campaign uuid;
begin
  select b.campaign_id into of_campaign from paper_batches b where b.id = new.batch_id and b.withdrawn_at is null;
  if not found then
    raise exception 'no batch of ours that stands' using errcode = '42501', constraint = 'paper_evidence_open';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('paper' || of_campaign || new.organisation_id, 0));
  if new.size + (select coalesce(sum(e.size), 0) from paper_evidence e join paper_batches b on b.id = e.batch_id
      where b.campaign_id = of_campaign and b.organisation_id = new.organisation_id) > 500 * 1024 * 1024 then
    raise exception 'too much is kept already' using errcode = '23514', constraint = 'paper_evidence_quota';
  end if;
  return new;
end $$;
create trigger file_fits before insert on paper_evidence for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.paper_file_fits();
create function wl.paper_file_is_kept() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from paper_batches b where b.id = new.batch_id and (b.recorded_at = new.added_at
      or exists (select 1 from paper_changes c where c.batch_id = b.id and c.kind = 'evidence' and c.version = b.version
        and c.changed_at = new.added_at))) then
    raise exception 'a batch changes with its history' using errcode = '23514', constraint = 'paper_evidence_kept';
  end if;
  return null;
end $$;
create constraint trigger file_is_kept after insert on paper_evidence deferrable initially deferred for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.paper_file_is_kept();

revoke all on function wl.paper_states(uuid), wl.campaign_paper(uuid), wl.paper_number_by(uuid), wl.may_confirm_paper(uuid),
  wl.paper_is_confirmed(), wl.paper_standing(uuid), wl.withdraw_paper_of_gone(uuid, int), wl.paper_file_fits(), wl.paper_file_is_kept()
  from public;
grant execute on function wl.campaign_paper(uuid), wl.paper_standing(uuid) to wl_office, wl_worker;
grant execute on function wl.withdraw_paper_of_gone(uuid, int) to wl_office;
