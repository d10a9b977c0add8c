-- A supporter sets right what is held on her: name, country, language, by the link in her mail. What it was before is kept,
-- sealed, as the proof and for "this was not me". Upgrade: nothing is rewritten; one constraint becomes an index.

create table supporter_changes (
  id uuid primary key,
  organisation_id uuid not null,
  supporter_id uuid not null,
  what text[] not null check (cardinality(what) > 0 and what <@ '{name,country,language}'),
  -- before and after; empty once she is erased
  sealed bytea not null,
  asked_at timestamptz not null,
  undone_at timestamptz,
  foreign key (organisation_id, supporter_id) references supporters (organisation_id, id)
);
create index supporter_changes_of on supporter_changes (organisation_id, supporter_id, asked_at);
call wl.wall('wl_office, wl_worker', 'supporter_changes', 'organisation_id = (select wl.organisation())');
-- Safety: nobody but she herself makes one, which the drain takes, and it stays written down
revoke update, delete on supporter_changes from wl_office, wl_worker;
revoke insert on supporter_changes from wl_office;
grant update (sealed, undone_at) on supporter_changes to wl_office, wl_worker;

-- The name that stood under an act, where whoever did it is called otherwise since.
alter table actions add column name_sealed bytea;

-- One person may be known in a case by two names: the index of each leads to one number, and she is counted once.
alter table case_people drop constraint case_people_case_id_number_key;
create index case_people_of_number on case_people (case_id, number);
