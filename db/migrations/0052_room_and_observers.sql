-- The room reads of her words what she approved, while her consent to be quoted stands and is for the coalition too. What
-- she approved for everybody it reads also while that consent is for the web alone, or was taken back in a doubt that is not
-- settled: it signs what goes there, and what comes back.
-- Safety: what was only taken down or read back is between her and the team, whatever circle it is meant for.
create function wl.room_reads(of_case uuid, of_person uuid, circle text, point_state text) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select circle in ('room', 'public') and point_state in ('approved', 'narrowed') and exists (select 1 from consents c
    where c.case_id = of_case and c.person_id = of_person and c.item = 'quotes'
      and ('coalition' = any (c.purposes) or (circle = 'public' and 'web' = any (c.purposes)))
      and (c.expires_at is null or c.expires_at > now())
      and (c.state = 'given' or (circle = 'public' and exists (select 1 from withdrawal_items i
        join withdrawals w on w.id = i.withdrawal_id where i.consent_id = c.id and i.former = 'given' and i.final_at is null
          and w.in_doubt and w.settled_at is null)))) $$;
revoke all on function wl.room_reads(uuid, uuid, text, text) from public;
grant execute on function wl.room_reads(uuid, uuid, text, text) to wl_office, wl_worker;

alter policy wall on statement_points using (case_id = any ((select wl.file_cases())::uuid[])
    or (case_id = any ((select wl.room_cases())::uuid[]) and wl.room_reads(case_id, person_id, visibility, state)))
  with check (case_id = any ((select wl.file_cases())::uuid[]));
alter policy wall on statement_texts using (case_id = any ((select wl.file_cases())::uuid[])
    or (case_id = any ((select wl.room_cases())::uuid[]) and wl.room_reads(case_id, person_id, visibility, point_state)))
  with check (case_id = any ((select wl.file_cases())::uuid[]));

-- Who observes stops nobody's mail, and sends none of the case's.
create or replace function wl.stop_broadcasts(the_case uuid, the_update uuid, at timestamptz)
returns table (id uuid, organisation_id uuid)
language sql security definer set search_path = public, pg_temp as $$
  update broadcasts b set state = 'cancelled', cancelled_at = at, cancelled_by = wl.account()
  where b.case_id = the_case and (the_update is null or b.update_id = the_update)
    and b.state in ('frozen', 'sending', 'paused')
    and the_case = any (wl.room_cases()) and wl.may_write_in(the_case)
  returning b.id, b.organisation_id $$;
create or replace function wl.pause_broadcasts(the_case uuid, the_spell uuid, at timestamptz)
returns table (id uuid, organisation_id uuid) language sql security definer set search_path = public, pg_temp as $$
  update broadcasts b set state = 'paused', paused_at = at, paused_by = wl.account(), quiet_spell_id = the_spell
  where b.case_id = the_case and b.state in ('frozen', 'sending') and the_case = any (wl.room_cases())
    and wl.may_write_in(the_case)
    and exists (select 1 from quiet_spells q where q.id = the_spell and q.case_id = the_case and q.ended_at is null)
  returning b.id, b.organisation_id $$;
-- Its own that are under way it may still pause and cancel.
create trigger observers_read before insert on broadcasts for each row
  when (current_user = 'wl_office') execute function wl.observers_read('case_id');
create trigger observers_resume_nothing before update on broadcasts for each row
  when (current_user = 'wl_office' and new.state = 'sending' and old.state <> 'sending')
  execute function wl.observers_read('case_id');
