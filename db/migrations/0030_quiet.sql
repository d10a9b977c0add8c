-- Going quiet: one press takes everything of a case away from visitors; two people bring it back as it stood.

create table quiet_spells (
  id uuid primary key,
  case_id uuid not null references cases,
  began_at timestamptz not null,
  began_by uuid not null references accounts,
  ended_at timestamptz,
  ended_by uuid references accounts,
  sign_off_id uuid,
  unique (id, case_id),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (sign_off_id is null)),
  foreign key (sign_off_id) references sign_offs
);
create unique index quiet_spells_one_open on quiet_spells (case_id) where ended_at is null;
call wl.wall('wl_office, wl_worker', 'quiet_spells', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'quiet_spells', 'began_by = (select wl.account()) and case_id = any ((select wl.file_cases())::uuid[])');

-- What stood before, sealed under the case's key: it is nowhere where visitors could reach it.
create table kept_pages (
  id uuid primary key,
  case_id uuid not null references cases,
  spell_id uuid not null,
  subject_kind text not null check (subject_kind in ('case', 'campaign', 'update')),
  subject_id uuid not null,
  sealed bytea not null, -- {key, items, gate, documents}
  foreign key (spell_id, case_id) references quiet_spells (id, case_id),
  unique (spell_id, subject_id),
  unique (id, case_id)
);
create table kept_files (
  id uuid primary key,
  case_id uuid not null references cases,
  page_id uuid not null,
  sealed bytea not null, -- {key, contentType, width, height, bytes in base64, shows}
  foreign key (page_id, case_id) references kept_pages (id, case_id)
);
create index kept_files_of_page on kept_files (page_id);
call wl.wall('wl_office, wl_worker', 'kept_pages', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.wall('wl_office, wl_worker', 'kept_files', 'case_id = any ((select wl.room_cases())::uuid[])');

-- Safety: while a case is quiet nothing of it becomes public, whatever the application thinks.
create function wl.stays_quiet() returns trigger language plpgsql as $$
begin
  if exists (select 1 from quiet_spells where case_id = new.case_id and ended_at is null) then
    raise exception 'this case is quiet' using errcode = '23514', constraint = 'publications_not_quiet';
  end if;
  return new;
end $$;
create trigger stays_quiet before insert on publications for each row execute function wl.stays_quiet();
