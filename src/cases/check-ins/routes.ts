import { takeAcknowledgements } from '../duty/acknowledging.ts'
import type { CasePart } from '../part.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import { takeAnswers } from './answer.ts'
import {
  showCheckIn,
  showCheckIns,
  takeAlarmOfCheckIn,
  takeMove,
  takeResolution,
} from './console-check-ins.tsx'
import { showContacts, takeContact } from './console-contacts.tsx'
import { newPlan, showPlan, takeNewLink, takeNewPlan, takePlan, takePlanTurn } from './console-plans.tsx'
import { privateRoutes } from './private-door.tsx'
import { overdueCheckIns, plansRingingNobody, plansUnplanned } from './today.ts'
import { turnAll } from './turn.ts'
import './access.ts'
import './marks.tsx'

const at = '/cases/:caseId/check-ins'
const plan = `${at}/plans/:planId`

offerCaseTab({
  name: 'check-ins',
  label: 'check-ins.tab',
  path: '/check-ins',
  verb: 'check-in.read',
  order: 30,
  group: 'safety',
})
offerCaseTab({
  name: 'contacts',
  label: 'contacts.tab',
  path: '/contacts',
  verb: 'contact.read',
  order: 40,
  group: 'safety',
})

export const checkInsPart: CasePart = {
  routes: [
    { method: 'GET', path: '/cases/:caseId/contacts', verb: 'contact.read', handle: showContacts },
    { method: 'POST', path: '/cases/:caseId/contacts', verb: 'contact.record', handle: takeContact },
    { method: 'GET', path: at, verb: 'check-in.read', handle: showCheckIns },
    { method: 'GET', path: `${at}/plans/new`, verb: 'check-in.plan', handle: newPlan },
    { method: 'POST', path: `${at}/plans`, verb: 'check-in.plan', handle: takeNewPlan },
    { method: 'GET', path: plan, verb: 'check-in.plan', handle: showPlan },
    { method: 'POST', path: plan, verb: 'check-in.plan', handle: takePlan },
    { method: 'POST', path: `${plan}/turn`, verb: 'check-in.plan', handle: takePlanTurn },
    { method: 'POST', path: `${plan}/link`, verb: 'check-in.plan', handle: takeNewLink },
    { method: 'GET', path: `${at}/:checkInId`, verb: 'check-in.read', handle: showCheckIn },
    { method: 'POST', path: `${at}/:checkInId/move`, verb: 'check-in.plan', handle: takeMove },
    { method: 'POST', path: `${at}/:checkInId/resolve`, verb: 'check-in.resolve', handle: takeResolution },
    {
      method: 'POST',
      path: `${at}/:checkInId/alarms/:alarmId`,
      verb: 'alarm.acknowledge',
      handle: takeAlarmOfCheckIn,
    },
  ],
  today: [overdueCheckIns, plansRingingNobody, plansUnplanned],
  privateRoutes,
  intake: { 'check-in': takeAnswers, 'alarm-acknowledged': takeAcknowledgements },
  jobs: [turnAll],
}
