-- Safety: a number by country that is small, or that a subtraction makes small, points at one person. So the room learns from how
-- many countries all together signed, once enough have, and never of one organisation: two numbers of the same people, in one of
-- which the case's own country is missing, tell whether somebody of it signed.

-- As in 0091; 5 is `fewest` in src/updates/hand-over-numbers.ts.
create or replace function wl.signers(of_campaign uuid)
returns table (organisation_id uuid, people int, recorded int, countries int)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.organisation_id, s.people, s.recorded,
    case when not s.together then null when s.people >= greatest(5, c.goal_minimum) then s.countries else 0 end
  from campaigns c cross join lateral (
    select a.organisation_id, grouping(a.organisation_id) = 1 as together,
      count(distinct a.person_number) filter (where a.recorded_by is null)::int as people,
      count(*) filter (where a.recorded_by is not null)::int as recorded,
      count(distinct a.country) filter (where a.country <> k.country)::int as countries
    from actions a join cases k on k.id = a.case_id
    where a.campaign_id = c.id and a.kind = 'signature' and a.state = 'confirmed'
      and wl.kind() = 'member' and k.id = any (wl.room_cases())
    group by grouping sets ((), (a.organisation_id))) s
  where c.id = of_campaign $$;

alter table hand_over_sheets drop column countries;
