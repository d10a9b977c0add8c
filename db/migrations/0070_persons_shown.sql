-- Whoever publishes says whose page it is, and ticks for each person what that person agreed to: also from the coalition's
-- room, which cannot read the file. It learns who may stand on a page, by number and role alone.
do $$ declare tab text; begin
  foreach tab in array array['persons', 'consents'] loop
    if not exists (select 1 from pg_policy p where p.polrelid = tab::regclass and p.polname = 'owner_door') then
      call wl.owner_door(tab::regclass);
    end if;
  end loop;
end $$;

create function wl.persons_shown(of_case uuid) returns table (id uuid, role text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not of_case = any (wl.room_cases()) then return; end if;
  return query select p.id, p.role from persons p
    where p.case_id = of_case and p.removed_at is null
      and (p.role = 'at-risk' or exists (select 1 from consents c where c.case_id = of_case and c.person_id = p.id))
    order by p.role <> 'at-risk', p.created_at, p.id;
end $$;
revoke all on function wl.persons_shown(uuid) from public;
grant execute on function wl.persons_shown(uuid) to wl_office, wl_worker;
