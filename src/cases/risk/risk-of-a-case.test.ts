import { expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import {
  assess,
  findReasons,
  listAssessments,
  newestOfEach,
  publicAssessment,
  type AssessmentInput,
} from './assessment.ts'
import { threatMoves, threatStatuses } from './lists.ts'
import { addThreat, getThreat, listThreats, moveThreat, type ThreatInput } from './threat.ts'

const office = await testOffice()
const { ines } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(ines, run)

const threat = {
  what: 'Two men asked the caretaker for her hours',
  actor: 'pro-government-force',
  verification: 'probable',
  firstSeen: '2026-11-20',
  lastSeen: '2026-11-22',
} as const

const judged = {
  harm: 'arrest',
  level: 'high',
  assessedOn: '2026-11-23',
  validUntil: '2026-12-01',
  assessorCount: 1,
} as const

async function build(codeName: string, room: 'team' | 'coalition' = 'coalition') {
  const { caseId } = await buildCase(office.db, ines, { codeName, room })
  return { caseId, at: `/cases/${caseId}` }
}

const addOne = (caseId: string, changes: Partial<ThreatInput> = {}) =>
  as((tx) => addThreat(tx, { ...threat, ...changes, caseId }))

function judge(caseId: string, changes: Partial<AssessmentInput>): Promise<string> {
  // one after the other: two judgements of one day are told apart by their moment
  office.clock.move(1_000)
  return as((tx) => assess(tx, { ...judged, wording: {}, assessors: {}, ...changes, caseId }))
}

test('a threat moves only where it may, and ends with two reasons', async () => {
  const { caseId } = await build('Moves')
  for (const from of threatStatuses)
    for (const to of threatStatuses) {
      const threatId = await addOne(caseId)
      const path = { open: [], escalated: ['escalated'], dormant: ['dormant'], ended: ['ended'] }[from]
      const move = async (status: (typeof threatStatuses)[number]) => {
        const { version } = await as((tx) => getThreat(tx, caseId, threatId))
        await as((tx) =>
          moveThreat(tx, { caseId, threatId, version, status, ended: 'They left', reopens: 'A new visit' }),
        )
      }
      for (const status of path) await move(status as typeof from)
      const moving = move(to)
      if (threatMoves[from].includes(to)) await moving
      else await expect(moving).rejects.toMatchObject({ code: 'case.wrong-state' })
      const after = await as((tx) => getThreat(tx, caseId, threatId))
      expect([from, to, after.status]).toEqual([from, to, threatMoves[from].includes(to) ? to : from])
    }
  const threatId = await addOne(caseId)
  const silent = as((tx) =>
    moveThreat(tx, { caseId, threatId, version: 1, status: 'ended', ended: 'They left' }),
  )
  await expect(silent).rejects.toMatchObject({ fields: { reopens: 'error.field.empty' } })
  const outdated = as((tx) => moveThreat(tx, { caseId, threatId, version: 7, status: 'dormant' }))
  await expect(outdated).rejects.toMatchObject({ code: 'case.changed' })
})

test('a threat through the doors: sealed, kept when refused, for the team alone', async () => {
  const { caseId, at } = await build('Doors')
  const browser = office.as('ines')
  const before = await office.count('threats')
  const refused = await browser.post(`${at}/threats`, { ...threat, actor: '', lastSeen: '2026-11-01' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain(threat.what)
  expect(await office.count('threats')).toBe(before)
  expect((await browser.post(`${at}/threats`, { ...threat, facts: 'Seen by the caretaker' })).status).toBe(
    303,
  )
  expect(await html(browser.get(`${at}/threats`))).toContain('asked the caretaker')
  const words = Buffer.from('caretaker').toString('hex')
  expect(await office.count('threats', `encode(sealed, 'hex') like '%${words}%'`)).toBe(0)
  const [one] = await as((tx) => listThreats(tx, caseId))
  // the room is open to Tomas, the file is not
  const tomas = office.as('tomas')
  expect(await html(tomas.get(`${at}/threats`))).not.toContain('caretaker')
  expect((await tomas.get(`${at}/threats/${one!.id}`)).status).toBe(403)
  expect((await tomas.post(`${at}/threats`, threat)).status).toBe(403)
  expect((await browser.get(`/cases/${(await build('Elsewhere')).caseId}/threats/${one!.id}`)).status).toBe(
    404,
  )
})

test('each harm has a series of its own, and the newest of each holds', async () => {
  const { caseId } = await build('Series')
  await judge(caseId, { harm: 'smear', level: 'low', assessedOn: '2026-11-21' })
  await judge(caseId, { harm: 'smear', level: 'critical', assessedOn: '2026-11-22' })
  const all = await as((tx) => listAssessments(tx, caseId))
  expect(newestOfEach(all).map(({ harm, level }) => [harm, level])).toEqual([
    ['smear', 'critical'],
    ['arrest', 'moderate'],
  ])
})

test('the public never reads an all-clear that a newer judgement of the same harm has overtaken', async () => {
  const { caseId } = await build('Overtaken')
  const shown = async () => publicAssessment(await as((tx) => listAssessments(tx, caseId)))
  expect((await shown())?.wording['en']).toBe('At this time no arrest is expected.')
  // of another harm, without public words: the page goes on to say what it says
  await judge(caseId, { harm: 'smear', level: 'high' })
  expect((await shown())?.harm).toBe('arrest')
  await judge(caseId, { harm: 'arrest', level: 'critical' })
  expect(await shown()).toBeUndefined()
})

test('what stands behind a judgement is the team’s: her own view, dissent, the threats it rests on', async () => {
  const { caseId, at } = await build('Behind')
  const threatId = await addOne(caseId)
  office.clock.move(1_000)
  const form = { ...judged, assessorCount: '1', ownView: 'I sleep badly but I stay', threats: threatId }
  const browser = office.as('ines')
  expect((await browser.post(`${at}/status`, form)).status).toBe(303)
  expect(await html(browser.get(`${at}/status`))).toContain('I sleep badly')
  const [newest] = await as((tx) => listAssessments(tx, caseId))
  expect(await as((tx) => findReasons(tx, caseId, newest!.id))).toEqual({
    ownView: 'I sleep badly but I stay',
    threatIds: [threatId],
  })
  // a newer judgement does not take her own view of the time out of sight
  office.clock.move(1_000)
  await judge(caseId, { harm: 'arrest', level: 'low' })
  expect(await html(browser.get(`${at}/status`))).toContain('I sleep badly')
  const tomas = office.as('tomas')
  const page = await html(tomas.get(`${at}/status`))
  expect(page).not.toContain('I sleep badly')
  expect(page).not.toContain('name="ownView"')
  const before = await office.count('risk_assessments')
  expect((await tomas.post(`${at}/status`, form)).status).toBe(403)
  expect(await office.count('risk_assessments')).toBe(before)
})

test('a measure has an owner of the team, is due on Today, and is done once', async () => {
  const { caseId, at } = await build('Measure')
  const browser = office.as('ines')
  const form = { against: 'arrest', what: 'Change the locks', ownerId: ines.accountId, dueOn: '2026-11-22' }
  const stranger = { ...form, ownerId: office.member.tomas.accountId }
  expect((await browser.post(`${at}/measures`, stranger)).status).toBe(422)
  expect((await browser.post(`${at}/measures`, form)).status).toBe(303)
  expect(await html(browser.get('/'))).toContain('Measure: a measure is due')
  const page = await html(browser.get(`${at}/status`))
  const measureId = /name="measureId" value="([^"]+)"/.exec(page)![1]!
  for (let i = 0; i < 2; i++)
    expect((await browser.post(`${at}/measures/done`, { measureId })).status).toBe(303)
  expect(await office.count('events', `type = 'measure.done' and case_id = '${caseId}'`)).toBe(1)
  expect(await html(browser.get('/'))).not.toContain('Measure: a measure is due')
})

test('the header names the gravest harm that holds, and no level once all have run out', async () => {
  const { caseId, at } = await build('Header')
  const bar = async () =>
    /<p class="case-bar">.*?<\/p>/s.exec(await html(office.as('ines').get(`${at}/team`)))![0]
  await judge(caseId, { harm: 'smear', level: 'high' })
  expect(await bar()).toContain('Smear: High')
  const halfYear = 180 * 86_400_000
  office.clock.move(halfYear)
  expect(await bar()).toContain('new assessment due')
  expect(await bar()).not.toContain('High')
  office.clock.move(-halfYear)
})

test('the words of one harm are not taken for another: an all-clear stays with what it cleared', async () => {
  const { caseId, at } = await build('Other harm')
  const browser = office.as('ines')
  const before = await office.count('risk_assessments')
  const form = {
    ...judged,
    harm: 'smear',
    assessorCount: '1',
    'wording-en': 'At this time no arrest is expected.',
  }
  const refused = await browser.post(`${at}/status`, form)
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('words of an assessment of another harm')
  expect(await office.count('risk_assessments')).toBe(before)
  office.clock.move(1_000)
  await judge(caseId, { harm: 'smear', wording: { en: 'A smear goes on.' } })
  // with two harms nothing is filled in until one is chosen
  expect(await html(browser.get(`${at}/status`))).not.toContain('value="At this time no arrest is expected."')
  expect(await html(browser.get(`${at}/status?harm=smear`))).toContain('value="A smear goes on."')
})
