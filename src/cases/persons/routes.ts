import './next-step.ts'
import type { CasePart } from '../part.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import {
  newPerson,
  showPerson,
  showPersons,
  takeNewPerson,
  takePersonChanges,
  takePersonRemoval,
} from './console-persons.tsx'

const at = '/cases/:caseId/persons'

offerCaseTab({
  name: 'persons',
  label: 'persons.tab',
  path: '/persons',
  verb: 'case.read',
  order: 20,
  group: 'now',
})

export const personsPart: CasePart = {
  routes: [
    { method: 'GET', path: at, verb: 'case.read', handle: showPersons },
    { method: 'POST', path: at, verb: 'case.person', handle: takeNewPerson },
    { method: 'GET', path: `${at}/new`, verb: 'case.person', handle: newPerson },
    { method: 'GET', path: `${at}/:personId`, verb: 'case.person', handle: showPerson },
    { method: 'POST', path: `${at}/:personId`, verb: 'case.person', handle: takePersonChanges },
    { method: 'POST', path: `${at}/:personId/remove`, verb: 'case.person', handle: takePersonRemoval },
  ],
}
