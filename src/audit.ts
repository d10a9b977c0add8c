/** The audit chain at work: events are linked, looked through, and their heads signed. It knows no case. */
import { checkChainJob } from '#platform/audit/keeping-watch.ts'
import { linkEventsTask } from '#platform/audit/linking.ts'
import type { Module } from '#platform/module.ts'

export const auditModule: Module = {
  name: 'audit',
  tasks: [linkEventsTask],
  jobs: [checkChainJob],
}
