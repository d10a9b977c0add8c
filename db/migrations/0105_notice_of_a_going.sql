-- Nobody is thrown out at one stroke: two people stand for it, and it comes about no earlier than its notice says.

alter table coalition_decisions add column notice_until timestamptz;
alter table coalition_decisions disable trigger user;
update coalition_decisions set notice_until = asked_at + interval '72 hours' where kind = 'end-membership';
alter table coalition_decisions enable trigger user;
alter table coalition_decisions add constraint coalition_decisions_notice
  check ((kind = 'end-membership') = (notice_until is not null));
create index coalition_decisions_in_notice on coalition_decisions (notice_until) where state = 'open' and notice_until is not null;

-- Safety: the notice is not the asker's to say, and no shorter later on.
create function wl.gives_notice() returns trigger language plpgsql as $$
begin
  new.notice_until := case when new.kind = 'end-membership' then new.asked_at + interval '72 hours' end;
  return new;
end $$;
create trigger gives_notice before insert or update of notice_until on coalition_decisions for each row
  execute function wl.gives_notice();

-- Safety: an organisation goes after its notice, when two people of the others stand for it: who asked, and whoever agreed
-- beside them, for another organisation or for the same. How many organisations agree is counted in wl.settles.
create function wl.goes_after_notice() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.settled_at < new.notice_until or not exists (select 1 from wl.voters_of(new.case_id) v
    join coalition_votes w on w.decision_id = new.id and w.organisation_id = v.organisation_id and w.voted_at >= v.joined_at
    where w.answer = 'agree' and w.account_id <> new.asked_by and v.organisation_id <> new.concerns_id) then
    raise exception 'not before its notice, nor by one person' using errcode = '23514', constraint = 'coalition_decisions_heard';
  end if;
  return new;
end $$;
revoke all on function wl.goes_after_notice() from public;
create trigger goes_after_notice before update of state on coalition_decisions for each row
  when (new.kind = 'end-membership' and new.state = 'agreed') execute function wl.goes_after_notice();
