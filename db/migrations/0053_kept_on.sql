-- A page that was kept for one end and still lacks what is in doubt elsewhere is kept on for that doubt. This is when it went;
-- null: with the quiet, or the withdrawal, that it is kept for.
alter table kept_pages add column gone_at timestamptz;
