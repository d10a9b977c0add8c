-- A sign-on may bring a logo of up to 96 kB: with the rest of the form, as JSON and sealed, below 160 kB.
alter table intake.rows drop constraint rows_sealed_check;
alter table intake.rows add constraint rows_sealed_check check (length(sealed) between 32 and 163840);

alter table joint_letter_contacts
  add inbox int,                -- where the mails go: its own word against our mails holds for these too
  add expires_at timestamptz,   -- what is not confirmed by then goes
  add network bytea,            -- keyed tag of the network that the form came from, for seven days: never an address
  add authority_wording text,   -- "I may sign for this organisation …", as it stood there
  add authority_version text,
  add foreign key (organisation_id, inbox) references inboxes (organisation_id, number);
create index joint_letter_contacts_by_inbox on joint_letter_contacts (organisation_id, inbox);
create index joint_letter_contacts_expiring on joint_letter_contacts (organisation_id, expires_at);

-- A logo lies as it came until the mail was answered: no picture of somebody whom nobody knows is drawn at all.
alter table joint_letter_logos
  alter rendition drop not null, alter content_type drop not null, alter width drop not null, alter height drop not null,
  add check (num_nulls(rendition, content_type, width, height) in (0, 4));
create index joint_letter_logos_to_draw on joint_letter_logos (case_id) where rendition is null;
