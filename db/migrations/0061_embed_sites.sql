-- Sites on which an organisation lets its embeds be shown; they stand in the header that forbids all others.

create table embed_sites (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- Safety: it goes into a header as it is, so it is an origin and nothing else: no mark that begins another rule there
  origin text not null check (length(origin) <= 120 and origin ~
    '^(https://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?|http://(localhost|127\.0\.0\.1))(:[1-9][0-9]{0,4})?$'),
  added_at timestamptz not null default now(),
  added_by uuid not null references accounts,
  removed_at timestamptz,
  removed_by uuid references accounts,
  check ((removed_at is null) = (removed_by is null))
);
create unique index embed_sites_once on embed_sites (organisation_id, origin) where removed_at is null;
call wl.wall('wl_office, wl_worker', 'embed_sites', 'organisation_id = (select wl.organisation())');
