-- Up by signature, down by one: what the application says of the level of a case is held here too.

-- Safety: a level rises only with what makes it true: above private advocacy with a page that stands, below it in the
-- transaction in which the signatures for it are complete.
create function wl.publicity_rises() returns trigger language plpgsql as $$
begin
  if new.publicity_level >= 4 and exists (select 1 from publication_items i where i.case_id = new.id
      and (new.publicity_level = 4 or i.item = 'name')) then
    return new;
  end if;
  if new.publicity_level < 4 and exists (select 1 from sign_offs s where s.case_id = new.id and s.subject_kind = 'publicity'
      and s.state = 'signed' and s.xmin = pg_current_xact_id()::xid) then
    return new;
  end if;
  raise exception 'a case is not made more public without signatures' using errcode = '23514', constraint = 'cases_publicity_signed';
end $$;
create trigger publicity_rises before update of publicity_level on cases for each row
  when (new.publicity_level > old.publicity_level) execute function wl.publicity_rises();

-- The emergency of a case: a dated flag. The clock asks for a review and takes nothing down.
create table emergencies (
  id uuid primary key,
  case_id uuid not null references cases,
  reason text not null check (reason ~ '^[a-z-]{1,40}$'),
  raised_at timestamptz not null,
  raised_by uuid not null references accounts,
  review_due_at timestamptz not null,
  reviewed_at timestamptz,
  reviewed_by uuid references accounts,
  pulled_at timestamptz,
  pulled_by uuid references accounts,
  check (review_due_at > raised_at),
  check ((reviewed_at is null) = (reviewed_by is null)),
  check ((pulled_at is null) = (pulled_by is null))
);
create unique index emergencies_one_up on emergencies (case_id) where pulled_at is null;
create index emergencies_of_case on emergencies (case_id, raised_at);
call wl.wall('wl_office, wl_worker', 'emergencies', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'emergencies', 'raised_by = (select wl.account()) and case_id = any ((select wl.file_cases())::uuid[])');
-- Safety: a flag that was up stays in the file, and only a person takes one down.
revoke delete on emergencies from wl_office, wl_worker;
create function wl.emergency_moves() returns trigger language plpgsql as $$
begin
  if old.pulled_at is not null or (old.id, old.case_id, old.reason, old.raised_at, old.raised_by)
      is distinct from (new.id, new.case_id, new.reason, new.raised_at, new.raised_by) then
    raise exception 'what was an emergency does not change' using errcode = '42501';
  end if;
  if new.pulled_by is distinct from old.pulled_by and new.pulled_by is distinct from wl.account()
      or new.reviewed_by is distinct from old.reviewed_by and new.reviewed_by is distinct from wl.account() then
    raise exception 'one speaks for oneself only' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger emergency_moves before update on emergencies for each row execute function wl.emergency_moves();

-- "Publish this if I am arrested": the wish that a prepared text stands on, as it read when the text was signed.
alter table sign_offs add column wish_id uuid references wishes;
alter table sign_offs add column wish_version integer;
alter table sign_offs add constraint sign_offs_of_wish
  check ((wish_id is null) = (wish_version is null) and (wish_id is null or condition = 'arrested'));
create function wl.sign_off_keeps_wish() returns trigger language plpgsql as $$
begin
  raise exception 'what was signed does not change' using errcode = '42501';
end $$;
create trigger sign_off_keeps_wish before update of wish_id, wish_version on sign_offs for each row
  when ((old.wish_id, old.wish_version) is distinct from (new.wish_id, new.wish_version))
  execute function wl.sign_off_keeps_wish();
