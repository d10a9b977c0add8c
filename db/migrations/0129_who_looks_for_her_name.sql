-- Whether a word of hers stands in what a stranger typed is said to the case team alone, made from the file each time it is read.

-- Safety: whoever fills in the public form chooses what is compared; a mark that others may read tells them her name, guess by guess.
alter table joint_letter_signatories drop column tells_of_her;

-- Safety: while visitors do not read her name on the letter, whoever lists a signatory is somebody who knows it, for each row alike.
create or replace function wl.listed_by_eyes() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from joint_letters l where l.id = new.letter_id and l.state in ('published', 'closed') for share;
  if not found then raise exception 'the letter is not public' using errcode = '23514', constraint = 'signatory_listed_in_public'; end if;
  if exists (select 1 from joint_letter_logos g where g.signatory_id = new.id and g.rendition is null) then
    raise exception 'nobody has seen its logo' using errcode = '23514', constraint = 'signatory_logo_seen';
  end if;
  if new.case_id <> all (wl.file_cases()) and not exists (select 1 from published.documents d join publications p on p.id = d.publication_id
      where p.subject_kind = 'joint-letter' and p.subject_id = new.letter_id and d.item = 'name') then
    raise exception 'the case team looks first' using errcode = '23514', constraint = 'signatory_listed_by_team';
  end if;
  return new;
end $$;
