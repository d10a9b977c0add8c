-- Safety: what a partner writes about her on its own page of a campaign is a text of the coalition: the charter's quorum, dissent
-- and silence hold for it. What waits from before without a quorum is asked anew; what is public stays.

alter table sign_offs drop constraint sign_offs_joint;
alter table sign_offs add constraint sign_offs_joint
  check (quorum = 1 or (needed = 2 and subject_kind in ('case', 'campaign', 'partner-page', 'update')));

create or replace function wl.approved_by_coalition() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare charter jsonb; voters int; approving int; dissenting int; wanted int;
begin
  if new.needed = 1 or new.subject_kind not in ('case', 'campaign', 'partner-page', 'update') then return new; end if;
  select c.terms into charter from coalition_charters c where c.case_id = new.case_id order by c.version desc limit 1;
  select count(*), count(*) filter (where a.answer = 'approve'), count(*) filter (where a.answer = 'dissent')
    into voters, approving, dissenting
    from coalition_members m left join sign_off_approvals a on a.sign_off_id = new.id and a.organisation_id = m.organisation_id
    where m.case_id = new.case_id and m.left_at is null and m.role <> 'observer';
  wanted := least(greatest(new.quorum, coalesce((charter ->> 'quorum')::int, 1)), voters);
  if wanted <= 1 then return new; end if;
  if new.approved_at is null
     or (dissenting > 0 and charter ->> 'dissent' = 'stops')
     or (approving < wanted and (dissenting > 0 or new.silence_at is null or new.approved_at < new.silence_at)) then
    raise exception 'below the quorum of the charter' using errcode = '23514', constraint = 'sign_offs_quorum_reached';
  end if;
  return new;
end $$;
