/** Everybody who may come to a door, and a case with something of every kind in its file and its room. */
import type { Member, Role } from '../../src/platform/actor.ts'
import { sql } from 'kysely'
import { newId } from '../../src/platform/ids.ts'
import { planShift } from '../../src/cases/duty/shift.ts'
import { inviteMember } from '../../src/organisations/index.ts'
import { startNameSearch } from '../../src/supporters/name-search.ts'
import { prepareHandOver } from '../../src/hand-overs/index.ts'
import { holdJoint } from '../../src/delivery/index.ts'
import {
  addAuthor,
  getUpdate,
  publishUpdate,
  sendUpdate,
  sendUpdateTogether,
} from '../../src/updates/index.ts'
import { addEffect, addToTeam, takeStatement } from '../../src/cases/index.ts'
import { addDeadline } from '../../src/cases/deadlines/deadline.ts'
import { addMeasure } from '../../src/cases/risk/measure.ts'
import { addTask } from '../../src/cases/tasks/task.ts'
import {
  askDecision,
  commentOn,
  inviteOrganisation,
  leaveCoalition,
  setTask,
} from '../../src/coalitions/index.ts'
import { beginSpell } from '../../src/publishing/index.ts'
import { buildReaders, buildUpdate, publishBuilt } from '../build-update.ts'
import { buildCasePage, buildLiveCampaign, buildPaper } from '../build-campaign.ts'
import type { BuiltCase } from '../build-case.ts'
import { buildPlan } from '../build-check-in.ts'
import { buildPartner, buildPartnerPage, joinCaseTeam, joinCoalition } from '../build-coalition.ts'
import { buildLetter, buildSignatory, publishBuiltLetter } from '../build-letter.ts'
import { buildMember } from '../build.ts'
import { buildFullFile } from '../full-file.ts'
import { openDatabase, type Database } from '../../src/platform/database.ts'
import type { TestOffice } from '../office.ts'
import { lighthouse } from '../world.ts'

export interface Caller {
  /** undefined: nobody is signed in */
  member?: Member
  /** how far into the case: its file, its room, or not at all */
  reach: 'file' | 'room' | 'none'
  of: 'lead' | 'partner' | 'observer' | 'invited' | 'nobody'
  /** her membership ends after she has signed in */
  removed?: boolean
  /** the case is no longer as open as it was built */
  later?: boolean
}

const roles = ['admin', 'caseworker', 'campaigner', 'viewer'] as const

/** The words of the case's file, of its room, and of the lead's own lists: each stands nowhere else. */
export async function doorsWorld(office: TestOffice) {
  const { db, member } = office
  const { ines, tomas, layla, viktor } = member
  const organisationId = ines.organisationId
  const at = (name: string) => ({ name, address: `${name.toLowerCase().replaceAll(' ', '.')}@post.example` })
  const colleague = (role: Role) => buildMember(db, organisationId, { ...at(`Off ${role}`), role })
  const other = (name: string) =>
    buildPartner(db, { ...lighthouse, name }, { ...at(`Head of ${name}`), role: 'admin' })
  const [partner, observer, gone, stranger, invited] = [
    await other('Lighthouse Circle'),
    await other('Tide House'),
    await other('River Desk'),
    await other('Far Shore'),
    await other('Quay Circle'),
  ] as [Member, Member, Member, Member, Member]
  const partnerOnTeam = await buildMember(db, partner.organisationId, {
    ...at('Their Legal'),
    role: 'caseworker',
  })

  const file = await buildFullFile(db, ines, 'Zqlantern')
  const { caseId, personId } = file
  const shortId = await db.reading(
    ines,
    async (tx) =>
      (await tx.db.selectFrom('cases').select('short_id').where('id', '=', caseId).executeTakeFirstOrThrow())
        .short_id,
  )
  const of: BuiltCase = { caseId, personId, shortId }
  const { workerUrl: url, keys } = office.database
  const worker = openDatabase({ url, keys, clock: office.clock, connections: 1 })
  const { campaignId, together } = await furnish(db, worker, ines, of)
  await worker.close()
  await db.transaction(ines, async (tx) => {
    for (const { accountId } of [tomas, layla, viktor])
      await addToTeam(tx, { caseId, accountId, role: 'caseworker' })
  })
  for (const [one, role] of [
    [partner, 'partner'],
    [observer, 'observer'],
    [gone, 'partner'],
  ] as const)
    await joinCoalition(db, ines, caseId, one, { role })
  await joinCaseTeam(db, ines, caseId, partnerOnTeam)
  await db.transaction(ines, (tx) =>
    setTask(tx, {
      ...{ caseId, title: 'zr-task', note: 'zr-task-note', forId: partnerOnTeam.organisationId },
      ...{ dueOn: '2027-01-31', dueZone: 'UTC' },
    }),
  )
  await db.transaction(ines, (tx) =>
    prepareHandOver(tx, { campaignId, onDay: '2026-12-01', to: { en: 'zr-to' }, place: {} }),
  )
  await buildPartnerPage(db, partner, ines, campaignId, { intro: { en: 'zr-intro' } })
  await db.transaction(ines, async (tx) => {
    const jointId = await sendUpdateTogether(tx, together, 'all')
    await holdJoint(tx, { jointId, reason: 'zr-hold' })
  })
  await db.transaction(ines, (tx) =>
    inviteOrganisation(tx, {
      ...{ caseId, role: 'partner', message: 'zq-invitation' },
      invited: { kind: 'known', organisationId: invited.organisationId },
    }),
  )
  await db.transaction(gone, (tx) => leaveCoalition(tx, { caseId }))
  const removed = await buildMember(db, organisationId, { ...at('No longer'), role: 'admin' })

  const callers: Record<string, Caller> = {
    nobody: { reach: 'none', of: 'nobody' },
    'of no organisation': { member: removed, reach: 'none', of: 'nobody', removed: true },
    'stranger, admin': { member: stranger, reach: 'none', of: 'nobody' },
    'invited, admin': { member: invited, reach: 'none', of: 'invited' },
    'gone, admin': { member: gone, reach: 'none', of: 'nobody' },
    'observer, admin': { member: observer, reach: 'room', of: 'observer' },
    'partner, admin': { member: partner, reach: 'room', of: 'partner' },
    'partner, caseworker on the team': { member: partnerOnTeam, reach: 'file', of: 'partner' },
  }
  for (const one of [ines, layla, tomas, viktor])
    callers[`lead, ${one.role} on the team`] = { member: one, reach: 'file', of: 'lead' }
  for (const role of roles)
    callers[`lead, ${role}`] = { member: await colleague(role), reach: 'room', of: 'lead' }
  return { of, callers, ines, organisationId, wordsIn, mayRead }
}

/**
 * Something of every further kind that a case can hold, and a campaign and an update in its room.
 * Gives the campaign, and a second update for its organisations to send together.
 */
async function furnish(
  db: Database,
  worker: Database,
  ines: Member,
  { caseId, personId, shortId }: BuiltCase,
): Promise<{ campaignId: string; together: string }> {
  await buildCasePage(db, ines, { caseId, personId, shortId })
  await buildPlan(db, ines, caseId, { name: 'zq-plan', trusted: 'zq-trusted', lawyer: 'zq-plan-lawyer' })
  await db.transaction(ines, async (tx) => {
    await addEffect(tx, {
      ...{ caseId, change: 'minor-change', outcome: 'partial', on: '2026-11-20', confidence: 'low' },
      ...{ visibility: 'team', what: 'zq-effect', after: [], evidence: 'zq-evidence' },
    })
    await takeStatement(tx, {
      ...{ caseId, personId, takenOn: '2026-11-20', channel: 'call', language: 'en', about: 'zq-statement' },
      points: [{ form: 'verbatim', text: 'zq-point', visibility: 'team' }],
    })
    await beginSpell(tx, { caseId, personId, reason: 'custody' })
    await askDecision(tx, { caseId, kind: 'question', title: 'zr-question', text: 'zr-decision' })
  })
  const campaign = await buildLiveCampaign(db, ines, {
    of: { caseId, personId, shortId },
    codeName: 'Zrgate',
  })
  const readers = [
    { email: 'zsnoor@post.example', firstName: 'Zsnoor', kind: 'message' as const },
    { email: 'zssami@post.example', firstName: 'Zssami', kind: 'signature' as const },
  ]
  await buildReaders(db, ines.organisationId, campaign, readers)
  const updateId = await buildUpdate(db, ines, caseId)
  await db.transaction(ines, async (tx) => {
    const { version } = await getUpdate(tx, updateId)
    await addAuthor(tx, { updateId, version, author: { kind: 'withheld', realName: 'zq-author' } })
  })
  await publishBuilt(db, ines, updateId)
  await db.transaction(ines, async (tx) => {
    await sendUpdate(tx, updateId, { who: 'all', kinds: [], languages: [], countries: [] })
    await startNameSearch(tx, ines.organisationId, 'Zsnoor')
    await planShift(tx, {
      accountId: ines.accountId,
      from: tx.now,
      to: new Date(tx.now.getTime() + 3_600_000),
    })
    await inviteMember(tx, { name: 'Zsinvited', address: 'zsinvited@post.example', role: 'viewer' })
    await sql`insert into message_batches (id, case_id, organisation_id, created_by)
      values (${newId()}, ${caseId}, ${ines.organisationId}, ${ines.accountId})`.execute(tx.db)
  })
  const paper = { where: 'zs-square', scan: 'zs-sheet.pdf', signatures: 300 }
  await buildPaper(db, ines, campaign.campaignId, paper)
  const letterId = await buildLetter(db, ines, caseId)
  await publishBuiltLetter(db, ines, letterId)
  await buildSignatory(
    worker,
    { id: letterId, organisationId: ines.organisationId },
    { name: 'Zrunion', contact: 'zs-contact', logo: Buffer.from('logo') },
  )
  const together = await buildUpdate(db, ines, caseId)
  await publishBuilt(db, ines, together)
  const waiting = await buildUpdate(db, ines, caseId)
  await db.transaction(ines, async (tx) => {
    const { version } = await getUpdate(tx, waiting)
    await publishUpdate(tx, { updateId: waiting, version, languages: ['en'], items: ['story'] })
    for (const about of [
      { kind: 'case', id: caseId, caseId },
      { kind: 'campaign', id: campaign.campaignId, caseId },
      { kind: 'update', id: updateId, caseId },
      { kind: 'joint-letter', id: letterId, caseId },
    ] as const)
      await commentOn(tx, about, { language: 'en', version: 0, text: 'zr-comment' })
    await addTask(tx, { caseId, what: 'zq-task' })
    await addDeadline(tx, {
      caseId,
      kind: 'appeal',
      dueAt: new Date('2026-12-09T09:00:00Z'),
      zone: 'UTC',
      what: 'zq-limit',
    })
    await addMeasure(tx, { caseId, harm: 'arrest', what: 'zq-measure' })
  })
  return { campaignId: campaign.campaignId, together }
}

// what the file holds begins with zq, what was said in the room with zr, what the lead alone holds with zs
const wordsIn = (text: string): string[] => [
  // tokens and what is sealed in a page could hold anything
  ...new Set(text.replaceAll(/[\w-]{16,}/g, random).match(/\b(?:Z[qrs][a-z]{3}|z[qrs]-[a-z])[\w-]*/g)),
]
const random = (token: string) => (/[A-Z\d_]/.test(token) ? '' : token)

/** Of the file: what its team shows to the coalition, and no more. */
const shared = new Set(
  `Zqlantern Zqpublic zq-sentence zq-story zq-concern zq-wording zq-wish zq-invitation zq-fact-coalition-clear
  zq-fact-coalition-green zq-fact-coalition-amber zq-fact-coalition-amber-strict zq-fact-public-clear
  zq-public-fact-public-clear zq-names-witness Zqwitness`.split(/\s+/),
)

function mayRead({ of, reach, member }: Caller, word: string): boolean {
  if (/^zs/i.test(word)) return of === 'lead' && member?.role !== 'viewer'
  if (of === 'invited') return word === 'Zqlantern' || word === 'zq-invitation'
  if (reach === 'none') return false
  return reach === 'file' || /^zr/i.test(word) || shared.has(word)
}
