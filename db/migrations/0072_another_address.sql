-- An address that once led to a page by her name does not lead to a page without it: what was known by the one would be
-- known by the other.
alter table cases add column named_short_id text;
comment on column cases.named_short_id is 'the address under which this case was last public by name';
update cases k set named_short_id = k.short_id where k.publicity_level = 5 or exists (select 1 from events e
  where e.case_id = k.id and e.type = 'publication.published' and e.data -> 'items' ? 'name');

create function wl.note_named() returns trigger language plpgsql as $$
begin
  new.named_short_id := new.short_id;
  return new;
end $$;
create trigger note_named before update of publicity_level on cases for each row
  when (new.publicity_level = 5) execute function wl.note_named();
