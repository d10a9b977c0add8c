import type { Module } from '#platform/module.ts'
import { adoptingPart } from './adopting/routes.ts'
import { checkInsPart } from './check-ins/routes.ts'
import { crisisPart } from './crisis/routes.ts'
import { dutyPart } from './duty/routes.ts'
import { effectsPart } from './effects/routes.ts'
import { factsPart } from './facts/routes.ts'
import { libertyPart } from './liberty/routes.ts'
import { proceedingsPart } from './proceedings/routes.ts'
import { deadlinesPart } from './deadlines/routes.ts'
import { interventionsPart } from './interventions/routes.ts'
import { tasksPart } from './tasks/routes.ts'
import { calendarPart } from './calendar/routes.ts'
import { lifePart } from './life/routes.ts'
import { joinParts, type CasePart } from './part.ts'
import { personsPart } from './persons/routes.ts'
import { downloadCases, newCase, showCases, takeNewCase } from './console-list.tsx'
import { showOverview, takeFacts, takeFileOpening, takePerson } from './console-overview.tsx'
import { showImage, showPortrait, takePortrait, takeRemoval } from './console-portrait.tsx'
import { showPreview } from './console-preview.tsx'
import { showLog, showTeam, takeColleague, takeLeaving } from './console-team.tsx'
import { showWording, takeWording } from './console-wording.tsx'
import { riskPart } from './risk/routes.ts'
import { sheetsPart } from './sheets/routes.ts'
import { statementsPart } from './statements/routes.ts'
import { wishesPart } from './wishes/routes.ts'
import './access.ts'
import './observing.tsx'

const at = '/cases/:caseId'

/** the case itself: list, first page, wording, portrait, status, team */
const casePart: CasePart = {
  routes: [
    { method: 'GET', path: '/cases', verb: 'case.read', handle: showCases },
    { method: 'POST', path: '/cases', verb: 'case.open', handle: takeNewCase },
    { method: 'GET', path: '/cases/new', verb: 'case.open', handle: newCase },
    { method: 'POST', path: '/cases/export', verb: 'case.export', handle: downloadCases },
    { method: 'GET', path: at, verb: 'case.read', handle: showOverview },
    { method: 'POST', path: at, verb: 'case.edit', handle: takeFacts },
    { method: 'POST', path: `${at}/person`, verb: 'case.person', handle: takePerson },
    { method: 'POST', path: `${at}/person/open`, verb: 'case.person', handle: takeFileOpening },
    { method: 'GET', path: `${at}/wording`, verb: 'case.read', handle: showWording },
    { method: 'GET', path: `${at}/wording/:language`, verb: 'case.read', handle: showWording },
    { method: 'POST', path: `${at}/wording/:language`, verb: 'case.wording', handle: takeWording },
    { method: 'GET', path: `${at}/preview/:language`, verb: 'case.read', handle: showPreview },
    { method: 'GET', path: `${at}/portrait`, verb: 'case.read', handle: showPortrait },
    { method: 'POST', path: `${at}/portrait`, verb: 'case.portrait', handle: takePortrait },
    { method: 'POST', path: `${at}/portrait/remove`, verb: 'case.portrait', handle: takeRemoval },
    { method: 'GET', path: `${at}/images/:imageId/:width`, verb: 'case.read', handle: showImage },
    { method: 'GET', path: `${at}/team`, verb: 'case.read', handle: showTeam },
    { method: 'POST', path: `${at}/team`, verb: 'case.team', handle: takeColleague },
    { method: 'POST', path: `${at}/team/remove`, verb: 'case.team', handle: takeLeaving },
    { method: 'GET', path: `${at}/log`, verb: 'case.read', handle: showLog },
  ],
}

export const casesModule: Module = {
  name: 'cases',
  ...joinParts([
    // before the case's own: its address would be read as the id of a case
    crisisPart,
    casePart,
    adoptingPart,
    checkInsPart,
    dutyPart,
    effectsPart,
    factsPart,
    libertyPart,
    calendarPart,
    lifePart,
    personsPart,
    riskPart,
    sheetsPart,
    statementsPart,
    wishesPart,
    tasksPart,
    interventionsPart,
    deadlinesPart,
    proceedingsPart,
  ]),
}
