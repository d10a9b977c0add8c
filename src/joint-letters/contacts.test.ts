/** Whom one reaches at organisations from outside: who may have them erased, when their mailboxes go, and what they sign. */
import { expect, test } from 'vitest'
import { forgetStrangers } from '#campaigns/expiring.ts'
import { workerOf } from '#platform/actor.ts'
import { openDatabase } from '#platform/database.ts'
import { eraseInbox, welcome } from '#supporters/index.ts'
import { signOnWorld } from '../../test/sign-on-world.ts'
import { letterWords } from '../../test/build-letter.ts'
import { beginAgain, listSignatory, saveLetterText } from './index.ts'

const signing = await signOnWorld()
const { world, worker, her, letterId, signOn, says, sends, standing, states, idOf, confirmed } = signing
const { tokenTo, mailsTo, dropped } = signing
const { office, ines, as } = world
const { clock } = office

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

test('words that were mended before the mail was answered are read first; what was typed is kept, and the new words are signed', async () => {
  const mended = await as(ines, (tx) => beginAgain(tx, letterId))
  world.use(mended)
  await world.publish()
  const hash = async () => (await world.current()).textHash!.toString('base64url')
  const sent = signOn({
    letterId: mended,
    textHash: await hash(),
    logo: { contentType: 'image/png', base64: 'aaaa' },
  })
  await sends(sent)
  const token = await tokenTo(sent.contact.email)
  await as(ines, (tx) => {
    const words = { ...letterWords.en, body: 'Other words.' }
    return saveLetterText(tx, {
      ...{ letterId: mended, language: 'en', version: 1, translation: 'original', words },
    })
  })
  await world.publish()
  const stand = () =>
    office.count('joint_letter_signatories', `letter_id = '${mended}' and state = 'waiting'`)
  // a page that was opened before: nothing is signed, and one mail asks to read again
  await says('confirm', token)
  await says('confirm', token)
  expect([await stand(), await dropped('changed')]).toEqual([0, 2])
  const subjects = (await mailsTo(sent.contact.email)).map(({ subject }) => subject)
  expect(subjects.map((one) => one.split(':')[0])).toEqual(['Please confirm', 'Please read it again'])
  await says('confirm', await tokenTo(sent.contact.email), clock.now(), await hash())
  expect(await stand()).toBe(1)
  const kept = await office.count(
    'joint_letter_logos',
    `signatory_id in (select id from joint_letter_signatories where letter_id = '${mended}')`,
    ['joint_letter_signatories'],
  )
  expect(kept).toBe(1)
  await says('not-us', token)
  expect(await stand()).toBe(0)
  world.use(letterId)
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
