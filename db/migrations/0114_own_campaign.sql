-- A campaign is run by the organisation that began it, whoever leads: from the room anybody may pause it and write with it, and
-- no other changes its settings, ends its test, asks for its signature or closes it. A second signature is anybody's who may sign.
create function wl.runs_own_campaign() returns trigger language plpgsql as $$
begin
  if wl.kind() = 'member' and old.organisation_id is distinct from wl.organisation() then
    raise exception 'another organisation runs this campaign' using errcode = '42501', constraint = 'campaigns_own';
  end if;
  return new;
end $$;
create trigger runs_own before update on campaigns for each row
  when (current_user = 'wl_office' and ((new.state = 'ended' and old.state <> 'ended')
    or (old.code_name, old.kinds, old.act_by, old.time_zone, old.letter_mode, old.goal_minimum, old.default_language, old.test_mode)
      is distinct from
      (new.code_name, new.kinds, new.act_by, new.time_zone, new.letter_mode, new.goal_minimum, new.default_language, new.test_mode)
    or old.test_address_sealed is distinct from new.test_address_sealed))
  execute function wl.runs_own_campaign();

-- As before, and: who runs a campaign asks for its signature; an official is corrected by whoever keeps it.
create or replace function wl.signs_by_rule() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare voters int; inside boolean;
begin
  select count(*), coalesce(bool_or(v.organisation_id = wl.organisation()), false) into voters, inside
    from wl.voters_of(new.case_id) v;
  if wl.kind() is distinct from 'member' or not inside or new.organisation_id is distinct from wl.organisation()
     or new.signed_at is distinct from wl.moment() or new.approved_at is not null or new.rule in ('earlier', 'emergency')
     or (new.subject_kind = 'campaign' and new.rule <> 'official' and not exists (select 1 from campaigns c
       where c.id = new.subject_id and c.organisation_id = wl.organisation()))
     or (new.alone and (voters > 1 or not wl.serves_alone()))
     or (new.needed = 2 and new.two_organisations is distinct from
       (voters > 1 and new.rule in ('first', 'higher-level', 'new-item', 'restore-consent')))
     or (new.rule in ('correction', 'official', 'lowering') and (
       not exists (select 1 from publications p where p.case_id = new.case_id and p.subject_kind = new.subject_kind
         and p.subject_id = new.subject_id)
       or exists (select 1 from unnest(new.items) as shown (item) where not exists (select 1 from publications p
         join publication_items i on i.publication_id = p.id where p.subject_kind = new.subject_kind
           and p.subject_id = new.subject_id and p.case_id = new.case_id and i.person_id || ':' || i.item = shown.item))))
  then raise exception 'not to be signed like this' using errcode = '42501', constraint = 'sign_offs_rule_holds'; end if;
  return new;
end $$;

create or replace function wl.requeue_tests_of_others(of_campaign uuid, at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare count int;
begin
  update official_emails e set state = 'queued', test = false, settled_at = null, claimed_at = null, claimed_by = null,
      handed_at = null, not_before = at, attempts = 0
    from campaigns c, actions a, coalition_members m
    where c.id = of_campaign and e.campaign_id = c.id and e.organisation_id <> wl.organisation() and e.test and e.state = 'accepted'
      and a.id = e.action_id and a.state = 'confirmed' and not c.test_mode and c.organisation_id = wl.organisation()
      and m.case_id = c.case_id and m.organisation_id = e.organisation_id and m.left_at is null and m.role <> 'observer'
      and wl.kind() = 'member' and c.case_id = any (wl.room_cases()) and wl.may_write_in(c.case_id);
  get diagnostics count = row_count;
  return count;
end $$;

-- Others' letters and mailings are stopped for what has happened and not because somebody in the room says so: a campaign that has
-- ended, that came out anew in this transaction and may show less of her, an office that is retired or taken out; a membership
-- that ends by its own word or by what the others agreed in this transaction. What stops with her consent asks none of these: the
-- campaign is paused, and `wl.stop_broadcasts` is as it was.
create or replace function wl.stop_letters_of_others(of_campaign uuid, of_target uuid, at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare count int;
begin
  update official_emails e set state = 'stopped', settled_at = at
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

create or replace function wl.stop_broadcasts_of(the_case uuid, of_organisation uuid, at timestamptz) returns table (id uuid)
language sql security definer set search_path = public, pg_temp as $$
  update broadcasts b set state = 'cancelled', cancelled_at = at, cancelled_by = wl.account()
  where b.case_id = the_case and b.organisation_id = of_organisation and b.state in ('frozen', 'sending', 'paused')
    and the_case = any (wl.room_cases()) and (of_organisation = wl.organisation()
      or exists (select 1 from coalition_decisions d where d.case_id = the_case and d.kind = 'end-membership'
        and d.concerns_id = of_organisation and d.state = 'agreed' and d.settled_at = wl.moment()))
  returning b.id $$;
