-- What a draft read before, and what people say to it, of every text of the coalition: an update, a campaign, or the case
-- page, which is of the case itself.

alter table update_text_versions rename to text_versions;
alter index update_text_versions_of_case rename to text_versions_of_case;
alter table text_versions rename constraint update_text_versions_update_id_case_id_fkey to text_versions_update_id_case_id_fkey;
alter table text_versions rename constraint update_text_versions_written_by_fkey to text_versions_written_by_fkey;
alter table text_versions rename constraint update_text_versions_version_check to text_versions_version_check;
alter table text_versions drop constraint update_text_versions_pkey;
alter table text_versions alter column update_id drop not null;
alter table text_versions add column campaign_id uuid,
  add foreign key (campaign_id, case_id) references campaigns (id, case_id),
  add constraint text_versions_of_one check (num_nonnulls(update_id, campaign_id) <= 1),
  add constraint text_versions_once unique nulls not distinct (case_id, update_id, campaign_id, language, version);
drop index text_versions_of_case; -- the rule above begins with the case
-- Safety: who may not draft leaves no version under a draft
create trigger of_who_drafts before insert on text_versions for each row
  when (current_user = 'wl_office') execute function wl.drafts_by_charter();

alter table update_comments rename to text_comments;
alter index update_comments_pkey rename to text_comments_pkey;
alter index update_comments_of_update rename to text_comments_of_update;
alter index update_comments_of_case rename to text_comments_of_case;
alter table text_comments rename constraint update_comments_update_id_case_id_fkey to text_comments_update_id_case_id_fkey;
alter table text_comments rename constraint update_comments_case_id_organisation_id_fkey
  to text_comments_case_id_organisation_id_fkey;
alter table text_comments rename constraint update_comments_account_id_fkey to text_comments_account_id_fkey;
alter table text_comments rename constraint update_comments_resolved_by_fkey to text_comments_resolved_by_fkey;
alter table text_comments rename constraint update_comments_version_check to text_comments_version_check;
alter table text_comments rename constraint update_comments_check to text_comments_check;
alter table text_comments alter column update_id drop not null;
alter table text_comments add column campaign_id uuid,
  add foreign key (campaign_id, case_id) references campaigns (id, case_id),
  add constraint text_comments_of_one check (num_nonnulls(update_id, campaign_id) <= 1);
create index text_comments_of_campaign on text_comments (campaign_id, written_at) where campaign_id is not null;
