-- Each withdrawal is written down, with whether the word met her advance direction. One that does not takes down all the
-- same; what it took is kept sealed until two people bring it back in one step, or somebody says that it stands.

create table withdrawals (
  id uuid primary key,
  case_id uuid not null references cases,
  at timestamptz not null,
  by_account uuid references accounts,
  by_link uuid,                        -- she did it herself, through the link that she was given
  word text not null check (word in ('met', 'not-met', 'unknown')),
  held boolean,                        -- she was held then; null: whoever recorded it does not see the file
  in_doubt boolean not null,
  settled_at timestamptz,
  settled_by uuid references accounts, -- null: her own later word
  settled_how text check (settled_how in ('stands', 'restored')),
  sign_off_id uuid references sign_offs,
  unique (id, case_id),
  check (num_nonnulls(by_account, by_link) = 1),
  -- Safety: an answer that nobody knows counts as no while somebody else holds her
  check (in_doubt = (word = 'not-met' or (word = 'unknown' and held is not false))),
  check ((settled_at is null) = (settled_how is null)),
  -- Safety: what meets the direction is given anew or not at all
  check (settled_how is distinct from 'restored' or (in_doubt and sign_off_id is not null and settled_by is not null)),
  check (sign_off_id is null or settled_how = 'restored')
);
create index withdrawals_of_case on withdrawals (case_id, at);
create index withdrawals_open on withdrawals (case_id) where in_doubt and settled_at is null;
call wl.wall('wl_office, wl_worker', 'withdrawals', 'case_id = any ((select wl.room_cases())::uuid[])');
-- Safety: nobody takes away that something was withdrawn, nor says so in another's name.
revoke delete on withdrawals from wl_office, wl_worker;
call wl.narrow('insert', 'withdrawals', 'by_account is not distinct from (select wl.account())');

create table withdrawal_items (
  withdrawal_id uuid not null,
  case_id uuid not null references cases,
  consent_id uuid not null references consents,
  former text not null check (former in ('given', 'proposed', 'unobtainable')),
  final_at timestamptz,                -- a later word met the direction: this one does not come back
  primary key (withdrawal_id, consent_id),
  foreign key (withdrawal_id, case_id) references withdrawals (id, case_id)
);
create index withdrawal_items_of_consent on withdrawal_items (consent_id);
call wl.wall('wl_office, wl_worker', 'withdrawal_items', 'case_id = any ((select wl.room_cases())::uuid[])');
revoke delete on withdrawal_items from wl_office, wl_worker;

-- Safety: a consent that was withdrawn comes back only with the last withdrawal of it, when that is restored by signature.
create function wl.consent_comes_back() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from (
      select w.in_doubt, w.settled_how, w.sign_off_id, i.final_at, i.former
      from withdrawal_items i join withdrawals w on w.id = i.withdrawal_id
      where i.consent_id = old.id order by w.at desc, w.id desc limit 1) last
    join sign_offs s on s.id = last.sign_off_id and s.state = 'signed'
    where last.in_doubt and last.settled_how = 'restored' and last.final_at is null and last.former = new.state) then
    raise exception 'a withdrawn consent is given anew' using errcode = '23514', constraint = 'consents_stay_withdrawn';
  end if;
  return new;
end $$;
create trigger consent_comes_back before update of state on consents for each row
  when (old.state = 'withdrawn' and new.state <> 'withdrawn') execute function wl.consent_comes_back();

-- What stood is kept for the end of quiet, or for a withdrawal that two may undo.
alter table kept_pages alter column spell_id drop not null;
alter table kept_pages add column withdrawal_id uuid;
alter table kept_pages add foreign key (withdrawal_id, case_id) references withdrawals (id, case_id);
alter table kept_pages add check (num_nonnulls(spell_id, withdrawal_id) = 1);
alter table kept_pages add unique (withdrawal_id, subject_id);

-- Signed by two people, of two organisations once two are in.
alter table sign_offs drop constraint sign_offs_subject_kind_check;
alter table sign_offs add constraint sign_offs_subject_kind_check
  check (subject_kind in ('case', 'campaign', 'update', 'publicity', 'restore', 'withdrawal'));
alter table sign_offs drop constraint sign_offs_rule_check;
alter table sign_offs add constraint sign_offs_rule_check check (rule in ('earlier', 'first', 'higher-level', 'new-item',
  'within', 'correction', 'official', 'lowering', 'emergency', 'restore', 'restore-consent'));
alter table sign_offs drop constraint sign_offs_of_organisations;
alter table sign_offs add constraint sign_offs_of_organisations
  check (not two_organisations or (needed = 2 and rule in ('first', 'higher-level', 'new-item', 'restore-consent')));
