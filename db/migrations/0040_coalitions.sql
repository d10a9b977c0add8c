-- A coalition forms around a case: invitations, who speaks for whom, decisions of organisations, and the charter.

-- One-time links also bring a new organisation in: it is founded by whoever opens the link.
alter table one_time_links drop constraint one_time_links_purpose_check;
alter table one_time_links add constraint one_time_links_purpose_check
  check (purpose in ('first-member', 'invitation', 'recovery', 'demo', 'new-organisation'));
alter table one_time_links add column used_for uuid references organisations; -- the organisation that came in by it
drop policy narrow_insert on one_time_links;
drop policy narrow_update on one_time_links;
-- Safety: a member invites; a way back into an account of somebody else is not theirs to make.
call wl.narrow('insert', 'one_time_links', $$(select wl.kind()) = 'sign-in'
  or (purpose in ('invitation', 'new-organisation') and account_id is null)$$);
call wl.narrow('update', 'one_time_links', $$(select wl.kind()) = 'sign-in'
  or (purpose in ('invitation', 'new-organisation') and account_id is null)$$);

-- Such a link is for no organisation until it is used, so the wall does not know it: it is made by whoever invites.
create policy new_organisations on one_time_links for insert to wl_office with check (purpose = 'new-organisation'
  and organisation_id is null and account_id is null and created_by = (select wl.account()) and (select wl.kind()) = 'member');

create table coalition_invitations (
  id uuid primary key,
  case_id uuid not null references cases,
  organisation_id uuid not null references organisations, -- who invites
  invited_id uuid references organisations,               -- null until the link has founded it
  link_id uuid references one_time_links on delete set null,
  role text not null check (role in ('partner', 'observer')),
  -- under the instance key, since the invited organisation has none of the case's: {organisation, person, message, codeName, inviter}
  sealed bytea not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'revoked')),
  created_at timestamptz not null,
  created_by uuid not null references accounts,
  expires_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid references accounts,
  check ((state = 'open') = (answered_at is null))
);
create unique index coalition_invitations_once on coalition_invitations (case_id, invited_id) where state = 'open' and invited_id is not null;
create index coalition_invitations_for on coalition_invitations (invited_id) where state = 'open';
create index coalition_invitations_by_link on coalition_invitations (link_id) where link_id is not null;
call wl.wall('wl_office, wl_worker', 'coalition_invitations',
  'case_id = any ((select wl.file_cases())::uuid[]) or invited_id = (select wl.organisation())');
call wl.narrow('insert', 'coalition_invitations',
  $$organisation_id = (select wl.organisation()) and case_id = any ((select wl.file_cases())::uuid[])$$);
-- Safety: neither side rewrites an invitation; it is answered and taken back by functions of the owner.
revoke update, delete on coalition_invitations from wl_office, wl_worker;
call wl.owner_door('coalition_invitations');

-- The link was used: from now on the invitation is for the organisation that came in by it.
create function wl.bind_invitation() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update coalition_invitations set invited_id = new.used_for
    where link_id = new.id and state = 'open' and invited_id is null;
  return null;
end $$;
create trigger bind_invitation after update of used_for on one_time_links for each row
  when (new.purpose = 'new-organisation' and old.used_for is null and new.used_for is not null and new.used_at is not null)
  execute function wl.bind_invitation();

-- The invited organisation's word. Gives the case, or null where there is nothing to answer: expired, answered, revoked.
create function wl.answer_invitation(of_invitation uuid, accepts boolean, named boolean, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context(); asked coalition_invitations;
begin
  if c is null or c[1] <> 'member' or c[2] = '' or c[3] = '' then
    raise exception 'no member context' using errcode = '42501';
  end if;
  select * into asked from coalition_invitations i
    where i.id = of_invitation and i.invited_id = c[2]::uuid and i.state = 'open' and i.expires_at > at for update;
  if not found then return null; end if;
  update coalition_invitations i set state = case when accepts then 'accepted' else 'declined' end,
    answered_at = at, answered_by = c[3]::uuid where i.id = asked.id;
  if accepts then
    insert into coalition_members (case_id, organisation_id, role, named_in_public, joined_at)
      values (asked.case_id, c[2]::uuid, asked.role, named, at)
      on conflict (case_id, organisation_id) do update
        set role = excluded.role, named_in_public = excluded.named_in_public, joined_at = excluded.joined_at, left_at = null
        where coalition_members.left_at is not null;
  else
    -- who declines is not in the case and may write nothing into it: the inviting team's log is told from here
    insert into events (type, at, organisation_id, case_id, subject, actor_kind, actor_account, data)
      values ('coalition.invitation-declined', at, asked.organisation_id, asked.case_id, asked.id, 'member', null, '{}');
  end if;
  return asked.case_id;
end $$;

-- The inviting team's second thought; its link opens nothing any more.
create function wl.revoke_invitation(of_invitation uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context(); asked coalition_invitations;
begin
  select * into asked from coalition_invitations i
    where i.id = of_invitation and i.case_id = any (wl.file_cases()) and i.organisation_id = c[2]::uuid and i.state = 'open' for update;
  if not found or c[1] <> 'member' then return false; end if;
  update coalition_invitations i set state = 'revoked', answered_at = at, answered_by = c[3]::uuid where i.id = asked.id;
  update one_time_links l set revoked_at = at where l.id = asked.link_id and l.used_at is null and l.revoked_at is null;
  return true;
end $$;

-- Organisations of this instance, to invite one of them: whoever serves on an instance may know who else is on it.
create function wl.organisation_directory() returns table (id uuid, name text, country char(2))
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'member' then return; end if;
  return query select o.id, o.name, o.country from organisations o
    where exists (select 1 from members m where m.organisation_id = o.id and m.removed_at is null);
end $$;

-- What the organisations of a coalition are called, for whoever is in its room; also of those who left, for its history.
create function wl.coalition_names(of_case uuid) returns table (id uuid, name text, country char(2), number int)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not of_case = any (wl.room_cases()) then return; end if;
  return query select o.id, o.name, o.country, o.number from organisations o
    join coalition_members m on m.organisation_id = o.id where m.case_id = of_case;
end $$;

-- An organisation says itself whether it may be named.
create function wl.name_in_public(of_case uuid, named boolean) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'member' or not of_case = any (wl.coalition_cases()) then return false; end if;
  update coalition_members m set named_in_public = named
    where m.case_id = of_case and m.organisation_id = wl.organisation() and m.named_in_public <> named;
  return found;
end $$;

-- Whom one turns to in an organisation, and who votes for it.
create table coalition_people (
  case_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null references accounts,
  functions text[] not null check (cardinality(functions) > 0
    and functions <@ array['contact', 'signs', 'deputy', 'spokesperson', 'press', 'drafts']),
  languages text[] not null default '{}',
  sealed bytea not null, -- under the case's key: {name, reach}
  added_at timestamptz not null,
  added_by uuid not null references accounts,
  primary key (case_id, account_id, organisation_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
call wl.wall('wl_office, wl_worker', 'coalition_people', 'case_id = any ((select wl.room_cases())::uuid[])');
-- Safety: nobody speaks for another organisation, nor says who does
call wl.narrow('insert', 'coalition_people', 'organisation_id = (select wl.organisation())');
call wl.narrow('update', 'coalition_people', 'organisation_id = (select wl.organisation())');
call wl.narrow('delete', 'coalition_people', 'organisation_id = (select wl.organisation())');
call wl.owner_door('coalition_people');

-- What the coalition decides together: one vote per organisation, by a named person, with dissent kept.
create table coalition_decisions (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null, -- who asks
  kind text not null check (kind in ('question', 'charter', 'lead', 'end-membership')),
  concerns_id uuid,              -- the organisation that is to lead, or to go
  terms jsonb,                   -- the charter that is proposed
  state text not null default 'open' check (state in ('open', 'agreed', 'refused', 'withdrawn')),
  quorum smallint not null check (quorum >= 1),
  silence_at timestamptz,        -- agreed when nobody has objected by then
  asked_at timestamptz not null,
  asked_by uuid not null references accounts,
  settled_at timestamptz,
  settled_how text check (settled_how in ('votes', 'silence', 'taken-back', 'overtaken')),
  sealed bytea not null,         -- {title, text, person, organisation}
  unique (id, case_id),
  unique (id, case_id, kind, state),
  check ((state = 'open') = (settled_at is null) and (settled_at is null) = (settled_how is null)),
  check ((kind = 'charter') = (terms is not null)),
  check ((kind in ('lead', 'end-membership')) = (concerns_id is not null)),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id),
  foreign key (case_id, concerns_id) references coalition_members (case_id, organisation_id)
);
create index coalition_decisions_of_case on coalition_decisions (case_id, asked_at desc);
create index coalition_decisions_silent on coalition_decisions (silence_at) where state = 'open' and silence_at is not null;
create unique index coalition_decisions_one_charter on coalition_decisions (case_id, kind) where state = 'open' and kind in ('charter', 'lead');
call wl.wall('wl_office, wl_worker', 'coalition_decisions', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'coalition_decisions', 'organisation_id = (select wl.organisation())');
call wl.owner_door('coalition_decisions');

create table coalition_votes (
  decision_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  answer text not null check (answer in ('agree', 'object', 'abstain')),
  voted_at timestamptz not null,
  account_id uuid not null references accounts,
  sealed bytea not null, -- {person, organisation, reason}
  primary key (decision_id, organisation_id),
  foreign key (decision_id, case_id) references coalition_decisions (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
call wl.wall('wl_office, wl_worker', 'coalition_votes', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'coalition_votes', 'organisation_id = (select wl.organisation()) and account_id = (select wl.account())');
call wl.narrow('update', 'coalition_votes', 'organisation_id = (select wl.organisation())');
-- Safety: a vote may change while the question is open, and is never lost
revoke delete on coalition_votes from wl_office, wl_worker;
call wl.owner_door('coalition_votes');

-- Safety: two accounts of one organisation are one vote, observers have none, nobody votes on their own going, and what is
-- settled stays as it was voted.
create function wl.may_vote() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from coalition_decisions d where d.id = new.decision_id and d.state = 'open'
       and (d.kind <> 'end-membership' or d.concerns_id <> new.organisation_id))
     or not exists (select 1 from coalition_members m where m.case_id = new.case_id and m.organisation_id = new.organisation_id
       and m.role <> 'observer' and m.left_at is null)
     or new.account_id is distinct from wl.account()
  then raise exception 'no vote here' using errcode = '42501'; end if;
  return new;
end $$;
create trigger may_vote before insert or update on coalition_votes for each row execute function wl.may_vote();

-- Safety: a decision is settled once, and agreed only by the votes or the silence that it asked for.
create function wl.settles() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare agreeing int; objecting int;
begin
  if old.state <> 'open' or (old.kind, old.quorum, old.terms, old.concerns_id, old.silence_at, old.sealed)
     is distinct from (new.kind, new.quorum, new.terms, new.concerns_id, new.silence_at, new.sealed)
  then raise exception 'a decision stays as it was put' using errcode = '23514', constraint = 'coalition_decisions_stay'; end if;
  if new.state = 'agreed' then
    select count(*) filter (where v.answer = 'agree'), count(*) filter (where v.answer = 'object') into agreeing, objecting
      from coalition_votes v join coalition_members m on m.case_id = v.case_id and m.organisation_id = v.organisation_id
        and m.left_at is null and m.role <> 'observer'
      where v.decision_id = new.id;
    if not (agreeing >= new.quorum or (new.silence_at is not null and new.settled_at >= new.silence_at and objecting = 0)) then
      raise exception 'not agreed' using errcode = '23514', constraint = 'coalition_decisions_agreed';
    end if;
  end if;
  return new;
end $$;
-- Safety: nothing is put to the coalition as if it were agreed already
create function wl.begins_open() returns trigger language plpgsql as $$
begin
  if new.state <> 'open' then raise exception 'a decision begins open' using errcode = '42501'; end if;
  return new;
end $$;
create trigger begins_open before insert on coalition_decisions for each row execute function wl.begins_open();
create trigger settles before update on coalition_decisions for each row execute function wl.settles();

-- The charter in force is the newest; each was agreed by a decision that cannot be undone.
create table coalition_charters (
  case_id uuid not null references cases,
  version int not null check (version >= 1),
  terms jsonb not null,
  agreed_at timestamptz not null,
  decision_id uuid not null,
  kind text not null default 'charter' check (kind = 'charter'),
  decided text not null default 'agreed' check (decided = 'agreed'),
  primary key (case_id, version),
  unique (decision_id),
  foreign key (decision_id, case_id, kind, decided) references coalition_decisions (id, case_id, kind, state)
);
call wl.wall('wl_office, wl_worker', 'coalition_charters', 'case_id = any ((select wl.room_cases())::uuid[])');
revoke update, delete on coalition_charters from wl_office, wl_worker;

-- The lead goes over to another organisation, after the coalition agreed. A case always has one lead.
drop trigger lead_organisation_id_stays on cases;
create trigger lead_organisation_id_stays before update of lead_organisation_id on cases for each row
  when (old.lead_organisation_id is distinct from new.lead_organisation_id and current_user in ('wl_office', 'wl_worker'))
  execute function wl.stays();
create function wl.hand_over_lead(by_decision uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare d coalition_decisions;
begin
  select * into d from coalition_decisions k where k.id = by_decision and k.kind = 'lead' and k.state = 'agreed'
    and k.case_id = any (wl.room_cases());
  if not found then return false; end if;
  if not exists (select 1 from coalition_members m where m.case_id = d.case_id and m.organisation_id = d.concerns_id
    and m.left_at is null and m.role = 'partner') then return false; end if;
  update coalition_members m set role = 'partner' where m.case_id = d.case_id and m.role = 'lead';
  update coalition_members m set role = 'lead' where m.case_id = d.case_id and m.organisation_id = d.concerns_id;
  update cases set lead_organisation_id = d.concerns_id where id = d.case_id;
  return true;
end $$;

-- An organisation goes: of its own will, or because the others agreed. Its people lose the file and the key in this moment.
create function wl.end_membership(of_case uuid, of_organisation uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or not of_case = any (wl.coalition_cases()) then return false; end if;
  if (c[1] <> 'member' or of_organisation is distinct from c[2]::uuid) and not exists (select 1 from coalition_decisions d
    where d.case_id = of_case and d.kind = 'end-membership' and d.concerns_id = of_organisation and d.state = 'agreed'
      and d.settled_at = at) then return false; end if;
  update coalition_members m set left_at = at
    where m.case_id = of_case and m.organisation_id = of_organisation and m.left_at is null and m.role <> 'lead';
  if not found then return false; end if;
  update case_team t set removed_at = at, removed_by = nullif(c[3], '')::uuid
    where t.case_id = of_case and t.organisation_id = of_organisation and t.removed_at is null;
  delete from coalition_people p where p.case_id = of_case and p.organisation_id = of_organisation;
  update coalition_decisions d set state = 'withdrawn', settled_at = at, settled_how = 'overtaken'
    where d.case_id = of_case and d.state = 'open' and (d.organisation_id = of_organisation or d.concerns_id = of_organisation);
  return true;
end $$;

revoke all on function wl.answer_invitation(uuid, boolean, boolean, timestamptz), wl.revoke_invitation(uuid, timestamptz),
  wl.organisation_directory(), wl.coalition_names(uuid), wl.name_in_public(uuid, boolean), wl.hand_over_lead(uuid),
  wl.end_membership(uuid, uuid, timestamptz), wl.bind_invitation(), wl.may_vote(), wl.settles() from public;
grant execute on function wl.answer_invitation(uuid, boolean, boolean, timestamptz), wl.revoke_invitation(uuid, timestamptz),
  wl.organisation_directory(), wl.name_in_public(uuid, boolean) to wl_office;
grant execute on function wl.coalition_names(uuid), wl.hand_over_lead(uuid), wl.end_membership(uuid, uuid, timestamptz)
  to wl_office, wl_worker;
