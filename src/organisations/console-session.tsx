/** Within a session: the way out, proving oneself again, and drafts that save themselves. */
import { z } from 'zod'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { askForPasskey } from '#platform/sign-in/passkey.ts'
import { readFields } from '#platform/web/body.ts'
import { Invalid, Refused, TooMany } from '#platform/web/errors.ts'
import { typedValues, type FieldErrors, type TypedValues } from '#platform/web/forms.ts'
import { findAccount } from './account.ts'
import { ownPath, page, redirect, refusedForm } from './console-page.tsx'
import { readProof } from './door-sign-in.tsx'
import { dropDraft, saveDraft } from './draft.ts'
import { holdForm, takeHeldForm } from './held-form.ts'
import { endSession } from './session.ts'
import { stepUp } from './sign-in.ts'
import { HeldFormPage, SignInForm, type Waiting } from './views/sign-in.tsx'

export const sessionRoutes: readonly ConsoleRoute[] = [
  { method: 'POST', path: '/sign-out', verb: 'session.end', handle: (c) => signOut(c, '/sign-in') },
  // somebody comes into the room: one press, no question, and what stands there then says nothing of us
  { method: 'POST', path: '/leave', verb: 'session.end', handle: (c) => signOut(c, '/away') },
  {
    method: 'GET',
    path: '/step-up',
    verb: 'session.step-up',
    handle: (c) => askForProof(c, { returnTo: ownPath(c.req.query('return')) }),
  },
  { method: 'POST', path: '/step-up', verb: 'session.step-up', handle: takeStepUp },
  { method: 'POST', path: '/step-up/passkey', verb: 'session.step-up', handle: passkeyQuestion },
  { method: 'POST', path: '/drafts', verb: 'draft.save', handle: keepDraft },
  { method: 'POST', path: '/drafts/drop', verb: 'draft.save', handle: forgetDraft },
]

async function signOut(c: ConsoleContext, to: '/sign-in' | '/away'): Promise<Response> {
  await c
    .get('office')
    .db.transaction(c.get('member'), (tx) => endSession(tx, { sessionId: c.get('sessionId') }))
  // what the browser still holds of the console goes too: the back button shows nothing to the next person
  c.header('Clear-Site-Data', '"cache", "cookies"')
  return c.redirect(to, 303)
}

const purpose = (c: ConsoleContext): string => `step-up ${c.get('sessionId')}`

/**
 * Called where a verb answered 'access.step-up': asks for a credential and keeps the form that was sent.
 * `request`: a copy of the request whose body nobody has read.
 */
export async function askAgain(c: ConsoleContext, request: Request | undefined): Promise<Response> {
  const { keys, db } = c.get('office')
  const from = ownPath(c.req.path)
  if (!request) return c.redirect(`/step-up?return=${encodeURIComponent(from)}`, 303)
  const held = await holdForm(keys.instance, request, db.clock.now(), c.get('member').accountId)
  return askForProof(c, { returnTo: refererPath(c), held }, undefined, 403)
}

function refererPath(c: ConsoleContext): string {
  const referer = c.req.header('Referer')
  const { consoleUrl } = c.get('office')
  return referer?.startsWith(`${consoleUrl}/`) ? ownPath(referer.slice(consoleUrl.length)) : '/'
}

async function askForProof(
  c: ConsoleContext,
  waiting: Waiting,
  refused?: { values: TypedValues; errors: FieldErrors },
  status: 200 | 403 | 422 | 429 = 200,
): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const account = await c.get('office').db.reading(member, (tx) => findAccount(tx, { id: member.accountId }))
  return page(c, {
    title: i18n.t('office.step-up.title'),
    islands: ['passkey'],
    status,
    body: (
      <>
        <p>{i18n.t('office.step-up.text')}</p>
        <SignInForm
          i18n={i18n}
          form={refused && refusedForm(i18n, refused)}
          waiting={waiting}
          action="/step-up"
          options="/step-up/passkey"
          address={account?.address ?? ''}
          signedIn
          submit={i18n.t('office.step-up.submit')}
        />
      </>
    ),
  })
}

async function takeStepUp(c: ConsoleContext): Promise<Response> {
  const office = c.get('office')
  const member = c.get('member')
  const proof = await readProof(c, purpose(c))
  if (!proof.ok) return askForProof(c, proof.waiting, proof, 422)
  try {
    await stepUp(office, proof.credential, { ...member, sessionId: c.get('sessionId') })
  } catch (error) {
    if (!(error instanceof Refused || error instanceof TooMany)) throw error
    if (error instanceof TooMany) c.header('Retry-After', String(Math.ceil(error.retryAfterSeconds)))
    const status = error instanceof TooMany ? 429 : 422
    return askForProof(c, proof.waiting, { values: {}, errors: { '': error.code } }, status)
  }
  const { returnTo, held: sealed } = proof.waiting
  const held = takeHeldForm(office.keys.instance, sealed, office.db.clock.now(), member.accountId)
  if (!held) return redirect(c, ownPath(returnTo))
  const i18n = c.get('i18n')
  return page(c, {
    title: i18n.t('office.step-up.done'),
    body: <HeldFormPage i18n={i18n} path={held.path} fields={held.fields} files={held.files} />,
  })
}

async function passkeyQuestion(c: ConsoleContext): Promise<Response> {
  const { keys, consoleUrl, db } = c.get('office')
  const door = { instance: keys.instance, consoleUrl, now: db.clock.now() }
  return c.json(await askForPasskey(door, purpose(c)))
}

/** Answers 204; the island says "saved" only then. Safety: a passphrase or a code is never a draft. */
async function keepDraft(c: ConsoleContext): Promise<Response> {
  const { draft, ...values } = typedValues(await readFields(c.req.raw, 400_000))
  const form = z.string().min(1).max(200).startsWith('/').safeParse(draft)
  if (!form.success) throw new Invalid({ '': 'error.form.broken' })
  for (const secret of ['passphrase', 'code', 'passkey']) delete values[secret]
  await c.get('office').db.transaction(c.get('member'), (tx) => saveDraft(tx, { form: form.data, values }))
  return c.body(null, 204)
}

/** Back to what is saved: the form's address is also where it stands. */
async function forgetDraft(c: ConsoleContext): Promise<Response> {
  const { draft } = typedValues(await readFields(c.req.raw, 8 * 1024))
  const form = ownPath(typeof draft === 'string' ? draft : undefined)
  await c.get('office').db.transaction(c.get('member'), (tx) => dropDraft(tx, form))
  return redirect(c, form, 'office.draft.dropped')
}
