import { expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { heldStatuses, libertyStatuses, mayFollow, type LibertyStatus } from './lists.ts'
import { addRestriction, listRestrictions } from './restriction.ts'
import { findLiberty, listLiberty, setLiberty, strikeLiberty, type LibertyInput } from './status.ts'

const office = await testOffice()
const { ines } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(ines, run)
const blank = { contact: [], counsel: [], basis: [] }

async function build(codeName: string) {
  const { caseId } = await buildCase(office.db, ines, { codeName })
  return { caseId, at: `/cases/${caseId}/liberty` }
}
const set = (caseId: string, status: LibertyStatus, since: string, more: Partial<LibertyInput> = {}) =>
  as((tx) => setLiberty(tx, { ...blank, caseId, status, since, ...more }))
const now = (caseId: string) => as((tx) => findLiberty(tx, caseId))

test('each status follows only what it may, and a refused one leaves what held', async () => {
  for (const before of libertyStatuses) {
    const { caseId } = await build(`After ${before}`)
    const first = await set(caseId, before, '2026-11-01')
    for (const next of libertyStatuses) {
      const setting = set(caseId, next, '2026-11-02')
      if (!mayFollow(before, next)) {
        await expect(setting).rejects.toMatchObject({ code: 'liberty.error.order' })
        expect((await now(caseId))?.status).toBe(before)
        continue
      }
      const statusId = await setting
      expect((await now(caseId))?.status).toBe(next)
      await as((tx) => strikeLiberty(tx, { caseId, statusId, why: 'To try the next one' }))
    }
    expect((await as((tx) => listLiberty(tx, caseId))).at(-1)?.id).toBe(first)
  }
  expect(heldStatuses.every((one) => mayFollow(one, 'released') && mayFollow(one, 'escaped'))).toBe(true)
  expect(mayFollow('at-liberty', 'released')).toBe(false)
  expect(libertyStatuses.some((one) => mayFollow('deceased', one))).toBe(false)
}, 60_000)

test('what is learnt later is put where it belongs, and never before what it cannot precede', async () => {
  const { caseId } = await build('Late word')
  await set(caseId, 'at-liberty', '2026-11-01')
  await set(caseId, 'pre-trial-detention', '2026-11-10')
  await set(caseId, 'released', '2026-11-20')
  await set(caseId, 'police-custody', '2026-11-08')
  expect((await now(caseId))?.status).toBe('released')
  await expect(set(caseId, 'in-hiding', '2026-11-15')).rejects.toMatchObject({ code: 'liberty.error.order' })
  expect((await as((tx) => listLiberty(tx, caseId))).map(({ status }) => status)).toEqual([
    'released',
    'pre-trial-detention',
    'police-custody',
    'at-liberty',
  ])
})

test('what belongs to somebody who is held is refused for others, and so are contradictions and the future', async () => {
  const { caseId } = await build('Refusals')
  const refused = async (more: Partial<LibertyInput>, fields: Record<string, string>) => {
    const setting = set(caseId, more.status ?? 'at-liberty', more.since ?? '2026-11-01', more)
    await expect(setting).rejects.toMatchObject({ fields })
  }
  await refused({ detention: 'administrative' }, { detention: 'liberty.error.not-held' })
  await refused({ contact: ['family-refused'] }, { contact: 'liberty.error.not-held' })
  await refused({ counsel: ['refused'] }, { counsel: 'liberty.error.not-held' })
  await refused(
    { status: 'police-custody', contact: ['family-refused', 'family-allowed'] },
    { contact: 'liberty.error.contradiction' },
  )
  await refused({ since: '2027-03-01' }, { since: 'case.status.error.future' })
  expect(await now(caseId)).toBeUndefined()
})

test('through the doors: sealed, in the header and on Now, for the team alone', async () => {
  const { caseId, at } = await build('Header of liberty')
  const browser = office.as('ines')
  const form = { status: 'police-custody', since: '2026-11-20', place: 'Station of Harbour Street' }
  expect((await browser.post(at, { ...form, status: '' })).status).toBe(422)
  expect(await office.count('liberty_statuses', `case_id = '${caseId}'`)).toBe(0)
  expect((await browser.post(at, { ...form, contact: 'family-refused', basis: 'ii' })).status).toBe(303)
  const page = await html(browser.get(at))
  expect(page).toContain('Station of Harbour Street')
  expect(page).toContain('Family refused')
  const words = Buffer.from('Harbour Street').toString('hex')
  expect(await office.count('liberty_statuses', `encode(sealed, 'hex') like '%${words}%'`)).toBe(0)
  const bar = /<p class="case-bar">.*?<\/p>/s.exec(page)![0]
  expect(bar).toContain('Police custody')
  expect(await html(browser.get(`/cases/${caseId}`))).toContain('Since')
  expect(await html(browser.get(`/cases/${caseId}/timeline`))).toContain('Police custody')
  const tomas = office.as('tomas')
  expect(await html(tomas.get(at))).not.toContain('Police custody')
  expect(await html(tomas.get(`/cases/${caseId}`))).not.toContain('Police custody')
  expect((await tomas.post(at, { ...form, since: '2026-11-21', status: 'released' })).status).toBe(403)
  expect((await now(caseId))?.status).toBe('police-custody')
  expect(await office.count('events', `type = 'liberty.recorded' and case_id = '${caseId}'`)).toBe(1)
})

test('an entry is struck out once, with its reason, and only through its own case', async () => {
  const { caseId, at } = await build('Struck')
  const browser = office.as('ines')
  const statusId = await set(caseId, 'deceased', '2026-11-20')
  const other = await build('Struck elsewhere')
  const why = 'A rumour, she called today'
  expect((await browser.post(`${other.at}/strike`, { statusId, why })).status).toBe(404)
  expect((await browser.post(`${at}/strike`, { statusId, why: '' })).status).toBe(422)
  expect((await now(caseId))?.status).toBe('deceased')
  for (let i = 0; i < 2; i++) expect((await browser.post(`${at}/strike`, { statusId, why })).status).toBe(303)
  expect(await now(caseId)).toBeUndefined()
  expect(await html(browser.get(at))).toContain('A rumour, she called today')
  expect(await office.count('events', `type = 'liberty.struck' and case_id = '${caseId}'`)).toBe(1)
})

test('restrictions hold at the same time, beside the status, and end once', async () => {
  const { caseId, at } = await build('Restricted')
  const browser = office.as('ines')
  const post = (more: object) => browser.post(`${at}/restrictions`, { from: '2026-11-01', ...more })
  expect((await post({ kind: 'travel-ban' })).status).toBe(303)
  expect((await post({ kind: 'bail', about: 'Her brother stood surety' })).status).toBe(303)
  expect((await post({ kind: 'work-ban', untilOn: '2026-10-01' })).status).toBe(422)
  const all = await as((tx) => listRestrictions(tx, caseId))
  expect(all.map(({ kind }) => kind).sort()).toEqual(['bail', 'travel-ban'])
  expect(await html(browser.get(`/cases/${caseId}`))).toContain('Travel ban')
  const restrictionId = all.find(({ kind }) => kind === 'travel-ban')!.id
  const end = (endedOn: string, where = at) =>
    browser.post(`${where}/restrictions/end`, { restrictionId, endedOn })
  expect((await end('2026-10-30')).status).toBe(422)
  expect((await end('2027-05-01')).status).toBe(422)
  expect((await end('2026-11-20', (await build('Not restricted')).at)).status).toBe(404)
  for (let i = 0; i < 2; i++) expect((await end('2026-11-20')).status).toBe(303)
  expect(await html(browser.get(`/cases/${caseId}`))).not.toContain('Travel ban')
  expect(await office.count('events', `type = 'restriction.ended' and case_id = '${caseId}'`)).toBe(1)
  const stranger = office.db.transaction(office.member.tomas, (tx) =>
    addRestriction(tx, { caseId, kind: 'summons', since: '2026-11-01' }),
  )
  await expect(stranger).rejects.toMatchObject({ code: 'case.team-only' })
})
