/** Whom one reaches at organisations from outside: who may have them erased, and when their mailboxes go. */
import { expect, test } from 'vitest'
import { forgetStrangers } from '#campaigns/expiring.ts'
import { workerOf } from '#platform/actor.ts'
import { openDatabase } from '#platform/database.ts'
import { eraseInbox, welcome } from '#supporters/index.ts'
import { signOnWorld } from '../../test/sign-on-world.ts'
import { listSignatory } from './index.ts'

const { world, worker, her, says, sends, standing, states, idOf, confirmed } = await signOnWorld()
const { office, ines, as } = world

test('who stands under the letter and says "this was not us" takes its signature back, and may sign again', async () => {
  const { sent, token } = await confirmed()
  await as(ines, async (tx) => listSignatory(tx, { signatoryId: await idOf('waiting') }))
  await says('not-us', token)
  expect(await standing()).toMatchObject([{ state: 'withdrawn', contact: false }])
  await sends(sent)
  expect(await states()).toEqual(['pending', 'withdrawn'])
})

test('safety: a stranger who types a signatory’s address into another form, and lets it run out, erases nothing', async () => {
  const { sent } = await confirmed()
  const { organisationId } = ines
  const [typed] = await worker.db.transaction(workerOf(organisationId), (tx) =>
    welcome(tx, organisationId, [
      { firstName: 'Some', lastName: 'Body', email: sent.contact.email, language: 'en' },
    ]),
  )
  await worker.db.transaction(workerOf(organisationId), (tx) =>
    forgetStrangers(tx, organisationId, [typed!.supporterId]),
  )
  const kept = async () => [
    await office.count('supporters', `id = '${typed!.supporterId}' and erased_at is not null`),
    await office.count('joint_letter_contacts', `inbox = ${typed!.inbox}`),
    await office.count('inboxes', `number = ${typed!.inbox} and length(address_sealed) > 0`),
  ]
  expect(await kept()).toEqual([1, 1, 1])
  // its reader asks to be forgotten
  await worker.db.transaction(workerOf(organisationId), async (tx) => {
    await welcome(tx, organisationId, [
      { firstName: 'Maya', lastName: 'Aoun', email: sent.contact.email, language: 'en' },
    ])
    await eraseInbox(tx, organisationId, typed!.inbox)
  })
  expect(await kept()).toEqual([1, 0, 0])
  expect(await states()).toEqual(['waiting'])
})

test('an erased case leaves no mailbox of those who signed', async () => {
  await confirmed()
  const other = await confirmed()
  const { organisationId } = ines
  await worker.db.transaction(workerOf(organisationId), (tx) =>
    welcome(tx, organisationId, [
      { firstName: 'Maya', lastName: 'Aoun', email: other.sent.contact.email, language: 'en' },
    ]),
  )
  const filled = () => office.count('inboxes', 'length(address_sealed) > 0')
  const before = await filled()
  const owner = openDatabase({ url: office.database.ownerUrl, keys: office.database.keys, connections: 1 })
  await owner.pool.query(`update cases set state = 'erased' where id = $1`, [her.caseId])
  await owner.close()
  expect(await standing()).toEqual([])
  expect(await filled()).toBe(before - 1)
})
