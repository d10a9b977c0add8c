-- The advance direction: what a person said beforehand, for the day on which somebody else holds her. Who speaks for her,
-- what counts as her word, what she allows then. How it read before stays as history.

create table directions (
  id uuid primary key,
  case_id uuid not null references cases,
  person_id uuid not null unique,
  confirmed_on date not null,          -- the day on which she said it, or said that it still holds
  confirmed_how text not null check (confirmed_how in ('written', 'audio', 'oral-witness', 'lawyer')),
  code_word text,                      -- Argon2id, keyed with the case's key
  wrong smallint not null default 0 check (wrong between 0 and 5),
  wrong_since timestamptz,
  sealed bytea not null,               -- {speakers, lawyer, words, items, purposes, note}
  version int not null default 1,
  changed_at timestamptz not null,
  changed_by uuid not null references accounts,
  unique (id, case_id),
  foreign key (person_id, case_id) references persons (id, case_id),
  check (wrong = 0 or wrong_since is not null)
);
create index directions_of_case on directions (case_id);
call wl.wall('wl_office, wl_worker', 'directions', 'case_id = any ((select wl.file_cases())::uuid[])');
-- Safety: what she said is changed by her next word, never made to vanish.
call wl.narrow('delete', 'directions', 'false');

create table direction_versions (
  direction_id uuid not null,
  version int not null,
  case_id uuid not null,
  sealed bytea not null,               -- the same, with the day and the way of confirming
  written_at timestamptz not null,
  written_by uuid not null references accounts,
  primary key (direction_id, version),
  foreign key (direction_id, case_id) references directions (id, case_id)
);
call wl.wall('wl_office, wl_worker', 'direction_versions', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('update', 'direction_versions', 'false');
call wl.narrow('delete', 'direction_versions', 'false');
