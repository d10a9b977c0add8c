/** The course of a file, from the first report to its end; for the team. */
import type { z } from 'zod'
import { can } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { ErrorSummary } from '#ui/index.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import { namesInCase } from '../people-of-case.ts'
import { getCase, listTeam } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { answerDecision, askToEnd, findDecision } from './decision.ts'
import { answerForm, caseworkerForm, closeForm, eraseForm, stepForm } from './forms.ts'
import { nameCaseworker, takeStep } from './step.ts'
import { Closing, DecisionWaits, Erasing, LifeFacts, StepButtons, type Life } from './views.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
export const lifeHref = (caseId: string): string => caseHref(caseId, '/course')

type Which = 'step' | 'caseworker' | 'close' | 'erase'

export const showLife = (c: ConsoleContext): Promise<Response> => lifePage(c)

async function lifePage(c: ConsoleContext, refused?: Again & { which: Which }): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const life = await c.get('office').db.reading(c.get('member'), async (tx): Promise<Life> => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    const nameOf = await namesInCase(tx, row.id, i18n)
    return {
      ...{ i18n, zone, row },
      team: (await listTeam(tx, row.id)).map(({ accountId, role }) => ({
        accountId,
        role,
        name: nameOf(accountId),
      })),
      decision: onTeam ? await findDecision(tx, row.id) : undefined,
      me: c.get('member').accountId,
      may: onTeam && can(c.get('member'), 'case.step'),
      today: tx.now.toISOString().slice(0, 10),
    }
  })
  const form = (which: Which) => (refused?.which === which ? refused.form : undefined)
  return await casePage(c, {
    row: life.row,
    tab: 'course',
    status: refused?.status,
    body: (
      <>
        <ErrorSummary i18n={i18n} form={refused?.form} />
        {life.decision && <DecisionWaits life={life} />}
        <LifeFacts life={life} form={form('caseworker')} />
        {life.may && <StepButtons life={life} form={form('step')} />}
        {life.may && !life.decision && <Closing life={life} form={form('close')} />}
        {life.may && !life.decision && <Erasing life={life} form={form('erase')} />}
      </>
    ),
  })
}

/** Runs one of the page's forms; what is refused comes back filled in. */
async function take<S extends z.ZodType>(
  c: ConsoleContext,
  which: Which,
  schema: S,
  run: (tx: Tx, value: z.output<S>, caseId: string) => Promise<unknown>,
): Promise<Response> {
  const caseId = idOf(c)
  const { db } = c.get('office')
  const taken = await takeForm(c, schema, (value) =>
    db.transaction(c.get('member'), (tx) => run(tx, value, caseId)),
  )
  if (!taken.done) return await lifePage(c, { ...taken.again, which })
  return redirect(c, lifeHref(caseId), 'cases.saved')
}

export const takeCaseStep = (c: ConsoleContext): Promise<Response> =>
  take(c, 'step', stepForm, (tx, value, caseId) => takeStep(tx, { ...value, caseId }))

export const takeCaseworker = (c: ConsoleContext): Promise<Response> =>
  take(c, 'caseworker', caseworkerForm, (tx, value, caseId) => nameCaseworker(tx, { ...value, caseId }))

export const takeClosing = (c: ConsoleContext): Promise<Response> =>
  take(c, 'close', closeForm, (tx, value, caseId) => askToEnd(tx, { ...value, caseId, kind: 'close' }))

export async function takeErasing(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, eraseForm, ({ note }) =>
    c.get('office').db.transaction(c.get('member'), (tx) => askToEnd(tx, { caseId, kind: 'erase', note })),
  )
  if (!taken.done) return await lifePage(c, { ...taken.again, which: 'erase' })
  return taken.value.done
    ? redirect(c, '/cases', 'cases.life.erased')
    : redirect(c, lifeHref(caseId), 'cases.saved')
}

export async function takeAnswer(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const decisionId = c.req.param('decisionId') ?? ''
  if (!isId(decisionId)) throw new NotFound()
  const taken = await takeForm(c, answerForm, ({ answer }) =>
    c.get('office').db.transaction(c.get('member'), async (tx) => {
      await mustBeOnTeam(tx, caseId)
      const { kind } = await answerDecision(tx, { caseId, decisionId, answer })
      return kind === 'erase' && answer === 'agreed'
    }),
  )
  if (!taken.done) return await lifePage(c, { ...taken.again, which: 'close' })
  return taken.value
    ? redirect(c, '/cases', 'cases.life.erased')
    : redirect(c, lifeHref(caseId), 'cases.saved')
}
