/** The doors that stand open to whoever is not signed in: sign-in, recovery code, the demo's link. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { BuiltAssets } from '#platform/assets.ts'
import { createI18n, isLanguage, languages, negotiate, type I18n } from '#platform/i18n.ts'
import type { ConsoleContext, ConsoleVariables, OfficeServices } from '#platform/module.ts'
import { askForPasskey } from '#platform/sign-in/passkey.ts'
import { longestPassphrase } from '#platform/sign-in/passphrase.ts'
import { parseAddress } from '#platform/text/address.ts'
import type { FindClient } from '#platform/web/client-address.ts'
import { NotFound, Refused, TooMany } from '#platform/web/errors.ts'
import { readFields } from '#platform/web/body.ts'
import { checkForm, readForm, typed, type FieldErrors, type TypedValues } from '#platform/web/forms.ts'
import { withHeaders } from '#platform/web/headers.ts'
import { createRateLimit, limitRate } from '#platform/web/rate-limit.ts'
import type { SessionCookie } from '#platform/web/session-cookie.ts'
import { ErrorSummary, TextField } from '#ui/index.ts'
import { ownPath, refusedForm } from './console-page.tsx'
import { holdForm, takeHeldForm } from './held-form.ts'
import { enterDemo, readDemoLink } from './joining.ts'
import { sessionLasts } from './session.ts'
import { signInWith, type Credential } from './sign-in.ts'
import { DoorPage, languageNames } from './views/door.tsx'
import { HeldFormPage, SignInForm, WaitingFields, type Waiting } from './views/sign-in.tsx'
import { auditDoors } from './door-audit.tsx'
import { welcomeDoors } from './door-welcome.tsx'

export interface DoorServices {
  office: OfficeServices
  assets: BuiltAssets
  cookie: SessionCookie
  findClient: FindClient
}

type App = Hono<{ Variables: ConsoleVariables }>

export const maxSignInBytes = 1024 * 1024

const waitingFields = { return: z.string().default('/'), held: z.string().optional() }
const passphraseForm = z.object({
  ...waitingFields,
  address: typed(parseAddress),
  passphrase: z.string().min(1).max(longestPassphrase),
  code: z.string().min(1).max(40),
})
const recoveryForm = z.object({
  ...waitingFields,
  address: typed(parseAddress),
  code: z.string().min(1).max(40),
})
/** the passkey's answer came: the other fields do not matter */
const passkeyForm = z.object({ ...waitingFields, passkey: z.string().min(2).max(20_000) })

/** Reads a proof from a form: of a passkey where the island filled it, else what was typed. */
export async function readProof(
  c: Context,
  purpose: string,
): Promise<
  | { ok: true; credential: Credential; waiting: Waiting }
  | { ok: false; values: TypedValues; errors: FieldErrors; waiting: Waiting }
> {
  const fields = await readFields(c.req.raw, maxSignInBytes)
  const byPasskey = checkForm(fields, passkeyForm)
  if (byPasskey.ok) {
    const { passkey, return: returnTo, held } = byPasskey.value
    return {
      ok: true,
      credential: { kind: 'passkey', answer: passkey, purpose },
      waiting: { returnTo, held },
    }
  }
  const form = checkForm(fields, passphraseForm)
  if (form.ok) {
    const { return: returnTo, held, ...typedIn } = form.value
    return { ok: true, credential: { kind: 'passphrase', ...typedIn }, waiting: { returnTo, held } }
  }
  const text = (name: string) => (typeof form.values[name] === 'string' ? form.values[name] : undefined)
  return { ...form, waiting: { returnTo: ownPath(text('return')), held: text('held') } }
}

export function openDoors(app: App, services: DoorServices): void {
  const { office, assets, cookie, findClient } = services
  const signInServices = { db: office.db, keys: office.keys, consoleUrl: office.consoleUrl }
  // a whole office behind one address may sign in of a morning; a guesser gets nowhere with this
  const limit = limitRate(createRateLimit({ burst: 40, perHour: 400 }), findClient, () =>
    office.db.clock.now(),
  )
  const links = ['/welcome/*', '/demo/*', '/audit-address/*']
  // Safety: the address of such a page is a key; not even our own files are asked for with it
  for (const path of links) app.use(path, withHeaders([['Referrer-Policy', 'no-referrer']]))
  for (const path of ['/sign-in/*', ...links]) app.use(path, limit)

  // Safety: where a quick exit leads; it has no name, no style and no way back, and looks the same to everybody
  app.get('/away', (c) => {
    c.header('Clear-Site-Data', '"cache"')
    return c.html(
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty page</title><p>This page is empty.</p></html>',
    )
  })

  app.get('/sign-in', (c) => signInPage(c, { returnTo: ownPath(c.req.query('return')) }))
  app.post('/sign-in', async (c) => {
    const proof = await readProof(c, 'sign-in')
    if (!proof.ok) return signInPage(c, proof.waiting, proof, 422)
    try {
      return await welcomeBack(c, await signInWith(signInServices, proof.credential), proof.waiting)
    } catch (error) {
      if (!(error instanceof Refused || error instanceof TooMany)) throw error
      const values: TypedValues =
        proof.credential.kind === 'passkey' ? {} : { address: proof.credential.address }
      if (error instanceof TooMany) c.header('Retry-After', String(Math.ceil(error.retryAfterSeconds)))
      const status = error instanceof TooMany ? 429 : 422
      return signInPage(c, proof.waiting, { values, errors: { '': error.code } }, status)
    }
  })
  app.post('/sign-in/passkey', async (c) => {
    const door = { instance: office.keys.instance, consoleUrl: office.consoleUrl, now: office.db.clock.now() }
    return c.json(await askForPasskey(door, 'sign-in'))
  })

  app.get('/sign-in/recovery-code', (c) => recoveryPage(c, { returnTo: ownPath(c.req.query('return')) }))
  app.post('/sign-in/recovery-code', async (c) => {
    const form = await readForm(c, recoveryForm, { maxBytes: maxSignInBytes })
    if (!form.ok) return recoveryPage(c, { returnTo: '/' }, form, 422)
    const { address, code } = form.value
    try {
      const made = await signInWith(signInServices, { kind: 'recovery-code', address, code })
      // a code is for those who lost a credential: they are led to where a new one is set up
      return await welcomeBack(c, made, { returnTo: '/account' })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return recoveryPage(c, { returnTo: '/' }, { values: { address }, errors: { '': error.code } }, 422)
    }
  })

  app.get('/demo/:token', async (c) => {
    if (!office.demo) throw new NotFound()
    await readDemoLink(office.db, c.req.param('token'))
    const i18n = languageOf(c, office)
    return c.html(
      <DoorPage i18n={i18n} assets={assets} title={i18n.t('office.demo.title')}>
        <p>{i18n.t('office.demo')}</p>
        <form method="post" action={c.req.path}>
          <button class="action" type="submit">
            {i18n.t('office.demo.enter')}
          </button>
        </form>
      </DoorPage>,
    )
  })
  app.post('/demo/:token', async (c) => {
    // Safety: outside of the demo there is no such door, whatever rows the database holds
    if (!office.demo) throw new NotFound()
    giveSession(c, await enterDemo(office.db, c.req.param('token')))
    return c.redirect('/', 303)
  })
  welcomeDoors(app, services, giveSession)
  auditDoors(app, services)

  function giveSession(c: Context, token: string): void {
    cookie.give(c, token, sessionLasts / 1000)
  }

  /** Signed in: on to where she was; a form that came too late is offered again. */
  async function welcomeBack(
    c: Context,
    made: { token: string; accountId: string },
    waiting: Waiting,
  ): Promise<Response> {
    giveSession(c, made.token)
    const held = takeHeldForm(office.keys.instance, waiting.held, office.db.clock.now(), made.accountId)
    if (!held) return c.redirect(ownPath(waiting.returnTo), 303)
    const i18n = languageOf(c, office)
    return c.html(
      <DoorPage i18n={i18n} assets={assets} title={i18n.t('office.held.title')}>
        <HeldFormPage i18n={i18n} path={held.path} fields={held.fields} files={held.files} />
      </DoorPage>,
    )
  }

  function signInPage(
    c: Context,
    waiting: Waiting,
    refused?: { values: TypedValues; errors: FieldErrors },
    status: 200 | 422 | 429 = 200,
  ): Response | Promise<Response> {
    return askPage(c, services, waiting, refused, status)
  }

  function recoveryPage(
    c: Context,
    waiting: Waiting,
    refused?: { values: TypedValues; errors: FieldErrors },
    status: 200 | 422 = 200,
  ): Response | Promise<Response> {
    const i18n = languageOf(c, office)
    const form = refused && refusedForm(i18n, refused)
    return c.html(
      <DoorPage
        i18n={i18n}
        assets={assets}
        title={i18n.t('office.recovery.title')}
        languages={others(i18n, c.req.path)}
      >
        <p>{i18n.t('office.recovery.text')}</p>
        <ErrorSummary i18n={i18n} form={form} />
        <form method="post" action="/sign-in/recovery-code" class="narrow">
          <WaitingFields waiting={waiting} />
          <TextField
            name="address"
            type="email"
            label={i18n.t('office.address')}
            form={form}
            autocomplete="username"
            required
          />
          <TextField
            name="code"
            label={i18n.t('office.recovery.code')}
            value=""
            form={form}
            autocomplete="off"
            dir="ltr"
            required
          />
          <div class="buttons">
            <button class="action" type="submit">
              {i18n.t('office.sign-in.submit')}
            </button>
          </div>
        </form>
        <p>
          <a href="/sign-in">{i18n.t('office.recovery.back')}</a>
        </p>
      </DoorPage>,
      status,
    )
  }
}

function askPage(
  c: Context,
  { office, assets }: Pick<DoorServices, 'office' | 'assets'>,
  waiting: Waiting,
  refused?: { values: TypedValues; errors: FieldErrors },
  status: 200 | 401 | 422 | 429 = 200,
  signedIn = false,
): Response | Promise<Response> {
  const i18n = languageOf(c, office)
  return c.html(
    <DoorPage
      i18n={i18n}
      assets={assets}
      title={i18n.t('office.sign-in.title')}
      languages={waiting.held ? undefined : others(i18n, '/sign-in', waiting.returnTo)}
      islands={['passkey']}
    >
      <SignInForm
        i18n={i18n}
        form={refused && refusedForm(i18n, refused)}
        waiting={waiting}
        action={`/sign-in?lang=${i18n.lang}`}
        signedIn={signedIn}
        options="/sign-in/passkey"
        submit={i18n.t('office.sign-in.submit')}
        recovery="/sign-in/recovery-code"
      />
    </DoorPage>,
    status,
  )
}

/**
 * Answers whoever is not, or no longer, signed in: in place, so that a form just sent is kept in the page.
 * `accountId`: whose session it was, where that is known.
 */
export async function askToSignIn(
  c: ConsoleContext,
  services: Pick<DoorServices, 'office' | 'assets'>,
  accountId?: string,
): Promise<Response> {
  // a script that saves drafts or renews a part of a page cannot show a form
  if (c.req.header('Sec-Fetch-Dest') === 'empty') return c.body(null, 401)
  if (c.req.method !== 'POST') {
    const returnTo = ownPath(c.req.path + (new URL(c.req.url).search || ''))
    return c.redirect(returnTo === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(returnTo)}`, 303)
  }
  const { office } = services
  if (c.req.path === '/sign-out') return c.redirect('/sign-in', 303)
  if (c.req.path === '/leave') return c.redirect('/away', 303)
  const held = await holdForm(office.keys.instance, c.req.raw, office.db.clock.now(), accountId)
  return askPage(c, services, { returnTo: '/', held }, undefined, 401)
}

/** The same for a session that is live and has not proved itself lately, behind a door that stands open. */
export async function askToProve(
  c: Context,
  services: Pick<DoorServices, 'office' | 'assets'>,
  accountId: string,
): Promise<Response> {
  const { keys, db } = services.office
  const held = await holdForm(keys.instance, c.req.raw, db.clock.now(), accountId)
  return askPage(c, services, { returnTo: '/', held }, undefined, 401, true)
}

/** The language of a page before anybody is known: what was chosen, else what the browser asks for. */
export function languageOf(c: Context, office: OfficeServices): I18n {
  const chosen = c.req.query('lang')
  const lang = chosen && isLanguage(chosen) ? chosen : negotiate(c.req.header('Accept-Language'), languages)
  return createI18n(lang, office.catalogue, { staff: true })
}

export const others = (i18n: I18n, path: string, returnTo = '/') =>
  Object.keys(languageNames)
    .filter((lang) => lang !== i18n.lang)
    .map((lang) => ({
      lang,
      href: `${path}?lang=${lang}${returnTo === '/' ? '' : `&return=${encodeURIComponent(returnTo)}`}`,
    }))
