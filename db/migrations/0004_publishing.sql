-- The gate: nothing of a person is public without a given consent for each item that is shown.

create table consents (
  id uuid primary key,
  case_id uuid not null references cases,
  person_id uuid not null,
  item text not null check (item in ('name', 'pseudonym', 'image', 'voice', 'place', 'affiliation', 'health', 'family',
    'charges', 'quotes', 'documents', 'story')),
  state text not null check (state in ('proposed', 'given', 'narrowed', 'expired', 'withdrawn', 'superseded', 'refused', 'unobtainable')),
  purposes text[] not null default '{web}',
  languages text[] not null default '{}', -- empty: every language
  how text not null check (how in ('written', 'audio', 'oral-with-witness', 'oral', 'lawyer', 'family')),
  sealed bytea not null, -- {agreed: what was agreed, witness, note}
  given_at timestamptz not null,
  expires_at timestamptz,
  recorded_by uuid not null references accounts,
  recorded_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_by uuid references accounts,
  withdrawal_sealed bytea,
  foreign key (person_id, case_id) references persons (id, case_id),
  unique (id, case_id, person_id, item, state)
);
create unique index consents_one_given on consents (case_id, person_id, item) where state = 'given';
create index consents_of_case on consents (case_id);
call wl.wall('wl_office, wl_worker', 'consents', 'case_id = any ((select wl.room_cases())::uuid[])');

-- The act of approving a text for the public; bound to the salted hash of exactly what was read.
create table sign_offs (
  id uuid primary key,
  case_id uuid not null references cases,
  subject_kind text not null check (subject_kind in ('case', 'campaign', 'update')),
  subject_id uuid not null,
  salt bytea not null check (length(salt) = 16),
  text_hash bytea not null check (length(text_hash) = 32), -- SHA-256(salt || canonical JSON of all that is shown)
  items text[] not null,
  signed_by uuid not null references accounts,
  signed_at timestamptz not null,
  alone boolean not null default false -- signed by the only member of the organisation: allowed, marked
);
create index sign_offs_of_subject on sign_offs (subject_id);
call wl.wall('wl_office, wl_worker', 'sign_offs', 'case_id = any ((select wl.room_cases())::uuid[])');

-- What is public now: at most one row per subject. Deleting it takes everything of it down, by cascade.
create table publications (
  id uuid primary key,
  case_id uuid not null references cases,
  organisation_id uuid not null references organisations,
  subject_kind text not null check (subject_kind in ('case', 'campaign', 'update')),
  subject_id uuid not null,
  sign_off_id uuid not null references sign_offs,
  published_at timestamptz not null,
  published_by uuid not null references accounts,
  unique (subject_kind, subject_id),
  unique (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index publications_of_case on publications (case_id);
call wl.wall('wl_office, wl_worker', 'publications', 'case_id = any ((select wl.room_cases())::uuid[])');

-- Safety: each item shown stands on a consent that is given, pinned by the foreign key. A withdrawal locks the consent row,
-- a publication that comes at the same moment waits for it and then fails; one that came before must be taken down first.
create table publication_items (
  publication_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  item text not null,
  consent_id uuid not null,
  consent_state text not null default 'given' check (consent_state = 'given'),
  primary key (publication_id, person_id, item),
  foreign key (publication_id, case_id) references publications (id, case_id) on delete cascade,
  -- deferrable, so that a renewed consent can take the place of the old one while the page stands
  constraint publication_items_consent foreign key (consent_id, case_id, person_id, item, consent_state)
    references consents (id, case_id, person_id, item, state) deferrable initially immediate
);
create index publication_items_of_consent on publication_items (consent_id);
call wl.wall('wl_office, wl_worker', 'publication_items', 'case_id = any ((select wl.room_cases())::uuid[])');

-- What the public process serves -----------------------------------------------------------------------------------

-- Finished projections per page and language.
create table published.documents (
  kind text not null check (kind in ('case', 'campaign', 'update')),
  key text not null,                 -- short id in the page's address
  language text not null,
  publication_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  item text not null,                -- the consent item without which there is no page at all: name, pseudonym or story
  body jsonb not null,
  fresh_until timestamptz,           -- earliest moment at which something on it runs out: it must be made anew
  ends_at timestamptz,               -- earliest end of a consent: from then on nothing of it may be shown
  changed_at timestamptz not null default now(),
  primary key (kind, key, language),
  foreign key (publication_id, person_id, item) references public.publication_items (publication_id, person_id, item) on delete cascade,
  check (item in ('name', 'pseudonym', 'story'))
);
create index documents_of_publication on published.documents (publication_id);
create index documents_of_case on published.documents (case_id);

create table published.files (
  key text primary key,              -- unguessable, changes with the bytes
  publication_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  item text not null default 'image' check (item in ('image', 'documents', 'voice')),
  content_type text not null,
  width int not null,
  height int not null,
  bytes bytea not null,
  changed_at timestamptz not null default now(),
  foreign key (publication_id, person_id, item) references public.publication_items (publication_id, person_id, item) on delete cascade
);
create index files_of_publication on published.files (publication_id);

-- Images that show no person in the case (a courthouse, a crowd seen from behind) need no consent of hers, but go with their page.
create table published.page_files (
  key text primary key,
  publication_id uuid not null references public.publications on delete cascade,
  case_id uuid not null,
  content_type text not null,
  width int not null,
  height int not null,
  bytes bytea not null,
  changed_at timestamptz not null default now()
);

-- Numbers of a published campaign; rewritten by the drain, never by a visitor's request.
create table published.tallies (
  key text primary key,              -- the campaign's short id
  publication_id uuid not null references public.publications on delete cascade,
  case_id uuid not null,
  body jsonb not null,               -- {people, countries, byKind: {…}, goal}
  changed_at timestamptz not null default now()
);

-- Addresses that once held a page and answer with the one neutral text: paused, ended, withdrawn and quiet look alike.
create table published.quiet (
  kind text not null,
  key text not null,
  case_id uuid not null,
  primary key (kind, key)
);

-- The organisation as visitors see it: name, links, donate block, privacy contact, sender. No person in a case.
create table published.organisations (
  organisation_id uuid primary key references public.organisations,
  body jsonb not null,
  changed_at timestamptz not null default now()
);

grant select on published.documents, published.files, published.page_files, published.tallies, published.quiet, published.organisations to wl_public;
create policy visitors on published.documents for select to wl_public using (true);
create policy visitors on published.files for select to wl_public using (true);
create policy visitors on published.page_files for select to wl_public using (true);
create policy visitors on published.tallies for select to wl_public using (true);
create policy visitors on published.quiet for select to wl_public using (true);
create policy visitors on published.organisations for select to wl_public using (true);
call wl.wall('wl_office, wl_worker', 'published.documents', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.wall('wl_office, wl_worker', 'published.files', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.wall('wl_office, wl_worker', 'published.page_files', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.wall('wl_office, wl_worker', 'published.tallies', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.wall('wl_office, wl_worker', 'published.quiet', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.wall('wl_office, wl_worker', 'published.organisations', 'organisation_id = (select wl.organisation())');

-- A hint to re-read, never the truth itself.
create function published.hint() returns trigger language plpgsql as $$
begin
  perform pg_notify('published', tg_table_name);
  return null;
end $$;
create trigger hint after insert or update or delete on published.documents for each statement execute function published.hint();
create trigger hint after insert or update or delete on published.files for each statement execute function published.hint();
create trigger hint after insert or update or delete on published.page_files for each statement execute function published.hint();
create trigger hint after insert or update or delete on published.tallies for each statement execute function published.hint();
create trigger hint after insert or update or delete on published.quiet for each statement execute function published.hint();
create trigger hint after insert or update or delete on published.organisations for each statement execute function published.hint();
