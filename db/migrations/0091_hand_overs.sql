-- A petition, or a joint letter, is handed over to whom it addresses: prepared, done on a day, told by an update. Each organisation
-- prints a sheet of its own signers; the room learns who has made one and how many stand on it, and nobody's name.

create table hand_overs (
  id uuid primary key,
  case_id uuid not null,
  campaign_id uuid, -- of a petition: the signatures of a campaign
  letter_id uuid,   -- of a joint letter
  organisation_id uuid not null, -- prepares it and answers for it
  on_day date not null, -- the day that is planned, then the day on which it was; of no zone: the day at the place
  sealed bytea not null, -- {to, place} by language
  how text check (how in ('received', 'refused', 'left-there')),
  numbers jsonb, -- how many had signed when it was handed over; does not change any more
  prepared_at timestamptz not null,
  prepared_by uuid not null references accounts,
  recorded_at timestamptz,
  recorded_by uuid references accounts,
  dropped_at timestamptz,
  dropped_by uuid references accounts,
  update_id uuid unique, -- which tells of it
  version int not null default 1,
  check (num_nonnulls(campaign_id, letter_id) = 1),
  check (num_nonnulls(how, numbers, recorded_at, recorded_by) in (0, 4)),
  check (num_nonnulls(dropped_at, dropped_by) in (0, 2)),
  check (recorded_at is null or dropped_at is null),
  check (update_id is null or recorded_at is not null),
  unique (id, case_id),
  unique (id, campaign_id),
  foreign key (campaign_id, case_id) references campaigns (id, case_id),
  foreign key (letter_id, case_id) references joint_letters (id, case_id),
  foreign key (update_id, case_id) references updates (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index hand_overs_of_case on hand_overs (case_id);
create index hand_overs_of_campaign on hand_overs (campaign_id) where campaign_id is not null;
create index hand_overs_of_letter on hand_overs (letter_id) where letter_id is not null;
call wl.wall('wl_office, wl_worker', 'hand_overs', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'hand_overs', 'organisation_id = (select wl.organisation())');
call wl.narrow('update', 'hand_overs', 'organisation_id = (select wl.organisation())');
revoke delete on hand_overs from wl_office, wl_worker;

create function wl.hand_over_stands() returns trigger language plpgsql as $$
begin
  raise exception 'what was handed over, and how many had signed, does not change' using errcode = '42501', constraint = 'hand_over_stands';
end $$;
create trigger hand_over_stands before update on hand_overs for each row
  when ((old.campaign_id, old.letter_id) is distinct from (new.campaign_id, new.letter_id)
    or (old.recorded_at is not null and (old.numbers, old.recorded_at, old.recorded_by)
      is distinct from (new.numbers, new.recorded_at, new.recorded_by))
    or (old.dropped_at is not null and old.dropped_at is distinct from new.dropped_at))
  execute function wl.hand_over_stands();

-- What one organisation printed of its own signers. Of the names the room gets none: the sum of the sheet lies under the
-- organisation's own key, because few names can be guessed from it.
create table hand_over_sheets (
  id uuid primary key,
  hand_over_id uuid not null,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  full_names int not null check (full_names >= 0),
  first_names int not null check (first_names >= 0),
  unnamed int not null check (unnamed >= 0),
  recorded int not null check (recorded between 0 and full_names + first_names + unnamed), -- of them entered by staff
  countries int not null check (countries >= 0),
  sealed bytea not null, -- {sum}
  as_of timestamptz not null, -- who signed, and had not taken it back, by then
  made_by uuid not null references accounts,
  foreign key (hand_over_id, case_id) references hand_overs (id, case_id),
  foreign key (hand_over_id, campaign_id) references hand_overs (id, campaign_id), -- a joint letter has no sheets
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index hand_over_sheets_of on hand_over_sheets (hand_over_id, organisation_id, as_of desc);
create index hand_over_sheets_of_case on hand_over_sheets (case_id);
call wl.wall('wl_office, wl_worker', 'hand_over_sheets', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.owner_door('hand_over_sheets');
call wl.narrow('insert', 'hand_over_sheets', 'organisation_id = (select wl.organisation()) and made_by = (select wl.account())');
revoke update, delete on hand_over_sheets from wl_office, wl_worker;

-- How many people each organisation could print, and (without organisation) how many there are together, each once; signatures
-- that staff entered apart. Safety: the case's own country is in no number of countries.
create function wl.signers(of_campaign uuid)
returns table (organisation_id uuid, people int, recorded int, countries int)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.organisation_id,
    count(distinct a.person_number) filter (where a.recorded_by is null)::int,
    count(*) filter (where a.recorded_by is not null)::int,
    count(distinct a.country) filter (where a.country <> k.country)::int
  from actions a join cases k on k.id = a.case_id
  where a.campaign_id = of_campaign and a.kind = 'signature' and a.state = 'confirmed'
    and wl.kind() = 'member' and k.id = any (wl.room_cases())
  group by grouping sets ((), (a.organisation_id)) $$;

-- How many people on the last sheet of each organisation are signers no more: they took back what they did, were found to be none,
-- or were erased. Whoever went within the minute before counts too, for it may have been while the sheet was read.
-- Safety: the room learns that a paper is out of date, and not of whom.
create function wl.sheet_losses(of_hand_over uuid) returns table (organisation_id uuid, gone int)
language sql stable security definer set search_path = public, pg_temp as $$
  with last as (select distinct on (s.organisation_id) s.organisation_id, s.campaign_id, s.as_of from hand_over_sheets s
    where s.hand_over_id = of_hand_over and wl.kind() = 'member' and s.case_id = any (wl.room_cases())
    order by s.organisation_id, s.as_of desc)
  select l.organisation_id, count(distinct coalesce(a.supporter_id, a.id))::int
  from last l join actions a on a.organisation_id = l.organisation_id and a.campaign_id = l.campaign_id
    left join supporters p on p.organisation_id = a.organisation_id and p.id = a.supporter_id
  where a.kind = 'signature' and a.confirmed_at <= l.as_of
    and ((a.state <> 'confirmed' and coalesce(a.ended_at, 'infinity') > l.as_of - interval '1 minute')
      or p.erased_at > l.as_of - interval '1 minute')
  group by l.organisation_id $$;

revoke all on function wl.hand_over_stands(), wl.signers(uuid), wl.sheet_losses(uuid) from public;
grant execute on function wl.signers(uuid), wl.sheet_losses(uuid) to wl_office;

-- What is done with a hand-over is told in the room.
create or replace function wl.told_to_room(type text) returns boolean language sql immutable parallel safe as $$
  select split_part(type, '.', 1) in ('action', 'broadcast', 'campaign', 'coalition', 'demand', 'hand-over', 'inbox', 'joint-letter',
    'mail', 'messages', 'official-email', 'publication', 'sign-off', 'target', 'targets', 'update') $$;
