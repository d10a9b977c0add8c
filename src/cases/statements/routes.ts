import type { CasePart } from '../part.ts'
import { offerTimeline } from '../facts/timeline.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import { newStatement, showStatements, takeNewPoint, takeNewStatement } from './console-statements.tsx'
import { showPoint, takePointAct } from './console-points.tsx'
import { statementsInTheTimeline } from './in-the-timeline.ts'
import './access.ts'
import './tables.ts'

const at = '/cases/:caseId/statements'
const one = `${at}/points/:pointId`

offerCaseTab({
  name: 'statements',
  label: 'statement.tab',
  path: '/statements',
  verb: 'case.read',
  order: 15,
  group: 'words',
})

offerTimeline(statementsInTheTimeline)

export const statementsPart: CasePart = {
  routes: [
    { method: 'GET', path: at, verb: 'case.read', handle: showStatements },
    { method: 'POST', path: at, verb: 'statement.write', handle: takeNewStatement },
    { method: 'GET', path: `${at}/new`, verb: 'statement.write', handle: newStatement },
    { method: 'POST', path: `${at}/:statementId/points`, verb: 'statement.write', handle: takeNewPoint },
    { method: 'GET', path: one, verb: 'case.read', handle: showPoint },
    { method: 'POST', path: `${one}/change`, verb: 'statement.write', handle: takePointAct('change') },
    { method: 'POST', path: `${one}/translate`, verb: 'statement.write', handle: takePointAct('translate') },
    { method: 'POST', path: `${one}/check`, verb: 'statement.write', handle: takePointAct('check') },
    { method: 'POST', path: `${one}/read-back`, verb: 'statement.answer', handle: takePointAct('read-back') },
    { method: 'POST', path: `${one}/approve`, verb: 'statement.answer', handle: takePointAct('approve') },
    { method: 'POST', path: `${one}/narrow`, verb: 'statement.end', handle: takePointAct('narrow') },
    { method: 'POST', path: `${one}/withdraw`, verb: 'statement.end', handle: takePointAct('withdraw') },
  ],
}
