-- Joint letters: a text of the coalition that organisations sign, its members and, where the sign-on is open, others.

create table joint_letters (
  id uuid primary key,
  case_id uuid not null references cases,
  organisation_id uuid not null, -- writes it, answers for it, and for what those who sign leave with it
  short_id text not null unique check (short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'),
  default_language text not null default 'en',
  state text not null default 'draft' check (state in ('draft', 'published', 'closed', 'withdrawn')),
  dated_on date not null,
  open_to_others boolean not null default true,
  closes_on date,                            -- until the end of that day; null: stays open
  zone text not null default 'UTC',
  items text[] not null default '{}',        -- what the author ticked last, to fill the form again
  begun_from uuid references joint_letters,  -- whose words it was begun from
  text_hash bytea check (length(text_hash) = 32), -- of what visitors read last, in all its languages
  created_by uuid not null references accounts,
  created_at timestamptz not null,
  published_at timestamptz,
  published_by uuid references accounts,
  closed_at timestamptz,
  closed_by uuid references accounts,        -- null: its day came
  withdrawn_at timestamptz,
  withdrawn_by uuid references accounts,     -- null: what it stood on ended
  version int not null default 1,
  check (state not in ('published', 'closed') or (published_at is not null and text_hash is not null)),
  check (state <> 'closed' or closed_at is not null),
  check (state <> 'published' or closed_at is null), -- one that went down while it was closed comes back closed
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id),
  unique (id, case_id)
);
create index joint_letters_of_case on joint_letters (case_id, published_at desc);
call wl.wall('wl_office, wl_worker', 'joint_letters', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'joint_letters', 'organisation_id = (select wl.organisation())');
call wl.owner_door('joint_letters');

create table joint_letter_texts (
  letter_id uuid not null,
  case_id uuid not null,
  language text not null,
  sealed bytea not null, -- {title, addressee, place, body}
  translation text not null default 'original' check (translation in ('original', 'machine', 'reviewed')),
  public_hash bytea,     -- of the words that visitors read last in this language
  version int not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null references accounts,
  primary key (letter_id, language),
  foreign key (letter_id, case_id) references joint_letters (id, case_id)
);
create index joint_letter_texts_of_case on joint_letter_texts (case_id);
call wl.wall('wl_office, wl_worker', 'joint_letter_texts', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.owner_door('joint_letter_texts');

create table joint_letter_signatories (
  id uuid primary key,
  letter_id uuid not null,
  case_id uuid not null,
  member_organisation_id uuid,         -- of the coalition; null: from outside
  text_hash bytea not null check (length(text_hash) = 32), -- of exactly what was signed
  state text not null check (state in ('pending', 'waiting', 'listed', 'declined', 'removed', 'withdrawn')),
  at_domain boolean not null default false, -- the mail was answered at the organisation's own domain
  checked_how bytea,                   -- sealed: how a person checked it where it was not
  language text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  sealed bytea not null,               -- {name, website}
  domain_tag bytea check (length(domain_tag) = 16), -- keyed: one organisation signs once
  signed_at timestamptz not null,      -- the form was sent, or the member gave its word
  verified_at timestamptz,
  listed_at timestamptz,
  listed_by uuid references accounts,
  declined_at timestamptz,
  declined_by uuid references accounts,
  removed_at timestamptz,
  removed_by uuid references accounts,
  withdrawn_at timestamptz,            -- by its own word, or with its membership
  withdrawn_by uuid references accounts, -- null: by mail, or with its membership
  reason text check (reason in ('not-known', 'not-checked', 'twice', 'not-fitting', 'asked-by-them', 'other')), -- of the refusal or removal
  to_tell text check (to_tell in ('listed', 'declined', 'removed')), -- a mail of the letter's organisation is due
  check (state <> 'listed' or member_organisation_id is not null
    or (verified_at is not null and (at_domain or checked_how is not null))),
  check (state = 'pending' or verified_at is not null or member_organisation_id is not null),
  check (member_organisation_id is null or (state in ('listed', 'removed', 'withdrawn') and domain_tag is null)),
  check (member_organisation_id is not null or domain_tag is not null),
  check ((state = 'declined') = (declined_at is not null)),
  check ((state = 'removed') = (removed_at is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check (state <> 'listed' or (listed_at is not null and listed_by is not null)),
  check ((state in ('declined', 'removed')) = (reason is not null)),
  unique (id, case_id),
  foreign key (letter_id, case_id) references joint_letters (id, case_id),
  foreign key (case_id, member_organisation_id) references coalition_members (case_id, organisation_id)
);
create unique index joint_letter_members_once on joint_letter_signatories (letter_id, member_organisation_id) where state = 'listed';
create unique index joint_letter_others_once on joint_letter_signatories (letter_id, domain_tag) where state in ('waiting', 'listed');
create index joint_letter_signatories_of_case on joint_letter_signatories (case_id);
create index joint_letter_signatories_by_state on joint_letter_signatories (letter_id, state);
create index joint_letter_signatories_to_tell on joint_letter_signatories (letter_id) where to_tell is not null;
create index joint_letter_signatories_pending on joint_letter_signatories (signed_at) where state = 'pending';
call wl.wall('wl_office, wl_worker', 'joint_letter_signatories', 'case_id = any ((select wl.room_cases())::uuid[])');
-- Safety: nobody signs in another's name
call wl.narrow('insert', 'joint_letter_signatories',
  'member_organisation_id is null or member_organisation_id = (select wl.organisation())');
call wl.owner_door('joint_letter_signatories');

-- Safety: whom one reaches at a signatory is known to the letter's organisation alone, not to the coalition's room.
create table joint_letter_contacts (
  signatory_id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null,
  sealed bytea not null, -- under the organisation's key: {name, role, email}
  hear boolean not null, -- what becomes of the letter, by mail
  hear_wording text not null,
  hear_version text not null,
  foreign key (signatory_id, case_id) references joint_letter_signatories (id, case_id) on delete cascade,
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index joint_letter_contacts_of_organisation on joint_letter_contacts (organisation_id, case_id);
call wl.wall('wl_office, wl_worker', 'joint_letter_contacts', 'organisation_id = (select wl.organisation())');
call wl.owner_door('joint_letter_contacts');

create table joint_letter_logos (
  signatory_id uuid primary key,
  case_id uuid not null,
  original bytea not null,  -- sealed, as it came
  rendition bytea not null, -- sealed, drawn anew without what cameras and programs write into a file
  content_type text not null check (content_type in ('image/webp', 'image/jpeg', 'image/png')),
  width int not null check (width between 1 and 480),
  height int not null check (height between 1 and 240),
  foreign key (signatory_id, case_id) references joint_letter_signatories (id, case_id) on delete cascade
);
create index joint_letter_logos_of_case on joint_letter_logos (case_id);
call wl.wall('wl_office, wl_worker', 'joint_letter_logos', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.owner_door('joint_letter_logos');

-- What visitors read of those who signed; goes with the letter.
create table published.signatories (
  id uuid primary key,
  letter_key text not null,
  publication_id uuid not null,
  case_id uuid not null,
  organisation_id uuid,    -- a member of the coalition; null: from outside
  position int not null,   -- members first, in the order of the charter, then the others by name
  body jsonb not null,     -- {name, country, website?, logo?, signedOn}
  changed_at timestamptz not null default now(),
  foreign key (publication_id, case_id) references publications (id, case_id) on delete cascade,
  foreign key (id, case_id) references joint_letter_signatories (id, case_id) on delete cascade,
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index signatories_of_publication on published.signatories (publication_id);
create index signatories_of_letter on published.signatories (letter_key, position);
create index signatories_of_case on published.signatories (case_id);
grant select on published.signatories to wl_public;
create policy visitors on published.signatories for select to wl_public using (true);
call wl.wall('wl_office, wl_worker', 'published.signatories', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.owner_door('published.signatories');
create trigger hint after insert or update or delete on published.signatories for each statement execute function published.hint();

-- A letter is signed like every text of the coalition ---------------------------------------------------------------

alter table sign_offs drop constraint sign_offs_subject_kind_check;
alter table sign_offs add constraint sign_offs_subject_kind_check check (subject_kind in
  ('case', 'campaign', 'joint-letter', 'partner-page', 'update', 'publicity', 'restore', 'withdrawal'));
alter table sign_offs drop constraint sign_offs_joint;
alter table sign_offs add constraint sign_offs_joint
  check (quorum = 1 or (needed = 2 and subject_kind in ('case', 'campaign', 'joint-letter', 'partner-page', 'update')));
alter table sign_offs drop constraint sign_offs_timed;
alter table sign_offs add constraint sign_offs_timed check ((publish_at is null) = (publish_zone is null)
  and (publish_at is null or (condition is null and publish_at > signed_at
    and subject_kind in ('case', 'campaign', 'joint-letter', 'update'))));
alter table publications drop constraint publications_subject_kind_check;
alter table publications add constraint publications_subject_kind_check
  check (subject_kind in ('case', 'campaign', 'joint-letter', 'partner-page', 'update'));
alter table kept_pages drop constraint kept_pages_subject_kind_check;
alter table kept_pages add constraint kept_pages_subject_kind_check
  check (subject_kind in ('case', 'campaign', 'joint-letter', 'partner-page', 'update'));
alter table published.documents drop constraint documents_kind_check;
alter table published.documents add constraint documents_kind_check
  check (kind in ('case', 'campaign', 'joint-letter', 'partner-page', 'update'));

create or replace function wl.approved_by_coalition() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare charter jsonb; voters int; approving int; dissenting int; wanted int;
begin
  if new.needed = 1 or new.subject_kind not in ('case', 'campaign', 'joint-letter', 'partner-page', 'update') then return new; end if;
  select c.terms into charter from coalition_charters c where c.case_id = new.case_id order by c.version desc limit 1;
  select count(*), count(*) filter (where a.answer = 'approve'), count(*) filter (where a.answer = 'dissent')
    into voters, approving, dissenting
    from coalition_members m left join sign_off_approvals a on a.sign_off_id = new.id and a.organisation_id = m.organisation_id
    where m.case_id = new.case_id and m.left_at is null and m.role <> 'observer';
  wanted := least(greatest(new.quorum, coalesce((charter ->> 'quorum')::int, 1)), voters);
  if wanted <= 1 then return new; end if;
  if new.approved_at is null
     or (dissenting > 0 and charter ->> 'dissent' = 'stops')
     or (approving < wanted and (dissenting > 0 or new.silence_at is null or new.approved_at < new.silence_at)) then
    raise exception 'below the quorum of the charter' using errcode = '23514', constraint = 'sign_offs_quorum_reached';
  end if;
  return new;
end $$;

-- What is done with a letter is told in the room, like all that it writes together.
create or replace function wl.told_to_room(type text) returns boolean language sql immutable parallel safe as $$
  select split_part(type, '.', 1) in ('action', 'broadcast', 'campaign', 'coalition', 'demand', 'inbox', 'joint-letter', 'mail',
    'messages', 'official-email', 'publication', 'sign-off', 'target', 'targets', 'update') $$;

-- The words stand still once somebody has signed them --------------------------------------------------------------

create function wl.joint_letter_words(body jsonb) returns bytea language sql immutable as $$
  select sha256(convert_to(jsonb_build_array(body -> 'title', body -> 'addressee', body -> 'place', body -> 'datedOn',
    body -> 'html')::text, 'UTF8')) $$;

-- Safety: an organisation has put its name under exactly these words; no others come out above it, whoever signs them off.
create function wl.joint_letter_stands() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare letter joint_letters; words bytea := wl.joint_letter_words(new.body); before bytea;
  hash bytea := decode(translate(new.body ->> 'textHash', '-_', '+/') || '=', 'base64');
begin
  select l.* into letter from joint_letters l join publications p on p.subject_id = l.id and p.subject_kind = 'joint-letter'
    where p.id = new.publication_id and p.case_id = new.case_id for update of l;
  if not found then raise exception 'no such letter' using errcode = '23503'; end if;
  select t.public_hash into before from joint_letter_texts t where t.letter_id = letter.id and t.language = new.language;
  if (before is distinct from words or letter.text_hash is distinct from hash)
     and exists (select 1 from joint_letter_signatories s
       where s.letter_id = letter.id and s.state in ('pending', 'waiting', 'listed')) then
    raise exception 'the words of a letter that is signed stand still' using errcode = '23514', constraint = 'joint_letter_stands';
  end if;
  update joint_letter_texts t set public_hash = words where t.letter_id = letter.id and t.language = new.language
    and t.public_hash is distinct from words;
  update joint_letters l set text_hash = hash where l.id = letter.id and l.text_hash is distinct from hash;
  return new;
end $$;
create trigger joint_letter_stands before insert or update on published.documents for each row
  when (new.kind = 'joint-letter') execute function wl.joint_letter_stands();

-- Safety: what is signed is what visitors read; a form that was filled from other words signs nothing.
create function wl.signs_what_stands() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare letter joint_letters;
begin
  select l.* into letter from joint_letters l where l.id = new.letter_id for share;
  if letter.text_hash is distinct from new.text_hash or letter.state not in ('published', 'closed')
     or (new.member_organisation_id is null and not letter.open_to_others) then
    raise exception 'that is not what stands there' using errcode = '23514', constraint = 'signs_what_stands';
  end if;
  -- who observes signs nothing
  if new.member_organisation_id is not null and not exists (select 1 from coalition_members m where m.case_id = new.case_id
      and m.organisation_id = new.member_organisation_id and m.left_at is null and m.role <> 'observer') then
    raise exception 'no member that may sign' using errcode = '23514', constraint = 'signs_as_member';
  end if;
  return new;
end $$;
create trigger signs_what_stands before insert on joint_letter_signatories for each row execute function wl.signs_what_stands();

create function wl.signatory_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what was signed, and by whom, does not change' using errcode = '42501', constraint = 'signatory_stays';
end $$;
create trigger signatory_stays before update on joint_letter_signatories for each row
  when ((old.letter_id, old.text_hash, old.member_organisation_id, old.sealed, old.signed_at)
    is distinct from (new.letter_id, new.text_hash, new.member_organisation_id, new.sealed, new.signed_at))
  execute function wl.signatory_stays();

-- Who stands below it in public ------------------------------------------------------------------------------------

-- Safety: nobody that no human has listed, and no member that may not be named; the member's row is held until it is out.
create function wl.signatory_shown() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from joint_letter_signatories s join publications p on p.subject_kind = 'joint-letter' and p.subject_id = s.letter_id
    where s.id = new.id and s.case_id = new.case_id and s.state = 'listed' and p.id = new.publication_id
      and s.member_organisation_id is not distinct from new.organisation_id for share of s;
  if not found then raise exception 'nobody has listed it' using errcode = '23514', constraint = 'signatories_listed'; end if;
  if new.organisation_id is null then return new; end if;
  perform 1 from coalition_members m where m.case_id = new.case_id and m.organisation_id = new.organisation_id
    and m.left_at is null and m.named_in_public for share;
  if not found then raise exception 'no member that may be named' using errcode = '23514', constraint = 'signatories_named'; end if;
  return new;
end $$;
create trigger signatory_shown before insert or update on published.signatories for each row execute function wl.signatory_shown();

call wl.owner_door('published.page_files');
create function wl.logo_goes() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from published.page_files f where f.key = old.body #>> '{logo,key}' and f.publication_id = old.publication_id;
  return null;
end $$;
create trigger logo_goes after delete on published.signatories for each row when (old.body ? 'logo')
  execute function wl.logo_goes();

-- Safety: whoever is no longer listed, leaves, or takes its name back, is gone from the public in the same step.
create function wl.signatory_hides() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from published.signatories p where p.id = new.id;
  return null;
end $$;
create trigger signatory_hides after update of state on joint_letter_signatories for each row
  when (old.state = 'listed' and new.state <> 'listed') execute function wl.signatory_hides();
create function wl.member_signs_no_more() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.left_at is not null then
    update joint_letter_signatories s set state = 'withdrawn', withdrawn_at = new.left_at
      where s.case_id = new.case_id and s.member_organisation_id = new.organisation_id and s.state = 'listed';
  end if;
  delete from published.signatories p where p.case_id = new.case_id and p.organisation_id = new.organisation_id;
  return null;
end $$;
create trigger member_signs_no_more after update on coalition_members for each row
  when (new.left_at is not null or not new.named_in_public) execute function wl.member_signs_no_more();

-- To whom a sealed row of the intake belongs.
create function wl.joint_letter_owner(l uuid, out organisation_id uuid, out case_id uuid)
language sql stable security definer set search_path = public, pg_temp as
$$ select j.organisation_id, j.case_id from joint_letters j where j.id = l $$;

-- Contacts lie under the organisation's key, which outlives the case's: an erased case takes its letters' words, those who
-- signed, and whom one reached there, with it.
create function wl.erase_joint_letters() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from joint_letter_signatories where case_id = new.id;
  delete from joint_letter_texts where case_id = new.id;
  return null;
end $$;
create trigger erase_joint_letters after update of state on cases for each row
  when (new.state = 'erased' and old.state <> 'erased') execute function wl.erase_joint_letters();

revoke all on function wl.joint_letter_stands(), wl.signs_what_stands(), wl.signatory_shown(), wl.logo_goes(),
  wl.signatory_hides(), wl.member_signs_no_more(), wl.erase_joint_letters(), wl.joint_letter_words(jsonb),
  wl.joint_letter_owner(uuid) from public;
grant execute on function wl.joint_letter_owner(uuid) to wl_office, wl_worker;
