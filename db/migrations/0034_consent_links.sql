-- The consent link: she reads, approves, narrows and takes back by herself, with a phrase that was agreed in a talk.

create table consent_phrases (
  person_id uuid primary key,
  case_id uuid not null references cases,
  phrase text not null,                -- Argon2id, keyed with the case's key
  duress text,
  set_at timestamptz not null,
  set_by uuid not null references accounts,
  foreign key (person_id, case_id) references persons (id, case_id)
);
call wl.wall('wl_office, wl_worker', 'consent_phrases', 'case_id = any ((select wl.file_cases())::uuid[])');

create table consent_links (
  id uuid primary key,
  case_id uuid not null references cases,
  organisation_id uuid not null references organisations,
  person_id uuid not null,
  link_hash bytea not null unique check (length(link_hash) = 32),
  language text not null,              -- of her pages; 'auto': what her browser asks for
  made_at timestamptz not null,
  made_by uuid not null references accounts,
  expires_at timestamptz not null,
  attempts_left smallint not null check (attempts_left between 0 and 5),
  duress_at timestamptz,
  ended_at timestamptz,
  ended_how text check (ended_how in ('revoked', 'replaced', 'phrase', 'attempts')),
  seen_at timestamptz,                 -- somebody on the team knows that it died of wrong phrases
  unique (id, case_id),
  foreign key (person_id, case_id) references persons (id, case_id),
  check ((ended_at is null) = (ended_how is null)),
  -- Safety: it lives briefly, whatever the application thinks
  check (expires_at > made_at and expires_at <= made_at + interval '72 hours')
);
create unique index consent_links_one_open on consent_links (person_id) where ended_at is null;
create index consent_links_of_case on consent_links (case_id, made_at desc);
call wl.wall('wl_office, wl_worker', 'consent_links', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.owner_door('consent_links');

-- What she did there.
create table consent_link_acts (
  id uuid primary key,
  case_id uuid not null references cases,
  link_id uuid not null,
  at timestamptz not null,
  act text not null check (act in ('confirm', 'approve', 'narrow', 'withdraw')),
  consent_id uuid not null references consents,
  purposes text[],                     -- what is left of them, where it was narrowed
  in_doubt boolean not null,           -- under duress, or while she was held
  seen_at timestamptz,
  seen_by uuid references accounts,
  foreign key (link_id, case_id) references consent_links (id, case_id)
);
create index consent_link_acts_of_link on consent_link_acts (link_id);
create index consent_link_acts_unseen on consent_link_acts (case_id) where seen_at is null;
call wl.wall('wl_office, wl_worker', 'consent_link_acts', 'case_id = any ((select wl.file_cases())::uuid[])');
revoke delete on consent_link_acts from wl_office, wl_worker;

alter table consents drop constraint consents_how_check;
alter table consents add constraint consents_how_check
  check (how in ('written', 'audio', 'oral-with-witness', 'oral', 'lawyer', 'family', 'link'));

-- Private links: whoever holds the secret of a link learns which door it is, and nothing of whom it is about.
create or replace function wl.find_private_link(hash bytea) returns table (kind text, organisation_id uuid, id uuid, language text)
language sql stable security definer set search_path = public, pg_temp as $$
  select 'check-in', p.organisation_id, p.id, p.language from check_in_plans p where p.link_hash = hash and p.state <> 'ended'
  union all
  select 'alarm', m.organisation_id, m.id, null from alarm_messages m where m.ack_hash = hash
  union all
  select 'consent', l.organisation_id, l.id, l.language from consent_links l where l.link_hash = hash and l.ended_at is null
$$;
