-- What remains with an organisation of the letters that left a case with it: whom it reached, which it sees, at signatories, which
-- it sees no more.

-- Safety: whoever takes its signature back has taken it back, should the organisation return and the letter come out again.
create function wl.take_signature_back(of_signatory uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wl.kind() is distinct from 'worker' then return false; end if;
  update joint_letter_signatories s set state = 'withdrawn', withdrawn_at = wl.moment(), to_tell = null
    from joint_letters l where s.id = of_signatory and l.id = s.letter_id and l.organisation_id = wl.organisation()
      and s.member_organisation_id is null and s.state in ('waiting', 'listed');
  return found;
end $$;

-- Since when the asking organisation is out of a case; null while it is in. Its own membership is all that it tells.
create function wl.out_since(of_case uuid) returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
  select m.left_at from coalition_members m where m.case_id = of_case and m.organisation_id = wl.organisation() $$;

revoke all on function wl.take_signature_back(uuid), wl.out_since(uuid) from public;
grant execute on function wl.take_signature_back(uuid), wl.out_since(uuid) to wl_worker;
