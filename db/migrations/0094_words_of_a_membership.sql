-- A word counts in the membership in which it was given, silence by the charter in force, and a person once.

-- The organisation that opens a case is in it from that moment, by the clock by which everything else of it is dated.
create or replace function wl.open_case(id uuid, short_id text, code_name text, country char(2), reason text, language text,
  level smallint, at timestamptz, wrapped_key bytea, state text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' or c[2] = '' or c[3] = '' then
    raise exception 'no member context' using errcode = '42501';
  end if;
  if open_case.state not in ('received', 'open') then
    raise exception 'a case begins received or open' using errcode = '23514';
  end if;
  insert into cases (id, short_id, code_name, lead_organisation_id, country, opening_reason, default_language, languages,
      publicity_level, opened_by, opened_at, state, caseworker_id)
    values (open_case.id, open_case.short_id, open_case.code_name, c[2]::uuid, open_case.country, open_case.reason,
      open_case.language, array[open_case.language], open_case.level, c[3]::uuid, open_case.at, open_case.state,
      case when open_case.state = 'open' then c[3]::uuid end);
  insert into coalition_members (case_id, organisation_id, role, joined_at)
    values (open_case.id, c[2]::uuid, 'lead', open_case.at);
  insert into case_team (case_id, account_id, organisation_id, role, added_at, added_by)
    values (open_case.id, c[3]::uuid, c[2]::uuid, 'lead-coordinator', open_case.at, c[3]::uuid);
  insert into case_keys (case_id, wrapped) values (open_case.id, open_case.wrapped_key);
end $$;
update coalition_members m set joined_at = k.opened_at from cases k
  where k.id = m.case_id and m.joined_at > k.opened_at and m.left_at is null
    and not exists (select 1 from coalition_invitations i where i.case_id = m.case_id and i.invited_id = m.organisation_id
      and i.state = 'accepted');

-- From when on silence is agreement; null: never. As long as the charter in force says so, for as many hours as it says, and
-- for the newest of who votes (of those who had come by `until`) as long as for everybody.
create function wl.silence_ends(of_case uuid, asked timestamptz, silence timestamptz, until timestamptz default null)
returns timestamptz language sql stable set search_path = public, pg_temp as $$
  select case when silence is not null and terms.hours > 0
    then greatest(silence, greatest(asked, newest.joined) + make_interval(hours => terms.hours)) end
  from (select (select (c.terms ->> 'silenceHours')::int from coalition_charters c where c.case_id = of_case
      order by c.version desc limit 1) as hours) terms,
    (select max(m.joined_at) as joined from coalition_members m where m.case_id = of_case and m.left_at is null
      and m.role <> 'observer' and (until is null or m.joined_at <= until)) newest $$;
revoke all on function wl.silence_ends(uuid, timestamptz, timestamptz, timestamptz) from public;
grant execute on function wl.silence_ends(uuid, timestamptz, timestamptz, timestamptz) to wl_office, wl_worker;

-- Safety: a decision is settled once, and agreed only by the votes or the silence that it asked for. Who left and was invited
-- back has not voted.
create or replace function wl.settles() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare agreeing int; objecting int; others int;
begin
  if old.state <> 'open' or (old.kind, old.quorum, old.terms, old.concerns_id, old.asked_at, old.silence_at, old.sealed)
     is distinct from (new.kind, new.quorum, new.terms, new.concerns_id, new.asked_at, new.silence_at, new.sealed)
  then raise exception 'a decision stays as it was put' using errcode = '23514', constraint = 'coalition_decisions_stay'; end if;
  if new.state = 'agreed' then
    select count(*) filter (where v.answer = 'agree'), count(*) filter (where v.answer = 'object'),
        count(*) filter (where v.answer is distinct from 'agree') into agreeing, objecting, others
      from coalition_members m left join coalition_votes v on v.case_id = m.case_id and v.organisation_id = m.organisation_id
        and v.decision_id = new.id and v.voted_at >= m.joined_at
      where m.case_id = new.case_id and m.left_at is null and m.role <> 'observer';
    if not ((agreeing >= new.quorum and (new.kind <> 'charter' or others = 0))
        or (objecting = 0 and coalesce(new.settled_at >= wl.silence_ends(new.case_id, new.asked_at, new.silence_at), false))) then
      raise exception 'not agreed' using errcode = '23514', constraint = 'coalition_decisions_agreed';
    end if;
  end if;
  return new;
end $$;

-- Safety: nothing comes out, and nothing is kept ready, below the charter's quorum; who left or observes is not counted, nor
-- what it said before it left. Of what was kept ready for a condition that word is not asked for again, and who came in
-- since, and is named on no such text, is not waited for.
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
    from coalition_members m left join sign_off_approvals a on a.sign_off_id = new.id
      and a.organisation_id = m.organisation_id and a.answered_at >= m.joined_at
    where m.case_id = new.case_id and m.left_at is null and m.role <> 'observer';
  if lay_ready then
    select count(*) into gone from sign_off_approvals a
      join coalition_members m on m.case_id = a.case_id and m.organisation_id = a.organisation_id
      where a.sign_off_id = new.id and a.answer = 'approve'
        and (m.left_at is not null or m.role = 'observer' or a.answered_at < m.joined_at);
  end if;
  wanted := least(greatest(new.quorum, coalesce((charter ->> 'quorum')::int, 1)) - gone, voters);
  if wanted <= 1 then return new; end if;
  if new.approved_at is null
     or (dissenting > 0 and charter ->> 'dissent' = 'stops')
     or (approving < wanted and (dissenting > 0 or not coalesce(coalesce(new.settled_at, new.approved_at) >=
       wl.silence_ends(new.case_id, new.signed_at, new.silence_at, case when lay_ready then new.approved_at end), false))) then
    raise exception 'below the quorum of the charter' using errcode = '23514', constraint = 'sign_offs_quorum_reached';
  end if;
  return new;
end $$;

-- A colleague may say another word for the same organisation; whoever does says it in their own name.
drop policy narrow_update on sign_off_approvals;
create policy narrow_update on sign_off_approvals as restrictive for update to wl_office, wl_worker
  using (organisation_id = (select wl.organisation()))
  with check (organisation_id = (select wl.organisation()) and account_id = (select wl.account()));

-- Whoever is erased at one organisation stays one person in a case for as long as another knows her: the index by which she
-- would be found there again is destroyed with the last of them. Also of cases that the asking organisation has left.
-- Safety: it gives nothing, so that nobody learns from it whether another organisation knows her.
call wl.owner_door('case_people');
create function wl.end_person_indexes() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare ended uuid[];
begin
  if wl.kind() is distinct from 'worker' then raise exception 'no worker' using errcode = '42501'; end if;
  select array_agg(a.id) into ended from actions a where a.organisation_id = wl.organisation() and a.index_ends;
  if ended is null then return; end if;
  -- held, so that two organisations that erase her at once see each other
  perform 1 from case_people p where (p.case_id, p.number) in
    (select a.case_id, a.person_number from actions a where a.id = any (ended)) order by p.case_id, p.number for update;
  update case_people p set person_index = uuid_send(gen_random_uuid())
    where (p.case_id, p.number) in (select a.case_id, a.person_number from actions a where a.id = any (ended))
      and not exists (select 1 from actions a join supporters s on s.organisation_id = a.organisation_id and s.id = a.supporter_id
        where a.case_id = p.case_id and a.person_number = p.number and s.erased_at is null
          and not exists (select 1 from actions e where e.id = any (ended) and e.supporter_id = a.supporter_id));
  update actions a set index_ends = false where a.id = any (ended);
end $$;
revoke all on function wl.end_person_indexes() from public;
grant execute on function wl.end_person_indexes() to wl_worker;
-- What is left of whom an organisation erased is a number, and stands in nobody's way: whoever comes back there takes part anew.
drop index actions_once;
create unique index actions_once on actions (campaign_id, kind, person_number,
  coalesce(target_id, '00000000-0000-0000-0000-000000000000'), handed_over, organisation_id,
  coalesce(letter_id, '00000000-0000-0000-0000-000000000000'))
  where person_number is not null and state in ('pending', 'confirmed', 'quarantined') and sealed is not null;
