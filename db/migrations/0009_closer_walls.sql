-- Closer walls before several organisations share a case.

-- Drafts of a case's texts belong to the case: sealed under its key, seen only while the case is, gone with its key.
alter table drafts add column case_id uuid references cases;
call wl.narrow('select', 'drafts', 'case_id is null or case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('insert', 'drafts', 'case_id is null or case_id = any ((select wl.room_cases())::uuid[])');
call wl.narrow('update', 'drafts', 'case_id is null or case_id = any ((select wl.room_cases())::uuid[])');
create index drafts_of_case on drafts (case_id) where case_id is not null;

-- Safety: who stands around a case is changed by functions of the owner alone (wl.open_case, wl.erase_case); whoever
-- merely sees a case lets nobody in, and takes no part of it away.
revoke insert, update, delete on coalition_members from wl_office, wl_worker;
-- The lead is one of the coalition, and stays; handing the lead over will be an act of its own.
alter table cases add constraint cases_lead_is_member foreign key (id, lead_organisation_id)
  references coalition_members (case_id, organisation_id) deferrable initially deferred;
create trigger lead_organisation_id_stays before update of lead_organisation_id on cases for each row
  when (old.lead_organisation_id is distinct from new.lead_organisation_id) execute function wl.stays();

-- What a supporter did to an official names an official of the same organisation.
alter table actions add constraint actions_target foreign key (organisation_id, target_id)
  references targets (organisation_id, id);
alter table official_emails add constraint official_emails_target foreign key (organisation_id, target_id)
  references targets (organisation_id, id);
