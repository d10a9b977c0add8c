-- Safety: a withdrawal in doubt never brings a consent back past a newer answer of the same person for the same item,
-- whatever became of that answer since. A proposal is no answer, and what was superseded has its own successor.
create or replace function wl.consent_comes_back() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from (
      select w.at, w.in_doubt, w.settled_how, w.sign_off_id, i.final_at, i.former
      from withdrawal_items i join withdrawals w on w.id = i.withdrawal_id
      where i.consent_id = old.id order by w.at desc, w.id desc limit 1) last
    join sign_offs s on s.id = last.sign_off_id and s.state = 'signed'
    where last.in_doubt and last.settled_how = 'restored' and last.final_at is null and last.former = new.state
      and not exists (
        select 1 from consents n
        where n.case_id = old.case_id and n.person_id = old.person_id and n.item = old.item and n.id <> old.id
          and n.recorded_at >= last.at and n.state not in ('proposed', 'superseded'))) then
    raise exception 'a withdrawn consent is given anew' using errcode = '23514', constraint = 'consents_stay_withdrawn';
  end if;
  return new;
end $$;
