-- What somebody at risk sends is never lost in silence: unread, in a file that is gone, or in a talk that answers nothing.

-- Safety: a look at check-ins that has not heard whoever answered knows nothing of them.
alter table check_in_pulses add column heard_at timestamptz; -- all that had come by then has been read

alter table alarms drop constraint alarms_stage_check;
alter table alarms add constraint alarms_stage_check check (stage in ('nudge', 'second-channel', 'duty-calls', 'trusted', 'lawyer',
  'authorities', 'emergency', 'duress', 'system-gap', 'test', 'deadline', 'hearing', 'consent-review-missed',
  'duress-withdrawal', 'emergency-raised', 'emergency-review-due', 'in-danger', 'text-held'));
alter table alarms drop constraint alarms_of_a_case;
alter table alarms add constraint alarms_of_a_case check ((once_key is not null) = (stage in ('deadline', 'hearing',
  'consent-review-missed', 'duress-withdrawal', 'emergency-raised', 'emergency-review-due', 'in-danger', 'text-held'))
  and (once_key is null or case_id is not null));

create or replace function wl.erase_case(of_case uuid, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'member' or not (of_case = any (wl.file_cases())) then
    raise exception 'not on the team of this case' using errcode = '42501';
  end if;
  perform 1 from cases where id = of_case and state = 'archived' for update;
  if not found or not exists (select 1 from case_decisions where case_id = of_case and kind = 'erase' and answer = 'agreed') then
    raise exception 'two people have not agreed' using errcode = '42501';
  end if;
  delete from case_keys where case_id = of_case;
  update cases set state = 'erased', code_name = '–', publicity_level = 0, caseworker_id = null, version = version + 1 where id = of_case;
  update case_team set removed_at = at, removed_by = wl.account() where case_id = of_case and removed_at is null;
  update coalition_members set left_at = at where case_id = of_case and left_at is null;
  -- Safety: nobody reads what would come by her links, so they are void and say so
  update check_in_plans set state = 'ended', ended_at = at, ended_by = wl.account() where case_id = of_case and state <> 'ended';
  update consent_links set ended_at = at, ended_how = 'revoked' where case_id = of_case and ended_at is null;
end $$;

-- Those of cases that were erased before.
update check_in_plans p set state = 'ended', ended_at = now() from cases k
  where k.id = p.case_id and k.state = 'erased' and p.state <> 'ended';
update consent_links l set ended_at = now(), ended_how = 'revoked' from cases k
  where k.id = l.case_id and k.state = 'erased' and l.ended_at is null;
