-- Why an official's queue stands still, and what is left in the feeds of an update that was withdrawn.

alter table campaign_targets
  add column stop_reason text check (stop_reason in ('staff', 'burst')),
  add column stopped_by uuid references accounts, -- null: the system
  add column burst_sign text check (burst_sign in ('network', 'words')),
  add column burst_letters int,
  add column resumed_at timestamptz;              -- a burst is counted from here on: staff have seen what came before
update campaign_targets set stop_reason = 'staff' where stopped_at is not null;
alter table campaign_targets
  add constraint campaign_targets_stop check ((stopped_at is null) = (stop_reason is null)),
  add constraint campaign_targets_burst check ((stop_reason is not distinct from 'burst') = (burst_sign is not null)
    and (burst_sign is null) = (burst_letters is null));

-- held letters in people's own words, of one office within the hour: compared with each one that is confirmed
create index official_emails_held on official_emails (campaign_id, target_id, not_before) where state = 'held';

-- Safety: that there was an update and that it is gone; no text, no headline, no name. It needs no consent because it shows
-- nothing of anybody, and it goes with its case.
create table published.notices (
  key text primary key,              -- the update's short id
  case_id uuid not null references public.cases on delete cascade,
  published_at timestamptz not null,
  withdrawn_at timestamptz not null
);
create index notices_of_case on published.notices (case_id);
grant select on published.notices to wl_public;
create policy visitors on published.notices for select to wl_public using (true);
call wl.wall('wl_office, wl_worker', 'published.notices', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.owner_door('published.notices');
-- An erased case keeps its row without a word; nothing may say any more that there was news of it.
create function published.forget_notices() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from published.notices where case_id = new.id;
  return null;
end $$;
revoke all on function published.forget_notices() from public;
create trigger forget_notices after update of state on cases for each row when (new.state = 'erased')
  execute function published.forget_notices();
create trigger hint after insert or update or delete on published.notices for each statement execute function published.hint();
