import type { CasePart } from '../part.ts'
import { offerTimeline } from '../facts/timeline.ts'
import { caseHref, offerCaseTab } from '../views/case-shell.tsx'
import { dayOf } from '../zone.ts'
import { ringAllDeadlines } from './alarms.ts'
import { showDeadlines, takeDeadline, takeDeadlineMove } from './console-deadlines.tsx'
import { limitsInTime } from './due.ts'
import { dueWithinADay, dueWithinAWeek } from './today.ts'
import './access.ts'
import './tables.ts'

const at = '/cases/:caseId/deadlines'

offerCaseTab({
  name: 'deadlines',
  label: 'deadline.tab',
  path: '/deadlines',
  verb: 'case.read',
  order: 30,
  group: 'legal',
})

offerTimeline(async (tx, caseId, i18n) =>
  (await limitsInTime(tx, caseId)).map(({ kind, state, at, zone }) => ({
    on: dayOf(at, zone),
    at: { moment: at, zone },
    topic: 'legal' as const,
    kind: i18n.t('deadline.tab'),
    what: `${i18n.t(`deadline.kind.${kind}`)}: ${i18n.t(`deadline.state.${state}`)}`,
    href: caseHref(caseId, '/deadlines'),
    visibility: 'team' as const,
  })),
)

export const deadlinesPart: CasePart = {
  today: [dueWithinADay, dueWithinAWeek],
  jobs: [ringAllDeadlines],
  routes: [
    { method: 'GET', path: at, verb: 'case.read', handle: showDeadlines },
    { method: 'POST', path: at, verb: 'deadline.write', handle: takeDeadline },
    { method: 'POST', path: `${at}/state`, verb: 'deadline.write', handle: takeDeadlineMove },
  ],
}
