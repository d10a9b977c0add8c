-- One sign of life may be expected at another hour than the plan says, because she said so. The hour of the plan stays
-- beside it: the days ahead are written down again and again, and must not write this one twice.
alter table check_ins
  add agreed_at timestamptz,                -- by the plan
  add moved_at timestamptz,
  add moved_by uuid references accounts,
  add moved_sealed bytea;                   -- {reason}
update check_ins set agreed_at = due_at;
alter table check_ins
  alter agreed_at set not null,
  drop constraint check_ins_plan_id_due_at_key,
  add constraint check_ins_agreed unique (plan_id, agreed_at),
  add constraint check_ins_moved check ((moved_at is null) = (moved_by is null) and (moved_at is null) = (moved_sealed is null)),
  -- nobody can put a sign of life off until it is forgotten
  add constraint check_ins_moved_within check (case when moved_at is null then due_at = agreed_at
    else due_at between agreed_at - interval '24 hours' and agreed_at + interval '24 hours' end);
