-- What changed for the person, and what each organisation says about it. No row states a cause.

create table effects (
  id uuid primary key,
  case_id uuid not null references cases,
  -- HURIDOCS MT44
  change text not null check (change in ('major-improvement', 'moderate-improvement', 'minor-change', 'no-change',
    'moderate-worsening', 'major-worsening', 'unknown')),
  outcome text not null check (outcome in ('positive', 'partial', 'none', 'negative', 'tragic', 'unknown')),
  happened_on date not null,
  confidence text not null check (confidence in ('high', 'moderate', 'low')),
  visibility text not null default 'team' check (visibility in ('team', 'coalition', 'public')),
  sealed bytea not null, -- {what, public: {en, ar}, joint: {en, ar}}
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  unique (id, case_id)
);
create index effects_of_case on effects (case_id, happened_on desc);
-- The team sees all of it, the coalition's room what was opened to it.
call wl.wall('wl_office, wl_worker', 'effects',
  $$case_id = any ((select wl.file_cases())::uuid[]) or (visibility <> 'team' and case_id = any ((select wl.room_cases())::uuid[]))$$);
call wl.narrow('insert', 'effects', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('update', 'effects', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('delete', 'effects', 'false');

-- Every version with what the team alone reads: the evidence, and after which interventions and waves it came.
create table effect_versions (
  effect_id uuid not null,
  version int not null,
  case_id uuid not null,
  sealed bytea not null, -- {what, change, outcome, on, confidence, visibility, public, joint, evidence, after}
  written_at timestamptz not null,
  written_by uuid not null references accounts,
  primary key (effect_id, version),
  foreign key (effect_id, case_id) references effects (id, case_id)
);
call wl.wall('wl_office, wl_worker', 'effect_versions', 'case_id = any ((select wl.file_cases())::uuid[])');
call wl.narrow('update', 'effect_versions', 'false');
call wl.narrow('delete', 'effect_versions', 'false');

create table effect_positions (
  effect_id uuid not null,
  organisation_id uuid not null,
  case_id uuid not null,
  position text not null check (position in ('agree', 'in-part', 'dissent', 'abstain')),
  sealed bytea not null, -- {reason, organisation}
  stated_at timestamptz not null,
  stated_by uuid not null references accounts,
  primary key (effect_id, organisation_id),
  foreign key (effect_id, case_id) references effects (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
call wl.wall('wl_office, wl_worker', 'effect_positions', 'case_id = any ((select wl.room_cases())::uuid[])');
-- Safety: an organisation speaks for itself only.
call wl.narrow('insert', 'effect_positions', 'organisation_id = (select wl.organisation())');
call wl.narrow('update', 'effect_positions', 'organisation_id = (select wl.organisation())');
call wl.narrow('delete', 'effect_positions', 'false');
