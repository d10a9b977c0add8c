/** A row of a case's own tables: each noun of the case file adds its line, and `walls-attacked.test.ts` asks for all. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Member } from '../../src/platform/actor.ts'
import type { Tx } from '../../src/platform/database.ts'
import { newId, newShortId } from '../../src/platform/ids.ts'
import { askToEnd } from '../../src/cases/index.ts'

const sealed = () => randomBytes(48)

export async function byCaseworkers(tx: Tx, member: Member, caseId: string): Promise<void> {
  const run = (query: ReturnType<typeof sql>) => query.execute(tx.db)
  const by = member.accountId
  await askToEnd(tx, {
    kind: 'close',
    caseId,
    reason: 'safe',
    outcome: 'positive',
    retentionUntil: '2031-01-01',
  })
  const threat = newId()
  await run(sql`insert into threats (id, case_id, actor, verification, first_seen, last_seen, sealed, created_at, created_by,
      status_at, status_by)
    values (${threat}, ${caseId}, 'unknown', 'possible', '2026-12-01', '2026-12-02', ${sealed()}, ${tx.now}, ${by},
      ${tx.now}, ${by})`)
  await run(sql`insert into risk_reasons (assessment_id, case_id, sealed)
    select id, case_id, ${sealed()} from risk_assessments where case_id = ${caseId} limit 1`)
  await run(sql`insert into risk_threats (assessment_id, threat_id, case_id)
    select id, ${threat}, case_id from risk_assessments where case_id = ${caseId} limit 1`)
  await run(sql`insert into risk_measures (id, case_id, harm, sealed, created_at, created_by)
    values (${newId()}, ${caseId}, 'arrest', ${sealed()}, ${tx.now}, ${by})`)
  const wish = newId()
  await run(sql`insert into wishes (id, case_id, kind, since, given, sealed, created_at, created_by, changed_at, changed_by)
    values (${wish}, ${caseId}, 'how-to-speak', '2026-12-01', 'written', ${sealed()}, ${tx.now}, ${by}, ${tx.now}, ${by})`)
  await run(sql`insert into wish_versions (wish_id, version, case_id, sealed, written_at, written_by)
    values (${wish}, 1, ${caseId}, ${sealed()}, ${tx.now}, ${by})`)
  await run(sql`insert into emergencies (id, case_id, reason, raised_at, raised_by, review_due_at)
    values (${newId()}, ${caseId}, 'threatened', ${tx.now}, ${by}, ${tx.now}::timestamptz + interval '12 hours')`)
  await statementRows(run, { caseId, by, now: tx.now })
  const effect = newId()
  await run(sql`insert into effects (id, case_id, change, outcome, happened_on, confidence, visibility, sealed, created_at,
      created_by)
    values (${effect}, ${caseId}, 'minor-change', 'partial', '2026-12-01', 'low', 'coalition', ${sealed()}, ${tx.now}, ${by})`)
  await run(sql`insert into effect_versions (effect_id, version, case_id, sealed, written_at, written_by)
    values (${effect}, 1, ${caseId}, ${sealed()}, ${tx.now}, ${by})`)
  await run(sql`insert into effect_positions (effect_id, organisation_id, case_id, position, sealed, stated_at, stated_by)
    values (${effect}, ${member.organisationId}, ${caseId}, 'agree', ${sealed()}, ${tx.now}, ${by})`)
  const fact = newId()
  await run(sql`insert into facts (id, case_id, kind, happened_on, zone, verification, reliability, source_count, visibility,
      sealed, created_at, created_by)
    values (${fact}, ${caseId}, 'fact', '2026-12-01', 'UTC', 'possible', 'uncertain', 1, 'coalition', ${sealed()}, ${tx.now},
      ${by})`)
  await run(sql`insert into attachments (id, case_id, fact_id, content_type, size, digest, about_sealed, sealed, created_at,
      created_by)
    values (${newId()}, ${caseId}, ${fact}, 'application/pdf', 48, ${randomBytes(32)}, ${sealed()}, ${sealed()}, ${tx.now},
      ${by})`)
  const withdrawal = newId()
  await run(sql`insert into withdrawals (id, case_id, at, by_account, word, held, in_doubt)
    values (${withdrawal}, ${caseId}, ${tx.now}, ${by}, 'not-met', false, true)`)
  await run(sql`insert into withdrawal_items (withdrawal_id, case_id, consent_id, former)
    select ${withdrawal}, case_id, id, 'given' from consents where case_id = ${caseId} limit 1`)
  await coalitionRows(run, { caseId, by, now: tx.now, organisationId: member.organisationId })
  const spell = newId()
  await run(sql`insert into unobtainable_spells (id, case_id, person_id, reason, began_at, began_by, review_due_at)
    select ${spell}, case_id, id, 'custody', ${tx.now}, ${by}, ${tx.now}::timestamptz + interval '72 hours' from persons
    where case_id = ${caseId} limit 1`)
  await run(sql`insert into unobtainable_answers (id, case_id, spell_id, due_at, account_id, organisation_id, answer, at)
    select ${newId()}, case_id, id, review_due_at, ${by}, ${member.organisationId}, 'in-interest', ${tx.now}
    from unobtainable_spells where id = ${spell}`)
  const direction = newId()
  await run(sql`insert into directions (id, case_id, person_id, confirmed_on, confirmed_how, sealed, changed_at, changed_by)
    select ${direction}, case_id, id, '2026-12-01', 'written', ${sealed()}, ${tx.now}, ${by} from persons where case_id = ${caseId} limit 1`)
  await run(sql`insert into direction_versions (direction_id, version, case_id, sealed, written_at, written_by)
    values (${direction}, 1, ${caseId}, ${sealed()}, ${tx.now}, ${by})`)
  const link = newId()
  await run(sql`insert into consent_phrases (person_id, case_id, phrase, set_at, set_by)
    select id, case_id, 'x', ${tx.now}, ${by} from persons where case_id = ${caseId} limit 1`)
  await run(sql`insert into consent_links (id, case_id, organisation_id, person_id, link_hash, language, made_at, made_by,
      expires_at, attempts_left)
    select ${link}, case_id, ${member.organisationId}, id, ${randomBytes(32)}, 'en', ${tx.now}, ${by},
      ${tx.now}::timestamptz + interval '1 hour', 5 from persons where case_id = ${caseId} limit 1`)
  await run(sql`insert into consent_link_acts (id, case_id, link_id, at, act, consent_id, in_doubt)
    select ${newId()}, case_id, ${link}, ${tx.now}, 'confirm', id, false from consents where case_id = ${caseId} limit 1`)
  await legalRows(run, { caseId, by, now: tx.now, organisationId: member.organisationId })
}

async function coalitionRows(
  run: (query: ReturnType<typeof sql>) => Promise<unknown>,
  { caseId, by, now, organisationId }: { caseId: string; by: string; now: Date; organisationId: string },
): Promise<void> {
  const paper = newId()
  await run(sql`insert into paper_batches (id, campaign_id, case_id, organisation_id, letter_id, signatures, collected_on, kind,
      evidenced, sealed, recorded_at, recorded_by)
    select ${paper}, campaign_id, case_id, ${organisationId}, id, 12, '2026-12-01', 'stand', true, ${sealed()}, ${now}, ${by}
    from signed_letters where case_id = ${caseId} limit 1`)
  await run(sql`insert into paper_evidence (id, batch_id, case_id, organisation_id, position, content_type, size, name_sealed,
      sealed, added_at, added_by)
    values (${newId()}, ${paper}, ${caseId}, ${organisationId}, 1, 'application/pdf', 48, ${sealed()}, ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into paper_changes (batch_id, version, case_id, organisation_id, kind, was, becomes, sealed, changed_at,
      changed_by)
    values (${paper}, 2, ${caseId}, ${organisationId}, 'corrected', 12, 13, ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into paper_left_out (id, campaign_id, case_id, organisation_id, concerns_id, sealed, left_out_at, left_out_by)
    select ${newId()}, id, case_id, ${organisationId}, ${organisationId}, ${sealed()}, ${now}, ${by} from campaigns
    where case_id = ${caseId} limit 1`)
  const decision = newId()
  await run(sql`insert into coalition_invitations (id, case_id, organisation_id, role, sealed, created_at, created_by, expires_at)
    values (${newId()}, ${caseId}, ${organisationId}, 'partner', ${sealed()}, ${now}, ${by}, ${now})`)
  // whoever leads cannot leave: a worker puts it off
  await run(sql`insert into membership_wishes (id, case_id, organisation_id, what, asked_at, asked_by)
    values (${newId()}, ${caseId}, ${organisationId}, 'leave', ${now}, ${by})`)
  await run(sql`insert into coalition_people (case_id, organisation_id, account_id, functions, sealed, added_at, added_by)
    values (${caseId}, ${organisationId}, ${by}, '{contact}', ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into coalition_decisions (id, case_id, organisation_id, kind, terms, asked_at, asked_by, sealed)
    values (${decision}, ${caseId}, ${organisationId}, 'charter', '{}', ${now}, ${by}, ${sealed()})`)
  await run(sql`insert into coalition_votes (decision_id, case_id, organisation_id, answer, voted_at, account_id, sealed)
    values (${decision}, ${caseId}, ${organisationId}, 'agree', ${now}, ${by}, ${sealed()})`)
  await run(
    sql`update coalition_decisions set state = 'agreed', settled_at = ${now}, settled_how = 'votes' where id = ${decision}`,
  )
  await run(sql`insert into coalition_charters (case_id, version, terms, agreed_at, decision_id)
    values (${caseId}, 1, '{}', ${now}, ${decision})`)
  const task = newId()
  await run(sql`insert into coalition_tasks (id, case_id, organisation_id, set_by, set_at, for_organisation_id, sealed)
    values (${task}, ${caseId}, ${organisationId}, ${by}, ${now}, ${organisationId}, ${sealed()})`)
  await run(sql`insert into coalition_task_acts (id, task_id, case_id, organisation_id, account_id, act, at, sealed)
    values (${newId()}, ${task}, ${caseId}, ${organisationId}, ${by}, 'set', ${now}, ${sealed()})`)
  await run(sql`insert into text_versions (update_id, case_id, language, version, sealed, written_at, written_by)
    select id, case_id, 'en', 1000, ${sealed()}, ${now}, ${by} from updates where case_id = ${caseId} limit 1`)
  await run(sql`insert into text_comments (id, update_id, case_id, organisation_id, account_id, language, version, sealed, written_at)
    select ${newId()}, id, case_id, ${organisationId}, ${by}, 'en', 1, ${sealed()}, ${now} from updates
    where case_id = ${caseId} limit 1`)
  const author = newId()
  await run(sql`insert into update_authors (id, update_id, case_id, position, kind)
    select ${author}, id, case_id, 1, 'withheld' from updates where case_id = ${caseId} limit 1`)
  await run(
    sql`insert into update_author_names (author_id, case_id, sealed) values (${author}, ${caseId}, ${sealed()})`,
  )
  await run(sql`insert into reposts (id, update_id, case_id, organisation_id, posted_at, posted_by)
    select ${newId()}, id, case_id, ${organisationId}, ${now}, ${by} from updates where case_id = ${caseId} limit 1`)
  await run(sql`insert into published.reposts (organisation_id, update_key, case_id, posted_at)
    values (${organisationId}, 'abcdefgh', ${caseId}, ${now})`)
  await run(sql`insert into update_copies (id, update_id, case_id, organisation_id, sealed, added_at, added_by)
    select ${newId()}, id, case_id, ${organisationId}, ${sealed()}, ${now}, ${by} from updates where case_id = ${caseId} limit 1`)
  await letterRows(run, { caseId, by, now, organisationId })
  const handOver = newId()
  await run(sql`insert into hand_overs (id, case_id, campaign_id, organisation_id, on_day, sealed, prepared_at, prepared_by)
    select ${handOver}, case_id, id, ${organisationId}, '2026-12-01', ${sealed()}, ${now}, ${by} from campaigns
    where case_id = ${caseId} limit 1`)
  await run(sql`insert into hand_over_sheets (id, hand_over_id, campaign_id, case_id, organisation_id, full_names, first_names,
      unnamed, recorded, sealed, as_of, made_by)
    select ${newId()}, id, campaign_id, case_id, organisation_id, 1, 0, 0, 0, ${sealed()}, ${now}, ${by} from hand_overs
    where id = ${handOver}`)
  const signOff = newId()
  await run(sql`insert into sign_offs (id, case_id, subject_kind, subject_id, salt, text_hash, items, signed_by, signed_at,
      organisation_id, rule, needed, state, quorum)
    values (${signOff}, ${caseId}, 'case', ${caseId}, ${randomBytes(16)}, ${randomBytes(32)}, '{}', ${by}, ${now},
      ${organisationId}, 'first', 2, 'asked', 2)`)
  await run(sql`insert into sign_off_approvals (sign_off_id, case_id, organisation_id, account_id, answer, answered_at, sealed)
    values (${signOff}, ${caseId}, ${organisationId}, ${by}, 'approve', ${now}, ${sealed()})`)
  // the database keeps what was taken back
  for (const answer of ['taken-back', 'approve'])
    await run(sql`update sign_off_approvals set answer = ${answer} where sign_off_id = ${signOff}`)
}

async function letterRows(
  run: (query: ReturnType<typeof sql>) => Promise<unknown>,
  { caseId, by, now, organisationId }: { caseId: string; by: string; now: Date; organisationId: string },
): Promise<void> {
  const [letter, signatory, hash] = [newId(), newId(), randomBytes(32)]
  await run(sql`insert into joint_letters (id, case_id, organisation_id, short_id, state, dated_on, text_hash, created_by,
      created_at, published_at)
    values (${letter}, ${caseId}, ${organisationId}, ${newShortId()}, 'published', '2026-12-01', ${hash}, ${by}, ${now}, ${now})`)
  await run(sql`insert into joint_letter_texts (letter_id, case_id, language, sealed, updated_at, updated_by)
    values (${letter}, ${caseId}, 'en', ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into joint_letter_signatories (id, letter_id, case_id, member_organisation_id, text_hash, state, language,
      country, sealed, signed_at, listed_at, listed_by)
    values (${signatory}, ${letter}, ${caseId}, ${organisationId}, ${hash}, 'listed', 'en', 'JO', ${sealed()}, ${now}, ${now}, ${by})`)
  await run(sql`insert into joint_letter_contacts (signatory_id, case_id, organisation_id, sealed, hear, hear_wording, hear_version)
    values (${signatory}, ${caseId}, ${organisationId}, ${sealed()}, false, 'x', '1')`)
  await run(sql`insert into joint_letter_logos (signatory_id, case_id, original, rendition, content_type, width, height)
    values (${signatory}, ${caseId}, ${sealed()}, ${sealed()}, 'image/webp', 48, 48)`)
  const publication = newId()
  await run(sql`insert into publications (id, case_id, organisation_id, subject_kind, subject_id, sign_off_id, published_at, published_by)
    select ${publication}, case_id, organisation_id, 'joint-letter', ${letter}, sign_off_id, ${now}, published_by
    from publications where case_id = ${caseId} and subject_kind = 'case'`)
  await run(sql`insert into published.signatories (id, letter_key, publication_id, case_id, organisation_id, position, body)
    values (${signatory}, 'abcdefgh', ${publication}, ${caseId}, ${organisationId}, 1, '{}')`)
}

async function legalRows(
  run: (query: ReturnType<typeof sql>) => Promise<unknown>,
  { caseId, by, now, organisationId }: { caseId: string; by: string; now: Date; organisationId: string },
): Promise<void> {
  await run(sql`insert into liberty_statuses (id, case_id, status, since, counsel, contact, basis, sealed, created_at, created_by)
    values (${newId()}, ${caseId}, 'at-liberty', '2026-12-01', '{}', '{}', '{}', ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into liberty_restrictions (id, case_id, kind, since, sealed, created_at, created_by)
    values (${newId()}, ${caseId}, 'travel-ban', '2026-12-01', ${sealed()}, ${now}, ${by})`)
  const proceeding = newId()
  await run(sql`insert into proceedings (id, case_id, kind, role, state, opened_on, sealed, created_at, created_by)
    values (${proceeding}, ${caseId}, 'criminal', 'defendant', 'open', '2026-12-01', ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into charges (id, case_id, proceeding_id, state, state_on, sealed, created_at, created_by)
    values (${newId()}, ${caseId}, ${proceeding}, 'brought', '2026-12-01', ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into hearings (id, case_id, proceeding_id, kind, at, zone, openness, state, sealed, created_at, created_by)
    values (${newId()}, ${caseId}, ${proceeding}, 'trial', ${now}, 'UTC', 'public', 'scheduled', ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into time_limits (id, case_id, kind, due_at, zone, state, sealed, created_at, created_by)
    values (${newId()}, ${caseId}, 'custody', ${now}, 'UTC', 'running', ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into interventions (id, case_id, addressee, channel, state, made_on, sealed, created_at, created_by)
    values (${newId()}, ${caseId}, 'embassy', 'letter', 'made', '2026-12-01', ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into case_tasks (id, case_id, sealed, created_at, created_by)
    values (${newId()}, ${caseId}, ${sealed()}, ${now}, ${by})`)
  await run(sql`insert into calendar_feeds (id, organisation_id, account_id, token_hash, created_at)
    values (${newId()}, ${organisationId}, ${by}, ${randomBytes(32)}, ${now})`)
}

async function statementRows(
  run: (query: ReturnType<typeof sql>) => Promise<unknown>,
  { caseId, by, now }: { caseId: string; by: string; now: Date },
): Promise<void> {
  const [statement, point, text] = [newId(), newId(), newId()]
  await run(sql`insert into statements (id, case_id, person_id, taken_on, channel, language, taken_by, sealed, created_at, created_by)
    select ${statement}, case_id, id, '2026-12-01', 'call', 'en', ${by}, ${sealed()}, ${now}, ${by}
    from persons where case_id = ${caseId} order by id limit 1`)
  await run(sql`insert into statement_points (id, case_id, statement_id, person_id, place, said_on, form, visibility, state, sealed,
      created_at, created_by, changed_at, changed_by)
    select ${point}, case_id, id, person_id, 1, '2026-12-01', 'verbatim', 'team', 'taken', ${sealed()}, ${now}, ${by}, ${now}, ${by}
    from statements where id = ${statement}`)
  await run(sql`insert into statement_texts (id, case_id, point_id, person_id, visibility, point_state, point_version, language,
      original, state, text_hash, sealed, written_at, written_by)
    select ${text}, case_id, id, person_id, 'team', 'taken', 1, 'en', true, 'taken', ${randomBytes(32)}, ${sealed()}, ${now}, ${by}
    from statement_points where id = ${point}`)
  await run(sql`insert into statement_versions (point_id, version, case_id, sealed, written_at, written_by)
    values (${point}, 1, ${caseId}, ${sealed()}, ${now}, ${by})`)
  const quotes = newId()
  await run(sql`insert into consents (id, case_id, person_id, item, state, purposes, how, sealed, given_at, recorded_by)
    select ${quotes}, case_id, person_id, 'quotes', 'given', purposes, how, sealed, given_at, recorded_by
    from consents where item = 'image' limit 1`)
  await run(sql`insert into publication_items (publication_id, case_id, person_id, item, consent_id)
    select p.id, p.case_id, c.person_id, c.item, c.id from publications p join consents c on c.case_id = p.case_id
    where p.subject_kind = 'case' and c.id = ${quotes}`)
  await run(sql`update statement_points set state = 'approved', visibility = 'public', read_back_on = '2026-12-01',
      read_back_by = created_by, approved_on = '2026-12-01', approved_how = 'oral', approved_by = created_by, consent_id = ${quotes}`)
  await run(sql`update statement_texts set state = 'approved', approved_hash = text_hash`)
  await run(sql`insert into publication_points (publication_id, case_id, person_id, text_id, point_id, language, text_hash)
    select i.publication_id, i.case_id, i.person_id, t.id, t.point_id, t.language, t.text_hash
    from publication_items i join statement_texts t on t.case_id = i.case_id where i.item = 'quotes'`)
}
