-- Leaving a coalition ends all that an organisation has under way in the case, and never what keeps the person at risk alive.

do $$
declare tab text;
begin
  foreach tab in array array['check_in_plans', 'check_ins', 'alarms'] loop
    -- whose people are called passes on; no login moves it by itself
    execute format('drop trigger organisation_id_stays on %I', tab);
    execute format('create trigger organisation_id_stays before update of organisation_id on %I for each row
      when (old.organisation_id is distinct from new.organisation_id and current_user in (''wl_office'', ''wl_worker''))
      execute function wl.stays()', tab);
    if not exists (select 1 from pg_policy p where p.polrelid = tab::regclass and p.polname = 'owner_door') then
      call wl.owner_door(tab::regclass);
    end if;
  end loop;
end $$;

-- Safety: one person with two accounts, or two seats, is one voice.
create unique index coalition_votes_one_person on coalition_votes (decision_id, account_id);
alter table coalition_decisions add constraint coalition_decisions_silence
  check (silence_at is null or (kind in ('question', 'charter') and silence_at > asked_at));
-- Safety: the key of a case is destroyed by erasing the case (wl.erase_case) and by nothing else.
revoke update, delete on case_keys from wl_office, wl_worker;

-- Safety: a new organisation is a second signature; whoever brings it in does so before a colleague's eyes.
alter table coalition_invitations add column confirmed_by uuid references accounts,
  add column confirmed_at timestamptz,
  add column alone boolean not null default false, -- nobody else was there who could have confirmed it
  add constraint coalition_invitations_two check (confirmed_by is null or confirmed_by <> created_by);

create function wl.confirm_invitation(of_invitation uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' then return false; end if;
  update coalition_invitations i set confirmed_by = c[3]::uuid, confirmed_at = at
    where i.id = of_invitation and i.case_id = any (wl.file_cases()) and i.organisation_id = c[2]::uuid and i.state = 'open'
      and i.confirmed_by is null and not i.alone and i.link_id is not null and i.created_by <> c[3]::uuid;
  return found;
end $$;
revoke all on function wl.confirm_invitation(uuid, timestamptz) from public;
grant execute on function wl.confirm_invitation(uuid, timestamptz) to wl_office;

create function wl.is_admin() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select wl.kind() = 'member' and exists (select 1 from members m where m.organisation_id = wl.organisation()
    and m.account_id = wl.account() and m.role = 'admin' and m.removed_at is null) $$;
revoke all on function wl.is_admin() from public;
grant execute on function wl.is_admin() to wl_office;

create or replace function wl.answer_invitation(of_invitation uuid, accepts boolean, named boolean, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context(); asked coalition_invitations;
begin
  if c is null or c[1] <> 'member' or c[2] = '' or c[3] = '' or not wl.is_admin() then
    raise exception 'no administrator of the invited' using errcode = '42501';
  end if;
  select * into asked from coalition_invitations i
    where i.id = of_invitation and i.invited_id = c[2]::uuid and i.state = 'open' and i.expires_at > at for update;
  if not found then return null; end if;
  -- whoever invited is still there to stand for it, and there is still a case to join
  if accepts and (not exists (select 1 from coalition_members m join cases k on k.id = m.case_id
      where m.case_id = asked.case_id and m.organisation_id = asked.organisation_id and m.left_at is null
        and m.role <> 'observer' and k.state in ('open', 'monitoring'))
    or (asked.link_id is not null and asked.confirmed_by is null and not asked.alone)) then return null; end if;
  update coalition_invitations i set state = case when accepts then 'accepted' else 'declined' end,
    answered_at = at, answered_by = c[3]::uuid where i.id = asked.id;
  if accepts then
    insert into coalition_members (case_id, organisation_id, role, named_in_public, joined_at)
      values (asked.case_id, c[2]::uuid, asked.role, named, at)
      on conflict (case_id, organisation_id) do update
        set role = excluded.role, named_in_public = excluded.named_in_public, joined_at = excluded.joined_at, left_at = null
        where coalition_members.left_at is not null;
  else
    insert into events (type, at, organisation_id, case_id, subject, actor_kind, actor_account, data)
      values ('coalition.invitation-declined', at, asked.organisation_id, asked.case_id, asked.id, 'member', null, '{}');
  end if;
  return asked.case_id;
end $$;

-- The team takes an invitation back, whoever of its organisations sent it.
create or replace function wl.revoke_invitation(of_invitation uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context(); asked coalition_invitations;
begin
  select * into asked from coalition_invitations i
    where i.id = of_invitation and i.case_id = any (wl.file_cases()) and i.state = 'open' for update;
  if not found or c[1] <> 'member' then return false; end if;
  update coalition_invitations i set state = 'revoked', answered_at = at, answered_by = c[3]::uuid where i.id = asked.id;
  update one_time_links l set revoked_at = at where l.id = asked.link_id and l.used_at is null and l.revoked_at is null;
  return true;
end $$;

-- A link whose organisation is in, or is invited already, gives no second invitation.
create or replace function wl.bind_invitation() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update coalition_invitations i set invited_id = new.used_for
    where i.link_id = new.id and i.state = 'open' and i.invited_id is null
      and not exists (select 1 from coalition_invitations o where o.case_id = i.case_id and o.invited_id = new.used_for and o.state = 'open')
      and not exists (select 1 from coalition_members m where m.case_id = i.case_id and m.organisation_id = new.used_for and m.left_at is null);
  return null;
end $$;

create or replace function wl.name_in_public(of_case uuid, named boolean) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not wl.is_admin() or not of_case = any (wl.coalition_cases()) then return false; end if;
  update coalition_members m set named_in_public = named
    where m.case_id = of_case and m.organisation_id = wl.organisation() and m.named_in_public <> named;
  return found;
end $$;

-- Only the newest agreement on the lead is carried out, and once.
create or replace function wl.hand_over_lead(by_decision uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare d coalition_decisions;
begin
  select * into d from coalition_decisions k where k.id = by_decision and k.kind = 'lead' and k.state = 'agreed'
    and k.case_id = any (wl.room_cases())
    and not exists (select 1 from coalition_decisions later where later.case_id = k.case_id and later.kind = 'lead'
      and later.state = 'agreed' and later.settled_at > k.settled_at);
  if not found then return false; end if;
  if not exists (select 1 from coalition_members m where m.case_id = d.case_id and m.organisation_id = d.concerns_id
    and m.left_at is null and m.role = 'partner') then return false; end if;
  update coalition_members m set role = 'partner' where m.case_id = d.case_id and m.role = 'lead';
  update coalition_members m set role = 'lead' where m.case_id = d.case_id and m.organisation_id = d.concerns_id;
  update cases set lead_organisation_id = d.concerns_id where id = d.case_id;
  return true;
end $$;

-- Safety: a charter is everybody's; whoever joined since counts too, and a voice against it stands against it.
create or replace function wl.settles() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare agreeing int; objecting int; others int;
begin
  if old.state <> 'open' or (old.kind, old.quorum, old.terms, old.concerns_id, old.silence_at, old.sealed)
     is distinct from (new.kind, new.quorum, new.terms, new.concerns_id, new.silence_at, new.sealed)
  then raise exception 'a decision stays as it was put' using errcode = '23514', constraint = 'coalition_decisions_stay'; end if;
  if new.state = 'agreed' then
    select count(*) filter (where v.answer = 'agree'), count(*) filter (where v.answer = 'object'),
        count(*) filter (where v.answer is distinct from 'agree') into agreeing, objecting, others
      from coalition_members m left join coalition_votes v on v.case_id = m.case_id and v.organisation_id = m.organisation_id
        and v.decision_id = new.id
      where m.case_id = new.case_id and m.left_at is null and m.role <> 'observer';
    if not ((agreeing >= new.quorum and (new.kind <> 'charter' or others = 0))
        or (new.silence_at is not null and new.settled_at >= new.silence_at and objecting = 0)) then
      raise exception 'not agreed' using errcode = '23514', constraint = 'coalition_decisions_agreed';
    end if;
  end if;
  return new;
end $$;

create or replace function wl.end_membership(of_case uuid, of_organisation uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context(); lead uuid;
begin
  if c is null or not of_case = any (wl.coalition_cases()) then return false; end if;
  if (c[1] <> 'member' or of_organisation is distinct from c[2]::uuid or not wl.is_admin()) and not exists (select 1 from coalition_decisions d
    where d.case_id = of_case and d.kind = 'end-membership' and d.concerns_id = of_organisation and d.state = 'agreed'
      and d.settled_at = at) then return false; end if;
  -- held, so that nobody empties the team beside this
  select k.lead_organisation_id into lead from cases k where k.id = of_case for update;
  -- Safety: a file that nobody can open helps nobody, and could not be taken down for her
  if not exists (select 1 from case_team t join coalition_members m on m.case_id = t.case_id
      and m.organisation_id = t.organisation_id and m.left_at is null
      where t.case_id = of_case and t.organisation_id <> of_organisation and t.removed_at is null) then return false; end if;
  update coalition_members m set left_at = at
    where m.case_id = of_case and m.organisation_id = of_organisation and m.left_at is null and m.role <> 'lead';
  if not found then return false; end if;
  update case_team t set removed_at = at, removed_by = nullif(c[3], '')::uuid
    where t.case_id = of_case and t.organisation_id = of_organisation and t.removed_at is null;
  delete from coalition_people p where p.case_id = of_case and p.organisation_id = of_organisation;
  update coalition_decisions d set state = 'withdrawn', settled_at = at, settled_how = 'overtaken'
    where d.case_id = of_case and d.state = 'open' and (d.organisation_id = of_organisation or d.concerns_id = of_organisation);
  -- it brings nobody in any more, and what it signed is signed anew
  update one_time_links l set revoked_at = at from coalition_invitations i
    where i.case_id = of_case and i.organisation_id = of_organisation and i.state = 'open' and l.id = i.link_id
      and l.used_at is null and l.revoked_at is null;
  update coalition_invitations i set state = 'revoked', answered_at = at
    where i.case_id = of_case and i.organisation_id = of_organisation and i.state = 'open';
  update sign_offs s set state = 'replaced', settled_at = at
    where s.case_id = of_case and s.state in ('asked', 'prepared')
      and of_organisation in (s.organisation_id, coalesce(s.second_organisation, s.organisation_id));
  -- Safety: her signs of life go on: the lead's people are called from now on
  update check_in_plans p set organisation_id = lead where p.case_id = of_case and p.organisation_id = of_organisation;
  update check_ins i set organisation_id = lead where i.case_id = of_case and i.organisation_id = of_organisation;
  update alarms a set organisation_id = lead
    where a.case_id = of_case and a.organisation_id = of_organisation and a.acknowledged_at is null;
  return true;
end $$;
