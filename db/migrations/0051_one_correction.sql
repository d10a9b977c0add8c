-- What one person alone has changed on a page since two last signed it (or one, where nobody else is there), in words:
-- Safety: corrections do not add up to a text that nobody else has read.
alter table publications add column words_added int not null default 0 check (words_added >= 0),
  add column words_gone int not null default 0 check (words_gone >= 0);
