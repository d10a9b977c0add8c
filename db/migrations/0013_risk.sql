-- Threats, and what the team knows behind a risk assessment. The dated public judgement stays in risk_assessments.

create table threats (
  id uuid primary key,
  case_id uuid not null references cases,
  status text not null default 'open' check (status in ('open', 'escalated', 'dormant', 'ended')),
  -- HURIDOCS MT24
  actor text not null check (actor in ('executive', 'legislative', 'judicial', 'pro-government-force', 'opposition-force',
    'militia', 'guard', 'mob', 'occupying-force', 'person-with-power', 'company', 'landowner', 'unknown')),
  -- HURIDOCS MT41
  verification text not null check (verification in ('confirmed', 'probable', 'possible', 'unlikely')),
  first_seen date not null,
  last_seen date not null,
  sealed bytea not null, -- {what, link, channel, history, capability, intent, facts, pattern, objective, source, likely, ended, reopens}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  status_at timestamptz not null,
  status_by uuid not null references accounts,
  version int not null default 1,
  unique (id, case_id),
  check (last_seen >= first_seen)
);
create index threats_of_case on threats (case_id, status);
call wl.wall('wl_office, wl_worker', 'threats', 'case_id = any ((select wl.file_cases())::uuid[])');

alter table risk_assessments add column trend text not null default 'unknown'
  check (trend in ('rising', 'steady', 'falling', 'unknown'));
alter table risk_assessments add constraint risk_assessments_of_their_case unique (id, case_id);

-- What only the team reads of an assessment: reasons, her own view, dissent, what speaks for and against.
create table risk_reasons (
  assessment_id uuid primary key,
  case_id uuid not null,
  sealed bytea not null, -- {reasons, vulnerabilities, capacities, impact, ownView, dissent, triggers}
  foreign key (assessment_id, case_id) references risk_assessments (id, case_id)
);
call wl.wall('wl_office, wl_worker', 'risk_reasons', 'case_id = any ((select wl.file_cases())::uuid[])');
create table risk_threats (
  assessment_id uuid not null,
  threat_id uuid not null,
  case_id uuid not null,
  primary key (assessment_id, threat_id),
  foreign key (assessment_id, case_id) references risk_assessments (id, case_id),
  foreign key (threat_id, case_id) references threats (id, case_id)
);
call wl.wall('wl_office, wl_worker', 'risk_threats', 'case_id = any ((select wl.file_cases())::uuid[])');

-- What is done against a harm, by whom, until when, and what risk remains then.
create table risk_measures (
  id uuid primary key,
  case_id uuid not null references cases,
  harm text not null check (harm ~ '^[a-z-]{1,40}$'),
  owner_account uuid references accounts,
  due_on date,
  sealed bytea not null, -- {what, remains}
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  done_at timestamptz,
  done_by uuid references accounts,
  check ((done_at is null) = (done_by is null))
);
create index risk_measures_of_case on risk_measures (case_id);
call wl.wall('wl_office, wl_worker', 'risk_measures', 'case_id = any ((select wl.file_cases())::uuid[])');
