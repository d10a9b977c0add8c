/** What a member of one organisation of a coalition might run as SQL against the others in its room. */
import { randomUUID } from 'node:crypto'
import type { Member } from '../../src/platform/actor.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { askDecision } from '../../src/coalitions/index.ts'
import { buildCase } from '../build-case.ts'
import { buildPartner, joinCoalition } from '../build-coalition.ts'
import type { TestDatabase } from '../database.ts'
import { lighthouse } from '../world.ts'

/** `lead` leads the case, `river` and another are its partners, `question` is open, asked by the lead. */
export interface Room {
  /** epoch milliseconds of all that is done here */
  moment: number
  caseId: string
  lead: Member
  river: Member
  other: Member
  question: string
}

/** Statements of one transaction; the last one is refused with `code`. */
export interface Attempt {
  statements: string[]
  code: string
}

export async function sharedRoom(database: TestDatabase, lead: Member): Promise<Room> {
  const moment = Date.now()
  const clock = fixedClock(new Date(moment))
  const db = openDatabase({ url: database.officeUrl, keys: database.keys, clock, connections: 2 })
  try {
    const partner = (name: string, person: string, host: string) =>
      buildPartner(db, { ...lighthouse, name }, { name: person, address: `${host}@${host}.example` })
    const river = await partner('River Desk', 'Noe Ribeiro', 'river')
    const other = await partner('Hill Aid', 'Aram Petros', 'hill')
    const { caseId } = await buildCase(db, lead, { codeName: 'Shared' })
    for (const one of [river, other]) await joinCoalition(db, lead, caseId, one)
    const question = await db.transaction(other, (tx) =>
      askDecision(tx, {
        caseId,
        kind: 'lead',
        concernsId: other.organisationId,
        title: 'Lead',
        text: 'We would.',
      }),
    )
    return { moment, caseId, lead, river, other, question }
  } finally {
    await db.close()
  }
}

/** A statement that adds one row. */
const adding = (table: string, row: Record<string, unknown>): string =>
  `insert into ${table} (${Object.keys(row).join(', ')}) select ${Object.keys(row).join(', ')}
    from jsonb_populate_record(null::${table}, '${JSON.stringify(row)}')`

const forget = '2020-01-01T00:00:00Z'
const later = '2090-01-01T00:00:00Z'

/** Rows that `who` may add, to be altered by one claim each. */
export function rowsOf({ moment, caseId }: Room, who: Member, concerns: string) {
  const now = new Date(moment).toISOString()
  const mine = { case_id: caseId, organisation_id: who.organisationId }
  return {
    decision: (claim: object = {}) =>
      adding('coalition_decisions', {
        ...{
          id: randomUUID(),
          ...mine,
          kind: 'end-membership',
          concerns_id: concerns,
          state: 'open',
          quorum: 1,
        },
        ...{ asked_at: now, asked_by: who.accountId, sealed: '\\x00', ...claim },
      }),
    signOff: (claim: object = {}) =>
      adding('sign_offs', {
        ...{
          id: randomUUID(),
          ...mine,
          subject_kind: 'case',
          subject_id: caseId,
          salt: `\\x${'00'.repeat(16)}`,
          text_hash: `\\x${'00'.repeat(32)}`,
        },
        ...{ items: [], signed_by: who.accountId, signed_at: now, rule: 'first', needed: 2, quorum: 1 },
        ...{ two_organisations: true, alone: false, state: 'asked', ...claim },
      }),
    event: (claim: object = {}) =>
      adding('events', {
        ...{
          type: 'case.opened',
          at: now,
          ...mine,
          actor_kind: 'member',
          actor_account: who.accountId,
          data: {},
        },
        ...claim,
      }),
    invitation: (claim: object = {}) =>
      adding('coalition_invitations', {
        ...{ id: randomUUID(), ...mine, role: 'partner', sealed: '\\x00', state: 'open', alone: false },
        ...{
          created_at: now,
          created_by: who.accountId,
          expires_at: new Date(moment + 86_400_000),
          ...claim,
        },
      }),
  }
}

/** What must be refused to River Desk, by what it would be. */
export function fromInside(room: Room): Record<string, Attempt> {
  const { caseId, river, lead, other, question, moment } = room
  const rows = rowsOf(room, river, other.organisationId)
  const now = `'${new Date(moment).toISOString()}'`
  const refused = (...statements: string[]): Attempt => ({ statements, code: '42501' })
  const unfit = (...statements: string[]): Attempt => ({ statements, code: '23514' })
  const agreed = (id: string, at = now) =>
    `update coalition_decisions set state = 'agreed', settled_at = ${at}, settled_how = 'votes' where id = '${id}'`
  const vote = (id: string) =>
    `insert into coalition_votes (decision_id, case_id, organisation_id, answer, voted_at, account_id, sealed)
      values ('${id}', '${caseId}', '${river.organisationId}', 'agree', ${now}, '${river.accountId}', '\\x00')`
  const id = randomUUID()
  const ended = (how: string, state: string) =>
    `update coalition_decisions set state = '${state}', settled_at = ${now}, settled_how = '${how}' where id = '${question}'`
  const one = { needed: 1, two_organisations: false, state: 'signed' }
  return {
    'sends another away with a quorum of one': unfit(rows.decision({ id }), vote(id), agreed(id)),
    'gives the lead to whom it asked for alone': unfit(vote(question), agreed(question)),
    'settles at an hour to come': refused(vote(question), agreed(question, `'${later}'`)),
    'asks as another organisation': refused(rows.decision({ organisation_id: lead.organisationId })),
    'asks as another person': refused(rows.decision({ asked_by: lead.accountId })),
    'asked long ago': refused(rows.decision({ asked_at: forget })),
    'is agreed on by a silence that nobody agreed on': refused(
      rows.decision({ kind: 'question', concerns_id: null, silence_at: new Date(moment + 1) }),
    ),
    'takes back what another asked': refused(ended('taken-back', 'withdrawn')),
    'refuses for the others': unfit(ended('votes', 'refused')),
    'deletes what another asked': refused(`delete from coalition_decisions where id = '${question}'`),
    'says that it is alone': refused(rows.signOff({ ...one, alone: true })),
    'says that it shows less': refused(rows.signOff({ ...one, rule: 'lowering' })),
    'says that it mends a word': refused(rows.signOff({ ...one, rule: 'correction' })),
    'signed before there was a rule': refused(rows.signOff({ ...one, rule: 'earlier' })),
    'is an emergency': refused(rows.signOff({ ...one, rule: 'emergency' })),
    'asks for two people of one organisation': refused(rows.signOff({ two_organisations: false })),
    'signs for another organisation': refused(rows.signOff({ organisation_id: lead.organisationId })),
    'signed long ago': refused(rows.signOff({ signed_at: forget })),
    'is approved already': refused(rows.signOff({ approved_at: new Date(moment) })),
    'writes what another did': refused(rows.event({ actor_account: lead.accountId })),
    'writes what a machine did': refused(rows.event({ actor_kind: 'worker', actor_account: null })),
    'writes into the history of another': refused(rows.event({ organisation_id: lead.organisationId })),
    'writes of long ago': refused(rows.event({ at: forget })),
    'invites where the lead invites': refused(rows.invitation()),
    'leaves in the past': refused(
      `select wl.end_membership('${caseId}', '${river.organisationId}', '${forget}')`,
    ),
  }
}

/** The same of the lead, which may invite. */
export function fromTheLead(room: Room): Record<string, Attempt> {
  const rows = rowsOf(room, room.lead, room.other.organisationId)
  const refused = (claim: object): Attempt => ({ statements: [rows.invitation(claim)], code: '42501' })
  return {
    'invites as another person': refused({ created_by: room.other.accountId }),
    'invited long ago': refused({ created_at: forget }),
    'invites for ever': refused({ expires_at: later }),
    'was confirmed already': refused({ confirmed_by: room.other.accountId, confirmed_at: forget }),
  }
}
