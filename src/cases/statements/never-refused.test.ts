/** She takes a point back, or narrows it, whatever stands around it. */
import { afterAll, expect, test } from 'vitest'
import { buildCase, buildConsents } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { openDatabase } from '#platform/database.ts'
import { approvePoint, narrowPoint, readBack } from './her-word.ts'
import { changePoint } from './point.ts'
import { getPoint } from './reads.ts'
import { takeStatement } from './statement.ts'

const office = await testOffice()
const owner = openDatabase({ url: office.database.ownerUrl, keys: office.database.keys, connections: 1 })
afterAll(() => owner.close())
const { ines } = office.member
type Run<T> = Parameters<typeof office.db.transaction<T>>[1]
const as = <T>(run: Run<T>) => office.db.transaction(ines, run)
const on = '2026-11-23'

async function approved(codeName: string) {
  const built = await buildCase(office.db, ines, { codeName })
  const { caseId, personId } = built
  await buildConsents(office.db, ines, built, ['quotes', 'story', 'name'])
  const { pointIds } = await as((tx) =>
    takeStatement(tx, {
      ...{ caseId, personId, takenOn: on, channel: 'signal', language: 'en' },
      points: [{ form: 'verbatim', text: 'I will go on asking.', visibility: 'team' }],
    }),
  )
  const at = { caseId, pointId: pointIds[0]! }
  await as((tx) => readBack(tx, { ...at, version: 1, on }))
  await as((tx) =>
    approvePoint(tx, { ...at, version: 1, on, how: 'oral', visibility: 'public', languages: [] }),
  )
  const url = `/cases/${caseId}/statements/points/${at.pointId}`
  const browser = office.as('ines')
  await browser.post(`/cases/${caseId}/person/open`, { reason: 'consent' })
  const read = () => as((tx) => getPoint(tx, caseId, at.pointId, true))
  return { at, browser, read, url }
}
const damage = (table: 'statement_points' | 'statement_texts', column: 'id' | 'point_id', pointId: string) =>
  as((tx) =>
    tx.db
      .updateTable(table)
      .set({ sealed: Buffer.from('damaged') })
      .where(column as 'id', '=', pointId)
      .execute(),
  )

test('taken back from a page that was opened before somebody changed it', async () => {
  const { at, browser, read, url } = await approved('Changed')
  await as((tx) => changePoint(tx, { ...at, version: 1, form: 'verbatim', text: 'I go on.' }))
  expect((await browser.post(`${url}/withdraw`, { version: '1', reason: 'Not any more' })).status).toBe(303)
  expect(await read()).toMatchObject({ state: 'withdrawn', version: 2, ended: 'Not any more' })
})

test('with broken seals the page still opens, and she takes it back or narrows it', async () => {
  const { at, browser, read, url } = await approved('Broken')
  await damage('statement_points', 'id', at.pointId)
  await damage('statement_texts', 'point_id', at.pointId)
  const page = await browser.get(url)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain(`action="${url}/withdraw"`)
  await as((tx) => narrowPoint(tx, { ...at, version: 1, visibility: 'room', reason: 'For us' }))
  expect(await read()).toMatchObject({ state: 'narrowed', visibility: 'room', ended: 'For us' })
  await damage('statement_points', 'id', at.pointId)
  expect((await browser.post(`${url}/withdraw`, { reason: 'Not any more' })).status).toBe(303)
  expect(await read()).toMatchObject({ state: 'withdrawn', ended: 'Not any more' })
  const told = `subject = '${at.pointId}' and data->>'sealBroken' = 'true'`
  expect(await office.count('events', told)).toBe(2)
})

test('without the key of the case', async () => {
  const { at, browser, url } = await approved('Keyless')
  await owner.pool.query('delete from case_keys where case_id = $1', [at.caseId])
  expect((await browser.post(`${url}/withdraw`, { reason: 'Not any more' })).status).toBe(303)
  expect(await office.count('statement_points', `id = '${at.pointId}' and state = 'withdrawn'`)).toBe(1)
})

test('what she said is kept shortened where it is too long, and on fewer lines', async () => {
  const { browser, read, url } = await approved('Long')
  const reason = `${'line\n'.repeat(30)}${'ن'.repeat(30_000)}`
  expect((await browser.post(`${url}/withdraw`, { reason })).status).toBe(303)
  const { state, ended } = await read()
  expect(state).toBe('withdrawn')
  expect(ended).toMatch(/^line\n[^]*line line[^]*ن \[…\]$/)
  expect([ended!.length, ended!.split('\n').length]).toEqual([1000, 10])
})
