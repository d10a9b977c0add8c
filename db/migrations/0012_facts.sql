-- Facts and incidents: one store that the team's timeline and the public one read through different eyes.

create table facts (
  id uuid primary key,
  case_id uuid not null references cases,
  kind text not null check (kind in ('fact', 'incident', 'attack')),
  -- SDG 16.10.1, one class per incident
  class text check (class in ('killing', 'enforced-disappearance', 'torture', 'arbitrary-detention', 'kidnapping', 'other-harm')),
  happened_on date not null,
  -- HURIDOCS MT48
  precision text not null default 'exact' check (precision in ('exact', 'estimated', 'day-unknown', 'day-and-month-unknown')),
  zone text not null,
  -- HURIDOCS MT41 and MT42
  verification text not null check (verification in ('confirmed', 'probable', 'possible', 'unlikely')),
  reliability text not null check (reliability in ('reliable', 'probably-reliable', 'uncertain', 'probably-unreliable', 'unreliable')),
  source_count smallint not null check (source_count between 1 and 20),
  visibility text not null default 'team' check (visibility in ('team', 'coalition', 'public')),
  tlp text not null default 'amber' check (tlp in ('red', 'amber-strict', 'amber', 'green', 'clear')),
  sealed bytea not null, -- {statement, attribution, sources: [..], public: {en, ar}, retracted}
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  retracted_at timestamptz,
  retracted_by uuid references accounts,
  unique (id, case_id),
  check ((retracted_at is null) = (retracted_by is null)),
  check (kind = 'fact' or class is not null),
  -- Safety: two sources guard what the public reads, and what is red or amber leaves no circle
  check (visibility <> 'public' or (source_count >= 2 and tlp = 'clear' and retracted_at is null)),
  check (visibility = 'team' or tlp <> 'red')
);
create index facts_of_case on facts (case_id, happened_on desc);
-- The team sees all of it, the coalition's room what was opened to it.
call wl.wall('wl_office, wl_worker', 'facts',
  $$case_id = any ((select wl.file_cases())::uuid[]) or (visibility <> 'team' and case_id = any ((select wl.room_cases())::uuid[]))$$);
call wl.narrow('insert', 'facts', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('update', 'facts', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('delete', 'facts', 'case_id = any ((select wl.file_cases())::uuid[])');

-- Evidence, as it came: never re-encoded, never shown in a page.
create table attachments (
  id uuid primary key,
  case_id uuid not null references cases,
  fact_id uuid,
  content_type text not null check (content_type in ('image/jpeg', 'image/png', 'image/webp', 'image/avif', 'application/pdf',
    'audio/mpeg', 'audio/ogg', 'audio/mp4', 'audio/wav')),
  size int not null check (size between 1 and 26214400),
  digest bytea not null check (length(digest) = 32), -- SHA-256 of the original, keyed: evidence that it is untouched
  about_sealed bytea not null, -- {fileName, note}
  sealed bytea not null,
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  foreign key (fact_id, case_id) references facts (id, case_id)
);
create index attachments_of_case on attachments (case_id);
call wl.wall('wl_office, wl_worker', 'attachments', 'case_id = any ((select wl.file_cases())::uuid[])');
