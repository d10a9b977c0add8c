-- Who sends a form twice gets two pages of thanks, each with a visit of its own, but only the first left an action that
-- names her. Here stands to whom the others belong, so that what she does next from any of them is hers. Seven days.
create table visits (
  organisation_id uuid not null,
  case_id uuid not null references cases,
  journey bytea not null,
  supporter_id uuid not null,
  person_number int not null, -- hers in the case, as in actions
  country char(2),
  began_at timestamptz not null,
  primary key (organisation_id, case_id, journey),
  foreign key (organisation_id, supporter_id) references supporters (organisation_id, id)
);
create index visits_of_supporter on visits (supporter_id);
call wl.wall('wl_office, wl_worker', 'visits', 'organisation_id = (select wl.organisation())');
