import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { workerOf } from '../platform/actor.ts'
import { openDatabase } from '../platform/database.ts'
import { buildCase, buildConsents } from '../../test/build-case.ts'
import { buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { testOffice } from '../../test/office.ts'
import { signed } from '../../test/sign.ts'
import {
  approvePoint,
  caseMaterial,
  changePoint,
  readBack,
  takeStatement,
  withdrawPoint,
  type ApprovedWords,
} from '../cases/index.ts'
import {
  askToEndQuiet,
  askToRestore,
  goQuiet,
  listDoubts,
  publishCase,
  withdrawConsent,
} from '../publishing/index.ts'
import { fingerprint } from '../publishing/publish-case.ts'
import { choosePoints } from './points.ts'
import { pointsIn, readUpdateSource } from './update-document.ts'
import { getUpdate } from './update.ts'

const office = await testOffice()
const { ines } = office.member
type Run<T> = Parameters<typeof office.db.transaction<T>>[1]
const as = <T>(run: Run<T>) => office.db.transaction(ines, run)
const on = '2026-11-23'

/** A public case, an update that carries one point of hers, published. */
async function build(codeName: string, form: 'verbatim' | 'paraphrase' = 'verbatim') {
  const built = await buildCase(office.db, ines, { codeName })
  const { caseId, personId } = built
  const consents = await buildConsents(office.db, ines, built, ['name', 'story', 'quotes'])
  await signed(office.db, ines, async (tx) => {
    const choice = {
      languages: ['en'],
      gate: 'name',
      items: ['story'],
      portrait: false,
      status: false,
    } as const
    return await publishCase(tx, { ...choice, caseId, seen: fingerprint(await caseMaterial(tx, caseId)) })
  })
  const { pointIds } = await as((tx) =>
    takeStatement(tx, {
      ...{ caseId, personId, takenOn: on, channel: 'call', language: 'en' },
      points: [{ form, text: 'I thank every one of you.', visibility: 'team' }],
    }),
  )
  const at = { caseId, pointId: pointIds[0]!, version: 1 }
  const updateId = await buildUpdate(office.db, ines, caseId, ['en'])
  const choose = () =>
    as(async (tx) => {
      const { version } = await getUpdate(tx, updateId)
      await choosePoints(tx, { updateId, version, points: [at.pointId] })
    })
  const approve = async () => {
    await as((tx) => readBack(tx, { ...at, on }))
    await as((tx) => approvePoint(tx, { ...at, on, how: 'oral', visibility: 'public', languages: [] }))
  }
  const shown = () => office.count('published.documents', `case_id = '${caseId}' and kind = 'update'`)
  return { ...built, consents, at, updateId, choose, approve, shown }
}

async function published(codeName: string, form?: 'paraphrase') {
  const built = await build(codeName, form)
  await built.approve()
  await built.choose()
  await publishBuilt(office.db, ines, built.updateId)
  expect(await built.shown()).toBe(1)
  return built
}

test('an update carries her point with its label, and stands on her consent to be quoted by itself', async () => {
  const { caseId, at, consents } = await published('Carried')
  const body = `case_id = '${caseId}' and kind = 'update' and body -> 'quotes' -> 0 ->> 'text' = 'I thank every one of you.'
    and body -> 'quotes' -> 0 ->> 'form' = 'verbatim' and body -> 'quotes' -> 0 ->> 'by' = 'Samira Haddad'`
  expect(await office.count('published.documents', body)).toBe(1)
  const items = `item = 'quotes' and consent_id = '${consents['quotes']}'`
  expect(await office.count('publication_items', items)).toBe(1)
  expect(await office.count('publication_points', `point_id = '${at.pointId}'`)).toBe(1)
})

test('a point that she has not approved cannot be chosen', async () => {
  const { choose, at } = await build('Unapproved')
  await expect(choose()).rejects.toMatchObject({ fields: { points: 'updates.error.point' } })
  expect(await office.count('updates', `'${at.pointId}' = any (points)`)).toBe(0)
})

test('what she takes back, or what is changed, goes down in the same moment', async () => {
  const back = await published('Taken back')
  expect(await as((tx) => withdrawPoint(tx, { ...back.at }))).toEqual({ takenDown: 1 })
  const changed = await published('Changed')
  const other = { ...changed.at, form: 'verbatim' as const, text: 'Other words' }
  expect(await as((tx) => changePoint(tx, other))).toEqual({ takenDown: 1 })
  for (const one of [back, changed]) {
    expect(await one.shown()).toBe(0)
    expect(await office.count('publication_points', `point_id = '${one.at.pointId}'`)).toBe(0)
    expect((await as((tx) => getUpdate(tx, one.updateId))).state).toBe('withdrawn')
    const again = publishBuilt(office.db, ines, one.updateId)
    await expect(again).rejects.toMatchObject({ code: expect.stringMatching(/^updates\.error\./) })
    expect(await one.shown()).toBe(0)
  }
})

test('withdrawing her consent to be quoted takes the update down, and leaves the case page', async () => {
  const { caseId, consents, shown } = await published('Unquoted')
  await as((tx) => withdrawConsent(tx, { caseId, consentIds: [consents['quotes']!] }))
  expect(await shown()).toBe(0)
  expect(await office.count('published.documents', `case_id = '${caseId}' and kind = 'case'`)).toBe(1)
})

test('the database refuses to change, widen or unapprove words while a page shows them', async () => {
  const { at, shown } = await published('Pinned')
  const changes = [
    { table: 'statement_points', set: `state = 'read-back', approved_on = null` },
    { table: 'statement_points', set: `visibility = 'team'` },
    {
      table: 'statement_texts',
      set: `text_hash = decode(repeat('00', 32), 'hex'), approved_hash = null, state = 'taken'`,
    },
  ]
  for (const { table, set } of changes) {
    const where = table === 'statement_points' ? 'id' : 'point_id'
    const run = as((tx) =>
      sql`update ${sql.raw(table)} set ${sql.raw(set)} where ${sql.raw(where)} = ${at.pointId}`.execute(
        tx.db,
      ),
    )
    await expect(run).rejects.toThrow()
  }
  expect(await shown()).toBe(1)
})

test('words altered behind the application are not quotable', async () => {
  const { at, approve, updateId } = await build('Altered')
  await approve()
  const words = (): Promise<ApprovedWords[]> => as(async (tx) => (await readUpdateSource(tx, updateId)).words)
  expect(await words()).toHaveLength(1)
  await as(async (tx) => {
    const other = tx.now
    await tx.db
      .updateTable('statement_points')
      .set({ form: 'paraphrase', changed_at: other })
      .where('id', '=', at.pointId)
      .execute()
  })
  expect(await words()).toEqual([])
})

test('after quiet an update comes back with her point, and not without it', async () => {
  const kept = await published('Kept')
  const lost = await published('Lost')
  for (const one of [kept, lost]) {
    await as((tx) => goQuiet(tx, one.caseId))
    expect(await one.shown()).toBe(0)
  }
  await as((tx) => withdrawPoint(tx, { ...lost.at }))
  for (const one of [kept, lost]) await signed(office.db, ines, (tx) => askToEndQuiet(tx, one.caseId))
  expect([await kept.shown(), await lost.shown()]).toEqual([1, 0])
  expect(await office.count('publication_points', `point_id = '${kept.at.pointId}'`)).toBe(1)
})

test('two who undo a withdrawal of her words bring back the page that carries them, and not what she took back', async () => {
  const kept = await published('Doubted')
  const lost = await published('Doubted and lost')
  for (const one of [kept, lost]) {
    const { caseId, consents } = one
    await as((tx) => withdrawConsent(tx, { caseId, consentIds: [consents['quotes']!], word: 'not-met' }))
    expect(await one.shown()).toBe(0)
  }
  await as((tx) => withdrawPoint(tx, { ...lost.at }))
  for (const { caseId } of [kept, lost])
    await signed(office.db, ines, async (tx) => {
      const [doubt] = await listDoubts(tx, caseId)
      return await askToRestore(tx, { caseId, withdrawalId: doubt!.id, reason: 'She was made to say it' })
    })
  expect([await kept.shown(), await lost.shown()]).toEqual([1, 0])
  const quoted = `case_id = '${kept.caseId}' and kind = 'update' and body -> 'quotes' -> 0 ->> 'text' = 'I thank every one of you.'`
  expect(await office.count('published.documents', quoted)).toBe(1)
  expect(await office.count('publication_points', `point_id = '${kept.at.pointId}'`)).toBe(1)
  expect((await as((tx) => getUpdate(tx, kept.updateId))).state).toBe('published')
  for (const { consents } of [kept, lost])
    expect(await office.count('consents', `id = '${consents['quotes']}' and state = 'given'`)).toBe(1)
})

test('the worker that writes the mail of an update finds her words in it', async () => {
  const { updateId } = await published('Mailed')
  const worker = openDatabase({
    url: office.database.workerUrl,
    keys: office.database.keys,
    clock: office.clock,
  })
  const source = await worker.transaction(workerOf(office.organisationId), (tx) =>
    readUpdateSource(tx, updateId),
  )
  await worker.close()
  expect(pointsIn(source, 'en').map(({ text }) => text)).toEqual(['I thank every one of you.'])
})
