/** Where a one-time link leads: set up a credential, get recovery codes, be in. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { ConsoleVariables } from '#platform/module.ts'
import { signIn } from '#platform/actor.ts'
import { askForNewPasskey, readNewPasskey } from '#platform/sign-in/passkey.ts'
import { hashPassphrase, longestPassphrase, shortestPassphrase } from '#platform/sign-in/passphrase.ts'
import { offerTotp, takeTotpOffer, totpStep } from '#platform/sign-in/totp.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName } from '#platform/text/name.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { readFields } from '#platform/web/body.ts'
import { checkForm, maybe, typed, type FieldErrors, type TypedValues } from '#platform/web/forms.ts'
import { askToProve, askToSignIn, languageOf, others, type DoorServices } from './door-sign-in.tsx'
import { refusedForm } from './console-page.tsx'
import {
  acceptLink,
  joinsWithAccount,
  joinWithAccount,
  readLink,
  type FirstCredential,
  type WelcomeLink,
} from './joining.ts'
import { findSession } from './session.ts'
import { DoorPage } from './views/door.tsx'
import { RecoveryCodes } from './views/credentials.tsx'
import { WelcomeForm } from './views/welcome.tsx'

type App = Hono<{ Variables: ConsoleVariables }>

export const newPassphrase = z
  .string()
  .min(1)
  .refine((text) => Array.from(text).length >= shortestPassphrase, { error: 'error.passphrase.short' })
  .refine((text) => text.length <= longestPassphrase, { error: 'error.field.long' })

const who = {
  name: typed(parseName),
  address: maybe(typed(parseAddress)),
  organisation: maybe(typed(parseName)),
  country: maybe(typed(parseCountry)),
}
const byPassphrase = z.object({
  ...who,
  passphrase: newPassphrase,
  totp: z.string(),
  code: z.string().min(1),
})
const byPasskey = z.object({ ...who, passkey: z.string().min(2).max(20_000) })

export function welcomeDoors(
  app: App,
  services: DoorServices,
  giveSession: (c: Context, token: string) => void,
): void {
  const { office, assets, cookie } = services
  const { db, keys, consoleUrl } = office
  const door = () => ({ instance: keys.instance, consoleUrl, now: db.clock.now() })

  app.get('/welcome/:token', async (c) => {
    return welcomePage(c, await readLink(db, c.req.param('token')))
  })

  app.post('/welcome/:token', async (c) => {
    const link = await readLink(db, c.req.param('token'))
    const fields = await readFields(c.req.raw, 64 * 1024)
    const fast = checkForm(fields, byPasskey)
    const form = fast.ok ? fast : checkForm(fields, byPassphrase)
    if (!form.ok) return welcomePage(c, link, form)
    const errors = missing(link, form.value)
    const credential = await credentialOf(link, form.value, errors)
    const values = { ...form.value, passphrase: '', passkey: '' } as TypedValues
    if (!credential || Object.keys(errors).length > 0) return welcomePage(c, link, { values, errors })
    const i18n = languageOf(c, office)
    const { name, address, organisation, country } = form.value
    try {
      const accepted = await acceptLink(db, c.req.param('token'), {
        name,
        address: address ?? '',
        language: i18n.lang,
        credential,
        organisation: { name: organisation, country, languages: [i18n.lang], defaultLanguage: i18n.lang },
      })
      giveSession(c, accepted.session)
      return c.html(
        <DoorPage i18n={i18n} assets={assets} title={i18n.t('office.codes.title')}>
          <RecoveryCodes i18n={i18n} codes={accepted.recoveryCodes} next="/" />
        </DoorPage>,
      )
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return welcomePage(c, link, { values, errors: { '': error.code } })
    }
  })

  app.post('/welcome/:token/passkey', async (c) => {
    const link = await readLink(db, c.req.param('token'))
    const form = await readFields(c.req.raw, 8 * 1024)
    const text = (value: unknown, other: string) =>
      typeof value === 'string' && value ? value.slice(0, 200) : other
    const question = await askForNewPasskey(door(), {
      purpose: `link ${link.id}`,
      userId: link.id,
      address: link.note?.address ?? text(form.address, 'Watchlight'),
      name: text(form.name, link.note?.name ?? 'Watchlight'),
      existing: [],
    })
    return c.json(question)
  })

  app.post('/welcome/:token/join', async (c) => {
    const token = cookie.read(c)
    const session =
      token === undefined ? undefined : await db.transaction(signIn, (tx) => findSession(tx, token))
    // Safety: alike whether the address has an account or not, until somebody has signed in with it
    if (!joinsWithAccount(await readLink(db, c.req.param('token'))))
      throw new NotFound('organisations.link.gone')
    // Safety: in place, with the form kept in the page: an address to come back to would be the key in a query string
    if (session?.state !== 'live') return await askToSignIn(c, services, session?.accountId)
    try {
      await joinWithAccount(db, c.req.param('token'), session)
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'access.step-up') throw error
      return await askToProve(c, services, session.member.accountId)
    }
    return c.redirect('/', 303)
  })

  /** What only the first member of an organisation has to say. */
  function missing(link: WelcomeLink, value: Partial<Record<keyof typeof who, unknown>>): FieldErrors {
    if (link.purpose !== 'first-member' && link.purpose !== 'new-organisation') return {}
    const errors: FieldErrors = {}
    if (!value.address && !link.note) errors.address = 'error.address.empty'
    if (!value.organisation) errors.organisation = 'error.name.empty'
    if (!value.country) errors.country = 'error.country.empty'
    return errors
  }

  async function credentialOf(
    link: WelcomeLink,
    value: z.output<typeof byPasskey> | z.output<typeof byPassphrase>,
    errors: FieldErrors,
  ): Promise<FirstCredential | undefined> {
    if ('passkey' in value) {
      const read = await readNewPasskey(door(), `link ${link.id}`, value.passkey)
      if (!read) errors[''] = 'office.passkey.refused'
      return read && { kind: 'passkey', name: '', ...read }
    }
    const now = db.clock.now()
    const secret = takeTotpOffer(keys.instance, link.id, value.totp, now)
    const step = secret === undefined ? undefined : totpStep(secret, value.code, now)
    if (!secret || step === undefined) {
      errors.code = 'error.code.wrong'
      return undefined
    }
    if (Object.keys(errors).length > 0) return undefined
    return { kind: 'passphrase', hash: await hashPassphrase(keys.instance, value.passphrase), secret, step }
  }

  function welcomePage(
    c: Context,
    link: WelcomeLink,
    refused?: { values: TypedValues; errors: FieldErrors },
  ) {
    const i18n = languageOf(c, office)
    const { totp: former } = refused?.values ?? {}
    const again = typeof former === 'string' ? former : undefined
    const label =
      link.note?.address ?? (typeof refused?.values.address === 'string' ? refused.values.address : '')
    return c.html(
      <DoorPage
        i18n={i18n}
        assets={assets}
        title={i18n.t(`office.welcome.${link.purpose}`)}
        languages={others(i18n, c.req.path)}
        islands={['passkey']}
      >
        <WelcomeForm
          i18n={i18n}
          link={link}
          action={c.req.path}
          join={joinsWithAccount(link) ? `${c.req.path}/join` : undefined}
          form={refused && refusedForm(i18n, refused)}
          offer={offerTotp(keys.instance, link.id, label || 'Watchlight', db.clock.now(), again)}
        />
      </DoorPage>,
      refused ? 422 : 200,
    )
  }
}
