-- What a quiet case had under way waits, and goes on when two people end the quiet.

alter table broadcasts add column quiet_spell_id uuid references quiet_spells; -- the quiet that stopped it, while it waits
alter table broadcasts add constraint broadcasts_wait_for_quiet check (quiet_spell_id is null or state in ('paused', 'cancelled', 'done'));
call wl.owner_door('quiet_spells');

create function wl.pause_broadcasts(the_case uuid, the_spell uuid, at timestamptz)
returns table (id uuid, organisation_id uuid) language sql security definer set search_path = public, pg_temp as $$
  update broadcasts b set state = 'paused', paused_at = at, paused_by = wl.account(), quiet_spell_id = the_spell
  where b.case_id = the_case and b.state in ('frozen', 'sending') and the_case = any (wl.room_cases())
    and exists (select 1 from quiet_spells q where q.id = the_spell and q.case_id = the_case and q.ended_at is null)
  returning b.id, b.organisation_id $$;
revoke all on function wl.pause_broadcasts(uuid, uuid, timestamptz) from public;
grant execute on function wl.pause_broadcasts(uuid, uuid, timestamptz) to wl_office, wl_worker;

-- Safety: only those whose update is public again go on; the others end, and nobody else is written to.
create function wl.end_quiet_of_broadcasts(the_case uuid, the_spell uuid, at timestamptz)
returns table (id uuid, organisation_id uuid, goes_on boolean) language sql security definer set search_path = public, pg_temp as $$
  with back as (
    select b.id, b.quiet_spell_id is not null as stopped_by_quiet, exists (select 1 from publications p
        where p.subject_kind = 'update' and p.subject_id = b.update_id)
      and exists (select 1 from publications p where p.subject_kind = 'case' and p.subject_id = the_case) as is_public
    from broadcasts b
    where b.case_id = the_case and b.state = 'paused' and the_case = any (wl.room_cases())
      and exists (select 1 from quiet_spells q where q.id = the_spell and q.case_id = the_case and q.ended_at = at)
  )
  update broadcasts b set quiet_spell_id = null,
    state = case when back.is_public then 'sending' else 'cancelled' end,
    paused_at = case when back.is_public then null else b.paused_at end,
    paused_by = case when back.is_public then null else b.paused_by end,
    cancelled_at = case when back.is_public then null else at end,
    cancelled_by = case when back.is_public then null else wl.account() end
  from back
  -- one that a colleague had paused before stays paused, as it was
  where b.id = back.id and (back.stopped_by_quiet or not back.is_public)
  returning b.id, b.organisation_id, back.is_public $$;
revoke all on function wl.end_quiet_of_broadcasts(uuid, uuid, timestamptz) from public;
grant execute on function wl.end_quiet_of_broadcasts(uuid, uuid, timestamptz) to wl_office, wl_worker;
