-- All sites of an organisation stand in one header of every embed: twenty places, each taken once, whoever comes at once.
alter table embed_sites add column place smallint;

-- the wall is forced on the owner too
alter table embed_sites no force row level security;
with standing as (select id, row_number() over (partition by organisation_id order by added_at, id) as place
  from embed_sites where removed_at is null)
update embed_sites s set place = standing.place from standing where standing.id = s.id;
alter table embed_sites force row level security;

alter table embed_sites
  add constraint embed_sites_in_place check ((removed_at is null) = (place is not null)),
  add constraint embed_sites_places unique (organisation_id, place),
  -- not valid: a site beyond the twentieth that two presses at once may have left stays until somebody removes it
  add constraint embed_sites_most check (place between 1 and 20) not valid;
