-- Whether the lead of a case works in it is said by what its own people did.

-- Whether somebody of the lead has done anything in the case since this question was put. Not seen from the room: what is done
-- in the file counts too, and who serves whom elsewhere is for each organisation alone. What a partner does to the lead's
-- part of something joint, or answers to its invitation, is written in the lead's log and is no act of it.
create function wl.lead_has_acted(of_decision uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from coalition_decisions d
    join coalition_members l on l.case_id = d.case_id and l.role = 'lead' and l.left_at is null
    join events e on e.case_id = d.case_id and e.at > d.asked_at and e.actor_kind = 'member'
      and e.organisation_id = l.organisation_id
    join members s on s.organisation_id = l.organisation_id and s.account_id = e.actor_account
      and (s.removed_at is null or s.removed_at >= e.at)
    where d.id = of_decision and d.kind = 'lead' and d.case_id = any (wl.room_cases())) $$;
revoke all on function wl.lead_has_acted(uuid) from public;
grant execute on function wl.lead_has_acted(uuid) to wl_office, wl_worker;
