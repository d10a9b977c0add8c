-- Who brings a new organisation in stands for it beside a colleague, in whichever case and however it is invited.

-- Whether an invitation's link has founded it: nobody was there before. The database says so itself.
alter table organisations add column brought_in boolean not null default false;
create trigger brought_in_stays before update of brought_in on organisations for each row
  when (old.brought_in is distinct from new.brought_in and current_user in ('wl_office', 'wl_worker'))
  execute function wl.stays();
update organisations o set brought_in = true where exists (select 1 from one_time_links l
  where l.purpose = 'new-organisation' and l.used_for = o.id
    and not exists (select 1 from members m where m.organisation_id = o.id and m.created_at < l.used_at));

create or replace function wl.bind_invitation() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update organisations o set brought_in = true
    where o.id = new.used_for and not exists (select 1 from members m where m.organisation_id = o.id);
  update coalition_invitations i set invited_id = new.used_for
    where i.link_id = new.id and i.state = 'open' and i.invited_id is null
      and not exists (select 1 from coalition_invitations o where o.case_id = i.case_id and o.invited_id = new.used_for and o.state = 'open')
      and not exists (select 1 from coalition_members m where m.case_id = i.case_id and m.organisation_id = new.used_for and m.left_at is null);
  return null;
end $$;

-- Safety: an organisation that one person brought in is a second signature in that person's hand. A colleague's word counts
-- where somebody stands for the colleague's organisation in turn, back to one that nobody brought in.
create function wl.vouched_for(of_organisation uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive vouched (id) as (
    select o.id from organisations o where not o.brought_in
    union
    select i.invited_id from coalition_invitations i join vouched v on v.id = i.organisation_id
      where i.confirmed_by is not null and i.invited_id is not null
  ) select exists (select 1 from vouched v where v.id = of_organisation) $$;

-- Whether a colleague has to look at it, beside whoever invites; and whether there is none. Said here, not by who invites.
alter table coalition_invitations add column unproven boolean not null default false;
update coalition_invitations i set unproven = true
  where i.state = 'open' and (i.link_id is not null or not wl.vouched_for(i.invited_id));
create function wl.asks_a_colleague() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.unproven := new.link_id is not null or not wl.vouched_for(new.invited_id);
  -- readers do not count: they sign nothing
  new.alone := new.unproven and (select count(distinct m.account_id) from members m
    where m.organisation_id = new.organisation_id and m.removed_at is null and m.role <> 'viewer') <= 1;
  return new;
end $$;
create trigger asks_a_colleague before insert on coalition_invitations for each row execute function wl.asks_a_colleague();
revoke all on function wl.vouched_for(uuid), wl.asks_a_colleague() from public;

create or replace function wl.confirm_invitation(of_invitation uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' then return false; end if;
  update coalition_invitations i set confirmed_by = c[3]::uuid, confirmed_at = at
    where i.id = of_invitation and i.case_id = any (wl.file_cases()) and i.organisation_id = c[2]::uuid and i.state = 'open'
      and i.confirmed_by is null and not i.alone and i.unproven and i.created_by <> c[3]::uuid;
  return found;
end $$;

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
    or (asked.unproven and asked.confirmed_by is null and not asked.alone)) then return null; end if;
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
