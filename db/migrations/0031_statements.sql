-- Statements: what a person said in one talk, in points. A point is hers to the letter or in its sense, is read back to
-- her, and is shown only as she approved it. What a page shows of it is pinned to that text.

alter table contacts add constraint contacts_id_case_id_key unique (id, case_id);

create table statements (
  id uuid primary key,
  case_id uuid not null references cases,
  person_id uuid not null,
  contact_id uuid, -- the talk in which it was taken, where that was written down
  taken_on date not null,
  channel text not null check (channel ~ '^[a-z-]{1,40}$'),
  language text not null check (language ~ '^[a-z]{2,3}$'), -- in which she spoke
  taken_by uuid not null references accounts,
  sealed bytea not null, -- {about}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  unique (id, case_id, person_id),
  foreign key (person_id, case_id) references persons (id, case_id),
  foreign key (contact_id, case_id) references contacts (id, case_id)
);
create index statements_of_case on statements (case_id, taken_on desc);
call wl.wall('wl_office, wl_worker', 'statements', 'case_id = any ((select wl.file_cases())::uuid[])');
-- Safety: what she said is taken back, never made to vanish.
call wl.narrow('delete', 'statements', 'false');

create table statement_points (
  id uuid primary key,
  case_id uuid not null references cases,
  statement_id uuid not null,
  person_id uuid not null,
  place int not null check (place between 1 and 999),
  said_on date not null,
  form text not null check (form in ('verbatim', 'paraphrase')),
  visibility text not null check (visibility in ('team', 'room', 'public')),
  state text not null check (state in ('taken', 'read-back', 'approved', 'narrowed', 'withdrawn')),
  version int not null default 1,
  read_back_on date,
  read_back_by uuid references accounts,
  approved_on date,
  approved_how text check (approved_how in ('written', 'audio', 'oral-with-witness', 'oral', 'lawyer')),
  approved_by uuid references accounts, -- who wrote her approval down
  consent_id uuid,
  consent_item text not null default 'quotes' check (consent_item = 'quotes'),
  sealed bytea not null, -- {changed, approval, ended}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  changed_at timestamptz not null,
  changed_by uuid not null references accounts,
  unique (statement_id, place),
  unique (id, case_id),
  unique (id, case_id, person_id, visibility, state),
  foreign key (statement_id, case_id, person_id) references statements (id, case_id, person_id),
  check ((read_back_on is null) = (read_back_by is null)),
  check (state not in ('read-back', 'approved') or read_back_on is not null),
  -- Safety: approved is only what was read back to her, with the consent that it stands on
  check ((state = 'approved') = (approved_on is not null) and (state = 'approved') = (approved_how is not null)
    and (state = 'approved') = (approved_by is not null) and (state = 'approved') = (consent_id is not null)),
  check (visibility <> 'public' or state = 'approved')
);
create index statement_points_of_case on statement_points (case_id, said_on desc);
create index statement_points_of_consent on statement_points (consent_id) where consent_id is not null;

-- The consent that an approval names is hers, and about her words.
alter table consents add constraint consents_words_of_person unique (id, case_id, person_id, item);
alter table statement_points add constraint statement_points_consent
  foreign key (consent_id, case_id, person_id, consent_item) references consents (id, case_id, person_id, item);

call wl.wall('wl_office, wl_worker', 'statement_points',
  $$case_id = any ((select wl.file_cases())::uuid[]) or (visibility in ('room', 'public') and state <> 'withdrawn'
    and case_id = any ((select wl.room_cases())::uuid[]))$$);
call wl.narrow('insert', 'statement_points', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('update', 'statement_points', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('delete', 'statement_points', 'false');

-- The words of a point, one row for each language; one of them is the language in which it was written down.
create table statement_texts (
  id uuid primary key,
  case_id uuid not null references cases,
  point_id uuid not null,
  person_id uuid not null,
  visibility text not null,
  point_state text not null,
  point_version int not null, -- of the point when this was written: a translation of an older one is out of date
  language text not null check (language ~ '^[a-z]{2,3}$'),
  original boolean not null,
  state text not null check (state in ('taken', 'translated', 'checked', 'approved')),
  text_hash bytea not null check (length(text_hash) = 32),
  approved_hash bytea,
  sealed bytea not null, -- {salt, text}
  written_at timestamptz not null,
  written_by uuid not null references accounts,
  checked_at timestamptz,
  checked_by uuid references accounts,
  native boolean not null default false, -- whoever checked speaks it from childhood
  unique (point_id, language),
  unique (id, case_id, person_id, language, text_hash, state, point_state, visibility),
  foreign key (point_id, case_id, person_id, visibility, point_state)
    references statement_points (id, case_id, person_id, visibility, state) on update cascade,
  check ((checked_at is null) = (checked_by is null)),
  -- Safety: two people for a translation
  check (checked_by <> written_by),
  check (not original or (state in ('taken', 'approved') and checked_by is null)),
  check (original or state <> 'taken'),
  check (original or state = 'translated' or checked_by is not null),
  -- Safety: approved is this very text, and a changed one is not
  check ((state = 'approved') = (approved_hash is not null)),
  check (approved_hash = text_hash),
  check (state <> 'approved' or point_state = 'approved')
);
create unique index statement_texts_one_original on statement_texts (point_id) where original;
call wl.wall('wl_office, wl_worker', 'statement_texts',
  $$case_id = any ((select wl.file_cases())::uuid[]) or (visibility in ('room', 'public') and point_state <> 'withdrawn'
    and case_id = any ((select wl.room_cases())::uuid[]))$$);
call wl.narrow('insert', 'statement_texts', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('update', 'statement_texts', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('delete', 'statement_texts', 'false');

-- How a point read before it was changed.
create table statement_versions (
  point_id uuid not null,
  version int not null,
  case_id uuid not null,
  sealed bytea not null, -- {form, texts}
  written_at timestamptz not null,
  written_by uuid not null references accounts,
  primary key (point_id, version),
  foreign key (point_id, case_id) references statement_points (id, case_id)
);
call wl.wall('wl_office, wl_worker', 'statement_versions', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('update', 'statement_versions', 'false');
call wl.narrow('delete', 'statement_versions', 'false');

-- Which of her points a page shows. Safety: the key pins the text, her approval of it and the circle that she allowed, so
-- that no change of one of them is possible while a page shows it; with her consent for `quotes` the row goes, and the page.
create table publication_points (
  publication_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  item text not null default 'quotes' check (item = 'quotes'),
  text_id uuid not null,
  point_id uuid not null,
  language text not null,
  text_hash bytea not null,
  text_state text not null default 'approved' check (text_state = 'approved'),
  point_state text not null default 'approved' check (point_state = 'approved'),
  visibility text not null default 'public' check (visibility = 'public'),
  primary key (publication_id, text_id),
  foreign key (publication_id, case_id) references publications (id, case_id) on delete cascade,
  foreign key (publication_id, person_id, item) references publication_items (publication_id, person_id, item) on delete cascade,
  constraint publication_points_approved
    foreign key (text_id, case_id, person_id, language, text_hash, text_state, point_state, visibility)
    references statement_texts (id, case_id, person_id, language, text_hash, state, point_state, visibility)
);
create index publication_points_of_point on publication_points (point_id);
create index publication_points_of_text on publication_points (text_id);
call wl.wall('wl_office, wl_worker', 'publication_points', 'case_id = any ((select wl.room_cases())::uuid[])');

-- The points that an update carries, in the order in which they stand.
alter table updates add column points uuid[] not null default '{}';
