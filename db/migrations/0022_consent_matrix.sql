-- What a consent is for, from a closed list, and when the team asks again. A review date only warns: nothing but an end
-- that the person set removes by itself.

alter table consents add column review_on date;
alter table consents add constraint consents_purposes check (purposes <@ array['safety', 'legal', 'coalition',
  'private-advocacy', 'un-regional', 'embassies', 'media', 'web', 'social', 'fundraising', 'statistics']);
create index consents_to_review on consents (review_on) where state = 'given' and review_on is not null;
