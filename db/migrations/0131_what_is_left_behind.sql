-- What an organisation leaves behind can be ended, and what it wished is settled with it; what is stopped for others is stopped now.

-- As in 0114, and: where whoever began a campaign has left the case, the lead ends it, and changes nothing else of it.
create or replace function wl.runs_own_campaign() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() = 'member' and old.organisation_id is distinct from wl.organisation()
     and not (new.state = 'ended' and old.state <> 'ended'
       and (old.code_name, old.kinds, old.act_by, old.time_zone, old.letter_mode, old.goal_minimum, old.default_language,
           old.test_mode, old.test_address_sealed) is not distinct from
         (new.code_name, new.kinds, new.act_by, new.time_zone, new.letter_mode, new.goal_minimum, new.default_language,
           new.test_mode, new.test_address_sealed)
       and exists (select 1 from coalition_members m where m.case_id = old.case_id and m.organisation_id = wl.organisation()
         and m.role = 'lead' and m.left_at is null)
       and not exists (select 1 from coalition_members m where m.case_id = old.case_id
         and m.organisation_id = old.organisation_id and m.left_at is null)) then
    raise exception 'another organisation runs this campaign' using errcode = '42501', constraint = 'campaigns_own';
  end if;
  return new;
end $$;
revoke all on function wl.runs_own_campaign() from public;

-- A wish is settled with the membership, however that ends, also by erasing the case.
alter table membership_wishes drop constraint membership_wishes_settled_how_check;
alter table membership_wishes add constraint membership_wishes_settled_how_check check (settled_how in ('done', 'not-now', 'leads'));
create function wl.wishes_end() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update membership_wishes w set settled_at = new.left_at, settled_how = 'done'
    where w.case_id = new.case_id and w.organisation_id = new.organisation_id and w.settled_at is null;
  return null;
end $$;
create trigger wishes_end after update of left_at on coalition_members for each row
  when (new.left_at is not null and old.left_at is null) execute function wl.wishes_end();
update membership_wishes w set settled_at = m.left_at, settled_how = 'done' from coalition_members m
  where m.case_id = w.case_id and m.organisation_id = w.organisation_id and m.left_at is not null and w.settled_at is null;

-- Safety: whoever asked to go, or to be named no more, reads "done" of what is done, and why of what is not.
create function wl.wish_is_so() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare m coalition_members; fits boolean;
begin
  select * into m from coalition_members c where c.case_id = new.case_id and c.organisation_id = new.organisation_id;
  fits := old.settled_at is null and new.settled_at = wl.moment() and case new.settled_how
    when 'done' then m.left_at is not null or (new.what = 'unname' and not m.named_in_public)
    when 'leads' then new.what = 'leave' and m.left_at is null and m.role = 'lead'
    when 'not-now' then new.what = 'leave' and m.left_at is null and m.role <> 'lead'
  end;
  if fits is not true then raise exception 'that is not so' using errcode = '42501', constraint = 'membership_wishes_settled'; end if;
  return new;
end $$;
create trigger wish_is_so before update on membership_wishes for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.wish_is_so();
revoke all on function wl.wishes_end(), wl.wish_is_so() from public;

-- As in 0114, by the moment of the context; whoever asks does not say when it was. The reasons stay as they were.
drop function wl.requeue_tests_of_others(uuid, timestamptz);
create function wl.requeue_tests_of_others(of_campaign uuid) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare count int;
begin
  update official_emails e set state = 'queued', test = false, settled_at = null, claimed_at = null, claimed_by = null,
      handed_at = null, not_before = wl.moment(), attempts = 0
    from campaigns c, actions a, coalition_members m
    where c.id = of_campaign and e.campaign_id = c.id and e.organisation_id <> wl.organisation() and e.test and e.state = 'accepted'
      and a.id = e.action_id and a.state = 'confirmed' and not c.test_mode and c.organisation_id = wl.organisation()
      and m.case_id = c.case_id and m.organisation_id = e.organisation_id and m.left_at is null and m.role <> 'observer'
      and wl.kind() = 'member' and c.case_id = any (wl.room_cases()) and wl.may_write_in(c.case_id);
  get diagnostics count = row_count;
  return count;
end $$;

drop function wl.stop_letters_of_others(uuid, uuid, timestamptz);
create function wl.stop_letters_of_others(of_campaign uuid, of_target uuid) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare count int;
begin
  update official_emails e set state = 'stopped', settled_at = wl.moment()
    from campaigns c where c.id = e.campaign_id and e.campaign_id = of_campaign and e.organisation_id <> wl.organisation()
      and (of_target is null or e.target_id = of_target) and e.state in ('waiting', 'held', 'queued', 'claimed')
      and c.case_id = any (wl.room_cases()) and wl.may_write_in(c.case_id)
      and (c.state = 'ended'
        or exists (select 1 from publications p where p.subject_kind = 'campaign' and p.subject_id = c.id
          and p.published_at = wl.moment())
        or exists (select 1 from campaign_targets g left join targets t on t.id = g.target_id
          where g.campaign_id = c.id and g.target_id = of_target and (g.removed_at is not null or t.retired_at is not null)));
  get diagnostics count = row_count;
  return count;
end $$;

drop function wl.stop_broadcasts_of(uuid, uuid, timestamptz);
create function wl.stop_broadcasts_of(the_case uuid, of_organisation uuid) returns table (id uuid)
language sql security definer set search_path = public, pg_temp as $$
  update broadcasts b set state = 'cancelled', cancelled_at = wl.moment(), cancelled_by = wl.account()
  where b.case_id = the_case and b.organisation_id = of_organisation and b.state in ('frozen', 'sending', 'paused')
    and the_case = any (wl.room_cases()) and (of_organisation = wl.organisation()
      or exists (select 1 from coalition_decisions d where d.case_id = the_case and d.kind = 'end-membership'
        and d.concerns_id = of_organisation and d.state = 'agreed' and d.settled_at = wl.moment()))
  returning b.id $$;
revoke all on function wl.requeue_tests_of_others(uuid), wl.stop_letters_of_others(uuid, uuid), wl.stop_broadcasts_of(uuid, uuid)
  from public;
grant execute on function wl.stop_letters_of_others(uuid, uuid), wl.stop_broadcasts_of(uuid, uuid) to wl_office, wl_worker;
grant execute on function wl.requeue_tests_of_others(uuid) to wl_office;
