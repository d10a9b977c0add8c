-- Safety: that somebody is on another organisation's list is itself the secret. Whoever knew a name and an address could send a
-- form in it, or record it by hand, and read from the numbers of the next joint broadcast whether another organisation knows
-- the person. So people are known again across organisations only by what they confirmed themselves, by mail; and whoever
-- neither leads nor sends reads before it goes how many asked the own organisation, whoever else knows them, and no more.

-- As in 0097; `hers`: confirmed by mail. Calls and letters of one's own mail program, and what staff recorded, show nobody's hand.
create or replace function wl.joint_readers(of_update uuid, of_who text)
returns table (organisation_id uuid, number int, person text, acted boolean, asked boolean, gets boolean)
language sql stable security definer set search_path = public, pg_temp
set enable_nestloop = off set work_mem = '256MB' set jit = off as $$
  with about as (select u.case_id from updates u where u.id = of_update),
  members as (select m.organisation_id, m.joined_at from coalition_members m
    where m.case_id = (select case_id from about) and m.left_at is null and m.role <> 'observer'),
  acts as materialized (select a.supporter_id, a.person_number, a.state = 'confirmed' and a.kind <> 'follow' as counts,
      a.confirmed_at is not null and a.recorded_by is null and not a.self_reported as hers
    from actions a where a.case_id = (select case_id from about) and (a.supporter_id is not null or a.person_number is not null)),
  numbered as materialized (select distinct supporter_id, person_number from acts
    where supporter_id is not null and person_number is not null and hers),
  actors as (select n.supporter_id from numbered n
      where n.person_number in (select person_number from acts where counts and person_number is not null)
    union select supporter_id from acts where counts and supporter_id is not null),
  had as materialized (select t.id, t.organisation_id, t.inbox from broadcasts b
    join deliveries d on d.broadcast_id = b.id and d.outcome in ('sent', 'unknown')
    join supporters t on t.organisation_id = d.organisation_id and t.number = d.supporter
    where b.update_id = of_update),
  -- also of an opt-in that has ended since
  had_mailboxes as (select o.mailbox_index as mailbox from opt_ins o
    where o.case_id = (select case_id from about) and o.mailbox_index is not null and o.supporter_id in (select id from had)),
  asking as materialized (select o.supporter_id, o.confirmed_at, o.asked_at, o.mailbox_index as mailbox from opt_ins o
    where o.case_id = (select case_id from about) and o.scope = 'case' and o.confirmed_at is not null and o.ended_at is null),
  known as materialized (
    select s.id, s.organisation_id, s.number, s.inbox, m.joined_at, q.confirmed_at, q.asked_at, q.mailbox,
      q.supporter_id is not null as asked, s.id in (select supporter_id from actors) as acted,
      q.supporter_id is not null and i.suppressed_at is null
        -- Safety: who may hold this update already, from whichever organisation, is not written to again
        and (s.organisation_id, s.inbox) not in (select had.organisation_id, had.inbox from had)
        and (q.mailbox is null or q.mailbox not in (select mailbox from had_mailboxes))
        and s.id not in (select n.supporter_id from numbered n
          where n.person_number in (select h.person_number from numbered h join had on had.id = h.supporter_id)) as mailable
    from supporters s join members m on m.organisation_id = s.organisation_id
      join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox
      left join asking q on q.supporter_id = s.id
    where s.erased_at is null and (q.supporter_id is not null or s.id in (select supporter_id from actors))
  ),
  chosen as materialized (select k.* from known k
    where case of_who when 'acted' then k.acted when 'following' then not k.acted else true end),
  first as (select distinct on (c.mailbox) c.mailbox, c.organisation_id from chosen c
    where c.mailable and c.mailbox is not null
    order by c.mailbox, c.confirmed_at, c.asked_at, c.joined_at, c.organisation_id),
  judged as (select c.*, c.mailable and coalesce(f.organisation_id = c.organisation_id, true) as wins
    from chosen c left join first f on f.mailbox = c.mailbox),
  people as materialized (select n.supporter_id, min(n.person_number) as number from numbered n group by n.supporter_id),
  -- who only follows is whoever acted through the same mailbox
  readers as (select c.mailbox, min(p.number) as number from chosen c join people p on p.supporter_id = c.id
    where c.mailbox is not null group by c.mailbox)
  select j.organisation_id, j.number,
    coalesce(p.number::text, r.number::text, encode(j.mailbox, 'hex'), j.id::text), j.acted, j.asked,
    j.wins and row_number() over (partition by j.organisation_id, j.inbox, j.wins order by j.number) = 1
  from judged j left join people p on p.supporter_id = j.id left join readers r on r.mailbox = j.mailbox $$;

create or replace function wl.joint_audience(of_update uuid, of_who text)
returns table (organisation_id uuid, people int, asked int, recipients int)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare the_case uuid; author uuid; sums boolean;
begin
  select u.case_id, u.organisation_id into the_case, author from updates u where u.id = of_update;
  if wl.kind() is distinct from 'member' or not the_case = any (wl.room_cases()) or not wl.may_write_in(the_case) then return; end if;
  sums := author = wl.organisation() or exists (select 1 from coalition_members m
    where m.case_id = the_case and m.organisation_id = wl.organisation() and m.role = 'lead' and m.left_at is null);
  return query
    with readers as materialized (select * from wl.joint_readers(of_update, of_who))
    select null::uuid, count(distinct r.person)::int, (count(distinct r.person) filter (where r.asked))::int,
      (count(*) filter (where r.gets))::int from readers r having sums
    union all
    select m.organisation_id, null, null, (select count(*) from readers r
      where r.organisation_id = m.organisation_id and case when sums then r.gets else r.asked end)::int
    from coalition_members m where m.case_id = the_case and m.left_at is null and m.role <> 'observer'
      and (sums or m.organisation_id = wl.organisation());
end $$;
