-- Letters to an office that several organisations write to: whose mail server rests, or still has others in hand, holds nobody's
-- turn. Its own turn, as whoever was served longest ago, is there again when it takes mail. Upgrade: nothing to do.

drop function wl.offices_in_turn(uuid[], timestamptz);

-- At which offices it is the asking organisation's turn: of those with a letter that could leave now it was served longest ago.
-- Organisations take turns, so that none has to wait for another's whole queue. `resting`: those that send nothing at present.
create function wl.offices_in_turn(of_targets uuid[], at timestamptz, resting uuid[]) returns table (target_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  with able as (
    select distinct t.target_id, m.organisation_id
    from campaign_targets t
      join campaigns c on c.id = t.campaign_id and c.state = 'live' and (not c.test_mode or c.test_address_sealed is not null)
      join publications p on p.subject_id = t.campaign_id
      join publications k on k.subject_kind = 'case' and k.subject_id = t.case_id
      join coalition_members m on m.case_id = t.case_id and m.left_at is null and m.organisation_id <> all (resting)
    where t.target_id = any (of_targets) and t.sealed is not null and t.stopped_at is null and t.removed_at is null
      and t.retired_at is null and exists (select 1 from official_emails e where e.campaign_id = t.campaign_id
        and e.target_id = t.target_id and e.organisation_id = m.organisation_id and e.state = 'queued' and e.not_before <= at)
  ), there as (
    select a.target_id, a.organisation_id, coalesce((select max(e.claimed_at) from official_emails e
      where e.target_id = a.target_id and e.organisation_id = a.organisation_id and e.claimed_at is not null), '-infinity') as last
    from able a
  )
  select mine.target_id from there mine
  where wl.kind() = 'worker' and mine.organisation_id = wl.organisation() and not exists (select 1 from there one
    where one.target_id = mine.target_id and (one.last, one.organisation_id) < (mine.last, mine.organisation_id)) $$;
revoke all on function wl.offices_in_turn(uuid[], timestamptz, uuid[]) from public;
grant execute on function wl.offices_in_turn(uuid[], timestamptz, uuid[]) to wl_worker;
