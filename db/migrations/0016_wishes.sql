-- Wishes: standing directions that the person sets. What was changed or taken back stays as history.

create table wishes (
  id uuid primary key,
  case_id uuid not null references cases,
  kind text not null check (kind in ('go-quiet', 'how-to-speak', 'publish-if-arrested', 'ask-lawyer', 'exploring',
    'no-family-contact', 'other')),
  since date not null,
  until date, -- only an end that the person set
  given text not null check (given in ('written', 'audio', 'oral-witness', 'lawyer')),
  sealed bytea not null, -- {text, witness, revoked}
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  changed_at timestamptz not null,
  changed_by uuid not null references accounts,
  revoked_at timestamptz,
  revoked_by uuid references accounts,
  unique (id, case_id),
  check (until >= since),
  check ((revoked_at is null) = (revoked_by is null))
);
create index wishes_of_case on wishes (case_id) where revoked_at is null;
-- The team sees all of it; whoever writes about the person in the coalition's room sees what holds for every word.
call wl.wall('wl_office, wl_worker', 'wishes',
  $$case_id = any ((select wl.file_cases())::uuid[]) or (kind in ('go-quiet', 'how-to-speak') and revoked_at is null
    and case_id = any ((select wl.room_cases())::uuid[]))$$);
call wl.narrow('insert', 'wishes', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('update', 'wishes', 'case_id = any ((select wl.file_cases())::uuid[])');
-- Safety: a wish is taken back, never made to vanish.
call wl.narrow('delete', 'wishes', 'false');

-- How a wish read before it was changed.
create table wish_versions (
  wish_id uuid not null,
  version int not null,
  case_id uuid not null,
  sealed bytea not null, -- {since, until, given, text, witness}
  written_at timestamptz not null,
  written_by uuid not null references accounts,
  primary key (wish_id, version),
  foreign key (wish_id, case_id) references wishes (id, case_id)
);
call wl.wall('wl_office, wl_worker', 'wish_versions', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('update', 'wish_versions', 'false');
call wl.narrow('delete', 'wish_versions', 'false');
