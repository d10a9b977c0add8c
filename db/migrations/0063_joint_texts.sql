-- A text of a coalition: above the signatures that the danger asks for, as many organisations approve it as their charter says.

alter table sign_offs add column quorum smallint not null default 1 check (quorum >= 1); -- the charter's, when it was asked
alter table sign_offs add column silence_at timestamptz; -- from then on silence is agreement, by the charter; never a signature
alter table sign_offs add column approved_at timestamptz; -- signed by all who sign, and approved by all who must
alter table sign_offs add column held_at timestamptz; -- it could not come out by itself at its hour, and why
alter table sign_offs add column held_code text check (held_code ~ '^[a-z.-]{1,80}$');
alter table sign_offs add constraint sign_offs_held check ((held_at is null) = (held_code is null));
alter table sign_offs add constraint sign_offs_joint
  check (quorum = 1 or (needed = 2 and subject_kind in ('case', 'campaign', 'update')));
alter table sign_offs add constraint sign_offs_silence check (silence_at is null or (quorum > 1 and silence_at > signed_at));
create index sign_offs_silent on sign_offs (silence_at) where state = 'asked' and silence_at is not null and held_at is null;
alter table sign_offs add constraint sign_offs_case_key unique (id, case_id);

-- One word per organisation on exactly what was signed: it hangs on the sign-off and its hash, so that another text has none.
create table sign_off_approvals (
  sign_off_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null references accounts,
  answer text not null check (answer in ('approve', 'dissent')),
  answered_at timestamptz not null,
  sealed bytea not null, -- {person, organisation, reason}
  primary key (sign_off_id, organisation_id),
  -- Safety: one person with two seats is one voice
  unique (sign_off_id, account_id),
  foreign key (sign_off_id, case_id) references sign_offs (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index sign_off_approvals_of_case on sign_off_approvals (case_id);
call wl.wall('wl_office, wl_worker', 'sign_off_approvals', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'sign_off_approvals',
  'organisation_id = (select wl.organisation()) and account_id = (select wl.account())');
call wl.narrow('update', 'sign_off_approvals',
  'organisation_id = (select wl.organisation()) and account_id = (select wl.account())');
-- Safety: a word may change while the text waits, and is never lost
revoke delete on sign_off_approvals from wl_office, wl_worker;
call wl.owner_door('sign_off_approvals');
call wl.owner_door('coalition_charters');

-- Safety: who observes approves nothing, and beside a text that is settled nothing is said any more.
create function wl.may_approve() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from sign_offs s where s.id = new.sign_off_id and s.state = 'asked' and s.quorum > 1)
     or not exists (select 1 from coalition_members m where m.case_id = new.case_id and m.organisation_id = new.organisation_id
       and m.role <> 'observer' and m.left_at is null)
  then raise exception 'no word here' using errcode = '42501'; end if;
  return new;
end $$;
create trigger may_approve before insert or update on sign_off_approvals for each row execute function wl.may_approve();

-- Safety: nothing comes out, and nothing is kept ready, below the charter's quorum; who left or observes is not counted.
create function wl.approved_by_coalition() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare charter jsonb; voters int; approving int; dissenting int; wanted int;
begin
  if new.needed = 1 or new.subject_kind not in ('case', 'campaign', 'update') then return new; end if;
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
create trigger approved_on_insert before insert on sign_offs for each row
  when (new.state in ('signed', 'prepared')) execute function wl.approved_by_coalition();
create trigger approved_on_update before update on sign_offs for each row
  when (old.state = 'asked' and new.state in ('signed', 'prepared')) execute function wl.approved_by_coalition();

-- Safety: silence counts after as many hours as the organisations agreed on, and not at all where they agreed on none.
create function wl.silence_as_agreed() returns trigger language plpgsql as $$
begin
  if new.silence_at < new.signed_at + make_interval(hours => coalesce((select nullif((c.terms ->> 'silenceHours')::int, 0)
      from coalition_charters c where c.case_id = new.case_id order by c.version desc limit 1), 100000)) then
    raise exception 'silence is not agreed on' using errcode = '23514', constraint = 'sign_offs_silence_agreed';
  end if;
  return new;
end $$;
create trigger silence_as_agreed before insert on sign_offs for each row
  when (new.silence_at is not null) execute function wl.silence_as_agreed();

create function wl.sign_off_keeps_quorum() returns trigger language plpgsql as $$
begin
  raise exception 'what was signed does not change' using errcode = '42501';
end $$;
create trigger sign_off_keeps_quorum before update of quorum, silence_at on sign_offs for each row
  when ((old.quorum, old.silence_at) is distinct from (new.quorum, new.silence_at))
  execute function wl.sign_off_keeps_quorum();
