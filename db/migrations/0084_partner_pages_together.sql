-- What several organisations with pages of one campaign have in common: the turns of their letters at an office, a burst over
-- all pages, the end of test mode, addresses that were public once; and each one's logo.

-- Letters wait by office and organisation, and who was served last is found at once.
drop index official_emails_due;
create index official_emails_due on official_emails (target_id, organisation_id, not_before) where state = 'queued';
create index official_emails_turns on official_emails (target_id, organisation_id, claimed_at) where claimed_at is not null;

-- At which offices it is the asking organisation's turn: of those with a letter that could leave now it was served longest ago.
-- Organisations take turns, so that none has to wait for another's whole queue.
create function wl.offices_in_turn(of_targets uuid[], at timestamptz) returns table (target_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  with able as (
    select distinct t.target_id, m.organisation_id
    from campaign_targets t
      join campaigns c on c.id = t.campaign_id and c.state = 'live' and (not c.test_mode or c.test_address_sealed is not null)
      join publications p on p.subject_id = t.campaign_id
      join publications k on k.subject_kind = 'case' and k.subject_id = t.case_id
      join coalition_members m on m.case_id = t.case_id and m.left_at is null
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

-- The test is over for all: what went to the campaigner through other organisations goes to the officials now. Not of who left,
-- and nothing that its writer took back.
create function wl.requeue_tests_of_others(of_campaign uuid, at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare count int;
begin
  update official_emails e set state = 'queued', test = false, settled_at = null, claimed_at = null, claimed_by = null,
      handed_at = null, not_before = at, attempts = 0
    from campaigns c, actions a, coalition_members m
    where c.id = of_campaign and e.campaign_id = c.id and e.organisation_id <> wl.organisation() and e.test and e.state = 'accepted'
      and a.id = e.action_id and a.state = 'confirmed' and not c.test_mode
      and m.case_id = c.case_id and m.organisation_id = e.organisation_id and m.left_at is null and m.role <> 'observer'
      and wl.kind() = 'member' and c.case_id = any (wl.room_cases()) and wl.may_write_in(c.case_id);
  get diagnostics count = row_count;
  return count;
end $$;

-- A burst is counted over all pages of a campaign: one network, one official, whoever's page it was.
drop index network_tags_by_tag;
create index network_tags_by_tag on network_tags (day, tag);

create function wl.network_bursts(of_actions uuid[], since timestamptz, least_letters int)
returns table (campaign_id uuid, target_id uuid, letters int)
language sql stable security definer set search_path = public, pg_temp as $$
  with fresh as (
    select distinct a.campaign_id, a.target_id, n.tag, n.day, t.resumed_at
    from actions a join network_tags n on n.action_id = a.id
      join campaign_targets t on t.campaign_id = a.campaign_id and t.target_id = a.target_id and t.stopped_at is null
    where wl.kind() = 'worker' and a.organisation_id = wl.organisation() and a.id = any (of_actions)
  )
  -- a tag lives a day, so equal ones lie at most a day apart: three looks into the index
  select f.campaign_id, f.target_id, count(distinct a.person_number)::int
  from fresh f join network_tags n on n.tag = f.tag and n.day = any (array[f.day - 1, f.day, f.day + 1])
    join actions a on a.id = n.action_id and a.campaign_id = f.campaign_id and a.target_id = f.target_id
  where a.kind = 'email' and a.state = 'confirmed' and not a.self_reported and a.confirmed_at > since
    and (f.resumed_at is null or a.confirmed_at > f.resumed_at)
  group by f.campaign_id, f.target_id, f.tag
  having count(distinct a.person_number) >= least_letters $$;

-- With how many letters each own one that waits for an office came from one network, itself among them.
create function wl.letters_alike(of_campaign uuid, of_target uuid) returns table (action_id uuid, alike int)
language sql stable security definer set search_path = public, pg_temp as $$
  select w.action_id, w.alike from (
    select e.action_id, e.organisation_id, (count(*) over (partition by n.tag))::int as alike
    from official_emails e join campaigns c on c.id = e.campaign_id join network_tags n on n.action_id = e.action_id
    where e.campaign_id = of_campaign and e.target_id = of_target and e.state in ('queued', 'held')
      and wl.kind() = 'member' and c.case_id = any (wl.room_cases())) w
  where w.organisation_id = wl.organisation() $$;

-- Safety: who lets a queue go on after a burst has read its own letters alone. Those of others that came with the burst are held
-- until their own staff have seen them.
create function wl.hold_burst_of_others(of_campaign uuid, of_target uuid, least_letters int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare count int;
begin
  update official_emails e set state = 'held' from (
      select w.id, w.organisation_id, w.state, w.reviewed_at, count(*) over (partition by n.tag) as alike
      from official_emails w join campaigns c on c.id = w.campaign_id join network_tags n on n.action_id = w.action_id
        join campaign_targets t on t.campaign_id = w.campaign_id and t.target_id = w.target_id and t.stop_reason = 'burst'
      where w.campaign_id = of_campaign and w.target_id = of_target and w.state in ('queued', 'held')
        and wl.kind() = 'member' and c.case_id = any (wl.room_cases()) and wl.may_write_in(c.case_id)) b
    where e.id = b.id and b.alike >= least_letters and b.state = 'queued' and b.reviewed_at is null
      and b.organisation_id <> wl.organisation();
  get diagnostics count = row_count;
  return count;
end $$;
call wl.owner_door('network_tags');

-- An address under which a page was public leads to where it is now, and is nobody else's in this campaign.
create table partner_page_addresses (
  campaign_id uuid not null,
  address text not null,
  page_id uuid not null references partner_pages,
  case_id uuid not null,
  organisation_id uuid not null,
  since timestamptz not null,
  primary key (campaign_id, address),
  foreign key (campaign_id, case_id) references campaigns (id, case_id)
);
create index partner_page_addresses_of_page on partner_page_addresses (page_id);
call wl.wall('wl_office, wl_worker', 'partner_page_addresses', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'partner_page_addresses', 'organisation_id = (select wl.organisation())');
call wl.owner_door('partner_page_addresses');
revoke update, delete on partner_page_addresses from wl_office, wl_worker;

create or replace function wl.partner_page_stands() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare page partner_pages; wanted text := new.body ->> 'address';
begin
  select p.* into page from partner_pages p join publications b on b.subject_id = p.id and b.subject_kind = 'partner-page'
    where b.id = new.publication_id and b.case_id = new.case_id;
  perform 1 from coalition_members m where m.case_id = page.case_id and m.organisation_id = page.organisation_id
    and m.left_at is null and m.named_in_public and m.role <> 'observer' for share;
  if not found then
    raise exception 'no member that may be named' using errcode = '23514', constraint = 'partner_pages_named';
  end if;
  insert into partner_page_addresses (campaign_id, address, page_id, case_id, organisation_id, since)
    values (page.campaign_id, wanted, page.id, page.case_id, page.organisation_id, new.changed_at) on conflict do nothing;
  perform 1 from partner_page_addresses a where a.campaign_id = page.campaign_id and a.address = wanted and a.page_id = page.id;
  if not found then
    raise exception 'an address leads to one page' using errcode = '23514', constraint = 'partner_pages_own_address';
  end if;
  new.body := new.body || jsonb_build_object('sharing', coalesce((select c.terms ->> 'sharing' from coalition_charters c
    where c.case_id = page.case_id order by c.version desc limit 1), 'own'),
    'formerly', coalesce((select jsonb_agg(a.address order by a.since, a.address) from partner_page_addresses a
      where a.page_id = page.id and a.address <> wanted), '[]'));
  return new;
end $$;
-- pages that are public now keep their address from here on
update published.documents set changed_at = changed_at where kind = 'partner-page';

-- An organisation's logo, for the pages that name it: re-encoded, without what a camera or a program wrote into it.
create table published.logos (
  organisation_id uuid primary key references organisations,
  key text not null unique,
  content_type text not null,
  width int not null check (width > 0),
  height int not null check (height > 0),
  bytes bytea not null check (length(bytes) <= 100000),
  changed_at timestamptz not null
);
grant select on published.logos to wl_public;
create policy visitors on published.logos for select to wl_public using (true);
call wl.wall('wl_office, wl_worker', 'published.logos', 'organisation_id = (select wl.organisation())');
create trigger hint after insert or update or delete on published.logos for each statement execute function published.hint();

revoke all on function wl.offices_in_turn(uuid[], timestamptz), wl.requeue_tests_of_others(uuid, timestamptz),
  wl.network_bursts(uuid[], timestamptz, int), wl.letters_alike(uuid, uuid), wl.hold_burst_of_others(uuid, uuid, int) from public;
grant execute on function wl.offices_in_turn(uuid[], timestamptz), wl.network_bursts(uuid[], timestamptz, int) to wl_worker;
grant execute on function wl.requeue_tests_of_others(uuid, timestamptz), wl.letters_alike(uuid, uuid),
  wl.hold_burst_of_others(uuid, uuid, int) to wl_office;
