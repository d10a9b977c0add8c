-- Joint letters stand in the feeds of their case, and so does, in the place of one that was withdrawn, a notice.
alter table published.notices add kind text not null default 'update' check (kind in ('update', 'joint-letter'));

-- Who was taken off a letter may be put back by the same people; not one that asked to be taken off.
create or replace function wl.signatory_by_whom() returns trigger
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
  elsif way in ('waiting>listed', 'declined>listed')
     or (way = 'removed>listed' and old.reason <> 'asked-by-them') then
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
