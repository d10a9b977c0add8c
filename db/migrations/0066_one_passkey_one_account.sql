-- What two people must do, one person with two accounts must not: a passkey belongs to one account, also when it was removed there.

-- Whose passkey it is or was. A passkey that is taken off an account may come back to it, and to no other.
create table passkey_owners (
  credential_hash bytea primary key check (length(credential_hash) = 32), -- SHA-256 of the credential's id
  key_hash bytea not null unique check (length(key_hash) = 32), -- and of its public key: another id makes it no other passkey
  account_id uuid not null references accounts
);
create index passkey_owners_of_account on passkey_owners (account_id);
insert into passkey_owners
  select sha256(credential_id), sha256(public_key), account_id from passkeys on conflict do nothing;
call wl.wall('wl_office', 'passkey_owners', $$(select wl.kind()) = 'sign-in' or account_id = (select wl.account())$$);
call wl.narrow('update', 'passkey_owners', 'false');
call wl.narrow('delete', 'passkey_owners', 'false');

-- Safety: without this one key, carried from one account to another, would give both signatures.
create function wl.passkey_stays() returns trigger language plpgsql as $$
begin
  insert into passkey_owners values (sha256(new.credential_id), sha256(new.public_key), new.account_id) on conflict do nothing;
  if not exists (select from passkey_owners o where o.credential_hash = sha256(new.credential_id)
      and o.key_hash = sha256(new.public_key) and o.account_id = new.account_id) then
    raise exception 'this passkey is another account''s' using errcode = '23505', constraint = 'passkeys_one_account';
  end if;
  return null;
end $$;
create trigger passkey_stays after insert or update of account_id, credential_id, public_key on passkeys
  for each row execute function wl.passkey_stays();
