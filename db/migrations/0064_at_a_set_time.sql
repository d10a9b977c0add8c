-- What is signed may come out at a set time: it lies ready until then, and the clock sends it.

alter table sign_offs add column publish_at timestamptz;
alter table sign_offs add column publish_zone text check (char_length(publish_zone) between 1 and 64); -- whose clock its author meant
alter table sign_offs add constraint sign_offs_timed check ((publish_at is null) = (publish_zone is null)
  and (publish_at is null or (condition is null and publish_at > signed_at and subject_kind in ('case', 'campaign', 'update'))));
-- Safety: not a moment before its hour, whoever asks
alter table sign_offs add constraint sign_offs_not_before
  check (state <> 'signed' or publish_at is null or settled_at >= publish_at);
alter table sign_offs drop constraint sign_offs_prepared;
alter table sign_offs add constraint sign_offs_prepared
  check (state <> 'prepared' or condition is not null or publish_at is not null);
-- what is kept for the day of an arrest stays beside what comes out on Friday
drop index sign_offs_one_prepared;
create unique index sign_offs_one_prepared on sign_offs (subject_kind, subject_id, (condition is null)) where state = 'prepared';
create index sign_offs_due on sign_offs (publish_at) where state = 'prepared' and publish_at is not null and held_at is null;

create trigger sign_off_keeps_hour before update of publish_at, publish_zone on sign_offs for each row
  when ((old.publish_at, old.publish_zone) is distinct from (new.publish_at, new.publish_zone))
  execute function wl.sign_off_keeps_quorum();
-- Safety: the organisations are counted again at its hour
drop trigger approved_on_update on sign_offs;
create trigger approved_on_update before update on sign_offs for each row
  when ((old.state = 'asked' and new.state in ('signed', 'prepared'))
    or (old.state = 'prepared' and new.state = 'signed' and new.publish_at is not null))
  execute function wl.approved_by_coalition();

-- A text that could not come out at its hour wakes the team.
alter table alarms drop constraint alarms_stage_check;
alter table alarms add constraint alarms_stage_check check (stage in ('nudge', 'second-channel', 'duty-calls', 'trusted', 'lawyer',
  'authorities', 'emergency', 'duress', 'system-gap', 'test', 'deadline', 'hearing', 'consent-review-missed',
  'duress-withdrawal', 'emergency-raised', 'emergency-review-due', 'in-danger', 'text-held'));
alter table alarms drop constraint alarms_of_a_case;
alter table alarms add constraint alarms_of_a_case check ((once_key is not null) = (stage in ('deadline', 'hearing',
  'consent-review-missed', 'duress-withdrawal', 'emergency-raised', 'emergency-review-due', 'in-danger', 'text-held'))
  and (once_key is null or case_id is not null));
