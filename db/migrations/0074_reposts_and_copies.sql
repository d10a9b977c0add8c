-- An organisation passes an update of another member on, on its own page. There is one text: what was published.

create table reposts (
  id uuid primary key,
  update_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null, -- that passes it on
  intro bytea, -- sealed: its own words above the text, by language
  posted_at timestamptz not null,
  posted_by uuid not null references accounts,
  -- its own words are signed by two of its people where there are two
  alone boolean not null default false,
  intro_signed_at timestamptz,
  intro_signed_by uuid references accounts,
  ended_at timestamptz,
  ended_by uuid references accounts,
  end_reason text check (end_reason in ('taken-down', 'withdrawn', 'unnamed', 'left')),
  check ((intro_signed_at is null) = (intro_signed_by is null)),
  check (intro_signed_by is null or intro is not null),
  check (alone or intro_signed_by <> posted_by),
  check ((ended_at is null) = (end_reason is null)),
  foreign key (update_id, case_id) references updates (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create unique index reposts_once on reposts (update_id, organisation_id) where ended_at is null;
create index reposts_of_case on reposts (case_id);
call wl.wall('wl_office, wl_worker', 'reposts', 'case_id = any ((select wl.room_cases())::uuid[])');
-- Safety: nobody passes on in another's name, and whoever takes an update down ends what others made of it
call wl.narrow('insert', 'reposts', 'organisation_id = (select wl.organisation()) and posted_by = (select wl.account())');
revoke delete, update on reposts from wl_office, wl_worker;
grant update (intro_signed_at, intro_signed_by, ended_at, ended_by, end_reason) on reposts to wl_office, wl_worker;

-- What visitors read of it: where the text is, and the organisation's own words. Of one that ended with its update the key
-- alone is left, for the notice in the feed.
create table published.reposts (
  organisation_id uuid not null,
  update_key text not null,
  case_id uuid not null references cases on delete cascade,
  intro jsonb not null default '{}',
  posted_at timestamptz not null,
  ended boolean not null default false,
  primary key (organisation_id, update_key),
  check (not ended or intro = '{}'),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index reposts_of_case on published.reposts (case_id);
grant select on published.reposts to wl_public;
create policy visitors on published.reposts for select to wl_public using (true);
call wl.wall('wl_office, wl_worker', 'published.reposts', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'published.reposts', 'organisation_id = (select wl.organisation())');
create trigger hint after insert or update or delete on published.reposts for each statement execute function published.hint();

-- Sites that hold a pasted copy of an update: no correction reaches them but by a word to whoever keeps the site.
create table update_copies (
  id uuid primary key,
  update_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null, -- of whoever knows of it
  sealed bytea not null, -- {url, site, contact}
  added_at timestamptz not null,
  added_by uuid not null references accounts,
  stale_since timestamptz, -- corrected or taken down since it was pasted
  told_at timestamptz,
  told_by uuid references accounts,
  check ((told_at is null) = (told_by is null)),
  foreign key (update_id, case_id) references updates (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index update_copies_of_update on update_copies (update_id);
create index update_copies_of_case on update_copies (case_id);
call wl.wall('wl_office, wl_worker', 'update_copies', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'update_copies', 'organisation_id = (select wl.organisation()) and added_by = (select wl.account())');
revoke update on update_copies from wl_office, wl_worker;
grant update (stale_since, told_at, told_by) on update_copies to wl_office, wl_worker;
