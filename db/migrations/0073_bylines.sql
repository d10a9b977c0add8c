-- Who signs an update, row by row: people as they want to be called, organisations that may be named, pseudonyms, and
-- those whose name is withheld. Names that were typed with the texts stay there, and are shown while there is no row.

create table update_authors (
  id uuid primary key,
  update_id uuid not null,
  case_id uuid not null,
  position smallint not null check (position between 1 and 20),
  kind text not null check (kind in ('person', 'organisation', 'pseudonym', 'withheld')),
  author_organisation_id uuid,
  sealed bytea, -- names by language
  check ((kind = 'organisation') = (author_organisation_id is not null)),
  check ((kind in ('person', 'pseudonym')) = (sealed is not null)),
  unique (id, case_id),
  unique (update_id, position) deferrable initially deferred,
  unique (update_id, author_organisation_id),
  foreign key (update_id, case_id) references updates (id, case_id),
  foreign key (case_id, author_organisation_id) references coalition_members (case_id, organisation_id)
);
create index update_authors_of_case on update_authors (case_id);
call wl.wall('wl_office, wl_worker', 'update_authors', 'case_id = any ((select wl.room_cases())::uuid[])');

-- Safety: who it is in truth is for the case team by name, not for the coalition's room, and stands in no page.
create table update_author_names (
  author_id uuid primary key,
  case_id uuid not null,
  sealed bytea not null,
  foreign key (author_id, case_id) references update_authors (id, case_id) on delete cascade
);
create index update_author_names_of_case on update_author_names (case_id);
call wl.wall('wl_office, wl_worker', 'update_author_names', 'case_id = any ((select wl.file_cases())::uuid[])');

alter table updates add column source_organisation_id uuid,
  add foreign key (case_id, source_organisation_id) references coalition_members (case_id, organisation_id);
comment on column updates.source_organisation_id is 'whose text it is, where that is another member';

-- Safety: an update of an organisation that is not named in public said whose page it is.
update published.documents d set body = d.body - 'organisationId' where d.kind = 'update' and not exists (
  select 1 from coalition_members m where m.case_id = d.case_id and m.named_in_public and m.left_at is null
    and m.organisation_id = (d.body ->> 'organisationId')::uuid);
