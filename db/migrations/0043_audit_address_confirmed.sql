-- Signed heads go only to an address whose owner has confirmed it by mail. Addresses of before stay as they are.
alter table organisations add column audit_address_confirmed_at timestamptz;
alter table organisations add column audit_token_hash bytea;          -- of the link that was mailed; gone once it is used
alter table organisations add column audit_token_expires_at timestamptz;
update organisations set audit_address_confirmed_at = now() where audit_address_sealed is not null;
alter table organisations add check (audit_address_confirmed_at is null or audit_address_sealed is not null);
alter table organisations add check ((audit_token_hash is null) = (audit_token_expires_at is null));
