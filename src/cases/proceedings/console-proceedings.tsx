/** Proceedings: the list, and one page for each with its charges and hearings. */
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { Empty, Status, Table, type Tone } from '#ui/index.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import { getCase } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { listWordings } from '../wording.ts'
import { listCharges } from './charge.ts'
import { moveProceedingForm, proceedingForm } from './forms.ts'
import { listHearings } from './hearing.ts'
import type { ProceedingState } from './lists.ts'
import {
  addProceeding,
  editProceeding,
  getProceeding,
  listProceedings,
  moveProceeding,
  proceedingTexts,
  type ProceedingText,
} from './proceeding.ts'
import { Charges, Hearings } from './steps-views.tsx'
import { formOf, ProceedingForm, ProceedingMove } from './views.tsx'

export type Which = 'edit' | 'move' | 'charge' | 'chargeMove' | 'hearing' | 'held' | 'adjourn'

export const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
export const proceedingsHref = (caseId: string, path = ''): string => caseHref(caseId, `/proceedings${path}`)

export function proceedingOf(c: ConsoleContext): string {
  const id = c.req.param('proceedingId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

export const stateTones: Record<ProceedingState, Tone | 'quiet'> = {
  open: 'warning',
  suspended: 'info',
  appealed: 'warning',
  ended: 'quiet',
}

export async function showProceedings(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    return {
      ...{ row, onTeam },
      all: onTeam ? await listProceedings(tx, row.id) : [],
      hearings: onTeam ? await listHearings(tx, row.id) : [],
    }
  })
  const { row, all } = now
  const add =
    now.onTeam && can(c.get('member'), 'proceeding.write')
      ? { href: proceedingsHref(row.id, '/new'), label: i18n.t('proceeding.add') }
      : undefined
  const next = now.hearings.find(({ state }) => state === 'scheduled')
  return await casePage(c, {
    row,
    tab: 'proceedings',
    actions: add && all.length > 0 && (
      <a class="button" href={add.href}>
        {add.label}
      </a>
    ),
    body: !now.onTeam ? (
      <Empty title={i18n.t('proceeding.tab')}>
        <p>{i18n.t('case.team-only')}</p>
      </Empty>
    ) : all.length === 0 ? (
      <Empty title={i18n.t('proceeding.empty.title')} action={add}>
        <p>{i18n.t('proceeding.empty.text')}</p>
      </Empty>
    ) : (
      <>
        {next && (
          <p>
            {i18n.t('proceeding.next')}{' '}
            <strong>
              {i18n.t(`proceeding.hearing.${next.kind}`)}, {i18n.dateTime(next.at, { zone: next.zone })}
            </strong>
          </p>
        )}
        <Table
          caption={i18n.t('proceeding.tab')}
          columns={(['title', 'kind', 'role', 'state', 'openedOn'] as const).map((name) => ({
            label: i18n.t(`proceeding.${name}`),
          }))}
          rows={all.map((one) => [
            <a href={proceedingsHref(row.id, `/${one.id}`)} dir="auto">
              {one.text.title}
            </a>,
            i18n.t(`proceeding.kind.${one.kind}`),
            i18n.t(`proceeding.role.${one.role}`),
            <Status tone={stateTones[one.state]}>{i18n.t(`proceeding.state.${one.state}`)}</Status>,
            i18n.date(one.openedOn, { zone: 'UTC', style: 'short' }),
          ])}
        />
      </>
    ),
  })
}

export const newProceeding = (c: ConsoleContext): Promise<Response> => proceedingPage(c)
export const showProceeding = (c: ConsoleContext): Promise<Response> => proceedingPage(c, proceedingOf(c))

type Typed = { title: string } & Partial<Record<(typeof proceedingTexts)[number], string>>
const textOf = (value: Typed): ProceedingText => ({
  title: value.title,
  ...Object.fromEntries(proceedingTexts.flatMap((name) => (value[name] ? [[name, value[name]]] : []))),
})

export async function takeNewProceeding(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, proceedingForm, (value) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) => addProceeding(tx, { ...value, text: textOf(value), caseId })),
  )
  if (!taken.done) return await proceedingPage(c, undefined, { ...taken.again, which: 'edit' })
  return redirect(c, proceedingsHref(caseId, `/${taken.value}`), 'cases.saved')
}

export async function takeProceeding(c: ConsoleContext): Promise<Response> {
  const where = { caseId: idOf(c), proceedingId: proceedingOf(c) }
  const taken = await takeForm(c, proceedingForm, ({ version = -1, ...value }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        editProceeding(tx, { ...value, ...where, text: textOf(value), version }),
      ),
  )
  if (!taken.done) return await proceedingPage(c, where.proceedingId, { ...taken.again, which: 'edit' })
  return redirect(c, proceedingsHref(where.caseId, `/${where.proceedingId}`), 'cases.saved')
}

export async function takeProceedingMove(c: ConsoleContext): Promise<Response> {
  const where = { caseId: idOf(c), proceedingId: proceedingOf(c) }
  const taken = await takeForm(c, moveProceedingForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => moveProceeding(tx, { ...value, ...where })),
  )
  if (!taken.done) return await proceedingPage(c, where.proceedingId, { ...taken.again, which: 'move' })
  return redirect(c, proceedingsHref(where.caseId, `/${where.proceedingId}`), 'cases.saved')
}

export async function proceedingPage(
  c: ConsoleContext,
  proceedingId?: string,
  again?: Again & { which: Which },
): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, row.id)
    return {
      ...{ row, today: tx.now.toISOString().slice(0, 10) },
      proceeding: proceedingId ? await getProceeding(tx, row.id, proceedingId) : undefined,
      charges: proceedingId ? await listCharges(tx, row.id, proceedingId) : [],
      hearings: proceedingId ? await listHearings(tx, row.id, proceedingId) : [],
      zone: (await listWordings(tx, row.id))[0]?.zone ?? zone,
    }
  })
  const { row, proceeding, today } = now
  const may = can(c.get('member'), 'proceeding.write')
  const form = (which: Which) => (again?.which === which ? again.form : undefined)
  const action = proceedingsHref(row.id, proceeding ? `/${proceeding.id}` : '')
  const shared = { i18n, action, may, today, form }
  return await casePage(c, {
    row,
    tab: 'proceedings',
    heading: proceeding ? <bdi>{proceeding.text.title}</bdi> : i18n.t('proceeding.add'),
    status: again?.status,
    body: (
      <>
        {proceeding && (
          <>
            <ProceedingMove {...shared} proceeding={proceeding} />
            <Hearings
              {...shared}
              hearings={now.hearings}
              zone={now.zone}
              open={proceeding.state !== 'ended'}
            />
            <Charges {...shared} charges={now.charges} />
          </>
        )}
        <ProceedingForm
          {...{ i18n, action, may, proceeding }}
          back={proceedingsHref(row.id)}
          form={form('edit') ?? formOf(proceeding, today)}
          open={!proceeding || form('edit') !== undefined}
        />
      </>
    ),
  })
}
