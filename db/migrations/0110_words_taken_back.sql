-- A word may be taken back until the text is out: an organisation's approval, and the second person's signature. It stays
-- beside the text with its reason, and counts no more. Dissent is noted until then too; once all have signed it stops nothing.

alter table sign_offs add column second_taken_back_at timestamptz;
alter table sign_offs add column second_reason_sealed bytea;
alter table sign_offs add constraint sign_offs_second_taken_back check (
  (second_taken_back_at is null) = (second_reason_sealed is null) and (second_taken_back_at is null or second_by is not null));
-- Safety: nothing is public on a signature that was taken back
alter table sign_offs add constraint sign_offs_second_stands check (state <> 'signed' or second_taken_back_at is null);

alter table sign_off_approvals drop constraint sign_off_approvals_answer_check;
alter table sign_off_approvals add constraint sign_off_approvals_answer_check
  check (answer in ('approve', 'dissent', 'taken-back'));

-- As in 0017, and: a signature is taken back by whoever gave it, and given anew by a person for themselves.
create or replace function wl.sign_off_moves() returns trigger language plpgsql as $$
begin
  if old.state not in ('asked', 'prepared') then
    raise exception 'this sign-off is settled' using errcode = '42501';
  end if;
  if (old.id, old.subject_kind, old.subject_id, old.salt, old.text_hash, old.items, old.rule, old.needed,
      old.two_organisations, old.alone, old.signed_by, old.signed_at, old.organisation_id, old.condition, old.sealed)
    is distinct from (new.id, new.subject_kind, new.subject_id, new.salt, new.text_hash, new.items, new.rule, new.needed,
      new.two_organisations, new.alone, new.signed_by, new.signed_at, new.organisation_id, new.condition, new.sealed) then
    raise exception 'what was signed does not change' using errcode = '42501';
  end if;
  if (new.second_by, new.second_organisation, new.second_at)
      is distinct from (old.second_by, old.second_organisation, old.second_at)
    and ((old.second_by is not null and old.second_taken_back_at is null) or new.second_taken_back_at is not null
      or new.second_by is distinct from wl.account() or new.second_organisation is distinct from wl.organisation()) then
    raise exception 'one signs for oneself only' using errcode = '42501';
  end if;
  if (new.second_taken_back_at, new.second_reason_sealed)
      is distinct from (old.second_taken_back_at, old.second_reason_sealed)
    and not (new.second_taken_back_at is null and new.second_at is distinct from old.second_at)
    and (old.second_taken_back_at is not null or new.state <> old.state
      or old.second_by is distinct from wl.account() or old.second_organisation is distinct from wl.organisation()) then
    raise exception 'one takes back one''s own signature only' using errcode = '42501';
  end if;
  if new.state in ('prepared', 'signed') and new.state <> old.state and new.second_taken_back_at is not null then
    raise exception 'its second signature was taken back' using errcode = '42501', constraint = 'sign_offs_second_stands';
  end if;
  if old.state = 'prepared' and new.state = 'asked' then
    raise exception 'what was signed is not asked again' using errcode = '42501';
  end if;
  return new;
end $$;

-- As in 0098, and by the hour at which it is taken back.
create or replace function wl.signs_now() returns trigger language plpgsql as $$
begin
  if (new.approved_at is distinct from old.approved_at and new.approved_at is distinct from wl.moment())
     or (new.second_at is distinct from old.second_at and new.second_at is distinct from wl.moment())
     or (new.second_taken_back_at is distinct from old.second_taken_back_at and new.second_taken_back_at is not null
       and new.second_taken_back_at is distinct from wl.moment())
     or (new.settled_at is distinct from old.settled_at and new.settled_at is distinct from wl.moment()) then
    raise exception 'not now' using errcode = '42501', constraint = 'sign_offs_now';
  end if;
  return new;
end $$;
drop trigger signs_now on sign_offs;
create trigger signs_now before update of approved_at, second_at, second_taken_back_at, settled_at on sign_offs
  for each row when (current_user in ('wl_office', 'wl_worker')) execute function wl.signs_now();

-- Safety: a word is given and taken back while the text is not out. Who has approved what lies signed takes that back first, and
-- whose word was taken back, or was against it, does not say so anew: a later "no" stops nothing and would undo an earlier one.
create or replace function wl.may_approve() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare s sign_offs; joined timestamptz; before text;
begin
  select * into s from sign_offs where id = new.sign_off_id;
  select m.joined_at into joined from coalition_members m where m.case_id = new.case_id
    and m.organisation_id = new.organisation_id and m.role <> 'observer' and m.left_at is null;
  -- read, because what is said anew comes as an insert
  select a.answer into before from sign_off_approvals a where a.sign_off_id = new.sign_off_id
    and a.organisation_id = new.organisation_id and a.answered_at >= joined;
  if joined is null or s.id is null
     or (wl.moment() is not null and new.answered_at is distinct from wl.moment())
     or (new.answer = 'taken-back' and before is distinct from 'approve')
     or not (s.state = 'asked' and s.quorum > 1
       or s.state = 'prepared' and s.needed = 2 and (s.condition is not null or s.quorum > 1) and (new.answer in ('approve', 'taken-back')
         or new.answer = 'dissent' and s.publish_at is not null and before is null))
  then raise exception 'no word here' using errcode = '42501'; end if;
  return new;
end $$;

-- As in 0094, and: a word taken back is none, and ends the silence like a dissent; a dissent from after all had signed is noted
-- and stops nothing.
create or replace function wl.approved_by_coalition() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare charter jsonb; voters int; approving int; dissenting int; taken int; wanted int; gone int := 0;
  lay_ready boolean := tg_op = 'UPDATE' and old.state = 'prepared' and new.condition is not null;
  was_signed boolean := tg_op = 'UPDATE' and old.state = 'prepared';
begin
  if new.needed = 1 or new.subject_kind not in ('case', 'campaign', 'joint-letter', 'partner-page', 'update') then return new; end if;
  select c.terms into charter from coalition_charters c where c.case_id = new.case_id order by c.version desc limit 1;
  select count(*) filter (where not lay_ready or m.joined_at <= new.approved_at
        or m.organisation_id in (new.organisation_id, new.second_organisation)),
      count(*) filter (where a.answer = 'approve'),
      count(*) filter (where a.answer = 'dissent' and not (was_signed and a.answered_at > new.approved_at)),
      count(*) filter (where a.answer = 'taken-back')
    into voters, approving, dissenting, taken
    from coalition_members m left join sign_off_approvals a on a.sign_off_id = new.id
      and a.organisation_id = m.organisation_id and a.answered_at >= m.joined_at
    where m.case_id = new.case_id and m.left_at is null and m.role <> 'observer';
  if lay_ready then
    select count(*) into gone from sign_off_approvals a
      join coalition_members m on m.case_id = a.case_id and m.organisation_id = a.organisation_id
      where a.sign_off_id = new.id and a.answer = 'approve'
        and (m.left_at is not null or m.role = 'observer' or a.answered_at < m.joined_at);
  end if;
  wanted := least(greatest(new.quorum, coalesce((charter ->> 'quorum')::int, 1)) - gone, voters);
  if wanted <= 1 then return new; end if;
  if new.approved_at is null
     or (dissenting > 0 and charter ->> 'dissent' = 'stops')
     or (approving < wanted and (dissenting + taken > 0 or not coalesce(coalesce(new.settled_at, new.approved_at) >=
       wl.silence_ends(new.case_id, new.signed_at, new.silence_at, case when lay_ready then new.approved_at end), false))) then
    raise exception 'below the quorum of the charter' using errcode = '23514', constraint = 'sign_offs_quorum_reached';
  end if;
  return new;
end $$;
