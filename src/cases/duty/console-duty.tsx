/** Who is awake, and how each member is woken. */
import type { z } from 'zod'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import type { MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { vapidPublicKey } from '#platform/outside/index.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf, page, redirect } from '#organisations/index.ts'
import { ErrorSummary } from '#ui/index.ts'
import { listColleagues } from '../colleagues.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { instantOf } from '../zone.ts'
import { acknowledge } from './acknowledging.ts'
import { addChannel, removeChannel, testChannel } from './channel.ts'
import { channelForm, handoverForm, pushForm, shiftForm } from './forms.ts'
import { addPushChannel, browserOf } from './push-channel.ts'
import { listMyChannels, openAlerts, openGaps, openLosses } from './reads.ts'
import { listShifts, planShift, removeShift, writeHandover } from './shift.ts'
import { Alerts } from './views/alerts.tsx'
import { Channels } from './views/channels.tsx'
import { Gaps, OnDuty, Rota, type DutyDesk } from './views/duty.tsx'

type Which = 'shift' | 'handover' | 'channel' | 'push'

export const showDuty = (c: ConsoleContext): Promise<Response> => dutyPage(c)

async function dutyPage(c: ConsoleContext, refused?: Again & { which: Which }): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const { zone } = await organisationOf(c)
  const { outsideAllow, db } = c.get('office')
  const desk = await db.reading(member, async (tx): Promise<DutyDesk> => {
    const colleagues = await listColleagues(tx)
    return {
      ...{ i18n, zone, member, endpoints: outsideAllow },
      now: tx.now,
      vapidKey: vapidPublicKey(tx.keys.instance),
      colleagues,
      shifts: await listShifts(tx),
      channels: await listMyChannels(tx),
      gaps: await openGaps(tx),
      losses: await openLosses(tx),
      alerts: await openAlerts(tx),
      nameOf: (accountId) =>
        colleagues.find((one) => one.accountId === accountId)?.name ?? i18n.t('cases.team.unknown'),
    }
  })
  const form = (which: Which) => (refused?.which === which ? refused.form : undefined)
  return await page(c, {
    title: i18n.t('duty.title'),
    heading: i18n.t('duty.title'),
    section: 'today',
    islands: ['alarm-browser'],
    status: refused?.status,
    body: (
      <>
        <ErrorSummary i18n={i18n} form={refused?.form ?? { values: {}, errors: {} }} />
        <Gaps desk={desk} />
        <Alerts desk={desk} />
        <p>{i18n.t('duty.intro')}</p>
        <OnDuty desk={desk} form={form('handover')} />
        <Rota desk={desk} form={form('shift')} />
        <Channels desk={desk} form={form('channel')} />
      </>
    ),
  })
}

async function take<S extends z.ZodType>(
  c: ConsoleContext,
  which: Which,
  schema: S,
  said: MessageKey,
  run: (tx: Tx, value: z.output<S>) => Promise<unknown>,
): Promise<Response> {
  const taken = await takeForm(c, schema, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => run(tx, value)),
  )
  if (!taken.done) return await dutyPage(c, { ...taken.again, which })
  return redirect(c, '/duty', said)
}

function idOf(c: ConsoleContext): string {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

const instant = (text: string, zone: string): Date =>
  instantOf(text.slice(0, 10), Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)), zone)

export const takeShift = (c: ConsoleContext): Promise<Response> =>
  take(c, 'shift', shiftForm, 'duty.saved', (tx, { accountId, zone, from, to }) =>
    planShift(tx, { accountId, from: instant(from, zone), to: instant(to, zone) }),
  )

export const takeHandover = (c: ConsoleContext): Promise<Response> =>
  take(c, 'handover', handoverForm, 'duty.handover.saved', (tx, { note }) =>
    writeHandover(tx, { shiftId: idOf(c), note }),
  )

export const takeChannel = (c: ConsoleContext): Promise<Response> =>
  take(c, 'channel', channelForm, 'duty.channel.added', (tx, value) =>
    addChannel(tx, value, c.get('office').outsideAllow),
  )

export const takePushChannel = (c: ConsoleContext): Promise<Response> =>
  take(c, 'push', pushForm, 'duty.channel.added', (tx, value) =>
    addPushChannel(
      tx,
      { ...value, browser: browserOf(c.req.header('User-Agent') ?? '') },
      c.get('office').outsideAllow,
    ),
  )

async function press(c: ConsoleContext, said: MessageKey, run: (tx: Tx, id: string) => Promise<void>) {
  const id = idOf(c)
  await c.get('office').db.transaction(c.get('member'), (tx) => run(tx, id))
  return redirect(c, '/duty', said)
}

export const takeShiftRemoval = (c: ConsoleContext) => press(c, 'duty.removed', removeShift)
export const takeChannelRemoval = (c: ConsoleContext) => press(c, 'duty.channel.removed', removeChannel)
export const takeChannelTest = (c: ConsoleContext) => press(c, 'duty.channel.tested', testChannel)
export const takeGap = (c: ConsoleContext) => press(c, 'check-ins.one.taken.done', acknowledge)
export const takeAlert = (c: ConsoleContext) => press(c, 'check-ins.one.taken.done', acknowledge)
