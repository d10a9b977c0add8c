/** Signs of life of a case: what waits, what was, and one of them with its alarms. */
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { Empty, Notice, Table } from '#ui/index.ts'
import { mustBeOnTeam } from '../circles.ts'
import { acknowledge } from '../duty/acknowledging.ts'
import { OpenFile } from '../persons/person-card.tsx'
import { takeForm, type Again } from '../typed-form.ts'
import { casePage } from '../views/case-shell.tsx'
import { instantOf } from '../zone.ts'
import { resolveCheckIn } from './check-in.ts'
import { checkInsHref, idOf, readDesk } from './desk.ts'
import { moveForm, resolveForm, splitMoment } from './forms.ts'
import { mayMove, moveCheckIn } from './moving.ts'
import { getCheckIn, listCheckIns, listPlans } from './reads.ts'
import { alarmingStates, nextState } from './states.ts'
import {
  AlarmTable,
  CheckInFacts,
  MoveForm,
  ResolveForm,
  StateOfCheckIn,
  WhatToDo,
} from './views/one-check-in.tsx'
import { PlanCard } from './views/plan-card.tsx'

const checkInOf = (c: ConsoleContext): string => c.req.param('checkInId') ?? ''

export async function showCheckIns(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const desk = await readDesk(c, async (tx, { row, open, onTeam }) => ({
    plans: onTeam ? await listPlans(tx, row.id, open) : [],
    all: onTeam ? await listCheckIns(tx, row.id) : [],
  }))
  const may = desk.onTeam && can(c.get('member'), 'check-in.plan')
  const add = may
    ? { href: checkInsHref(desk.row.id, '/plans/new'), label: i18n.t('check-ins.plan.new') }
    : undefined
  const running = desk.plans.filter(({ row }) => row.state !== 'ended')
  const alarming = desk.all.filter(({ state }) => (alarmingStates as readonly string[]).includes(state))
  return await casePage(c, {
    row: desk.row,
    tab: 'check-ins',
    actions: add && running.length > 0 && (
      <a class="button" href={add.href}>
        {add.label}
      </a>
    ),
    body: !desk.onTeam ? (
      <Empty title={i18n.t('check-ins.tab')}>
        <p>{i18n.t('cases.person.team-only')}</p>
      </Empty>
    ) : (
      <>
        {alarming.map((one) => (
          <Notice tone="danger" title={i18n.t(`check-ins.state.${one.state}`)}>
            <p>
              <a href={checkInsHref(desk.row.id, `/${one.id}`)}>
                {i18n.t('check-ins.one.title', { at: i18n.dateTime(one.due_at, { zone: desk.zone }) })}
              </a>
            </p>
          </Notice>
        ))}
        <p>{i18n.t('check-ins.intro')}</p>
        {running.length === 0 && (
          <Empty title={i18n.t('check-ins.empty.title')} action={add}>
            <p>{i18n.t('check-ins.empty.text')}</p>
          </Empty>
        )}
        {running.length > 0 && !desk.open && (
          <section class="card">
            <p>{i18n.t('check-ins.plan.open-to-read')}</p>
            <OpenFile i18n={i18n} row={desk.row} next="check-ins" />
          </section>
        )}
        {running.map((plan) => (
          <PlanCard i18n={i18n} desk={desk} plan={plan} may={may} privateUrl={c.get('office').privateUrl} />
        ))}
        {desk.all.length > 0 && (
          <Table
            caption={i18n.t('check-ins.caption')}
            columns={(['due', 'state', 'answered', 'how'] as const).map((name) => ({
              label: i18n.t(`check-ins.col.${name}`),
            }))}
            rows={desk.all.map((one) => [
              <a href={checkInsHref(desk.row.id, `/${one.id}`)}>
                {i18n.dateTime(one.due_at, { zone: desk.zone, style: 'short' })}
              </a>,
              <StateOfCheckIn i18n={i18n} state={one.state} />,
              one.answered_at ? i18n.dateTime(one.answered_at, { zone: desk.zone, style: 'short' }) : '–',
              one.resolution ? i18n.t(`check-ins.resolution.${one.resolution}`) : '–',
            ])}
          />
        )}
      </>
    ),
  })
}

export const showCheckIn = (c: ConsoleContext): Promise<Response> => checkInPage(c)

async function checkInPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const desk = await readDesk(c, async (tx, { row, open }) => {
    await mustBeOnTeam(tx, row.id)
    return { one: await getCheckIn(tx, row.id, checkInOf(c), open) }
  })
  const { one } = desk
  const may = can(c.get('member'), 'check-in.resolve')
  const answers = nextState(one.row.state, 'answer') !== undefined
  return await casePage(c, {
    row: desk.row,
    tab: 'check-ins',
    status: again?.status,
    heading: i18n.t('check-ins.one.title', { at: i18n.dateTime(one.row.due_at, { zone: desk.zone }) }),
    actions: may && answers && (
      <a class="button" href={`/cases/${desk.row.id}/contacts?answers=${one.row.id}#new`}>
        {i18n.t('check-ins.one.answer')}
      </a>
    ),
    body: (
      <>
        <WhatToDo i18n={i18n} checkIn={one} />
        <CheckInFacts i18n={i18n} desk={desk} checkIn={one} />
        {one.alarms.length > 0 && <AlarmTable i18n={i18n} desk={desk} checkIn={one} may={may} />}
        {may && nextState(one.row.state, 'human') && (
          <ResolveForm i18n={i18n} desk={desk} checkIn={one} again={again} />
        )}
        {can(c.get('member'), 'check-in.plan') && mayMove(one.row, desk.now) && (
          <MoveForm i18n={i18n} desk={desk} checkIn={one} again={again} />
        )}
      </>
    ),
  })
}

export async function takeMove(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const checkInId = checkInOf(c)
  if (!isId(checkInId)) throw new NotFound()
  const { zone } = await organisationOf(c)
  const taken = await takeForm(c, moveForm, ({ at, reason }) => {
    const { day, minutes } = splitMoment(at)
    const dueAt = instantOf(day, minutes, zone)
    return c
      .get('office')
      .db.transaction(c.get('member'), (tx) => moveCheckIn(tx, { caseId, checkInId, dueAt, reason }))
  })
  if (!taken.done) return await checkInPage(c, taken.again)
  return redirect(c, checkInsHref(caseId, `/${checkInId}`), 'check-ins.move.saved')
}

export async function takeResolution(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const checkInId = checkInOf(c)
  if (!isId(checkInId)) throw new NotFound()
  const taken = await takeForm(c, resolveForm, (value) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) => resolveCheckIn(tx, { ...value, caseId, checkInId })),
  )
  if (!taken.done) return await checkInPage(c, taken.again)
  return redirect(c, checkInsHref(caseId, `/${checkInId}`), 'check-ins.resolve.saved')
}

export async function takeAlarmOfCheckIn(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const alarmId = c.req.param('alarmId') ?? ''
  if (!isId(alarmId)) throw new NotFound()
  await c.get('office').db.transaction(c.get('member'), async (tx) => {
    await mustBeOnTeam(tx, caseId)
    await acknowledge(tx, alarmId)
  })
  return redirect(c, checkInsHref(caseId, `/${checkInOf(c)}`), 'check-ins.one.taken.done')
}
