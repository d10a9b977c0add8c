/** Interventions: what was asked of whom for her, what came back, and what is next. */
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { redirect } from '#organisations/index.ts'
import { Empty, Filter, Select } from '#ui/index.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import { getCase } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { interventionForm, moveInterventionForm } from './forms.ts'
import { addIntervention, listInterventions, moveIntervention } from './intervention.ts'
import { interventionStates } from './lists.ts'
import { InterventionCard, InterventionForm, InterventionMove, InterventionTable } from './views.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const href = (caseId: string, path = ''): string => caseHref(caseId, `/interventions${path}`)

function interventionOf(c: ConsoleContext): string {
  const id = c.req.param('interventionId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

export const showInterventions = (c: ConsoleContext): Promise<Response> => listPage(c)
export const showIntervention = (c: ConsoleContext): Promise<Response> => onePage(c)

export async function takeIntervention(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, interventionForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => addIntervention(tx, { ...value, caseId })),
  )
  if (!taken.done) return await listPage(c, taken.again)
  return redirect(c, href(caseId), 'cases.saved')
}

export async function takeInterventionMove(c: ConsoleContext): Promise<Response> {
  const where = { caseId: idOf(c), interventionId: interventionOf(c) }
  const taken = await takeForm(c, moveInterventionForm, ({ moveTo: state, ...value }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) => moveIntervention(tx, { ...value, ...where, state })),
  )
  if (!taken.done) return await onePage(c, taken.again)
  return redirect(c, href(where.caseId), 'cases.saved')
}

async function listPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const wanted = interventionStates.find((state) => state === c.req.query('state'))
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    return {
      ...{ row, onTeam, today: tx.now.toISOString().slice(0, 10) },
      all: onTeam ? await listInterventions(tx, row.id) : [],
    }
  })
  const { row, all, today } = now
  const shown = all.filter(({ state }) => !wanted || state === wanted)
  return await casePage(c, {
    row,
    tab: 'interventions',
    status: again?.status,
    body: !now.onTeam ? (
      <Empty title={i18n.t('intervention.tab')}>
        <p>{i18n.t('case.team-only')}</p>
      </Empty>
    ) : (
      <>
        {all.length === 0 ? (
          <Empty title={i18n.t('intervention.empty.title')}>
            <p>{i18n.t('intervention.empty.text')}</p>
          </Empty>
        ) : (
          <>
            <Filter i18n={i18n} action={href(row.id)} {...(wanted ? { clear: href(row.id) } : {})}>
              <Select
                name="state"
                value={wanted ?? ''}
                empty="–"
                label={i18n.t('intervention.state')}
                options={interventionStates.map((value) => ({
                  value,
                  label: `${i18n.t(`intervention.state.${value}`)} (${i18n.number(all.filter(({ state }) => state === value).length)})`,
                }))}
              />
            </Filter>
            <InterventionTable i18n={i18n} all={shown} hrefOf={(id) => href(row.id, `/${id}`)} />
          </>
        )}
        {can(c.get('member'), 'intervention.write') && (
          <InterventionForm
            i18n={i18n}
            action={href(row.id)}
            open={all.length === 0}
            typed={again?.form}
            form={again?.form ?? { values: { madeOn: today }, errors: {} }}
          />
        )}
      </>
    ),
  })
}

async function onePage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const id = interventionOf(c)
  const { row, one, today } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, found.id)
    const all = await listInterventions(tx, found.id)
    return {
      row: found,
      one: all.find((each) => each.id === id),
      today: tx.now.toISOString().slice(0, 10),
    }
  })
  if (!one) throw new NotFound()
  return await casePage(c, {
    row,
    tab: 'interventions',
    heading: <bdi>{one.to}</bdi>,
    status: again?.status,
    body: (
      <>
        <InterventionCard {...{ i18n, one }} />
        {can(c.get('member'), 'intervention.write') && (
          <InterventionMove
            {...{ i18n, one }}
            action={href(row.id, `/${one.id}`)}
            typed={again?.form}
            form={again?.form ?? { values: { on: today }, errors: {} }}
          />
        )}
        <p>
          <a href={href(row.id)}>{i18n.t('intervention.tab')}</a>
        </p>
      </>
    ),
  })
}
