-- Safety: nothing comes out, and nothing is kept ready, below the charter's quorum; who left or observes is not counted. Of
-- what was kept ready for a condition the word of who left is not asked for again, and who came in since, and is named on
-- no such text, is not waited for.
create or replace function wl.approved_by_coalition() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare charter jsonb; voters int; approving int; dissenting int; wanted int; gone int := 0;
  lay_ready boolean := tg_op = 'UPDATE' and old.state = 'prepared' and new.condition is not null;
begin
  if new.needed = 1 or new.subject_kind not in ('case', 'campaign', 'joint-letter', 'partner-page', 'update') then return new; end if;
  select c.terms into charter from coalition_charters c where c.case_id = new.case_id order by c.version desc limit 1;
  select count(*) filter (where not lay_ready or m.joined_at <= new.approved_at
        or m.organisation_id in (new.organisation_id, new.second_organisation)),
      count(*) filter (where a.answer = 'approve'), count(*) filter (where a.answer = 'dissent')
    into voters, approving, dissenting
    from coalition_members m left join sign_off_approvals a on a.sign_off_id = new.id and a.organisation_id = m.organisation_id
    where m.case_id = new.case_id and m.left_at is null and m.role <> 'observer';
  if lay_ready then
    select count(*) into gone from sign_off_approvals a
      join coalition_members m on m.case_id = a.case_id and m.organisation_id = a.organisation_id
      where a.sign_off_id = new.id and a.answer = 'approve' and (m.left_at is not null or m.role = 'observer');
  end if;
  wanted := least(greatest(new.quorum, coalesce((charter ->> 'quorum')::int, 1)) - gone, voters);
  if wanted <= 1 then return new; end if;
  if new.approved_at is null
     or (dissenting > 0 and charter ->> 'dissent' = 'stops')
     or (approving < wanted and (dissenting > 0 or new.silence_at is null
       or coalesce(new.settled_at, new.approved_at) < new.silence_at)) then
    raise exception 'below the quorum of the charter' using errcode = '23514', constraint = 'sign_offs_quorum_reached';
  end if;
  return new;
end $$;
