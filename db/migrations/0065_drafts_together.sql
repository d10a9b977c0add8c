-- A draft is written together: what it read before, and what people of several organisations say to it.

create table update_text_versions (
  update_id uuid not null,
  case_id uuid not null,
  language text not null,
  version int not null check (version >= 1),
  sealed bytea not null, -- the words, with {person, organisation} who saved them
  written_at timestamptz not null,
  written_by uuid not null references accounts,
  primary key (update_id, language, version),
  foreign key (update_id, case_id) references updates (id, case_id)
);
create index update_text_versions_of_case on update_text_versions (case_id);
call wl.wall('wl_office, wl_worker', 'update_text_versions', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'update_text_versions', 'written_by = (select wl.account())');
-- what it read stays as it read; the oldest go when there are many
revoke update on update_text_versions from wl_office, wl_worker;

create table update_comments (
  id uuid primary key,
  update_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null references accounts,
  language text not null,
  version int not null check (version >= 0), -- of the text that it is said to
  sealed bytea not null, -- {text, person, organisation}
  written_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid references accounts,
  check ((resolved_at is null) = (resolved_by is null)),
  foreign key (update_id, case_id) references updates (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index update_comments_of_update on update_comments (update_id, written_at);
create index update_comments_of_case on update_comments (case_id);
call wl.wall('wl_office, wl_worker', 'update_comments', 'case_id = any ((select wl.room_cases())::uuid[])');
-- Safety: nobody speaks for another, and what was said is neither rewritten nor lost
call wl.narrow('insert', 'update_comments', 'organisation_id = (select wl.organisation()) and account_id = (select wl.account())');
revoke delete, update on update_comments from wl_office, wl_worker;
grant update (resolved_at, resolved_by) on update_comments to wl_office;
