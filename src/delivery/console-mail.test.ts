import { expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { mailCatalogue } from '../../test/catalogue.ts'
import { testOffice } from '../../test/office.ts'
import { testWorker } from '../../test/worker.ts'

const office = await testOffice()
let broken = true
const taken: unknown[] = []
const worker = testWorker(office.database, {
  catalogue: mailCatalogue,
  clock: office.clock,
  intake: {
    test: {
      owner: async () => office.organisationId,
      async take(_tx, batch) {
        if (broken) throw new TypeError('words of a visitor')
        taken.push(...batch)
      },
    },
  },
})

test('what failed three times is parked, told on Today and on the mail page, and taken once it is mended', async () => {
  await worker.submit(1, { type: 'test' })
  for (let times = 0; times < 4; times++) await worker.drain.drainOnce(1)
  expect(await (await office.as('ines').get('/')).text()).toContain('could not be taken in')
  const shown = await (await office.as('ines').get('/mail')).text()
  expect(shown).toContain('TypeError')
  expect(shown).not.toContain('words of a visitor')
  broken = false
  expect((await office.as('tomas').post('/mail/parked/retry')).status).toBe(403)
  await worker.drainAll()
  expect(taken).toEqual([])
  expect((await office.as('ines').post('/mail/parked/retry')).status).toBe(303)
  await worker.drainAll()
  expect(taken).toHaveLength(1)
  expect(await (await office.as('ines').get('/mail')).text()).not.toContain('TypeError')
})

test('a mail that may have left is told to staff, without its address', async () => {
  const id = newId()
  await worker.db.transaction(workerOf(office.organisationId), async (tx) => {
    await tx.db
      .insertInto('mails')
      .values({
        id,
        organisation_id: office.organisationId,
        kind: 'letter-copy',
        sealed: Buffer.alloc(64),
        state: 'unknown',
        not_before: tx.now,
        settled_at: tx.now,
        created_at: tx.now,
        reply: 'the connection was closed',
      })
      .execute()
  })
  const shown = await (await office.as('tomas').get('/mail')).text()
  expect(shown).toContain('letter-copy')
  expect(shown).toContain('the connection was closed')
  expect((await office.as('viktor').get('/mail')).status).toBe(403)
})

test('a mail server that is away is told with the moment since when', async () => {
  await worker.db.pool.query(`update wl.mail_server set away_since = now(), reason = '421 closing'`)
  expect(await (await office.as('tomas').get('/')).text()).toContain('The mail server takes no mail')
  expect(await (await office.as('tomas').get('/mail')).text()).toContain('421 closing')
})
