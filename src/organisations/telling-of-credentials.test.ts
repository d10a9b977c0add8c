import { expect, test } from 'vitest'
import { signIn, workerOf } from '#platform/actor.ts'
import { catalogue } from '../catalogue.ts'
import { composerOf } from '#delivery/declared-mails.ts'
import { mailPlace, type SealedMail } from '#delivery/mail-queue.ts'
import type { WorkerServices } from '#platform/module.ts'
import { consoleUrl, testOffice } from '../../test/office.ts'
import { changePassphrase, removeCredential, replaceRecoveryCodes } from './credential.ts'
import { acceptLink } from './joining.ts'
import { makeLink } from './link.ts'
import { startSession } from './session.ts'
import { signInWith } from './sign-in.ts'

const office = await testOffice()
const { db, database, member, organisationId, clock } = office
const { layla } = member
const services = { db, keys: database.keys, consoleUrl }
const passphrase = { hash: 'not read here', secret: 'JBSWY3DPEHPK3PXP', step: 1 }

/** What was queued since the last look: to whom, and what it says when it leaves. */
async function notices(): Promise<{ to: string | undefined; what: unknown; text: string }[]> {
  return await db.transaction(workerOf(organisationId), async (tx) => {
    const rows = await tx.db.deleteFrom('mails').where('kind', '=', 'access-notice').returningAll().execute()
    const key = await tx.keys.organisation(organisationId)
    return await Promise.all(
      rows.map(async (row) => {
        const mail = key.openJson<SealedMail>(mailPlace(row.id), row.sealed)
        const { language, values } = mail
        const opened = { id: row.id, organisationId, inbox: null, language, values }
        const sender = { name: 'Harbour Watch', postalAddress: '' }
        const text = await composerOf(mail.template)(tx, { ...opened, sender }, {
          catalogue,
        } as WorkerServices)
        return { to: mail.to?.address, what: values.what, text: text?.text ?? '' }
      }),
    )
  })
}

const sessionOf = async (accountId: string) =>
  (await db.transaction(signIn, (tx) => startSession(tx, { accountId, how: 'passkey' }))).sessionId

test('a member hears by mail of each change to her ways to sign in', async () => {
  const sessionId = await sessionOf(layla.accountId)
  await db.transaction(layla, (tx) => changePassphrase(tx, { ...passphrase, sessionId }))
  const [added, ...others] = await notices()
  expect(others).toEqual([])
  expect(added).toMatchObject({ to: 'layla@harbour.example', what: 'added' })
  // in her language, in the organisation's zone, which is an hour ahead of UTC
  expect(added!.text).toContain('عُيّنت طريقة لتسجيل الدخول إلى حسابك')
  expect(added!.text).toContain('10:00')
  await db.transaction(layla, (tx) => replaceRecoveryCodes(tx, { sessionId }))
  expect(await notices()).toMatchObject([{ to: 'layla@harbour.example', what: 'codes-renewed' }])
})

test('a refused change tells nobody', async () => {
  const sessionId = await sessionOf(layla.accountId)
  await expect(
    db.transaction(layla, (tx) => removeCredential(tx, { credential: 'passphrase', sessionId })),
  ).rejects.toMatchObject({ code: 'organisations.credential.last' })
  const stale = { ...layla, steppedUpAt: new Date(clock.now().getTime() - 3_600_000) }
  await expect(
    db.transaction(stale, (tx) => changePassphrase(tx, { ...passphrase, sessionId })),
  ).rejects.toMatchObject({ code: 'access.step-up' })
  expect(await notices()).toEqual([])
})

test('whoever comes in by a recovery code or a recovery link is told of, before the session is hers', async () => {
  const { tomas } = member
  const sessionId = await sessionOf(tomas.accountId)
  const [code = ''] = await db.transaction(tomas, (tx) => replaceRecoveryCodes(tx, { sessionId }))
  await notices()
  const address = 'tomas@harbour.example'
  await expect(
    signInWith(services, { kind: 'recovery-code', address, code: 'AAAA-AAAA-AAAA-AAAA' }),
  ).rejects.toMatchObject({ status: 403 })
  expect(await notices()).toEqual([])
  await signInWith(services, { kind: 'recovery-code', address, code })
  expect(await notices()).toMatchObject([{ to: address, what: 'code-used' }])

  const { token } = await db.transaction(signIn, (tx) =>
    makeLink(tx, { purpose: 'recovery', accountId: tomas.accountId }),
  )
  await acceptLink(db, token, {
    name: '',
    address: '',
    language: 'en',
    credential: { kind: 'passphrase', ...passphrase },
  })
  const [told] = await notices()
  expect(told).toMatchObject({ to: address, what: 'recovered' })
  expect(told!.text).toContain('All older ones have ended')
})
