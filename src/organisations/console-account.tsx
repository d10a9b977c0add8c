/** One's own account: credentials, recovery codes, sessions, language. */
import { z } from 'zod'
import { languages } from '#platform/i18n.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { mustBeAllowed } from '#platform/access.ts'
import { record } from '#platform/events.ts'
import { askForNewPasskey, readNewPasskey } from '#platform/sign-in/passkey.ts'
import { hashPassphrase } from '#platform/sign-in/passphrase.ts'
import { offerTotp, takeTotpOffer, totpStep } from '#platform/sign-in/totp.ts'
import { parseName } from '#platform/text/name.ts'
import { Conflict, NotFound } from '#platform/web/errors.ts'
import { maybe, readForm, typed, type FieldErrors, type TypedValues } from '#platform/web/forms.ts'
import { changeAccount, findAccount } from './account.ts'
import { organisationOf, page, redirect, refusedForm } from './console-page.tsx'
import {
  addPasskey,
  changePassphrase,
  listCredentials,
  removeCredential,
  replaceRecoveryCodes,
} from './credential.ts'
import { newPassphrase } from './door-welcome.tsx'
import { listServing, speakFor } from './serving.ts'
import { endSession, listOwnSessions } from './session.ts'
import { AccountView, PassphraseForm } from './views/account.tsx'
import { RecoveryCodes } from './views/credentials.tsx'

export const accountRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/account', verb: 'account.see', handle: (c) => accountPage(c) },
  { method: 'POST', path: '/account', verb: 'account.change', handle: takeAccount },
  { method: 'GET', path: '/account/passphrase', verb: 'credential.add', handle: (c) => passphrasePage(c) },
  { method: 'POST', path: '/account/passphrase', verb: 'credential.add', handle: takePassphrase },
  {
    method: 'POST',
    path: '/account/passphrase/remove',
    verb: 'credential.remove',
    handle: (c) => remove(c, 'passphrase'),
  },
  { method: 'POST', path: '/account/passkeys', verb: 'credential.add', handle: takePasskey },
  { method: 'POST', path: '/account/passkeys/question', verb: 'credential.add', handle: passkeyQuestion },
  {
    method: 'POST',
    path: '/account/passkeys/:passkeyId/remove',
    verb: 'credential.remove',
    handle: (c) => remove(c, { passkeyId: c.req.param('passkeyId') ?? '' }),
  },
  { method: 'POST', path: '/account/recovery-codes', verb: 'credential.add', handle: takeRecoveryCodes },
  { method: 'POST', path: '/account/sessions/:sessionId/end', verb: 'session.end', handle: takeEndSession },
  { method: 'POST', path: '/account/organisation', verb: 'session.switch', handle: takeSwitch },
]

type Refusal = { values: TypedValues; errors: FieldErrors }

async function accountPage(c: ConsoleContext, refused?: Refusal, status: 409 | 422 = 422): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const { zone } = await organisationOf(c)
  const shown = await c.get('office').db.reading(member, async (tx) => ({
    account: (await findAccount(tx, { id: member.accountId }))!,
    credentials: await listCredentials(tx, member.accountId),
    sessions: await listOwnSessions(tx),
    serving: await listServing(tx),
  }))
  return page(c, {
    title: i18n.t('office.account.title'),
    islands: ['passkey'],
    status: refused ? status : 200,
    body: (
      <AccountView
        i18n={i18n}
        {...shown}
        zone={zone}
        sessionId={c.get('sessionId')}
        organisationId={member.organisationId}
        form={refused && refusedForm(i18n, refused)}
      />
    ),
  })
}

const accountForm = z.object({ name: typed(parseName), language: z.enum(languages) })

async function takeAccount(c: ConsoleContext): Promise<Response> {
  const form = await readForm(c, accountForm)
  if (!form.ok) return accountPage(c, form)
  const member = c.get('member')
  await c.get('office').db.transaction(member, async (tx) => {
    mustBeAllowed(tx, 'account.change')
    await changeAccount(tx, { accountId: member.accountId, ...form.value })
    await record(tx, 'account.changed', { subject: member.accountId })
  })
  return redirect(c, '/account', 'office.saved')
}

async function passphrasePage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const [i18n, member, { keys, db }] = [c.get('i18n'), c.get('member'), c.get('office')]
  const account = await db.transaction(member, async (tx) => {
    // asked before the page, so that nobody types a new passphrase and is sent to prove the old one then
    mustBeAllowed(tx, 'credential.add')
    return await findAccount(tx, { id: member.accountId })
  })
  const again = typeof refused?.values.totp === 'string' ? refused.values.totp : undefined
  const offer = offerTotp(keys.instance, member.accountId, account?.address ?? '', db.clock.now(), again)
  return page(c, {
    title: i18n.t('office.passphrase.set'),
    trail: [{ href: '/account', label: i18n.t('office.account.title') }],
    status: refused ? 422 : 200,
    body: <PassphraseForm i18n={i18n} offer={offer} form={refused && refusedForm(i18n, refused)} />,
  })
}

const passphraseForm = z.object({ passphrase: newPassphrase, totp: z.string(), code: z.string().min(1) })

async function takePassphrase(c: ConsoleContext): Promise<Response> {
  const form = await readForm(c, passphraseForm)
  if (!form.ok) return passphrasePage(c, form)
  const [member, { keys, db }] = [c.get('member'), c.get('office')]
  const now = db.clock.now()
  const secret = takeTotpOffer(keys.instance, member.accountId, form.value.totp, now)
  const step = secret === undefined ? undefined : totpStep(secret, form.value.code, now)
  if (!secret || step === undefined) {
    return passphrasePage(c, { values: { totp: form.value.totp }, errors: { code: 'error.code.wrong' } })
  }
  const hash = await hashPassphrase(keys.instance, form.value.passphrase)
  await db.transaction(member, (tx) =>
    changePassphrase(tx, { hash, secret, step, sessionId: c.get('sessionId') }),
  )
  return redirect(c, '/account', 'office.credential.added')
}

const purpose = (c: ConsoleContext): string => `add ${c.get('member').accountId}`

async function passkeyQuestion(c: ConsoleContext): Promise<Response> {
  const [member, { keys, db, consoleUrl }] = [c.get('member'), c.get('office')]
  const known = await db.reading(member, async (tx) => {
    const account = await findAccount(tx, { id: member.accountId })
    const rows = await tx.db
      .selectFrom('passkeys')
      .select('credential_id')
      .where('account_id', '=', member.accountId)
      .execute()
    return { account: account!, existing: rows.map((row) => row.credential_id) }
  })
  const door = { instance: keys.instance, consoleUrl, now: db.clock.now() }
  const { address, name } = known.account
  return c.json(
    await askForNewPasskey(door, {
      purpose: purpose(c),
      userId: member.accountId,
      address,
      name,
      existing: known.existing,
    }),
  )
}

const passkeyForm = z.object({ passkey: z.string().min(2).max(20_000), name: maybe(typed(parseName)) })

async function takePasskey(c: ConsoleContext): Promise<Response> {
  const form = await readForm(c, passkeyForm)
  if (!form.ok) return accountPage(c, { values: form.values, errors: { '': 'office.passkey.refused' } })
  const [member, { keys, db, consoleUrl }] = [c.get('member'), c.get('office')]
  const door = { instance: keys.instance, consoleUrl, now: db.clock.now() }
  const read = await readNewPasskey(door, purpose(c), form.value.passkey)
  if (!read) return accountPage(c, { values: {}, errors: { '': 'office.passkey.refused' } })
  await db.transaction(member, (tx) =>
    addPasskey(tx, { ...read, name: form.value.name ?? '', sessionId: c.get('sessionId') }),
  )
  return redirect(c, '/account', 'office.credential.added')
}

async function remove(
  c: ConsoleContext,
  credential: { passkeyId: string } | 'passphrase',
): Promise<Response> {
  if (credential !== 'passphrase' && !isId(credential.passkeyId)) throw new NotFound()
  const { db } = c.get('office')
  try {
    await db.transaction(c.get('member'), (tx) =>
      removeCredential(tx, { credential, sessionId: c.get('sessionId') }),
    )
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return accountPage(c, { values: {}, errors: { '': error.code } }, 409)
  }
  return redirect(c, '/account', 'office.credential.removed')
}

async function takeRecoveryCodes(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const codes = await c
    .get('office')
    .db.transaction(c.get('member'), (tx) => replaceRecoveryCodes(tx, { sessionId: c.get('sessionId') }))
  return page(c, {
    title: i18n.t('office.codes.title'),
    trail: [{ href: '/account', label: i18n.t('office.account.title') }],
    body: <RecoveryCodes i18n={i18n} codes={codes} next="/account" />,
  })
}

async function takeEndSession(c: ConsoleContext): Promise<Response> {
  const sessionId = c.req.param('sessionId') ?? ''
  if (isId(sessionId)) {
    await c.get('office').db.transaction(c.get('member'), (tx) => endSession(tx, { sessionId }))
  }
  return redirect(c, '/account', 'office.session.ended')
}

const switchForm = z.object({ organisationId: z.uuid() })

/** Everything of the page before belonged to the other organisation: one begins at Today. */
async function takeSwitch(c: ConsoleContext): Promise<Response> {
  const form = await readForm(c, switchForm)
  if (!form.ok) throw new NotFound()
  const { organisationId } = form.value
  const sessionId = c.get('sessionId')
  await c.get('office').db.transaction(c.get('member'), (tx) => speakFor(tx, { sessionId, organisationId }))
  return redirect(c, '/', 'office.serving.switched')
}
