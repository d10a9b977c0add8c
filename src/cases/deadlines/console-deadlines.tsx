/** Time limits: typed by the legal officer, watched by Today. */
import { can } from '#platform/access.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { Empty } from '#ui/index.ts'
import { isOnTeam } from '../circles.ts'
import { momentOf } from '../moment.ts'
import { namedTeam } from '../people-of-case.ts'
import { listProceedings } from '../proceedings/proceeding.ts'
import { getCase } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { listWordings } from '../wording.ts'
import { addDeadline, listDeadlines, moveDeadline } from './deadline.ts'
import { limitForm, moveLimitForm } from './forms.ts'
import { DeadlineForm, DeadlineMove, DeadlineTable } from './views.tsx'

type Which = 'add' | 'move'
const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const href = (caseId: string): string => caseHref(caseId, '/deadlines')

export const showDeadlines = (c: ConsoleContext): Promise<Response> => deadlinesPage(c)

export async function takeDeadline(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, limitForm, (value) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) => addDeadline(tx, { ...value, caseId, dueAt: momentOf(value) })),
  )
  if (!taken.done) return await deadlinesPage(c, { ...taken.again, which: 'add' })
  return redirect(c, href(caseId), 'cases.saved')
}

export async function takeDeadlineMove(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, moveLimitForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => moveDeadline(tx, { ...value, caseId })),
  )
  if (!taken.done) return await deadlinesPage(c, { ...taken.again, which: 'move' })
  return redirect(c, href(caseId), 'cases.saved')
}

async function deadlinesPage(c: ConsoleContext, again?: Again & { which: Which }): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    return {
      ...{ row, onTeam, at: tx.now },
      all: onTeam ? await listDeadlines(tx, row.id) : [],
      team: onTeam ? await namedTeam(tx, row.id) : [],
      proceedings: onTeam ? await listProceedings(tx, row.id) : [],
      zone: (await listWordings(tx, row.id))[0]?.zone ?? zone,
    }
  })
  const { row, all, team } = now
  const may = can(c.get('member'), 'deadline.write')
  const form = (which: Which) => (again?.which === which ? again.form : undefined)
  return await casePage(c, {
    row,
    tab: 'deadlines',
    status: again?.status,
    body: !now.onTeam ? (
      <Empty title={i18n.t('deadline.tab')}>
        <p>{i18n.t('case.team-only')}</p>
      </Empty>
    ) : (
      <>
        {all.length === 0 ? (
          <Empty title={i18n.t('deadline.empty.title')}>
            <p>{i18n.t('deadline.empty.text')}</p>
          </Empty>
        ) : (
          <DeadlineTable {...{ i18n, all, team }} now={now.at} />
        )}
        <p>
          <a href="/calendar">{i18n.t('calendar.link')}</a>
        </p>
        {may &&
          all.map((one) => (
            <DeadlineMove
              {...{ i18n, one }}
              action={`${href(row.id)}/state`}
              form={form('move')?.values['limitId'] === one.id ? form('move') : undefined}
            />
          ))}
        {may && (
          <DeadlineForm
            {...{ i18n, team }}
            action={href(row.id)}
            proceedings={now.proceedings}
            typed={form('add')}
            form={form('add') ?? { values: { zone: now.zone }, errors: {} }}
            open={all.length === 0}
          />
        )}
      </>
    ),
  })
}
