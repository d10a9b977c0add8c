-- Alarms about more than signs of life: time limits, hearings, and what other nouns must wake a team for.

alter table alarms drop constraint alarms_stage_check;
alter table alarms add constraint alarms_stage_check check (stage in ('nudge', 'second-channel', 'duty-calls', 'trusted', 'lawyer',
  'authorities', 'emergency', 'duress', 'system-gap', 'test', 'deadline', 'hearing', 'consent-review-missed',
  'duress-withdrawal', 'emergency-raised', 'emergency-review-due'));
alter table alarms add column once_key text check (once_key ~ '^[a-z0-9 :-]{1,200}$');
alter table alarms add column about uuid;              -- the row that it is about: settled there, it is taken here
alter table alarms add column near text check (near in ('day', 'hour', 'over'));
alter table alarms add column rings_at timestamptz;    -- the moment that it was raised for
alter table alarms add column early_at timestamptz;    -- a clock that ran ahead raised it: its moment rings once more
alter table alarms add constraint alarms_of_a_case check ((once_key is not null) = (stage in ('deadline', 'hearing',
  'consent-review-missed', 'duress-withdrawal', 'emergency-raised', 'emergency-review-due'))
  and (once_key is null or case_id is not null));
create unique index alarms_once_key on alarms (organisation_id, once_key) where early_at is null;
create index alarms_about on alarms (about) where about is not null and acknowledged_at is null;

-- Web Push: a browser of the member that shows the alarm. {endpoint, p256dh, auth, browser} sealed.
alter table alarm_channels drop constraint alarm_channels_kind_check;
alter table alarm_channels add constraint alarm_channels_kind_check check (kind in ('http', 'push'));
