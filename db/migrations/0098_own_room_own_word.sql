-- What somebody who runs statements of their own inside their own coalition's room may not claim: another's word, another hour,
-- a smaller quorum, or that nobody else is there. The verbs ask the same; here it holds whoever asks.

-- The signed context names the moment of its transaction too:
-- 'kind|organisation|account|expiry epoch seconds|moment epoch milliseconds|hex hmac' gives {kind, organisation, account, moment}.
create or replace function wl.context() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  raw text := current_setting('wl.context', true);
  parts text[];
  pads wl.context_key;
begin
  if raw is null or raw = '' then return null; end if;
  parts := string_to_array(raw, '|');
  if cardinality(parts) <> 6 then return null; end if;
  select * into pads from wl.context_key;
  if not found then return null; end if;
  if encode(sha256(pads.outer_pad || sha256(pads.inner_pad
       || convert_to(array_to_string(parts[1:5], '|'), 'UTF8'))), 'hex') <> parts[6] then return null; end if;
  if to_timestamp(parts[4]::bigint) < now() then return null; end if;
  return parts[1:3] || parts[5];
end $$;
-- The moment of this transaction by the application's clock, or null without a context.
-- Safety: an hour that a statement brings along is compared with it, so that no silence and no minutes run out by being claimed.
create function wl.moment() returns timestamptz language sql stable as $$
  select timestamptz 'epoch' + (wl.context())[4]::bigint * interval '1 millisecond' $$;

-- The charter in force of a case; what holds before there is one is said in src/coalitions/charter.ts (firstTerms).
create function wl.charter_of(of_case uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select '{"quorum": 1, "silenceHours": 0, "silentLeadHours": 72, "holdMinutes": 30, "invites": "lead"}'::jsonb
    || coalesce((select c.terms from coalition_charters c where c.case_id = of_case order by c.version desc limit 1), '{}') $$;
-- Who signs and votes in a case: its organisations but observers.
create function wl.voters_of(of_case uuid) returns table (organisation_id uuid, role text, joined_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.organisation_id, m.role, m.joined_at from coalition_members m
    where m.case_id = of_case and m.left_at is null and m.role <> 'observer' $$;
-- Whether nobody else of the asking organisation could answer. Readers do not count: they sign nothing.
create function wl.serves_alone() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select count(distinct m.account_id) <= 1 from members m
    where m.organisation_id = wl.organisation() and m.removed_at is null and m.role <> 'viewer' $$;

-- Decisions ------------------------------------------------------------------------------------------------------------

-- Safety: how many must agree is counted here, from the charter and from who votes: the charter's own change needs all of them,
-- a going the most of the others, and a lead that is silent does not keep the others from going on.
create function wl.asks_in_own_name() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare charter jsonb := wl.charter_of(new.case_id); voters int; role_of_asker text; role_concerned text;
begin
  select count(*), min(v.role) filter (where v.organisation_id = wl.organisation()) into voters, role_of_asker
    from wl.voters_of(new.case_id) v;
  select m.role into role_concerned from coalition_members m
    where m.case_id = new.case_id and m.organisation_id = new.concerns_id and m.left_at is null;
  if wl.kind() is distinct from 'member' or new.asked_by is distinct from wl.account()
     or new.organisation_id is distinct from wl.organisation() or new.asked_at is distinct from wl.moment()
     or role_of_asker is null
     or (new.kind = 'lead' and role_concerned is distinct from 'partner')
     or (new.kind = 'end-membership' and (new.concerns_id = new.organisation_id
       or coalesce(role_concerned, 'lead') = 'lead'))
     or (new.silence_at is not null and ((charter ->> 'silenceHours')::int = 0
       or new.silence_at < new.asked_at + make_interval(hours => (charter ->> 'silenceHours')::int)))
  then raise exception 'nothing is asked like this' using errcode = '42501', constraint = 'coalition_decisions_asked'; end if;
  new.quorum := case new.kind
    when 'charter' then voters
    when 'end-membership' then (voters - (role_concerned <> 'observer')::int) / 2 + 1
    when 'lead' then greatest(1, least((charter ->> 'quorum')::int, voters - 1))
    else greatest(1, least((charter ->> 'quorum')::int, voters)) end;
  return new;
end $$;
create trigger asks_in_own_name before insert on coalition_decisions for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.asks_in_own_name();

-- Safety: it is settled now, not at an hour of one's own choice, and taken back by who asked alone. That its votes, or its
-- silence, say so is checked below.
create function wl.settled_now() returns trigger language plpgsql as $$
begin
  if new.settled_at is distinct from wl.moment() or (new.state = 'withdrawn' and (new.settled_how <> 'taken-back'
     or wl.kind() is distinct from 'member' or old.organisation_id is distinct from wl.organisation())) then
    raise exception 'not settled by you now' using errcode = '42501', constraint = 'coalition_decisions_settled_now';
  end if;
  return new;
end $$;
create trigger settled_now before update on coalition_decisions for each row
  when (current_user in ('wl_office', 'wl_worker') and old.state = 'open' and new.state <> 'open')
  execute function wl.settled_now();
revoke delete on coalition_decisions from wl_office, wl_worker;

-- Safety: the new lead takes it on itself; the old one gives it away, or is silent for the charter's hours, or stands alone
-- against it.
create function wl.lead_is_agreed(d coalition_decisions, at timestamptz) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (with said as (select v.organisation_id, v.role, w.answer from wl.voters_of(d.case_id) v
    left join coalition_votes w on w.decision_id = d.id and w.organisation_id = v.organisation_id and w.voted_at >= v.joined_at),
  counted as (select count(*) filter (where answer = 'agree') as agreeing,
    min(answer) filter (where role = 'lead') as lead_says,
    min(answer) filter (where organisation_id = d.concerns_id) as next_says,
    count(*) filter (where role = 'partner') as partners,
    count(*) filter (where role = 'partner' and answer = 'agree') as agreed,
    count(*) filter (where role = 'partner' and answer = 'object') as objecting from said)
  select coalesce(next_says = 'agree' and agreeing >= d.quorum and case
    when lead_says = 'agree' then true
    when lead_says is null then agreed * 2 > partners and objecting = 0 and not wl.lead_has_acted(d.id)
      and at >= d.asked_at + make_interval(hours => (wl.charter_of(d.case_id) ->> 'silentLeadHours')::int)
    else partners > 1 and agreed = partners end, false) from counted);
end $$;

-- Safety: a decision is settled once, and agreed only by the votes or the silence that it asked for; refused only when enough
-- have said so that it cannot be agreed any more. Who left and was invited back has not voted.
create or replace function wl.settles() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare voters int; agreeing int; objecting int; silent int; next_says text;
begin
  if old.state <> 'open' or (old.kind, old.quorum, old.terms, old.concerns_id, old.asked_at, old.asked_by, old.silence_at, old.sealed)
     is distinct from (new.kind, new.quorum, new.terms, new.concerns_id, new.asked_at, new.asked_by, new.silence_at, new.sealed)
  then raise exception 'a decision stays as it was put' using errcode = '23514', constraint = 'coalition_decisions_stay'; end if;
  if new.state not in ('agreed', 'refused') then return new; end if;
  select count(*), count(*) filter (where w.answer = 'agree'), count(*) filter (where w.answer = 'object'),
      count(*) filter (where w.answer is null), min(w.answer) filter (where v.organisation_id = new.concerns_id)
    into voters, agreeing, objecting, silent, next_says
    from wl.voters_of(new.case_id) v left join coalition_votes w on w.organisation_id = v.organisation_id
      and w.decision_id = new.id and w.voted_at >= v.joined_at
    where new.kind <> 'end-membership' or v.organisation_id <> new.concerns_id;
  if new.state = 'agreed' and not (case when new.kind = 'lead' then wl.lead_is_agreed(new, new.settled_at)
      else (agreeing >= new.quorum and (new.kind <> 'charter' or agreeing = voters))
        or (objecting = 0 and coalesce(new.settled_at >= wl.silence_ends(new.case_id, new.asked_at, new.silence_at), false)) end)
  then raise exception 'not agreed' using errcode = '23514', constraint = 'coalition_decisions_agreed'; end if;
  if new.state = 'refused' and not (case
      when new.kind = 'lead' then next_says in ('object', 'abstain')
        or new.concerns_id not in (select v.organisation_id from wl.voters_of(new.case_id) v)
      when new.kind = 'charter' then agreeing + silent < greatest(new.quorum, voters)
      else agreeing + silent < new.quorum end)
  then raise exception 'not refused' using errcode = '23514', constraint = 'coalition_decisions_refused'; end if;
  return new;
end $$;

-- Safety: in force is what was agreed on, word for word.
create function wl.charter_as_agreed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.agreed_at is distinct from wl.moment()
     or new.version <> 1 + coalesce((select max(c.version) from coalition_charters c where c.case_id = new.case_id), 0)
     or not exists (select 1 from coalition_decisions d where d.id = new.decision_id and d.terms = new.terms) then
    raise exception 'not what was agreed on' using errcode = '42501', constraint = 'coalition_charters_agreed';
  end if;
  return new;
end $$;
create trigger charter_as_agreed before insert on coalition_charters for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.charter_as_agreed();

-- Signatures -----------------------------------------------------------------------------------------------------------

call wl.owner_door('publication_items');

-- Safety: who says to be alone is; two organisations are asked where two are in; one person's rule is for what shows no more than
-- is public of the same thing already. That the words are fewer, or a correction, is read by the application alone.
create function wl.signs_by_rule() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare voters int; inside boolean;
begin
  select count(*), coalesce(bool_or(v.organisation_id = wl.organisation()), false) into voters, inside
    from wl.voters_of(new.case_id) v;
  if wl.kind() is distinct from 'member' or not inside or new.organisation_id is distinct from wl.organisation()
     or new.signed_at is distinct from wl.moment() or new.approved_at is not null or new.rule in ('earlier', 'emergency')
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
create trigger signs_by_rule before insert on sign_offs for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.signs_by_rule();

-- Safety: approved, signed second and settled is said of this moment alone.
create function wl.signs_now() returns trigger language plpgsql as $$
begin
  if (new.approved_at is distinct from old.approved_at and new.approved_at is distinct from wl.moment())
     or (new.second_at is distinct from old.second_at and new.second_at is distinct from wl.moment())
     or (new.settled_at is distinct from old.settled_at and new.settled_at is distinct from wl.moment()) then
    raise exception 'not now' using errcode = '42501', constraint = 'sign_offs_now';
  end if;
  return new;
end $$;
create trigger signs_now before update of approved_at, second_at, settled_at on sign_offs for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.signs_now();
revoke delete on sign_offs from wl_office, wl_worker;

-- Events ---------------------------------------------------------------------------------------------------------------

-- Safety: nobody writes down what another did. A member writes in the own organisation's history, now; in that of another of the
-- same case only what befell its alarms, its check-ins and its part of a joint broadcast.
create policy own_word on events as restrictive for insert to wl_office, wl_worker with check (
  actor_kind = (select wl.kind()) and actor_account is not distinct from (select wl.account())
  and ((select wl.kind()) <> 'member' or (at = (select wl.moment()) and (organisation_id = (select wl.organisation())
    or type ~ '^(alarm|broadcast|check-in)\.' and exists (
      select 1 from coalition_members m where m.case_id = events.case_id and m.organisation_id = events.organisation_id)))));

-- Invitations, memberships, joint broadcasts -----------------------------------------------------------------------------

-- Safety: one invites in the own name, where the charter lets the own organisation, and alone only where nobody could look at it.
create function wl.invites_in_own_name() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'member' or new.created_by is distinct from wl.account()
     or new.created_at is distinct from wl.moment() or new.expires_at > new.created_at + interval '14 days'
     or new.state <> 'open' or new.confirmed_by is not null or new.confirmed_at is not null
     or (new.alone and not wl.serves_alone())
     or not exists (select 1 from wl.voters_of(new.case_id) v where v.organisation_id = wl.organisation()
       and (v.role = 'lead' or wl.charter_of(new.case_id) ->> 'invites' = 'members'))
  then raise exception 'nobody is invited like this' using errcode = '42501', constraint = 'coalition_invitations_own'; end if;
  return new;
end $$;
create trigger invites_in_own_name before insert on coalition_invitations for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.invites_in_own_name();

-- Safety: the functions of the owner take the hour from whoever calls them; these tables hold it to the moment of the transaction,
-- so that an invitation that ran out is not accepted and nobody joins or leaves in the past. Without a context it is the owner.
create function wl.answered_now() returns trigger language plpgsql as $$
begin
  if (new.answered_at is distinct from old.answered_at and new.answered_at <> wl.moment())
     or (new.confirmed_at is distinct from old.confirmed_at and new.confirmed_at <> wl.moment()) then
    raise exception 'not now' using errcode = '42501', constraint = 'coalition_invitations_now';
  end if;
  return new;
end $$;
create trigger answered_now before update of answered_at, confirmed_at on coalition_invitations for each row
  execute function wl.answered_now();
create function wl.joins_now() returns trigger language plpgsql as $$
begin
  if (tg_op = 'INSERT' or new.joined_at is distinct from old.joined_at) and new.joined_at <> wl.moment()
     or tg_op = 'UPDATE' and new.left_at is distinct from old.left_at and new.left_at <> wl.moment() then
    raise exception 'not now' using errcode = '42501', constraint = 'coalition_members_now';
  end if;
  return new;
end $$;
create trigger joins_now before insert or update of joined_at, left_at on coalition_members for each row
  execute function wl.joins_now();

-- Safety: any organisation has the charter's minutes to hold what goes out from all, from now on.
create function wl.held_as_agreed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.created_at <> wl.moment() or new.hold_minutes < (wl.charter_of(new.case_id) ->> 'holdMinutes')::int
     or new.hold_until <> new.created_at + make_interval(mins => new.hold_minutes) or new.let_go_at is not null then
    raise exception 'held as the charter says' using errcode = '42501', constraint = 'joint_broadcasts_minutes';
  end if;
  return new;
end $$;
create trigger held_as_agreed before insert on joint_broadcasts for each row execute function wl.held_as_agreed();
create function wl.goes_now() returns trigger language plpgsql as $$
begin
  if new.let_go_at <> wl.moment() then
    raise exception 'not now' using errcode = '42501', constraint = 'joint_broadcasts_now';
  end if;
  return new;
end $$;
create trigger goes_now before update of let_go_at on joint_broadcasts for each row execute function wl.goes_now();

revoke all on function wl.charter_of(uuid), wl.voters_of(uuid), wl.serves_alone(), wl.asks_in_own_name(),
  wl.lead_is_agreed(coalition_decisions, timestamptz), wl.charter_as_agreed(), wl.signs_by_rule(), wl.invites_in_own_name(),
  wl.held_as_agreed() from public;
