-- A text that lies ready for a day that may come is counted against the charter once more when it is sent.

-- signed and ready from before words were kept: it was approved when the last of its signatures stood
update sign_offs set approved_at = coalesce(second_at, signed_at)
  where state = 'prepared' and approved_at is null and needed = 2;

-- Safety: what lies ready for that day may still be approved as it lies, so that nothing has to be signed anew on the day.
-- No other word is given there: who is against it takes it back.
create or replace function wl.may_approve() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from sign_offs s where s.id = new.sign_off_id and (s.state = 'asked' and s.quorum > 1
       or s.state = 'prepared' and s.condition is not null and s.needed = 2 and new.answer = 'approve'))
     or not exists (select 1 from coalition_members m where m.case_id = new.case_id and m.organisation_id = new.organisation_id
       and m.role <> 'observer' and m.left_at is null)
  then raise exception 'no word here' using errcode = '42501'; end if;
  return new;
end $$;

-- how they are counted: 0092, beside the kinds of 0089
drop trigger approved_on_update on sign_offs;
create trigger approved_on_update before update on sign_offs for each row
  when (old.state = 'asked' and new.state in ('signed', 'prepared') or old.state = 'prepared' and new.state = 'signed')
  execute function wl.approved_by_coalition();
