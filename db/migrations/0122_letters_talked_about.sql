-- Joint letters are talked about, and keep what they read before, like every other text of the coalition.
alter table text_versions add column letter_id uuid,
  add foreign key (letter_id, case_id) references joint_letters (id, case_id),
  drop constraint text_versions_of_one, drop constraint text_versions_once,
  add constraint text_versions_of_one check (num_nonnulls(update_id, campaign_id, letter_id) <= 1),
  add constraint text_versions_once unique nulls not distinct (case_id, update_id, campaign_id, letter_id, language, version);
alter table text_comments add column letter_id uuid,
  add foreign key (letter_id, case_id) references joint_letters (id, case_id),
  drop constraint text_comments_of_one,
  add constraint text_comments_of_one check (num_nonnulls(update_id, campaign_id, letter_id) <= 1);
create index text_comments_of_letter on text_comments (letter_id, written_at) where letter_id is not null;
