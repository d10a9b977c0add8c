-- Updates: dated public texts on a case.

create table updates (
  id uuid primary key,
  case_id uuid not null references cases,
  organisation_id uuid not null references organisations,
  campaign_id uuid,
  short_id text not null unique check (short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'),
  kind text not null check (kind in ('alert', 'further-information', 'act-now', 'stop', 'hearing-notice', 'hearing-result',
    'good-news', 'bad-news', 'still-watching', 'message-from-the-person', 'correction', 'closing', 'in-memoriam', 'thank-you')),
  state text not null default 'draft' check (state in ('draft', 'review', 'approved', 'published', 'withdrawn')),
  default_language text not null default 'en',
  dated_on date not null,
  image_id uuid,
  created_by uuid not null references accounts,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  published_by uuid references accounts,
  corrected_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid references accounts,
  version int not null default 1,
  foreign key (campaign_id, case_id) references campaigns (id, case_id),
  foreign key (image_id, case_id) references case_images (id, case_id),
  unique (id, case_id)
);
create index updates_of_case on updates (case_id, published_at desc);
call wl.wall('wl_office, wl_worker', 'updates', 'case_id = any ((select wl.room_cases())::uuid[])');

create table update_texts (
  update_id uuid not null,
  case_id uuid not null,
  language text not null,
  sealed bytea not null, -- {headline, place, authors, source, body, ask, nextExpected, correctionNote}
  translation text not null default 'original' check (translation in ('original', 'machine', 'reviewed')),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references accounts,
  primary key (update_id, language),
  foreign key (update_id, case_id) references updates (id, case_id)
);
call wl.wall('wl_office, wl_worker', 'update_texts', 'case_id = any ((select wl.room_cases())::uuid[])');

alter table broadcasts add foreign key (update_id, case_id) references updates (id, case_id);
