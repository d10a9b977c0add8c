/** Agreeing on a plan, and changing one. */
import type { z } from 'zod'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { redirect } from '#organisations/index.ts'
import { type FormState } from '#ui/index.ts'
import { mustBeOnTeam } from '../circles.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { casePage } from '../views/case-shell.tsx'
import { dayOf } from '../zone.ts'
import { checkInsHref, idOf, readDesk } from './desk.ts'
import { planForm, turnForm } from './forms.ts'
import { defaultHardLimit, defaultLadder, ladderStages } from './ladder.ts'
import { changePlan, makePlan, renewLink, turnPlan, type PlanInput } from './plan.ts'
import { getPlan, type Plan } from './reads.ts'
import { readRule } from './rrule.ts'
import { clockOf } from './views/plan-card.tsx'
import { PlanForm } from './views/plan-form.tsx'

function planOf(c: ConsoleContext): string {
  const id = c.req.param('planId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

export const newPlan = (c: ConsoleContext): Promise<Response> => planPage(c)
export const showPlan = (c: ConsoleContext): Promise<Response> => planPage(c, planOf(c))

async function planPage(c: ConsoleContext, planId?: string, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const desk = await readDesk(c, async (tx, { row, open }) => {
    await mustBeOnTeam(tx, row.id)
    // Safety: whom to call stands in the form; it opens as the file does
    if (planId && !open) throw new Refused('check-ins.error.closed')
    return { plan: planId ? await getPlan(tx, row.id, planId, open) : undefined }
  })
  const form =
    again?.form ?? (desk.plan ? filled(desk.plan) : blank(dayOf(desk.now, desk.zone), desk.zone, i18n.lang))
  return await casePage(c, {
    row: desk.row,
    tab: 'check-ins',
    status: again?.status,
    heading: i18n.t(planId ? 'check-ins.plan.edit' : 'check-ins.plan.new'),
    body: <PlanForm i18n={i18n} desk={desk} plan={desk.plan} form={form} />,
  })
}

const blank = (today: string, zone: string, language: string): FormState => ({
  values: {
    version: '0',
    every: 'day',
    interval: '1',
    zone,
    language,
    startsOn: today,
    windowMinutes: '60',
    hardLimitMinutes: String(defaultHardLimit),
    ...Object.fromEntries(defaultLadder.map(({ stage, minutes }) => [`minutes-${stage}`, String(minutes)])),
  },
  errors: {},
})

function filled({ row, text }: Plan): FormState {
  const { every, interval, days, times, until } = readRule(row.rrule)
  return {
    values: {
      version: String(row.version),
      every,
      interval: String(interval),
      days,
      times: times.map(clockOf).join(', '),
      zone: row.zone,
      startsOn: row.starts_on,
      until,
      windowMinutes: String(row.window_minutes),
      language: row.language,
      hardLimitMinutes: String(row.hard_limit_minutes),
      ...text,
      ...Object.fromEntries(row.ladder.map(({ stage, minutes }) => [`minutes-${stage}`, String(minutes)])),
    },
    errors: {},
  }
}

/** An empty word keeps the one that is set; taking the words away is a box of its own. */
function inputOf(caseId: string, value: z.output<typeof planForm>): PlanInput {
  const { every, interval, days, times, until, forget, codeWord, duressWord, ...rest } = value
  const word = (typed: string) => (typed !== '' ? typed : forget ? '' : undefined)
  return {
    ...rest,
    caseId,
    schedule: { every, interval, days: every === 'week' ? days : [], times, until },
    codeWord: word(codeWord),
    duressWord: word(duressWord),
    ladder: ladderStages.flatMap((stage) => {
      const minutes = value[`minutes-${stage}`]
      return minutes === undefined ? [] : [{ stage, minutes }]
    }),
  }
}

export async function takeNewPlan(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, planForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => makePlan(tx, inputOf(caseId, value))),
  )
  if (!taken.done) return await planPage(c, undefined, taken.again)
  return redirect(c, checkInsHref(caseId), 'check-ins.plan.saved')
}

export async function takePlan(c: ConsoleContext): Promise<Response> {
  const [caseId, planId] = [idOf(c), planOf(c)]
  const taken = await takeForm(c, planForm, (value) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        changePlan(tx, { ...inputOf(caseId, value), planId, version: value.version }),
      ),
  )
  if (!taken.done) return await planPage(c, planId, taken.again)
  return redirect(c, checkInsHref(caseId), 'check-ins.plan.saved')
}

export async function takePlanTurn(c: ConsoleContext): Promise<Response> {
  const [caseId, planId] = [idOf(c), planOf(c)]
  const taken = await takeForm(c, turnForm, ({ turn }) =>
    c.get('office').db.transaction(c.get('member'), (tx) => turnPlan(tx, { caseId, planId, turn })),
  )
  // a form of one button is whole or forged; a stranger learns from it no more than from any other
  if (!taken.done) throw taken.again.trouble ?? new Invalid({ '': 'error.form.broken' })
  return redirect(c, checkInsHref(caseId), 'check-ins.plan.turned')
}

export async function takeNewLink(c: ConsoleContext): Promise<Response> {
  const [caseId, planId] = [idOf(c), planOf(c)]
  await c.get('office').db.transaction(c.get('member'), (tx) => renewLink(tx, { caseId, planId }))
  return redirect(c, checkInsHref(caseId), 'check-ins.plan.link.renewed')
}
