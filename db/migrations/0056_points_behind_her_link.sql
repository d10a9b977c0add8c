-- Behind her own link she reads her points, approves them, says no to one, or takes one back. What she did there is kept
-- beside what she did with her consents, with the hash of each text that she approved.
alter table consent_link_acts alter column consent_id drop not null;
alter table consent_link_acts add column point_id uuid;
alter table consent_link_acts add column circle text check (circle in ('team', 'room', 'public'));
alter table consent_link_acts add column texts text[]; -- language and SHA-256 of what she approved
alter table consent_link_acts add constraint consent_link_acts_point
  foreign key (point_id, case_id) references statement_points (id, case_id);
alter table consent_link_acts add constraint consent_link_acts_one check (num_nonnulls(consent_id, point_id) = 1);
-- Safety: an approval says of which words
alter table consent_link_acts add constraint consent_link_acts_words check (
  (point_id is not null and act = 'approve') = (texts is not null) and (texts is null) = (circle is null)
  and (point_id is null or act in ('approve', 'withdraw')));
create index consent_link_acts_of_point on consent_link_acts (point_id) where point_id is not null;

alter table statement_points drop constraint statement_points_approved_how_check;
alter table statement_points add constraint statement_points_approved_how_check
  check (approved_how in ('written', 'audio', 'oral-with-witness', 'oral', 'lawyer', 'link'));
