-- Several organisations act in one campaign: its officials are there for all of them, and a person writes once to each.

do $$
declare tab text;
begin
  foreach tab in array array['campaign_targets', 'targets', 'actions', 'official_emails'] loop
    if not exists (select 1 from pg_policy p where p.polrelid = tab::regclass and p.polname = 'owner_door') then
      call wl.owner_door(tab::regclass);
    end if;
  end loop;
end $$;

-- What every organisation of the campaign knows of the office. `sealed` is that of `targets` under the case's key; the
-- worker of the official's organisation writes it for what was there before.
alter table campaign_targets
  add column removed_at timestamptz, -- what was written to this office keeps its row
  add column sealed bytea,
  add column country char(2),
  add column language text,
  add column time_zone text,
  add column office_opens smallint,
  add column office_closes smallint,
  add column office_days smallint[],
  add column ceiling_per_hour integer,
  add column manner text,
  add column email_verified_on date,
  add column phone_verified_on date,
  add column retired_at timestamptz;

insert into campaign_targets (campaign_id, case_id, organisation_id, target_id, channels, removed_at)
  select distinct a.campaign_id, a.case_id, a.organisation_id, a.target_id, '{}'::text[], now() from actions a
  where a.target_id is not null on conflict do nothing;
insert into campaign_targets (campaign_id, case_id, organisation_id, target_id, channels, removed_at)
  select distinct e.campaign_id, e.case_id, e.organisation_id, e.target_id, '{}'::text[], now() from official_emails e
  on conflict do nothing;
update campaign_targets t set country = o.country, language = o.language, time_zone = o.time_zone,
    office_opens = o.office_opens, office_closes = o.office_closes, office_days = o.office_days,
    ceiling_per_hour = o.ceiling_per_hour, manner = o.manner, email_verified_on = o.email_verified_on,
    phone_verified_on = o.phone_verified_on, retired_at = o.retired_at
  from targets o where o.id = t.target_id;
create index campaign_targets_of_office on campaign_targets (target_id);

alter table actions drop constraint actions_target,
  add constraint actions_target foreign key (campaign_id, target_id) references campaign_targets (campaign_id, target_id);
alter table official_emails drop constraint official_emails_target,
  add constraint official_emails_target foreign key (campaign_id, target_id) references campaign_targets (campaign_id, target_id);

-- Safety: an error of one organisation's row tells nothing of another's; what must be once for all is asked of
-- `wl.letters_on_their_way`.
drop index actions_once;
create unique index actions_once on actions (campaign_id, kind, person_number,
    coalesce(target_id, '00000000-0000-0000-0000-000000000000'), handed_over, organisation_id)
  where person_number is not null and state in ('pending', 'confirmed', 'quarantined');
drop index actions_once_in_visit;
create unique index actions_once_in_visit on actions (campaign_id, kind, journey,
    coalesce(target_id, '00000000-0000-0000-0000-000000000000'), organisation_id)
  where person_number is null and journey is not null and state in ('pending', 'confirmed', 'quarantined');
drop index official_emails_once;
create unique index official_emails_once on official_emails (campaign_id, target_id, person_number, organisation_id)
  where state <> 'stopped';

-- Letters to offices of the asking organisation's campaigns within an hour, whoever sent them: the ceiling is the office's.
create function wl.letters_to_offices(of_targets uuid[], since timestamptz)
returns table (target_id uuid, letters int, last timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.target_id, count(*)::int, max(e.claimed_at) from official_emails e
  where wl.kind() = 'worker' and e.target_id = any (of_targets) and not e.test and e.claimed_at > since
    and exists (select 1 from campaign_targets t where t.target_id = e.target_id and t.case_id = any (wl.room_cases()))
  group by e.target_id $$;

-- Of these letters, those whose writer has written to the same office in the same campaign through another organisation.
-- Safety: for workers alone; it says of one's own letters that they are one too many, and nothing of the other.
create function wl.letters_on_their_way(of_actions uuid[]) returns table (action_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct e.action_id from official_emails e
    join official_emails o on o.campaign_id = e.campaign_id and o.target_id = e.target_id
      and o.person_number = e.person_number and o.organisation_id <> e.organisation_id
  where wl.kind() = 'worker' and e.organisation_id = wl.organisation() and e.action_id = any (of_actions)
    and e.state = 'waiting' and o.state not in ('waiting', 'stopped') $$;

-- What ends for all: a campaign, an official who is taken out or retired. Gives how many letters of others were stopped.
create function wl.stop_letters_of_others(of_campaign uuid, of_target uuid, at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare count int;
begin
  update official_emails e set state = 'stopped', settled_at = at
    from campaigns c where c.id = e.campaign_id and e.campaign_id = of_campaign and e.organisation_id <> wl.organisation()
      and (of_target is null or e.target_id = of_target) and e.state in ('waiting', 'held', 'queued', 'claimed')
      and c.case_id = any (wl.room_cases()) and wl.may_write_in(c.case_id);
  get diagnostics count = row_count;
  return count;
end $$;

-- A caller through any organisation says that the number is wrong.
create function wl.report_wrong_number(of_campaign uuid, of_target uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  update targets o set wrong_reports = wrong_reports + 1
  where wl.kind() = 'worker' and o.id = of_target and exists (select 1 from campaign_targets t
    where t.campaign_id = of_campaign and t.target_id = o.id and t.case_id = any (wl.room_cases())) $$;

-- The numbers of a campaign over all organisations; a person, and what she did, counts once however many know her. Confirmed
-- acts of an organisation that left stay in it.
create function wl.campaign_tally(of_campaign uuid)
returns table (people int, countries int, kinds jsonb, staff int)
language sql stable security definer set search_path = public, pg_temp as $$
  with counted as (
    select a.kind, a.self_reported, a.recorded_by is not null as recorded, a.person_number,
      case when a.person_number is null or a.recorded_by is not null then a.id end as nobody,
      a.target_id, a.handed_over, min(a.country) filter (where a.country <> k.country) as country
    from actions a join cases k on k.id = a.case_id
    where a.campaign_id = of_campaign and a.state = 'confirmed' and a.kind <> 'follow'
      and wl.kind() in ('member', 'worker') and k.id = any (wl.room_cases())
    group by 1, 2, 3, 4, 5, 6, 7
  )
  select
    (select count(distinct person_number) from counted where not self_reported and not recorded)::int,
    (select count(distinct country) from counted where not self_reported and not recorded)::int,
    (select jsonb_object_agg(kind, jsonb_build_object('confirmed', confirmed, 'self', self)) from (
      select kind, count(*) filter (where not self_reported) as confirmed, count(*) filter (where self_reported) as self
      from counted where not recorded group by kind) by_kind),
    (select count(*) from counted where recorded)::int $$;

-- The same by organisation, in numbers alone: how many people each brought, and how many came through others.
create function wl.campaign_people(of_campaign uuid)
returns table (organisation_id uuid, people int, through_others int, acts int, recorded int)
language sql stable security definer set search_path = public, pg_temp as $$
  with acted as (
    select a.organisation_id, a.person_number, a.recorded_by is not null as recorded, a.self_reported
    from actions a join campaigns c on c.id = a.campaign_id
    where a.campaign_id = of_campaign and a.state = 'confirmed' and a.kind <> 'follow'
      and wl.kind() = 'member' and c.case_id = any (wl.room_cases())
  ), counted as (select * from acted where not recorded and not self_reported)
  select m.organisation_id,
    (select count(distinct person_number) from counted c where c.organisation_id = m.organisation_id)::int,
    (select count(distinct person_number) from counted c where c.organisation_id <> m.organisation_id)::int,
    (select count(*) from counted c where c.organisation_id = m.organisation_id)::int,
    (select count(*) from acted r where r.recorded and r.organisation_id = m.organisation_id)::int
  from coalition_members m join campaigns c on c.case_id = m.case_id
  where c.id = of_campaign and wl.kind() = 'member' and c.case_id = any (wl.room_cases()) $$;

revoke all on function wl.letters_to_offices(uuid[], timestamptz), wl.letters_on_their_way(uuid[]),
  wl.stop_letters_of_others(uuid, uuid, timestamptz), wl.report_wrong_number(uuid, uuid), wl.campaign_tally(uuid),
  wl.campaign_people(uuid) from public;
grant execute on function wl.letters_to_offices(uuid[], timestamptz), wl.letters_on_their_way(uuid[]),
  wl.stop_letters_of_others(uuid, uuid, timestamptz), wl.report_wrong_number(uuid, uuid), wl.campaign_tally(uuid),
  wl.campaign_people(uuid) to wl_office, wl_worker;
