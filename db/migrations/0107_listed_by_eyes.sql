-- What stands under a joint letter in public is what a person has looked at, knowing how she is called there.

-- By which item of hers the letter was public when somebody listed one from outside: whose name may stand beside hers is
-- another question once her own is gone from it.
alter table joint_letter_signatories add listed_under text check (listed_under in ('name', 'pseudonym', 'story'));
update joint_letter_signatories s set listed_under = coalesce((select d.item from published.documents d
    join publications p on p.id = d.publication_id
    where p.subject_kind = 'joint-letter' and p.subject_id = s.letter_id limit 1), 'name')
  where s.state = 'listed' and s.member_organisation_id is null;
alter table joint_letter_signatories add constraint joint_letter_listed_under
  check (state <> 'listed' or member_organisation_id is not null or listed_under is not null);

-- A logo that was not drawn yet when its organisation was listed is one that nobody has seen.
delete from joint_letter_logos l using joint_letter_signatories s
  where s.id = l.signatory_id and s.state = 'listed' and l.rendition is null;

-- Safety: nobody is listed unseen: not while visitors cannot read the letter, since nobody knows under which name it comes
-- back, and not with a picture that is still to be drawn.
create function wl.listed_by_eyes() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from joint_letters l where l.id = new.letter_id and l.state in ('published', 'closed') for share;
  if not found then raise exception 'the letter is not public' using errcode = '23514', constraint = 'signatory_listed_in_public'; end if;
  if exists (select 1 from joint_letter_logos g where g.signatory_id = new.id and g.rendition is null) then
    raise exception 'nobody has seen its logo' using errcode = '23514', constraint = 'signatory_logo_seen';
  end if;
  return new;
end $$;
create trigger listed_by_eyes before update of state on joint_letter_signatories for each row
  when (new.state = 'listed' and old.state <> 'listed' and new.member_organisation_id is null)
  execute function wl.listed_by_eyes();

-- Safety: whom somebody listed while she was public by name may be called after her; without her name it waits for a person
-- again. Gives who waits. It only ever takes off, so anybody in the room may call it.
create function wl.look_again(of_letter uuid) returns setof uuid
language sql security definer set search_path = public, pg_temp as $$
  update joint_letter_signatories s
    set state = 'waiting', to_tell = null, listed_at = null, listed_by = null, listed_under = null
    from published.documents d join publications p on p.id = d.publication_id
    where s.letter_id = of_letter and s.case_id = any (wl.room_cases()) and s.state = 'listed' and s.member_organisation_id is null
      and p.subject_kind = 'joint-letter' and p.subject_id = s.letter_id and d.item not in ('name', s.listed_under)
  returning s.id $$;

create or replace function wl.signatory_shown() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from joint_letter_signatories s join publications p on p.subject_kind = 'joint-letter' and p.subject_id = s.letter_id
    where s.id = new.id and s.case_id = new.case_id and s.state = 'listed' and p.id = new.publication_id
      and s.member_organisation_id is not distinct from new.organisation_id for share of s;
  if not found then raise exception 'nobody has listed it' using errcode = '23514', constraint = 'signatories_listed'; end if;
  if new.organisation_id is null then
    if exists (select 1 from joint_letter_signatories s join published.documents d on d.publication_id = new.publication_id
        where s.id = new.id and d.item not in ('name', s.listed_under)) then
      raise exception 'listed under another name of hers' using errcode = '23514', constraint = 'signatories_looked_at';
    end if;
    return new;
  end if;
  perform 1 from coalition_members m where m.case_id = new.case_id and m.organisation_id = new.organisation_id
    and m.left_at is null and m.named_in_public for share;
  if not found then raise exception 'no member that may be named' using errcode = '23514', constraint = 'signatories_named'; end if;
  return new;
end $$;

revoke all on function wl.listed_by_eyes(), wl.look_again(uuid) from public;
grant execute on function wl.look_again(uuid) to wl_office, wl_worker;

-- Safety: what a stranger typed behind the host of a web site is a message that nobody reads before it is public.
update published.signatories set body = jsonb_set(body, '{website}',
    to_jsonb(regexp_replace(body ->> 'website', '^(https?://[^/]+).*$', '\1/')))
  where body ->> 'website' !~ '^https?://[^/]+/$';
alter table published.signatories add constraint signatories_website_home
  check (coalesce(body ->> 'website', 'https://x/') ~ '^https?://[^/?#]+/$');
