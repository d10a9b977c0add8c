-- Tasks of the coalition's room: what one organisation asks of another, or of itself, until when, and who took it. The file's
-- tasks (case_tasks) stay its team's.
create table coalition_tasks (
  id uuid primary key,
  case_id uuid not null,
  -- who set it
  organisation_id uuid not null,
  set_by uuid not null references accounts,
  set_at timestamptz not null,
  -- whose it is; null: nobody's, because that organisation left or gave it back
  for_organisation_id uuid,
  -- who of that organisation has taken it, or was named by a colleague
  owner_account uuid references accounts,
  owner_sealed bytea,
  -- it ends with this day by the clock of this zone (IANA), at due_at
  due_on date,
  due_zone text check (char_length(due_zone) between 1 and 64),
  due_at timestamptz,
  state text not null default 'open' check (state in ('open', 'done', 'withdrawn')),
  settled_at timestamptz,
  settled_by uuid references accounts,
  sealed bytea not null,
  unique (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id),
  foreign key (case_id, for_organisation_id) references coalition_members (case_id, organisation_id),
  check (num_nonnulls(due_on, due_zone, due_at) in (0, 3)),
  check ((owner_account is null) = (owner_sealed is null) and (owner_account is null or for_organisation_id is not null)),
  check ((state = 'open') = (settled_at is null) and (settled_at is null) = (settled_by is null))
);
create index coalition_tasks_of_case on coalition_tasks (case_id, state, due_at);
create index coalition_tasks_of_organisation on coalition_tasks (for_organisation_id, due_at) where state = 'open';
call wl.wall('wl_office, wl_worker', 'coalition_tasks', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'coalition_tasks', 'organisation_id = (select wl.organisation()) and set_by = (select wl.account())');
revoke delete, update on coalition_tasks from wl_office, wl_worker;
grant update (for_organisation_id, owner_account, owner_sealed, state, settled_at, settled_by) on coalition_tasks to wl_office;
call wl.owner_door('coalition_tasks');

-- What became of each, in order; never rewritten. Whoever did it stands there by name, sealed.
create table coalition_task_acts (
  id uuid primary key,
  task_id uuid not null,
  case_id uuid not null,
  -- whose person did it; of 'left' the organisation that left
  organisation_id uuid not null,
  account_id uuid references accounts,
  act text not null check (act in ('set', 'given', 'taken', 'named', 'let-go', 'given-back', 'done', 'reopened', 'withdrawn', 'left')),
  at timestamptz not null,
  sealed bytea,
  foreign key (task_id, case_id) references coalition_tasks (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id),
  check ((act = 'left') = (sealed is null))
);
create index coalition_task_acts_of_task on coalition_task_acts (task_id, at);
call wl.wall('wl_office, wl_worker', 'coalition_task_acts', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'coalition_task_acts',
  'organisation_id = (select wl.organisation()) and account_id = (select wl.account()) and act <> ''left''');
revoke delete, update on coalition_task_acts from wl_office, wl_worker;
call wl.owner_door('coalition_task_acts');

-- Safety: an organisation is asked by whoever has a voice in the room, and answers for its own people alone: nobody else takes a
-- task for it, or names one of its people. What is set does not change; who asked, or does it, says how it stands.
create function wl.task_moves() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare us uuid := wl.organisation(); role_of_us text; fits boolean;
begin
  select v.role into role_of_us from wl.voters_of(new.case_id) v where v.organisation_id = us;
  fits := role_of_us is not null and wl.kind() = 'member'
    and (new.for_organisation_id is null
      or exists (select 1 from wl.voters_of(new.case_id) v where v.organisation_id = new.for_organisation_id));
  if new.owner_account is not null and (tg_op = 'INSERT' or new.owner_account is distinct from old.owner_account) then
    -- held, so that nobody is removed beside this
    perform 1 from members m where m.account_id = new.owner_account and m.organisation_id = us
      and m.removed_at is null and m.role <> 'viewer' for share;
    fits := fits and found and new.for_organisation_id = us;
  end if;
  if tg_op = 'INSERT' then
    fits := fits and new.state = 'open' and new.for_organisation_id is not null and new.set_at = wl.moment();
  else
    if (new.for_organisation_id, new.owner_account) is distinct from (old.for_organisation_id, old.owner_account) then
      fits := fits and old.state = 'open' and new.state = 'open'
        and (old.for_organisation_id is null or old.for_organisation_id = us)
        and (new.for_organisation_id is not distinct from old.for_organisation_id or old.for_organisation_id is null
          or new.for_organisation_id is null);
    end if;
    if new.state <> old.state then
      fits := fits and (us = old.organisation_id or (us = old.for_organisation_id and 'withdrawn' not in (old.state, new.state))
          or (role_of_us = 'lead' and 'withdrawn' in (old.state, new.state)))
        and 'open' in (old.state, new.state);
    end if;
    fits := fits and (new.settled_at is not distinct from old.settled_at or new.settled_at is null
      or (new.settled_at = wl.moment() and new.settled_by = wl.account()));
  end if;
  if fits is not true then raise exception 'not this organisation''s to say' using errcode = '42501', constraint = 'coalition_tasks_moves'; end if;
  return new;
end $$;
create trigger task_moves before insert or update on coalition_tasks for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.task_moves();

-- What an organisation that leaves, or only observes from now on, has not done is nobody's, and the others see that it is.
create function wl.tasks_are_left() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with freed as (update coalition_tasks t set for_organisation_id = null, owner_account = null, owner_sealed = null
    where t.case_id = new.case_id and t.for_organisation_id = new.organisation_id and t.state = 'open' returning t.id)
  insert into coalition_task_acts (id, task_id, case_id, organisation_id, act, at)
    select gen_random_uuid(), freed.id, new.case_id, new.organisation_id, 'left', coalesce(new.left_at, wl.moment(), now()) from freed;
  return null;
end $$;
create trigger tasks_are_left after update on coalition_members for each row
  when ((new.left_at is not null and old.left_at is null) or (new.role = 'observer' and old.role <> 'observer'))
  execute function wl.tasks_are_left();
