import type { I18n, MessageKey } from '#platform/i18n.ts'
import type { TodaySource } from '#platform/module.ts'
import { caseHref } from '../views/case-shell.tsx'
import { deadlinesDue, type Due } from './due.ts'

const near: readonly Due['stage'][] = ['over', 'hour', 'day']

/** Code name, kind and moment: what is to be done stays in the file. */
export const sayDue = (i18n: I18n, due: Due): string =>
  i18n.t(`deadline.today.${due.stage}`, {
    code: due.codeName,
    what: i18n.t(
      `${due.what === 'limit' ? 'deadline.kind' : 'proceeding.hearing'}.${due.kind}` as MessageKey,
    ),
    at: i18n.dateTime(due.at, { zone: due.zone }),
  })

const source = (urgency: 1 | 2, wanted: (stage: Due['stage']) => boolean): TodaySource => ({
  urgency,
  async find({ member, office, i18n }) {
    const all = await office.db.reading(member, (tx) => deadlinesDue(tx, tx.now))
    return all
      .filter(({ stage }) => wanted(stage))
      .slice(0, 20)
      .map((due) => ({
        text: sayDue(i18n, due),
        href: caseHref(due.caseId, due.what === 'limit' ? '/deadlines' : '/proceedings'),
      }))
  },
})

/** Within a day, or past and not settled: somebody's liberty may hang on it. */
export const dueWithinADay = source(1, (stage) => near.includes(stage))
export const dueWithinAWeek = source(2, (stage) => stage === 'week')
