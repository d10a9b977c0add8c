-- Who names, tries or ends a mail server of an organisation's own does it in their own name and at that moment, past the verbs too.
-- Upgrade: nothing to do.

drop policy narrow_insert on organisation_relays;
call wl.narrow('insert', 'organisation_relays',
  'made_by = (select wl.account()) and made_at = (select wl.moment()) and tested_at is null and passed_at is null
  and (untested or used_since is null) and (used_since is null or used_since = made_at) and ended_at is null
  and (asked_by is null or asked_by = made_by and asked_at = made_at)');

-- Safety: the place that a password goes to is never changed under it; another place is another row.
create or replace function wl.relay_settings_stay() returns trigger language plpgsql as $$
begin
  if length(new.sealed) > 0 and new.sealed <> old.sealed or old.ended_at is not null then
    raise exception 'the settings of a mail server stay as they were named' using errcode = '23514',
      constraint = 'organisation_relays_stay';
  end if;
  if wl.kind() = 'member' and (
      ((new.asked_by, new.asked_at) is distinct from (old.asked_by, old.asked_at)
          or new.test_sealed is not null and new.test_sealed is distinct from old.test_sealed)
        and (new.asked_by, new.asked_at) is distinct from (wl.account(), wl.moment())
      or new.ended_at is not null and (new.ended_by, new.ended_at) is distinct from (wl.account(), wl.moment())) then
    raise exception 'one asks and ends in one''s own name' using errcode = '23514', constraint = 'organisation_relays_own_name';
  end if;
  return new;
end $$;
