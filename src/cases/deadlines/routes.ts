import type { CasePart } from '../part.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import { ringAllDeadlines } from './alarms.ts'
import { showDeadlines, takeDeadline, takeDeadlineMove } from './console-deadlines.tsx'
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

export const deadlinesPart: CasePart = {
  today: [dueWithinADay, dueWithinAWeek],
  jobs: [ringAllDeadlines],
  routes: [
    { method: 'GET', path: at, verb: 'case.read', handle: showDeadlines },
    { method: 'POST', path: at, verb: 'deadline.write', handle: takeDeadline },
    { method: 'POST', path: `${at}/state`, verb: 'deadline.write', handle: takeDeadlineMove },
  ],
}
