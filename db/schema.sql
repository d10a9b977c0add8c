create table intake.rows (
  id bigint not null generated always as identity,
  lane smallint not null,
  sealed bytea not null,
  received_at timestamp with time zone not null default now(),
  failures smallint not null default 0,
  parked_at timestamp with time zone,
  parked_reason text,
  constraint rows_lane_check CHECK (((lane >= 1) AND (lane <= 3))),
  constraint rows_pkey PRIMARY KEY (id),
  constraint rows_sealed_check CHECK (((length(sealed) >= 32) AND (length(sealed) <= 163840)))
);
CREATE INDEX rows_waiting ON intake.rows USING btree (lane, id) WHERE (parked_at IS NULL);
grant delete, select, update to wl_worker;
grant insert (lane, sealed) to wl_office;
grant insert (lane, sealed) to wl_public;
grant insert (lane, sealed) to wl_worker;

create table public.accounts (
  id uuid not null,
  address_sealed bytea not null,
  address_index bytea not null,
  name_sealed bytea not null,
  language text not null default 'en'::text,
  created_at timestamp with time zone not null default now(),
  disabled_at timestamp with time zone,
  constraint accounts_address_index_key UNIQUE (address_index),
  constraint accounts_pkey PRIMARY KEY (id)
);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (id = ( SELECT wl.account() AS account)));
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (id = ( SELECT wl.account() AS account)));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (id = ( SELECT wl.account() AS account)))
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (id = ( SELECT wl.account() AS account)));
create policy wall for * to wl_office, wl_worker
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (id = ( SELECT wl.account() AS account)) OR (EXISTS ( SELECT 1
   FROM members m
  WHERE ((m.account_id = accounts.id) AND (m.organisation_id = ( SELECT wl.organisation() AS organisation))))))
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (id = ( SELECT wl.account() AS account)) OR (EXISTS ( SELECT 1
   FROM members m
  WHERE ((m.account_id = accounts.id) AND (m.organisation_id = ( SELECT wl.organisation() AS organisation))))));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;

create table public.actions (
  id uuid not null,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  kind text not null,
  target_id uuid,
  supporter_id uuid,
  person_number integer,
  state text not null,
  self_reported boolean not null default false,
  handed_over boolean not null default false,
  outcome text,
  identity text,
  recorded_by uuid,
  country character(2),
  language text not null,
  journey bytea,
  sealed bytea,
  acted_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  expires_at timestamp with time zone,
  ended_at timestamp with time zone,
  index_ends boolean not null default false,
  letter_id uuid,
  name_sealed bytea,
  constraint actions_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint actions_id_organisation_id_key UNIQUE (id, organisation_id),
  constraint actions_identity_check CHECK ((identity = ANY (ARRAY['full'::text, 'first-name'::text, 'country'::text]))),
  constraint actions_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'email'::text, 'call'::text, 'signature'::text, 'follow'::text]))),
  constraint actions_letter FOREIGN KEY (letter_id, campaign_id) REFERENCES signed_letters(id, campaign_id),
  constraint actions_letter_signed CHECK (((letter_id IS NULL) OR (kind = 'signature'::text))),
  constraint actions_name_with_words CHECK (((sealed IS NOT NULL) OR (name_sealed IS NULL))),
  constraint actions_organisation_id_supporter_id_fkey FOREIGN KEY (organisation_id, supporter_id) REFERENCES supporters(organisation_id, id),
  constraint actions_outcome_check CHECK ((outcome = ANY (ARRAY['reached'::text, 'left-message'::text, 'busy'::text, 'refused'::text, 'wrong-number'::text, 'skipped'::text]))),
  constraint actions_pkey PRIMARY KEY (id),
  constraint actions_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts(id),
  constraint actions_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'confirmed'::text, 'expired'::text, 'quarantined'::text, 'invalidated'::text, 'withdrawn'::text]))),
  constraint actions_target FOREIGN KEY (campaign_id, target_id) REFERENCES campaign_targets(campaign_id, target_id)
);
CREATE INDEX actions_index_ends ON public.actions USING btree (organisation_id) WHERE index_ends;
CREATE INDEX actions_of_campaign ON public.actions USING btree (campaign_id, kind, state) INCLUDE (person_number, country, acted_at);
CREATE INDEX actions_of_journey ON public.actions USING btree (journey) WHERE (journey IS NOT NULL);
CREATE INDEX actions_of_letter ON public.actions USING btree (letter_id) WHERE (letter_id IS NOT NULL);
CREATE INDEX actions_of_supporter ON public.actions USING btree (supporter_id);
CREATE INDEX actions_pending ON public.actions USING btree (expires_at) WHERE (state = ANY (ARRAY['pending'::text, 'quarantined'::text]));
CREATE UNIQUE INDEX actions_once ON public.actions USING btree (campaign_id, kind, person_number, COALESCE(target_id, '00000000-0000-0000-0000-000000000000'::uuid), handed_over, organisation_id, COALESCE(letter_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE ((person_number IS NOT NULL) AND (state = ANY (ARRAY['pending'::text, 'confirmed'::text, 'quarantined'::text])) AND (sealed IS NOT NULL));
CREATE UNIQUE INDEX actions_once_in_visit ON public.actions USING btree (campaign_id, kind, journey, COALESCE(target_id, '00000000-0000-0000-0000-000000000000'::uuid), organisation_id) WHERE ((person_number IS NULL) AND (journey IS NOT NULL) AND (state = ANY (ARRAY['pending'::text, 'confirmed'::text, 'quarantined'::text])));
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.actions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER letter_id_stays BEFORE UPDATE OF letter_id ON public.actions FOR EACH ROW WHEN ((old.letter_id IS DISTINCT FROM new.letter_id)) EXECUTE FUNCTION wl.signature_keeps_letter();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.actions FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.alarm_channels (
  id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  kind text not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  proved_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint alarm_channels_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint alarm_channels_kind_check CHECK ((kind = ANY (ARRAY['http'::text, 'push'::text]))),
  constraint alarm_channels_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint alarm_channels_pkey PRIMARY KEY (id)
);
CREATE INDEX alarm_channels_of_account ON public.alarm_channels USING btree (organisation_id, account_id) WHERE (removed_at IS NULL);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.alarm_channels FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.alarm_messages (
  id uuid not null,
  organisation_id uuid not null,
  case_id uuid,
  alarm_id uuid not null,
  account_id uuid not null,
  channel_id uuid,
  state text not null,
  attempts smallint not null default 0,
  not_before timestamp with time zone not null,
  claimed_at timestamp with time zone,
  settled_at timestamp with time zone,
  outcome text,
  ack_hash bytea not null,
  created_at timestamp with time zone not null,
  constraint alarm_messages_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint alarm_messages_ack_hash_check CHECK ((length(ack_hash) = 32)),
  constraint alarm_messages_ack_hash_key UNIQUE (ack_hash),
  constraint alarm_messages_alarm_id_fkey FOREIGN KEY (alarm_id) REFERENCES alarms(id),
  constraint alarm_messages_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint alarm_messages_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES alarm_channels(id),
  constraint alarm_messages_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint alarm_messages_outcome_check CHECK ((outcome ~ '^[a-z0-9-]{1,40}$'::text)),
  constraint alarm_messages_pkey PRIMARY KEY (id),
  constraint alarm_messages_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'sent'::text, 'failed'::text, 'needless'::text])))
);
CREATE INDEX alarm_messages_due ON public.alarm_messages USING btree (organisation_id, not_before) WHERE (state = ANY (ARRAY['queued'::text, 'claimed'::text]));
CREATE UNIQUE INDEX alarm_messages_once ON public.alarm_messages USING btree (alarm_id, account_id, COALESCE(channel_id, account_id));
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND ((case_id IS NULL) OR (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND ((case_id IS NULL) OR (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.alarm_messages FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.alarm_messages FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.alarms (
  id uuid not null,
  organisation_id uuid not null,
  case_id uuid,
  check_in_id uuid,
  step smallint,
  stage text not null,
  raised_at timestamp with time zone not null,
  told_in uuid,
  gap_from timestamp with time zone,
  acknowledged_at timestamp with time zone,
  acknowledged_by uuid,
  once_key text,
  about uuid,
  near text,
  rings_at timestamp with time zone,
  early_at timestamp with time zone,
  constraint alarms_acknowledged_by_fkey FOREIGN KEY (acknowledged_by) REFERENCES accounts(id),
  constraint alarms_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint alarms_check CHECK (((check_in_id IS NULL) = (step IS NULL))),
  constraint alarms_check1 CHECK (((acknowledged_at IS NULL) = (acknowledged_by IS NULL))),
  constraint alarms_check_in_id_case_id_fkey FOREIGN KEY (check_in_id, case_id) REFERENCES check_ins(id, case_id),
  constraint alarms_near_check CHECK ((near = ANY (ARRAY['day'::text, 'hour'::text, 'over'::text]))),
  constraint alarms_of_a_case CHECK ((((once_key IS NULL) OR (case_id IS NOT NULL)) AND
CASE
    WHEN (stage = ANY (ARRAY['deadline'::text, 'hearing'::text, 'consent-review-missed'::text, 'duress-withdrawal'::text, 'emergency-raised'::text, 'emergency-review-due'::text, 'in-danger'::text, 'text-held'::text])) THEN (once_key IS NOT NULL)
    ELSE ((once_key IS NULL) OR (stage = ANY (ARRAY['duress'::text, 'emergency'::text])))
END AND ((stage <> 'nobody-left'::text) OR (case_id IS NULL)))),
  constraint alarms_once_key_check CHECK ((once_key ~ '^[a-z0-9 :-]{1,200}$'::text)),
  constraint alarms_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint alarms_pkey PRIMARY KEY (id),
  constraint alarms_stage_check CHECK ((stage = ANY (ARRAY['nudge'::text, 'second-channel'::text, 'duty-calls'::text, 'trusted'::text, 'lawyer'::text, 'authorities'::text, 'emergency'::text, 'duress'::text, 'system-gap'::text, 'test'::text, 'deadline'::text, 'hearing'::text, 'consent-review-missed'::text, 'duress-withdrawal'::text, 'emergency-raised'::text, 'emergency-review-due'::text, 'in-danger'::text, 'text-held'::text, 'nobody-left'::text]))),
  constraint alarms_told_in_fkey FOREIGN KEY (told_in) REFERENCES alarms(id)
);
CREATE INDEX alarms_about ON public.alarms USING btree (about) WHERE ((about IS NOT NULL) AND (acknowledged_at IS NULL));
CREATE INDEX alarms_open ON public.alarms USING btree (organisation_id, raised_at) WHERE (acknowledged_at IS NULL);
CREATE UNIQUE INDEX alarms_gap_once ON public.alarms USING btree (organisation_id, gap_from) WHERE (stage = 'system-gap'::text);
CREATE UNIQUE INDEX alarms_once ON public.alarms USING btree (check_in_id, step, organisation_id) WHERE (check_in_id IS NOT NULL);
CREATE UNIQUE INDEX alarms_once_key ON public.alarms USING btree (organisation_id, once_key) WHERE (early_at IS NULL);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((case_id IS NULL) AND (organisation_id = ( SELECT wl.organisation() AS organisation))))
  with check ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((case_id IS NULL) AND (organisation_id = ( SELECT wl.organisation() AS organisation))));
grant insert, select, update to wl_office;
grant insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.alarms FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.alarms FOR EACH ROW WHEN (((old.organisation_id IS DISTINCT FROM new.organisation_id) AND (CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name])))) EXECUTE FUNCTION wl.stays();

create table public.attachments (
  id uuid not null,
  case_id uuid not null,
  fact_id uuid,
  content_type text not null,
  size integer not null,
  digest bytea not null,
  about_sealed bytea not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint attachments_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint attachments_content_type_check CHECK ((content_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text, 'image/avif'::text, 'application/pdf'::text, 'audio/mpeg'::text, 'audio/ogg'::text, 'audio/mp4'::text, 'audio/wav'::text]))),
  constraint attachments_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint attachments_digest_check CHECK ((length(digest) = 32)),
  constraint attachments_fact_id_case_id_fkey FOREIGN KEY (fact_id, case_id) REFERENCES facts(id, case_id),
  constraint attachments_pkey PRIMARY KEY (id),
  constraint attachments_size_check CHECK (((size >= 1) AND (size <= 26214400)))
);
CREATE INDEX attachments_of_case ON public.attachments USING btree (case_id);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.attachments FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.attachments FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.broadcast_chunks (
  broadcast_id uuid not null,
  organisation_id uuid not null,
  number integer not null,
  supporters integer[] not null,
  state text not null default 'open'::text,
  claimed_by text,
  claimed_at timestamp with time zone,
  done_at timestamp with time zone,
  constraint broadcast_chunks_broadcast_id_organisation_id_fkey FOREIGN KEY (broadcast_id, organisation_id) REFERENCES broadcasts(id, organisation_id),
  constraint broadcast_chunks_pkey PRIMARY KEY (broadcast_id, number),
  constraint broadcast_chunks_state_check CHECK ((state = ANY (ARRAY['open'::text, 'claimed'::text, 'done'::text])))
);
CREATE INDEX broadcast_chunks_open ON public.broadcast_chunks USING btree (broadcast_id, number) WHERE (state <> 'done'::text);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.broadcast_chunks FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.broadcast_holds (
  id uuid not null,
  joint_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  sealed bytea not null,
  held_at timestamp with time zone not null,
  released_at timestamp with time zone,
  released_by uuid,
  constraint broadcast_holds_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint broadcast_holds_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint broadcast_holds_check CHECK (((released_at IS NULL) = (released_by IS NULL))),
  constraint broadcast_holds_joint_id_case_id_fkey FOREIGN KEY (joint_id, case_id) REFERENCES joint_broadcasts(id, case_id),
  constraint broadcast_holds_pkey PRIMARY KEY (id),
  constraint broadcast_holds_released_by_fkey FOREIGN KEY (released_by) REFERENCES accounts(id)
);
CREATE INDEX broadcast_holds_of_case ON public.broadcast_holds USING btree (case_id);
CREATE UNIQUE INDEX broadcast_holds_once ON public.broadcast_holds USING btree (joint_id, organisation_id) WHERE (released_at IS NULL);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (account_id = ( SELECT wl.account() AS account)));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR (NOT (EXISTS ( SELECT 1
   FROM coalition_members m
  WHERE ((m.case_id = broadcast_holds.case_id) AND (m.organisation_id = broadcast_holds.organisation_id) AND (m.left_at IS NULL) AND (m.role <> 'observer'::text))))))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR (NOT (EXISTS ( SELECT 1
   FROM coalition_members m
  WHERE ((m.case_id = broadcast_holds.case_id) AND (m.organisation_id = broadcast_holds.organisation_id) AND (m.left_at IS NULL) AND (m.role <> 'observer'::text))))));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant insert, select to wl_worker;
grant update (released_at, released_by) to wl_office;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.broadcast_holds FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER hold_in_time BEFORE INSERT ON public.broadcast_holds FOR EACH ROW EXECUTE FUNCTION wl.hold_in_time();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.broadcast_holds FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.broadcast_holds FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.broadcasts (
  id uuid not null,
  number integer not null generated always as identity,
  organisation_id uuid not null,
  case_id uuid not null,
  update_id uuid not null,
  state text not null,
  audience jsonb not null default '{}'::jsonb,
  acted integer not null default 0,
  asked integer not null default 0,
  recipients integer not null default 0,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  paused_at timestamp with time zone,
  paused_by uuid,
  cancelled_at timestamp with time zone,
  cancelled_by uuid,
  finished_at timestamp with time zone,
  relay_away_since timestamp with time zone,
  quiet_spell_id uuid,
  joint_id uuid,
  constraint broadcasts_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES accounts(id),
  constraint broadcasts_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint broadcasts_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint broadcasts_id_organisation_id_key UNIQUE (id, organisation_id),
  constraint broadcasts_joint_id_fkey FOREIGN KEY (joint_id) REFERENCES joint_broadcasts(id),
  constraint broadcasts_number_key UNIQUE (number),
  constraint broadcasts_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint broadcasts_paused_by_fkey FOREIGN KEY (paused_by) REFERENCES accounts(id),
  constraint broadcasts_pkey PRIMARY KEY (id),
  constraint broadcasts_quiet_spell_id_fkey FOREIGN KEY (quiet_spell_id) REFERENCES quiet_spells(id),
  constraint broadcasts_state_check CHECK ((state = ANY (ARRAY['frozen'::text, 'sending'::text, 'paused'::text, 'cancelled'::text, 'done'::text]))),
  constraint broadcasts_update_id_case_id_fkey FOREIGN KEY (update_id, case_id) REFERENCES updates(id, case_id),
  constraint broadcasts_wait_for_quiet CHECK (((quiet_spell_id IS NULL) OR (state = ANY (ARRAY['paused'::text, 'cancelled'::text, 'done'::text]))))
);
CREATE INDEX broadcasts_at_work ON public.broadcasts USING btree (state) WHERE (state = ANY (ARRAY['frozen'::text, 'sending'::text, 'paused'::text]));
CREATE INDEX broadcasts_of_case ON public.broadcasts USING btree (case_id);
CREATE UNIQUE INDEX broadcasts_once_in_joint ON public.broadcasts USING btree (joint_id, organisation_id) WHERE (joint_id IS NOT NULL);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.broadcasts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER leaves_together BEFORE INSERT OR UPDATE OF state ON public.broadcasts FOR EACH ROW WHEN (((new.joint_id IS NOT NULL) AND (new.state = ANY (ARRAY['sending'::text, 'done'::text])))) EXECUTE FUNCTION wl.leaves_together();
CREATE TRIGGER observers_read BEFORE INSERT ON public.broadcasts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER observers_resume_nothing BEFORE UPDATE ON public.broadcasts FOR EACH ROW WHEN (((CURRENT_USER = 'wl_office'::name) AND (new.state = 'sending'::text) AND (old.state <> 'sending'::text))) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.broadcasts FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.calendar_feeds (
  id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint calendar_feeds_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint calendar_feeds_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint calendar_feeds_pkey PRIMARY KEY (id),
  constraint calendar_feeds_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint calendar_feeds_token_hash_key UNIQUE (token_hash)
);
CREATE UNIQUE INDEX calendar_feeds_one ON public.calendar_feeds USING btree (organisation_id, account_id) WHERE (revoked_at IS NULL);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.calendar_feeds FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.campaign_targets (
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  target_id uuid not null,
  "position" smallint not null default 0,
  channels text[] not null default '{email}'::text[],
  stopped_at timestamp with time zone,
  stop_reason text,
  stopped_by uuid,
  burst_sign text,
  burst_letters integer,
  resumed_at timestamp with time zone,
  removed_at timestamp with time zone,
  sealed bytea,
  country character(2),
  language text,
  time_zone text,
  office_opens smallint,
  office_closes smallint,
  office_days smallint[],
  ceiling_per_hour integer,
  manner text,
  email_verified_on date,
  phone_verified_on date,
  retired_at timestamp with time zone,
  constraint campaign_targets_burst CHECK ((((NOT (stop_reason IS DISTINCT FROM 'burst'::text)) = (burst_sign IS NOT NULL)) AND ((burst_sign IS NULL) = (burst_letters IS NULL)))),
  constraint campaign_targets_burst_sign_check CHECK ((burst_sign = ANY (ARRAY['network'::text, 'words'::text]))),
  constraint campaign_targets_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint campaign_targets_channels_check CHECK ((channels <@ ARRAY['email'::text, 'call'::text])),
  constraint campaign_targets_organisation_id_target_id_fkey FOREIGN KEY (organisation_id, target_id) REFERENCES targets(organisation_id, id),
  constraint campaign_targets_pkey PRIMARY KEY (campaign_id, target_id),
  constraint campaign_targets_stop CHECK (((stopped_at IS NULL) = (stop_reason IS NULL))),
  constraint campaign_targets_stop_reason_check CHECK ((stop_reason = ANY (ARRAY['staff'::text, 'burst'::text]))),
  constraint campaign_targets_stopped_by_fkey FOREIGN KEY (stopped_by) REFERENCES accounts(id)
);
CREATE INDEX campaign_targets_of_office ON public.campaign_targets USING btree (target_id);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.campaign_targets FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.campaign_targets FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.campaign_targets FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.campaign_texts (
  campaign_id uuid not null,
  case_id uuid not null,
  language text not null,
  sealed bytea not null,
  translation text not null default 'original'::text,
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid not null,
  constraint campaign_texts_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint campaign_texts_pkey PRIMARY KEY (campaign_id, language),
  constraint campaign_texts_translation_check CHECK ((translation = ANY (ARRAY['original'::text, 'machine'::text, 'reviewed'::text]))),
  constraint campaign_texts_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.campaign_texts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.campaign_texts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER of_who_drafts BEFORE INSERT OR DELETE OR UPDATE ON public.campaign_texts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.drafts_by_charter();

create table public.campaigns (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  short_id text not null,
  code_name text not null,
  state text not null default 'draft'::text,
  kinds text[] not null default '{}'::text[],
  act_by date,
  time_zone text not null default 'UTC'::text,
  letter_mode text not null default 'editable'::text,
  test_mode boolean not null default true,
  test_address_sealed bytea,
  default_language text not null default 'en'::text,
  goal_minimum integer not null default 10,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  live_at timestamp with time zone,
  paused_at timestamp with time zone,
  paused_by uuid,
  pause_reason text,
  ended_at timestamp with time zone,
  ended_by uuid,
  outcome text,
  version integer not null default 1,
  constraint campaigns_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint campaigns_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint campaigns_code_name_check CHECK (((length(code_name) >= 1) AND (length(code_name) <= 60))),
  constraint campaigns_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint campaigns_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES accounts(id),
  constraint campaigns_id_case_id_key UNIQUE (id, case_id),
  constraint campaigns_kinds_check CHECK ((kinds <@ ARRAY['message'::text, 'email'::text, 'call'::text, 'signature'::text])),
  constraint campaigns_letter_mode_check CHECK ((letter_mode = ANY (ARRAY['locked'::text, 'editable'::text, 'free'::text]))),
  constraint campaigns_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint campaigns_paused_by_fkey FOREIGN KEY (paused_by) REFERENCES accounts(id),
  constraint campaigns_pkey PRIMARY KEY (id),
  constraint campaigns_short_id_check CHECK ((short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'::text)),
  constraint campaigns_short_id_key UNIQUE (short_id),
  constraint campaigns_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'review'::text, 'approved'::text, 'live'::text, 'paused'::text, 'ended'::text])))
);
CREATE INDEX campaigns_of_case ON public.campaigns USING btree (case_id);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.campaigns FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.campaigns FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER of_who_drafts BEFORE INSERT ON public.campaigns FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.drafts_by_charter();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.campaigns FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER runs_own BEFORE UPDATE ON public.campaigns FOR EACH ROW WHEN (((CURRENT_USER = 'wl_office'::name) AND (((new.state = 'ended'::text) AND (old.state <> 'ended'::text)) OR ((((((((old.code_name IS DISTINCT FROM new.code_name) OR (old.kinds IS DISTINCT FROM new.kinds)) OR (old.act_by IS DISTINCT FROM new.act_by)) OR (old.time_zone IS DISTINCT FROM new.time_zone)) OR (old.letter_mode IS DISTINCT FROM new.letter_mode)) OR (old.goal_minimum IS DISTINCT FROM new.goal_minimum)) OR (old.default_language IS DISTINCT FROM new.default_language)) OR (old.test_mode IS DISTINCT FROM new.test_mode)) OR (old.test_address_sealed IS DISTINCT FROM new.test_address_sealed)))) EXECUTE FUNCTION wl.runs_own_campaign();

create table public.case_decisions (
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  sealed bytea not null,
  reason text,
  outcome text,
  retention_until date,
  asked_by uuid not null,
  asked_at timestamp with time zone not null,
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone,
  alone boolean not null default false,
  constraint case_decisions_answer_check CHECK ((answer = ANY (ARRAY['agreed'::text, 'refused'::text, 'taken-back'::text]))),
  constraint case_decisions_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES accounts(id),
  constraint case_decisions_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES accounts(id),
  constraint case_decisions_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint case_decisions_check CHECK ((((answer IS NULL) = (answered_by IS NULL)) AND ((answer IS NULL) = (answered_at IS NULL)))),
  constraint case_decisions_check1 CHECK (((answer IS DISTINCT FROM 'agreed'::text) OR alone OR (answered_by <> asked_by))),
  constraint case_decisions_check2 CHECK (((kind <> 'close'::text) OR ((reason IS NOT NULL) AND (outcome IS NOT NULL) AND (retention_until IS NOT NULL)))),
  constraint case_decisions_kind_check CHECK ((kind = ANY (ARRAY['close'::text, 'erase'::text]))),
  constraint case_decisions_outcome_check CHECK ((outcome ~ '^[a-z-]{1,40}$'::text)),
  constraint case_decisions_pkey PRIMARY KEY (id),
  constraint case_decisions_reason_check CHECK ((reason ~ '^[a-z-]{1,40}$'::text))
);
CREATE UNIQUE INDEX case_decisions_one_open ON public.case_decisions USING btree (case_id, kind) WHERE (answer IS NULL);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (asked_by = ( SELECT wl.account() AS account));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (answer IS NULL)
  with check (answered_by = ( SELECT wl.account() AS account));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.case_decisions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.case_decisions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.case_image_renditions (
  image_id uuid not null,
  case_id uuid not null,
  width integer not null,
  height integer not null,
  content_type text not null,
  sealed bytea not null,
  constraint case_image_renditions_image_id_case_id_fkey FOREIGN KEY (image_id, case_id) REFERENCES case_images(id, case_id) ON DELETE CASCADE,
  constraint case_image_renditions_pkey PRIMARY KEY (image_id, width, content_type)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.case_image_renditions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.case_image_renditions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.case_images (
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  original_sealed bytea not null,
  about_sealed bytea not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid not null,
  removed_at timestamp with time zone,
  constraint case_images_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint case_images_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint case_images_id_case_id_key UNIQUE (id, case_id),
  constraint case_images_kind_check CHECK ((kind = ANY (ARRAY['portrait'::text, 'update'::text]))),
  constraint case_images_pkey PRIMARY KEY (id)
);
CREATE INDEX case_images_of_case ON public.case_images USING btree (case_id);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.case_images FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.case_images FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.case_keys (
  case_id uuid not null,
  wrapped bytea not null,
  created_at timestamp with time zone not null default now(),
  constraint case_keys_pkey PRIMARY KEY (case_id)
);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant insert, select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.case_keys FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();

create table public.case_people (
  case_id uuid not null,
  person_index bytea not null,
  number integer not null generated always as identity,
  constraint case_people_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint case_people_pkey PRIMARY KEY (case_id, person_index)
);
CREATE INDEX case_people_of_number ON public.case_people USING btree (case_id, number);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_worker
  using ((( SELECT wl.kind() AS kind) = 'worker'::text) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])))
  with check ((( SELECT wl.kind() AS kind) = 'worker'::text) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])));
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.case_people FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.case_people FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.case_tasks (
  id uuid not null,
  case_id uuid not null,
  owner_account uuid,
  due_on date,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  done_at timestamp with time zone,
  done_by uuid,
  constraint case_tasks_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint case_tasks_check CHECK (((done_at IS NULL) = (done_by IS NULL))),
  constraint case_tasks_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint case_tasks_done_by_fkey FOREIGN KEY (done_by) REFERENCES accounts(id),
  constraint case_tasks_owner_account_fkey FOREIGN KEY (owner_account) REFERENCES accounts(id),
  constraint case_tasks_pkey PRIMARY KEY (id)
);
CREATE INDEX case_tasks_open ON public.case_tasks USING btree (case_id, due_on) WHERE (done_at IS NULL);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.case_tasks FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.case_tasks FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.case_team (
  case_id uuid not null,
  account_id uuid not null,
  organisation_id uuid not null,
  role text not null,
  added_at timestamp with time zone not null default now(),
  added_by uuid not null,
  removed_at timestamp with time zone,
  removed_by uuid,
  constraint case_team_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint case_team_added_by_fkey FOREIGN KEY (added_by) REFERENCES accounts(id),
  constraint case_team_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint case_team_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint case_team_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint case_team_pkey PRIMARY KEY (case_id, account_id, added_at),
  constraint case_team_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES accounts(id),
  constraint case_team_role_check CHECK ((role = ANY (ARRAY['lead-coordinator'::text, 'duty-officer'::text, 'caseworker'::text, 'legal'::text, 'comms'::text, 'observer'::text])))
);
CREATE INDEX case_team_of_account ON public.case_team USING btree (account_id, case_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX case_team_once ON public.case_team USING btree (case_id, account_id) WHERE (removed_at IS NULL);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.case_team FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.case_team FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.case_team FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();
CREATE TRIGGER watch_goes_on AFTER UPDATE OF removed_at ON public.case_team FOR EACH ROW WHEN (((old.removed_at IS NULL) AND (new.removed_at IS NOT NULL))) EXECUTE FUNCTION wl.left_the_team();

create table public.case_texts (
  case_id uuid not null,
  language text not null,
  sealed bytea not null,
  translation text not null default 'original'::text,
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid not null,
  constraint case_texts_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint case_texts_pkey PRIMARY KEY (case_id, language),
  constraint case_texts_translation_check CHECK ((translation = ANY (ARRAY['original'::text, 'machine'::text, 'reviewed'::text]))),
  constraint case_texts_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.case_texts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.case_texts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER of_who_drafts BEFORE INSERT OR DELETE OR UPDATE ON public.case_texts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.drafts_by_charter();

create table public.cases (
  id uuid not null,
  short_id text not null,
  code_name text not null,
  lead_organisation_id uuid not null,
  state text not null default 'open'::text,
  publicity_level smallint not null default 1,
  country character(2) not null,
  opening_reason text not null,
  closing_reason text,
  default_language text not null default 'en'::text,
  languages text[] not null default '{en}'::text[],
  opened_by uuid not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by uuid,
  version integer not null default 1,
  caseworker_id uuid,
  outcome text,
  retention_until date,
  named_short_id text,
  constraint cases_caseworker_id_fkey FOREIGN KEY (caseworker_id) REFERENCES accounts(id),
  constraint cases_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES accounts(id),
  constraint cases_closing_reason_check CHECK ((closing_reason ~ '^[a-z-]{1,40}$'::text)),
  constraint cases_code_name_check CHECK (((length(code_name) >= 1) AND (length(code_name) <= 60))),
  constraint cases_have_a_caseworker CHECK (((state = ANY (ARRAY['received'::text, 'verifying'::text, 'referred'::text, 'declined'::text, 'erased'::text])) OR (caseworker_id IS NOT NULL))),
  constraint cases_lead_is_member FOREIGN KEY (id, lead_organisation_id) REFERENCES coalition_members(case_id, organisation_id) DEFERRABLE INITIALLY DEFERRED,
  constraint cases_lead_organisation_id_fkey FOREIGN KEY (lead_organisation_id) REFERENCES organisations(id),
  constraint cases_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES accounts(id),
  constraint cases_opening_reason_check CHECK ((opening_reason ~ '^[a-z-]{1,40}$'::text)),
  constraint cases_outcome_check CHECK ((outcome ~ '^[a-z-]{1,40}$'::text)),
  constraint cases_pkey PRIMARY KEY (id),
  constraint cases_publicity_level_check CHECK (((publicity_level >= 0) AND (publicity_level <= 5))),
  constraint cases_short_id_check CHECK ((short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'::text)),
  constraint cases_short_id_key UNIQUE (short_id),
  constraint cases_state_check CHECK ((state = ANY (ARRAY['received'::text, 'verifying'::text, 'open'::text, 'monitoring'::text, 'referred'::text, 'declined'::text, 'closed'::text, 'archived'::text, 'erased'::text])))
);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER empty_letters AFTER UPDATE OF state ON public.cases FOR EACH ROW WHEN (((new.state = 'erased'::text) AND (old.state <> 'erased'::text))) EXECUTE FUNCTION wl.empty_letters();
CREATE TRIGGER erase_joint_letters AFTER UPDATE OF state ON public.cases FOR EACH ROW WHEN (((new.state = 'erased'::text) AND (old.state <> 'erased'::text))) EXECUTE FUNCTION wl.erase_joint_letters();
CREATE TRIGGER forget_notices AFTER UPDATE OF state ON public.cases FOR EACH ROW WHEN ((new.state = 'erased'::text)) EXECUTE FUNCTION published.forget_notices();
CREATE TRIGGER lead_organisation_id_stays BEFORE UPDATE OF lead_organisation_id ON public.cases FOR EACH ROW WHEN (((old.lead_organisation_id IS DISTINCT FROM new.lead_organisation_id) AND (CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name])))) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER note_named BEFORE UPDATE OF publicity_level ON public.cases FOR EACH ROW WHEN ((new.publicity_level = 5)) EXECUTE FUNCTION wl.note_named();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.cases FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('id');
CREATE TRIGGER publicity_rises BEFORE UPDATE OF publicity_level ON public.cases FOR EACH ROW WHEN ((new.publicity_level > old.publicity_level)) EXECUTE FUNCTION wl.publicity_rises();

create table public.charges (
  id uuid not null,
  case_id uuid not null,
  proceeding_id uuid not null,
  state text not null,
  state_on date not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint charges_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint charges_pkey PRIMARY KEY (id),
  constraint charges_proceeding_id_case_id_fkey FOREIGN KEY (proceeding_id, case_id) REFERENCES proceedings(id, case_id),
  constraint charges_state_check CHECK ((state = ANY (ARRAY['announced'::text, 'brought'::text, 'dropped'::text, 'acquitted'::text, 'convicted'::text])))
);
CREATE INDEX charges_of_proceeding ON public.charges USING btree (proceeding_id);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.charges FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.charges FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.check_in_plans (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  state text not null,
  rrule text not null,
  zone text not null,
  starts_on date not null,
  window_minutes integer not null,
  ladder jsonb not null,
  hard_limit_minutes integer not null,
  language text not null default 'en'::text,
  code_word bytea,
  duress_word bytea,
  link_number integer not null default 1,
  link_hash bytea not null,
  planned_at timestamp with time zone,
  sealed bytea not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint check_in_plans_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint check_in_plans_check CHECK (((code_word IS NULL) OR (code_word <> duress_word))),
  constraint check_in_plans_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint check_in_plans_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES accounts(id),
  constraint check_in_plans_hard_limit_minutes_check CHECK (((hard_limit_minutes >= 15) AND (hard_limit_minutes <= 1440))),
  constraint check_in_plans_id_case_id_key UNIQUE (id, case_id),
  constraint check_in_plans_link_hash_check CHECK ((length(link_hash) = 32)),
  constraint check_in_plans_link_hash_key UNIQUE (link_hash),
  constraint check_in_plans_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint check_in_plans_pkey PRIMARY KEY (id),
  constraint check_in_plans_rrule_check CHECK ((length(rrule) <= 200)),
  constraint check_in_plans_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'ended'::text]))),
  constraint check_in_plans_window_minutes_check CHECK (((window_minutes >= 5) AND (window_minutes <= 1440))),
  constraint check_in_plans_zone_check CHECK ((length(zone) <= 64))
);
CREATE INDEX check_in_plans_at_work ON public.check_in_plans USING btree (organisation_id) WHERE (state = 'active'::text);
CREATE INDEX check_in_plans_of_case ON public.check_in_plans USING btree (case_id);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.check_in_plans FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.check_in_plans FOR EACH ROW WHEN (((old.organisation_id IS DISTINCT FROM new.organisation_id) AND (CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name])))) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.check_in_plans FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.check_in_pulses (
  organisation_id uuid not null,
  turned_at timestamp with time zone not null,
  heard_at timestamp with time zone,
  constraint check_in_pulses_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint check_in_pulses_pkey PRIMARY KEY (organisation_id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.check_in_pulses FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.check_ins (
  id uuid not null,
  case_id uuid not null,
  plan_id uuid not null,
  organisation_id uuid not null,
  due_at timestamp with time zone not null,
  late_at timestamp with time zone not null,
  ladder jsonb not null,
  hard_limit_minutes integer not null,
  state text not null,
  step smallint not null default 0,
  held_until timestamp with time zone,
  unproven_at timestamp with time zone,
  answered_at timestamp with time zone,
  late_since timestamp with time zone,
  resolution text,
  resolved_at timestamp with time zone,
  resolved_by uuid,
  sealed bytea,
  created_at timestamp with time zone not null,
  agreed_at timestamp with time zone not null,
  moved_at timestamp with time zone,
  moved_by uuid,
  moved_sealed bytea,
  constraint check_ins_agreed UNIQUE (plan_id, agreed_at),
  constraint check_ins_check CHECK ((late_at > due_at)),
  constraint check_ins_check1 CHECK (((state = 'resolved'::text) = (resolution IS NOT NULL))),
  constraint check_ins_check2 CHECK (((state = 'resolved'::text) = (resolved_at IS NOT NULL))),
  constraint check_ins_id_case_id_key UNIQUE (id, case_id),
  constraint check_ins_moved CHECK ((((moved_at IS NULL) = (moved_by IS NULL)) AND ((moved_at IS NULL) = (moved_sealed IS NULL)))),
  constraint check_ins_moved_by_fkey FOREIGN KEY (moved_by) REFERENCES accounts(id),
  constraint check_ins_moved_within CHECK (
CASE
    WHEN (moved_at IS NULL) THEN (due_at = agreed_at)
    ELSE ((due_at >= (agreed_at - '24:00:00'::interval)) AND (due_at <= (agreed_at + '24:00:00'::interval)))
END),
  constraint check_ins_pkey PRIMARY KEY (id),
  constraint check_ins_plan_id_case_id_fkey FOREIGN KEY (plan_id, case_id) REFERENCES check_in_plans(id, case_id),
  constraint check_ins_resolution_check CHECK ((resolution ~ '^[a-z-]{1,40}$'::text)),
  constraint check_ins_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES accounts(id),
  constraint check_ins_state_check CHECK ((state = ANY (ARRAY['scheduled'::text, 'due'::text, 'ok'::text, 'ok-by-proxy'::text, 'duress'::text, 'late'::text, 'emergency'::text, 'resolved'::text, 'system-gap'::text, 'cancelled'::text])))
);
CREATE INDEX check_ins_at_work ON public.check_ins USING btree (organisation_id, due_at) WHERE (state = ANY (ARRAY['scheduled'::text, 'due'::text, 'late'::text, 'emergency'::text, 'duress'::text, 'system-gap'::text]));
CREATE INDEX check_ins_of_case ON public.check_ins USING btree (case_id, due_at DESC);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.check_ins FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.check_ins FOR EACH ROW WHEN (((old.organisation_id IS DISTINCT FROM new.organisation_id) AND (CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name])))) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.check_ins FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.coalition_charters (
  case_id uuid not null,
  version integer not null,
  terms jsonb not null,
  agreed_at timestamp with time zone not null,
  decision_id uuid not null,
  kind text not null default 'charter'::text,
  decided text not null default 'agreed'::text,
  constraint coalition_charters_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint coalition_charters_decided_check CHECK ((decided = 'agreed'::text)),
  constraint coalition_charters_decision_id_case_id_kind_decided_fkey FOREIGN KEY (decision_id, case_id, kind, decided) REFERENCES coalition_decisions(id, case_id, kind, state),
  constraint coalition_charters_decision_id_key UNIQUE (decision_id),
  constraint coalition_charters_kind_check CHECK ((kind = 'charter'::text)),
  constraint coalition_charters_pkey PRIMARY KEY (case_id, version),
  constraint coalition_charters_version_check CHECK ((version >= 1))
);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant insert, select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.coalition_charters FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER charter_as_agreed BEFORE INSERT ON public.coalition_charters FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.charter_as_agreed();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.coalition_charters FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER partner_pages_share AFTER INSERT ON public.coalition_charters FOR EACH ROW EXECUTE FUNCTION wl.partner_pages_share();

create table public.coalition_decisions (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  kind text not null,
  concerns_id uuid,
  terms jsonb,
  state text not null default 'open'::text,
  quorum smallint not null,
  silence_at timestamp with time zone,
  asked_at timestamp with time zone not null,
  asked_by uuid not null,
  settled_at timestamp with time zone,
  settled_how text,
  sealed bytea not null,
  notice_until timestamp with time zone,
  constraint coalition_decisions_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES accounts(id),
  constraint coalition_decisions_case_id_concerns_id_fkey FOREIGN KEY (case_id, concerns_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint coalition_decisions_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint coalition_decisions_check CHECK ((((state = 'open'::text) = (settled_at IS NULL)) AND ((settled_at IS NULL) = (settled_how IS NULL)))),
  constraint coalition_decisions_check1 CHECK (((kind = 'charter'::text) = (terms IS NOT NULL))),
  constraint coalition_decisions_check2 CHECK (((kind = ANY (ARRAY['lead'::text, 'end-membership'::text])) = (concerns_id IS NOT NULL))),
  constraint coalition_decisions_id_case_id_key UNIQUE (id, case_id),
  constraint coalition_decisions_id_case_id_kind_state_key UNIQUE (id, case_id, kind, state),
  constraint coalition_decisions_kind_check CHECK ((kind = ANY (ARRAY['question'::text, 'charter'::text, 'lead'::text, 'end-membership'::text]))),
  constraint coalition_decisions_notice CHECK (((kind = 'end-membership'::text) = (notice_until IS NOT NULL))),
  constraint coalition_decisions_pkey PRIMARY KEY (id),
  constraint coalition_decisions_quorum_check CHECK ((quorum >= 1)),
  constraint coalition_decisions_settled_how_check CHECK ((settled_how = ANY (ARRAY['votes'::text, 'silence'::text, 'taken-back'::text, 'overtaken'::text]))),
  constraint coalition_decisions_silence CHECK (((silence_at IS NULL) OR ((kind = ANY (ARRAY['question'::text, 'charter'::text])) AND (silence_at > asked_at)))),
  constraint coalition_decisions_state_check CHECK ((state = ANY (ARRAY['open'::text, 'agreed'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX coalition_decisions_in_notice ON public.coalition_decisions USING btree (notice_until) WHERE ((state = 'open'::text) AND (notice_until IS NOT NULL));
CREATE INDEX coalition_decisions_of_case ON public.coalition_decisions USING btree (case_id, asked_at DESC);
CREATE INDEX coalition_decisions_silent ON public.coalition_decisions USING btree (silence_at) WHERE ((state = 'open'::text) AND (silence_at IS NOT NULL));
CREATE UNIQUE INDEX coalition_decisions_one_charter ON public.coalition_decisions USING btree (case_id, kind) WHERE ((state = 'open'::text) AND (kind = ANY (ARRAY['charter'::text, 'lead'::text])));
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select, update to wl_office;
grant insert, select, update to wl_worker;
CREATE TRIGGER asks_in_own_name BEFORE INSERT ON public.coalition_decisions FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.asks_in_own_name();
CREATE TRIGGER begins_open BEFORE INSERT ON public.coalition_decisions FOR EACH ROW EXECUTE FUNCTION wl.begins_open();
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.coalition_decisions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER gives_notice BEFORE INSERT OR UPDATE OF notice_until ON public.coalition_decisions FOR EACH ROW EXECUTE FUNCTION wl.gives_notice();
CREATE TRIGGER goes_after_notice BEFORE UPDATE OF state ON public.coalition_decisions FOR EACH ROW WHEN (((new.kind = 'end-membership'::text) AND (new.state = 'agreed'::text))) EXECUTE FUNCTION wl.goes_after_notice();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.coalition_decisions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.coalition_decisions FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER settled_now BEFORE UPDATE ON public.coalition_decisions FOR EACH ROW WHEN (((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name])) AND (old.state = 'open'::text) AND (new.state <> 'open'::text))) EXECUTE FUNCTION wl.settled_now();
CREATE TRIGGER settles BEFORE UPDATE ON public.coalition_decisions FOR EACH ROW EXECUTE FUNCTION wl.settles();

create table public.coalition_invitations (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  invited_id uuid,
  link_id uuid,
  role text not null,
  sealed bytea not null,
  state text not null default 'open'::text,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  expires_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by uuid,
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  alone boolean not null default false,
  unproven boolean not null default false,
  constraint coalition_invitations_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES accounts(id),
  constraint coalition_invitations_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint coalition_invitations_check CHECK (((state = 'open'::text) = (answered_at IS NULL))),
  constraint coalition_invitations_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES accounts(id),
  constraint coalition_invitations_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint coalition_invitations_invited_id_fkey FOREIGN KEY (invited_id) REFERENCES organisations(id),
  constraint coalition_invitations_link_id_fkey FOREIGN KEY (link_id) REFERENCES one_time_links(id) ON DELETE SET NULL,
  constraint coalition_invitations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint coalition_invitations_pkey PRIMARY KEY (id),
  constraint coalition_invitations_role_check CHECK ((role = ANY (ARRAY['partner'::text, 'observer'::text]))),
  constraint coalition_invitations_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'revoked'::text]))),
  constraint coalition_invitations_two CHECK (((confirmed_by IS NULL) OR (confirmed_by <> created_by)))
);
CREATE INDEX coalition_invitations_by_link ON public.coalition_invitations USING btree (link_id) WHERE (link_id IS NOT NULL);
CREATE INDEX coalition_invitations_for ON public.coalition_invitations USING btree (invited_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX coalition_invitations_once ON public.coalition_invitations USING btree (case_id, invited_id) WHERE ((state = 'open'::text) AND (invited_id IS NOT NULL));
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR (invited_id = ( SELECT wl.organisation() AS organisation)))
  with check ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR (invited_id = ( SELECT wl.organisation() AS organisation)));
grant insert, select to wl_office;
grant insert, select to wl_worker;
CREATE TRIGGER answered_now BEFORE UPDATE OF answered_at, confirmed_at ON public.coalition_invitations FOR EACH ROW EXECUTE FUNCTION wl.answered_now();
CREATE TRIGGER asks_a_colleague BEFORE INSERT ON public.coalition_invitations FOR EACH ROW EXECUTE FUNCTION wl.asks_a_colleague();
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.coalition_invitations FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER invites_in_own_name BEFORE INSERT ON public.coalition_invitations FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.invites_in_own_name();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.coalition_invitations FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.coalition_members (
  case_id uuid not null,
  organisation_id uuid not null,
  role text not null,
  named_in_public boolean not null default true,
  joined_at timestamp with time zone not null default now(),
  left_at timestamp with time zone,
  constraint coalition_members_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint coalition_members_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint coalition_members_pkey PRIMARY KEY (case_id, organisation_id),
  constraint coalition_members_role_check CHECK ((role = ANY (ARRAY['lead'::text, 'partner'::text, 'observer'::text])))
);
CREATE INDEX coalitions_of_organisation ON public.coalition_members USING btree (organisation_id, case_id) WHERE (left_at IS NULL);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant select to wl_office;
grant select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.coalition_members FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER erase_paper AFTER UPDATE OF left_at ON public.coalition_members FOR EACH ROW WHEN (((new.left_at IS NOT NULL) AND (old.left_at IS NULL))) EXECUTE FUNCTION wl.erase_paper();
CREATE TRIGGER joins_now BEFORE INSERT OR UPDATE OF joined_at, left_at ON public.coalition_members FOR EACH ROW EXECUTE FUNCTION wl.joins_now();
CREATE TRIGGER member_signs_no_more AFTER UPDATE ON public.coalition_members FOR EACH ROW WHEN (((new.left_at IS NOT NULL) OR (NOT new.named_in_public))) EXECUTE FUNCTION wl.member_signs_no_more();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.coalition_members FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER partner_pages_begin AFTER UPDATE OF left_at ON public.coalition_members FOR EACH ROW WHEN (((old.left_at IS NOT NULL) AND (new.left_at IS NULL))) EXECUTE FUNCTION wl.partner_pages_begin();
CREATE TRIGGER partner_pages_end AFTER UPDATE ON public.coalition_members FOR EACH ROW WHEN (((new.left_at IS NOT NULL) OR (NOT new.named_in_public) OR (new.role = 'observer'::text))) EXECUTE FUNCTION wl.partner_pages_end();
CREATE TRIGGER sign_ons_go AFTER UPDATE OF left_at ON public.coalition_members FOR EACH ROW WHEN ((new.left_at IS NOT NULL)) EXECUTE FUNCTION wl.sign_ons_go();
CREATE TRIGGER tasks_are_left AFTER UPDATE ON public.coalition_members FOR EACH ROW WHEN ((((new.left_at IS NOT NULL) AND (old.left_at IS NULL)) OR ((new.role = 'observer'::text) AND (old.role <> 'observer'::text)))) EXECUTE FUNCTION wl.tasks_are_left();
CREATE TRIGGER unlists AFTER INSERT OR UPDATE OF named_in_public ON public.coalition_members FOR EACH ROW EXECUTE FUNCTION wl.unlists();
CREATE TRIGGER wishes_end AFTER UPDATE OF left_at ON public.coalition_members FOR EACH ROW WHEN (((new.left_at IS NOT NULL) AND (old.left_at IS NULL))) EXECUTE FUNCTION wl.wishes_end();

create table public.coalition_people (
  case_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  functions text[] not null,
  languages text[] not null default '{}'::text[],
  sealed bytea not null,
  added_at timestamp with time zone not null,
  added_by uuid not null,
  constraint coalition_people_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint coalition_people_added_by_fkey FOREIGN KEY (added_by) REFERENCES accounts(id),
  constraint coalition_people_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint coalition_people_functions_check CHECK (((cardinality(functions) > 0) AND (functions <@ ARRAY['contact'::text, 'signs'::text, 'deputy'::text, 'spokesperson'::text, 'press'::text, 'drafts'::text]))),
  constraint coalition_people_pkey PRIMARY KEY (case_id, account_id, organisation_id)
);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.coalition_people FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER has_a_voice BEFORE INSERT ON public.coalition_people FOR EACH ROW EXECUTE FUNCTION wl.has_a_voice();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.coalition_people FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.coalition_task_acts (
  id uuid not null,
  task_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  account_id uuid,
  act text not null,
  at timestamp with time zone not null,
  sealed bytea,
  constraint coalition_task_acts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint coalition_task_acts_act_check CHECK ((act = ANY (ARRAY['set'::text, 'given'::text, 'taken'::text, 'named'::text, 'let-go'::text, 'given-back'::text, 'done'::text, 'reopened'::text, 'withdrawn'::text, 'left'::text]))),
  constraint coalition_task_acts_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint coalition_task_acts_check CHECK (((act = 'left'::text) = (sealed IS NULL))),
  constraint coalition_task_acts_pkey PRIMARY KEY (id),
  constraint coalition_task_acts_task_id_case_id_fkey FOREIGN KEY (task_id, case_id) REFERENCES coalition_tasks(id, case_id)
);
CREATE INDEX coalition_task_acts_of_task ON public.coalition_task_acts USING btree (task_id, at);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (account_id = ( SELECT wl.account() AS account)) AND (act <> 'left'::text));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant insert, select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.coalition_task_acts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.coalition_task_acts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.coalition_task_acts FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER task_step_was_made BEFORE INSERT ON public.coalition_task_acts FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.task_step_was_made();

create table public.coalition_tasks (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  set_by uuid not null,
  set_at timestamp with time zone not null,
  for_organisation_id uuid,
  owner_account uuid,
  owner_sealed bytea,
  due_on date,
  due_zone text,
  due_at timestamp with time zone,
  state text not null default 'open'::text,
  settled_at timestamp with time zone,
  settled_by uuid,
  sealed bytea not null,
  constraint coalition_tasks_case_id_for_organisation_id_fkey FOREIGN KEY (case_id, for_organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint coalition_tasks_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint coalition_tasks_check CHECK ((num_nonnulls(due_on, due_zone, due_at) = ANY (ARRAY[0, 3]))),
  constraint coalition_tasks_check1 CHECK ((((owner_account IS NULL) = (owner_sealed IS NULL)) AND ((owner_account IS NULL) OR (for_organisation_id IS NOT NULL)))),
  constraint coalition_tasks_check2 CHECK ((((state = 'open'::text) = (settled_at IS NULL)) AND ((settled_at IS NULL) = (settled_by IS NULL)))),
  constraint coalition_tasks_due_zone_check CHECK (((char_length(due_zone) >= 1) AND (char_length(due_zone) <= 64))),
  constraint coalition_tasks_id_case_id_key UNIQUE (id, case_id),
  constraint coalition_tasks_owner_account_fkey FOREIGN KEY (owner_account) REFERENCES accounts(id),
  constraint coalition_tasks_pkey PRIMARY KEY (id),
  constraint coalition_tasks_set_by_fkey FOREIGN KEY (set_by) REFERENCES accounts(id),
  constraint coalition_tasks_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES accounts(id),
  constraint coalition_tasks_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'withdrawn'::text])))
);
CREATE INDEX coalition_tasks_of_case ON public.coalition_tasks USING btree (case_id, state, due_at);
CREATE INDEX coalition_tasks_of_organisation ON public.coalition_tasks USING btree (for_organisation_id, due_at) WHERE (state = 'open'::text);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (set_by = ( SELECT wl.account() AS account)));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant insert, select to wl_worker;
grant update (for_organisation_id, owner_account, owner_sealed, state, settled_at, settled_by) to wl_office;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.coalition_tasks FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.coalition_tasks FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.coalition_tasks FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER task_moves BEFORE INSERT OR UPDATE ON public.coalition_tasks FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.task_moves();

create table public.coalition_votes (
  decision_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  answer text not null,
  voted_at timestamp with time zone not null,
  account_id uuid not null,
  sealed bytea not null,
  constraint coalition_votes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint coalition_votes_answer_check CHECK ((answer = ANY (ARRAY['agree'::text, 'object'::text, 'abstain'::text]))),
  constraint coalition_votes_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint coalition_votes_decision_id_case_id_fkey FOREIGN KEY (decision_id, case_id) REFERENCES coalition_decisions(id, case_id),
  constraint coalition_votes_pkey PRIMARY KEY (decision_id, organisation_id)
);
CREATE UNIQUE INDEX coalition_votes_one_person ON public.coalition_votes USING btree (decision_id, account_id);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (account_id = ( SELECT wl.account() AS account)));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select, update to wl_office;
grant insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.coalition_votes FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER may_vote BEFORE INSERT OR UPDATE ON public.coalition_votes FOR EACH ROW EXECUTE FUNCTION wl.may_vote();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.coalition_votes FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.coalition_votes FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.consent_link_acts (
  id uuid not null,
  case_id uuid not null,
  link_id uuid not null,
  at timestamp with time zone not null,
  act text not null,
  consent_id uuid,
  purposes text[],
  in_doubt boolean not null,
  seen_at timestamp with time zone,
  seen_by uuid,
  point_id uuid,
  circle text,
  texts text[],
  constraint consent_link_acts_act_check CHECK ((act = ANY (ARRAY['confirm'::text, 'approve'::text, 'narrow'::text, 'withdraw'::text]))),
  constraint consent_link_acts_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint consent_link_acts_circle_check CHECK ((circle = ANY (ARRAY['team'::text, 'room'::text, 'public'::text]))),
  constraint consent_link_acts_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES consents(id),
  constraint consent_link_acts_link_id_case_id_fkey FOREIGN KEY (link_id, case_id) REFERENCES consent_links(id, case_id),
  constraint consent_link_acts_one CHECK ((num_nonnulls(consent_id, point_id) = 1)),
  constraint consent_link_acts_pkey PRIMARY KEY (id),
  constraint consent_link_acts_point FOREIGN KEY (point_id, case_id) REFERENCES statement_points(id, case_id),
  constraint consent_link_acts_seen_by_fkey FOREIGN KEY (seen_by) REFERENCES accounts(id),
  constraint consent_link_acts_words CHECK (((((point_id IS NOT NULL) AND (act = 'approve'::text)) = (texts IS NOT NULL)) AND ((texts IS NULL) = (circle IS NULL)) AND ((point_id IS NULL) OR (act = ANY (ARRAY['approve'::text, 'withdraw'::text])))))
);
CREATE INDEX consent_link_acts_of_link ON public.consent_link_acts USING btree (link_id);
CREATE INDEX consent_link_acts_of_point ON public.consent_link_acts USING btree (point_id) WHERE (point_id IS NOT NULL);
CREATE INDEX consent_link_acts_unseen ON public.consent_link_acts USING btree (case_id) WHERE (seen_at IS NULL);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant insert, select, update to wl_office;
grant insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.consent_link_acts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();

create table public.consent_links (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  link_hash bytea not null,
  language text not null,
  made_at timestamp with time zone not null,
  made_by uuid not null,
  expires_at timestamp with time zone not null,
  attempts_left smallint not null,
  duress_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_how text,
  seen_at timestamp with time zone,
  constraint consent_links_attempts_left_check CHECK (((attempts_left >= 0) AND (attempts_left <= 5))),
  constraint consent_links_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint consent_links_check CHECK (((ended_at IS NULL) = (ended_how IS NULL))),
  constraint consent_links_check1 CHECK (((expires_at > made_at) AND (expires_at <= (made_at + '72:00:00'::interval)))),
  constraint consent_links_ended_how_check CHECK ((ended_how = ANY (ARRAY['revoked'::text, 'replaced'::text, 'phrase'::text, 'attempts'::text]))),
  constraint consent_links_id_case_id_key UNIQUE (id, case_id),
  constraint consent_links_link_hash_check CHECK ((length(link_hash) = 32)),
  constraint consent_links_link_hash_key UNIQUE (link_hash),
  constraint consent_links_made_by_fkey FOREIGN KEY (made_by) REFERENCES accounts(id),
  constraint consent_links_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint consent_links_person_id_case_id_fkey FOREIGN KEY (person_id, case_id) REFERENCES persons(id, case_id),
  constraint consent_links_pkey PRIMARY KEY (id)
);
CREATE INDEX consent_links_of_case ON public.consent_links USING btree (case_id, made_at DESC);
CREATE UNIQUE INDEX consent_links_one_open ON public.consent_links USING btree (person_id) WHERE (ended_at IS NULL);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.consent_links FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.consent_links FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.consent_phrases (
  person_id uuid not null,
  case_id uuid not null,
  phrase text not null,
  duress text,
  set_at timestamp with time zone not null,
  set_by uuid not null,
  constraint consent_phrases_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint consent_phrases_person_id_case_id_fkey FOREIGN KEY (person_id, case_id) REFERENCES persons(id, case_id),
  constraint consent_phrases_pkey PRIMARY KEY (person_id),
  constraint consent_phrases_set_by_fkey FOREIGN KEY (set_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.consent_phrases FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.consent_phrases FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.consents (
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  item text not null,
  state text not null,
  purposes text[] not null default '{web}'::text[],
  languages text[] not null default '{}'::text[],
  how text not null,
  sealed bytea not null,
  given_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  recorded_by uuid not null,
  recorded_at timestamp with time zone not null default now(),
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawal_sealed bytea,
  review_on date,
  constraint consents_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint consents_how_check CHECK ((how = ANY (ARRAY['written'::text, 'audio'::text, 'oral-with-witness'::text, 'oral'::text, 'lawyer'::text, 'family'::text, 'link'::text]))),
  constraint consents_id_case_id_person_id_item_state_key UNIQUE (id, case_id, person_id, item, state),
  constraint consents_item_check CHECK ((item = ANY (ARRAY['name'::text, 'pseudonym'::text, 'image'::text, 'voice'::text, 'place'::text, 'affiliation'::text, 'health'::text, 'family'::text, 'charges'::text, 'quotes'::text, 'documents'::text, 'story'::text]))),
  constraint consents_person_id_case_id_fkey FOREIGN KEY (person_id, case_id) REFERENCES persons(id, case_id),
  constraint consents_pkey PRIMARY KEY (id),
  constraint consents_purposes CHECK ((purposes <@ ARRAY['safety'::text, 'legal'::text, 'coalition'::text, 'private-advocacy'::text, 'un-regional'::text, 'embassies'::text, 'media'::text, 'web'::text, 'social'::text, 'fundraising'::text, 'statistics'::text])),
  constraint consents_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts(id),
  constraint consents_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'given'::text, 'narrowed'::text, 'expired'::text, 'withdrawn'::text, 'superseded'::text, 'refused'::text, 'unobtainable'::text]))),
  constraint consents_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES accounts(id),
  constraint consents_words_of_person UNIQUE (id, case_id, person_id, item)
);
CREATE INDEX consents_of_case ON public.consents USING btree (case_id);
CREATE INDEX consents_to_review ON public.consents USING btree (review_on) WHERE ((state = 'given'::text) AND (review_on IS NOT NULL));
CREATE UNIQUE INDEX consents_one_given ON public.consents USING btree (case_id, person_id, item) WHERE (state = 'given'::text);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.consents FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER consent_comes_back BEFORE UPDATE OF state ON public.consents FOR EACH ROW WHEN (((old.state = 'withdrawn'::text) AND (new.state <> 'withdrawn'::text))) EXECUTE FUNCTION wl.consent_comes_back();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.consents FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER purposes_come_back BEFORE UPDATE OF purposes ON public.consents FOR EACH ROW WHEN ((NOT (new.purposes <@ old.purposes))) EXECUTE FUNCTION wl.purposes_come_back();

create table public.contacts (
  id uuid not null,
  case_id uuid not null,
  at timestamp with time zone not null,
  channel text not null,
  wellbeing text not null,
  by_account uuid,
  statement_taken boolean not null default false,
  next_on date,
  check_in_id uuid,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  constraint contacts_by_account_fkey FOREIGN KEY (by_account) REFERENCES accounts(id),
  constraint contacts_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint contacts_channel_check CHECK ((channel ~ '^[a-z-]{1,40}$'::text)),
  constraint contacts_check_in_id_case_id_fkey FOREIGN KEY (check_in_id, case_id) REFERENCES check_ins(id, case_id),
  constraint contacts_id_case_id_key UNIQUE (id, case_id),
  constraint contacts_pkey PRIMARY KEY (id),
  constraint contacts_wellbeing_check CHECK ((wellbeing = ANY (ARRAY['well'::text, 'strained'::text, 'unwell'::text, 'in-danger'::text, 'unknown'::text])))
);
CREATE INDEX contacts_of_case ON public.contacts USING btree (case_id, at DESC);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.contacts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.contacts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.deliveries (
  broadcast_id uuid not null,
  organisation_id uuid not null,
  supporter integer not null,
  outcome text not null,
  code smallint,
  reply text,
  at timestamp with time zone not null default now(),
  constraint deliveries_broadcast_id_organisation_id_fkey FOREIGN KEY (broadcast_id, organisation_id) REFERENCES broadcasts(id, organisation_id),
  constraint deliveries_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'soft'::text, 'hard'::text, 'unknown'::text, 'suppressed'::text, 'cancelled'::text]))),
  constraint deliveries_pkey PRIMARY KEY (broadcast_id, supporter)
);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.deliveries FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.demands (
  id uuid not null,
  campaign_id uuid not null,
  case_id uuid not null,
  "position" smallint not null,
  state text not null default 'open'::text,
  state_changed_at timestamp with time zone,
  state_changed_by uuid,
  constraint demands_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint demands_pkey PRIMARY KEY (id),
  constraint demands_state_changed_by_fkey FOREIGN KEY (state_changed_by) REFERENCES accounts(id),
  constraint demands_state_check CHECK ((state = ANY (ARRAY['open'::text, 'partly'::text, 'met'::text])))
);
CREATE INDEX demands_of_campaign ON public.demands USING btree (campaign_id, "position");
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.demands FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.demands FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER of_who_drafts BEFORE INSERT OR DELETE OR UPDATE ON public.demands FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.drafts_by_charter();

create table public.direction_versions (
  direction_id uuid not null,
  version integer not null,
  case_id uuid not null,
  sealed bytea not null,
  written_at timestamp with time zone not null,
  written_by uuid not null,
  constraint direction_versions_direction_id_case_id_fkey FOREIGN KEY (direction_id, case_id) REFERENCES directions(id, case_id),
  constraint direction_versions_pkey PRIMARY KEY (direction_id, version),
  constraint direction_versions_written_by_fkey FOREIGN KEY (written_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using false
  with check false;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.direction_versions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.direction_versions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.directions (
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  confirmed_on date not null,
  confirmed_how text not null,
  code_word text,
  wrong smallint not null default 0,
  wrong_since timestamp with time zone,
  sealed bytea not null,
  version integer not null default 1,
  changed_at timestamp with time zone not null,
  changed_by uuid not null,
  constraint directions_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint directions_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES accounts(id),
  constraint directions_check CHECK (((wrong = 0) OR (wrong_since IS NOT NULL))),
  constraint directions_confirmed_how_check CHECK ((confirmed_how = ANY (ARRAY['written'::text, 'audio'::text, 'oral-witness'::text, 'lawyer'::text]))),
  constraint directions_id_case_id_key UNIQUE (id, case_id),
  constraint directions_person_id_case_id_fkey FOREIGN KEY (person_id, case_id) REFERENCES persons(id, case_id),
  constraint directions_person_id_key UNIQUE (person_id),
  constraint directions_pkey PRIMARY KEY (id),
  constraint directions_wrong_check CHECK (((wrong >= 0) AND (wrong <= 5)))
);
CREATE INDEX directions_of_case ON public.directions USING btree (case_id);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.directions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.directions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.drafts (
  account_id uuid not null,
  organisation_id uuid not null,
  form text not null,
  sealed bytea not null,
  saved_at timestamp with time zone not null default now(),
  case_id uuid,
  constraint drafts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint drafts_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint drafts_form_check CHECK ((length(form) <= 200)),
  constraint drafts_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint drafts_pkey PRIMARY KEY (account_id, organisation_id, form),
  constraint drafts_sealed_check CHECK ((length(sealed) <= 400000))
);
CREATE INDEX drafts_of_case ON public.drafts USING btree (case_id) WHERE (case_id IS NOT NULL);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((case_id IS NULL) OR (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])));
create policy narrow_select as restrictive for r to wl_office, wl_worker
  using ((case_id IS NULL) OR (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using ((case_id IS NULL) OR (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])))
  with check ((case_id IS NULL) OR (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (account_id = ( SELECT wl.account() AS account)))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (account_id = ( SELECT wl.account() AS account)));
grant delete, insert, select, update to wl_office;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.drafts FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.duty_shifts (
  id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  sealed bytea,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  removed_at timestamp with time zone,
  constraint duty_shifts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint duty_shifts_check CHECK ((ends_at > starts_at)),
  constraint duty_shifts_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint duty_shifts_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint duty_shifts_pkey PRIMARY KEY (id)
);
CREATE INDEX duty_shifts_ahead ON public.duty_shifts USING btree (organisation_id, ends_at) WHERE (removed_at IS NULL);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.duty_shifts FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.effect_positions (
  effect_id uuid not null,
  organisation_id uuid not null,
  case_id uuid not null,
  "position" text not null,
  sealed bytea not null,
  stated_at timestamp with time zone not null,
  stated_by uuid not null,
  constraint effect_positions_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint effect_positions_effect_id_case_id_fkey FOREIGN KEY (effect_id, case_id) REFERENCES effects(id, case_id),
  constraint effect_positions_pkey PRIMARY KEY (effect_id, organisation_id),
  constraint effect_positions_position_check CHECK (("position" = ANY (ARRAY['agree'::text, 'in-part'::text, 'dissent'::text, 'abstain'::text]))),
  constraint effect_positions_stated_by_fkey FOREIGN KEY (stated_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.effect_positions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.effect_positions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.effect_positions FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.effect_versions (
  effect_id uuid not null,
  version integer not null,
  case_id uuid not null,
  sealed bytea not null,
  written_at timestamp with time zone not null,
  written_by uuid not null,
  constraint effect_versions_effect_id_case_id_fkey FOREIGN KEY (effect_id, case_id) REFERENCES effects(id, case_id),
  constraint effect_versions_pkey PRIMARY KEY (effect_id, version),
  constraint effect_versions_written_by_fkey FOREIGN KEY (written_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using false
  with check false;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.effect_versions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.effect_versions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.effects (
  id uuid not null,
  case_id uuid not null,
  change text not null,
  outcome text not null,
  happened_on date not null,
  confidence text not null,
  visibility text not null default 'team'::text,
  sealed bytea not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint effects_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint effects_change_check CHECK ((change = ANY (ARRAY['major-improvement'::text, 'moderate-improvement'::text, 'minor-change'::text, 'no-change'::text, 'moderate-worsening'::text, 'major-worsening'::text, 'unknown'::text]))),
  constraint effects_confidence_check CHECK ((confidence = ANY (ARRAY['high'::text, 'moderate'::text, 'low'::text]))),
  constraint effects_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint effects_id_case_id_key UNIQUE (id, case_id),
  constraint effects_outcome_check CHECK ((outcome = ANY (ARRAY['positive'::text, 'partial'::text, 'none'::text, 'negative'::text, 'tragic'::text, 'unknown'::text]))),
  constraint effects_pkey PRIMARY KEY (id),
  constraint effects_visibility_check CHECK ((visibility = ANY (ARRAY['team'::text, 'coalition'::text, 'public'::text])))
);
CREATE INDEX effects_of_case ON public.effects USING btree (case_id, happened_on DESC);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy wall for * to wl_office, wl_worker
  using ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((visibility <> 'team'::text) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))))
  with check ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((visibility <> 'team'::text) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.effects FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.effects FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.effects FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.embed_sites (
  id uuid not null,
  organisation_id uuid not null,
  origin text not null,
  added_at timestamp with time zone not null default now(),
  added_by uuid not null,
  removed_at timestamp with time zone,
  removed_by uuid,
  place smallint,
  constraint embed_sites_added_by_fkey FOREIGN KEY (added_by) REFERENCES accounts(id),
  constraint embed_sites_check CHECK (((removed_at IS NULL) = (removed_by IS NULL))),
  constraint embed_sites_in_place CHECK (((removed_at IS NULL) = (place IS NOT NULL))),
  constraint embed_sites_most CHECK (((place >= 1) AND (place <= 20))) NOT VALID,
  constraint embed_sites_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint embed_sites_origin_check CHECK (((length(origin) <= 120) AND (origin ~ '^(https://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?|http://(localhost|127\.0\.0\.1))(:[1-9][0-9]{0,4})?$'::text))),
  constraint embed_sites_pkey PRIMARY KEY (id),
  constraint embed_sites_places UNIQUE (organisation_id, place),
  constraint embed_sites_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES accounts(id)
);
CREATE UNIQUE INDEX embed_sites_once ON public.embed_sites USING btree (organisation_id, origin) WHERE (removed_at IS NULL);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.embed_sites FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.emergencies (
  id uuid not null,
  case_id uuid not null,
  reason text not null,
  raised_at timestamp with time zone not null,
  raised_by uuid not null,
  review_due_at timestamp with time zone not null,
  reviewed_at timestamp with time zone,
  reviewed_by uuid,
  pulled_at timestamp with time zone,
  pulled_by uuid,
  constraint emergencies_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint emergencies_check CHECK ((review_due_at > raised_at)),
  constraint emergencies_check1 CHECK (((reviewed_at IS NULL) = (reviewed_by IS NULL))),
  constraint emergencies_check2 CHECK (((pulled_at IS NULL) = (pulled_by IS NULL))),
  constraint emergencies_pkey PRIMARY KEY (id),
  constraint emergencies_pulled_by_fkey FOREIGN KEY (pulled_by) REFERENCES accounts(id),
  constraint emergencies_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES accounts(id),
  constraint emergencies_reason_check CHECK ((reason ~ '^[a-z-]{1,40}$'::text)),
  constraint emergencies_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES accounts(id)
);
CREATE INDEX emergencies_of_case ON public.emergencies USING btree (case_id, raised_at);
CREATE UNIQUE INDEX emergencies_one_up ON public.emergencies USING btree (case_id) WHERE (pulled_at IS NULL);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((raised_by = ( SELECT wl.account() AS account)) AND (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])));
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select, update to wl_office;
grant insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.emergencies FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER emergency_moves BEFORE UPDATE ON public.emergencies FOR EACH ROW EXECUTE FUNCTION wl.emergency_moves();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.emergencies FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.events (
  id bigint not null generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  at timestamp with time zone not null default now(),
  type text not null,
  organisation_id uuid,
  case_id uuid,
  subject uuid,
  actor_kind text not null,
  actor_account uuid,
  data jsonb not null default '{}'::jsonb,
  constraint events_pkey PRIMARY KEY (id),
  constraint events_type_check CHECK ((type ~ '^[a-z-]+(\.[a-z-]+)+$'::text))
);
CREATE INDEX events_of_adoptions ON public.events USING btree (case_id, at) WHERE (type = 'case.adopted'::text);
CREATE INDEX events_of_case ON public.events USING btree (case_id, id) WHERE (case_id IS NOT NULL);
CREATE INDEX events_of_organisation ON public.events USING btree (organisation_id, id);
CREATE INDEX events_of_transaction ON public.events USING btree (xid);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((case_id IS NULL) OR (case_id = ANY (( SELECT wl.coalition_cases() AS coalition_cases)::uuid[])) OR ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (( SELECT wl.kind() AS kind) = 'worker'::text) AND (case_id = ANY (( SELECT wl.cases_once_in() AS cases_once_in)::uuid[]))));
create policy narrow_select as restrictive for r to wl_office, wl_worker
  using (( SELECT wl.kind() AS kind) IS DISTINCT FROM 'sign-in'::text);
create policy own_word as restrictive for a to wl_office, wl_worker
  with check ((actor_kind = ( SELECT wl.kind() AS kind)) AND (NOT (actor_account IS DISTINCT FROM ( SELECT wl.account() AS account))) AND ((( SELECT wl.kind() AS kind) <> 'member'::text) OR ((at = ( SELECT wl.moment() AS moment)) AND ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR ((type ~ '^(alarm|broadcast|check-in)\.'::text) AND (EXISTS ( SELECT 1
   FROM coalition_members m
  WHERE ((m.case_id = events.case_id) AND (m.organisation_id = events.organisation_id)))))))));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (((case_id IS NULL) AND ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR (( SELECT wl.kind() AS kind) = 'sign-in'::text))) OR (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])) AND wl.told_to_room(type)))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])) OR ((( SELECT wl.kind() AS kind) = 'sign-in'::text) AND (case_id IS NULL)));
grant insert (at, type, organisation_id, case_id, subject, actor_kind, actor_account, data) to wl_office;
grant insert (at, type, organisation_id, case_id, subject, actor_kind, actor_account, data) to wl_worker;
grant select to wl_office;
grant select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.events FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.events FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.facts (
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  class text,
  happened_on date not null,
  "precision" text not null default 'exact'::text,
  zone text not null,
  verification text not null,
  reliability text not null,
  source_count smallint not null,
  visibility text not null default 'team'::text,
  tlp text not null default 'amber'::text,
  sealed bytea not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  retracted_at timestamp with time zone,
  retracted_by uuid,
  constraint facts_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint facts_check CHECK (((retracted_at IS NULL) = (retracted_by IS NULL))),
  constraint facts_check1 CHECK (((kind = 'fact'::text) OR (class IS NOT NULL))),
  constraint facts_check2 CHECK (((visibility <> 'public'::text) OR ((source_count >= 2) AND (tlp = 'clear'::text) AND (retracted_at IS NULL)))),
  constraint facts_check3 CHECK (((visibility = 'team'::text) OR (tlp <> 'red'::text))),
  constraint facts_class_check CHECK ((class = ANY (ARRAY['killing'::text, 'enforced-disappearance'::text, 'torture'::text, 'arbitrary-detention'::text, 'kidnapping'::text, 'other-harm'::text]))),
  constraint facts_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint facts_id_case_id_key UNIQUE (id, case_id),
  constraint facts_kind_check CHECK ((kind = ANY (ARRAY['fact'::text, 'incident'::text, 'attack'::text]))),
  constraint facts_pkey PRIMARY KEY (id),
  constraint facts_precision_check CHECK (("precision" = ANY (ARRAY['exact'::text, 'estimated'::text, 'day-unknown'::text, 'day-and-month-unknown'::text]))),
  constraint facts_reliability_check CHECK ((reliability = ANY (ARRAY['reliable'::text, 'probably-reliable'::text, 'uncertain'::text, 'probably-unreliable'::text, 'unreliable'::text]))),
  constraint facts_retracted_by_fkey FOREIGN KEY (retracted_by) REFERENCES accounts(id),
  constraint facts_source_count_check CHECK (((source_count >= 1) AND (source_count <= 20))),
  constraint facts_tlp_check CHECK ((tlp = ANY (ARRAY['red'::text, 'amber-strict'::text, 'amber'::text, 'green'::text, 'clear'::text]))),
  constraint facts_verification_check CHECK ((verification = ANY (ARRAY['confirmed'::text, 'probable'::text, 'possible'::text, 'unlikely'::text]))),
  constraint facts_visibility_check CHECK ((visibility = ANY (ARRAY['team'::text, 'coalition'::text, 'public'::text])))
);
CREATE INDEX facts_of_case ON public.facts USING btree (case_id, happened_on DESC);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy wall for * to wl_office, wl_worker
  using ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((visibility <> 'team'::text) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))))
  with check ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((visibility <> 'team'::text) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.facts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.facts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.facts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.hand_over_sheets (
  id uuid not null,
  hand_over_id uuid not null,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  full_names integer not null,
  first_names integer not null,
  unnamed integer not null,
  recorded integer not null,
  sealed bytea not null,
  as_of timestamp with time zone not null,
  made_by uuid not null,
  constraint hand_over_sheets_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint hand_over_sheets_check CHECK (((recorded >= 0) AND (recorded <= ((full_names + first_names) + unnamed)))),
  constraint hand_over_sheets_first_names_check CHECK ((first_names >= 0)),
  constraint hand_over_sheets_full_names_check CHECK ((full_names >= 0)),
  constraint hand_over_sheets_hand_over_id_campaign_id_fkey FOREIGN KEY (hand_over_id, campaign_id) REFERENCES hand_overs(id, campaign_id),
  constraint hand_over_sheets_hand_over_id_case_id_fkey FOREIGN KEY (hand_over_id, case_id) REFERENCES hand_overs(id, case_id),
  constraint hand_over_sheets_made_by_fkey FOREIGN KEY (made_by) REFERENCES accounts(id),
  constraint hand_over_sheets_pkey PRIMARY KEY (id),
  constraint hand_over_sheets_unnamed_check CHECK ((unnamed >= 0))
);
CREATE INDEX hand_over_sheets_of ON public.hand_over_sheets USING btree (hand_over_id, organisation_id, as_of DESC);
CREATE INDEX hand_over_sheets_of_case ON public.hand_over_sheets USING btree (case_id);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (made_by = ( SELECT wl.account() AS account)));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant insert, select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.hand_over_sheets FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.hand_over_sheets FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.hand_over_sheets FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.hand_overs (
  id uuid not null,
  case_id uuid not null,
  campaign_id uuid,
  letter_id uuid,
  organisation_id uuid not null,
  on_day date not null,
  sealed bytea not null,
  how text,
  numbers jsonb,
  prepared_at timestamp with time zone not null,
  prepared_by uuid not null,
  recorded_at timestamp with time zone,
  recorded_by uuid,
  dropped_at timestamp with time zone,
  dropped_by uuid,
  update_id uuid,
  version integer not null default 1,
  constraint hand_overs_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint hand_overs_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint hand_overs_check CHECK ((num_nonnulls(campaign_id, letter_id) = 1)),
  constraint hand_overs_check1 CHECK ((num_nonnulls(how, numbers, recorded_at, recorded_by) = ANY (ARRAY[0, 4]))),
  constraint hand_overs_check2 CHECK ((num_nonnulls(dropped_at, dropped_by) = ANY (ARRAY[0, 2]))),
  constraint hand_overs_check3 CHECK (((recorded_at IS NULL) OR (dropped_at IS NULL))),
  constraint hand_overs_check4 CHECK (((update_id IS NULL) OR (recorded_at IS NOT NULL))),
  constraint hand_overs_dropped_by_fkey FOREIGN KEY (dropped_by) REFERENCES accounts(id),
  constraint hand_overs_how_check CHECK ((how = ANY (ARRAY['received'::text, 'refused'::text, 'left-there'::text]))),
  constraint hand_overs_id_campaign_id_key UNIQUE (id, campaign_id),
  constraint hand_overs_id_case_id_key UNIQUE (id, case_id),
  constraint hand_overs_letter_id_case_id_fkey FOREIGN KEY (letter_id, case_id) REFERENCES joint_letters(id, case_id),
  constraint hand_overs_pkey PRIMARY KEY (id),
  constraint hand_overs_prepared_by_fkey FOREIGN KEY (prepared_by) REFERENCES accounts(id),
  constraint hand_overs_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts(id),
  constraint hand_overs_update_id_case_id_fkey FOREIGN KEY (update_id, case_id) REFERENCES updates(id, case_id),
  constraint hand_overs_update_id_key UNIQUE (update_id)
);
CREATE INDEX hand_overs_of_campaign ON public.hand_overs USING btree (campaign_id) WHERE (campaign_id IS NOT NULL);
CREATE INDEX hand_overs_of_case ON public.hand_overs USING btree (case_id);
CREATE INDEX hand_overs_of_letter ON public.hand_overs USING btree (letter_id) WHERE (letter_id IS NOT NULL);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select, update to wl_office;
grant insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.hand_overs FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER hand_over_stands BEFORE UPDATE ON public.hand_overs FOR EACH ROW WHEN ((((old.campaign_id IS DISTINCT FROM new.campaign_id) OR (old.letter_id IS DISTINCT FROM new.letter_id)) OR ((old.recorded_at IS NOT NULL) AND (((old.numbers IS DISTINCT FROM new.numbers) OR (old.recorded_at IS DISTINCT FROM new.recorded_at)) OR (old.recorded_by IS DISTINCT FROM new.recorded_by))) OR ((old.dropped_at IS NOT NULL) AND (old.dropped_at IS DISTINCT FROM new.dropped_at)))) EXECUTE FUNCTION wl.hand_over_stands();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.hand_overs FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.hand_overs FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.hearings (
  id uuid not null,
  case_id uuid not null,
  proceeding_id uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  zone text not null,
  openness text not null,
  state text not null,
  adjourned_to uuid,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint hearings_adjourned_to_case_id_fkey FOREIGN KEY (adjourned_to, case_id) REFERENCES hearings(id, case_id),
  constraint hearings_check CHECK (((adjourned_to IS NULL) OR (state = 'adjourned'::text))),
  constraint hearings_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint hearings_id_case_id_key UNIQUE (id, case_id),
  constraint hearings_kind_check CHECK ((kind ~ '^[a-z-]{1,40}$'::text)),
  constraint hearings_openness_check CHECK ((openness = ANY (ARRAY['public'::text, 'closed'::text, 'unknown'::text]))),
  constraint hearings_pkey PRIMARY KEY (id),
  constraint hearings_proceeding_id_case_id_fkey FOREIGN KEY (proceeding_id, case_id) REFERENCES proceedings(id, case_id),
  constraint hearings_state_check CHECK ((state = ANY (ARRAY['scheduled'::text, 'held'::text, 'adjourned'::text, 'cancelled'::text]))),
  constraint hearings_zone_check CHECK ((length(zone) <= 64))
);
CREATE INDEX hearings_ahead ON public.hearings USING btree (case_id, at) WHERE (state = 'scheduled'::text);
CREATE INDEX hearings_of_proceeding ON public.hearings USING btree (proceeding_id, at);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.hearings FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.hearings FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.inboxes (
  organisation_id uuid not null,
  number integer not null,
  address_index bytea not null,
  address_sealed bytea not null,
  mailbox_index bytea not null,
  domain_tag bytea not null,
  suppressed_at timestamp with time zone,
  suppressed_reason text,
  created_at timestamp with time zone not null default now(),
  details_locked_at timestamp with time zone,
  constraint inboxes_organisation_id_address_index_key UNIQUE (organisation_id, address_index),
  constraint inboxes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint inboxes_pkey PRIMARY KEY (organisation_id, number),
  constraint inboxes_suppressed_reason_check CHECK ((suppressed_reason = ANY (ARRAY['unsubscribed'::text, 'not-me'::text, 'hard-bounce'::text, 'complaint'::text, 'staff'::text, 'erased'::text])))
);
CREATE INDEX inboxes_of_mailbox ON public.inboxes USING btree (organisation_id, mailbox_index);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.inboxes FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.interventions (
  id uuid not null,
  case_id uuid not null,
  addressee text not null,
  channel text not null,
  state text not null,
  made_on date not null,
  response text,
  response_on date,
  next_on date,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  version integer not null default 1,
  constraint interventions_addressee_check CHECK ((addressee ~ '^[a-z-]{1,40}$'::text)),
  constraint interventions_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint interventions_channel_check CHECK ((channel ~ '^[a-z-]{1,40}$'::text)),
  constraint interventions_check CHECK (((state = 'answered'::text) = (response IS NOT NULL))),
  constraint interventions_check1 CHECK (((response IS NULL) = (response_on IS NULL))),
  constraint interventions_check2 CHECK ((response_on >= made_on)),
  constraint interventions_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint interventions_pkey PRIMARY KEY (id),
  constraint interventions_response_check CHECK ((response ~ '^[a-z-]{1,40}$'::text)),
  constraint interventions_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'made'::text, 'answered'::text, 'dropped'::text])))
);
CREATE INDEX interventions_of_case ON public.interventions USING btree (case_id, made_on DESC);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.interventions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.interventions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.joint_broadcasts (
  id uuid not null,
  case_id uuid not null,
  update_id uuid not null,
  organisation_id uuid not null,
  who text not null,
  recipients integer not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  hold_minutes integer not null,
  hold_until timestamp with time zone not null,
  let_go_at timestamp with time zone,
  constraint joint_broadcasts_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint joint_broadcasts_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint joint_broadcasts_check CHECK ((let_go_at >= hold_until)),
  constraint joint_broadcasts_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint joint_broadcasts_hold_minutes_check CHECK ((hold_minutes >= 0)),
  constraint joint_broadcasts_id_case_id_key UNIQUE (id, case_id),
  constraint joint_broadcasts_pkey PRIMARY KEY (id),
  constraint joint_broadcasts_recipients_check CHECK ((recipients > 0)),
  constraint joint_broadcasts_update_id_case_id_fkey FOREIGN KEY (update_id, case_id) REFERENCES updates(id, case_id),
  constraint joint_broadcasts_who_check CHECK ((who = ANY (ARRAY['acted'::text, 'following'::text, 'all'::text])))
);
CREATE INDEX joint_broadcasts_of_case ON public.joint_broadcasts USING btree (case_id);
CREATE INDEX joint_broadcasts_waiting ON public.joint_broadcasts USING btree (hold_until) WHERE (let_go_at IS NULL);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant select to wl_office;
grant select to wl_worker;
grant update (let_go_at) to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.joint_broadcasts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER goes_now BEFORE UPDATE OF let_go_at ON public.joint_broadcasts FOR EACH ROW EXECUTE FUNCTION wl.goes_now();
CREATE TRIGGER goes_unheld BEFORE UPDATE OF let_go_at ON public.joint_broadcasts FOR EACH ROW EXECUTE FUNCTION wl.goes_unheld();
CREATE TRIGGER held_as_agreed BEFORE INSERT ON public.joint_broadcasts FOR EACH ROW EXECUTE FUNCTION wl.held_as_agreed();
CREATE TRIGGER mailboxes_known BEFORE INSERT ON public.joint_broadcasts FOR EACH ROW EXECUTE FUNCTION wl.mailboxes_known();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.joint_broadcasts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.joint_broadcasts FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.joint_letter_contacts (
  signatory_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  sealed bytea not null,
  hear boolean not null,
  hear_wording text not null,
  hear_version text not null,
  inbox integer,
  expires_at timestamp with time zone,
  network bytea,
  authority_wording text,
  authority_version text,
  constraint joint_letter_contacts_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint joint_letter_contacts_organisation_id_inbox_fkey FOREIGN KEY (organisation_id, inbox) REFERENCES inboxes(organisation_id, number),
  constraint joint_letter_contacts_pkey PRIMARY KEY (signatory_id),
  constraint joint_letter_contacts_signatory_id_case_id_fkey FOREIGN KEY (signatory_id, case_id) REFERENCES joint_letter_signatories(id, case_id) ON DELETE CASCADE
);
CREATE INDEX joint_letter_contacts_by_inbox ON public.joint_letter_contacts USING btree (organisation_id, inbox);
CREATE INDEX joint_letter_contacts_expiring ON public.joint_letter_contacts USING btree (organisation_id, expires_at);
CREATE INDEX joint_letter_contacts_of_organisation ON public.joint_letter_contacts USING btree (organisation_id, case_id);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.joint_letter_contacts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.joint_letter_contacts FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.joint_letter_logos (
  signatory_id uuid not null,
  case_id uuid not null,
  original bytea not null,
  rendition bytea,
  content_type text,
  width integer,
  height integer,
  constraint joint_letter_logos_check CHECK ((num_nulls(rendition, content_type, width, height) = ANY (ARRAY[0, 4]))),
  constraint joint_letter_logos_content_type_check CHECK ((content_type = ANY (ARRAY['image/webp'::text, 'image/jpeg'::text, 'image/png'::text]))),
  constraint joint_letter_logos_height_check CHECK (((height >= 1) AND (height <= 240))),
  constraint joint_letter_logos_pkey PRIMARY KEY (signatory_id),
  constraint joint_letter_logos_signatory_id_case_id_fkey FOREIGN KEY (signatory_id, case_id) REFERENCES joint_letter_signatories(id, case_id) ON DELETE CASCADE,
  constraint joint_letter_logos_width_check CHECK (((width >= 1) AND (width <= 480)))
);
CREATE INDEX joint_letter_logos_of_case ON public.joint_letter_logos USING btree (case_id);
CREATE INDEX joint_letter_logos_to_draw ON public.joint_letter_logos USING btree (case_id) WHERE (rendition IS NULL);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.joint_letter_logos FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.joint_letter_logos FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.joint_letter_signatories (
  id uuid not null,
  letter_id uuid not null,
  case_id uuid not null,
  member_organisation_id uuid,
  text_hash bytea not null,
  state text not null,
  at_domain boolean not null default false,
  checked_how bytea,
  language text not null,
  country text not null,
  sealed bytea not null,
  domain_tag bytea,
  signed_at timestamp with time zone not null,
  verified_at timestamp with time zone,
  listed_at timestamp with time zone,
  listed_by uuid,
  declined_at timestamp with time zone,
  declined_by uuid,
  removed_at timestamp with time zone,
  removed_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  reason text,
  to_tell text,
  listed_under text,
  constraint joint_letter_listed_under CHECK (((state <> 'listed'::text) OR (member_organisation_id IS NOT NULL) OR (listed_under IS NOT NULL))),
  constraint joint_letter_signatories_case_id_member_organisation_id_fkey FOREIGN KEY (case_id, member_organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint joint_letter_signatories_check CHECK (((state <> 'listed'::text) OR (member_organisation_id IS NOT NULL) OR ((verified_at IS NOT NULL) AND (at_domain OR (checked_how IS NOT NULL))))),
  constraint joint_letter_signatories_check1 CHECK (((state = 'pending'::text) OR (verified_at IS NOT NULL) OR (member_organisation_id IS NOT NULL))),
  constraint joint_letter_signatories_check2 CHECK (((member_organisation_id IS NULL) OR ((state = ANY (ARRAY['listed'::text, 'removed'::text, 'withdrawn'::text])) AND (domain_tag IS NULL)))),
  constraint joint_letter_signatories_check3 CHECK (((member_organisation_id IS NOT NULL) OR (domain_tag IS NOT NULL))),
  constraint joint_letter_signatories_check4 CHECK (((state = 'declined'::text) = (declined_at IS NOT NULL))),
  constraint joint_letter_signatories_check5 CHECK (((state = 'removed'::text) = (removed_at IS NOT NULL))),
  constraint joint_letter_signatories_check6 CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL))),
  constraint joint_letter_signatories_check7 CHECK (((state <> 'listed'::text) OR ((listed_at IS NOT NULL) AND (listed_by IS NOT NULL)))),
  constraint joint_letter_signatories_check8 CHECK (((state = ANY (ARRAY['declined'::text, 'removed'::text])) = (reason IS NOT NULL))),
  constraint joint_letter_signatories_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint joint_letter_signatories_declined_by_fkey FOREIGN KEY (declined_by) REFERENCES accounts(id),
  constraint joint_letter_signatories_domain_tag_check CHECK ((length(domain_tag) = 16)),
  constraint joint_letter_signatories_id_case_id_key UNIQUE (id, case_id),
  constraint joint_letter_signatories_letter_id_case_id_fkey FOREIGN KEY (letter_id, case_id) REFERENCES joint_letters(id, case_id),
  constraint joint_letter_signatories_listed_by_fkey FOREIGN KEY (listed_by) REFERENCES accounts(id),
  constraint joint_letter_signatories_listed_under_check CHECK ((listed_under = ANY (ARRAY['name'::text, 'pseudonym'::text, 'story'::text]))),
  constraint joint_letter_signatories_pkey PRIMARY KEY (id),
  constraint joint_letter_signatories_reason_check CHECK ((reason = ANY (ARRAY['not-known'::text, 'not-checked'::text, 'twice'::text, 'not-fitting'::text, 'asked-by-them'::text, 'other'::text]))),
  constraint joint_letter_signatories_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES accounts(id),
  constraint joint_letter_signatories_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'waiting'::text, 'listed'::text, 'declined'::text, 'removed'::text, 'withdrawn'::text]))),
  constraint joint_letter_signatories_text_hash_check CHECK ((length(text_hash) = 32)),
  constraint joint_letter_signatories_to_tell_check CHECK ((to_tell = ANY (ARRAY['listed'::text, 'declined'::text, 'removed'::text]))),
  constraint joint_letter_signatories_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES accounts(id)
);
CREATE INDEX joint_letter_signatories_by_state ON public.joint_letter_signatories USING btree (letter_id, state);
CREATE INDEX joint_letter_signatories_of_case ON public.joint_letter_signatories USING btree (case_id);
CREATE INDEX joint_letter_signatories_pending ON public.joint_letter_signatories USING btree (signed_at) WHERE (state = 'pending'::text);
CREATE INDEX joint_letter_signatories_to_tell ON public.joint_letter_signatories USING btree (letter_id) WHERE (to_tell IS NOT NULL);
CREATE UNIQUE INDEX joint_letter_members_once ON public.joint_letter_signatories USING btree (letter_id, member_organisation_id) WHERE (state = 'listed'::text);
CREATE UNIQUE INDEX joint_letter_others_once ON public.joint_letter_signatories USING btree (letter_id, domain_tag) WHERE (state = ANY (ARRAY['waiting'::text, 'listed'::text]));
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((member_organisation_id IS NULL) OR (member_organisation_id = ( SELECT wl.organisation() AS organisation)));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select to wl_office;
grant delete, insert, select to wl_worker;
grant update (state, checked_how, listed_at, listed_by, declined_at, declined_by, removed_at, removed_by, withdrawn_at, withdrawn_by, reason, to_tell, listed_under) to wl_office;
grant update (text_hash, state, verified_at, withdrawn_at, to_tell) to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.joint_letter_signatories FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER listed_by_eyes BEFORE UPDATE OF state ON public.joint_letter_signatories FOR EACH ROW WHEN (((new.state = 'listed'::text) AND (old.state <> 'listed'::text) AND (new.member_organisation_id IS NULL))) EXECUTE FUNCTION wl.listed_by_eyes();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.joint_letter_signatories FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER signatory_by_whom BEFORE INSERT OR UPDATE ON public.joint_letter_signatories FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.signatory_by_whom();
CREATE TRIGGER signatory_hides AFTER UPDATE OF state ON public.joint_letter_signatories FOR EACH ROW WHEN (((old.state = 'listed'::text) AND (new.state <> 'listed'::text))) EXECUTE FUNCTION wl.signatory_hides();
CREATE TRIGGER signatory_stays BEFORE UPDATE ON public.joint_letter_signatories FOR EACH ROW WHEN (((old.letter_id IS DISTINCT FROM new.letter_id) OR ((old.text_hash IS DISTINCT FROM new.text_hash) AND (old.state <> 'pending'::text)) OR (old.member_organisation_id IS DISTINCT FROM new.member_organisation_id) OR (old.sealed IS DISTINCT FROM new.sealed) OR (old.signed_at IS DISTINCT FROM new.signed_at))) EXECUTE FUNCTION wl.signatory_stays();
CREATE TRIGGER signs_what_stands BEFORE INSERT ON public.joint_letter_signatories FOR EACH ROW EXECUTE FUNCTION wl.signs_what_stands();
CREATE TRIGGER stands_by_what_stands BEFORE UPDATE ON public.joint_letter_signatories FOR EACH ROW WHEN (((old.text_hash IS DISTINCT FROM new.text_hash) OR ((new.state = ANY (ARRAY['waiting'::text, 'listed'::text])) AND (old.state IS DISTINCT FROM new.state)))) EXECUTE FUNCTION wl.signs_what_stands();

create table public.joint_letter_texts (
  letter_id uuid not null,
  case_id uuid not null,
  language text not null,
  sealed bytea not null,
  translation text not null default 'original'::text,
  public_hash bytea,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  updated_by uuid not null,
  constraint joint_letter_texts_letter_id_case_id_fkey FOREIGN KEY (letter_id, case_id) REFERENCES joint_letters(id, case_id),
  constraint joint_letter_texts_pkey PRIMARY KEY (letter_id, language),
  constraint joint_letter_texts_translation_check CHECK ((translation = ANY (ARRAY['original'::text, 'machine'::text, 'reviewed'::text]))),
  constraint joint_letter_texts_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES accounts(id)
);
CREATE INDEX joint_letter_texts_of_case ON public.joint_letter_texts USING btree (case_id);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.joint_letter_texts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.joint_letter_texts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER of_who_drafts BEFORE INSERT OR DELETE OR UPDATE ON public.joint_letter_texts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.drafts_by_charter();

create table public.joint_letters (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  short_id text not null,
  default_language text not null default 'en'::text,
  state text not null default 'draft'::text,
  dated_on date not null,
  open_to_others boolean not null default true,
  closes_on date,
  zone text not null default 'UTC'::text,
  items text[] not null default '{}'::text[],
  begun_from uuid,
  text_hash bytea,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  published_at timestamp with time zone,
  published_by uuid,
  closed_at timestamp with time zone,
  closed_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  version integer not null default 1,
  public_open boolean not null default false,
  public_closes_at timestamp with time zone,
  constraint joint_letters_begun_from_fkey FOREIGN KEY (begun_from) REFERENCES joint_letters(id),
  constraint joint_letters_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint joint_letters_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint joint_letters_check CHECK (((state <> ALL (ARRAY['published'::text, 'closed'::text])) OR ((published_at IS NOT NULL) AND (text_hash IS NOT NULL)))),
  constraint joint_letters_check1 CHECK (((state <> 'closed'::text) OR (closed_at IS NOT NULL))),
  constraint joint_letters_check2 CHECK (((state <> 'published'::text) OR (closed_at IS NULL))),
  constraint joint_letters_check3 CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL))),
  constraint joint_letters_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES accounts(id),
  constraint joint_letters_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint joint_letters_id_case_id_key UNIQUE (id, case_id),
  constraint joint_letters_pkey PRIMARY KEY (id),
  constraint joint_letters_published_by_fkey FOREIGN KEY (published_by) REFERENCES accounts(id),
  constraint joint_letters_short_id_check CHECK ((short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'::text)),
  constraint joint_letters_short_id_key UNIQUE (short_id),
  constraint joint_letters_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'closed'::text, 'withdrawn'::text]))),
  constraint joint_letters_text_hash_check CHECK ((length(text_hash) = 32)),
  constraint joint_letters_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES accounts(id)
);
CREATE INDEX joint_letters_of_case ON public.joint_letters USING btree (case_id, published_at DESC);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.joint_letters FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.joint_letters FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER of_who_drafts BEFORE INSERT ON public.joint_letters FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.drafts_by_charter();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.joint_letters FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.kept_files (
  id uuid not null,
  case_id uuid not null,
  page_id uuid not null,
  sealed bytea not null,
  constraint kept_files_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint kept_files_page_id_case_id_fkey FOREIGN KEY (page_id, case_id) REFERENCES kept_pages(id, case_id),
  constraint kept_files_pkey PRIMARY KEY (id)
);
CREATE INDEX kept_files_of_page ON public.kept_files USING btree (page_id);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.kept_files FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.kept_files FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.kept_pages (
  id uuid not null,
  case_id uuid not null,
  spell_id uuid,
  subject_kind text not null,
  subject_id uuid not null,
  sealed bytea not null,
  withdrawal_id uuid,
  gone_at timestamp with time zone,
  constraint kept_pages_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint kept_pages_check CHECK ((num_nonnulls(spell_id, withdrawal_id) = 1)),
  constraint kept_pages_id_case_id_key UNIQUE (id, case_id),
  constraint kept_pages_pkey PRIMARY KEY (id),
  constraint kept_pages_spell_id_case_id_fkey FOREIGN KEY (spell_id, case_id) REFERENCES quiet_spells(id, case_id),
  constraint kept_pages_spell_id_subject_id_key UNIQUE (spell_id, subject_id),
  constraint kept_pages_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['case'::text, 'campaign'::text, 'joint-letter'::text, 'partner-page'::text, 'update'::text]))),
  constraint kept_pages_withdrawal_id_case_id_fkey FOREIGN KEY (withdrawal_id, case_id) REFERENCES withdrawals(id, case_id),
  constraint kept_pages_withdrawal_id_subject_id_key UNIQUE (withdrawal_id, subject_id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.kept_pages FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.kept_pages FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.liberty_restrictions (
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  since date not null,
  until_on date,
  ended_on date,
  ended_by uuid,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint liberty_restrictions_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint liberty_restrictions_check CHECK ((until_on >= since)),
  constraint liberty_restrictions_check1 CHECK ((ended_on >= since)),
  constraint liberty_restrictions_check2 CHECK (((ended_on IS NULL) = (ended_by IS NULL))),
  constraint liberty_restrictions_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint liberty_restrictions_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES accounts(id),
  constraint liberty_restrictions_kind_check CHECK ((kind ~ '^[a-z-]{1,40}$'::text)),
  constraint liberty_restrictions_pkey PRIMARY KEY (id)
);
CREATE INDEX liberty_restrictions_of_case ON public.liberty_restrictions USING btree (case_id) WHERE (ended_on IS NULL);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.liberty_restrictions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.liberty_restrictions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.liberty_statuses (
  id uuid not null,
  case_id uuid not null,
  status text not null,
  since date not null,
  detention text,
  counsel text[] not null,
  contact text[] not null,
  basis text[] not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  struck_at timestamp with time zone,
  struck_by uuid,
  constraint liberty_statuses_basis_check CHECK ((basis <@ ARRAY['i'::text, 'ii'::text, 'iii'::text, 'iv'::text, 'v'::text])),
  constraint liberty_statuses_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint liberty_statuses_check CHECK (((struck_at IS NULL) = (struck_by IS NULL))),
  constraint liberty_statuses_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint liberty_statuses_detention_check CHECK ((detention ~ '^[a-z-]{1,40}$'::text)),
  constraint liberty_statuses_pkey PRIMARY KEY (id),
  constraint liberty_statuses_status_check CHECK ((status = ANY (ARRAY['at-liberty'::text, 'in-hiding'::text, 'in-exile'::text, 'held-for-questioning'::text, 'police-custody'::text, 'pre-trial-detention'::text, 'administrative-detention'::text, 'serving-sentence'::text, 'hospital-under-guard'::text, 'house-arrest'::text, 'incommunicado'::text, 'whereabouts-unknown'::text, 'disappeared'::text, 'abducted'::text, 'released'::text, 'escaped'::text, 'deceased'::text, 'unknown'::text]))),
  constraint liberty_statuses_struck_by_fkey FOREIGN KEY (struck_by) REFERENCES accounts(id)
);
CREATE INDEX liberty_statuses_of_case ON public.liberty_statuses USING btree (case_id, since DESC);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.liberty_statuses FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.liberty_statuses FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.mails (
  id uuid not null,
  organisation_id uuid not null,
  kind text not null,
  urgency smallint not null default 5,
  inbox integer,
  about uuid,
  sealed bytea not null,
  once_key text,
  state text not null default 'queued'::text,
  not_before timestamp with time zone not null default now(),
  attempts smallint not null default 0,
  claimed_at timestamp with time zone,
  claimed_by text,
  settled_at timestamp with time zone,
  code smallint,
  reply text,
  created_at timestamp with time zone not null default now(),
  constraint mails_kind_check CHECK ((kind ~ '^[a-z-]+$'::text)),
  constraint mails_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'sent'::text, 'hard'::text, 'unknown'::text, 'suppressed'::text])))
);
CREATE INDEX mails_due ON public.mails USING btree (organisation_id, urgency, not_before) WHERE (state = 'queued'::text);
CREATE INDEX mails_in_hand ON public.mails USING btree (organisation_id) WHERE (state = ANY (ARRAY['claimed'::text, 'unknown'::text]));
CREATE INDEX mails_to_inbox ON public.mails USING btree (organisation_id, inbox, kind, created_at) WHERE (inbox IS NOT NULL);
CREATE UNIQUE INDEX mails_once ON public.mails USING btree (organisation_id, once_key) WHERE (once_key IS NOT NULL);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.mails FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.members (
  id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  removed_at timestamp with time zone,
  removed_by uuid,
  constraint members_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint members_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint members_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint members_pkey PRIMARY KEY (id),
  constraint members_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES accounts(id),
  constraint members_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'caseworker'::text, 'campaigner'::text, 'viewer'::text])))
);
CREATE INDEX members_of_account ON public.members USING btree (account_id);
CREATE UNIQUE INDEX members_once ON public.members USING btree (organisation_id, account_id) WHERE (removed_at IS NULL);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR (( SELECT wl.kind() AS kind) = 'sign-in'::text));
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR (( SELECT wl.kind() AS kind) = 'sign-in'::text));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR (( SELECT wl.kind() AS kind) = 'sign-in'::text))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR (( SELECT wl.kind() AS kind) = 'sign-in'::text));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR (account_id = ( SELECT wl.account() AS account)) OR (( SELECT wl.kind() AS kind) = 'sign-in'::text))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) OR (account_id = ( SELECT wl.account() AS account)) OR (( SELECT wl.kind() AS kind) = 'sign-in'::text));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.members FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.membership_wishes (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  what text not null,
  asked_at timestamp with time zone not null,
  asked_by uuid not null,
  settled_at timestamp with time zone,
  settled_how text,
  constraint membership_wishes_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES accounts(id),
  constraint membership_wishes_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint membership_wishes_check CHECK (((settled_at IS NULL) = (settled_how IS NULL))),
  constraint membership_wishes_pkey PRIMARY KEY (id),
  constraint membership_wishes_settled_how_check CHECK ((settled_how = ANY (ARRAY['done'::text, 'not-now'::text, 'leads'::text]))),
  constraint membership_wishes_what_check CHECK ((what = ANY (ARRAY['leave'::text, 'unname'::text])))
);
CREATE UNIQUE INDEX membership_wishes_open ON public.membership_wishes USING btree (case_id, organisation_id, what) WHERE (settled_at IS NULL);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((( SELECT wl.kind() AS kind) = 'member'::text) AND ( SELECT wl.is_admin() AS is_admin) AND (asked_by = ( SELECT wl.account() AS account)) AND (asked_at = ( SELECT wl.moment() AS moment)) AND (settled_at IS NULL) AND (case_id = ANY (( SELECT wl.coalition_cases() AS coalition_cases)::uuid[])));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant insert, select to wl_office;
grant select to wl_worker;
grant update (settled_at, settled_how) to wl_worker;
CREATE TRIGGER wish_is_so BEFORE UPDATE ON public.membership_wishes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.wish_is_so();

create table public.message_batches (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  handed_over_on date,
  handed_over_how text,
  handed_over_by uuid,
  constraint message_batches_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint message_batches_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint message_batches_handed_over_by_fkey FOREIGN KEY (handed_over_by) REFERENCES accounts(id),
  constraint message_batches_id_organisation_id_key UNIQUE (id, organisation_id),
  constraint message_batches_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint message_batches_pkey PRIMARY KEY (id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.message_batches FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.message_batches FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.message_batches FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.name_searches (
  id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  sealed bytea not null,
  scanned_to integer not null default 0,
  scanned integer not null default 0,
  total integer not null,
  found integer[] not null default '{}'::integer[],
  started_at timestamp with time zone not null,
  cancelled_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint name_searches_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint name_searches_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint name_searches_pkey PRIMARY KEY (id)
);
CREATE INDEX name_searches_at_work ON public.name_searches USING btree (organisation_id) WHERE ((finished_at IS NULL) AND (cancelled_at IS NULL));
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND ((( SELECT wl.kind() AS kind) = 'worker'::text) OR (account_id = ( SELECT wl.account() AS account))))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND ((( SELECT wl.kind() AS kind) = 'worker'::text) OR (account_id = ( SELECT wl.account() AS account))));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.name_searches FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.network_tags (
  action_id uuid not null,
  organisation_id uuid not null,
  tag bytea not null,
  day date not null,
  constraint network_tags_action_id_organisation_id_fkey FOREIGN KEY (action_id, organisation_id) REFERENCES actions(id, organisation_id) ON DELETE CASCADE,
  constraint network_tags_pkey PRIMARY KEY (action_id)
);
CREATE INDEX network_tags_by_tag ON public.network_tags USING btree (day, tag);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.network_tags FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.official_emails (
  id uuid not null,
  action_id uuid not null,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  target_id uuid not null,
  person_number integer not null,
  state text not null,
  sealed bytea not null,
  edited boolean not null default false,
  reviewed_by uuid,
  reviewed_at timestamp with time zone,
  not_before timestamp with time zone,
  claimed_at timestamp with time zone,
  claimed_by text,
  handed_at timestamp with time zone,
  settled_at timestamp with time zone,
  code smallint,
  reply text,
  attempts smallint not null default 0,
  test boolean not null default false,
  behind_since timestamp with time zone,
  constraint official_emails_action_id_organisation_id_fkey FOREIGN KEY (action_id, organisation_id) REFERENCES actions(id, organisation_id),
  constraint official_emails_behind CHECK (((behind_since IS NULL) OR (state = ANY (ARRAY['waiting'::text, 'stopped'::text])))),
  constraint official_emails_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint official_emails_pkey PRIMARY KEY (id),
  constraint official_emails_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES accounts(id),
  constraint official_emails_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'held'::text, 'queued'::text, 'claimed'::text, 'accepted'::text, 'refused'::text, 'bounced'::text, 'unknown'::text, 'stopped'::text]))),
  constraint official_emails_target FOREIGN KEY (campaign_id, target_id) REFERENCES campaign_targets(campaign_id, target_id)
);
CREATE INDEX official_emails_behind ON public.official_emails USING btree (id) WHERE ((state = 'waiting'::text) AND (behind_since IS NOT NULL));
CREATE INDEX official_emails_due ON public.official_emails USING btree (target_id, organisation_id, not_before) WHERE (state = 'queued'::text);
CREATE INDEX official_emails_held ON public.official_emails USING btree (campaign_id, target_id, not_before) WHERE (state = 'held'::text);
CREATE INDEX official_emails_of_action ON public.official_emails USING btree (action_id);
CREATE INDEX official_emails_of_office ON public.official_emails USING btree (target_id, claimed_at) WHERE (claimed_at IS NOT NULL);
CREATE INDEX official_emails_turns ON public.official_emails USING btree (target_id, organisation_id, claimed_at) WHERE (claimed_at IS NOT NULL);
CREATE UNIQUE INDEX official_emails_once ON public.official_emails USING btree (campaign_id, target_id, person_number, organisation_id) WHERE (state <> 'stopped'::text);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.official_emails FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.official_emails FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.one_time_links (
  id uuid not null,
  token_hash bytea not null,
  purpose text not null,
  organisation_id uuid,
  account_id uuid,
  role text,
  note_sealed bytea,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  used_for uuid,
  constraint one_time_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint one_time_links_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint one_time_links_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint one_time_links_pkey PRIMARY KEY (id),
  constraint one_time_links_purpose_check CHECK ((purpose = ANY (ARRAY['first-member'::text, 'invitation'::text, 'recovery'::text, 'demo'::text, 'new-organisation'::text]))),
  constraint one_time_links_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'caseworker'::text, 'campaigner'::text, 'viewer'::text]))),
  constraint one_time_links_token_hash_key UNIQUE (token_hash),
  constraint one_time_links_used_for_fkey FOREIGN KEY (used_for) REFERENCES organisations(id)
);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR ((purpose = ANY (ARRAY['invitation'::text, 'new-organisation'::text])) AND (account_id IS NULL)));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR ((purpose = ANY (ARRAY['invitation'::text, 'new-organisation'::text])) AND (account_id IS NULL)))
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR ((purpose = ANY (ARRAY['invitation'::text, 'new-organisation'::text])) AND (account_id IS NULL)));
create policy new_organisations for a to wl_office
  with check ((purpose = 'new-organisation'::text) AND (organisation_id IS NULL) AND (account_id IS NULL) AND (created_by = ( SELECT wl.account() AS account)) AND (( SELECT wl.kind() AS kind) = 'member'::text));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (organisation_id = ( SELECT wl.organisation() AS organisation)))
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (organisation_id = ( SELECT wl.organisation() AS organisation)));
grant delete, insert, select, update to wl_office;
CREATE TRIGGER bind_invitation AFTER UPDATE OF used_for ON public.one_time_links FOR EACH ROW WHEN (((new.purpose = 'new-organisation'::text) AND (old.used_for IS NULL) AND (new.used_for IS NOT NULL) AND (new.used_at IS NOT NULL))) EXECUTE FUNCTION wl.bind_invitation();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.one_time_links FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.opt_ins (
  id uuid not null,
  organisation_id uuid not null,
  supporter_id uuid not null,
  scope text not null,
  case_id uuid,
  sealed bytea not null,
  wording_version text not null,
  language text not null,
  asked_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_reason text,
  mailbox_index bytea,
  constraint opt_ins_check CHECK (((scope = 'case'::text) = (case_id IS NOT NULL))),
  constraint opt_ins_mailbox CHECK (((mailbox_index IS NULL) OR ((scope = 'case'::text) AND (length(mailbox_index) = 16)))),
  constraint opt_ins_organisation_id_supporter_id_fkey FOREIGN KEY (organisation_id, supporter_id) REFERENCES supporters(organisation_id, id),
  constraint opt_ins_pkey PRIMARY KEY (id),
  constraint opt_ins_scope_check CHECK ((scope = ANY (ARRAY['case'::text, 'newsletter'::text])))
);
CREATE INDEX opt_ins_of_case ON public.opt_ins USING btree (case_id, organisation_id) WHERE (ended_at IS NULL);
CREATE INDEX opt_ins_of_supporter ON public.opt_ins USING btree (organisation_id, supporter_id);
CREATE INDEX opt_ins_without_mailbox ON public.opt_ins USING btree (id) WHERE ((scope = 'case'::text) AND (mailbox_index IS NULL) AND (length(sealed) > 0));
CREATE UNIQUE INDEX opt_ins_once ON public.opt_ins USING btree (organisation_id, supporter_id, scope, COALESCE(case_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (ended_at IS NULL);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.opt_ins FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.opt_ins FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.organisation_keys (
  organisation_id uuid not null,
  wrapped bytea not null,
  created_at timestamp with time zone not null default now(),
  constraint organisation_keys_pkey PRIMARY KEY (organisation_id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.organisation_keys FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.organisation_relays (
  id uuid not null,
  organisation_id uuid not null,
  sealed bytea not null,
  made_at timestamp with time zone not null,
  made_by uuid not null,
  untested boolean not null default false,
  asked_at timestamp with time zone,
  asked_by uuid,
  test_sealed bytea,
  tested_at timestamp with time zone,
  passed boolean,
  passed_at timestamp with time zone,
  answer text not null default ''::text,
  used_since timestamp with time zone,
  away_since timestamp with time zone,
  away_reason text not null default ''::text,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint organisation_relays_answer_check CHECK ((length(answer) <= 300)),
  constraint organisation_relays_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES accounts(id),
  constraint organisation_relays_away_reason_check CHECK ((length(away_reason) <= 300)),
  constraint organisation_relays_check CHECK (((asked_at IS NULL) = (asked_by IS NULL))),
  constraint organisation_relays_check1 CHECK (((test_sealed IS NULL) OR (asked_at IS NOT NULL))),
  constraint organisation_relays_check2 CHECK (((tested_at IS NULL) = (passed IS NULL))),
  constraint organisation_relays_check3 CHECK (((passed IS NOT TRUE) OR (passed_at IS NOT NULL))),
  constraint organisation_relays_check4 CHECK (((used_since IS NULL) OR untested OR (passed_at IS NOT NULL))),
  constraint organisation_relays_check5 CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
  constraint organisation_relays_check6 CHECK (((ended_at IS NULL) OR ((length(sealed) = 0) AND (test_sealed IS NULL)))),
  constraint organisation_relays_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES accounts(id),
  constraint organisation_relays_made_by_fkey FOREIGN KEY (made_by) REFERENCES accounts(id),
  constraint organisation_relays_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint organisation_relays_pkey PRIMARY KEY (id)
);
CREATE INDEX organisation_relays_to_try ON public.organisation_relays USING btree (organisation_id) WHERE (test_sealed IS NOT NULL);
CREATE UNIQUE INDEX organisation_relays_in_use ON public.organisation_relays USING btree (organisation_id) WHERE ((used_since IS NOT NULL) AND (ended_at IS NULL));
CREATE UNIQUE INDEX organisation_relays_proposed ON public.organisation_relays USING btree (organisation_id) WHERE ((used_since IS NULL) AND (ended_at IS NULL));
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((made_by = ( SELECT wl.account() AS account)) AND (made_at = ( SELECT wl.moment() AS moment)) AND (tested_at IS NULL) AND (passed_at IS NULL) AND (untested OR (used_since IS NULL)) AND ((used_since IS NULL) OR (used_since = made_at)) AND (ended_at IS NULL) AND ((asked_by IS NULL) OR ((asked_by = made_by) AND (asked_at = made_at))));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant insert, select to wl_office;
grant select to wl_worker;
grant update (sealed, asked_at, asked_by, test_sealed, ended_at, ended_by) to wl_office;
grant update (sealed, test_sealed, tested_at, passed, passed_at, answer, used_since, away_since, away_reason, ended_at, ended_by) to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.organisation_relays FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER settings_stay BEFORE UPDATE ON public.organisation_relays FOR EACH ROW EXECUTE FUNCTION wl.relay_settings_stay();

create table public.organisations (
  id uuid not null,
  number integer not null generated always as identity,
  short_id text not null,
  name text not null,
  country character(2) not null,
  time_zone text not null default 'UTC'::text,
  languages text[] not null default '{en}'::text[],
  default_language text not null default 'en'::text,
  sender_name text not null,
  sender_address text not null,
  campaign_address text not null,
  postal_address text not null default ''::text,
  website text not null default ''::text,
  privacy_contact text not null default ''::text,
  newsletter_offered boolean not null default false,
  texts jsonb not null default '{}'::jsonb,
  donate_url text not null default ''::text,
  donate_purpose text not null default 'general'::text,
  social jsonb not null default '[]'::jsonb,
  created_at timestamp with time zone not null default now(),
  audit_address_sealed bytea,
  audit_address_confirmed_at timestamp with time zone,
  audit_token_hash bytea,
  audit_token_expires_at timestamp with time zone,
  brought_in boolean not null default false,
  findable boolean not null default false,
  constraint organisations_check CHECK (((audit_address_confirmed_at IS NULL) OR (audit_address_sealed IS NOT NULL))),
  constraint organisations_check1 CHECK (((audit_token_hash IS NULL) = (audit_token_expires_at IS NULL))),
  constraint organisations_donate_purpose_check CHECK ((donate_purpose = ANY (ARRAY['general'::text, 'case'::text]))),
  constraint organisations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint organisations_number_key UNIQUE (number),
  constraint organisations_pkey PRIMARY KEY (id),
  constraint organisations_short_id_check CHECK ((short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'::text)),
  constraint organisations_short_id_key UNIQUE (short_id)
);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (id = ( SELECT wl.organisation() AS organisation))
  with check (id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER brought_in_stays BEFORE UPDATE OF brought_in ON public.organisations FOR EACH ROW WHEN (((old.brought_in IS DISTINCT FROM new.brought_in) AND (CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name])))) EXECUTE FUNCTION wl.stays();

create table public.paper_batches (
  id uuid not null,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  letter_id uuid not null,
  signatures integer not null,
  collected_on date not null,
  kind text not null,
  evidenced boolean not null,
  sealed bytea not null,
  version integer not null default 1,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  constraint paper_batches_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint paper_batches_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint paper_batches_check CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL))),
  constraint paper_batches_id_case_id_key UNIQUE (id, case_id),
  constraint paper_batches_id_case_id_organisation_id_key UNIQUE (id, case_id, organisation_id),
  constraint paper_batches_kind_check CHECK ((kind = ANY (ARRAY['stand'::text, 'sheets'::text, 'event'::text, 'other'::text]))),
  constraint paper_batches_letter_id_campaign_id_fkey FOREIGN KEY (letter_id, campaign_id) REFERENCES signed_letters(id, campaign_id),
  constraint paper_batches_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint paper_batches_pkey PRIMARY KEY (id),
  constraint paper_batches_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts(id),
  constraint paper_batches_signatures_check CHECK (((signatures >= 1) AND (signatures <= 1000000))),
  constraint paper_batches_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES accounts(id)
);
CREATE INDEX paper_batches_of ON public.paper_batches USING btree (campaign_id, organisation_id);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((recorded_by = ( SELECT wl.account() AS account)) AND (withdrawn_at IS NULL) AND (version = 1) AND (recorded_at = ( SELECT wl.moment() AS moment)) AND (collected_on <= ((( SELECT wl.moment() AS moment) AT TIME ZONE 'Pacific/Kiritimati'::text))::date));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])));
grant insert, select to wl_office;
grant select to wl_worker;
grant update (signatures, evidenced, version, withdrawn_at, withdrawn_by) to wl_office;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.paper_batches FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER change_is_kept BEFORE UPDATE ON public.paper_batches FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.paper_change_is_kept();
CREATE CONSTRAINT TRIGGER has_evidence AFTER INSERT OR UPDATE OF evidenced ON public.paper_batches DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.evidenced) EXECUTE FUNCTION wl.paper_has_evidence();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.paper_batches FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.paper_batches FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.paper_changes (
  batch_id uuid not null,
  version integer not null,
  case_id uuid not null,
  organisation_id uuid not null,
  kind text not null,
  was integer not null,
  becomes integer not null,
  sealed bytea not null,
  changed_at timestamp with time zone not null,
  changed_by uuid not null,
  constraint paper_changes_batch_id_case_id_organisation_id_fkey FOREIGN KEY (batch_id, case_id, organisation_id) REFERENCES paper_batches(id, case_id, organisation_id),
  constraint paper_changes_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES accounts(id),
  constraint paper_changes_kind_check CHECK ((kind = ANY (ARRAY['corrected'::text, 'evidence'::text, 'withdrawn'::text]))),
  constraint paper_changes_pkey PRIMARY KEY (batch_id, version),
  constraint paper_changes_version_check CHECK ((version > 1))
);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((changed_by = ( SELECT wl.account() AS account)) AND (changed_at = ( SELECT wl.moment() AS moment)));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])));
grant insert, select to wl_office;
grant select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.paper_changes FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.paper_changes FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.paper_changes FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.paper_confirmations (
  batch_id uuid not null,
  version integer not null,
  case_id uuid not null,
  organisation_id uuid not null,
  signatures integer not null,
  evidenced boolean not null,
  confirmed_at timestamp with time zone not null,
  confirmed_by uuid not null,
  constraint paper_confirmations_batch_id_case_id_fkey FOREIGN KEY (batch_id, case_id) REFERENCES paper_batches(id, case_id),
  constraint paper_confirmations_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint paper_confirmations_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES accounts(id),
  constraint paper_confirmations_pkey PRIMARY KEY (batch_id, version)
);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (confirmed_by = ( SELECT wl.account() AS account)) AND (confirmed_at = ( SELECT wl.moment() AS moment)));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.paper_confirmations FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER is_confirmed BEFORE INSERT ON public.paper_confirmations FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.paper_is_confirmed();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.paper_confirmations FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.paper_confirmations FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.paper_evidence (
  id uuid not null,
  batch_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  "position" integer not null,
  content_type text not null,
  size integer not null,
  name_sealed bytea not null,
  sealed bytea not null,
  added_at timestamp with time zone not null,
  added_by uuid not null,
  constraint paper_evidence_added_by_fkey FOREIGN KEY (added_by) REFERENCES accounts(id),
  constraint paper_evidence_batch_id_case_id_organisation_id_fkey FOREIGN KEY (batch_id, case_id, organisation_id) REFERENCES paper_batches(id, case_id, organisation_id),
  constraint paper_evidence_batch_id_position_key UNIQUE (batch_id, "position"),
  constraint paper_evidence_content_type_check CHECK ((content_type = ANY (ARRAY['image/jpeg'::text, 'application/pdf'::text]))),
  constraint paper_evidence_pkey PRIMARY KEY (id),
  constraint paper_evidence_position_check CHECK ((("position" >= 1) AND ("position" <= 20))),
  constraint paper_evidence_size_check CHECK (((size >= 1) AND (size <= 20971520)))
);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((added_by = ( SELECT wl.account() AS account)) AND (added_at = ( SELECT wl.moment() AS moment)));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])));
grant insert, select to wl_office;
grant select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.paper_evidence FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER file_fits BEFORE INSERT ON public.paper_evidence FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.paper_file_fits();
CREATE CONSTRAINT TRIGGER file_is_kept AFTER INSERT ON public.paper_evidence DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.paper_file_is_kept();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.paper_evidence FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.paper_evidence FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.paper_left_out (
  id uuid not null,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  concerns_id uuid not null,
  sealed bytea not null,
  left_out_at timestamp with time zone not null,
  left_out_by uuid not null,
  counted_again_at timestamp with time zone,
  counted_again_by uuid,
  constraint paper_left_out_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint paper_left_out_case_id_concerns_id_fkey FOREIGN KEY (case_id, concerns_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint paper_left_out_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint paper_left_out_check CHECK (((counted_again_at IS NULL) = (counted_again_by IS NULL))),
  constraint paper_left_out_counted_again_by_fkey FOREIGN KEY (counted_again_by) REFERENCES accounts(id),
  constraint paper_left_out_left_out_by_fkey FOREIGN KEY (left_out_by) REFERENCES accounts(id),
  constraint paper_left_out_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX paper_left_out_now ON public.paper_left_out USING btree (campaign_id, concerns_id) WHERE (counted_again_at IS NULL);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (left_out_by = ( SELECT wl.account() AS account)) AND (left_out_at = ( SELECT wl.moment() AS moment)) AND (counted_again_at IS NULL) AND (EXISTS ( SELECT 1
   FROM campaigns c
  WHERE ((c.id = paper_left_out.campaign_id) AND (c.organisation_id = ( SELECT wl.organisation() AS organisation))))));
create policy narrow_update as restrictive for w to wl_office
  using ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (counted_again_at IS NULL))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (counted_again_at = ( SELECT wl.moment() AS moment)) AND (counted_again_by = ( SELECT wl.account() AS account)));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant select to wl_worker;
grant update (counted_again_at, counted_again_by) to wl_office;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.paper_left_out FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.paper_left_out FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.paper_left_out FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.partner_page_addresses (
  campaign_id uuid not null,
  address text not null,
  page_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  since timestamp with time zone not null,
  constraint partner_page_addresses_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint partner_page_addresses_page_id_fkey FOREIGN KEY (page_id) REFERENCES partner_pages(id),
  constraint partner_page_addresses_pkey PRIMARY KEY (campaign_id, address)
);
CREATE INDEX partner_page_addresses_of_page ON public.partner_page_addresses USING btree (page_id);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant insert, select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.partner_page_addresses FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.partner_page_addresses FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.partner_page_addresses FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.partner_pages (
  id uuid not null,
  campaign_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  short_id text not null,
  address text not null,
  state text not null default 'draft'::text,
  live_at timestamp with time zone,
  accent text not null default 'lamp'::text,
  shows_donate boolean not null default true,
  shows_social boolean not null default true,
  sealed bytea not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint partner_pages_accent_check CHECK ((accent = ANY (ARRAY['lamp'::text, 'sea'::text, 'leaf'::text, 'rose'::text, 'plum'::text, 'clay'::text]))),
  constraint partner_pages_address_check CHECK (((address ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND ((length(address) >= 3) AND (length(address) <= 48)) AND (address <> ALL (ARRAY['message'::text, 'email'::text, 'call'::text, 'signature'::text, 'next'::text, 'share'::text, 'inside'::text])))),
  constraint partner_pages_campaign_id_address_key UNIQUE (campaign_id, address),
  constraint partner_pages_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint partner_pages_campaign_id_organisation_id_key UNIQUE (campaign_id, organisation_id),
  constraint partner_pages_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint partner_pages_check CHECK (((state <> 'live'::text) OR (live_at IS NOT NULL))),
  constraint partner_pages_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint partner_pages_pkey PRIMARY KEY (id),
  constraint partner_pages_short_id_check CHECK ((short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'::text)),
  constraint partner_pages_short_id_key UNIQUE (short_id),
  constraint partner_pages_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'live'::text, 'paused'::text, 'closed'::text])))
);
CREATE INDEX partner_pages_of_member ON public.partner_pages USING btree (case_id, organisation_id);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.partner_pages FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.partner_pages FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.partner_pages FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.passkey_owners (
  credential_hash bytea not null,
  key_hash bytea not null,
  account_id uuid not null,
  constraint passkey_owners_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint passkey_owners_credential_hash_check CHECK ((length(credential_hash) = 32)),
  constraint passkey_owners_key_hash_check CHECK ((length(key_hash) = 32)),
  constraint passkey_owners_key_hash_key UNIQUE (key_hash),
  constraint passkey_owners_pkey PRIMARY KEY (credential_hash)
);
CREATE INDEX passkey_owners_of_account ON public.passkey_owners USING btree (account_id);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using false
  with check false;
create policy wall for * to wl_office
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)))
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)));
grant delete, insert, select, update to wl_office;

create table public.passkeys (
  id uuid not null,
  account_id uuid not null,
  credential_id bytea not null,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}'::text[],
  name text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  constraint passkeys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint passkeys_credential_id_key UNIQUE (credential_id),
  constraint passkeys_pkey PRIMARY KEY (id)
);
CREATE INDEX passkeys_of_account ON public.passkeys USING btree (account_id);
-- row level security: enabled, forced
create policy wall for * to wl_office
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)))
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)));
grant delete, insert, select, update to wl_office;
CREATE TRIGGER passkey_stays AFTER INSERT OR UPDATE OF account_id, credential_id, public_key ON public.passkeys FOR EACH ROW EXECUTE FUNCTION wl.passkey_stays();

create table public.passphrases (
  account_id uuid not null,
  hash text not null,
  set_at timestamp with time zone not null default now(),
  constraint passphrases_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint passphrases_pkey PRIMARY KEY (account_id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)))
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)));
grant delete, insert, select, update to wl_office;

create table public.persons (
  id uuid not null,
  case_id uuid not null,
  role text not null default 'at-risk'::text,
  sealed bytea not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid not null,
  version integer not null default 1,
  removed_at timestamp with time zone,
  removed_by uuid,
  constraint persons_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint persons_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint persons_id_case_id_key UNIQUE (id, case_id),
  constraint persons_pkey PRIMARY KEY (id),
  constraint persons_removed CHECK (((removed_at IS NULL) = (removed_by IS NULL))),
  constraint persons_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES accounts(id),
  constraint persons_role CHECK ((role = ANY (ARRAY['at-risk'::text, 'co-accused'::text, 'family'::text, 'colleague'::text, 'lawyer'::text, 'witness'::text])))
);
CREATE INDEX persons_of_case ON public.persons USING btree (case_id);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.persons FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.persons FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.proceedings (
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  role text not null,
  state text not null,
  court_kind text,
  outcome text,
  opened_on date not null,
  ended_on date,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  version integer not null default 1,
  constraint proceedings_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint proceedings_check CHECK (((state = 'ended'::text) = (ended_on IS NOT NULL))),
  constraint proceedings_check1 CHECK (((state <> 'ended'::text) OR (outcome IS NOT NULL))),
  constraint proceedings_court_kind_check CHECK ((court_kind ~ '^[a-z-]{1,40}$'::text)),
  constraint proceedings_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint proceedings_id_case_id_key UNIQUE (id, case_id),
  constraint proceedings_kind_check CHECK ((kind ~ '^[a-z-]{1,40}$'::text)),
  constraint proceedings_outcome_check CHECK ((outcome ~ '^[a-z-]{1,40}$'::text)),
  constraint proceedings_pkey PRIMARY KEY (id),
  constraint proceedings_role_check CHECK ((role = ANY (ARRAY['defendant'::text, 'complainant'::text, 'witness'::text]))),
  constraint proceedings_state_check CHECK ((state = ANY (ARRAY['open'::text, 'suspended'::text, 'appealed'::text, 'ended'::text])))
);
CREATE INDEX proceedings_of_case ON public.proceedings USING btree (case_id, opened_on DESC);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.proceedings FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.proceedings FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.publication_items (
  publication_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  item text not null,
  consent_id uuid not null,
  consent_state text not null default 'given'::text,
  constraint publication_items_consent FOREIGN KEY (consent_id, case_id, person_id, item, consent_state) REFERENCES consents(id, case_id, person_id, item, state) DEFERRABLE,
  constraint publication_items_consent_state_check CHECK ((consent_state = 'given'::text)),
  constraint publication_items_pkey PRIMARY KEY (publication_id, person_id, item),
  constraint publication_items_publication_id_case_id_fkey FOREIGN KEY (publication_id, case_id) REFERENCES publications(id, case_id) ON DELETE CASCADE
);
CREATE INDEX publication_items_of_consent ON public.publication_items USING btree (consent_id);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.publication_items FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.publication_items FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.publication_points (
  publication_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  item text not null default 'quotes'::text,
  text_id uuid not null,
  point_id uuid not null,
  language text not null,
  text_hash bytea not null,
  text_state text not null default 'approved'::text,
  point_state text not null default 'approved'::text,
  visibility text not null default 'public'::text,
  constraint publication_points_approved FOREIGN KEY (text_id, case_id, person_id, language, text_hash, text_state, point_state, visibility) REFERENCES statement_texts(id, case_id, person_id, language, text_hash, state, point_state, visibility),
  constraint publication_points_item_check CHECK ((item = 'quotes'::text)),
  constraint publication_points_pkey PRIMARY KEY (publication_id, text_id),
  constraint publication_points_point_state_check CHECK ((point_state = 'approved'::text)),
  constraint publication_points_publication_id_case_id_fkey FOREIGN KEY (publication_id, case_id) REFERENCES publications(id, case_id) ON DELETE CASCADE,
  constraint publication_points_publication_id_person_id_item_fkey FOREIGN KEY (publication_id, person_id, item) REFERENCES publication_items(publication_id, person_id, item) ON DELETE CASCADE,
  constraint publication_points_text_state_check CHECK ((text_state = 'approved'::text)),
  constraint publication_points_visibility_check CHECK ((visibility = 'public'::text))
);
CREATE INDEX publication_points_of_point ON public.publication_points USING btree (point_id);
CREATE INDEX publication_points_of_text ON public.publication_points USING btree (text_id);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.publication_points FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.publication_points FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.publications (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  sign_off_id uuid not null,
  published_at timestamp with time zone not null,
  published_by uuid not null,
  sign_off_state text not null default 'signed'::text,
  words_added integer not null default 0,
  words_gone integer not null default 0,
  constraint publications_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint publications_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint publications_id_case_id_key UNIQUE (id, case_id),
  constraint publications_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint publications_pkey PRIMARY KEY (id),
  constraint publications_published_by_fkey FOREIGN KEY (published_by) REFERENCES accounts(id),
  constraint publications_sign_off FOREIGN KEY (sign_off_id, case_id, sign_off_state) REFERENCES sign_offs(id, case_id, state),
  constraint publications_sign_off_state_check CHECK ((sign_off_state = 'signed'::text)),
  constraint publications_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['case'::text, 'campaign'::text, 'joint-letter'::text, 'partner-page'::text, 'update'::text]))),
  constraint publications_subject_kind_subject_id_key UNIQUE (subject_kind, subject_id),
  constraint publications_words_added_check CHECK ((words_added >= 0)),
  constraint publications_words_gone_check CHECK ((words_gone >= 0))
);
CREATE INDEX publications_of_case ON public.publications USING btree (case_id);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.publications FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.publications FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.publications FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER partner_page_appears AFTER INSERT ON public.publications FOR EACH ROW WHEN ((new.subject_kind = 'partner-page'::text)) EXECUTE FUNCTION wl.partner_page_follows();
CREATE TRIGGER partner_page_disappears AFTER DELETE ON public.publications FOR EACH ROW WHEN ((old.subject_kind = 'partner-page'::text)) EXECUTE FUNCTION wl.partner_page_follows();
CREATE TRIGGER stays_quiet BEFORE INSERT ON public.publications FOR EACH ROW EXECUTE FUNCTION wl.stays_quiet();

create table public.quiet_spells (
  id uuid not null,
  case_id uuid not null,
  began_at timestamp with time zone not null,
  began_by uuid not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  sign_off_id uuid,
  constraint quiet_spells_began_by_fkey FOREIGN KEY (began_by) REFERENCES accounts(id),
  constraint quiet_spells_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint quiet_spells_check CHECK ((((ended_at IS NULL) = (ended_by IS NULL)) AND ((ended_at IS NULL) = (sign_off_id IS NULL)))),
  constraint quiet_spells_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES accounts(id),
  constraint quiet_spells_id_case_id_key UNIQUE (id, case_id),
  constraint quiet_spells_pkey PRIMARY KEY (id),
  constraint quiet_spells_sign_off_id_fkey FOREIGN KEY (sign_off_id) REFERENCES sign_offs(id)
);
CREATE UNIQUE INDEX quiet_spells_one_open ON public.quiet_spells USING btree (case_id) WHERE (ended_at IS NULL);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((began_by = ( SELECT wl.account() AS account)) AND (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.quiet_spells FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.quiet_spells FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.recovery_codes (
  account_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint recovery_codes_pkey PRIMARY KEY (account_id, code_hash)
);
-- row level security: enabled, forced
create policy wall for * to wl_office
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)))
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)));
grant delete, insert, select, update to wl_office;

create table public.reposts (
  id uuid not null,
  update_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  posted_at timestamp with time zone not null,
  posted_by uuid not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  end_reason text,
  constraint reposts_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint reposts_check3 CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
  constraint reposts_end_reason_check CHECK ((end_reason = ANY (ARRAY['taken-down'::text, 'withdrawn'::text, 'unnamed'::text, 'left'::text]))),
  constraint reposts_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES accounts(id),
  constraint reposts_pkey PRIMARY KEY (id),
  constraint reposts_posted_by_fkey FOREIGN KEY (posted_by) REFERENCES accounts(id),
  constraint reposts_update_id_case_id_fkey FOREIGN KEY (update_id, case_id) REFERENCES updates(id, case_id)
);
CREATE INDEX reposts_of_case ON public.reposts USING btree (case_id);
CREATE UNIQUE INDEX reposts_once ON public.reposts USING btree (update_id, organisation_id) WHERE (ended_at IS NULL);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (posted_by = ( SELECT wl.account() AS account)));
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant insert, select to wl_worker;
grant update (ended_at, ended_by, end_reason) to wl_office;
grant update (ended_at, ended_by, end_reason) to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.reposts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.reposts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.reposts FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.risk_assessments (
  id uuid not null,
  case_id uuid not null,
  harm text not null default 'arrest'::text,
  level text not null default 'unknown'::text,
  assessed_on date not null,
  next_review_on date,
  valid_until date not null,
  sealed bytea not null,
  assessed_by uuid not null,
  created_at timestamp with time zone not null default now(),
  trend text not null default 'unknown'::text,
  constraint risk_assessments_assessed_by_fkey FOREIGN KEY (assessed_by) REFERENCES accounts(id),
  constraint risk_assessments_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint risk_assessments_level_check CHECK ((level = ANY (ARRAY['low'::text, 'moderate'::text, 'high'::text, 'critical'::text, 'unknown'::text]))),
  constraint risk_assessments_of_their_case UNIQUE (id, case_id),
  constraint risk_assessments_pkey PRIMARY KEY (id),
  constraint risk_assessments_trend_check CHECK ((trend = ANY (ARRAY['rising'::text, 'steady'::text, 'falling'::text, 'unknown'::text])))
);
CREATE INDEX risk_assessments_of_case ON public.risk_assessments USING btree (case_id, assessed_on DESC, created_at DESC);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.risk_assessments FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.risk_assessments FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.risk_assessments FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.risk_measures (
  id uuid not null,
  case_id uuid not null,
  harm text not null,
  owner_account uuid,
  due_on date,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  done_at timestamp with time zone,
  done_by uuid,
  constraint risk_measures_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint risk_measures_check CHECK (((done_at IS NULL) = (done_by IS NULL))),
  constraint risk_measures_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint risk_measures_done_by_fkey FOREIGN KEY (done_by) REFERENCES accounts(id),
  constraint risk_measures_harm_check CHECK ((harm ~ '^[a-z-]{1,40}$'::text)),
  constraint risk_measures_owner_account_fkey FOREIGN KEY (owner_account) REFERENCES accounts(id),
  constraint risk_measures_pkey PRIMARY KEY (id)
);
CREATE INDEX risk_measures_of_case ON public.risk_measures USING btree (case_id);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.risk_measures FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.risk_measures FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.risk_reasons (
  assessment_id uuid not null,
  case_id uuid not null,
  sealed bytea not null,
  constraint risk_reasons_assessment_id_case_id_fkey FOREIGN KEY (assessment_id, case_id) REFERENCES risk_assessments(id, case_id),
  constraint risk_reasons_pkey PRIMARY KEY (assessment_id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.risk_reasons FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.risk_reasons FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.risk_threats (
  assessment_id uuid not null,
  threat_id uuid not null,
  case_id uuid not null,
  constraint risk_threats_assessment_id_case_id_fkey FOREIGN KEY (assessment_id, case_id) REFERENCES risk_assessments(id, case_id),
  constraint risk_threats_pkey PRIMARY KEY (assessment_id, threat_id),
  constraint risk_threats_threat_id_case_id_fkey FOREIGN KEY (threat_id, case_id) REFERENCES threats(id, case_id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.risk_threats FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.risk_threats FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.sessions (
  id uuid not null,
  account_id uuid not null,
  organisation_id uuid,
  token_hash bytea not null,
  created_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now(),
  stepped_up_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_reason text,
  constraint sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint sessions_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX sessions_of_account ON public.sessions USING btree (account_id) WHERE (ended_at IS NULL);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)))
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)));
grant delete, insert, select, update to wl_office;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.sessions FOR EACH ROW WHEN (((old.organisation_id IS DISTINCT FROM new.organisation_id) AND (CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name])))) EXECUTE FUNCTION wl.stays();

create table public.sign_in_attempts (
  id bigint not null generated always as identity,
  address_index bytea not null,
  at timestamp with time zone not null,
  constraint sign_in_attempts_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_in_attempts_recent ON public.sign_in_attempts USING btree (address_index, at);
-- row level security: enabled, forced
create policy wall for * to wl_office
  using (( SELECT wl.kind() AS kind) = 'sign-in'::text)
  with check (( SELECT wl.kind() AS kind) = 'sign-in'::text);
grant delete, insert, select, update to wl_office;

create table public.sign_off_approvals (
  sign_off_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  answer text not null,
  answered_at timestamp with time zone not null,
  sealed bytea not null,
  constraint sign_off_approvals_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint sign_off_approvals_answer_check CHECK ((answer = ANY (ARRAY['approve'::text, 'dissent'::text, 'taken-back'::text]))),
  constraint sign_off_approvals_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint sign_off_approvals_pkey PRIMARY KEY (sign_off_id, organisation_id),
  constraint sign_off_approvals_sign_off_id_account_id_key UNIQUE (sign_off_id, account_id),
  constraint sign_off_approvals_sign_off_id_case_id_fkey FOREIGN KEY (sign_off_id, case_id) REFERENCES sign_offs(id, case_id)
);
CREATE INDEX sign_off_approvals_of_case ON public.sign_off_approvals USING btree (case_id);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (account_id = ( SELECT wl.account() AS account)));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (account_id = ( SELECT wl.account() AS account)));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select, update to wl_office;
grant insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.sign_off_approvals FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER may_approve BEFORE INSERT OR UPDATE ON public.sign_off_approvals FOR EACH ROW EXECUTE FUNCTION wl.may_approve();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.sign_off_approvals FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.sign_off_approvals FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER word_stays AFTER UPDATE ON public.sign_off_approvals FOR EACH ROW WHEN (((old.answer = 'taken-back'::text) AND ((new.answer IS DISTINCT FROM old.answer) OR (new.answered_at IS DISTINCT FROM old.answered_at)))) EXECUTE FUNCTION wl.word_stays();

create table public.sign_off_words_before (
  id uuid not null default gen_random_uuid(),
  sign_off_id uuid not null,
  case_id uuid not null,
  what text not null,
  organisation_id uuid not null,
  account_id uuid not null,
  taken_back_at timestamp with time zone not null,
  sealed bytea not null,
  constraint sign_off_words_before_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint sign_off_words_before_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint sign_off_words_before_pkey PRIMARY KEY (id),
  constraint sign_off_words_before_sign_off_id_case_id_fkey FOREIGN KEY (sign_off_id, case_id) REFERENCES sign_offs(id, case_id),
  constraint sign_off_words_before_what_check CHECK ((what = ANY (ARRAY['approval'::text, 'signature'::text])))
);
CREATE INDEX sign_off_words_before_of ON public.sign_off_words_before USING btree (sign_off_id, taken_back_at);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant select to wl_office;
grant select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.sign_off_words_before FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.sign_off_words_before FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.sign_off_words_before FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.sign_offs (
  id uuid not null,
  case_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  salt bytea not null,
  text_hash bytea not null,
  items text[] not null,
  signed_by uuid not null,
  signed_at timestamp with time zone not null,
  alone boolean not null default false,
  organisation_id uuid not null,
  rule text not null,
  needed smallint not null default 1,
  two_organisations boolean not null default false,
  state text not null default 'signed'::text,
  sealed bytea,
  second_by uuid,
  second_organisation uuid,
  second_at timestamp with time zone,
  second_sealed bytea,
  settled_by uuid,
  settled_at timestamp with time zone,
  reason_sealed bytea,
  condition text,
  wish_id uuid,
  wish_version integer,
  quorum smallint not null default 1,
  silence_at timestamp with time zone,
  approved_at timestamp with time zone,
  held_at timestamp with time zone,
  held_code text,
  publish_at timestamp with time zone,
  publish_zone text,
  second_taken_back_at timestamp with time zone,
  second_reason_sealed bytea,
  to_judge_since timestamp with time zone,
  constraint sign_offs_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint sign_offs_case_key UNIQUE (id, case_id),
  constraint sign_offs_complete CHECK (((state <> ALL (ARRAY['signed'::text, 'prepared'::text])) OR (needed = 1) OR (second_by IS NOT NULL))),
  constraint sign_offs_condition_check CHECK ((condition ~ '^[a-z-]{1,40}$'::text)),
  constraint sign_offs_emergency CHECK (((rule <> 'emergency'::text) OR (subject_kind = 'case'::text))),
  constraint sign_offs_held CHECK (((held_at IS NULL) = (held_code IS NULL))),
  constraint sign_offs_held_code_check CHECK ((held_code ~ '^[a-z.-]{1,80}$'::text)),
  constraint sign_offs_joint CHECK (((quorum = 1) OR ((needed = 2) AND (subject_kind = ANY (ARRAY['case'::text, 'campaign'::text, 'joint-letter'::text, 'partner-page'::text, 'update'::text]))))),
  constraint sign_offs_needed CHECK ((needed =
CASE
    WHEN (alone OR (rule = ANY (ARRAY['earlier'::text, 'correction'::text, 'official'::text, 'lowering'::text, 'emergency'::text]))) THEN 1
    ELSE 2
END)),
  constraint sign_offs_needed_check CHECK ((needed = ANY (ARRAY[1, 2]))),
  constraint sign_offs_not_before CHECK (((state <> 'signed'::text) OR (publish_at IS NULL) OR (settled_at >= publish_at))),
  constraint sign_offs_of_organisations CHECK (((NOT two_organisations) OR ((needed = 2) AND (rule = ANY (ARRAY['first'::text, 'higher-level'::text, 'new-item'::text, 'restore-consent'::text]))))),
  constraint sign_offs_of_wish CHECK ((((wish_id IS NULL) = (wish_version IS NULL)) AND ((wish_id IS NULL) OR (condition = 'arrested'::text)))),
  constraint sign_offs_official CHECK (((rule <> 'official'::text) OR (subject_kind = 'campaign'::text))),
  constraint sign_offs_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint sign_offs_pkey PRIMARY KEY (id),
  constraint sign_offs_prepared CHECK (((state <> 'prepared'::text) OR (condition IS NOT NULL) OR (publish_at IS NOT NULL))),
  constraint sign_offs_publish_zone_check CHECK (((char_length(publish_zone) >= 1) AND (char_length(publish_zone) <= 64))),
  constraint sign_offs_quorum_check CHECK ((quorum >= 1)),
  constraint sign_offs_rule_check CHECK ((rule = ANY (ARRAY['earlier'::text, 'first'::text, 'higher-level'::text, 'new-item'::text, 'within'::text, 'correction'::text, 'official'::text, 'lowering'::text, 'emergency'::text, 'restore'::text, 'restore-consent'::text]))),
  constraint sign_offs_salt_check CHECK ((length(salt) = 16)),
  constraint sign_offs_second CHECK ((((second_by IS NULL) = (second_at IS NULL)) AND ((second_by IS NULL) = (second_organisation IS NULL)))),
  constraint sign_offs_second_by_fkey FOREIGN KEY (second_by) REFERENCES accounts(id),
  constraint sign_offs_second_organisation_fkey FOREIGN KEY (second_organisation) REFERENCES organisations(id),
  constraint sign_offs_second_stands CHECK (((state <> 'signed'::text) OR (second_taken_back_at IS NULL))),
  constraint sign_offs_second_taken_back CHECK ((((second_taken_back_at IS NULL) = (second_reason_sealed IS NULL)) AND ((second_taken_back_at IS NULL) OR (second_by IS NOT NULL)))),
  constraint sign_offs_settled CHECK (((state = 'signed'::text) OR ((state = ANY (ARRAY['asked'::text, 'prepared'::text])) = (settled_at IS NULL)))),
  constraint sign_offs_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES accounts(id),
  constraint sign_offs_signed_by_fkey FOREIGN KEY (signed_by) REFERENCES accounts(id),
  constraint sign_offs_silence CHECK (((silence_at IS NULL) OR ((quorum > 1) AND (silence_at > signed_at)))),
  constraint sign_offs_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'prepared'::text, 'signed'::text, 'refused'::text, 'taken-back'::text, 'replaced'::text]))),
  constraint sign_offs_state_key UNIQUE (id, case_id, state),
  constraint sign_offs_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['case'::text, 'campaign'::text, 'joint-letter'::text, 'partner-page'::text, 'update'::text, 'publicity'::text, 'restore'::text, 'withdrawal'::text]))),
  constraint sign_offs_text_hash_check CHECK ((length(text_hash) = 32)),
  constraint sign_offs_timed CHECK ((((publish_at IS NULL) = (publish_zone IS NULL)) AND ((publish_at IS NULL) OR ((condition IS NULL) AND (publish_at > signed_at) AND (subject_kind = ANY (ARRAY['case'::text, 'campaign'::text, 'joint-letter'::text, 'update'::text])))))),
  constraint sign_offs_two_organisations CHECK (((NOT two_organisations) OR (second_organisation IS NULL) OR (second_organisation <> organisation_id))),
  constraint sign_offs_two_people CHECK (((second_by IS NULL) OR (second_by <> signed_by))),
  constraint sign_offs_wish_id_fkey FOREIGN KEY (wish_id) REFERENCES wishes(id)
);
CREATE INDEX sign_offs_due ON public.sign_offs USING btree (publish_at) WHERE ((state = 'prepared'::text) AND (publish_at IS NOT NULL) AND (held_at IS NULL));
CREATE INDEX sign_offs_of_subject ON public.sign_offs USING btree (subject_id);
CREATE INDEX sign_offs_open ON public.sign_offs USING btree (case_id) WHERE (state = ANY (ARRAY['asked'::text, 'prepared'::text]));
CREATE INDEX sign_offs_silent ON public.sign_offs USING btree (silence_at) WHERE ((state = 'asked'::text) AND (silence_at IS NOT NULL) AND (held_at IS NULL));
CREATE INDEX sign_offs_to_judge ON public.sign_offs USING btree (to_judge_since) WHERE (to_judge_since IS NOT NULL);
CREATE UNIQUE INDEX sign_offs_one_asked ON public.sign_offs USING btree (subject_kind, subject_id, ((condition IS NULL))) WHERE (state = 'asked'::text);
CREATE UNIQUE INDEX sign_offs_one_prepared ON public.sign_offs USING btree (subject_kind, subject_id, ((condition IS NULL))) WHERE (state = 'prepared'::text);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((signed_by = ( SELECT wl.account() AS account)) AND (second_by IS NULL));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select, update to wl_office;
grant insert, select, update to wl_worker;
CREATE TRIGGER approved_on_insert BEFORE INSERT ON public.sign_offs FOR EACH ROW WHEN ((new.state = ANY (ARRAY['signed'::text, 'prepared'::text]))) EXECUTE FUNCTION wl.approved_by_coalition();
CREATE TRIGGER approved_on_update BEFORE UPDATE ON public.sign_offs FOR EACH ROW WHEN ((((old.state = 'asked'::text) AND (new.state = ANY (ARRAY['signed'::text, 'prepared'::text]))) OR ((old.state = 'prepared'::text) AND (new.state = 'signed'::text)))) EXECUTE FUNCTION wl.approved_by_coalition();
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.sign_offs FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.sign_offs FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER sign_off_keeps_hour BEFORE UPDATE OF publish_at, publish_zone ON public.sign_offs FOR EACH ROW WHEN (((old.publish_at IS DISTINCT FROM new.publish_at) OR (old.publish_zone IS DISTINCT FROM new.publish_zone))) EXECUTE FUNCTION wl.sign_off_keeps_quorum();
CREATE TRIGGER sign_off_keeps_quorum BEFORE UPDATE OF quorum, silence_at ON public.sign_offs FOR EACH ROW WHEN (((old.quorum IS DISTINCT FROM new.quorum) OR (old.silence_at IS DISTINCT FROM new.silence_at))) EXECUTE FUNCTION wl.sign_off_keeps_quorum();
CREATE TRIGGER sign_off_keeps_wish BEFORE UPDATE OF wish_id, wish_version ON public.sign_offs FOR EACH ROW WHEN (((old.wish_id IS DISTINCT FROM new.wish_id) OR (old.wish_version IS DISTINCT FROM new.wish_version))) EXECUTE FUNCTION wl.sign_off_keeps_wish();
CREATE TRIGGER sign_off_moves BEFORE UPDATE ON public.sign_offs FOR EACH ROW EXECUTE FUNCTION wl.sign_off_moves();
CREATE TRIGGER signs_by_rule BEFORE INSERT ON public.sign_offs FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.signs_by_rule();
CREATE TRIGGER signs_now BEFORE UPDATE OF approved_at, second_at, second_taken_back_at, settled_at ON public.sign_offs FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['wl_office'::name, 'wl_worker'::name]))) EXECUTE FUNCTION wl.signs_now();
CREATE TRIGGER silence_as_agreed BEFORE INSERT ON public.sign_offs FOR EACH ROW WHEN ((new.silence_at IS NOT NULL)) EXECUTE FUNCTION wl.silence_as_agreed();
CREATE TRIGGER word_stays AFTER UPDATE ON public.sign_offs FOR EACH ROW WHEN (((old.second_taken_back_at IS NOT NULL) AND (new.second_taken_back_at IS DISTINCT FROM old.second_taken_back_at))) EXECUTE FUNCTION wl.word_stays();

create table public.signed_letters (
  id uuid not null,
  campaign_id uuid not null,
  case_id uuid not null,
  language text not null,
  version integer not null,
  text_hash bytea not null,
  sealed bytea not null,
  published_at timestamp with time zone not null,
  constraint signed_letters_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint signed_letters_campaign_id_language_version_key UNIQUE (campaign_id, language, version),
  constraint signed_letters_campaign_id_text_hash_key UNIQUE (campaign_id, text_hash),
  constraint signed_letters_id_campaign_id_key UNIQUE (id, campaign_id),
  constraint signed_letters_pkey PRIMARY KEY (id),
  constraint signed_letters_text_hash_check CHECK ((length(text_hash) = 32)),
  constraint signed_letters_version_check CHECK ((version > 0))
);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy signed for r to wl_office, wl_worker
  using (EXISTS ( SELECT 1
   FROM actions a
  WHERE ((a.letter_id = signed_letters.id) AND (a.organisation_id = ( SELECT wl.organisation() AS organisation)))));
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant insert, select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.signed_letters FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.signed_letters FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.spent_challenges (
  challenge_hash bytea not null,
  expires_at timestamp with time zone not null,
  constraint spent_challenges_pkey PRIMARY KEY (challenge_hash)
);
-- row level security: enabled, forced
create policy wall for * to wl_office
  using (( SELECT wl.kind() AS kind) = ANY (ARRAY['sign-in'::text, 'member'::text]))
  with check (( SELECT wl.kind() AS kind) = ANY (ARRAY['sign-in'::text, 'member'::text]));
grant delete, insert, select, update to wl_office;

create table public.statement_points (
  id uuid not null,
  case_id uuid not null,
  statement_id uuid not null,
  person_id uuid not null,
  place integer not null,
  said_on date not null,
  form text not null,
  visibility text not null,
  state text not null,
  version integer not null default 1,
  read_back_on date,
  read_back_by uuid,
  approved_on date,
  approved_how text,
  approved_by uuid,
  consent_id uuid,
  consent_item text not null default 'quotes'::text,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  changed_at timestamp with time zone not null,
  changed_by uuid not null,
  constraint statement_points_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES accounts(id),
  constraint statement_points_approved_how_check CHECK ((approved_how = ANY (ARRAY['written'::text, 'audio'::text, 'oral-with-witness'::text, 'oral'::text, 'lawyer'::text, 'link'::text]))),
  constraint statement_points_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint statement_points_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES accounts(id),
  constraint statement_points_check CHECK (((read_back_on IS NULL) = (read_back_by IS NULL))),
  constraint statement_points_check1 CHECK (((state <> ALL (ARRAY['read-back'::text, 'approved'::text])) OR (read_back_on IS NOT NULL))),
  constraint statement_points_check2 CHECK ((((state = 'approved'::text) = (approved_on IS NOT NULL)) AND ((state = 'approved'::text) = (approved_how IS NOT NULL)) AND ((state = 'approved'::text) = (approved_by IS NOT NULL)) AND ((state = 'approved'::text) = (consent_id IS NOT NULL)))),
  constraint statement_points_check3 CHECK (((visibility <> 'public'::text) OR (state = 'approved'::text))),
  constraint statement_points_consent FOREIGN KEY (consent_id, case_id, person_id, consent_item) REFERENCES consents(id, case_id, person_id, item),
  constraint statement_points_consent_item_check CHECK ((consent_item = 'quotes'::text)),
  constraint statement_points_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint statement_points_form_check CHECK ((form = ANY (ARRAY['verbatim'::text, 'paraphrase'::text]))),
  constraint statement_points_id_case_id_key UNIQUE (id, case_id),
  constraint statement_points_id_case_id_person_id_visibility_state_key UNIQUE (id, case_id, person_id, visibility, state),
  constraint statement_points_pkey PRIMARY KEY (id),
  constraint statement_points_place_check CHECK (((place >= 1) AND (place <= 999))),
  constraint statement_points_read_back_by_fkey FOREIGN KEY (read_back_by) REFERENCES accounts(id),
  constraint statement_points_state_check CHECK ((state = ANY (ARRAY['taken'::text, 'read-back'::text, 'approved'::text, 'narrowed'::text, 'withdrawn'::text]))),
  constraint statement_points_statement_id_case_id_person_id_fkey FOREIGN KEY (statement_id, case_id, person_id) REFERENCES statements(id, case_id, person_id),
  constraint statement_points_statement_id_place_key UNIQUE (statement_id, place),
  constraint statement_points_visibility_check CHECK ((visibility = ANY (ARRAY['team'::text, 'room'::text, 'public'::text])))
);
CREATE INDEX statement_points_of_case ON public.statement_points USING btree (case_id, said_on DESC);
CREATE INDEX statement_points_of_consent ON public.statement_points USING btree (consent_id) WHERE (consent_id IS NOT NULL);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy wall for * to wl_office, wl_worker
  using ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])) AND wl.room_reads(case_id, person_id, visibility, state)))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.statement_points FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.statement_points FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.statement_texts (
  id uuid not null,
  case_id uuid not null,
  point_id uuid not null,
  person_id uuid not null,
  visibility text not null,
  point_state text not null,
  point_version integer not null,
  language text not null,
  original boolean not null,
  state text not null,
  text_hash bytea not null,
  approved_hash bytea,
  sealed bytea not null,
  written_at timestamp with time zone not null,
  written_by uuid not null,
  checked_at timestamp with time zone,
  checked_by uuid,
  native boolean not null default false,
  constraint statement_texts_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint statement_texts_check CHECK (((checked_at IS NULL) = (checked_by IS NULL))),
  constraint statement_texts_check1 CHECK ((checked_by <> written_by)),
  constraint statement_texts_check2 CHECK (((NOT original) OR ((state = ANY (ARRAY['taken'::text, 'approved'::text])) AND (checked_by IS NULL)))),
  constraint statement_texts_check3 CHECK ((original OR (state <> 'taken'::text))),
  constraint statement_texts_check4 CHECK ((original OR (state = 'translated'::text) OR (checked_by IS NOT NULL))),
  constraint statement_texts_check5 CHECK (((state = 'approved'::text) = (approved_hash IS NOT NULL))),
  constraint statement_texts_check6 CHECK ((approved_hash = text_hash)),
  constraint statement_texts_check7 CHECK (((state <> 'approved'::text) OR (point_state = 'approved'::text))),
  constraint statement_texts_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES accounts(id),
  constraint statement_texts_id_case_id_person_id_language_text_hash_sta_key UNIQUE (id, case_id, person_id, language, text_hash, state, point_state, visibility),
  constraint statement_texts_language_check CHECK ((language ~ '^[a-z]{2,3}$'::text)),
  constraint statement_texts_pkey PRIMARY KEY (id),
  constraint statement_texts_point_id_case_id_person_id_visibility_poin_fkey FOREIGN KEY (point_id, case_id, person_id, visibility, point_state) REFERENCES statement_points(id, case_id, person_id, visibility, state) ON UPDATE CASCADE,
  constraint statement_texts_point_id_language_key UNIQUE (point_id, language),
  constraint statement_texts_state_check CHECK ((state = ANY (ARRAY['taken'::text, 'translated'::text, 'checked'::text, 'approved'::text]))),
  constraint statement_texts_text_hash_check CHECK ((length(text_hash) = 32)),
  constraint statement_texts_written_by_fkey FOREIGN KEY (written_by) REFERENCES accounts(id)
);
CREATE UNIQUE INDEX statement_texts_one_original ON public.statement_texts USING btree (point_id) WHERE original;
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy wall for * to wl_office, wl_worker
  using ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[])) AND wl.room_reads(case_id, person_id, visibility, point_state)))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.statement_texts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.statement_texts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.statement_versions (
  point_id uuid not null,
  version integer not null,
  case_id uuid not null,
  sealed bytea not null,
  written_at timestamp with time zone not null,
  written_by uuid not null,
  constraint statement_versions_pkey PRIMARY KEY (point_id, version),
  constraint statement_versions_point_id_case_id_fkey FOREIGN KEY (point_id, case_id) REFERENCES statement_points(id, case_id),
  constraint statement_versions_written_by_fkey FOREIGN KEY (written_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using false
  with check false;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.statement_versions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.statement_versions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.statements (
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  contact_id uuid,
  taken_on date not null,
  channel text not null,
  language text not null,
  taken_by uuid not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint statements_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint statements_channel_check CHECK ((channel ~ '^[a-z-]{1,40}$'::text)),
  constraint statements_contact_id_case_id_fkey FOREIGN KEY (contact_id, case_id) REFERENCES contacts(id, case_id),
  constraint statements_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint statements_id_case_id_person_id_key UNIQUE (id, case_id, person_id),
  constraint statements_language_check CHECK ((language ~ '^[a-z]{2,3}$'::text)),
  constraint statements_person_id_case_id_fkey FOREIGN KEY (person_id, case_id) REFERENCES persons(id, case_id),
  constraint statements_pkey PRIMARY KEY (id),
  constraint statements_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES accounts(id)
);
CREATE INDEX statements_of_case ON public.statements USING btree (case_id, taken_on DESC);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.statements FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.statements FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.support_messages (
  action_id uuid not null,
  organisation_id uuid not null,
  moderation text not null default 'held'::text,
  moderated_by uuid,
  moderated_at timestamp with time zone,
  batch_id uuid,
  constraint support_messages_action_id_organisation_id_fkey FOREIGN KEY (action_id, organisation_id) REFERENCES actions(id, organisation_id),
  constraint support_messages_batch_id_organisation_id_fkey FOREIGN KEY (batch_id, organisation_id) REFERENCES message_batches(id, organisation_id),
  constraint support_messages_moderated_by_fkey FOREIGN KEY (moderated_by) REFERENCES accounts(id),
  constraint support_messages_moderation_check CHECK ((moderation = ANY (ARRAY['held'::text, 'accepted'::text, 'rejected'::text]))),
  constraint support_messages_pkey PRIMARY KEY (action_id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.support_messages FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.supporter_changes (
  id uuid not null,
  organisation_id uuid not null,
  supporter_id uuid not null,
  what text[] not null,
  sealed bytea not null,
  asked_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  number bigint not null generated always as identity,
  constraint supporter_changes_organisation_id_supporter_id_fkey FOREIGN KEY (organisation_id, supporter_id) REFERENCES supporters(organisation_id, id),
  constraint supporter_changes_pkey PRIMARY KEY (id),
  constraint supporter_changes_what_check CHECK (((cardinality(what) > 0) AND (what <@ '{name,country,language}'::text[])))
);
CREATE INDEX supporter_changes_kept ON public.supporter_changes USING btree (organisation_id, asked_at) WHERE (length(sealed) > 0);
CREATE INDEX supporter_changes_of ON public.supporter_changes USING btree (organisation_id, supporter_id, asked_at);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant insert, select to wl_worker;
grant select to wl_office;
grant update (sealed, undone_at) to wl_office;
grant update (sealed, undone_at) to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.supporter_changes FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER supporter_change_stays BEFORE UPDATE ON public.supporter_changes FOR EACH ROW EXECUTE FUNCTION wl.supporter_change_stays();

create table public.supporter_numbers (
  organisation_id uuid not null,
  last_inbox integer not null default 0,
  last_supporter integer not null default 0,
  constraint supporter_numbers_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint supporter_numbers_pkey PRIMARY KEY (organisation_id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.supporter_numbers FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.supporters (
  id uuid not null,
  organisation_id uuid not null,
  number integer not null,
  inbox integer not null,
  name_index bytea not null,
  sealed bytea not null,
  country character(2),
  language text not null default 'en'::text,
  created_at timestamp with time zone not null default now(),
  erased_at timestamp with time zone,
  constraint supporters_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint supporters_organisation_id_id_key UNIQUE (organisation_id, id),
  constraint supporters_organisation_id_inbox_fkey FOREIGN KEY (organisation_id, inbox) REFERENCES inboxes(organisation_id, number),
  constraint supporters_organisation_id_inbox_name_index_key UNIQUE (organisation_id, inbox, name_index),
  constraint supporters_organisation_id_number_key UNIQUE (organisation_id, number),
  constraint supporters_pkey PRIMARY KEY (id)
);
CREATE INDEX supporters_by_country ON public.supporters USING btree (organisation_id, country, number);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.supporters FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.targets (
  id uuid not null,
  organisation_id uuid not null,
  country character(2) not null,
  language text not null default 'en'::text,
  time_zone text not null,
  office_opens smallint not null default 9,
  office_closes smallint not null default 17,
  office_days smallint[] not null default '{1,2,3,4,5}'::smallint[],
  ceiling_per_hour integer not null default 60,
  sealed bytea not null,
  email_verified_on date,
  phone_verified_on date,
  manner text not null default 'press'::text,
  wrong_reports integer not null default 0,
  retired_at timestamp with time zone,
  retired_by uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid not null,
  version integer not null default 1,
  constraint targets_ceiling_per_hour_check CHECK (((ceiling_per_hour >= 1) AND (ceiling_per_hour <= 100000))),
  constraint targets_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint targets_manner_check CHECK ((manner = ANY (ARRAY['press'::text, 'thank'::text]))),
  constraint targets_office_closes_check CHECK (((office_closes >= 1) AND (office_closes <= 24))),
  constraint targets_office_opens_check CHECK (((office_opens >= 0) AND (office_opens <= 23))),
  constraint targets_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint targets_organisation_id_id_key UNIQUE (organisation_id, id),
  constraint targets_pkey PRIMARY KEY (id),
  constraint targets_retired_by_fkey FOREIGN KEY (retired_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.targets FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.text_comments (
  id uuid not null,
  update_id uuid,
  case_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  language text not null,
  version integer not null,
  sealed bytea not null,
  written_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  resolved_by uuid,
  campaign_id uuid,
  letter_id uuid,
  constraint text_comments_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint text_comments_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint text_comments_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint text_comments_check CHECK (((resolved_at IS NULL) = (resolved_by IS NULL))),
  constraint text_comments_letter_id_case_id_fkey FOREIGN KEY (letter_id, case_id) REFERENCES joint_letters(id, case_id),
  constraint text_comments_of_one CHECK ((num_nonnulls(update_id, campaign_id, letter_id) <= 1)),
  constraint text_comments_pkey PRIMARY KEY (id),
  constraint text_comments_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES accounts(id),
  constraint text_comments_update_id_case_id_fkey FOREIGN KEY (update_id, case_id) REFERENCES updates(id, case_id),
  constraint text_comments_version_check CHECK ((version >= 0))
);
CREATE INDEX text_comments_of_campaign ON public.text_comments USING btree (campaign_id, written_at) WHERE (campaign_id IS NOT NULL);
CREATE INDEX text_comments_of_case ON public.text_comments USING btree (case_id);
CREATE INDEX text_comments_of_letter ON public.text_comments USING btree (letter_id, written_at) WHERE (letter_id IS NOT NULL);
CREATE INDEX text_comments_of_update ON public.text_comments USING btree (update_id, written_at);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (account_id = ( SELECT wl.account() AS account)));
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select to wl_office;
grant insert, select to wl_worker;
grant update (resolved_at, resolved_by) to wl_office;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.text_comments FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.text_comments FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.text_comments FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.text_versions (
  update_id uuid,
  case_id uuid not null,
  language text not null,
  version integer not null,
  sealed bytea not null,
  written_at timestamp with time zone not null,
  written_by uuid not null,
  campaign_id uuid,
  letter_id uuid,
  constraint text_versions_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint text_versions_letter_id_case_id_fkey FOREIGN KEY (letter_id, case_id) REFERENCES joint_letters(id, case_id),
  constraint text_versions_of_one CHECK ((num_nonnulls(update_id, campaign_id, letter_id) <= 1)),
  constraint text_versions_once UNIQUE NULLS NOT DISTINCT (case_id, update_id, campaign_id, letter_id, language, version),
  constraint text_versions_update_id_case_id_fkey FOREIGN KEY (update_id, case_id) REFERENCES updates(id, case_id),
  constraint text_versions_version_check CHECK ((version >= 1)),
  constraint text_versions_written_by_fkey FOREIGN KEY (written_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (written_by = ( SELECT wl.account() AS account));
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select to wl_office;
grant delete, insert, select to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.text_versions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.text_versions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER of_who_drafts BEFORE INSERT ON public.text_versions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.drafts_by_charter();

create table public.threats (
  id uuid not null,
  case_id uuid not null,
  status text not null default 'open'::text,
  actor text not null,
  verification text not null,
  first_seen date not null,
  last_seen date not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  status_at timestamp with time zone not null,
  status_by uuid not null,
  version integer not null default 1,
  constraint threats_actor_check CHECK ((actor = ANY (ARRAY['executive'::text, 'legislative'::text, 'judicial'::text, 'pro-government-force'::text, 'opposition-force'::text, 'militia'::text, 'guard'::text, 'mob'::text, 'occupying-force'::text, 'person-with-power'::text, 'company'::text, 'landowner'::text, 'unknown'::text]))),
  constraint threats_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint threats_check CHECK ((last_seen >= first_seen)),
  constraint threats_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint threats_id_case_id_key UNIQUE (id, case_id),
  constraint threats_pkey PRIMARY KEY (id),
  constraint threats_status_by_fkey FOREIGN KEY (status_by) REFERENCES accounts(id),
  constraint threats_status_check CHECK ((status = ANY (ARRAY['open'::text, 'escalated'::text, 'dormant'::text, 'ended'::text]))),
  constraint threats_verification_check CHECK ((verification = ANY (ARRAY['confirmed'::text, 'probable'::text, 'possible'::text, 'unlikely'::text])))
);
CREATE INDEX threats_of_case ON public.threats USING btree (case_id, status);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.threats FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.threats FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.time_limits (
  id uuid not null,
  case_id uuid not null,
  proceeding_id uuid,
  kind text not null,
  due_at timestamp with time zone not null,
  zone text not null,
  owner_account uuid,
  state text not null,
  settled_at timestamp with time zone,
  settled_by uuid,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  version integer not null default 1,
  constraint time_limits_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint time_limits_check CHECK (((state = 'running'::text) = (settled_at IS NULL))),
  constraint time_limits_check1 CHECK (((settled_at IS NULL) = (settled_by IS NULL))),
  constraint time_limits_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint time_limits_kind_check CHECK ((kind ~ '^[a-z-]{1,40}$'::text)),
  constraint time_limits_owner_account_fkey FOREIGN KEY (owner_account) REFERENCES accounts(id),
  constraint time_limits_pkey PRIMARY KEY (id),
  constraint time_limits_proceeding_id_case_id_fkey FOREIGN KEY (proceeding_id, case_id) REFERENCES proceedings(id, case_id),
  constraint time_limits_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES accounts(id),
  constraint time_limits_state_check CHECK ((state = ANY (ARRAY['running'::text, 'met'::text, 'missed'::text, 'lifted'::text]))),
  constraint time_limits_zone_check CHECK ((length(zone) <= 64))
);
CREATE INDEX time_limits_running ON public.time_limits USING btree (case_id, due_at) WHERE (state = 'running'::text);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.time_limits FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.time_limits FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.totp_secrets (
  account_id uuid not null,
  secret_sealed bytea not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0,
  constraint totp_secrets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint totp_secrets_pkey PRIMARY KEY (account_id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office
  using ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)))
  with check ((( SELECT wl.kind() AS kind) = 'sign-in'::text) OR (account_id = ( SELECT wl.account() AS account)));
grant delete, insert, select, update to wl_office;

create table public.unobtainable_answers (
  id uuid not null,
  case_id uuid not null,
  spell_id uuid not null,
  due_at timestamp with time zone not null,
  account_id uuid not null,
  organisation_id uuid not null,
  answer text not null,
  sealed bytea,
  at timestamp with time zone not null,
  constraint unobtainable_answers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint unobtainable_answers_answer_check CHECK ((answer = ANY (ARRAY['in-interest'::text, 'concern'::text]))),
  constraint unobtainable_answers_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint unobtainable_answers_check CHECK (((answer = 'concern'::text) = (sealed IS NOT NULL))),
  constraint unobtainable_answers_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint unobtainable_answers_pkey PRIMARY KEY (id),
  constraint unobtainable_answers_spell_id_case_id_fkey FOREIGN KEY (spell_id, case_id) REFERENCES unobtainable_spells(id, case_id),
  constraint unobtainable_answers_spell_id_due_at_account_id_key UNIQUE (spell_id, due_at, account_id)
);
CREATE INDEX unobtainable_answers_of_case ON public.unobtainable_answers USING btree (case_id, at DESC);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (account_id = ( SELECT wl.account() AS account));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using false
  with check false;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.unobtainable_answers FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.unobtainable_answers FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.unobtainable_spells (
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  reason text not null,
  began_at timestamp with time zone not null,
  began_by uuid not null,
  review_due_at timestamp with time zone not null,
  reviewed_at timestamp with time zone,
  alone boolean not null default false,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint unobtainable_spells_began_by_fkey FOREIGN KEY (began_by) REFERENCES accounts(id),
  constraint unobtainable_spells_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint unobtainable_spells_check CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
  constraint unobtainable_spells_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES accounts(id),
  constraint unobtainable_spells_id_case_id_key UNIQUE (id, case_id),
  constraint unobtainable_spells_person_id_case_id_fkey FOREIGN KEY (person_id, case_id) REFERENCES persons(id, case_id),
  constraint unobtainable_spells_pkey PRIMARY KEY (id),
  constraint unobtainable_spells_reason_check CHECK ((reason = ANY (ARRAY['custody'::text, 'unreachable'::text, 'disappeared'::text, 'unsafe-to-ask'::text, 'ill'::text])))
);
CREATE INDEX unobtainable_of_case ON public.unobtainable_spells USING btree (case_id, began_at DESC);
CREATE UNIQUE INDEX unobtainable_once ON public.unobtainable_spells USING btree (person_id) WHERE (ended_at IS NULL);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.unobtainable_spells FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();

create table public.update_author_names (
  author_id uuid not null,
  case_id uuid not null,
  sealed bytea not null,
  constraint update_author_names_author_id_case_id_fkey FOREIGN KEY (author_id, case_id) REFERENCES update_authors(id, case_id) ON DELETE CASCADE,
  constraint update_author_names_pkey PRIMARY KEY (author_id)
);
CREATE INDEX update_author_names_of_case ON public.update_author_names USING btree (case_id);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.update_author_names FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.update_author_names FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.update_authors (
  id uuid not null,
  update_id uuid not null,
  case_id uuid not null,
  "position" smallint not null,
  kind text not null,
  author_organisation_id uuid,
  sealed bytea,
  constraint update_authors_case_id_author_organisation_id_fkey FOREIGN KEY (case_id, author_organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint update_authors_check CHECK (((kind = 'organisation'::text) = (author_organisation_id IS NOT NULL))),
  constraint update_authors_check1 CHECK (((kind = ANY (ARRAY['person'::text, 'pseudonym'::text])) = (sealed IS NOT NULL))),
  constraint update_authors_id_case_id_key UNIQUE (id, case_id),
  constraint update_authors_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'organisation'::text, 'pseudonym'::text, 'withheld'::text]))),
  constraint update_authors_pkey PRIMARY KEY (id),
  constraint update_authors_position_check CHECK ((("position" >= 1) AND ("position" <= 20))),
  constraint update_authors_update_id_author_organisation_id_key UNIQUE (update_id, author_organisation_id),
  constraint update_authors_update_id_case_id_fkey FOREIGN KEY (update_id, case_id) REFERENCES updates(id, case_id),
  constraint update_authors_update_id_position_key UNIQUE (update_id, "position") DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX update_authors_of_case ON public.update_authors USING btree (case_id);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.update_authors FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.update_authors FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER of_who_drafts BEFORE INSERT OR DELETE OR UPDATE ON public.update_authors FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.drafts_by_charter();

create table public.update_copies (
  id uuid not null,
  update_id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  sealed bytea not null,
  added_at timestamp with time zone not null,
  added_by uuid not null,
  stale_since timestamp with time zone,
  told_at timestamp with time zone,
  told_by uuid,
  constraint update_copies_added_by_fkey FOREIGN KEY (added_by) REFERENCES accounts(id),
  constraint update_copies_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint update_copies_check CHECK (((told_at IS NULL) = (told_by IS NULL))),
  constraint update_copies_pkey PRIMARY KEY (id),
  constraint update_copies_told_by_fkey FOREIGN KEY (told_by) REFERENCES accounts(id),
  constraint update_copies_update_id_case_id_fkey FOREIGN KEY (update_id, case_id) REFERENCES updates(id, case_id)
);
CREATE INDEX update_copies_of_case ON public.update_copies USING btree (case_id);
CREATE INDEX update_copies_of_update ON public.update_copies USING btree (update_id);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check ((organisation_id = ( SELECT wl.organisation() AS organisation)) AND (added_by = ( SELECT wl.account() AS account)));
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select to wl_office;
grant delete, insert, select to wl_worker;
grant update (stale_since, told_at, told_by) to wl_office;
grant update (stale_since, told_at, told_by) to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.update_copies FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.update_copies FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.update_copies FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.update_texts (
  update_id uuid not null,
  case_id uuid not null,
  language text not null,
  sealed bytea not null,
  translation text not null default 'original'::text,
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid not null,
  constraint update_texts_pkey PRIMARY KEY (update_id, language),
  constraint update_texts_translation_check CHECK ((translation = ANY (ARRAY['original'::text, 'machine'::text, 'reviewed'::text]))),
  constraint update_texts_update_id_case_id_fkey FOREIGN KEY (update_id, case_id) REFERENCES updates(id, case_id),
  constraint update_texts_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.update_texts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.update_texts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER of_who_drafts BEFORE INSERT OR DELETE OR UPDATE ON public.update_texts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.drafts_by_charter();

create table public.updates (
  id uuid not null,
  case_id uuid not null,
  organisation_id uuid not null,
  campaign_id uuid,
  short_id text not null,
  kind text not null,
  state text not null default 'draft'::text,
  default_language text not null default 'en'::text,
  dated_on date not null,
  image_id uuid,
  image_shows boolean not null default true,
  items text[] not null default '{}'::text[],
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  published_at timestamp with time zone,
  published_by uuid,
  corrected_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  version integer not null default 1,
  points uuid[] not null default '{}'::uuid[],
  source_organisation_id uuid,
  constraint updates_campaign_id_case_id_fkey FOREIGN KEY (campaign_id, case_id) REFERENCES campaigns(id, case_id),
  constraint updates_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint updates_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint updates_case_id_source_organisation_id_fkey FOREIGN KEY (case_id, source_organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint updates_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint updates_id_case_id_key UNIQUE (id, case_id),
  constraint updates_image_id_case_id_fkey FOREIGN KEY (image_id, case_id) REFERENCES case_images(id, case_id),
  constraint updates_kind_check CHECK ((kind = ANY (ARRAY['alert'::text, 'further-information'::text, 'act-now'::text, 'stop'::text, 'hearing-notice'::text, 'hearing-result'::text, 'good-news'::text, 'bad-news'::text, 'still-watching'::text, 'message-from-the-person'::text, 'correction'::text, 'closing'::text, 'in-memoriam'::text, 'thank-you'::text]))),
  constraint updates_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint updates_pkey PRIMARY KEY (id),
  constraint updates_published_by_fkey FOREIGN KEY (published_by) REFERENCES accounts(id),
  constraint updates_short_id_check CHECK ((short_id ~ '^[1-9A-HJ-NP-Za-km-z]{6,16}$'::text)),
  constraint updates_short_id_key UNIQUE (short_id),
  constraint updates_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'review'::text, 'approved'::text, 'published'::text, 'withdrawn'::text]))),
  constraint updates_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES accounts(id)
);
CREATE INDEX updates_of_case ON public.updates USING btree (case_id, published_at DESC);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy owner_door for * to the_owner
  using true
  with check true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.updates FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.updates FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER of_who_drafts BEFORE UPDATE OF kind, dated_on, default_language, campaign_id, source_organisation_id, image_id, image_shows, points ON public.updates FOR EACH ROW WHEN (((CURRENT_USER = 'wl_office'::name) AND ((((((((old.kind IS DISTINCT FROM new.kind) OR (old.dated_on IS DISTINCT FROM new.dated_on)) OR (old.default_language IS DISTINCT FROM new.default_language)) OR (old.campaign_id IS DISTINCT FROM new.campaign_id)) OR (old.source_organisation_id IS DISTINCT FROM new.source_organisation_id)) OR (old.image_id IS DISTINCT FROM new.image_id)) OR (old.image_shows IS DISTINCT FROM new.image_shows)) OR (old.points IS DISTINCT FROM new.points)))) EXECUTE FUNCTION wl.drafts_by_charter();
CREATE TRIGGER of_who_drafts_anew BEFORE INSERT ON public.updates FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.drafts_by_charter();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.updates FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.visits (
  organisation_id uuid not null,
  case_id uuid not null,
  journey bytea not null,
  supporter_id uuid not null,
  person_number integer not null,
  country character(2),
  began_at timestamp with time zone not null,
  constraint visits_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint visits_organisation_id_supporter_id_fkey FOREIGN KEY (organisation_id, supporter_id) REFERENCES supporters(organisation_id, id),
  constraint visits_pkey PRIMARY KEY (organisation_id, case_id, journey)
);
CREATE INDEX visits_of_supporter ON public.visits USING btree (supporter_id);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.visits FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON public.visits FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table public.wish_versions (
  wish_id uuid not null,
  version integer not null,
  case_id uuid not null,
  sealed bytea not null,
  written_at timestamp with time zone not null,
  written_by uuid not null,
  constraint wish_versions_pkey PRIMARY KEY (wish_id, version),
  constraint wish_versions_wish_id_case_id_fkey FOREIGN KEY (wish_id, case_id) REFERENCES wishes(id, case_id),
  constraint wish_versions_written_by_fkey FOREIGN KEY (written_by) REFERENCES accounts(id)
);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using false
  with check false;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.wish_versions FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.wish_versions FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.wishes (
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  since date not null,
  until date,
  given text not null,
  sealed bytea not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  changed_at timestamp with time zone not null,
  changed_by uuid not null,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  constraint wishes_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint wishes_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES accounts(id),
  constraint wishes_check CHECK ((until >= since)),
  constraint wishes_check1 CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
  constraint wishes_created_by_fkey FOREIGN KEY (created_by) REFERENCES accounts(id),
  constraint wishes_given_check CHECK ((given = ANY (ARRAY['written'::text, 'audio'::text, 'oral-witness'::text, 'lawyer'::text]))),
  constraint wishes_id_case_id_key UNIQUE (id, case_id),
  constraint wishes_kind_check CHECK ((kind = ANY (ARRAY['go-quiet'::text, 'how-to-speak'::text, 'publish-if-arrested'::text, 'ask-lawyer'::text, 'exploring'::text, 'no-family-contact'::text, 'other'::text]))),
  constraint wishes_pkey PRIMARY KEY (id),
  constraint wishes_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES accounts(id)
);
CREATE INDEX wishes_of_case ON public.wishes USING btree (case_id) WHERE (revoked_at IS NULL);
-- row level security: enabled, forced
create policy narrow_delete as restrictive for d to wl_office, wl_worker
  using false;
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy narrow_update as restrictive for w to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[]));
create policy wall for * to wl_office, wl_worker
  using ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((kind = ANY (ARRAY['go-quiet'::text, 'how-to-speak'::text])) AND (revoked_at IS NULL) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))))
  with check ((case_id = ANY (( SELECT wl.file_cases() AS file_cases)::uuid[])) OR ((kind = ANY (ARRAY['go-quiet'::text, 'how-to-speak'::text])) AND (revoked_at IS NULL) AND (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.wishes FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.wishes FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER team_observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.wishes FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.team_observers_read();

create table public.withdrawal_items (
  withdrawal_id uuid not null,
  case_id uuid not null,
  consent_id uuid not null,
  former text not null,
  final_at timestamp with time zone,
  former_purposes text[],
  left_purposes text[],
  constraint withdrawal_items_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint withdrawal_items_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES consents(id),
  constraint withdrawal_items_former_check CHECK ((former = ANY (ARRAY['given'::text, 'proposed'::text, 'unobtainable'::text]))),
  constraint withdrawal_items_narrowed CHECK ((((former_purposes IS NULL) = (left_purposes IS NULL)) AND (left_purposes <@ former_purposes) AND (NOT (former_purposes <@ left_purposes)) AND (left_purposes <> '{}'::text[]))),
  constraint withdrawal_items_pkey PRIMARY KEY (withdrawal_id, consent_id),
  constraint withdrawal_items_withdrawal_id_case_id_fkey FOREIGN KEY (withdrawal_id, case_id) REFERENCES withdrawals(id, case_id)
);
CREATE INDEX withdrawal_items_of_consent ON public.withdrawal_items USING btree (consent_id);
-- row level security: enabled, forced
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select, update to wl_office;
grant insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.withdrawal_items FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.withdrawal_items FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table public.withdrawals (
  id uuid not null,
  case_id uuid not null,
  at timestamp with time zone not null,
  by_account uuid,
  by_link uuid,
  word text not null,
  held boolean,
  in_doubt boolean not null,
  settled_at timestamp with time zone,
  settled_by uuid,
  settled_how text,
  sign_off_id uuid,
  unkept integer not null default 0,
  constraint withdrawals_by_account_fkey FOREIGN KEY (by_account) REFERENCES accounts(id),
  constraint withdrawals_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint withdrawals_check CHECK ((num_nonnulls(by_account, by_link) = 1)),
  constraint withdrawals_check1 CHECK ((in_doubt = ((word = 'not-met'::text) OR ((word = 'unknown'::text) AND (held IS NOT FALSE))))),
  constraint withdrawals_check2 CHECK (((settled_at IS NULL) = (settled_how IS NULL))),
  constraint withdrawals_check3 CHECK (((settled_how IS DISTINCT FROM 'restored'::text) OR (in_doubt AND (sign_off_id IS NOT NULL) AND (settled_by IS NOT NULL)))),
  constraint withdrawals_check4 CHECK (((sign_off_id IS NULL) OR (settled_how = 'restored'::text))),
  constraint withdrawals_id_case_id_key UNIQUE (id, case_id),
  constraint withdrawals_pkey PRIMARY KEY (id),
  constraint withdrawals_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES accounts(id),
  constraint withdrawals_settled_how_check CHECK ((settled_how = ANY (ARRAY['stands'::text, 'restored'::text]))),
  constraint withdrawals_sign_off_id_fkey FOREIGN KEY (sign_off_id) REFERENCES sign_offs(id),
  constraint withdrawals_unkept CHECK (((unkept = 0) OR (in_doubt AND (unkept > 0)))),
  constraint withdrawals_word_check CHECK ((word = ANY (ARRAY['met'::text, 'not-met'::text, 'unknown'::text])))
);
CREATE INDEX withdrawals_of_case ON public.withdrawals USING btree (case_id, at);
CREATE INDEX withdrawals_open ON public.withdrawals USING btree (case_id) WHERE (in_doubt AND (settled_at IS NULL));
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (NOT (by_account IS DISTINCT FROM ( SELECT wl.account() AS account)));
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant insert, select, update to wl_office;
grant insert, select, update to wl_worker;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON public.withdrawals FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON public.withdrawals FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table published.documents (
  kind text not null,
  key text not null,
  language text not null,
  publication_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  item text not null,
  body jsonb not null,
  fresh_until timestamp with time zone,
  ends_at timestamp with time zone,
  changed_at timestamp with time zone not null default now(),
  constraint documents_item_check CHECK ((item = ANY (ARRAY['name'::text, 'pseudonym'::text, 'story'::text]))),
  constraint documents_kind_check CHECK ((kind = ANY (ARRAY['case'::text, 'campaign'::text, 'joint-letter'::text, 'partner-page'::text, 'update'::text]))),
  constraint documents_pkey PRIMARY KEY (kind, key, language),
  constraint documents_publication_id_person_id_item_fkey FOREIGN KEY (publication_id, person_id, item) REFERENCES publication_items(publication_id, person_id, item) ON DELETE CASCADE
);
CREATE INDEX documents_of_case ON published.documents USING btree (case_id);
CREATE INDEX documents_of_publication ON published.documents USING btree (publication_id);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy visitors for r to wl_public
  using true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
grant select to wl_public;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON published.documents FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER hint AFTER INSERT OR DELETE OR UPDATE ON published.documents FOR EACH STATEMENT EXECUTE FUNCTION published.hint();
CREATE TRIGGER joint_letter_stands BEFORE INSERT OR UPDATE ON published.documents FOR EACH ROW WHEN ((new.kind = 'joint-letter'::text)) EXECUTE FUNCTION wl.joint_letter_stands();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON published.documents FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER partner_page_stands BEFORE INSERT OR UPDATE ON published.documents FOR EACH ROW WHEN ((new.kind = 'partner-page'::text)) EXECUTE FUNCTION wl.partner_page_stands();
CREATE TRIGGER signed_letter_is_kept BEFORE INSERT ON published.documents FOR EACH ROW WHEN (((new.kind = 'campaign'::text) AND ((new.body ->> 'signatureText'::text) <> ''::text))) EXECUTE FUNCTION wl.signed_letter_is_kept();
CREATE TRIGGER signed_letter_stays_kept BEFORE UPDATE OF body ON published.documents FOR EACH ROW WHEN (((new.kind = 'campaign'::text) AND ((new.body ->> 'signatureText'::text) <> ''::text) AND ((old.body ->> 'signatureText'::text) IS DISTINCT FROM (new.body ->> 'signatureText'::text)))) EXECUTE FUNCTION wl.signed_letter_is_kept();

create table published.files (
  key text not null,
  publication_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  item text not null default 'image'::text,
  content_type text not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  changed_at timestamp with time zone not null default now(),
  constraint files_item_check CHECK ((item = ANY (ARRAY['image'::text, 'documents'::text, 'voice'::text]))),
  constraint files_pkey PRIMARY KEY (key),
  constraint files_publication_id_person_id_item_fkey FOREIGN KEY (publication_id, person_id, item) REFERENCES publication_items(publication_id, person_id, item) ON DELETE CASCADE
);
CREATE INDEX files_of_publication ON published.files USING btree (publication_id);
-- row level security: enabled, forced
create policy visitors for r to wl_public
  using true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
grant select to wl_public;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON published.files FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER hint AFTER INSERT OR DELETE OR UPDATE ON published.files FOR EACH STATEMENT EXECUTE FUNCTION published.hint();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON published.files FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table published.logos (
  organisation_id uuid not null,
  key text not null,
  content_type text not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  changed_at timestamp with time zone not null,
  constraint logos_bytes_check CHECK ((length(bytes) <= 100000)),
  constraint logos_height_check CHECK ((height > 0)),
  constraint logos_key_key UNIQUE (key),
  constraint logos_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint logos_pkey PRIMARY KEY (organisation_id),
  constraint logos_width_check CHECK ((width > 0))
);
-- row level security: enabled, forced
create policy visitors for r to wl_public
  using true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
grant select to wl_public;
CREATE TRIGGER hint AFTER INSERT OR DELETE OR UPDATE ON published.logos FOR EACH STATEMENT EXECUTE FUNCTION published.hint();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON published.logos FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table published.notices (
  key text not null,
  case_id uuid not null,
  published_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone not null,
  kind text not null default 'update'::text,
  constraint notices_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  constraint notices_kind_check CHECK ((kind = ANY (ARRAY['update'::text, 'joint-letter'::text]))),
  constraint notices_pkey PRIMARY KEY (key)
);
CREATE INDEX notices_of_case ON published.notices USING btree (case_id);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy visitors for r to wl_public
  using true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
grant select to wl_public;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON published.notices FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER hint AFTER INSERT OR DELETE OR UPDATE ON published.notices FOR EACH STATEMENT EXECUTE FUNCTION published.hint();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON published.notices FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table published.organisations (
  organisation_id uuid not null,
  body jsonb not null,
  changed_at timestamp with time zone not null default now(),
  unlisted boolean not null default false,
  constraint organisations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint organisations_pkey PRIMARY KEY (organisation_id)
);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy visitors for r to wl_public
  using true;
create policy wall for * to wl_office, wl_worker
  using (organisation_id = ( SELECT wl.organisation() AS organisation))
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
grant select to wl_public;
CREATE TRIGGER hint AFTER INSERT OR DELETE OR UPDATE ON published.organisations FOR EACH STATEMENT EXECUTE FUNCTION published.hint();
CREATE TRIGGER lists_itself BEFORE INSERT OR UPDATE ON published.organisations FOR EACH ROW EXECUTE FUNCTION wl.lists_itself();
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON published.organisations FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table published.page_files (
  key text not null,
  publication_id uuid not null,
  case_id uuid not null,
  content_type text not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  changed_at timestamp with time zone not null default now(),
  constraint page_files_pkey PRIMARY KEY (key),
  constraint page_files_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publications(id) ON DELETE CASCADE
);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy visitors for r to wl_public
  using true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
grant select to wl_public;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON published.page_files FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER hint AFTER INSERT OR DELETE OR UPDATE ON published.page_files FOR EACH STATEMENT EXECUTE FUNCTION published.hint();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON published.page_files FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table published.quiet (
  kind text not null,
  key text not null,
  case_id uuid not null,
  constraint quiet_pkey PRIMARY KEY (kind, key)
);
-- row level security: enabled, forced
create policy visitors for r to wl_public
  using true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
grant select to wl_public;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON published.quiet FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER hint AFTER INSERT OR DELETE OR UPDATE ON published.quiet FOR EACH STATEMENT EXECUTE FUNCTION published.hint();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON published.quiet FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table published.reposts (
  organisation_id uuid not null,
  update_key text not null,
  case_id uuid not null,
  posted_at timestamp with time zone not null,
  ended boolean not null default false,
  constraint reposts_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  constraint reposts_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint reposts_pkey PRIMARY KEY (organisation_id, update_key)
);
CREATE INDEX reposts_of_case ON published.reposts USING btree (case_id);
-- row level security: enabled, forced
create policy narrow_insert as restrictive for a to wl_office, wl_worker
  with check (organisation_id = ( SELECT wl.organisation() AS organisation));
create policy visitors for r to wl_public
  using true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
grant select to wl_public;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON published.reposts FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER hint AFTER INSERT OR DELETE OR UPDATE ON published.reposts FOR EACH STATEMENT EXECUTE FUNCTION published.hint();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON published.reposts FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON published.reposts FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();

create table published.signatories (
  id uuid not null,
  letter_key text not null,
  publication_id uuid not null,
  case_id uuid not null,
  organisation_id uuid,
  "position" integer not null,
  body jsonb not null,
  changed_at timestamp with time zone not null default now(),
  constraint signatories_case_id_organisation_id_fkey FOREIGN KEY (case_id, organisation_id) REFERENCES coalition_members(case_id, organisation_id),
  constraint signatories_id_case_id_fkey FOREIGN KEY (id, case_id) REFERENCES joint_letter_signatories(id, case_id) ON DELETE CASCADE,
  constraint signatories_pkey PRIMARY KEY (id),
  constraint signatories_publication_id_case_id_fkey FOREIGN KEY (publication_id, case_id) REFERENCES publications(id, case_id) ON DELETE CASCADE,
  constraint signatories_website_home CHECK ((COALESCE((body ->> 'website'::text), 'https://x/'::text) ~ '^https?://[^/?#]+/$'::text))
);
CREATE INDEX signatories_of_case ON published.signatories USING btree (case_id);
CREATE INDEX signatories_of_letter ON published.signatories USING btree (letter_key, "position");
CREATE INDEX signatories_of_publication ON published.signatories USING btree (publication_id);
-- row level security: enabled, forced
create policy owner_door for * to the_owner
  using true
  with check true;
create policy visitors for r to wl_public
  using true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
grant select to wl_public;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON published.signatories FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER hint AFTER INSERT OR DELETE OR UPDATE ON published.signatories FOR EACH STATEMENT EXECUTE FUNCTION published.hint();
CREATE TRIGGER logo_goes AFTER DELETE ON published.signatories FOR EACH ROW WHEN ((old.body ? 'logo'::text)) EXECUTE FUNCTION wl.logo_goes();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON published.signatories FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');
CREATE TRIGGER organisation_id_stays BEFORE UPDATE OF organisation_id ON published.signatories FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER signatory_shown BEFORE INSERT OR UPDATE ON published.signatories FOR EACH ROW EXECUTE FUNCTION wl.signatory_shown();

create table published.tallies (
  key text not null,
  publication_id uuid not null,
  case_id uuid not null,
  body jsonb not null,
  changed_at timestamp with time zone not null default now(),
  constraint tallies_pkey PRIMARY KEY (key),
  constraint tallies_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publications(id) ON DELETE CASCADE
);
-- row level security: enabled, forced
create policy visitors for r to wl_public
  using true;
create policy wall for * to wl_office, wl_worker
  using (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]))
  with check (case_id = ANY (( SELECT wl.room_cases() AS room_cases)::uuid[]));
grant delete, insert, select, update to wl_office;
grant delete, insert, select, update to wl_worker;
grant select to wl_public;
CREATE TRIGGER case_id_stays BEFORE UPDATE OF case_id ON published.tallies FOR EACH ROW WHEN ((old.case_id IS DISTINCT FROM new.case_id)) EXECUTE FUNCTION wl.stays();
CREATE TRIGGER hint AFTER INSERT OR DELETE OR UPDATE ON published.tallies FOR EACH STATEMENT EXECUTE FUNCTION published.hint();
CREATE TRIGGER observers_read BEFORE INSERT OR DELETE OR UPDATE ON published.tallies FOR EACH ROW WHEN ((CURRENT_USER = 'wl_office'::name)) EXECUTE FUNCTION wl.observers_read('case_id');

create table wl.audit_checks (
  id bigint not null generated always as identity,
  at timestamp with time zone not null,
  links bigint not null,
  total bigint not null,
  bad_position bigint,
  fault text,
  constraint audit_checks_check CHECK (((bad_position IS NULL) = (fault IS NULL))),
  constraint audit_checks_fault_check CHECK ((fault ~ '^[a-z-]+$'::text)),
  constraint audit_checks_pkey PRIMARY KEY (id)
);
grant insert, select to wl_worker;
grant select to wl_office;

create table wl.audit_heads (
  "position" bigint not null,
  made_at timestamp with time zone not null,
  total bigint not null,
  mac bytea not null,
  signature bytea not null,
  constraint audit_heads_pkey PRIMARY KEY (made_at),
  constraint audit_heads_position_fkey FOREIGN KEY ("position") REFERENCES wl.audit_links("position"),
  constraint audit_heads_signature_check CHECK ((length(signature) = 64))
);
grant insert, select to wl_worker;
grant select to wl_office;

create table wl.audit_links (
  "position" bigint not null,
  from_xid xid8 not null,
  to_xid xid8 not null,
  after_id bigint not null,
  until_id bigint,
  events integer not null,
  last_id bigint not null,
  total bigint not null,
  digest bytea not null,
  made_at timestamp with time zone not null,
  previous bytea not null,
  mac bytea not null,
  constraint audit_links_check CHECK ((to_xid > from_xid)),
  constraint audit_links_check1 CHECK ((total >= events)),
  constraint audit_links_digest_check CHECK ((length(digest) = 32)),
  constraint audit_links_events_check CHECK ((events >= 0)),
  constraint audit_links_mac_check CHECK ((length(mac) = 32)),
  constraint audit_links_pkey PRIMARY KEY ("position"),
  constraint audit_links_position_check CHECK (("position" > 0)),
  constraint audit_links_previous_check CHECK ((length(previous) = 32))
);
CREATE INDEX audit_links_closing ON wl.audit_links USING btree ("position") WHERE (until_id IS NOT NULL);
grant insert, select to wl_worker;

create table wl.context_key (
  single boolean not null default true,
  inner_pad bytea not null,
  outer_pad bytea not null,
  constraint context_key_inner_pad_check CHECK ((length(inner_pad) = 64)),
  constraint context_key_outer_pad_check CHECK ((length(outer_pad) = 64)),
  constraint context_key_pkey PRIMARY KEY (single),
  constraint context_key_single_check CHECK (single)
);
-- row level security: enabled, forced
create policy owner_reads for * to the_owner
  using true
  with check true;

create table wl.instance (
  single boolean not null default true,
  demo boolean not null default false,
  created_at timestamp with time zone not null default now(),
  constraint instance_pkey PRIMARY KEY (single),
  constraint instance_single_check CHECK (single)
);
grant select to wl_office;
grant select to wl_worker;

create table wl.key_check (
  single boolean not null default true,
  sealed bytea not null,
  constraint key_check_pkey PRIMARY KEY (single),
  constraint key_check_single_check CHECK (single)
);
grant insert, select to wl_office;
grant insert, select to wl_worker;

create table wl.mail_server (
  single boolean not null default true,
  away_since timestamp with time zone,
  reason text not null default ''::text,
  constraint mail_server_pkey PRIMARY KEY (single),
  constraint mail_server_reason_check CHECK ((length(reason) <= 200)),
  constraint mail_server_single_check CHECK (single)
);
grant select to wl_office;
grant select, update to wl_worker;

CREATE OR REPLACE FUNCTION published.forget_notices()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from published.notices where case_id = new.id;
  return null;
end $function$

CREATE OR REPLACE FUNCTION published.hint()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('published', tg_table_name);
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.account()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif((wl.context())[3], '')::uuid $function$

CREATE OR REPLACE FUNCTION wl.act_organisation(of_campaign uuid, of_organisation uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when of_organisation = c.organisation_id then of_organisation
    when exists (select 1 from partner_pages p join coalition_members m on m.case_id = p.case_id
        and m.organisation_id = p.organisation_id and m.left_at is null and m.role <> 'observer'
      where p.campaign_id = c.id and p.organisation_id = of_organisation and p.live_at is not null) then of_organisation end
  from campaigns c where c.id = of_campaign $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.adopt_case(of_case uuid, to_account uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- held, so that of two who name somebody at the same moment the second finds somebody there
  perform 1 from cases k where k.id = adopt_case.of_case for update;
  if not exists (select 1 from wl.empty_teams() e where e.of_case = adopt_case.of_case)
    or not exists (select 1 from members s where s.organisation_id = wl.organisation() and s.account_id = to_account
      and s.role in ('admin', 'caseworker') and s.removed_at is null) then return false; end if;
  -- places of people who no longer serve
  update case_team t set removed_at = at, removed_by = wl.account()
    where t.case_id = adopt_case.of_case and t.removed_at is null;
  insert into case_team (case_id, account_id, organisation_id, role, added_at, added_by)
    values (adopt_case.of_case, to_account, wl.organisation(), 'caseworker', at, wl.account());
  update cases k set caseworker_id = to_account, version = version + 1 where k.id = adopt_case.of_case;
  -- Safety: her signs of life are missed by somebody again from this moment
  perform wl.pass_watch_on(adopt_case.of_case);
  return true;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.adoptions_since(since timestamp with time zone)
 RETURNS TABLE(of_case uuid, code text, by_organisation text, at timestamp with time zone, mine boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select k.id, k.code_name, o.name, e.at, e.subject = wl.account()
  from coalition_members m join cases k on k.id = m.case_id and k.state <> 'erased'
    join events e on e.case_id = k.id and e.type = 'case.adopted' and e.at > since
    join organisations o on o.id = e.organisation_id
  where wl.kind() = 'member' and m.organisation_id = wl.organisation() and m.left_at is null
    and ((e.subject = wl.account() and k.id = any (wl.file_cases()))
      or (wl.is_admin() and e.organisation_id <> wl.organisation()))
  order by e.at desc limit 20 $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.answer_invitation(of_invitation uuid, accepts boolean, named boolean, at timestamp with time zone)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c text[] := wl.context(); asked coalition_invitations;
begin
  if c is null or c[1] <> 'member' or c[2] = '' or c[3] = '' or not wl.is_admin() then
    raise exception 'no administrator of the invited' using errcode = '42501';
  end if;
  select * into asked from coalition_invitations i
    where i.id = of_invitation and i.invited_id = c[2]::uuid and i.state = 'open' and i.expires_at > at for update;
  if not found then return null; end if;
  -- whoever invited is still there to stand for it, and there is still a case to join
  if accepts and (not exists (select 1 from coalition_members m join cases k on k.id = m.case_id
      where m.case_id = asked.case_id and m.organisation_id = asked.organisation_id and m.left_at is null
        and m.role <> 'observer' and k.state in ('open', 'monitoring'))
    or (asked.unproven and asked.confirmed_by is null and not asked.alone)) then return null; end if;
  update coalition_invitations i set state = case when accepts then 'accepted' else 'declined' end,
    answered_at = at, answered_by = c[3]::uuid where i.id = asked.id;
  if accepts then
    insert into coalition_members (case_id, organisation_id, role, named_in_public, joined_at)
      values (asked.case_id, c[2]::uuid, asked.role, named, at)
      on conflict (case_id, organisation_id) do update
        set role = excluded.role, named_in_public = excluded.named_in_public, joined_at = excluded.joined_at, left_at = null
        where coalition_members.left_at is not null;
  else
    insert into events (type, at, organisation_id, case_id, subject, actor_kind, actor_account, data)
      values ('coalition.invitation-declined', at, asked.organisation_id, asked.case_id, asked.id, 'member', null, '{}');
  end if;
  return asked.case_id;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.answered_now()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.answered_at is distinct from old.answered_at and new.answered_at <> wl.moment())
     or (new.confirmed_at is distinct from old.confirmed_at and new.confirmed_at <> wl.moment()) then
    raise exception 'not now' using errcode = '42501', constraint = 'coalition_invitations_now';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.approved_by_coalition()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare charter jsonb; voters int; approving int; dissenting int; taken int; wanted int; gone int := 0;
  lay_ready boolean := tg_op = 'UPDATE' and old.state = 'prepared' and new.condition is not null;
  was_signed boolean := tg_op = 'UPDATE' and old.state = 'prepared';
begin
  if new.needed = 1 or new.subject_kind not in ('case', 'campaign', 'joint-letter', 'partner-page', 'update') then return new; end if;
  select c.terms into charter from coalition_charters c where c.case_id = new.case_id order by c.version desc limit 1;
  select count(*) filter (where not lay_ready or m.joined_at <= new.approved_at
        or m.organisation_id in (new.organisation_id, new.second_organisation)),
      count(*) filter (where a.answer = 'approve'),
      count(*) filter (where a.answer = 'dissent' and not (was_signed and a.answered_at > new.approved_at)),
      count(*) filter (where a.answer = 'taken-back')
    into voters, approving, dissenting, taken
    from coalition_members m left join sign_off_approvals a on a.sign_off_id = new.id
      and a.organisation_id = m.organisation_id and a.answered_at >= m.joined_at
    where m.case_id = new.case_id and m.left_at is null and m.role <> 'observer';
  if lay_ready then
    select count(*) into gone from sign_off_approvals a
      join coalition_members m on m.case_id = a.case_id and m.organisation_id = a.organisation_id
      where a.sign_off_id = new.id and a.answer = 'approve'
        and (m.left_at is not null or m.role = 'observer' or a.answered_at < m.joined_at);
  end if;
  wanted := least(greatest(new.quorum, coalesce((charter ->> 'quorum')::int, 1)) - gone, voters);
  if wanted <= 1 then return new; end if;
  if new.approved_at is null
     or (dissenting > 0 and charter ->> 'dissent' = 'stops')
     or (approving < wanted and (dissenting + taken > 0 or not coalesce(coalesce(new.settled_at, new.approved_at) >=
       wl.silence_ends(new.case_id, new.signed_at, new.silence_at, case when lay_ready then new.approved_at end), false))) then
    raise exception 'below the quorum of the charter' using errcode = '23514', constraint = 'sign_offs_quorum_reached';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.asks_a_colleague()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.unproven := new.link_id is not null or not wl.vouched_for(new.invited_id);
  -- readers do not count: they sign nothing
  new.alone := new.unproven and (select count(distinct m.account_id) from members m
    where m.organisation_id = new.organisation_id and m.removed_at is null and m.role <> 'viewer') <= 1;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.asks_in_own_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare charter jsonb := wl.charter_of(new.case_id); voters int; role_of_asker text; role_concerned text;
begin
  select count(*), min(v.role) filter (where v.organisation_id = wl.organisation()) into voters, role_of_asker
    from wl.voters_of(new.case_id) v;
  select m.role into role_concerned from coalition_members m
    where m.case_id = new.case_id and m.organisation_id = new.concerns_id and m.left_at is null;
  if wl.kind() is distinct from 'member' or new.asked_by is distinct from wl.account()
     or new.organisation_id is distinct from wl.organisation() or new.asked_at is distinct from wl.moment()
     or role_of_asker is null
     or (new.kind = 'lead' and role_concerned is distinct from 'partner')
     or (new.kind = 'end-membership' and (new.concerns_id = new.organisation_id
       or coalesce(role_concerned, 'lead') = 'lead'))
     or (new.silence_at is not null and ((charter ->> 'silenceHours')::int = 0
       or new.silence_at < new.asked_at + make_interval(hours => (charter ->> 'silenceHours')::int)))
  then raise exception 'nothing is asked like this' using errcode = '42501', constraint = 'coalition_decisions_asked'; end if;
  new.quorum := case new.kind
    when 'charter' then voters
    when 'end-membership' then (voters - (role_concerned <> 'observer')::int) / 2 + 1
    when 'lead' then greatest(1, least((charter ->> 'quorum')::int, voters - 1))
    else greatest(1, least((charter ->> 'quorum')::int, voters)) end;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.begins_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.state <> 'open' then raise exception 'a decision begins open' using errcode = '42501'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.bind_invitation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update organisations o set brought_in = true
    where o.id = new.used_for and not exists (select 1 from members m where m.organisation_id = o.id);
  update coalition_invitations i set invited_id = new.used_for
    where i.link_id = new.id and i.state = 'open' and i.invited_id is null
      and not exists (select 1 from coalition_invitations o where o.case_id = i.case_id and o.invited_id = new.used_for and o.state = 'open')
      and not exists (select 1 from coalition_members m where m.case_id = i.case_id and m.organisation_id = new.used_for and m.left_at is null);
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.broadcasts_at_work()
 RETURNS TABLE(id uuid, organisation_id uuid, case_id uuid, update_id uuid, state text, texts_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select b.id, b.organisation_id, b.case_id, b.update_id, b.state,
    case when exists (select 1 from published.documents d where d.kind = 'case' and d.case_id = b.case_id) then
      (select max(d.changed_at) from published.documents d join updates u on u.short_id = d.key
        where d.kind = 'update' and u.id = b.update_id) end
  from broadcasts b
  where b.state in ('sending', 'paused', 'cancelled')
    and exists (select 1 from broadcast_chunks c where c.broadcast_id = b.id and c.state <> 'done')
  order by b.number $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.campaign_owner(c uuid, OUT organisation_id uuid, OUT case_id uuid)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select k.organisation_id, k.case_id from campaigns k where k.id = c $function$

CREATE OR REPLACE FUNCTION wl.campaign_paper(of_campaign uuid)
 RETURNS TABLE(organisation_id uuid, evidenced integer, unproven integer, waiting integer, left_out integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select b.organisation_id,
    least(coalesce(sum(b.signatures) filter (where s.state = 'counts' and s.proven), 0), 2000000000)::int,
    least(coalesce(sum(b.signatures) filter (where s.state = 'counts' and not s.proven), 0), 2000000000)::int,
    least(coalesce(sum(b.signatures) filter (where s.state = 'waits'), 0), 2000000000)::int,
    least(coalesce(sum(b.signatures) filter (where s.state = 'left-out'), 0), 2000000000)::int
  from paper_batches b join wl.paper_states(of_campaign) s on s.batch_id = b.id
  where wl.kind() in ('member', 'worker') and b.case_id = any (wl.room_cases())
  group by b.organisation_id $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.campaign_people(of_campaign uuid)
 RETURNS TABLE(organisation_id uuid, people integer, through_others integer, acts integer, recorded integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with acted as (
    select a.organisation_id, a.person_number, a.recorded_by is not null as recorded, a.self_reported
    from actions a join campaigns c on c.id = a.campaign_id
    where a.campaign_id = of_campaign and a.state = 'confirmed' and a.kind <> 'follow'
      and wl.kind() = 'member' and c.case_id = any (wl.room_cases())
  ), counted as (select * from acted where not recorded and not self_reported)
  select m.organisation_id,
    (select count(distinct person_number) from counted c where c.organisation_id = m.organisation_id)::int,
    (select count(distinct person_number) from counted c where c.organisation_id <> m.organisation_id)::int,
    (select count(*) from counted c where c.organisation_id = m.organisation_id)::int,
    (select count(*) from acted r where r.recorded and r.organisation_id = m.organisation_id)::int
  from coalition_members m join campaigns c on c.case_id = m.case_id
  where c.id = of_campaign and wl.kind() = 'member' and c.case_id = any (wl.room_cases()) $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.campaign_tally(of_campaign uuid)
 RETURNS TABLE(people integer, countries integer, kinds jsonb, staff integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with counted as (
    select a.kind, a.self_reported, a.recorded_by is not null as recorded, a.person_number,
      case when a.person_number is null or a.recorded_by is not null then a.id end as nobody,
      a.target_id, a.handed_over, min(a.country) filter (where a.country <> k.country) as country
    from actions a join cases k on k.id = a.case_id
    where a.campaign_id = of_campaign and a.state = 'confirmed' and a.kind <> 'follow'
      and wl.kind() in ('member', 'worker') and k.id = any (wl.room_cases())
    group by 1, 2, 3, 4, 5, 6, 7
  )
  select
    (select count(distinct person_number) from counted where not self_reported and not recorded)::int,
    (select count(distinct country) from counted where not self_reported and not recorded)::int,
    (select jsonb_object_agg(kind, jsonb_build_object('confirmed', confirmed, 'self', self)) from (
      select kind, count(*) filter (where not self_reported) as confirmed, count(*) filter (where self_reported) as self
      from counted where not recorded group by kind) by_kind),
    (select count(*) from counted where recorded)::int $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.case_of_key(k text, OUT case_id uuid, OUT organisation_id uuid)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select c.id, c.lead_organisation_id from cases c where c.short_id = k $function$

CREATE OR REPLACE FUNCTION wl.cases_once_in()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return coalesce((select array_agg(case_id) from coalition_members where organisation_id = wl.organisation()), '{}');
end $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.charter_as_agreed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.agreed_at is distinct from wl.moment()
     or new.version <> 1 + coalesce((select max(c.version) from coalition_charters c where c.case_id = new.case_id), 0)
     or not exists (select 1 from coalition_decisions d where d.id = new.decision_id and d.terms = new.terms) then
    raise exception 'not what was agreed on' using errcode = '42501', constraint = 'coalition_charters_agreed';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.charter_of(of_case uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select '{"quorum": 1, "silenceHours": 0, "silentLeadHours": 72, "holdMinutes": 30, "invites": "lead"}'::jsonb
    || coalesce((select c.terms from coalition_charters c where c.case_id = of_case order by c.version desc limit 1), '{}') $function$

CREATE OR REPLACE FUNCTION wl.coalition_cases()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return coalesce((select array_agg(case_id) from coalition_members
    where organisation_id = wl.organisation() and left_at is null), '{}');
end $function$

CREATE OR REPLACE FUNCTION wl.coalition_names(of_case uuid)
 RETURNS TABLE(id uuid, name text, country character, number integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not of_case = any (wl.room_cases()) then return; end if;
  return query select o.id, o.name, o.country, o.number from organisations o
    join coalition_members m on m.organisation_id = o.id where m.case_id = of_case;
end $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.confirm_invitation(of_invitation uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' then return false; end if;
  update coalition_invitations i set confirmed_by = c[3]::uuid, confirmed_at = at
    where i.id = of_invitation and i.case_id = any (wl.file_cases()) and i.organisation_id = c[2]::uuid and i.state = 'open'
      and i.confirmed_by is null and not i.alone and i.unproven and i.created_by <> c[3]::uuid;
  return found;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.consent_comes_back()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (
    select 1 from (
      select w.at, w.in_doubt, w.settled_how, w.sign_off_id, i.final_at, i.former
      from withdrawal_items i join withdrawals w on w.id = i.withdrawal_id
      where i.consent_id = old.id order by w.at desc, w.id desc limit 1) last
    join sign_offs s on s.id = last.sign_off_id and s.state = 'signed'
    where last.in_doubt and last.settled_how = 'restored' and last.final_at is null and last.former = new.state
      and not exists (
        select 1 from consents n
        where n.case_id = old.case_id and n.person_id = old.person_id and n.item = old.item and n.id <> old.id
          and n.recorded_at >= last.at and n.state not in ('proposed', 'superseded'))) then
    raise exception 'a withdrawn consent is given anew' using errcode = '23514', constraint = 'consents_stay_withdrawn';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.context()
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  raw text := current_setting('wl.context', true);
  parts text[];
  pads wl.context_key;
begin
  if raw is null or raw = '' then return null; end if;
  parts := string_to_array(raw, '|');
  if cardinality(parts) <> 6 then return null; end if;
  select * into pads from wl.context_key;
  if not found then return null; end if;
  if encode(sha256(pads.outer_pad || sha256(pads.inner_pad
       || convert_to(array_to_string(parts[1:5], '|'), 'UTF8'))), 'hex') <> parts[6] then return null; end if;
  if to_timestamp(parts[4]::bigint) < now() then return null; end if;
  return parts[1:3] || parts[5];
end $function$

CREATE OR REPLACE FUNCTION wl.decides_who_signed(of_letter uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select 1 from joint_letters l where l.id = of_letter and (l.organisation_id = wl.organisation()
    or exists (select 1 from coalition_members m where m.case_id = l.case_id and m.organisation_id = wl.organisation()
      and m.role = 'lead' and m.left_at is null))) $function$

CREATE OR REPLACE PROCEDURE wl.draft_by_charter(IN tab regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  -- only the office's login: workers act for nobody. Named to come after `observers_read`, which says it better to observers
  execute format('create trigger of_who_drafts before insert or update or delete on %s for each row
    when (current_user = ''wl_office'') execute function wl.drafts_by_charter()', tab);
end $procedure$

CREATE OR REPLACE FUNCTION wl.drafts_by_charter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not wl.may_draft(case when tg_op = 'DELETE' then old.case_id else new.case_id end) then
    raise exception 'the charter leaves drafting to others' using errcode = '42501', constraint = 'drafts_by_charter';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.drop_outdated(before timestamp with time zone)
 RETURNS TABLE(old_sessions bigint, old_links bigint, old_drafts bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare day_limit timestamptz := least(before, now() - interval '30 days');
begin
  -- a session lasts for hours, so one that began before that day is over even where nobody ended it
  delete from sessions where greatest(created_at, ended_at) < day_limit;
  get diagnostics old_sessions = row_count;
  delete from one_time_links where least(used_at, revoked_at, expires_at) < day_limit;
  get diagnostics old_links = row_count;
  delete from drafts where saved_at < day_limit;
  get diagnostics old_drafts = row_count;
  return next;
end $function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.emergency_moves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.pulled_at is not null or (old.id, old.case_id, old.reason, old.raised_at, old.raised_by)
      is distinct from (new.id, new.case_id, new.reason, new.raised_at, new.raised_by) then
    raise exception 'what was an emergency does not change' using errcode = '42501';
  end if;
  if new.pulled_by is distinct from old.pulled_by and new.pulled_by is distinct from wl.account()
      or new.reviewed_by is distinct from old.reviewed_by and new.reviewed_by is distinct from wl.account() then
    raise exception 'one speaks for oneself only' using errcode = '42501';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.empty_letters()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update official_emails set sealed = ''::bytea,
      state = case when state in ('waiting', 'held', 'queued', 'claimed') then 'stopped' else state end,
      settled_at = coalesce(settled_at, now())
    where case_id = new.id and length(sealed) > 0;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.empty_mailbox(of_organisation uuid, of_number integer)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update inboxes i set address_sealed = '',
      address_index = case when said then address_index else uuid_send(gen_random_uuid()) end,
      mailbox_index = case when said then mailbox_index else uuid_send(gen_random_uuid()) end,
      domain_tag = case when said then domain_tag else uuid_send(gen_random_uuid()) end,
      suppressed_at = case when said then suppressed_at else now() end,
      suppressed_reason = case when said then suppressed_reason else 'erased' end
    from (select coalesce(b.suppressed_reason in ('not-me', 'complaint'), false) as said from inboxes b
      where b.organisation_id = of_organisation and b.number = of_number) as before
    where i.organisation_id = of_organisation and i.number = of_number
      and not exists (select 1 from supporters p where p.organisation_id = of_organisation and p.inbox = of_number
        and p.erased_at is null)
      and not exists (select 1 from joint_letter_contacts c where c.organisation_id = of_organisation
        and c.inbox = of_number) $function$

CREATE OR REPLACE FUNCTION wl.empty_teams()
 RETURNS TABLE(of_case uuid, code text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select k.id, k.code_name from cases k
    join coalition_members m on m.case_id = k.id and m.organisation_id = wl.organisation() and m.left_at is null
      and m.role <> 'observer'
  where wl.is_admin() and k.state <> 'erased'
    and not exists (select 1 from case_team t
      join coalition_members c on c.case_id = t.case_id and c.organisation_id = t.organisation_id and c.left_at is null
      join members s on s.organisation_id = t.organisation_id and s.account_id = t.account_id and s.removed_at is null
      where t.case_id = k.id and t.removed_at is null)
    and (k.lead_organisation_id = m.organisation_id or not exists (select 1 from members a
      where a.organisation_id = k.lead_organisation_id and a.role = 'admin' and a.removed_at is null))
  order by k.id $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.end_membership(of_case uuid, of_organisation uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c text[] := wl.context();
begin
  if c is null or not of_case = any (wl.coalition_cases()) then return false; end if;
  if (c[1] <> 'member' or of_organisation is distinct from c[2]::uuid or not wl.is_admin())
    and not (c[1] = 'worker' and of_organisation = c[2]::uuid and exists (select 1 from membership_wishes w
      where w.case_id = of_case and w.organisation_id = of_organisation and w.what = 'leave' and w.settled_at is null))
    and not exists (select 1 from coalition_decisions d
    where d.case_id = of_case and d.kind = 'end-membership' and d.concerns_id = of_organisation and d.state = 'agreed'
      and d.settled_at = at) then return false; end if;
  -- held, so that nobody empties the team beside this
  perform 1 from cases k where k.id = of_case for update;
  -- Safety: a file that nobody can open helps nobody, and could not be taken down for her
  if not exists (select 1 from case_team t join coalition_members m on m.case_id = t.case_id
      and m.organisation_id = t.organisation_id and m.left_at is null
      where t.case_id = of_case and t.organisation_id <> of_organisation and t.removed_at is null) then return false; end if;
  update coalition_members m set left_at = at
    where m.case_id = of_case and m.organisation_id = of_organisation and m.left_at is null and m.role <> 'lead';
  if not found then return false; end if;
  update case_team t set removed_at = at, removed_by = nullif(c[3], '')::uuid
    where t.case_id = of_case and t.organisation_id = of_organisation and t.removed_at is null;
  -- also where it had nobody on the team
  perform wl.pass_watch_on(of_case);
  delete from coalition_people p where p.case_id = of_case and p.organisation_id = of_organisation;
  -- what it wished is done, and binds no later membership
  update membership_wishes w set settled_at = at, settled_how = 'done'
    where w.case_id = of_case and w.organisation_id = of_organisation and w.settled_at is null;
  update coalition_decisions d set state = 'withdrawn', settled_at = at, settled_how = 'overtaken'
    where d.case_id = of_case and d.state = 'open' and (d.organisation_id = of_organisation or d.concerns_id = of_organisation);
  -- it brings nobody in any more, and what it signed is signed anew
  update one_time_links l set revoked_at = at from coalition_invitations i
    where i.case_id = of_case and i.organisation_id = of_organisation and i.state = 'open' and l.id = i.link_id
      and l.used_at is null and l.revoked_at is null;
  update coalition_invitations i set state = 'revoked', answered_at = at
    where i.case_id = of_case and i.organisation_id = of_organisation and i.state = 'open';
  update sign_offs s set state = 'replaced', settled_at = at
    where s.case_id = of_case and s.state in ('asked', 'prepared')
      and of_organisation in (s.organisation_id, coalesce(s.second_organisation, s.organisation_id));
  return true;
end $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.end_person_indexes()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare ended uuid[];
begin
  if wl.kind() is distinct from 'worker' then raise exception 'no worker' using errcode = '42501'; end if;
  select array_agg(a.id) into ended from actions a where a.organisation_id = wl.organisation() and a.index_ends;
  if ended is null then return; end if;
  -- held, so that two organisations that erase her at once see each other
  perform 1 from case_people p where (p.case_id, p.number) in
    (select a.case_id, a.person_number from actions a where a.id = any (ended)) order by p.case_id, p.number for update;
  update case_people p set person_index = uuid_send(gen_random_uuid())
    where (p.case_id, p.number) in (select a.case_id, a.person_number from actions a where a.id = any (ended))
      and not exists (select 1 from actions a join supporters s on s.organisation_id = a.organisation_id and s.id = a.supporter_id
        where a.case_id = p.case_id and a.person_number = p.number and s.erased_at is null
          and not exists (select 1 from actions e where e.id = any (ended) and e.supporter_id = a.supporter_id));
  update actions a set index_ends = false where a.id = any (ended);
end $function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.end_quiet_of_broadcasts(the_case uuid, the_spell uuid, at timestamp with time zone)
 RETURNS TABLE(id uuid, organisation_id uuid, goes_on boolean)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with back as (
    select b.id, b.quiet_spell_id is not null as stopped_by_quiet, exists (select 1 from publications p
        where p.subject_kind = 'update' and p.subject_id = b.update_id)
      and exists (select 1 from publications p where p.subject_kind = 'case' and p.subject_id = the_case) as is_public,
      j.id is not null and j.let_go_at is null as waits
    from broadcasts b left join joint_broadcasts j on j.id = b.joint_id
    where b.case_id = the_case and b.state = 'paused' and the_case = any (wl.room_cases())
      and exists (select 1 from quiet_spells q where q.id = the_spell and q.case_id = the_case and q.ended_at = at)
  ), anew as (
    update joint_broadcasts j set hold_until = greatest(j.hold_until, at + make_interval(mins => j.hold_minutes))
    where j.let_go_at is null and j.id in (select b.joint_id from broadcasts b join back on back.id = b.id)
  )
  update broadcasts b set quiet_spell_id = null,
    state = case when not back.is_public then 'cancelled' when back.waits then 'frozen' else 'sending' end,
    paused_at = case when back.is_public then null else b.paused_at end,
    paused_by = case when back.is_public then null else b.paused_by end,
    cancelled_at = case when back.is_public then null else at end,
    cancelled_by = case when back.is_public then null else wl.account() end
  from back
  -- one that a colleague had paused before stays paused, as it was
  where b.id = back.id and (back.stopped_by_quiet or not back.is_public)
  returning b.id, b.organisation_id, back.is_public $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.end_sessions(of_account uuid, at timestamp with time zone, reason text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n int;
begin
  if wl.kind() is distinct from 'member'
     or not exists (select 1 from members m where m.account_id = of_account and m.organisation_id = wl.organisation())
  then return 0; end if;
  update sessions set ended_at = at, ended_reason = reason
    where account_id = of_account and organisation_id = wl.organisation() and ended_at is null;
  get diagnostics n = row_count;
  return n;
end $function$

CREATE OR REPLACE FUNCTION wl.end_voice(of_account uuid)
 RETURNS TABLE(of_case uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not wl.is_admin() or exists (select 1 from members m where m.account_id = of_account
       and m.organisation_id = wl.organisation() and m.removed_at is null and m.role <> 'viewer')
  then return; end if;
  return query delete from coalition_people p
    where p.account_id = of_account and p.organisation_id = wl.organisation() returning p.case_id;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.erase_case(of_case uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if wl.kind() is distinct from 'member' or not (of_case = any (wl.file_cases())) then
    raise exception 'not on the team of this case' using errcode = '42501';
  end if;
  perform 1 from cases where id = of_case and state = 'archived' for update;
  if not found or not exists (select 1 from case_decisions where case_id = of_case and kind = 'erase' and answer = 'agreed') then
    raise exception 'two people have not agreed' using errcode = '42501';
  end if;
  delete from case_keys where case_id = of_case;
  update cases set state = 'erased', code_name = '–', publicity_level = 0, caseworker_id = null, version = version + 1 where id = of_case;
  update case_team set removed_at = at, removed_by = wl.account() where case_id = of_case and removed_at is null;
  update coalition_members set left_at = at where case_id = of_case and left_at is null;
  -- Safety: nobody reads what would come by her links, so they are void and say so
  update check_in_plans set state = 'ended', ended_at = at, ended_by = wl.account() where case_id = of_case and state <> 'ended';
  update consent_links set ended_at = at, ended_how = 'revoked' where case_id = of_case and ended_at is null;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.erase_joint_letters()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare one record;
begin
  for one in
    with gone as (delete from joint_letter_contacts where case_id = new.id returning organisation_id, inbox)
    select distinct organisation_id, inbox from gone where inbox is not null
  loop
    perform wl.empty_mailbox(one.organisation_id, one.inbox);
  end loop;
  delete from joint_letter_signatories where case_id = new.id;
  delete from joint_letter_texts where case_id = new.id;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.erase_paper()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from paper_evidence e where e.case_id = new.case_id and e.organisation_id = new.organisation_id;
  update paper_changes c set sealed = '' where c.case_id = new.case_id and c.organisation_id = new.organisation_id;
  update paper_batches b set sealed = '', evidenced = false where b.case_id = new.case_id and b.organisation_id = new.organisation_id;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.events_ahead(after_id bigint)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select count(*)::int from public.events e
  where e.xid >= pg_snapshot_xmax(pg_current_snapshot()) and e.id > after_id
$function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.file_cases()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c text[] := wl.context();
begin
  if c is null or c[2] = '' then return '{}'; end if;
  if c[1] = 'worker' then
    return coalesce((select array_agg(case_id) from coalition_members
      where organisation_id = c[2]::uuid and left_at is null), '{}');
  elsif c[1] = 'member' then
    return coalesce((select array_agg(t.case_id) from case_team t
      join coalition_members m on m.case_id = t.case_id and m.organisation_id = t.organisation_id and m.left_at is null
      join members s on s.organisation_id = t.organisation_id and s.account_id = t.account_id and s.removed_at is null
      where t.account_id = c[3]::uuid and t.organisation_id = c[2]::uuid and t.removed_at is null), '{}');
  end if;
  return '{}';
end $function$

CREATE OR REPLACE FUNCTION wl.find_calendar_feed(hash bytea)
 RETURNS TABLE(organisation_id uuid, account_id uuid, member_id uuid, role text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select f.organisation_id, f.account_id, m.id, m.role from calendar_feeds f
    join members m on m.organisation_id = f.organisation_id and m.account_id = f.account_id and m.removed_at is null
    where f.token_hash = hash and f.revoked_at is null
$function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.find_private_link(hash bytea)
 RETURNS TABLE(kind text, organisation_id uuid, id uuid, language text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select 'check-in', p.organisation_id, p.id, p.language from check_in_plans p where p.link_hash = hash and p.state <> 'ended'
  union all
  select 'alarm', m.organisation_id, m.id, null from alarm_messages m where m.ack_hash = hash
  union all
  select 'consent', l.organisation_id, l.id, l.language from consent_links l where l.link_hash = hash and l.ended_at is null
$function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.gives_notice()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.notice_until := case when new.kind = 'end-membership' then new.asked_at + interval '72 hours' end;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.goes_after_notice()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.settled_at < new.notice_until or not exists (select 1 from wl.voters_of(new.case_id) v
    join coalition_votes w on w.decision_id = new.id and w.organisation_id = v.organisation_id and w.voted_at >= v.joined_at
    where w.answer = 'agree' and w.account_id <> new.asked_by and v.organisation_id <> new.concerns_id) then
    raise exception 'not before its notice, nor by one person' using errcode = '23514', constraint = 'coalition_decisions_heard';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.goes_now()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.let_go_at <> wl.moment() then
    raise exception 'not now' using errcode = '42501', constraint = 'joint_broadcasts_now';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.goes_unheld()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.let_go_at is not null or exists (select 1 from broadcast_holds h where h.joint_id = new.id and h.released_at is null)
      or exists (select 1 from quiet_spells q where q.case_id = new.case_id and q.ended_at is null) then
    raise exception 'it is held' using errcode = '23514', constraint = 'joint_broadcasts_held';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.hand_over_lead(by_decision uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare d coalition_decisions;
begin
  select * into d from coalition_decisions k where k.id = by_decision and k.kind = 'lead' and k.state = 'agreed'
    and k.case_id = any (wl.room_cases())
    and not exists (select 1 from coalition_decisions later where later.case_id = k.case_id and later.kind = 'lead'
      and later.state = 'agreed' and later.settled_at > k.settled_at);
  if not found then return false; end if;
  if not exists (select 1 from coalition_members m where m.case_id = d.case_id and m.organisation_id = d.concerns_id
    and m.left_at is null and m.role = 'partner') then return false; end if;
  update coalition_members m set role = 'partner' where m.case_id = d.case_id and m.role = 'lead';
  update coalition_members m set role = 'lead' where m.case_id = d.case_id and m.organisation_id = d.concerns_id;
  update cases set lead_organisation_id = d.concerns_id where id = d.case_id;
  return true;
end $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.hand_over_stands()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was handed over, and how many had signed, does not change' using errcode = '42501', constraint = 'hand_over_stands';
end $function$

CREATE OR REPLACE FUNCTION wl.has_a_voice()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- held, so that nobody is removed beside this
  perform 1 from members m where m.account_id = new.account_id and m.organisation_id = new.organisation_id
    and m.removed_at is null and m.role <> 'viewer' for share;
  if not found then raise exception 'nobody who speaks here' using errcode = '42501'; end if;
  if new.functions && '{spokesperson,press}' and not exists (select 1 from coalition_members m
    where m.case_id = new.case_id and m.organisation_id = new.organisation_id and m.left_at is null and m.role <> 'observer'
      and (m.role = 'lead' or coalesce(wl.charter_of(new.case_id) ->> 'speaks', 'lead') <> 'lead'))
  then raise exception 'the charter leaves speaking to others' using errcode = '42501', constraint = 'coalition_people_speak'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.held_as_agreed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.created_at <> wl.moment() or new.hold_minutes < (wl.charter_of(new.case_id) ->> 'holdMinutes')::int
     or new.hold_until <> new.created_at + make_interval(mins => new.hold_minutes) or new.let_go_at is not null then
    raise exception 'held as the charter says' using errcode = '42501', constraint = 'joint_broadcasts_minutes';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.hold_burst_of_others(of_campaign uuid, of_target uuid, least_letters integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare count int;
begin
  update official_emails e set state = 'held' from (
      select w.id, w.organisation_id, w.state, w.reviewed_at, count(*) over (partition by n.tag) as alike
      from official_emails w join campaigns c on c.id = w.campaign_id join network_tags n on n.action_id = w.action_id
        join campaign_targets t on t.campaign_id = w.campaign_id and t.target_id = w.target_id and t.stop_reason = 'burst'
      where w.campaign_id = of_campaign and w.target_id = of_target and w.state in ('queued', 'held')
        and wl.kind() = 'member' and c.case_id = any (wl.room_cases()) and wl.may_write_in(c.case_id)) b
    where e.id = b.id and b.alike >= least_letters and b.state = 'queued' and b.reviewed_at is null
      and b.organisation_id <> wl.organisation();
  get diagnostics count = row_count;
  return count;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.hold_in_time()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from joint_broadcasts j where j.id = new.joint_id and j.let_go_at is null
    and exists (select 1 from broadcasts b where b.joint_id = j.id and b.state in ('frozen', 'paused')) for update;
  if not found then
    raise exception 'it has gone or was cancelled' using errcode = '23514', constraint = 'broadcast_holds_in_time';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.invites_in_own_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if wl.kind() is distinct from 'member' or new.created_by is distinct from wl.account()
     or new.created_at is distinct from wl.moment() or new.expires_at > new.created_at + interval '14 days'
     or new.state <> 'open' or new.confirmed_by is not null or new.confirmed_at is not null
     or (new.alone and not wl.serves_alone())
     or (new.invited_id is not null and not exists (select 1 from wl.organisation_directory() d where d.id = new.invited_id))
     or not exists (select 1 from wl.voters_of(new.case_id) v where v.organisation_id = wl.organisation()
       and (v.role = 'lead' or wl.charter_of(new.case_id) ->> 'invites' = 'members'))
  then raise exception 'nobody is invited like this' using errcode = '42501', constraint = 'coalition_invitations_own'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.is_admin()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select wl.kind() = 'member' and exists (select 1 from members m where m.organisation_id = wl.organisation()
    and m.account_id = wl.account() and m.role = 'admin' and m.removed_at is null) $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.is_unlisted(of_organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select 1 from coalition_members m where m.organisation_id = of_organisation and not m.named_in_public) $function$

CREATE OR REPLACE FUNCTION wl.joins_now()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (tg_op = 'INSERT' or new.joined_at is distinct from old.joined_at) and new.joined_at <> wl.moment()
     or tg_op = 'UPDATE' and new.left_at is distinct from old.left_at and new.left_at <> wl.moment() then
    raise exception 'not now' using errcode = '42501', constraint = 'coalition_members_now';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.joint_audience(of_update uuid, of_who text)
 RETURNS TABLE(organisation_id uuid, people integer, asked integer, recipients integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare the_case uuid; author uuid; sums boolean;
begin
  select u.case_id, u.organisation_id into the_case, author from updates u where u.id = of_update;
  if wl.kind() is distinct from 'member' or not the_case = any (wl.room_cases()) or not wl.may_write_in(the_case) then return; end if;
  sums := author = wl.organisation() or exists (select 1 from coalition_members m
    where m.case_id = the_case and m.organisation_id = wl.organisation() and m.role = 'lead' and m.left_at is null);
  return query
    with readers as materialized (select * from wl.joint_readers(of_update, of_who))
    select null::uuid, count(distinct r.person)::int, (count(distinct r.person) filter (where r.asked))::int,
      (count(*) filter (where r.gets))::int from readers r having sums
    union all
    select m.organisation_id, null, null, (select count(*) from readers r
      where r.organisation_id = m.organisation_id and case when sums then r.gets else r.asked end)::int
    from coalition_members m where m.case_id = the_case and m.left_at is null and m.role <> 'observer'
      and (sums or m.organisation_id = wl.organisation());
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.joint_broadcasts_due(at timestamp with time zone)
 RETURNS TABLE(id uuid, organisation_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select b.id, b.organisation_id from joint_broadcasts j join broadcasts b on b.joint_id = j.id and b.state = 'frozen'
  where (j.let_go_at is not null or j.hold_until <= at
      and not exists (select 1 from broadcast_holds h where h.joint_id = j.id and h.released_at is null)
      and not exists (select 1 from quiet_spells q where q.case_id = j.case_id and q.ended_at is null))
  order by b.number $function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.joint_letter_owner(l uuid, OUT organisation_id uuid, OUT case_id uuid)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select j.organisation_id, j.case_id from joint_letters j where j.id = l $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.joint_letter_stands()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare letter joint_letters; words bytea := wl.joint_letter_words(new.body); before bytea;
  hash bytea := decode(translate(new.body ->> 'textHash', '-_', '+/') || '=', 'base64');
  closes timestamptz := (new.body ->> 'closesAt')::timestamptz; others boolean := (new.body ->> 'openToOthers')::boolean;
begin
  select l.* into letter from joint_letters l join publications p on p.subject_id = l.id and p.subject_kind = 'joint-letter'
    where p.id = new.publication_id and p.case_id = new.case_id for update of l;
  if not found then raise exception 'no such letter' using errcode = '23503'; end if;
  -- a form that was sent before it closed is drained after
  if coalesce((new.body ->> 'closed')::boolean, false) then others := letter.public_open; end if;
  select t.public_hash into before from joint_letter_texts t where t.letter_id = letter.id and t.language = new.language;
  if (before is distinct from words or letter.text_hash is distinct from hash)
     and exists (select 1 from joint_letter_signatories s
       where s.letter_id = letter.id and s.state in ('waiting', 'listed')) then
    raise exception 'the words of a letter that is signed stand still' using errcode = '23514', constraint = 'joint_letter_stands';
  end if;
  update joint_letter_texts t set public_hash = words where t.letter_id = letter.id and t.language = new.language
    and t.public_hash is distinct from words;
  update joint_letters l set text_hash = hash, public_open = others, public_closes_at = closes where l.id = letter.id
    and (l.text_hash, l.public_open, l.public_closes_at) is distinct from (hash, others, closes);
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.joint_letter_words(body jsonb)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select sha256(convert_to(jsonb_build_array(body -> 'title', body -> 'addressee', body -> 'place', body -> 'datedOn',
    body -> 'html')::text, 'UTF8')) $function$

CREATE OR REPLACE FUNCTION wl.joint_readers(of_update uuid, of_who text)
 RETURNS TABLE(organisation_id uuid, number integer, person text, acted boolean, asked boolean, gets boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_nestloop TO 'off'
 SET work_mem TO '256MB'
 SET jit TO 'off'
AS $function$
  with about as (select u.case_id from updates u where u.id = of_update),
  members as (select m.organisation_id, m.joined_at from coalition_members m
    where m.case_id = (select case_id from about) and m.left_at is null and m.role <> 'observer'),
  acts as materialized (select a.supporter_id, a.person_number, a.state = 'confirmed' and a.kind <> 'follow' as counts,
      a.confirmed_at is not null and a.recorded_by is null and not a.self_reported as hers
    from actions a where a.case_id = (select case_id from about) and (a.supporter_id is not null or a.person_number is not null)),
  numbered as materialized (select distinct supporter_id, person_number from acts
    where supporter_id is not null and person_number is not null and hers),
  actors as (select n.supporter_id from numbered n
      where n.person_number in (select person_number from acts where counts and person_number is not null)
    union select supporter_id from acts where counts and supporter_id is not null),
  had as materialized (select t.id, t.organisation_id, t.inbox from broadcasts b
    join deliveries d on d.broadcast_id = b.id and d.outcome in ('sent', 'unknown')
    join supporters t on t.organisation_id = d.organisation_id and t.number = d.supporter
    where b.update_id = of_update),
  -- also of an opt-in that has ended since
  had_mailboxes as (select o.mailbox_index as mailbox from opt_ins o
    where o.case_id = (select case_id from about) and o.mailbox_index is not null and o.supporter_id in (select id from had)),
  asking as materialized (select o.supporter_id, o.confirmed_at, o.asked_at, o.mailbox_index as mailbox from opt_ins o
    where o.case_id = (select case_id from about) and o.scope = 'case' and o.confirmed_at is not null and o.ended_at is null),
  known as materialized (
    select s.id, s.organisation_id, s.number, s.inbox, m.joined_at, q.confirmed_at, q.asked_at, q.mailbox,
      q.supporter_id is not null as asked, s.id in (select supporter_id from actors) as acted,
      q.supporter_id is not null and i.suppressed_at is null
        -- Safety: who may hold this update already, from whichever organisation, is not written to again
        and (s.organisation_id, s.inbox) not in (select had.organisation_id, had.inbox from had)
        and (q.mailbox is null or q.mailbox not in (select mailbox from had_mailboxes))
        and s.id not in (select n.supporter_id from numbered n
          where n.person_number in (select h.person_number from numbered h join had on had.id = h.supporter_id)) as mailable
    from supporters s join members m on m.organisation_id = s.organisation_id
      join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox
      left join asking q on q.supporter_id = s.id
    where s.erased_at is null and (q.supporter_id is not null or s.id in (select supporter_id from actors))
  ),
  chosen as materialized (select k.* from known k
    where case of_who when 'acted' then k.acted when 'following' then not k.acted else true end),
  first as (select distinct on (c.mailbox) c.mailbox, c.organisation_id from chosen c
    where c.mailable and c.mailbox is not null
    order by c.mailbox, c.confirmed_at, c.asked_at, c.joined_at, c.organisation_id),
  judged as (select c.*, c.mailable and coalesce(f.organisation_id = c.organisation_id, true) as wins
    from chosen c left join first f on f.mailbox = c.mailbox),
  people as materialized (select n.supporter_id, min(n.person_number) as number from numbered n group by n.supporter_id),
  -- who only follows is whoever acted through the same mailbox
  readers as (select c.mailbox, min(p.number) as number from chosen c join people p on p.supporter_id = c.id
    where c.mailbox is not null group by c.mailbox)
  select j.organisation_id, j.number,
    coalesce(p.number::text, r.number::text, encode(j.mailbox, 'hex'), j.id::text), j.acted, j.asked,
    j.wins and row_number() over (partition by j.organisation_id, j.inbox, j.wins order by j.number) = 1
  from judged j left join people p on p.supporter_id = j.id left join readers r on r.mailbox = j.mailbox $function$

CREATE OR REPLACE FUNCTION wl.joint_results(joint uuid)
 RETURNS TABLE(organisation_id uuid, state text, recipients integer, sent integer, soft integer, hard integer, unknown integer, suppressed integer, cancelled integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select b.organisation_id, b.state, b.recipients, d.sent, d.soft, d.hard, d.unknown, d.suppressed, d.cancelled
  from joint_broadcasts j join broadcasts b on b.joint_id = j.id
    join coalition_members m on m.case_id = j.case_id and m.organisation_id = wl.organisation() and m.left_at is null
    cross join lateral (select (count(*) filter (where outcome = 'sent'))::int as sent,
      (count(*) filter (where outcome = 'soft'))::int as soft, (count(*) filter (where outcome = 'hard'))::int as hard,
      (count(*) filter (where outcome = 'unknown'))::int as unknown,
      (count(*) filter (where outcome = 'suppressed'))::int as suppressed,
      (count(*) filter (where outcome = 'cancelled'))::int as cancelled
      from deliveries d where d.broadcast_id = b.id) d
  where j.id = joint and wl.kind() = 'member' and j.case_id = any (wl.room_cases())
    and (m.role = 'lead' or wl.organisation() in (j.organisation_id, b.organisation_id))
  order by b.number $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.joint_standing(joint uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when bool_or(b.state = 'frozen') then 'waiting' when bool_or(b.state = 'paused') and j.let_go_at is null then 'quiet'
    when bool_and(b.state = 'cancelled') then 'cancelled' when bool_and(b.state in ('done', 'cancelled')) then 'done' else 'sending' end
  from joint_broadcasts j join broadcasts b on b.joint_id = j.id
  where j.id = joint and wl.kind() = 'member' and j.case_id = any (wl.room_cases()) group by j.id $function$

-- execute: wl_office
CREATE OR REPLACE PROCEDURE wl.keep_from_observers(IN tab regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  -- only the office's login: workers act for nobody
  execute format('create trigger observers_read before insert or update or delete on %s for each row
    when (current_user = ''wl_office'') execute function wl.observers_read(%L)', tab,
    case when tab = 'cases'::regclass then 'id' else 'case_id' end);
end $procedure$

CREATE OR REPLACE PROCEDURE wl.keep_from_team_observers(IN tab regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('create trigger team_observers_read before insert or update or delete on %s for each row
    when (current_user = ''wl_office'') execute function wl.team_observers_read()', tab);
end $procedure$

CREATE OR REPLACE FUNCTION wl.kept_from_observers(tab regclass, rule text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select rule like '%room_cases%' and tab::text not in ('events', 'drafts', 'coalition_people', 'coalition_members',
    'coalition_invitations', 'case_keys') $function$

CREATE OR REPLACE FUNCTION wl.kept_from_team_observers(tab regclass, rule text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (rule like '%file_cases%' and rule not like '%room_cases%' or tab::text in ('facts', 'effects', 'wishes', 'risk_assessments'))
    and tab::text not in ('alarms', 'alarm_messages', 'coalition_invitations', 'consent_links', 'consent_link_acts',
      'events', 'statement_points', 'statement_texts', 'unobtainable_spells', 'unobtainable_answers') $function$

CREATE OR REPLACE FUNCTION wl.kind()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select (wl.context())[1] $function$

CREATE OR REPLACE FUNCTION wl.lead_has_acted(of_decision uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select 1 from coalition_decisions d
    join coalition_members l on l.case_id = d.case_id and l.role = 'lead' and l.left_at is null
    join events e on e.case_id = d.case_id and e.at > d.asked_at and e.actor_kind = 'member'
      and e.organisation_id = l.organisation_id
    join members s on s.organisation_id = l.organisation_id and s.account_id = e.actor_account
      and (s.removed_at is null or s.removed_at >= e.at)
    where d.id = of_decision and d.kind = 'lead' and d.case_id = any (wl.room_cases())) $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.lead_is_agreed(d coalition_decisions, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return (with said as (select v.organisation_id, v.role, w.answer from wl.voters_of(d.case_id) v
    left join coalition_votes w on w.decision_id = d.id and w.organisation_id = v.organisation_id and w.voted_at >= v.joined_at),
  counted as (select count(*) filter (where answer = 'agree') as agreeing,
    min(answer) filter (where role = 'lead') as lead_says,
    min(answer) filter (where organisation_id = d.concerns_id) as next_says,
    count(*) filter (where role = 'partner') as partners,
    count(*) filter (where role = 'partner' and answer = 'agree') as agreed,
    count(*) filter (where role = 'partner' and answer = 'object') as objecting from said)
  select coalesce(next_says = 'agree' and agreeing >= d.quorum and case
    when lead_says = 'agree' then true
    when lead_says is null then agreed * 2 > partners and objecting = 0 and not wl.lead_has_acted(d.id)
      and at >= d.asked_at + make_interval(hours => (wl.charter_of(d.case_id) ->> 'silentLeadHours')::int)
    else partners > 1 and agreed = partners end, false) from counted);
end $function$

CREATE OR REPLACE FUNCTION wl.leave_teams(of_account uuid, at timestamp with time zone)
 RETURNS TABLE(of_case uuid, unwatched boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if wl.kind() is distinct from 'member'
     or exists (select 1 from members m
       where m.account_id = of_account and m.organisation_id = wl.organisation() and m.removed_at is null)
  then return; end if;
  -- held in one order, whoever else leaves just now
  perform 1 from cases k where k.id in (select t.case_id from case_team t where t.account_id = of_account
    and t.organisation_id = wl.organisation() and t.removed_at is null) order by k.id for update;
  return query with gone as (
    update case_team t set removed_at = leave_teams.at, removed_by = wl.account()
      where t.account_id = of_account and t.organisation_id = wl.organisation() and t.removed_at is null
      returning t.case_id)
  select k.id, k.state in ('received', 'verifying', 'open', 'monitoring') and not exists (select 1 from case_team o
      where o.case_id = k.id and o.removed_at is null and o.role <> 'observer'
        and (o.account_id, o.organisation_id) <> (of_account, wl.organisation())
        and (o.organisation_id = wl.organisation() or k.lead_organisation_id <> wl.organisation()))
    from gone join cases k on k.id = gone.case_id;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.leaves_together()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select 1 from joint_broadcasts j where j.id = new.joint_id and j.let_go_at is not null) then
    raise exception 'it may still be held' using errcode = '23514', constraint = 'broadcasts_leave_together';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.left_the_team()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform wl.pass_watch_on(new.case_id);
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.letter_hash(language text, words text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE STRICT
AS $function$
  select sha256(convert_to(language || chr(10) || words, 'UTF8')) $function$

CREATE OR REPLACE FUNCTION wl.letter_signatures(of_campaign uuid)
 RETURNS TABLE(letter_id uuid, people integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select a.letter_id, count(distinct a.person_number)::int
  from actions a join campaigns c on c.id = a.campaign_id
  where a.campaign_id = of_campaign and a.kind = 'signature' and a.state = 'confirmed' and a.recorded_by is null
    and wl.kind() = 'member' and c.case_id = any (wl.room_cases())
  group by a.letter_id $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.letters_alike(of_campaign uuid, of_target uuid)
 RETURNS TABLE(action_id uuid, alike integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select w.action_id, w.alike from (
    select e.action_id, e.organisation_id, (count(*) over (partition by n.tag))::int as alike
    from official_emails e join campaigns c on c.id = e.campaign_id join network_tags n on n.action_id = e.action_id
    where e.campaign_id = of_campaign and e.target_id = of_target and e.state in ('queued', 'held')
      and wl.kind() = 'member' and c.case_id = any (wl.room_cases())) w
  where w.organisation_id = wl.organisation() $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.letters_before(of_actions uuid[])
 RETURNS TABLE(action_id uuid, has_left boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.letters_to_offices(of_targets uuid[], since timestamp with time zone)
 RETURNS TABLE(target_id uuid, letters integer, last timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select e.target_id, count(*)::int, max(e.claimed_at) from official_emails e
  where wl.kind() = 'worker' and e.target_id = any (of_targets) and not e.test and e.claimed_at > since
    and exists (select 1 from campaign_targets t where t.target_id = e.target_id and t.case_id = any (wl.room_cases()))
  group by e.target_id $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.listed_by_eyes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from joint_letters l where l.id = new.letter_id and l.state in ('published', 'closed') for share;
  if not found then raise exception 'the letter is not public' using errcode = '23514', constraint = 'signatory_listed_in_public'; end if;
  if exists (select 1 from joint_letter_logos g where g.signatory_id = new.id and g.rendition is null) then
    raise exception 'nobody has seen its logo' using errcode = '23514', constraint = 'signatory_logo_seen';
  end if;
  if new.case_id <> all (wl.file_cases()) and not exists (select 1 from published.documents d join publications p on p.id = d.publication_id
      where p.subject_kind = 'joint-letter' and p.subject_id = new.letter_id and d.item = 'name') then
    raise exception 'the case team looks first' using errcode = '23514', constraint = 'signatory_listed_by_team';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.lists_itself()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.unlisted := wl.is_unlisted(new.organisation_id);
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.logo_goes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from published.page_files f where f.key = old.body #>> '{logo,key}' and f.publication_id = old.publication_id;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.look_again(of_letter uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update joint_letter_signatories s
    set state = 'waiting', to_tell = null, listed_at = null, listed_by = null, listed_under = null
    from published.documents d join publications p on p.id = d.publication_id
    where s.letter_id = of_letter and s.case_id = any (wl.room_cases()) and s.state = 'listed' and s.member_organisation_id is null
      and p.subject_kind = 'joint-letter' and p.subject_id = s.letter_id and d.item not in ('name', s.listed_under)
  returning s.id $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.mailboxes_known()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select 1 from opt_ins o join coalition_members m on m.case_id = o.case_id and m.organisation_id = o.organisation_id
      and m.left_at is null and m.role <> 'observer'
      where o.case_id = new.case_id and o.scope = 'case' and o.confirmed_at is not null and o.ended_at is null
        and o.mailbox_index is null) then
    raise exception 'mailboxes are not known yet' using errcode = '23514', constraint = 'joint_broadcasts_mailboxes';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.may_approve()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare s sign_offs; joined timestamptz; before text;
begin
  select * into s from sign_offs where id = new.sign_off_id;
  select m.joined_at into joined from coalition_members m where m.case_id = new.case_id
    and m.organisation_id = new.organisation_id and m.role <> 'observer' and m.left_at is null;
  -- read, because what is said anew comes as an insert
  select a.answer into before from sign_off_approvals a where a.sign_off_id = new.sign_off_id
    and a.organisation_id = new.organisation_id and a.answered_at >= joined;
  if joined is null or s.id is null
     or (wl.moment() is not null and new.answered_at is distinct from wl.moment())
     or (new.answer = 'taken-back' and before is distinct from 'approve')
     or not (s.state = 'asked' and s.quorum > 1
       or s.state = 'prepared' and s.needed = 2 and (s.condition is not null or s.quorum > 1) and (new.answer in ('approve', 'taken-back')
         or new.answer = 'dissent' and s.publish_at is not null and before is null))
  then raise exception 'no word here' using errcode = '42501'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.may_confirm_paper(of_batch uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select wl.kind() = 'member' and exists (select 1 from paper_batches b join campaigns c on c.id = b.campaign_id
    where b.id = of_batch and b.withdrawn_at is null
      and exists (select 1 from wl.voters_of(b.case_id) v where v.organisation_id = wl.organisation())
      and exists (select 1 from wl.voters_of(b.case_id) v where v.organisation_id = b.organisation_id)
      and wl.account() <> wl.paper_number_by(b.id)
      and (b.organisation_id = wl.organisation()
        or (wl.organisation() = c.organisation_id or b.organisation_id = c.organisation_id)
          and (select count(distinct m.account_id) <= 1 from members m where m.organisation_id = b.organisation_id
            and m.removed_at is null and m.role <> 'viewer'))) $function$

CREATE OR REPLACE FUNCTION wl.may_draft(of_case uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c text[] := wl.context(); drafts text := coalesce(wl.charter_of(of_case) ->> 'drafts', 'members');
begin
  if c is null or c[1] <> 'member' then return true; end if; -- the walls decide
  return exists (select 1 from coalition_members m
    where m.case_id = of_case and m.organisation_id = c[2]::uuid and m.left_at is null and m.role <> 'observer'
      and case when drafts <> 'named' then m.role = 'lead' or drafts = 'members'
        else exists (select 1 from coalition_people p where p.case_id = of_case and p.organisation_id = m.organisation_id
            and p.account_id = c[3]::uuid and 'drafts' = any (p.functions))
          or (m.role = 'lead' and not exists (select 1 from coalition_people p where p.case_id = of_case
            and p.organisation_id = m.organisation_id and 'drafts' = any (p.functions))) end);
end $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.may_vote()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select 1 from coalition_decisions d where d.id = new.decision_id and d.state = 'open'
       and (d.kind <> 'end-membership' or d.concerns_id <> new.organisation_id))
     or not exists (select 1 from coalition_members m where m.case_id = new.case_id and m.organisation_id = new.organisation_id
       and m.role <> 'observer' and m.left_at is null)
     or new.account_id is distinct from wl.account()
  then raise exception 'no vote here' using errcode = '42501'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.may_write_in(of_case uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' then return true; end if; -- the walls decide
  return not exists (select 1 from coalition_members m
      where m.case_id = of_case and m.organisation_id = c[2]::uuid and m.left_at is null and m.role = 'observer')
    or of_case = any (wl.file_cases());
end $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.member_signs_no_more()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.left_at is not null then
    update joint_letter_signatories s set state = 'withdrawn', withdrawn_at = new.left_at
      where s.case_id = new.case_id and s.member_organisation_id = new.organisation_id and s.state = 'listed';
  end if;
  delete from published.signatories p where p.case_id = new.case_id and p.organisation_id = new.organisation_id;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.moment()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select timestamptz 'epoch' + (wl.context())[4]::bigint * interval '1 millisecond' $function$

CREATE OR REPLACE FUNCTION wl.name_in_public(of_case uuid, named boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not of_case = any (wl.coalition_cases()) then return false; end if;
  if not wl.is_admin() and not (wl.kind() = 'worker' and not named and exists (select 1 from membership_wishes w
    where w.case_id = of_case and w.organisation_id = wl.organisation() and w.what = 'unname' and w.settled_at is null))
  then return false; end if;
  update coalition_members m set named_in_public = named
    where m.case_id = of_case and m.organisation_id = wl.organisation() and m.named_in_public <> named;
  return found;
end $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE PROCEDURE wl.narrow(IN command text, IN tab regclass, IN rule text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('create policy %I on %s as restrictive for %s to wl_office, wl_worker %s', 'narrow_' || command, tab, command,
    case when command = 'insert' then format('with check (%s)', rule) when command in ('select', 'delete') then format('using (%s)', rule)
      else format('using (%s) with check (%s)', rule, rule) end);
end $procedure$

CREATE OR REPLACE FUNCTION wl.network_bursts(of_actions uuid[], since timestamp with time zone, least_letters integer)
 RETURNS TABLE(campaign_id uuid, target_id uuid, letters integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with fresh as (
    select distinct a.campaign_id, a.target_id, n.tag, n.day, t.resumed_at
    from actions a join network_tags n on n.action_id = a.id
      join campaign_targets t on t.campaign_id = a.campaign_id and t.target_id = a.target_id and t.stopped_at is null
    where wl.kind() = 'worker' and a.organisation_id = wl.organisation() and a.id = any (of_actions)
  )
  -- a tag lives a day, so equal ones lie at most a day apart: three looks into the index
  select f.campaign_id, f.target_id, count(distinct a.person_number)::int
  from fresh f join network_tags n on n.tag = f.tag and n.day = any (array[f.day - 1, f.day, f.day + 1])
    join actions a on a.id = n.action_id and a.campaign_id = f.campaign_id and a.target_id = f.target_id
  where a.kind = 'email' and a.state = 'confirmed' and not a.self_reported and a.confirmed_at > since
    and (f.resumed_at is null or a.confirmed_at > f.resumed_at)
  group by f.campaign_id, f.target_id, f.tag
  having count(distinct a.person_number) >= least_letters $function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.next_to_link(from_xid xid8, after_id bigint, linked_id bigint, most integer, OUT to_xid xid8, OUT started_anew boolean, OUT newest bigint)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  settled xid8 := pg_snapshot_xmin(pg_current_snapshot());
  first_waiting xid8;
  beyond xid8;
begin
  started_anew := pg_snapshot_xmax(pg_current_snapshot()) < from_xid;
  if started_anew then
    newest := greatest(linked_id, (select max(e.id) from public.events e where e.xid >= from_xid));
    return;
  end if;
  select e.xid into first_waiting from public.events e
    where e.xid >= from_xid and e.xid < settled and e.id > after_id order by e.xid limit 1;
  if not found then return; end if;
  select e.xid into beyond from public.events e
    where e.xid >= from_xid and e.xid < settled and e.id > after_id order by e.xid offset most limit 1;
  to_xid := case when beyond is null then settled when beyond > first_waiting then beyond
    else (first_waiting::text::numeric + 1)::text::xid8 end;
end $function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.note_named()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.named_short_id := new.short_id;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.observers_read()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare of_case uuid;
begin
  if tg_argv[0] = 'id' then of_case := case when tg_op = 'DELETE' then old.id else new.id end;
  else of_case := case when tg_op = 'DELETE' then old.case_id else new.case_id end; end if;
  if of_case is not null and not wl.may_write_in(of_case) then
    raise exception 'observers read' using errcode = '42501', constraint = 'observers_read';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.observes_file(of_case uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' then return false; end if; -- the walls decide
  return exists (select 1 from case_team t where t.case_id = of_case and t.account_id = c[3]::uuid
    and t.organisation_id = c[2]::uuid and t.removed_at is null and t.role = 'observer');
end $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.offices_in_turn(of_targets uuid[], at timestamp with time zone, resting uuid[])
 RETURNS TABLE(target_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with able as (
    select distinct t.target_id, m.organisation_id
    from campaign_targets t
      join campaigns c on c.id = t.campaign_id and c.state = 'live' and (not c.test_mode or c.test_address_sealed is not null)
      join publications p on p.subject_id = t.campaign_id
      join publications k on k.subject_kind = 'case' and k.subject_id = t.case_id
      join coalition_members m on m.case_id = t.case_id and m.left_at is null and m.organisation_id <> all (resting)
    where t.target_id = any (of_targets) and t.sealed is not null and t.stopped_at is null and t.removed_at is null
      and t.retired_at is null and exists (select 1 from official_emails e where e.campaign_id = t.campaign_id
        and e.target_id = t.target_id and e.organisation_id = m.organisation_id and e.state = 'queued' and e.not_before <= at)
  ), there as (
    select a.target_id, a.organisation_id, coalesce((select max(e.claimed_at) from official_emails e
      where e.target_id = a.target_id and e.organisation_id = a.organisation_id and e.claimed_at is not null), '-infinity') as last
    from able a
  )
  select mine.target_id from there mine
  where wl.kind() = 'worker' and mine.organisation_id = wl.organisation() and not exists (select 1 from there one
    where one.target_id = mine.target_id and (one.last, one.organisation_id) < (mine.last, mine.organisation_id)) $function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.open_case(id uuid, short_id text, code_name text, country character, reason text, language text, level smallint, at timestamp with time zone, wrapped_key bytea, state text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c text[] := wl.context();
begin
  if c is null or c[1] <> 'member' or c[2] = '' or c[3] = '' then
    raise exception 'no member context' using errcode = '42501';
  end if;
  if open_case.state not in ('received', 'open') then
    raise exception 'a case begins received or open' using errcode = '23514';
  end if;
  insert into cases (id, short_id, code_name, lead_organisation_id, country, opening_reason, default_language, languages,
      publicity_level, opened_by, opened_at, state, caseworker_id)
    values (open_case.id, open_case.short_id, open_case.code_name, c[2]::uuid, open_case.country, open_case.reason,
      open_case.language, array[open_case.language], open_case.level, c[3]::uuid, open_case.at, open_case.state,
      case when open_case.state = 'open' then c[3]::uuid end);
  insert into coalition_members (case_id, organisation_id, role, joined_at)
    values (open_case.id, c[2]::uuid, 'lead', open_case.at);
  insert into case_team (case_id, account_id, organisation_id, role, added_at, added_by)
    values (open_case.id, c[3]::uuid, c[2]::uuid, 'lead-coordinator', open_case.at, c[3]::uuid);
  insert into case_keys (case_id, wrapped) values (open_case.id, open_case.wrapped_key);
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.organisation()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif((wl.context())[2], '')::uuid $function$

CREATE OR REPLACE FUNCTION wl.organisation_directory()
 RETURNS TABLE(id uuid, name text, country character, website text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if wl.kind() is distinct from 'member' then return; end if;
  return query select o.id, o.name, o.country, o.website from organisations o
    where exists (select 1 from members m where m.organisation_id = o.id and m.removed_at is null)
      and (o.findable or exists (select 1 from coalition_members m where m.organisation_id = o.id and m.left_at is null
        and m.case_id = any (wl.room_cases())));
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.organisation_ids()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select id from organisations order by number $function$

CREATE OR REPLACE FUNCTION wl.organisation_of_broadcast(b uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select organisation_id from broadcasts where id = b $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.organisation_of_number(n integer)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select id from organisations where number = n $function$

CREATE OR REPLACE FUNCTION wl.organisation_relays_now()
 RETURNS TABLE(organisation_id uuid, id uuid, in_use boolean, to_try boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.organisation_id, r.id, r.used_since is not null, r.test_sealed is not null
  from organisation_relays r where r.ended_at is null
$function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.organisations_of_account()
 RETURNS TABLE(id uuid, name text, role text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if wl.kind() is distinct from 'member' then return; end if;
  return query select o.id, o.name, m.role from members m join organisations o on o.id = m.organisation_id
    where m.account_id = wl.account() and m.removed_at is null order by m.created_at, o.id;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.out_since(of_case uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select m.left_at from coalition_members m where m.case_id = of_case and m.organisation_id = wl.organisation() $function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.own_coalitions()
 RETURNS TABLE(case_id uuid, code_name text, role text, named_in_public boolean, joined_at timestamp with time zone, is_open boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select m.case_id, k.code_name, m.role, m.named_in_public, m.joined_at, m.case_id = any ((select wl.room_cases())::uuid[])
  from coalition_members m join cases k on k.id = m.case_id
  where m.organisation_id = wl.organisation() and m.left_at is null and wl.kind() = 'member' and wl.is_admin() $function$

-- execute: wl_office
CREATE OR REPLACE PROCEDURE wl.owner_door(IN tab regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('create policy owner_door on %s to current_user using (true) with check (true)', tab);
end $procedure$

CREATE OR REPLACE FUNCTION wl.paper_change_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.withdrawn_at is not null or new.version <> old.version + 1 or (old.evidenced and not new.evidenced)
     or (new.withdrawn_at is not null
       and (new.withdrawn_at is distinct from wl.moment() or new.withdrawn_by is distinct from wl.account()))
     or not exists (select 1 from paper_changes c where c.batch_id = new.id and c.version = new.version
       and c.changed_at = wl.moment() and c.was = old.signatures and (c.kind = 'withdrawn') = (new.withdrawn_at is not null)
       and c.becomes = case when new.withdrawn_at is null then new.signatures else 0 end) then
    raise exception 'a batch changes with its history' using errcode = '23514', constraint = 'paper_batches_kept';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.paper_file_fits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare of_campaign uuid;
begin
  select b.campaign_id into of_campaign from paper_batches b where b.id = new.batch_id and b.withdrawn_at is null;
  if not found then
    raise exception 'no batch of ours that stands' using errcode = '42501', constraint = 'paper_evidence_open';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('paper' || of_campaign || new.organisation_id, 0));
  if new.size + (select coalesce(sum(e.size), 0) from paper_evidence e join paper_batches b on b.id = e.batch_id
      where b.campaign_id = of_campaign and b.organisation_id = new.organisation_id) > 500 * 1024 * 1024 then
    raise exception 'too much is kept already' using errcode = '23514', constraint = 'paper_evidence_quota';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.paper_file_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from paper_batches b where b.id = new.batch_id and (b.recorded_at = new.added_at
      or exists (select 1 from paper_changes c where c.batch_id = b.id and c.kind = 'evidence' and c.version = b.version
        and c.changed_at = new.added_at))) then
    raise exception 'a batch changes with its history' using errcode = '23514', constraint = 'paper_evidence_kept';
  end if;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.paper_has_evidence()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from paper_evidence e where e.batch_id = new.id) then
    raise exception 'no evidence is kept with it' using errcode = '23514', constraint = 'paper_batches_evidenced';
  end if;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.paper_is_confirmed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from paper_batches b where b.id = new.batch_id and b.case_id = new.case_id and b.version = new.version
    and b.signatures = new.signatures and b.evidenced = new.evidenced for update;
  if not found or not wl.may_confirm_paper(new.batch_id) then
    raise exception 'not hers to confirm' using errcode = '42501', constraint = 'paper_confirmations_second';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.paper_number_by(of_batch uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce((select c.changed_by from paper_changes c where c.batch_id = b.id and c.kind = 'corrected'
    order by c.version desc limit 1), b.recorded_by) from paper_batches b where b.id = of_batch $function$

CREATE OR REPLACE FUNCTION wl.paper_standing(of_campaign uuid)
 RETURNS TABLE(batch_id uuid, organisation_id uuid, version integer, signatures integer, collected_on date, kind text, evidenced boolean, state text, proven boolean, may text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select b.id, b.organisation_id, b.version, b.signatures, b.collected_on, b.kind, b.evidenced, s.state, s.proven, a.may
  from wl.paper_states(of_campaign) s join paper_batches b on b.id = s.batch_id join campaigns c on c.id = b.campaign_id
    join coalition_members m on m.case_id = b.case_id and m.organisation_id = b.organisation_id
    cross join lateral (select case
      when (s.state = 'waits' or (b.evidenced and not s.proven and b.organisation_id = wl.organisation()))
        and wl.may_confirm_paper(b.id) then 'confirm'
      when m.left_at is not null and c.organisation_id = wl.organisation() and m.organisation_id <> wl.organisation()
        then 'withdraw' end as may) a
  where wl.kind() = 'member' and b.case_id = any (wl.room_cases()) and (b.organisation_id = wl.organisation() or a.may is not null) $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.paper_states(of_campaign uuid)
 RETURNS TABLE(batch_id uuid, state text, proven boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with standing as (
    select b.id, b.organisation_id, b.signatures, b.evidenced, b.recorded_at, coalesce(p.confirmed, false) as confirmed,
      coalesce(p.seen, false) as seen,
      exists (select 1 from paper_left_out l where l.campaign_id = b.campaign_id and l.concerns_id = b.organisation_id
        and l.counted_again_at is null) as left_out
    from paper_batches b cross join lateral (select bool_or(true) as confirmed, bool_or(c.evidenced and c.organisation_id = b.organisation_id) as seen
      from paper_confirmations c where c.batch_id = b.id and c.signatures >= b.signatures) p
    where b.campaign_id = of_campaign and b.withdrawn_at is null),
  small as (select s.id, sum(s.signatures) over (partition by s.organisation_id order by s.recorded_at, s.id) as so_far
    from standing s where not s.confirmed and s.signatures <= 200)
  select s.id, case when s.left_out then 'left-out' when s.confirmed or m.so_far <= 1000 then 'counts' else 'waits' end,
    s.evidenced and (s.seen or s.signatures <= 200)
  from standing s left join small m on m.id = s.id $function$

CREATE OR REPLACE FUNCTION wl.parked_rows()
 RETURNS TABLE(id bigint, lane smallint, parked_at timestamp with time zone, reason text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select r.id, r.lane, r.parked_at, r.parked_reason from intake.rows r where r.parked_at is not null order by r.id $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.partner_page_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$

CREATE OR REPLACE FUNCTION wl.partner_page_stands()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare page partner_pages; wanted text := new.body ->> 'address';
begin
  select p.* into page from partner_pages p join publications b on b.subject_id = p.id and b.subject_kind = 'partner-page'
    where b.id = new.publication_id and b.case_id = new.case_id;
  perform 1 from coalition_members m where m.case_id = page.case_id and m.organisation_id = page.organisation_id
    and m.left_at is null and m.named_in_public and m.role <> 'observer' for share;
  if not found then
    raise exception 'no member that may be named' using errcode = '23514', constraint = 'partner_pages_named';
  end if;
  insert into partner_page_addresses (campaign_id, address, page_id, case_id, organisation_id, since)
    values (page.campaign_id, wanted, page.id, page.case_id, page.organisation_id, new.changed_at) on conflict do nothing;
  perform 1 from partner_page_addresses a where a.campaign_id = page.campaign_id and a.address = wanted and a.page_id = page.id;
  if not found then
    raise exception 'an address leads to one page' using errcode = '23514', constraint = 'partner_pages_own_address';
  end if;
  new.body := new.body || jsonb_build_object('sharing', coalesce((select c.terms ->> 'sharing' from coalition_charters c
    where c.case_id = page.case_id order by c.version desc limit 1), 'own'),
    'formerly', coalesce((select jsonb_agg(a.address order by a.since, a.address) from partner_page_addresses a
      where a.page_id = page.id and a.address <> wanted), '[]'));
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.partner_pages_begin()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update partner_pages p set state = 'draft', version = p.version + 1
    where p.case_id = new.case_id and p.organisation_id = new.organisation_id and p.state = 'closed';
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.partner_pages_end()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from publications b using partner_pages p where b.subject_kind = 'partner-page' and b.subject_id = p.id
    and p.case_id = new.case_id and p.organisation_id = new.organisation_id;
  if new.left_at is not null then
    update partner_pages p set state = 'closed' where p.case_id = new.case_id and p.organisation_id = new.organisation_id;
    -- it writes to nobody in this case any more
    update official_emails e set state = 'stopped', settled_at = new.left_at
      where e.case_id = new.case_id and e.organisation_id = new.organisation_id
        and e.state in ('waiting', 'held', 'queued', 'claimed');
  end if;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.partner_pages_share()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update published.documents d set changed_at = new.agreed_at where d.kind = 'partner-page' and d.case_id = new.case_id;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.pass_watch_on(of_case uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare heir uuid;
begin
  -- held, so that two who leave beside each other do not each count on the other
  perform 1 from cases k where k.id = of_case for update;
  heir := wl.watch_of(of_case);
  if heir is null then return; end if;
  update check_in_plans p set organisation_id = heir where p.case_id = of_case and not exists (select 1 from case_team t
    where t.case_id = of_case and t.organisation_id = p.organisation_id and t.removed_at is null and t.role <> 'observer');
  update check_ins i set organisation_id = p.organisation_id from check_in_plans p
    where i.case_id = of_case and p.id = i.plan_id and i.organisation_id <> p.organisation_id;
  -- those that ring under a key of their own are carried to every team (keepAlerts), and ring there
  update alarms a set organisation_id = i.organisation_id from check_ins i
    where a.case_id = of_case and i.id = a.check_in_id and a.acknowledged_at is null and a.once_key is null
      and a.organisation_id <> i.organisation_id;
end $function$

CREATE OR REPLACE FUNCTION wl.passkey_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into passkey_owners values (sha256(new.credential_id), sha256(new.public_key), new.account_id) on conflict do nothing;
  if not exists (select from passkey_owners o where o.credential_hash = sha256(new.credential_id)
      and o.key_hash = sha256(new.public_key) and o.account_id = new.account_id) then
    raise exception 'this passkey is another account''s' using errcode = '23505', constraint = 'passkeys_one_account';
  end if;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.pause_broadcasts(the_case uuid, the_spell uuid, at timestamp with time zone)
 RETURNS TABLE(id uuid, organisation_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update broadcasts b set state = 'paused', paused_at = at, paused_by = wl.account(), quiet_spell_id = the_spell
  where b.case_id = the_case and b.state in ('frozen', 'sending') and the_case = any (wl.room_cases())
    and wl.may_write_in(the_case)
    and exists (select 1 from quiet_spells q where q.id = the_spell and q.case_id = the_case and q.ended_at is null)
  returning b.id, b.organisation_id $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.persons_shown(of_case uuid)
 RETURNS TABLE(id uuid, role text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not of_case = any (wl.room_cases()) then return; end if;
  return query select p.id, p.role from persons p
    where p.case_id = of_case and p.removed_at is null
      and (p.role = 'at-risk' or exists (select 1 from consents c where c.case_id = of_case and c.person_id = p.id))
    order by p.role <> 'at-risk', p.created_at, p.id;
end $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.publicity_rises()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.publicity_level >= 4 and exists (select 1 from publication_items i where i.case_id = new.id
      and (new.publicity_level = 4 or i.item = 'name')) then
    return new;
  end if;
  if new.publicity_level < 4 and exists (select 1 from sign_offs s where s.case_id = new.id and s.subject_kind = 'publicity'
      and s.state = 'signed' and s.xmin = pg_current_xact_id()::xid) then
    return new;
  end if;
  raise exception 'a case is not made more public without signatures' using errcode = '23514', constraint = 'cases_publicity_signed';
end $function$

CREATE OR REPLACE FUNCTION wl.purposes_come_back()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  back text[] := array(select unnest(new.purposes) except select unnest(old.purposes));
begin
  if not exists (
    select 1 from withdrawal_items i
    join withdrawals w on w.id = i.withdrawal_id
    join sign_offs s on s.id = w.sign_off_id and s.state = 'signed'
    where i.consent_id = old.id and w.in_doubt and w.settled_how = 'restored' and i.final_at is null
      and i.former = new.state
      and back <@ array(select unnest(i.former_purposes) except select unnest(i.left_purposes))) then
    raise exception 'a consent is given anew for more' using errcode = '23514', constraint = 'consents_stay_narrowed';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.relay_settings_stay()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$

CREATE OR REPLACE FUNCTION wl.report_wrong_number(of_campaign uuid, of_target uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update targets o set wrong_reports = wrong_reports + 1
  where wl.kind() = 'worker' and o.id = of_target and exists (select 1 from campaign_targets t
    where t.campaign_id = of_campaign and t.target_id = o.id and t.case_id = any (wl.room_cases())) $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.requeue_tests_of_others(of_campaign uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare count int;
begin
  update official_emails e set state = 'queued', test = false, settled_at = null, claimed_at = null, claimed_by = null,
      handed_at = null, not_before = wl.moment(), attempts = 0
    from campaigns c, actions a, coalition_members m
    where c.id = of_campaign and e.campaign_id = c.id and e.organisation_id <> wl.organisation() and e.test and e.state = 'accepted'
      and a.id = e.action_id and a.state = 'confirmed' and not c.test_mode and c.organisation_id = wl.organisation()
      and m.case_id = c.case_id and m.organisation_id = e.organisation_id and m.left_at is null and m.role <> 'observer'
      and wl.kind() = 'member' and c.case_id = any (wl.room_cases()) and wl.may_write_in(c.case_id);
  get diagnostics count = row_count;
  return count;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.retry_parked(row_id bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  update intake.rows set parked_at = null, failures = 0 where id = row_id and parked_at is not null $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.revoke_invitation(of_invitation uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c text[] := wl.context(); asked coalition_invitations;
begin
  select * into asked from coalition_invitations i
    where i.id = of_invitation and i.case_id = any (wl.file_cases()) and i.state = 'open' for update;
  if not found or c[1] <> 'member' then return false; end if;
  update coalition_invitations i set state = 'revoked', answered_at = at, answered_by = c[3]::uuid where i.id = asked.id;
  update one_time_links l set revoked_at = at where l.id = asked.link_id and l.used_at is null and l.revoked_at is null;
  return true;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.room_cases()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c text[] := wl.context();
begin
  if c is null or c[2] = '' then return '{}'; end if;
  if c[1] = 'worker' then return wl.file_cases(); end if;
  if c[1] <> 'member' then return '{}'; end if;
  return wl.file_cases() || coalesce((select array_agg(k.id) from cases k
    join coalition_members m on m.case_id = k.id and m.left_at is null
    where m.organisation_id = c[2]::uuid and k.publicity_level >= 2), '{}');
end $function$

CREATE OR REPLACE FUNCTION wl.room_reads(of_case uuid, of_person uuid, circle text, point_state text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select circle in ('room', 'public') and point_state in ('approved', 'narrowed') and exists (select 1 from consents c
    where c.case_id = of_case and c.person_id = of_person and c.item = 'quotes'
      and ('coalition' = any (c.purposes) or (circle = 'public' and 'web' = any (c.purposes)))
      and (c.expires_at is null or c.expires_at > now())
      and (c.state = 'given' or (circle = 'public' and exists (select 1 from withdrawal_items i
        join withdrawals w on w.id = i.withdrawal_id where i.consent_id = c.id and i.former = 'given' and i.final_at is null
          and w.in_doubt and w.settled_at is null)))) $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.runs_own_campaign()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if wl.kind() = 'member' and old.organisation_id is distinct from wl.organisation()
     and not (new.state = 'ended' and old.state <> 'ended'
       and (old.code_name, old.kinds, old.act_by, old.time_zone, old.letter_mode, old.goal_minimum, old.default_language,
           old.test_mode, old.test_address_sealed) is not distinct from
         (new.code_name, new.kinds, new.act_by, new.time_zone, new.letter_mode, new.goal_minimum, new.default_language,
           new.test_mode, new.test_address_sealed)
       and exists (select 1 from coalition_members m where m.case_id = old.case_id and m.organisation_id = wl.organisation()
         and m.role = 'lead' and m.left_at is null)
       and not exists (select 1 from coalition_members m where m.case_id = old.case_id
         and m.organisation_id = old.organisation_id and m.left_at is null)) then
    raise exception 'another organisation runs this campaign' using errcode = '42501', constraint = 'campaigns_own';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.serves_alone()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select count(distinct m.account_id) <= 1 from members m
    where m.organisation_id = wl.organisation() and m.removed_at is null and m.role <> 'viewer' $function$

CREATE OR REPLACE FUNCTION wl.settled_now()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.settled_at is distinct from wl.moment() or (new.state = 'withdrawn' and (new.settled_how <> 'taken-back'
     or wl.kind() is distinct from 'member' or old.organisation_id is distinct from wl.organisation())) then
    raise exception 'not settled by you now' using errcode = '42501', constraint = 'coalition_decisions_settled_now';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.settles()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare voters int; agreeing int; objecting int; silent int; next_says text;
begin
  if old.state <> 'open' or (old.kind, old.quorum, old.terms, old.concerns_id, old.asked_at, old.asked_by, old.silence_at, old.sealed)
     is distinct from (new.kind, new.quorum, new.terms, new.concerns_id, new.asked_at, new.asked_by, new.silence_at, new.sealed)
  then raise exception 'a decision stays as it was put' using errcode = '23514', constraint = 'coalition_decisions_stay'; end if;
  if new.state not in ('agreed', 'refused') then return new; end if;
  select count(*), count(*) filter (where w.answer = 'agree'), count(*) filter (where w.answer = 'object'),
      count(*) filter (where w.answer is null), min(w.answer) filter (where v.organisation_id = new.concerns_id)
    into voters, agreeing, objecting, silent, next_says
    from wl.voters_of(new.case_id) v left join coalition_votes w on w.organisation_id = v.organisation_id
      and w.decision_id = new.id and w.voted_at >= v.joined_at
    where new.kind <> 'end-membership' or v.organisation_id <> new.concerns_id;
  if new.state = 'agreed' and not (case when new.kind = 'lead' then wl.lead_is_agreed(new, new.settled_at)
      else (agreeing >= new.quorum and (new.kind <> 'charter' or agreeing = voters))
        or (objecting = 0 and coalesce(new.settled_at >= wl.silence_ends(new.case_id, new.asked_at, new.silence_at), false)) end)
  then raise exception 'not agreed' using errcode = '23514', constraint = 'coalition_decisions_agreed'; end if;
  if new.state = 'refused' and not (case
      when new.kind = 'lead' then next_says in ('object', 'abstain')
        or new.concerns_id not in (select v.organisation_id from wl.voters_of(new.case_id) v)
      when new.kind = 'charter' then agreeing + silent < greatest(new.quorum, voters)
      else agreeing + silent < new.quorum end)
  then raise exception 'not refused' using errcode = '23514', constraint = 'coalition_decisions_refused'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.sheet_losses(of_hand_over uuid)
 RETURNS TABLE(organisation_id uuid, gone integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with last as (select distinct on (s.organisation_id) s.organisation_id, s.campaign_id, s.as_of from hand_over_sheets s
    where s.hand_over_id = of_hand_over and wl.kind() = 'member' and s.case_id = any (wl.room_cases())
    order by s.organisation_id, s.as_of desc)
  select l.organisation_id, count(distinct coalesce(a.supporter_id, a.id))::int
  from last l join actions a on a.organisation_id = l.organisation_id and a.campaign_id = l.campaign_id
    left join supporters p on p.organisation_id = a.organisation_id and p.id = a.supporter_id
  where a.kind = 'signature' and a.confirmed_at <= l.as_of
    and ((a.state <> 'confirmed' and coalesce(a.ended_at, 'infinity') > l.as_of - interval '1 minute')
      or p.erased_at > l.as_of - interval '1 minute')
  group by l.organisation_id $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.sign_off_keeps_quorum()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was signed does not change' using errcode = '42501';
end $function$

CREATE OR REPLACE FUNCTION wl.sign_off_keeps_wish()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was signed does not change' using errcode = '42501';
end $function$

CREATE OR REPLACE FUNCTION wl.sign_off_moves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state not in ('asked', 'prepared') then
    raise exception 'this sign-off is settled' using errcode = '42501';
  end if;
  if (old.id, old.subject_kind, old.subject_id, old.salt, old.text_hash, old.items, old.rule, old.needed,
      old.two_organisations, old.alone, old.signed_by, old.signed_at, old.organisation_id, old.condition, old.sealed)
    is distinct from (new.id, new.subject_kind, new.subject_id, new.salt, new.text_hash, new.items, new.rule, new.needed,
      new.two_organisations, new.alone, new.signed_by, new.signed_at, new.organisation_id, new.condition, new.sealed) then
    raise exception 'what was signed does not change' using errcode = '42501';
  end if;
  if (new.second_by, new.second_organisation, new.second_at)
      is distinct from (old.second_by, old.second_organisation, old.second_at)
    and ((old.second_by is not null and old.second_taken_back_at is null) or new.second_taken_back_at is not null
      or new.second_by is distinct from wl.account() or new.second_organisation is distinct from wl.organisation()) then
    raise exception 'one signs for oneself only' using errcode = '42501';
  end if;
  if (new.second_taken_back_at, new.second_reason_sealed)
      is distinct from (old.second_taken_back_at, old.second_reason_sealed)
    and not (new.second_taken_back_at is null and new.second_at is distinct from old.second_at)
    and (old.second_taken_back_at is not null or new.state <> old.state
      or old.second_by is distinct from wl.account() or old.second_organisation is distinct from wl.organisation()) then
    raise exception 'one takes back one''s own signature only' using errcode = '42501';
  end if;
  if new.state in ('prepared', 'signed') and new.state <> old.state and new.second_taken_back_at is not null then
    raise exception 'its second signature was taken back' using errcode = '42501', constraint = 'sign_offs_second_stands';
  end if;
  if old.state = 'prepared' and new.state = 'asked' then
    raise exception 'what was signed is not asked again' using errcode = '42501';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.sign_ons_go()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare asked uuid[]; one record;
begin
  asked := array(select s.id from joint_letter_signatories s join joint_letters l on l.id = s.letter_id
    where l.case_id = new.case_id and l.organisation_id = new.organisation_id and s.state = 'pending' for update of s);
  for one in
    with gone as (delete from joint_letter_contacts where signatory_id = any (asked) returning organisation_id, inbox)
    select distinct organisation_id, inbox from gone where inbox is not null
  loop
    perform wl.empty_mailbox(one.organisation_id, one.inbox);
  end loop;
  delete from joint_letter_signatories where id = any (asked);
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.signatory_by_whom()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare way text := case when tg_op = 'INSERT' then '' else old.state end || '>' || new.state; fine boolean;
  of_worker boolean := wl.kind() = 'worker' and exists (select 1 from joint_letters l where l.id = new.letter_id
    and l.organisation_id = wl.organisation());
begin
  if new.member_organisation_id is not null then
    fine := new.member_organisation_id = wl.organisation() and wl.kind() = 'member'
      and (way = '>listed' and new.listed_by = wl.account() or way = 'listed>withdrawn' and new.withdrawn_by = wl.account());
  elsif way in ('>pending', 'pending>waiting', 'waiting>withdrawn', 'listed>withdrawn') or old.state = new.state then
    fine := of_worker;
  elsif way in ('waiting>listed', 'declined>listed')
     or (way = 'removed>listed' and old.reason <> 'asked-by-them') then
    fine := wl.kind() = 'member' and new.listed_by = wl.account() and wl.decides_who_signed(new.letter_id);
  elsif way = 'waiting>declined' then
    fine := wl.kind() = 'member' and new.declined_by = wl.account() and wl.decides_who_signed(new.letter_id);
  elsif way = 'listed>removed' then
    fine := wl.kind() = 'member' and new.removed_by = wl.account() and wl.decides_who_signed(new.letter_id);
  end if;
  if fine is not true then
    raise exception 'not theirs to decide' using errcode = '42501', constraint = 'signatory_by_whom';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.signatory_hides()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from published.signatories p where p.id = new.id;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.signatory_shown()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from joint_letter_signatories s join publications p on p.subject_kind = 'joint-letter' and p.subject_id = s.letter_id
    where s.id = new.id and s.case_id = new.case_id and s.state = 'listed' and p.id = new.publication_id
      and s.member_organisation_id is not distinct from new.organisation_id for share of s;
  if not found then raise exception 'nobody has listed it' using errcode = '23514', constraint = 'signatories_listed'; end if;
  if new.organisation_id is null then
    if exists (select 1 from joint_letter_signatories s join published.documents d on d.publication_id = new.publication_id
        where s.id = new.id and d.item not in ('name', s.listed_under)) then
      raise exception 'listed under another name of hers' using errcode = '23514', constraint = 'signatories_looked_at';
    end if;
    return new;
  end if;
  perform 1 from coalition_members m where m.case_id = new.case_id and m.organisation_id = new.organisation_id
    and m.left_at is null and m.named_in_public for share;
  if not found then raise exception 'no member that may be named' using errcode = '23514', constraint = 'signatories_named'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.signatory_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was signed, and by whom, does not change' using errcode = '42501', constraint = 'signatory_stays';
end $function$

CREATE OR REPLACE FUNCTION wl.signature_keeps_letter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a signature stays with the letter that it was given to' using errcode = '23514', constraint = 'actions_letter_stays';
end $function$

CREATE OR REPLACE FUNCTION wl.signed_letter_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform 1 from publications p join campaigns c on c.id = p.subject_id
    where p.id = new.publication_id and not exists (select 1 from signed_letters l where l.campaign_id = c.id
      and l.text_hash = wl.letter_hash(new.language, new.body ->> 'signatureText'));
  if found then
    raise exception 'a letter that is signed has to be kept' using errcode = '23514', constraint = 'signed_letters_kept';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.signers(of_campaign uuid)
 RETURNS TABLE(organisation_id uuid, people integer, recorded integer, countries integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.organisation_id, s.people, s.recorded,
    case when not s.together then null when s.people >= greatest(5, c.goal_minimum) then s.countries else 0 end
  from campaigns c cross join lateral (
    select a.organisation_id, grouping(a.organisation_id) = 1 as together,
      count(distinct a.person_number) filter (where a.recorded_by is null)::int as people,
      count(*) filter (where a.recorded_by is not null)::int as recorded,
      count(distinct a.country) filter (where a.country <> k.country)::int as countries
    from actions a join cases k on k.id = a.case_id
    where a.campaign_id = c.id and a.kind = 'signature' and a.state = 'confirmed'
      and wl.kind() = 'member' and k.id = any (wl.room_cases())
    group by grouping sets ((), (a.organisation_id))) s
  where c.id = of_campaign $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.signs_by_rule()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare voters int; inside boolean;
begin
  select count(*), coalesce(bool_or(v.organisation_id = wl.organisation()), false) into voters, inside
    from wl.voters_of(new.case_id) v;
  if wl.kind() is distinct from 'member' or not inside or new.organisation_id is distinct from wl.organisation()
     or new.signed_at is distinct from wl.moment() or new.approved_at is not null or new.rule in ('earlier', 'emergency')
     or (new.subject_kind = 'campaign' and new.rule <> 'official' and not exists (select 1 from campaigns c
       where c.id = new.subject_id and c.organisation_id = wl.organisation()))
     or (new.alone and (voters > 1 or not wl.serves_alone()))
     or (new.needed = 2 and new.two_organisations is distinct from
       (voters > 1 and new.rule in ('first', 'higher-level', 'new-item', 'restore-consent')))
     or (new.rule in ('correction', 'official', 'lowering') and (
       not exists (select 1 from publications p where p.case_id = new.case_id and p.subject_kind = new.subject_kind
         and p.subject_id = new.subject_id)
       or exists (select 1 from unnest(new.items) as shown (item) where not exists (select 1 from publications p
         join publication_items i on i.publication_id = p.id where p.subject_kind = new.subject_kind
           and p.subject_id = new.subject_id and p.case_id = new.case_id and i.person_id || ':' || i.item = shown.item))))
  then raise exception 'not to be signed like this' using errcode = '42501', constraint = 'sign_offs_rule_holds'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.signs_now()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.approved_at is distinct from old.approved_at and new.approved_at is distinct from wl.moment())
     or (new.second_at is distinct from old.second_at and new.second_at is distinct from wl.moment())
     or (new.second_taken_back_at is distinct from old.second_taken_back_at and new.second_taken_back_at is not null
       and new.second_taken_back_at is distinct from wl.moment())
     or (new.settled_at is distinct from old.settled_at and new.settled_at is distinct from wl.moment()) then
    raise exception 'not now' using errcode = '42501', constraint = 'sign_offs_now';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.signs_what_stands()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare letter joint_letters;
begin
  select l.* into letter from joint_letters l where l.id = new.letter_id for share;
  if letter.text_hash is distinct from new.text_hash or (tg_op = 'INSERT' and (letter.state not in ('published', 'closed')
     or (new.member_organisation_id is null and not letter.public_open))) then
    raise exception 'that is not what stands there' using errcode = '23514', constraint = 'signs_what_stands';
  end if;
  -- who observes signs nothing
  if tg_op = 'INSERT' and new.member_organisation_id is not null and not exists (select 1 from coalition_members m
      where m.case_id = new.case_id and m.organisation_id = new.member_organisation_id and m.left_at is null and m.role <> 'observer') then
    raise exception 'no member that may sign' using errcode = '23514', constraint = 'signs_as_member';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.silence_as_agreed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.silence_at < new.signed_at + make_interval(hours => coalesce((select nullif((c.terms ->> 'silenceHours')::int, 0)
      from coalition_charters c where c.case_id = new.case_id order by c.version desc limit 1), 100000)) then
    raise exception 'silence is not agreed on' using errcode = '23514', constraint = 'sign_offs_silence_agreed';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.silence_ends(of_case uuid, asked timestamp with time zone, silence timestamp with time zone, until timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when silence is not null and terms.hours > 0
    then greatest(silence, greatest(asked, newest.joined) + make_interval(hours => terms.hours)) end
  from (select (select (c.terms ->> 'silenceHours')::int from coalition_charters c where c.case_id = of_case
      order by c.version desc limit 1) as hours) terms,
    (select max(m.joined_at) as joined from coalition_members m where m.case_id = of_case and m.left_at is null
      and m.role <> 'observer' and (until is null or m.joined_at <= until)) newest $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.speak_for(of_session uuid, of_organisation uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare who uuid := wl.account();
begin
  if wl.kind() is distinct from 'member' or not exists (select 1 from members m
    where m.account_id = who and m.organisation_id = of_organisation and m.removed_at is null) then return false; end if;
  update sessions s set organisation_id = of_organisation, stepped_up_at = null
    where s.id = of_session and s.account_id = who and s.ended_at is null and s.organisation_id is distinct from of_organisation;
  if not found then return false; end if;
  insert into events (type, at, organisation_id, subject, actor_kind, actor_account, data)
    values ('session.started', at, of_organisation, of_session, 'member', who, jsonb_build_object('accountId', who, 'how', 'switch'));
  return true;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.start_joint_broadcast(joint uuid, of_update uuid, of_who text, minutes integer, organisations uuid[], parts uuid[], chunk_size integer, at timestamp with time zone)
 RETURNS TABLE(id uuid, organisation_id uuid, recipients integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare the_case uuid;
begin
  -- held, so that one update has one broadcast at a time
  select u.case_id into the_case from updates u join publications p on p.subject_kind = 'update' and p.subject_id = u.id
    where u.id = of_update for update of u;
  if the_case is null or wl.kind() is distinct from 'member' or not the_case = any (wl.room_cases()) or not wl.may_write_in(the_case)
    then return; end if;
  if exists (select 1 from broadcasts b where b.update_id = of_update and b.finished_at is null) then
    raise exception 'under way' using errcode = '23505', constraint = 'broadcasts_under_way';
  end if;
  -- held, so that nobody leaves beside this
  perform 1 from coalition_members m where m.case_id = the_case for share;
  return query
    with readers as materialized (select * from wl.joint_readers(of_update, of_who)),
    whole as (
      insert into joint_broadcasts (id, case_id, update_id, organisation_id, who, recipients, created_at, created_by, hold_minutes, hold_until)
      select joint, the_case, of_update, wl.organisation(), of_who, count(*), at, wl.account(), minutes, at + make_interval(mins => minutes)
      from readers r where r.gets having count(*) > 0
    ), made as (
      insert into broadcasts (id, organisation_id, case_id, update_id, state, audience, acted, asked, recipients, created_by, created_at,
        joint_id)
      select p.part, r.organisation_id, the_case, of_update, 'frozen', jsonb_build_object('who', of_who),
        count(*) filter (where r.acted), count(*) filter (where r.asked), count(*) filter (where r.gets), wl.account(), at, joint
      from readers r join unnest(organisations, parts) as p (organisation_id, part) on p.organisation_id = r.organisation_id
      group by p.part, r.organisation_id having bool_or(r.gets)
      returning broadcasts.id, broadcasts.organisation_id, broadcasts.recipients
    ), placed as (
      select m.id, m.organisation_id, f.number, ((row_number() over (partition by m.id order by f.number) - 1) / chunk_size)::int as chunk
      from made m join readers f on f.organisation_id = m.organisation_id and f.gets
    ), kept as (
      insert into broadcast_chunks (broadcast_id, organisation_id, number, supporters)
      select p.id, p.organisation_id, p.chunk, array_agg(p.number order by p.number) from placed p
      group by p.id, p.organisation_id, p.chunk
    )
    select m.id, m.organisation_id, m.recipients from made m;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a row of % does not change its owner', tg_table_name using errcode = '42501';
end $function$

CREATE OR REPLACE FUNCTION wl.stays_quiet()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from quiet_spells where case_id = new.case_id and ended_at is null) then
    raise exception 'this case is quiet' using errcode = '23514', constraint = 'publications_not_quiet';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.stop_broadcasts(the_case uuid, the_update uuid, at timestamp with time zone)
 RETURNS TABLE(id uuid, organisation_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update broadcasts b set state = 'cancelled', cancelled_at = at, cancelled_by = wl.account()
  where b.case_id = the_case and (the_update is null or b.update_id = the_update)
    and b.state in ('frozen', 'sending', 'paused')
    and the_case = any (wl.room_cases()) and wl.may_write_in(the_case)
  returning b.id, b.organisation_id $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.stop_broadcasts_of(the_case uuid, of_organisation uuid)
 RETURNS TABLE(id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update broadcasts b set state = 'cancelled', cancelled_at = wl.moment(), cancelled_by = wl.account()
  where b.case_id = the_case and b.organisation_id = of_organisation and b.state in ('frozen', 'sending', 'paused')
    and the_case = any (wl.room_cases()) and (of_organisation = wl.organisation()
      or exists (select 1 from coalition_decisions d where d.case_id = the_case and d.kind = 'end-membership'
        and d.concerns_id = of_organisation and d.state = 'agreed' and d.settled_at = wl.moment()))
  returning b.id $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.stop_joint_broadcast(joint uuid, at timestamp with time zone)
 RETURNS TABLE(id uuid, organisation_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update broadcasts b set state = 'cancelled', cancelled_at = at, cancelled_by = wl.account()
  from joint_broadcasts j
  where j.id = joint and b.joint_id = j.id and b.state in ('frozen', 'sending', 'paused') and wl.kind() = 'member'
    and j.case_id = any (wl.room_cases()) and exists (select 1 from coalition_members m where m.case_id = j.case_id
      and m.organisation_id = wl.organisation() and m.left_at is null and m.role <> 'observer'
      and (m.role = 'lead' or m.organisation_id = j.organisation_id))
  returning b.id, b.organisation_id $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.stop_letters_of_others(of_campaign uuid, of_target uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare count int;
begin
  update official_emails e set state = 'stopped', settled_at = wl.moment()
    from campaigns c where c.id = e.campaign_id and e.campaign_id = of_campaign and e.organisation_id <> wl.organisation()
      and (of_target is null or e.target_id = of_target) and e.state in ('waiting', 'held', 'queued', 'claimed')
      and c.case_id = any (wl.room_cases()) and wl.may_write_in(c.case_id)
      and (c.state = 'ended'
        or exists (select 1 from publications p where p.subject_kind = 'campaign' and p.subject_id = c.id
          and p.published_at = wl.moment())
        or exists (select 1 from campaign_targets g left join targets t on t.id = g.target_id
          where g.campaign_id = c.id and g.target_id = of_target and (g.removed_at is not null or t.retired_at is not null)));
  get diagnostics count = row_count;
  return count;
end $function$

-- execute: wl_office, wl_worker
CREATE OR REPLACE FUNCTION wl.sum_of_events(from_xid xid8, to_xid xid8, after_id bigint, until_id bigint, OUT events integer, OUT last_id bigint, OUT digest bytea)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select count(*)::int, max(e.id), sha256(coalesce(string_agg(sha256(convert_to(jsonb_build_array(e.id, e.xid::text,
      (extract(epoch from e.at) * 1000000)::bigint, e.type, e.organisation_id, e.case_id, e.subject, e.actor_kind,
      e.actor_account, e.data)::text, 'UTF8')), ''::bytea order by e.xid, e.id), ''::bytea))
  from public.events e
  where e.xid >= from_xid and e.xid < to_xid and e.id > after_id and (until_id is null or e.id <= until_id)
$function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.supporter_change_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.sealed is distinct from old.sealed and length(new.sealed) > 0)
     or (new.undone_at is distinct from old.undone_at and (old.undone_at is not null or new.undone_at is distinct from wl.moment()))
  then
    raise exception 'a change stays as it was written down' using errcode = '42501';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.take_signature_back(of_signatory uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if wl.kind() is distinct from 'worker' then return false; end if;
  update joint_letter_signatories s set state = 'withdrawn', withdrawn_at = wl.moment(), to_tell = null
    from joint_letters l where s.id = of_signatory and l.id = s.letter_id and l.organisation_id = wl.organisation()
      and s.member_organisation_id is null and s.state in ('waiting', 'listed');
  return found;
end $function$

-- execute: wl_worker
CREATE OR REPLACE FUNCTION wl.task_moves()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare us uuid := wl.organisation(); role_of_us text; fits boolean; freed boolean := false;
begin
  select v.role into role_of_us from wl.voters_of(new.case_id) v where v.organisation_id = us;
  fits := role_of_us is not null and wl.kind() = 'member'
    and (new.for_organisation_id is null
      or exists (select 1 from wl.voters_of(new.case_id) v where v.organisation_id = new.for_organisation_id));
  if new.owner_account is not null and (tg_op = 'INSERT' or new.owner_account is distinct from old.owner_account) then
    -- held, so that nobody is removed beside this
    perform 1 from members m where m.account_id = new.owner_account and m.organisation_id = us
      and m.removed_at is null and m.role <> 'viewer' for share;
    fits := fits and found and new.for_organisation_id = us;
  end if;
  if tg_op = 'INSERT' then
    fits := fits and new.state = 'open' and new.for_organisation_id is not null and new.set_at = wl.moment();
  else
    fits := fits and new is distinct from old;
    freed := old.state <> 'open' and new.state = 'open' and new.for_organisation_id is null and new.owner_account is null
      and not exists (select 1 from wl.voters_of(old.case_id) v where v.organisation_id = old.for_organisation_id);
    if not freed and (new.for_organisation_id, new.owner_account) is distinct from (old.for_organisation_id, old.owner_account) then
      fits := fits and old.state = 'open' and new.state = 'open'
        and (old.for_organisation_id is null or old.for_organisation_id = us)
        and (new.for_organisation_id is not distinct from old.for_organisation_id or old.for_organisation_id is null
          or new.for_organisation_id is null);
    end if;
    if new.state <> old.state then
      fits := fits and (us = old.organisation_id or (us = old.for_organisation_id and 'withdrawn' not in (old.state, new.state))
          or (role_of_us = 'lead' and 'withdrawn' in (old.state, new.state)))
        and 'open' in (old.state, new.state);
    end if;
    fits := fits and (new.settled_at is not distinct from old.settled_at or new.settled_at is null
      or (new.settled_at = wl.moment() and new.settled_by = wl.account()));
  end if;
  if fits is not true then raise exception 'not this organisation''s to say' using errcode = '42501', constraint = 'coalition_tasks_moves'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.task_step_was_made()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare t coalition_tasks; us uuid := wl.organisation(); me uuid := wl.account(); here text := pg_current_xact_id()::xid::text; fits boolean;
begin
  select * into t from coalition_tasks c where c.id = new.task_id and c.case_id = new.case_id and c.xmin::text = here;
  fits := found and new.at = wl.moment()
    and not exists (select 1 from coalition_task_acts a where a.task_id = new.task_id and a.xmin::text = here)
    and case new.act
      when 'set' then t.set_at = new.at and t.set_by = me and t.organisation_id = us
      when 'done' then t.state = 'done' and t.settled_at = new.at and t.settled_by = me
      when 'withdrawn' then t.state = 'withdrawn' and t.settled_at = new.at and t.settled_by = me
      when 'taken' then t.state = 'open' and t.for_organisation_id = us and t.owner_account = me
      when 'named' then t.state = 'open' and t.for_organisation_id = us and t.owner_account is not null
      when 'let-go' then t.state = 'open' and t.for_organisation_id = us and t.owner_account is null
      when 'given' then t.state = 'open' and t.for_organisation_id is not null and t.owner_account is null
      when 'given-back' then t.state = 'open' and t.for_organisation_id is null
      when 'reopened' then t.state = 'open'
    end;
  if fits is not true then raise exception 'nobody did that' using errcode = '42501', constraint = 'coalition_task_acts_made'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.tasks_are_left()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  with freed as (update coalition_tasks t set for_organisation_id = null, owner_account = null, owner_sealed = null
    where t.case_id = new.case_id and t.for_organisation_id = new.organisation_id and t.state = 'open' returning t.id)
  insert into coalition_task_acts (id, task_id, case_id, organisation_id, act, at)
    select gen_random_uuid(), freed.id, new.case_id, new.organisation_id, 'left', coalesce(new.left_at, wl.moment(), now()) from freed;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.team_observers_read()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if wl.observes_file(case when tg_op = 'DELETE' then old.case_id else new.case_id end) then
    raise exception 'observers of a team read' using errcode = '42501', constraint = 'team_observers_read';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.told_to_room(type text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select split_part(type, '.', 1) in ('action', 'broadcast', 'campaign', 'coalition', 'demand', 'hand-over', 'inbox', 'joint-letter',
    'mail', 'messages', 'official-email', 'publication', 'sign-off', 'target', 'targets', 'update') $function$

CREATE OR REPLACE FUNCTION wl.unlists()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- the trigger there asks anew
  update published.organisations o set changed_at = now()
    where o.organisation_id = new.organisation_id and o.unlisted <> wl.is_unlisted(new.organisation_id);
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.voters_of(of_case uuid)
 RETURNS TABLE(organisation_id uuid, role text, joined_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select m.organisation_id, m.role, m.joined_at from coalition_members m
    where m.case_id = of_case and m.left_at is null and m.role <> 'observer' $function$

CREATE OR REPLACE FUNCTION wl.vouched_for(of_organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with recursive vouched (id) as (
    select o.id from organisations o where not o.brought_in
    union
    select i.invited_id from coalition_invitations i join vouched v on v.id = i.organisation_id
      where i.confirmed_by is not null and i.invited_id is not null
  ) select exists (select 1 from vouched v where v.id = of_organisation) $function$

CREATE OR REPLACE PROCEDURE wl.wall(IN who text, IN tab regclass, IN rule text)
 LANGUAGE plpgsql
AS $procedure$
declare owned text; of_case boolean := exists (select 1 from pg_attribute
  where attrelid = tab and attname = 'case_id' and not attisdropped);
begin
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy wall on %s to %s using (%s) with check (%s)', tab, who, rule, rule);
  execute format('grant select, insert, update, delete on %s to %s', tab, who);
  for owned in select attname from pg_attribute
    where attrelid = tab and attname in ('organisation_id', 'case_id') and not attisdropped order by attname
  loop
    execute format('create trigger %I before update of %I on %s for each row when (old.%I is distinct from new.%I)
      execute function wl.stays()', owned || '_stays', owned, tab, owned, owned);
  end loop;
  if of_case and wl.kept_from_observers(tab, rule) then call wl.keep_from_observers(tab); end if;
  if of_case and wl.kept_from_team_observers(tab, rule) then call wl.keep_from_team_observers(tab); end if;
end $procedure$

CREATE OR REPLACE FUNCTION wl.watch_of(of_case uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select t.organisation_id from case_team t
    join cases k on k.id = t.case_id
    join coalition_members m on m.case_id = t.case_id and m.organisation_id = t.organisation_id and m.left_at is null
    join members s on s.organisation_id = t.organisation_id and s.account_id = t.account_id and s.removed_at is null
  where t.case_id = of_case and t.removed_at is null
  order by t.role = 'observer', t.organisation_id <> k.lead_organisation_id, t.added_at, t.account_id limit 1 $function$

CREATE OR REPLACE FUNCTION wl.wish_is_so()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare m coalition_members; fits boolean;
begin
  select * into m from coalition_members c where c.case_id = new.case_id and c.organisation_id = new.organisation_id;
  fits := old.settled_at is null and new.settled_at = wl.moment() and case new.settled_how
    when 'done' then m.left_at is not null or (new.what = 'unname' and not m.named_in_public)
    when 'leads' then new.what = 'leave' and m.left_at is null and m.role = 'lead'
    when 'not-now' then new.what = 'leave' and m.left_at is null and m.role <> 'lead'
  end;
  if fits is not true then raise exception 'that is not so' using errcode = '42501', constraint = 'membership_wishes_settled'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION wl.wishes_end()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update membership_wishes w set settled_at = new.left_at, settled_how = 'done'
    where w.case_id = new.case_id and w.organisation_id = new.organisation_id and w.settled_at is null;
  return null;
end $function$

CREATE OR REPLACE FUNCTION wl.withdraw_paper_of_gone(of_batch uuid, as_version integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare b paper_batches;
begin
  select p.* into b from paper_batches p join campaigns c on c.id = p.campaign_id
      join coalition_members m on m.case_id = p.case_id and m.organisation_id = p.organisation_id
    where p.id = of_batch and p.version = as_version and p.withdrawn_at is null and m.left_at is not null and wl.kind() = 'member'
      and c.organisation_id = wl.organisation() and m.organisation_id <> wl.organisation()
      and p.case_id = any (wl.room_cases()) and wl.may_write_in(p.case_id)
    for update of p;
  if not found then return null; end if;
  insert into paper_changes (batch_id, version, case_id, organisation_id, kind, was, becomes, sealed, changed_at, changed_by)
    values (b.id, b.version + 1, b.case_id, b.organisation_id, 'withdrawn', b.signatures, 0, '', wl.moment(), wl.account());
  update paper_batches p set withdrawn_at = wl.moment(), withdrawn_by = wl.account(), version = b.version + 1 where p.id = b.id;
  return b.signatures;
end $function$

-- execute: wl_office
CREATE OR REPLACE FUNCTION wl.word_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'sign_offs' then
    insert into sign_off_words_before (sign_off_id, case_id, what, organisation_id, account_id, taken_back_at, sealed)
      values (old.id, old.case_id, 'signature', old.second_organisation, old.second_by, old.second_taken_back_at, old.second_reason_sealed);
  else
    insert into sign_off_words_before (sign_off_id, case_id, what, organisation_id, account_id, taken_back_at, sealed)
      values (old.sign_off_id, old.case_id, 'approval', old.organisation_id, old.account_id, old.answered_at, old.sealed);
  end if;
  return null;
end $function$

