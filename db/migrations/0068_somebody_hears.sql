-- Whoever is to be woken for a case is somebody who is on its team; what a life may hang on reaches the teams of all.

-- Whose people on the team are woken: the lead's first, and whoever only observes last. null: nobody is left.
create function wl.watch_of(of_case uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select t.organisation_id from case_team t
    join cases k on k.id = t.case_id
    join coalition_members m on m.case_id = t.case_id and m.organisation_id = t.organisation_id and m.left_at is null
    join members s on s.organisation_id = t.organisation_id and s.account_id = t.account_id and s.removed_at is null
  where t.case_id = of_case and t.removed_at is null
  order by t.role = 'observer', t.organisation_id <> k.lead_organisation_id, t.added_at, t.account_id limit 1 $$;
revoke all on function wl.watch_of(uuid) from public;

-- Safety: signs of life go on when an organisation has nobody left on the team; whoever is left is woken from now on.
create function wl.pass_watch_on(of_case uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare heir uuid;
begin
  -- held, so that two who leave beside each other do not each count on the other
  perform 1 from cases k where k.id = of_case for update;
  heir := wl.watch_of(of_case);
  if heir is null then return; end if;
  update check_in_plans p set organisation_id = heir where p.case_id = of_case and not exists (select 1 from case_team t
    where t.case_id = of_case and t.organisation_id = p.organisation_id and t.removed_at is null and t.role <> 'observer');
  update check_ins i set organisation_id = p.organisation_id from check_in_plans p
    where i.case_id = of_case and p.id = i.plan_id and i.organisation_id <> p.organisation_id;
  -- those that ring under a key of their own are carried to every team (keepAlerts), and ring there
  update alarms a set organisation_id = i.organisation_id from check_ins i
    where a.case_id = of_case and i.id = a.check_in_id and a.acknowledged_at is null and a.once_key is null
      and a.organisation_id <> i.organisation_id;
end $$;
revoke all on function wl.pass_watch_on(uuid) from public;

create function wl.left_the_team() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform wl.pass_watch_on(new.case_id);
  return null;
end $$;
revoke all on function wl.left_the_team() from public;
create trigger watch_goes_on after update of removed_at on case_team for each row
  when (old.removed_at is null and new.removed_at is not null) execute function wl.left_the_team();

-- The cases whose team somebody leaves, and whether nobody would be woken there any more of those who answer for it.
drop function wl.leave_teams(uuid, timestamptz);
create function wl.leave_teams(of_account uuid, at timestamptz) returns table (of_case uuid, unwatched boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'member'
     or exists (select 1 from members m
       where m.account_id = of_account and m.organisation_id = wl.organisation() and m.removed_at is null)
  then return; end if;
  -- held in one order, whoever else leaves just now
  perform 1 from cases k where k.id in (select t.case_id from case_team t where t.account_id = of_account
    and t.organisation_id = wl.organisation() and t.removed_at is null) order by k.id for update;
  return query with gone as (
    update case_team t set removed_at = leave_teams.at, removed_by = wl.account()
      where t.account_id = of_account and t.organisation_id = wl.organisation() and t.removed_at is null
      returning t.case_id)
  select k.id, k.state in ('received', 'verifying', 'open', 'monitoring') and not exists (select 1 from case_team o
      where o.case_id = k.id and o.removed_at is null and o.role <> 'observer'
        and (o.account_id, o.organisation_id) <> (of_account, wl.organisation())
        and (o.organisation_id = wl.organisation() or k.lead_organisation_id <> wl.organisation()))
    from gone join cases k on k.id = gone.case_id;
end $$;
revoke all on function wl.leave_teams(uuid, timestamptz) from public;
grant execute on function wl.leave_teams(uuid, timestamptz) to wl_office;

-- Each organisation rings its own people for the same step.
drop index alarms_once;
create unique index alarms_once on alarms (check_in_id, step, organisation_id) where check_in_id is not null;
alter table alarms drop constraint alarms_stage_check;
alter table alarms add constraint alarms_stage_check check (stage in ('nudge', 'second-channel', 'duty-calls', 'trusted', 'lawyer',
  'authorities', 'emergency', 'duress', 'system-gap', 'test', 'deadline', 'hearing', 'consent-review-missed',
  'duress-withdrawal', 'emergency-raised', 'emergency-review-due', 'in-danger', 'text-held', 'nobody-left'));
alter table alarms drop constraint alarms_of_a_case;
alter table alarms add constraint alarms_of_a_case check ((once_key is null or case_id is not null)
  and case when stage in ('deadline', 'hearing', 'consent-review-missed', 'duress-withdrawal', 'emergency-raised',
      'emergency-review-due', 'in-danger', 'text-held') then once_key is not null
    else once_key is null or stage in ('duress', 'emergency') end
  -- Safety: it goes to administrators who may not know that the case exists
  and (stage <> 'nobody-left' or case_id is null));

create or replace function wl.end_membership(of_case uuid, of_organisation uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or not of_case = any (wl.coalition_cases()) then return false; end if;
  if (c[1] <> 'member' or of_organisation is distinct from c[2]::uuid or not wl.is_admin()) and not exists (select 1 from coalition_decisions d
    where d.case_id = of_case and d.kind = 'end-membership' and d.concerns_id = of_organisation and d.state = 'agreed'
      and d.settled_at = at) then return false; end if;
  -- held, so that nobody empties the team beside this
  perform 1 from cases k where k.id = of_case for update;
  -- Safety: a file that nobody can open helps nobody, and could not be taken down for her
  if not exists (select 1 from case_team t join coalition_members m on m.case_id = t.case_id
      and m.organisation_id = t.organisation_id and m.left_at is null
      where t.case_id = of_case and t.organisation_id <> of_organisation and t.removed_at is null) then return false; end if;
  update coalition_members m set left_at = at
    where m.case_id = of_case and m.organisation_id = of_organisation and m.left_at is null and m.role <> 'lead';
  if not found then return false; end if;
  update case_team t set removed_at = at, removed_by = nullif(c[3], '')::uuid
    where t.case_id = of_case and t.organisation_id = of_organisation and t.removed_at is null;
  -- also where it had nobody on the team
  perform wl.pass_watch_on(of_case);
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
  return true;
end $$;

-- Those that ring nobody today.
do $$
declare one uuid;
begin
  for one in select distinct p.case_id from check_in_plans p where p.state <> 'ended' loop perform wl.pass_watch_on(one); end loop;
end $$;
