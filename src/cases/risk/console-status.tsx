/** The risk page of a case: what is judged now for each harm, the picture of it, measures, and a new judgement. */
import { can } from '#platform/access.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { redirect } from '#organisations/index.ts'
import { Empty } from '#ui/index.ts'
import { isOnTeam } from '../circles.ts'
import { namedTeam } from '../people-of-case.ts'
import { byLanguage } from '../forms.ts'
import { getCase } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import {
  assess,
  findReasons,
  listViews,
  listAssessments,
  newestOfEach,
  type Assessment,
  type AssessmentReasons,
} from './assessment.ts'
import { findBackdrop } from './backdrop.ts'
import { RiskChart } from './chart.tsx'
import { behindFields, doneForm, measureForm, statusForm } from './forms.ts'
import { addMeasure, finishMeasure, listMeasures } from './measure.ts'
import { Measures } from './measures-view.tsx'
import { AssessmentForm, filledFrom } from './status-form.tsx'
import { Current, History } from './status-views.tsx'
import { listThreats } from './threat.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
export const riskHref = (caseId: string): string => caseHref(caseId, '/status')

export const showStatus = (c: ConsoleContext): Promise<Response> => statusPage(c)

export async function takeStatus(c: ConsoleContext): Promise<Response> {
  const { db } = c.get('office')
  const row = await db.reading(c.get('member'), (tx) => getCase(tx, idOf(c)))
  const taken = await takeForm(c, statusForm, async (value) => {
    const assessors = Object.fromEntries(
      Object.entries(byLanguage(value, 'assessors')).map(([code, text]) => [
        code,
        text.split('\n').flatMap((line) => line.trim() || []),
      ]),
    )
    const named = Math.max(0, ...Object.values(assessors).map((names) => names.length))
    const behind: AssessmentReasons = Object.fromEntries(
      behindFields.flatMap((name) => (value[name] ? [[name, value[name]]] : [])),
    )
    const some = Object.keys(behind).length > 0 || value.threats.length > 0
    await db.transaction(c.get('member'), async (tx) => {
      await assess(tx, {
        ...{ caseId: row.id, harm: value.harm, level: value.level, trend: value.trend },
        ...{ assessedOn: value.assessedOn, validUntil: value.validUntil, nextReviewOn: value.nextReviewOn },
        wording: byLanguage(value, 'wording'),
        assessors,
        // as many as are named, at least
        assessorCount: Math.max(named, value.assessorCount),
        ...(some ? { behind: { ...behind, threatIds: value.threats } } : {}),
      })
    })
  })
  if (!taken.done) return await statusPage(c, { ...taken.again, which: 'status' })
  return redirect(c, riskHref(row.id), 'cases.status.saved')
}

export async function takeMeasure(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, measureForm, ({ against: harm, ...value }) =>
    c.get('office').db.transaction(c.get('member'), (tx) => addMeasure(tx, { ...value, harm, caseId })),
  )
  if (!taken.done) return await statusPage(c, { ...taken.again, which: 'measure' })
  return redirect(c, `${riskHref(caseId)}#measures`, 'cases.saved')
}

export async function takeMeasureDone(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, doneForm, ({ measureId }) =>
    c.get('office').db.transaction(c.get('member'), (tx) => finishMeasure(tx, { caseId, measureId })),
  )
  if (!taken.done) return await statusPage(c, { ...taken.again, which: 'measure' })
  return redirect(c, `${riskHref(caseId)}#measures`, 'cases.saved')
}

/** Which harm is judged anew: the one that was asked for, or the only one. Words of one harm are no words of another. */
function toAssess(c: ConsoleContext, current: readonly { one: Assessment }[]): Assessment | undefined {
  const asked = c.req.query('harm')
  if (asked) return current.find(({ one }) => one.harm === asked)?.one
  return current.length === 1 ? current[0]?.one : undefined
}

async function statusPage(
  c: ConsoleContext,
  again?: Again & { which: 'status' | 'measure' },
): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const now = await c.get('office').db.reading(member, async (tx) => {
    const row = await getCase(tx, idOf(c))
    const all = await listAssessments(tx, row.id)
    const onTeam = await isOnTeam(tx, row.id)
    const current: { one: Assessment; behind?: Awaited<ReturnType<typeof findReasons>> }[] = []
    for (const one of newestOfEach(all)) current.push({ one, behind: await findReasons(tx, row.id, one.id) })
    return {
      ...{ row, all, current, onTeam },
      threats: onTeam ? await listThreats(tx, row.id) : [],
      measures: onTeam ? await listMeasures(tx, row.id) : [],
      ...{ backdrop: await findBackdrop(tx, row.id), views: await listViews(tx, row.id) },
      team: onTeam ? await namedTeam(tx, row.id) : [],
      today: tx.now.toISOString().slice(0, 10),
    }
  })
  const { row, all, today } = now
  const form = (which: 'status' | 'measure') => (again?.which === which ? again.form : undefined)
  return await casePage(c, {
    row,
    tab: 'status',
    status: again?.status,
    body: (
      <>
        <p>{i18n.t('cases.status.intro')}</p>
        {all.length === 0 ? (
          <Empty title={i18n.t('cases.status.empty.title')}>
            <p>{i18n.t('cases.status.empty.text')}</p>
          </Empty>
        ) : (
          <>
            {now.current.map(({ one, behind }) => (
              <Current
                i18n={i18n}
                assessment={one}
                behind={behind}
                threats={now.threats}
                today={today}
                again={`${riskHref(row.id)}?harm=${one.harm}#assess`}
              />
            ))}
            <RiskChart i18n={i18n} assessments={all} backdrop={now.backdrop} today={today} />
            <History i18n={i18n} all={all} views={now.views} backdrop={now.backdrop} />
          </>
        )}
        {now.onTeam && (
          <Measures
            i18n={i18n}
            row={row}
            measures={now.measures}
            team={now.team}
            today={today}
            form={form('measure')}
            may={can(member, 'risk.measure')}
          />
        )}
        {now.onTeam && can(member, 'case.assess') && (
          <AssessmentForm
            i18n={i18n}
            row={row}
            onTeam={now.onTeam}
            threats={now.threats.filter(({ status }) => status !== 'ended')}
            form={form('status') ?? filledFrom(toAssess(c, now.current), today)}
          />
        )}
      </>
    ),
  })
}
