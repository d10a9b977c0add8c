-- An organisation's own page of a campaign: its address, its words, its name. Letters, asks, officials and news stay the campaign's.

create table partner_pages (
  id uuid primary key,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  short_id text not null unique check (short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'),
  -- after the campaign's own: /act/<campaign>/<address>
  address text not null check (address ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(address) between 3 and 48
    and address not in ('message', 'email', 'call', 'signature', 'next', 'share', 'inside')),
  state text not null default 'draft' check (state in ('draft', 'live', 'paused', 'closed')),
  live_at timestamptz,                   -- when visitors saw it first
  accent text not null default 'lamp' check (accent in ('lamp', 'sea', 'leaf', 'rose', 'plum', 'clay')),
  shows_donate boolean not null default true,
  shows_social boolean not null default true,
  sealed bytea not null,                 -- under the case's key: {intro: {<language>: Markdown}}
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  unique (campaign_id, organisation_id),
  unique (campaign_id, address),
  check (state <> 'live' or live_at is not null),
  foreign key (campaign_id, case_id) references campaigns (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index partner_pages_of_member on partner_pages (case_id, organisation_id);
call wl.wall('wl_office, wl_worker', 'partner_pages', 'case_id = any ((select wl.room_cases())::uuid[])');
-- Safety: the room reads it; whose page it is alone writes on it
call wl.narrow('insert', 'partner_pages', 'organisation_id = (select wl.organisation())');
call wl.narrow('update', 'partner_pages', 'organisation_id = (select wl.organisation())');
call wl.narrow('delete', 'partner_pages', 'organisation_id = (select wl.organisation())');
call wl.owner_door('partner_pages');

alter table sign_offs drop constraint sign_offs_subject_kind_check;
alter table sign_offs add constraint sign_offs_subject_kind_check
  check (subject_kind in ('case', 'campaign', 'update', 'partner-page', 'publicity', 'restore', 'withdrawal'));
alter table publications drop constraint publications_subject_kind_check;
alter table publications add constraint publications_subject_kind_check
  check (subject_kind in ('case', 'campaign', 'update', 'partner-page'));
alter table kept_pages drop constraint kept_pages_subject_kind_check;
alter table kept_pages add constraint kept_pages_subject_kind_check
  check (subject_kind in ('case', 'campaign', 'update', 'partner-page'));
alter table published.documents drop constraint documents_kind_check;
alter table published.documents add constraint documents_kind_check
  check (kind in ('case', 'campaign', 'update', 'partner-page'));

-- Its state says what visitors see, whoever signed it or took it down.
create function wl.partner_page_follows() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update partner_pages p set state = 'live', live_at = coalesce(p.live_at, new.published_at) where p.id = new.subject_id;
    return new;
  end if;
  update partner_pages p set state = 'paused' where p.id = old.subject_id and p.state = 'live';
  return old;
end $$;
create trigger partner_page_appears after insert on publications for each row
  when (new.subject_kind = 'partner-page') execute function wl.partner_page_follows();
create trigger partner_page_disappears after delete on publications for each row
  when (old.subject_kind = 'partner-page') execute function wl.partner_page_follows();

-- Safety: only who is in, does more than observe, and may be named, has a page; the member's row is held until it is out.
-- What the charter says of new supporters stands on the page.
create function wl.partner_page_stands() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare page partner_pages;
begin
  select p.* into page from partner_pages p join publications b on b.subject_id = p.id and b.subject_kind = 'partner-page'
    where b.id = new.publication_id and b.case_id = new.case_id;
  perform 1 from coalition_members m where m.case_id = page.case_id and m.organisation_id = page.organisation_id
    and m.left_at is null and m.named_in_public and m.role <> 'observer' for share;
  if not found then
    raise exception 'no member that may be named' using errcode = '23514', constraint = 'partner_pages_named';
  end if;
  new.body := new.body || jsonb_build_object('sharing', coalesce((select c.terms ->> 'sharing' from coalition_charters c
    where c.case_id = page.case_id order by c.version desc limit 1), 'own'));
  return new;
end $$;
create trigger partner_page_stands before insert or update on published.documents for each row
  when (new.kind = 'partner-page') execute function wl.partner_page_stands();

-- Safety: whoever leaves, or takes its name back, is gone from the public in the same step, whatever else is forgotten.
create function wl.partner_pages_end() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from publications b using partner_pages p where b.subject_kind = 'partner-page' and b.subject_id = p.id
    and p.case_id = new.case_id and p.organisation_id = new.organisation_id;
  if new.left_at is not null then
    update partner_pages p set state = 'closed' where p.case_id = new.case_id and p.organisation_id = new.organisation_id;
    -- it writes to nobody in this case any more
    update official_emails e set state = 'stopped', settled_at = new.left_at
      where e.case_id = new.case_id and e.organisation_id = new.organisation_id
        and e.state in ('waiting', 'held', 'queued', 'claimed');
  end if;
  return null;
end $$;
create trigger partner_pages_end after update on coalition_members for each row
  when (new.left_at is not null or not new.named_in_public or new.role = 'observer')
  execute function wl.partner_pages_end();

create function wl.partner_pages_share() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update published.documents d set changed_at = new.agreed_at where d.kind = 'partner-page' and d.case_id = new.case_id;
  return null;
end $$;
create trigger partner_pages_share after insert on coalition_charters for each row execute function wl.partner_pages_share();

-- Through which organisation an act came: the campaign's own, or one whose page of it visitors have seen and that is still
-- in. Null: nobody's who may take it.
create function wl.act_organisation(of_campaign uuid, of_organisation uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select case when of_organisation = c.organisation_id then of_organisation
    when exists (select 1 from partner_pages p join coalition_members m on m.case_id = p.case_id
        and m.organisation_id = p.organisation_id and m.left_at is null and m.role <> 'observer'
      where p.campaign_id = c.id and p.organisation_id = of_organisation and p.live_at is not null) then of_organisation end
  from campaigns c where c.id = of_campaign $$;

revoke all on function wl.partner_page_follows(), wl.partner_page_stands(), wl.partner_pages_end(), wl.partner_pages_share(),
  wl.act_organisation(uuid, uuid) from public;
grant execute on function wl.act_organisation(uuid, uuid) to wl_office, wl_worker;
