-- Updates: dated public texts on a case.

create table updates (
  id uuid primary key,
  case_id uuid not null references cases,
  organisation_id uuid not null references organisations,
  campaign_id uuid,
  short_id text not null unique check (short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'),
  kind text not null check (kind in ('alert', 'further-information', 'act-now', 'stop', 'hearing-notice', 'hearing-result',
    'good-news', 'bad-news', 'still-watching', 'message-from-the-person', 'correction', 'closing', 'in-memoriam', 'thank-you')),
  state text not null default 'draft' check (state in ('draft', 'review', 'approved', 'published', 'withdrawn')),
  default_language text not null default 'en',
  dated_on date not null,
  image_id uuid,
  image_shows boolean not null default true, -- the author says whether the picture shows the person: then it needs her consent
  items text[] not null default '{}',        -- what the author ticked last, to fill the form again
  created_by uuid not null references accounts,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  published_by uuid references accounts,
  corrected_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid references accounts,
  version int not null default 1,
  foreign key (campaign_id, case_id) references campaigns (id, case_id),
  foreign key (image_id, case_id) references case_images (id, case_id),
  foreign key (case_id, organisation_id) references coalition_members (case_id, organisation_id),
  unique (id, case_id)
);
create index updates_of_case on updates (case_id, published_at desc);
call wl.wall('wl_office, wl_worker', 'updates', 'case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'updates', 'organisation_id = (select wl.organisation())');
call wl.owner_door('updates');

create table update_texts (
  update_id uuid not null,
  case_id uuid not null,
  language text not null,
  sealed bytea not null, -- {headline, place, authors, source, body, ask, nextExpected, correctionNote}
  translation text not null default 'original' check (translation in ('original', 'machine', 'reviewed')),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references accounts,
  primary key (update_id, language),
  foreign key (update_id, case_id) references updates (id, case_id)
);
call wl.wall('wl_office, wl_worker', 'update_texts', 'case_id = any ((select wl.room_cases())::uuid[])');

alter table broadcasts add foreign key (update_id, case_id) references updates (id, case_id);

-- Broadcasts across organisations: the sender works for all of them, in one context each. Ids, states and dates only.

-- Behind the wall of forced row level security these functions run as the owner.
call wl.owner_door('broadcasts');
call wl.owner_door('broadcast_chunks');
call wl.owner_door('published.documents');

create function wl.organisation_of_broadcast(b uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as
$$ select organisation_id from broadcasts where id = b $$;

-- Those that still have an open or claimed chunk, oldest first.
-- Safety: what is sent is read from what is public now. Where the update or the case has no page, `texts_at` is null and
-- the sender treats the broadcast as stopped, whatever its state says.
create function wl.broadcasts_at_work()
returns table (id uuid, organisation_id uuid, case_id uuid, update_id uuid, state text, texts_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.id, b.organisation_id, b.case_id, b.update_id, b.state,
    case when exists (select 1 from published.documents d where d.kind = 'case' and d.case_id = b.case_id) then
      (select max(d.changed_at) from published.documents d join updates u on u.short_id = d.key
        where d.kind = 'update' and u.id = b.update_id) end
  from broadcasts b
  where b.state in ('sending', 'paused', 'cancelled')
    and exists (select 1 from broadcast_chunks c where c.broadcast_id = b.id and c.state <> 'done')
  order by b.number $$;

-- A page that goes down stops its mail, of every organisation that sends it. Ids only.
create function wl.stop_broadcasts(the_case uuid, the_update uuid, at timestamptz)
returns table (id uuid, organisation_id uuid)
language sql security definer set search_path = public, pg_temp as $$
  update broadcasts b set state = 'cancelled', cancelled_at = at, cancelled_by = wl.account()
  where b.case_id = the_case and (the_update is null or b.update_id = the_update)
    and b.state in ('frozen', 'sending', 'paused')
    and the_case = any (wl.room_cases())
  returning b.id, b.organisation_id $$;

revoke all on function wl.organisation_of_broadcast(uuid), wl.broadcasts_at_work(),
  wl.stop_broadcasts(uuid, uuid, timestamptz) from public;
grant execute on function wl.organisation_of_broadcast(uuid), wl.broadcasts_at_work() to wl_office, wl_worker;
grant execute on function wl.stop_broadcasts(uuid, uuid, timestamptz) to wl_office, wl_worker;
