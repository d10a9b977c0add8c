-- Whom a joint broadcast is about, in time that grows with the people and not with their square.

create or replace function wl.joint_readers(of_update uuid, of_who text)
returns table (organisation_id uuid, number int, person text, acted boolean, asked boolean, gets boolean)
language sql stable security definer set search_path = public, pg_temp
-- while statistics are young the planner expects few people and loops over all for each; what is looked up stays in memory
set enable_nestloop = off set work_mem = '256MB' set jit = off as $$
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
  select j.organisation_id, j.number, coalesce(p.person_number::text, j.id::text), j.acted, j.asked, j.wins and row_number() over (partition by j.organisation_id, j.inbox, j.wins order by j.number) = 1
  from judged j
    left join (select n.supporter_id, min(n.person_number) as person_number from numbered n group by n.supporter_id) p
      on p.supporter_id = j.id $$;
