-- What somebody signs is what she read; and a letter is open, and until when, as its visitors read it.

-- "Open to others" and the last day as they were published, set from what visitors read (`wl.joint_letter_stands`).
alter table joint_letters add public_open boolean not null default false, add public_closes_at timestamptz;
update joint_letters l set public_open = l.open_to_others,
    public_closes_at = ((l.closes_on + 1)::timestamp at time zone l.zone)
  where l.published_at is not null;
update joint_letters l set public_open = (d.body ->> 'openToOthers')::boolean,
    public_closes_at = (d.body ->> 'closesAt')::timestamptz
  from publications p join published.documents d on d.publication_id = p.id
  where p.subject_kind = 'joint-letter' and p.subject_id = l.id and l.state = 'published';

-- Safety: a stranger's form whose mail nobody answers keeps no words from being mended: only who waits for a person, or
-- stands there, has signed.
create or replace function wl.joint_letter_stands() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare letter joint_letters; words bytea := wl.joint_letter_words(new.body); before bytea;
  hash bytea := decode(translate(new.body ->> 'textHash', '-_', '+/') || '=', 'base64');
  closes timestamptz := (new.body ->> 'closesAt')::timestamptz; others boolean := (new.body ->> 'openToOthers')::boolean;
begin
  select l.* into letter from joint_letters l join publications p on p.subject_id = l.id and p.subject_kind = 'joint-letter'
    where p.id = new.publication_id and p.case_id = new.case_id for update of l;
  if not found then raise exception 'no such letter' using errcode = '23503'; end if;
  -- a form that was sent before it closed is drained after
  if coalesce((new.body ->> 'closed')::boolean, false) then others := letter.public_open; end if;
  select t.public_hash into before from joint_letter_texts t where t.letter_id = letter.id and t.language = new.language;
  if (before is distinct from words or letter.text_hash is distinct from hash)
     and exists (select 1 from joint_letter_signatories s
       where s.letter_id = letter.id and s.state in ('waiting', 'listed')) then
    raise exception 'the words of a letter that is signed stand still' using errcode = '23514', constraint = 'joint_letter_stands';
  end if;
  update joint_letter_texts t set public_hash = words where t.letter_id = letter.id and t.language = new.language
    and t.public_hash is distinct from words;
  update joint_letters l set text_hash = hash, public_open = others, public_closes_at = closes where l.id = letter.id
    and (l.text_hash, l.public_open, l.public_closes_at) is distinct from (hash, others, closes);
  return new;
end $$;

-- Safety: nobody waits for a person, or stands in public, under other words than those of the letter.
create or replace function wl.signs_what_stands() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare letter joint_letters;
begin
  select l.* into letter from joint_letters l where l.id = new.letter_id for share;
  if letter.text_hash is distinct from new.text_hash or (tg_op = 'INSERT' and (letter.state not in ('published', 'closed')
     or (new.member_organisation_id is null and not letter.public_open))) then
    raise exception 'that is not what stands there' using errcode = '23514', constraint = 'signs_what_stands';
  end if;
  -- who observes signs nothing
  if tg_op = 'INSERT' and new.member_organisation_id is not null and not exists (select 1 from coalition_members m
      where m.case_id = new.case_id and m.organisation_id = new.member_organisation_id and m.left_at is null and m.role <> 'observer') then
    raise exception 'no member that may sign' using errcode = '23514', constraint = 'signs_as_member';
  end if;
  return new;
end $$;
create trigger stands_by_what_stands before update on joint_letter_signatories for each row
  when (old.text_hash is distinct from new.text_hash
    or (new.state in ('waiting', 'listed') and old.state is distinct from new.state))
  execute function wl.signs_what_stands();

-- Who has answered no mail has signed nothing, so that it may sign what it has read since; the rest stays as it was typed.
drop trigger signatory_stays on joint_letter_signatories;
create trigger signatory_stays before update on joint_letter_signatories for each row
  when (old.letter_id is distinct from new.letter_id
    or (old.text_hash is distinct from new.text_hash and old.state <> 'pending')
    or old.member_organisation_id is distinct from new.member_organisation_id or old.sealed is distinct from new.sealed
    or old.signed_at is distinct from new.signed_at)
  execute function wl.signatory_stays();

-- The mailbox of somebody whom one reached at an organisation, emptied where nothing else needs it; what she said against
-- our mails stays.
create function wl.empty_mailbox(of_organisation uuid, of_number integer) returns void
language sql security definer set search_path = public, pg_temp as $$
  update inboxes i set address_sealed = '',
      address_index = case when said then address_index else uuid_send(gen_random_uuid()) end,
      mailbox_index = case when said then mailbox_index else uuid_send(gen_random_uuid()) end,
      domain_tag = case when said then domain_tag else uuid_send(gen_random_uuid()) end,
      suppressed_at = case when said then suppressed_at else now() end,
      suppressed_reason = case when said then suppressed_reason else 'erased' end
    from (select coalesce(b.suppressed_reason in ('not-me', 'complaint'), false) as said from inboxes b
      where b.organisation_id = of_organisation and b.number = of_number) as before
    where i.organisation_id = of_organisation and i.number = of_number
      and not exists (select 1 from supporters p where p.organisation_id = of_organisation and p.inbox = of_number
        and p.erased_at is null)
      and not exists (select 1 from joint_letter_contacts c where c.organisation_id = of_organisation
        and c.inbox = of_number) $$;

create or replace function wl.erase_joint_letters() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare one record;
begin
  for one in
    with gone as (delete from joint_letter_contacts where case_id = new.id returning organisation_id, inbox)
    select distinct organisation_id, inbox from gone where inbox is not null
  loop
    perform wl.empty_mailbox(one.organisation_id, one.inbox);
  end loop;
  delete from joint_letter_signatories where case_id = new.id;
  delete from joint_letter_texts where case_id = new.id;
  return null;
end $$;

-- Safety: whom one reaches where nobody has answered a mail is of no use once the letter's organisation has left, and nobody
-- else can open it: erased in the same step, with each mailbox that nothing else needs.
create function wl.sign_ons_go() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare asked uuid[]; one record;
begin
  asked := array(select s.id from joint_letter_signatories s join joint_letters l on l.id = s.letter_id
    where l.case_id = new.case_id and l.organisation_id = new.organisation_id and s.state = 'pending' for update of s);
  for one in
    with gone as (delete from joint_letter_contacts where signatory_id = any (asked) returning organisation_id, inbox)
    select distinct organisation_id, inbox from gone where inbox is not null
  loop
    perform wl.empty_mailbox(one.organisation_id, one.inbox);
  end loop;
  delete from joint_letter_signatories where id = any (asked);
  return null;
end $$;
create trigger sign_ons_go after update of left_at on coalition_members for each row
  when (new.left_at is not null) execute function wl.sign_ons_go();
revoke all on function wl.empty_mailbox(uuid, integer), wl.sign_ons_go() from public;
