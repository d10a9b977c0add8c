-- Signatures that people gave on paper, a batch at a time, with scans of the sheets. They are an organisation's own: others read
-- numbers, and what stands on the sheets lies under its key. Upgrade: nothing to do; single signatures that were entered by
-- hand stay what they are.

create table paper_batches (
  id uuid primary key,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null references organisations (id),
  -- the text that stood on the sheets
  letter_id uuid not null,
  signatures int not null check (signatures between 1 and 1000000),
  collected_on date not null,
  kind text not null check (kind in ('stand', 'sheets', 'event', 'other')),
  -- whether scans are kept with it, or were until its organisation left
  evidenced boolean not null,
  sealed bytea not null,
  version int not null default 1,
  recorded_at timestamptz not null,
  recorded_by uuid not null references accounts (id),
  withdrawn_at timestamptz,
  withdrawn_by uuid references accounts (id),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  foreign key (campaign_id, case_id) references campaigns (id, case_id),
  foreign key (letter_id, campaign_id) references signed_letters (id, campaign_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id),
  unique (id, case_id, organisation_id)
);
create index paper_batches_of on paper_batches (campaign_id, organisation_id);

create table paper_evidence (
  id uuid primary key,
  batch_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  position int not null check (position between 1 and 20),
  content_type text not null check (content_type in ('image/jpeg', 'application/pdf')),
  size int not null check (size between 1 and 20971520),
  name_sealed bytea not null,
  sealed bytea not null,
  added_at timestamptz not null,
  added_by uuid not null references accounts (id),
  foreign key (batch_id, case_id, organisation_id) references paper_batches (id, case_id, organisation_id),
  unique (batch_id, position)
);

-- What became of a batch since: each change with what it was before, and why.
create table paper_changes (
  batch_id uuid not null,
  version int not null check (version > 1),
  case_id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('corrected', 'evidence', 'withdrawn')),
  was int not null,
  becomes int not null,
  sealed bytea not null,
  changed_at timestamptz not null,
  changed_by uuid not null references accounts (id),
  primary key (batch_id, version),
  foreign key (batch_id, case_id, organisation_id) references paper_batches (id, case_id, organisation_id)
);

do $$
declare tab text;
begin
  foreach tab in array '{paper_batches,paper_evidence,paper_changes}'::text[] loop
    call wl.wall('wl_office, wl_worker', tab::regclass,
      'organisation_id = (select wl.organisation()) and case_id = any ((select wl.room_cases())::uuid[])');
    call wl.owner_door(tab::regclass);
    -- Safety: what was counted in public stays written down, with whoever wrote it
    execute format('revoke update, delete on %I from wl_office, wl_worker', tab);
    execute format('revoke insert on %I from wl_worker', tab);
  end loop;
end $$;
grant update (signatures, evidenced, version, withdrawn_at, withdrawn_by) on paper_batches to wl_office;
call wl.narrow('insert', 'paper_batches', 'recorded_by = (select wl.account()) and withdrawn_at is null and version = 1');
call wl.narrow('insert', 'paper_evidence', 'added_by = (select wl.account())');
call wl.narrow('insert', 'paper_changes', 'changed_by = (select wl.account())');

-- Safety: "with evidence" is said of nothing that has none.
create function wl.paper_has_evidence() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from paper_evidence e where e.batch_id = new.id) then
    raise exception 'no evidence is kept with it' using errcode = '23514', constraint = 'paper_batches_evidenced';
  end if;
  return null;
end $$;
create constraint trigger has_evidence after insert or update of evidenced on paper_batches deferrable initially deferred
  for each row when (new.evidenced) execute function wl.paper_has_evidence();

-- Safety: a number that the public reads changes with its history only.
create function wl.paper_change_is_kept() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null or new.version <> old.version + 1 or (old.evidenced and not new.evidenced)
     or not exists (select 1 from paper_changes c where c.batch_id = new.id and c.version = new.version
       and c.was = old.signatures and (c.kind = 'withdrawn') = (new.withdrawn_at is not null)
       and c.becomes = case when new.withdrawn_at is null then new.signatures else 0 end) then
    raise exception 'a batch changes with its history' using errcode = '23514', constraint = 'paper_batches_kept';
  end if;
  return new;
end $$;
create trigger change_is_kept before update on paper_batches for each row
  when (current_user in ('wl_office', 'wl_worker')) execute function wl.paper_change_is_kept();

-- Who leaves loses the case and all that it kept for it; so does everybody when the case is erased. The numbers stay.
create function wl.erase_paper() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from paper_evidence e where e.case_id = new.case_id and e.organisation_id = new.organisation_id;
  update paper_changes c set sealed = '' where c.case_id = new.case_id and c.organisation_id = new.organisation_id;
  update paper_batches b set sealed = '' where b.case_id = new.case_id and b.organisation_id = new.organisation_id;
  return null;
end $$;
create trigger erase_paper after update of left_at on coalition_members for each row
  when (new.left_at is not null and old.left_at is null) execute function wl.erase_paper();

-- How many through each organisation, with evidence and without. For the room, and for whoever counts for the public.
create function wl.campaign_paper(of_campaign uuid) returns table (organisation_id uuid, evidenced int, unproven int)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.organisation_id, least(coalesce(sum(b.signatures) filter (where b.evidenced), 0), 2000000000)::int,
    least(coalesce(sum(b.signatures) filter (where not b.evidenced), 0), 2000000000)::int
  from paper_batches b
  where b.campaign_id = of_campaign and b.withdrawn_at is null
    and wl.kind() in ('member', 'worker') and b.case_id = any (wl.room_cases())
  group by b.organisation_id $$;

revoke all on function wl.erase_paper(), wl.paper_has_evidence(), wl.paper_change_is_kept(), wl.campaign_paper(uuid) from public;
grant execute on function wl.campaign_paper(uuid) to wl_office, wl_worker;
