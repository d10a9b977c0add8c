-- Who decides about those who sign a joint letter is kept by the database, column by column; and what a machine can see of a
-- name that should not stand there is seen before a person lists it.

-- A word of somebody's in the file stands in its name or at its web site: of use while she is not public by name.
alter table joint_letter_signatories add tells_of_her boolean not null default false;

-- Safety: what was typed, for whom, and whether the mail came from its own domain is nobody's to change.
revoke update on joint_letter_signatories from wl_office, wl_worker;
grant update (state, listed_at, listed_by, listed_under, checked_how, declined_at, declined_by, removed_at, removed_by,
  withdrawn_at, withdrawn_by, reason, to_tell) on joint_letter_signatories to wl_office;
grant update (state, text_hash, verified_at, tells_of_her, withdrawn_at, to_tell) on joint_letter_signatories to wl_worker;

create function wl.decides_who_signed(of_letter uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from joint_letters l where l.id = of_letter and (l.organisation_id = wl.organisation()
    or exists (select 1 from coalition_members m where m.case_id = l.case_id and m.organisation_id = wl.organisation()
      and m.role = 'lead' and m.left_at is null))) $$;

-- Safety: a person of the letter's organisation, or of the lead, decides about who signed from outside, in her own name; its
-- worker alone takes what comes by mail; and a member's signature is its own.
create function wl.signatory_by_whom() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare way text := case when tg_op = 'INSERT' then '' else old.state end || '>' || new.state; fine boolean;
  of_worker boolean := wl.kind() = 'worker' and exists (select 1 from joint_letters l where l.id = new.letter_id
    and l.organisation_id = wl.organisation());
begin
  if new.member_organisation_id is not null then
    fine := new.member_organisation_id = wl.organisation() and wl.kind() = 'member'
      and (way = '>listed' and new.listed_by = wl.account() or way = 'listed>withdrawn' and new.withdrawn_by = wl.account());
  elsif way in ('>pending', 'pending>waiting', 'waiting>withdrawn', 'listed>withdrawn') or old.state = new.state then
    fine := of_worker;
  elsif way in ('waiting>listed', 'declined>listed') then
    fine := wl.kind() = 'member' and new.listed_by = wl.account() and wl.decides_who_signed(new.letter_id);
  elsif way = 'waiting>declined' then
    fine := wl.kind() = 'member' and new.declined_by = wl.account() and wl.decides_who_signed(new.letter_id);
  elsif way = 'listed>removed' then
    fine := wl.kind() = 'member' and new.removed_by = wl.account() and wl.decides_who_signed(new.letter_id);
  end if;
  if fine is not true then
    raise exception 'not theirs to decide' using errcode = '42501', constraint = 'signatory_by_whom';
  end if;
  return new;
end $$;
create trigger signatory_by_whom before insert or update on joint_letter_signatories for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.signatory_by_whom();
revoke all on function wl.decides_who_signed(uuid), wl.signatory_by_whom() from public;
