-- What was stopped stays stopped, and who has left can still end what was begun while it was in.

-- Safety: a page that its organisation closed for good does not become public by an older signature.
create or replace function wl.partner_page_follows() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update partner_pages p set state = 'live', live_at = coalesce(p.live_at, new.published_at)
      where p.id = new.subject_id and p.state <> 'closed';
    if not found then
      raise exception 'this page is closed' using errcode = '23514', constraint = 'partner_pages_closed';
    end if;
    return new;
  end if;
  update partner_pages p set state = 'paused' where p.id = old.subject_id and p.state = 'live';
  return old;
end $$;

-- What was asked before its campaign or page was stopped, by versions that let it come back.
update sign_offs s set state = 'replaced', settled_at = now()
  where (s.state = 'asked' or (s.state = 'prepared' and s.publish_at is not null))
    and (exists (select 1 from campaigns c where s.subject_kind = 'campaign' and c.id = s.subject_id
        and c.state in ('paused', 'ended') and s.signed_at <= coalesce(c.ended_at, c.paused_at))
      or exists (select 1 from partner_pages p where s.subject_kind = 'partner-page' and p.id = s.subject_id
        and p.state = 'closed'));

-- Cases that the asking organisation is in, or once was. For rules about writing only.
create function wl.cases_once_in() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return coalesce((select array_agg(case_id) from coalition_members where organisation_id = wl.organisation()), '{}');
end $$;
revoke all on function wl.cases_once_in() from public;
grant execute on function wl.cases_once_in() to wl_office, wl_worker;

-- Safety: a supporter's word counts with whomever she gave it to, and what nobody confirmed is erased in time, also when the
-- organisation has left the case since, or the case was erased. Its own events alone, and its worker's: no member writes there.
drop policy narrow_insert on events;
call wl.narrow('insert', 'events', $$case_id is null or case_id = any ((select wl.coalition_cases())::uuid[])
  or (organisation_id = (select wl.organisation()) and (select wl.kind()) = 'worker'
    and case_id = any ((select wl.cases_once_in())::uuid[]))$$);
