-- An observing organisation reads the coalition's room and writes nothing into it, whatever its members' roles are; who is
-- on the case team by name works there as everybody on it.

-- Safety: held here, because every verb of every module that writes into a case would have to remember it.
create function wl.may_write_in(of_case uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' then return true; end if; -- the walls decide
  return not exists (select 1 from coalition_members m
      where m.case_id = of_case and m.organisation_id = c[2]::uuid and m.left_at is null and m.role = 'observer')
    or of_case = any (wl.file_cases());
end $$;
revoke all on function wl.may_write_in(uuid) from public;
grant execute on function wl.may_write_in(uuid) to wl_office, wl_worker;

create function wl.observers_read() returns trigger language plpgsql as $$
declare of_case uuid;
begin
  if tg_argv[0] = 'id' then of_case := case when tg_op = 'DELETE' then old.id else new.id end;
  else of_case := case when tg_op = 'DELETE' then old.case_id else new.case_id end; end if;
  if of_case is not null and not wl.may_write_in(of_case) then
    raise exception 'observers read' using errcode = '42501', constraint = 'observers_read';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;

-- What an observing organisation does write: who it is in the coalition, and what it does for itself.
create function wl.kept_from_observers(tab regclass, rule text) returns boolean language sql immutable as $$
  select rule like '%room_cases%' and tab::text not in ('events', 'drafts', 'coalition_people', 'coalition_members',
    'coalition_invitations', 'case_keys') $$;
create procedure wl.keep_from_observers(tab regclass) language plpgsql as $$
begin
  -- only the office's login: workers act for nobody
  execute format('create trigger observers_read before insert or update or delete on %s for each row
    when (current_user = ''wl_office'') execute function wl.observers_read(%L)', tab,
    case when tab = 'cases'::regclass then 'id' else 'case_id' end);
end $$;
revoke all on procedure wl.keep_from_observers(regclass) from public;

do $$
declare tab regclass;
begin
  for tab in select p.polrelid::regclass from pg_policy p
    where p.polname = 'wall' and wl.kept_from_observers(p.polrelid::regclass, pg_get_expr(p.polqual, p.polrelid))
      and (p.polrelid = 'cases'::regclass or exists (select 1 from pg_attribute a
        where a.attrelid = p.polrelid and a.attname = 'case_id' and not a.attisdropped))
    order by 1
  loop call wl.keep_from_observers(tab); end loop;
end $$;

-- Later walls do it by themselves.
create or replace procedure wl.wall(who text, tab regclass, rule text) language plpgsql as $$
declare owned text;
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
  if wl.kept_from_observers(tab, rule) and exists (select 1 from pg_attribute
    where attrelid = tab and attname = 'case_id' and not attisdropped) then call wl.keep_from_observers(tab); end if;
end $$;
