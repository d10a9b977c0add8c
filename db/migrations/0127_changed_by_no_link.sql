-- Whoever reads an inbox may say that nobody changes name, country or language by a link any more; it holds until staff allow it
-- again because she wrote. Upgrade: one empty column.

alter table inboxes add column details_locked_at timestamptz;
