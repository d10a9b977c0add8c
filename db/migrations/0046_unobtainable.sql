-- A person who cannot be asked: her consents stay as they are, nothing is widened but by her advance direction, and two
-- people say every 72 hours whether it is still in her interest. The clock only asks; it takes nothing down.

create table unobtainable_spells (
  id uuid primary key,
  case_id uuid not null references cases,
  person_id uuid not null,
  reason text not null check (reason in ('custody', 'unreachable', 'disappeared', 'unsafe-to-ask', 'ill')),
  began_at timestamptz not null,
  began_by uuid not null references accounts,
  review_due_at timestamptz not null,
  reviewed_at timestamptz,             -- when the last review was complete
  alone boolean not null default false, -- one person made it, because nobody else was there
  ended_at timestamptz,
  ended_by uuid references accounts,
  unique (id, case_id),
  foreign key (person_id, case_id) references persons (id, case_id),
  check ((ended_at is null) = (ended_by is null))
);
create unique index unobtainable_once on unobtainable_spells (person_id) where ended_at is null;
create index unobtainable_of_case on unobtainable_spells (case_id, began_at desc);
call wl.wall('wl_office, wl_worker', 'unobtainable_spells', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('delete', 'unobtainable_spells', 'false');

create table unobtainable_answers (
  id uuid primary key,
  case_id uuid not null references cases,
  spell_id uuid not null,
  due_at timestamptz not null,         -- the review that it belongs to
  account_id uuid not null references accounts,
  organisation_id uuid not null references organisations,
  answer text not null check (answer in ('in-interest', 'concern')),
  sealed bytea,                        -- what the concern is
  at timestamptz not null,
  unique (spell_id, due_at, account_id),
  foreign key (spell_id, case_id) references unobtainable_spells (id, case_id),
  check ((answer = 'concern') = (sealed is not null))
);
create index unobtainable_answers_of_case on unobtainable_answers (case_id, at desc);
call wl.wall('wl_office, wl_worker', 'unobtainable_answers', 'case_id = any ((select wl.file_cases())::uuid[])');
-- Safety: nobody answers in another's name, and no answer is changed afterwards.
call wl.narrow('insert', 'unobtainable_answers', 'account_id = (select wl.account())');
call wl.narrow('update', 'unobtainable_answers', 'false');
call wl.narrow('delete', 'unobtainable_answers', 'false');
