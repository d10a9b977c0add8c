-- The text that supporters sign, version by version. What was published is kept, and each signature points to the text that stood
-- on its form. Of texts that were public before this the worker keeps the one that is public now; signatures from before name none.

-- By which a form says what letter stood on it; src/campaigns/letter-hash.ts computes the same.
create function wl.letter_hash(language text, words text) returns bytea language sql immutable strict as $$
  select sha256(convert_to(language || chr(10) || words, 'UTF8')) $$;

create table signed_letters (
  id uuid primary key,
  campaign_id uuid not null,
  case_id uuid not null,
  language text not null,
  version int not null check (version > 0),
  text_hash bytea not null check (length(text_hash) = 32),
  sealed bytea not null,
  published_at timestamptz not null,
  foreign key (campaign_id, case_id) references campaigns (id, case_id),
  unique (campaign_id, language, version),
  unique (campaign_id, text_hash),
  unique (id, campaign_id)
);
call wl.wall('wl_office, wl_worker', 'signed_letters', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.owner_door('signed_letters');
-- Safety: a text that people signed stays as they signed it
revoke update, delete on signed_letters from wl_office, wl_worker;

alter table actions add column letter_id uuid,
  add constraint actions_letter foreign key (letter_id, campaign_id) references signed_letters (id, campaign_id),
  add constraint actions_letter_signed check (letter_id is null or kind = 'signature');
create index actions_of_letter on actions (letter_id) where letter_id is not null;

-- An organisation that left still says to its own supporters what they signed; the words are under a key that it has no more.
create policy signed on signed_letters for select to wl_office, wl_worker using (exists (select 1 from actions a
  where a.letter_id = signed_letters.id and a.organisation_id = (select wl.organisation())));

create function wl.signature_keeps_letter() returns trigger language plpgsql as $$
begin
  raise exception 'a signature stays with the letter that it was given to' using errcode = '23514', constraint = 'actions_letter_stays';
end $$;
create trigger letter_id_stays before update of letter_id on actions for each row
  when (old.letter_id is distinct from new.letter_id) execute function wl.signature_keeps_letter();

-- Who signs another text has not signed it before.
drop index actions_once;
create unique index actions_once on actions (campaign_id, kind, person_number,
  coalesce(target_id, '00000000-0000-0000-0000-000000000000'), handed_over, organisation_id,
  coalesce(letter_id, '00000000-0000-0000-0000-000000000000'))
  where person_number is not null and state in ('pending', 'confirmed', 'quarantined');

-- Safety: no text can be signed that is not kept, however it came out.
create function wl.signed_letter_is_kept() returns trigger language plpgsql as $$
begin
  perform 1 from publications p join campaigns c on c.id = p.subject_id
    where p.id = new.publication_id and not exists (select 1 from signed_letters l where l.campaign_id = c.id
      and l.text_hash = wl.letter_hash(new.language, new.body ->> 'signatureText'));
  if found then
    raise exception 'a letter that is signed has to be kept' using errcode = '23514', constraint = 'signed_letters_kept';
  end if;
  return new;
end $$;
create trigger signed_letter_is_kept before insert on published.documents for each row
  when (new.kind = 'campaign' and new.body ->> 'signatureText' <> '') execute function wl.signed_letter_is_kept();
create trigger signed_letter_stays_kept before update of body on published.documents for each row
  when (new.kind = 'campaign' and new.body ->> 'signatureText' <> ''
    and old.body ->> 'signatureText' is distinct from new.body ->> 'signatureText')
  execute function wl.signed_letter_is_kept();

-- How many people signed which version, over all organisations; nobody's name, and no organisation by itself. For the room.
create function wl.letter_signatures(of_campaign uuid) returns table (letter_id uuid, people int)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.letter_id, count(distinct a.person_number)::int
  from actions a join campaigns c on c.id = a.campaign_id
  where a.campaign_id = of_campaign and a.kind = 'signature' and a.state = 'confirmed' and a.recorded_by is null
    and wl.kind() = 'member' and c.case_id = any (wl.room_cases())
  group by a.letter_id $$;
revoke all on function wl.letter_signatures(uuid) from public;
grant execute on function wl.letter_signatures(uuid) to wl_office;
