-- Safety: an organisation can leave a coalition, and take its name back, also while the room is shut to it. Its people cannot reach the
-- case then; a worker of theirs can. An administrator writes down what is wished, and the worker does it in the ordinary way.
create table membership_wishes (
  id uuid primary key,
  case_id uuid not null,
  organisation_id uuid not null,
  what text not null check (what in ('leave', 'unname')),
  asked_at timestamptz not null,
  asked_by uuid not null references accounts (id),
  settled_at timestamptz,
  -- 'not-now': nobody else would be on the case team
  settled_how text check (settled_how in ('done', 'not-now')),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id),
  check ((settled_at is null) = (settled_how is null))
);
create unique index membership_wishes_open on membership_wishes (case_id, organisation_id, what) where settled_at is null;
alter table membership_wishes enable row level security;
alter table membership_wishes force row level security;
call wl.owner_door('membership_wishes');
create policy wall on membership_wishes to wl_office, wl_worker
  using (organisation_id = (select wl.organisation())) with check (organisation_id = (select wl.organisation()));
call wl.narrow('insert', 'membership_wishes', $$ (select wl.kind()) = 'member' and (select wl.is_admin())
  and asked_by = (select wl.account()) and asked_at = (select wl.moment()) and settled_at is null
  and case_id = any ((select wl.coalition_cases())::uuid[]) $$);
grant select, insert on membership_wishes to wl_office;
grant select, update (settled_at, settled_how) on membership_wishes to wl_worker;

-- The coalitions that the asking administrator's organisation is in, by code name, also those whose room is shut.
create function wl.own_coalitions()
returns table (case_id uuid, code_name text, role text, named_in_public boolean, joined_at timestamptz, is_open boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.case_id, k.code_name, m.role, m.named_in_public, m.joined_at, m.case_id = any ((select wl.room_cases())::uuid[])
  from coalition_members m join cases k on k.id = m.case_id
  where m.organisation_id = wl.organisation() and m.left_at is null and wl.kind() = 'member' and wl.is_admin() $$;
revoke execute on function wl.own_coalitions() from public;
grant execute on function wl.own_coalitions() to wl_office;

create or replace function wl.end_membership(of_case uuid, of_organisation uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or not of_case = any (wl.coalition_cases()) then return false; end if;
  if (c[1] <> 'member' or of_organisation is distinct from c[2]::uuid or not wl.is_admin())
    and not (c[1] = 'worker' and of_organisation = c[2]::uuid and exists (select 1 from membership_wishes w
      where w.case_id = of_case and w.organisation_id = of_organisation and w.what = 'leave' and w.settled_at is null))
    and not exists (select 1 from coalition_decisions d
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
  -- what it wished is done, and binds no later membership
  update membership_wishes w set settled_at = at, settled_how = 'done'
    where w.case_id = of_case and w.organisation_id = of_organisation and w.settled_at is null;
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

create or replace function wl.name_in_public(of_case uuid, named boolean) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not of_case = any (wl.coalition_cases()) then return false; end if;
  if not wl.is_admin() and not (wl.kind() = 'worker' and not named and exists (select 1 from membership_wishes w
    where w.case_id = of_case and w.organisation_id = wl.organisation() and w.what = 'unname' and w.settled_at is null))
  then return false; end if;
  update coalition_members m set named_in_public = named
    where m.case_id = of_case and m.organisation_id = wl.organisation() and m.named_in_public <> named;
  return found;
end $$;
grant execute on function wl.name_in_public(uuid, boolean) to wl_worker;

-- Whoever comes back to a coalition shows the campaign again on its own page: what its going closed is a draft, to be signed anew
-- under the old address. So it is for those that are back already, but for pages that they closed themselves.
create function wl.partner_pages_begin() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update partner_pages p set state = 'draft', version = p.version + 1
    where p.case_id = new.case_id and p.organisation_id = new.organisation_id and p.state = 'closed';
  return null;
end $$;
create trigger partner_pages_begin after update of left_at on coalition_members for each row
  when (old.left_at is not null and new.left_at is null) execute function wl.partner_pages_begin();
update partner_pages p set state = 'draft', version = p.version + 1
  from coalition_members m where m.case_id = p.case_id and m.organisation_id = p.organisation_id and m.left_at is null
    and p.state = 'closed' and p.created_at < m.joined_at
    and not exists (select 1 from events e where e.subject = p.id and e.type = 'campaign.page-closed');
