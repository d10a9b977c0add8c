import type { CasePart } from '../part.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import { showStatus, takeMeasure, takeMeasureDone, takeStatus } from './console-status.tsx'
import {
  newThreat,
  showThreat,
  showThreats,
  takeNewThreat,
  takeThreat,
  takeThreatMove,
} from './console-threats.tsx'
import { measuresDue, staleAssessments } from './today.ts'
import './access.ts'
import './marks.tsx'
import './tables.ts'

const at = '/cases/:caseId'

offerCaseTab({
  name: 'status',
  label: 'cases.tab.status',
  path: '/status',
  verb: 'case.read',
  order: 10,
  group: 'safety',
})
offerCaseTab({
  name: 'threats',
  label: 'threats.tab',
  path: '/threats',
  verb: 'case.read',
  order: 20,
  group: 'safety',
})

export const riskPart: CasePart = {
  today: [staleAssessments, measuresDue],
  routes: [
    { method: 'GET', path: `${at}/status`, verb: 'case.read', handle: showStatus },
    { method: 'POST', path: `${at}/status`, verb: 'case.assess', handle: takeStatus },
    { method: 'POST', path: `${at}/measures`, verb: 'risk.measure', handle: takeMeasure },
    { method: 'POST', path: `${at}/measures/done`, verb: 'risk.measure', handle: takeMeasureDone },
    { method: 'GET', path: `${at}/threats`, verb: 'case.read', handle: showThreats },
    { method: 'POST', path: `${at}/threats`, verb: 'threat.write', handle: takeNewThreat },
    { method: 'GET', path: `${at}/threats/new`, verb: 'threat.write', handle: newThreat },
    { method: 'GET', path: `${at}/threats/:threatId`, verb: 'case.read', handle: showThreat },
    { method: 'POST', path: `${at}/threats/:threatId`, verb: 'threat.write', handle: takeThreat },
    { method: 'POST', path: `${at}/threats/:threatId/status`, verb: 'threat.write', handle: takeThreatMove },
  ],
}
