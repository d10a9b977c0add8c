-- A word that was taken back stays beside its text also when it is given again, and is judged once; a task that is finished is
-- taken up again when its organisation has gone; and no step stands in a task's history that nobody has made.

-- A word was taken back and nobody has looked since whether the text lacks it; only where it waits for its hour.
alter table sign_offs add column to_judge_since timestamptz;
update sign_offs s set to_judge_since = now() where state = 'prepared' and publish_at is not null and held_at is null
  and (second_taken_back_at is not null
    or exists (select 1 from sign_off_approvals a where a.sign_off_id = s.id and a.answer = 'taken-back'));
create index sign_offs_to_judge on sign_offs (to_judge_since) where to_judge_since is not null;

-- What was taken back before it was given again, or given by somebody else; as it was sealed in its own place.
create table sign_off_words_before (
  id uuid primary key default gen_random_uuid(),
  sign_off_id uuid not null,
  case_id uuid not null,
  what text not null check (what in ('approval', 'signature')),
  organisation_id uuid not null,
  account_id uuid not null references accounts,
  taken_back_at timestamptz not null,
  sealed bytea not null,
  foreign key (sign_off_id, case_id) references sign_offs (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id)
);
create index sign_off_words_before_of on sign_off_words_before (sign_off_id, taken_back_at);
call wl.wall('wl_office, wl_worker', 'sign_off_words_before', 'case_id = any ((select wl.room_cases())::uuid[])');
revoke insert, update, delete on sign_off_words_before from wl_office, wl_worker;
call wl.owner_door('sign_off_words_before');

create function wl.word_stays() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'sign_offs' then
    insert into sign_off_words_before (sign_off_id, case_id, what, organisation_id, account_id, taken_back_at, sealed)
      values (old.id, old.case_id, 'signature', old.second_organisation, old.second_by, old.second_taken_back_at, old.second_reason_sealed);
  else
    insert into sign_off_words_before (sign_off_id, case_id, what, organisation_id, account_id, taken_back_at, sealed)
      values (old.sign_off_id, old.case_id, 'approval', old.organisation_id, old.account_id, old.answered_at, old.sealed);
  end if;
  return null;
end $$;
create trigger word_stays after update on sign_offs for each row
  when (old.second_taken_back_at is not null and new.second_taken_back_at is distinct from old.second_taken_back_at)
  execute function wl.word_stays();
create trigger word_stays after update on sign_off_approvals for each row
  when (old.answer = 'taken-back' and (new.answer, new.answered_at) is distinct from (old.answer, old.answered_at))
  execute function wl.word_stays();

-- As in 0111, and: what was settled for an organisation that has no voice any more is taken up again as nobody's; and what changes
-- nothing is no move.
create or replace function wl.task_moves() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare us uuid := wl.organisation(); role_of_us text; fits boolean; freed boolean := false;
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
    fits := fits and new is distinct from old;
    freed := old.state <> 'open' and new.state = 'open' and new.for_organisation_id is null and new.owner_account is null
      and not exists (select 1 from wl.voters_of(old.case_id) v where v.organisation_id = old.for_organisation_id);
    if not freed and (new.for_organisation_id, new.owner_account) is distinct from (old.for_organisation_id, old.owner_account) then
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

-- Safety: a history that is never rewritten is worth what may be written into it: one step, of what this transaction has done to the
-- task, by whoever does it, at this moment.
create function wl.task_step_was_made() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare t coalition_tasks; us uuid := wl.organisation(); me uuid := wl.account(); here text := pg_current_xact_id()::xid::text; fits boolean;
begin
  select * into t from coalition_tasks c where c.id = new.task_id and c.case_id = new.case_id and c.xmin::text = here;
  fits := found and new.at = wl.moment()
    and not exists (select 1 from coalition_task_acts a where a.task_id = new.task_id and a.xmin::text = here)
    and case new.act
      when 'set' then t.set_at = new.at and t.set_by = me and t.organisation_id = us
      when 'done' then t.state = 'done' and t.settled_at = new.at and t.settled_by = me
      when 'withdrawn' then t.state = 'withdrawn' and t.settled_at = new.at and t.settled_by = me
      when 'taken' then t.state = 'open' and t.for_organisation_id = us and t.owner_account = me
      when 'named' then t.state = 'open' and t.for_organisation_id = us and t.owner_account is not null
      when 'let-go' then t.state = 'open' and t.for_organisation_id = us and t.owner_account is null
      when 'given' then t.state = 'open' and t.for_organisation_id is not null and t.owner_account is null
      when 'given-back' then t.state = 'open' and t.for_organisation_id is null
      when 'reopened' then t.state = 'open'
    end;
  if fits is not true then raise exception 'nobody did that' using errcode = '42501', constraint = 'coalition_task_acts_made'; end if;
  return new;
end $$;
create trigger task_step_was_made before insert on coalition_task_acts for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.task_step_was_made();
revoke all on function wl.word_stays(), wl.task_step_was_made() from public;
