-- Safety: an organisation's own words above an update that it passes on stood outside every consent, quorum and withdrawal. They
-- are no more: there is the text that was signed, and whoever has more to say writes an update.

alter table reposts drop column intro, drop column alone, drop column intro_signed_at, drop column intro_signed_by;
alter table published.reposts drop column intro;
