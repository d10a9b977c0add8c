import type { CasePart } from '../part.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import { showTasks, takeTask, takeTaskDone } from './console-tasks.tsx'
import { tasksDue } from './today.ts'
import './access.ts'
import './tables.ts'

const at = '/cases/:caseId/tasks'

offerCaseTab({ name: 'tasks', label: 'task.tab', path: '/tasks', verb: 'case.read', order: 20, group: 'now' })

export const tasksPart: CasePart = {
  today: [tasksDue],
  routes: [
    { method: 'GET', path: at, verb: 'case.read', handle: showTasks },
    { method: 'POST', path: at, verb: 'task.write', handle: takeTask },
    { method: 'POST', path: `${at}/done`, verb: 'task.write', handle: takeTaskDone },
  ],
}
