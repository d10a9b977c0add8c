-- A letter to an office waits while another one of its writer to that office, through another organisation, is under way.

alter table official_emails add column behind_since timestamptz, -- confirmed, and waiting for what becomes of that one
  add constraint official_emails_behind check (behind_since is null or state in ('waiting', 'stopped'));
create index official_emails_behind on official_emails (id) where state = 'waiting' and behind_since is not null;

-- Of these letters that wait, those whose writer has one under way to the same office in the same campaign through another
-- organisation, and whether that one has left, or may have. Those that it does not name may go.
-- Safety: for workers alone; it says of one's own letters that they are one too many, and nothing of the other. It holds the
-- letters of the campaign to the end of the transaction, so that two workers never let both go in the same moment.
drop function wl.letters_on_their_way(uuid[]);
create function wl.letters_before(of_actions uuid[]) returns table (action_id uuid, has_left boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'worker' then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('letters ' || own.campaign_id, 0)) from (select distinct e.campaign_id
    from official_emails e where e.action_id = any (of_actions) and e.organisation_id = wl.organisation()
    order by e.campaign_id) own;
  return query select e.action_id, bool_or(o.state in ('accepted', 'unknown') and not o.test) from official_emails e
      join campaigns c on c.id = e.campaign_id
      join official_emails o on o.campaign_id = e.campaign_id and o.target_id = e.target_id
        and o.person_number = e.person_number and o.organisation_id <> e.organisation_id
    where e.organisation_id = wl.organisation() and e.action_id = any (of_actions) and e.state = 'waiting'
      -- what went to the campaigner as a test goes to the office when the tests are over
      and (o.state in ('held', 'queued', 'claimed') or o.state in ('accepted', 'unknown') and not o.test
        or o.state = 'accepted' and o.test and c.test_mode)
    group by e.action_id;
end $$;
revoke all on function wl.letters_before(uuid[]) from public;
grant execute on function wl.letters_before(uuid[]) to wl_worker;
