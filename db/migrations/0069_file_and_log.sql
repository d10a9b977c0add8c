-- The log of an organisation is read by more people than the case file. What it says of a case follows the two circles: all
-- of it for the case team, and of what is done in the coalition's room its own kinds alone.
-- Safety: "in hiding since the 20th" stood there for every writer of every organisation of a coalition.
create function wl.told_to_room(type text) returns boolean language sql immutable parallel safe as $$
  select split_part(type, '.', 1) in ('action', 'broadcast', 'campaign', 'coalition', 'demand', 'inbox', 'mail', 'messages',
    'official-email', 'publication', 'sign-off', 'target', 'targets', 'update') $$;

alter policy wall on events using ((case_id is null and (organisation_id = (select wl.organisation())
      or (select wl.kind()) = 'sign-in'))
    or case_id = any ((select wl.file_cases())::uuid[])
    or (case_id = any ((select wl.room_cases())::uuid[]) and wl.told_to_room(type)));

-- Who is on a case team as an observer reads the file and writes nothing into it. What takes away or answers an alarm
-- stays with everybody on the team: consents taken back, going quiet, an emergency flag taken down.
create function wl.observes_file(of_case uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' then return false; end if; -- the walls decide
  return exists (select 1 from case_team t where t.case_id = of_case and t.account_id = c[3]::uuid
    and t.organisation_id = c[2]::uuid and t.removed_at is null and t.role = 'observer');
end $$;
revoke all on function wl.observes_file(uuid) from public;
grant execute on function wl.observes_file(uuid) to wl_office, wl_worker;

-- Safety: an organisation that observes writes into a case only by those whom its team let in to work there.
create or replace function wl.may_write_in(of_case uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' then return true; end if; -- the walls decide
  return not exists (select 1 from coalition_members m
      where m.case_id = of_case and m.organisation_id = c[2]::uuid and m.left_at is null and m.role = 'observer')
    or (of_case = any (wl.file_cases()) and not wl.observes_file(of_case));
end $$;

create function wl.team_observers_read() returns trigger language plpgsql as $$
begin
  if wl.observes_file(case when tg_op = 'DELETE' then old.case_id else new.case_id end) then
    raise exception 'observers of a team read' using errcode = '42501', constraint = 'team_observers_read';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;

-- What everybody on the team may write: alarms and their answers, and what moves when she takes her word back.
create function wl.kept_from_team_observers(tab regclass, rule text) returns boolean language sql immutable as $$
  select (rule like '%file_cases%' and rule not like '%room_cases%' or tab::text in ('facts', 'effects', 'wishes', 'risk_assessments'))
    and tab::text not in ('alarms', 'alarm_messages', 'coalition_invitations', 'consent_links', 'consent_link_acts',
      'events', 'statement_points', 'statement_texts', 'unobtainable_spells', 'unobtainable_answers') $$;
create procedure wl.keep_from_team_observers(tab regclass) language plpgsql as $$
begin
  execute format('create trigger team_observers_read before insert or update or delete on %s for each row
    when (current_user = ''wl_office'') execute function wl.team_observers_read()', tab);
end $$;
revoke all on procedure wl.keep_from_team_observers(regclass) from public;

do $$
declare tab regclass;
begin
  for tab in select p.polrelid::regclass from pg_policy p
    where p.polname = 'wall' and wl.kept_from_team_observers(p.polrelid::regclass, pg_get_expr(p.polqual, p.polrelid))
      and exists (select 1 from pg_attribute a
        where a.attrelid = p.polrelid and a.attname = 'case_id' and not a.attisdropped)
    order by 1
  loop call wl.keep_from_team_observers(tab); end loop;
end $$;

create or replace procedure wl.wall(who text, tab regclass, rule text) language plpgsql as $$
declare owned text; of_case boolean := exists (select 1 from pg_attribute
  where attrelid = tab and attname = 'case_id' and not attisdropped);
begin
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy wall on %s to %s using (%s) with check (%s)', tab, who, rule, rule);
  execute format('grant select, insert, update, delete on %s to %s', tab, who);
  for owned in select attname from pg_attribute
    where attrelid = tab and attname in ('organisation_id', 'case_id') and not attisdropped order by attname
  loop
    execute format('create trigger %I before update of %I on %s for each row when (old.%I is distinct from new.%I)
      execute function wl.stays()', owned || '_stays', owned, tab, owned, owned);
  end loop;
  if of_case and wl.kept_from_observers(tab, rule) then call wl.keep_from_observers(tab); end if;
  if of_case and wl.kept_from_team_observers(tab, rule) then call wl.keep_from_team_observers(tab); end if;
end $$;
