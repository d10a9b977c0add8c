import { z } from 'zod'
import { getOrganisation, organisationOf, page, redirect, refusedForm } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute, TodaySource } from '#platform/module.ts'
import { Invalid } from '#platform/web/errors.ts'
import { readForm, wholeNumber } from '#platform/web/forms.ts'
import { blankForm, type FormState } from '#ui/index.ts'
import { isLoopback } from '../smtp-settings.ts'
import { askRelayTest, dropProposal, findOwnRelays, nameRelay, turnOffRelay } from './own-relay.ts'
import { securities } from './settings.ts'
import { address, Dns, RelayForm, RelayState, TurnOff } from './views.tsx'

export const relayRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: address, verb: 'relay.see', handle: (c) => relayPage(c) },
  { method: 'POST', path: address, verb: 'relay.change', handle: takeRelay },
  { method: 'GET', path: `${address}/state`, verb: 'relay.see', handle: showState },
  { method: 'POST', path: `${address}/test`, verb: 'relay.test', handle: takeTest },
  { method: 'POST', path: `${address}/drop`, verb: 'relay.change', handle: takeDrop },
  { method: 'POST', path: `${address}/off`, verb: 'relay.change', handle: takeOff },
]

// Safety: what ends a line would begin another command of the conversation
const oneLine = (most: number) =>
  z
    .string()
    .max(most, 'error.field.long')
    .refine((text) => !/\p{Cc}/u.test(text))

const schema = z.object({
  host: z
    .string()
    .trim()
    .min(1, 'error.field.empty')
    .max(253, 'error.field.long')
    .transform((text) => text.toLowerCase()),
  port: wholeNumber(1, 65_535),
  security: z.enum(securities, 'error.field.choose'),
  user: oneLine(200).transform((text) => text.trim()),
  password: oneLine(500).default(''),
  how: z.enum(['try', 'save']).default('try'),
})

async function relayPage(c: ConsoleContext, refused?: FormState): Promise<Response> {
  const [i18n, member, office] = [c.get('i18n'), c.get('member'), c.get('office')]
  const { relays, sender } = await office.db.reading(member, async (tx) => ({
    relays: await findOwnRelays(tx),
    sender: (await getOrganisation(tx, member.organisationId)).senderAddress,
  }))
  const { zone } = await organisationOf(c)
  const mayChange = can(member, 'relay.change')
  const place = (relays.proposed ?? relays.inUse)?.place
  const values = place
    ? { host: place.host, port: String(place.port), security: place.security, user: place.user }
    : { port: '587', security: 'starttls' }
  return page(c, {
    title: i18n.t('delivery.relay'),
    section: 'organisation',
    trail: [{ href: '/organisation', label: i18n.t('ui.console.organisation') }],
    status: refused ? 422 : 200,
    islands: ['live-region'],
    body: (
      <>
        <p>{i18n.t('delivery.relay.text')}</p>
        <p>{i18n.t('delivery.relay.staff')}</p>
        <live-region src={`${address}/state`} interval="1">
          <RelayState {...{ i18n, zone, mayChange, ...relays }} />
        </live-region>
        {mayChange && (
          <RelayForm
            {...{ i18n, sender, kept: Boolean(place?.user), change: relays.inUse !== undefined }}
            form={refused ?? { ...blankForm, values }}
            plain={office.outsideAllow.some(isOnThisMachine)}
          />
        )}
        <Dns i18n={i18n} sender={sender} />
        {mayChange && relays.inUse && <TurnOff i18n={i18n} />}
      </>
    ),
  })
}

const isOnThisMachine = (endpoint: string): boolean =>
  isLoopback(endpoint.slice(0, endpoint.lastIndexOf(':')).replace(/^\[|\]$/g, ''))

async function showState(c: ConsoleContext): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const relays = await c.get('office').db.reading(member, findOwnRelays)
  const { zone } = await organisationOf(c)
  return c.html(<RelayState {...{ i18n, zone, ...relays }} mayChange={can(member, 'relay.change')} />)
}

async function takeRelay(c: ConsoleContext): Promise<Response> {
  const form = await readForm(c, schema)
  // Safety: a password is not sent back to be filled in again
  if (!form.ok) return relayPage(c, withoutPassword(refusedForm(c.get('i18n'), form)))
  const { how, ...settings } = form.value
  const { db, outsideAllow: allow } = c.get('office')
  const untested = how === 'save'
  try {
    await db.transaction(c.get('member'), (tx) => nameRelay(tx, settings, { untested, allow }))
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    const { host, port, security, user } = settings
    const values = { host, port: String(port), security, user }
    return relayPage(c, refusedForm(c.get('i18n'), { values, errors: error.fields }))
  }
  return redirect(c, address, untested ? 'delivery.relay.saved' : 'delivery.relay.trying.begun')
}

const withoutPassword = (form: FormState): FormState => ({
  ...form,
  values: { ...form.values, password: '' },
})

async function takeTest(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), askRelayTest)
  return redirect(c, address, 'delivery.relay.tested')
}

async function takeDrop(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), dropProposal)
  return redirect(c, address, 'delivery.relay.dropped')
}

async function takeOff(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), turnOffRelay)
  return redirect(c, address, 'delivery.relay.off.done')
}

/** An organisation's own mail server that takes nothing: told to its own people, in its words on the page behind. */
export const relayToday: TodaySource = {
  urgency: 2,
  section: 'organisation',
  async find({ office, member, i18n }) {
    if (!can(member, 'relay.see')) return []
    const away = (await office.db.reading(member, findOwnRelays)).inUse?.away
    return away ? [{ text: i18n.t('delivery.today.relay-away'), href: address, since: away.since }] : []
  },
}
