-- A withdrawal in doubt that takes purposes away, not the item: what stood is kept, and what was left of it, so that two
-- people bring back exactly what it took.
alter table withdrawal_items add column former_purposes text[];
alter table withdrawal_items add column left_purposes text[];
alter table withdrawal_items add constraint withdrawal_items_narrowed check (
  (former_purposes is null) = (left_purposes is null) and left_purposes <@ former_purposes
  and not former_purposes <@ left_purposes and left_purposes <> '{}');

-- A page that went down in doubt and could not be kept is not brought back by anybody.
alter table withdrawals add column unkept integer not null default 0;
alter table withdrawals add constraint withdrawals_unkept check (unkept = 0 or (in_doubt and unkept > 0));

-- Safety: a consent is never for more than it was given for. Purposes that were taken away in doubt come back as that
-- withdrawal is undone by signature, and only they.
create function wl.purposes_come_back() returns trigger language plpgsql as $$
declare
  back text[] := array(select unnest(new.purposes) except select unnest(old.purposes));
begin
  if not exists (
    select 1 from withdrawal_items i
    join withdrawals w on w.id = i.withdrawal_id
    join sign_offs s on s.id = w.sign_off_id and s.state = 'signed'
    where i.consent_id = old.id and w.in_doubt and w.settled_how = 'restored' and i.final_at is null
      and i.former = new.state
      and back <@ array(select unnest(i.former_purposes) except select unnest(i.left_purposes))) then
    raise exception 'a consent is given anew for more' using errcode = '23514', constraint = 'consents_stay_narrowed';
  end if;
  return new;
end $$;
create trigger purposes_come_back before update of purposes on consents for each row
  when (not new.purposes <@ old.purposes) execute function wl.purposes_come_back();
