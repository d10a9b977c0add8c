import type { CasePart } from '../part.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import {
  showLife,
  takeAnswer,
  takeCaseStep,
  takeCaseworker,
  takeClosing,
  takeErasing,
} from './console-life.tsx'
import { decisionsToAnswer, filesAdrift } from './today.ts'

const at = '/cases/:caseId'

offerCaseTab({
  name: 'course',
  label: 'cases.life.tab',
  path: '/course',
  verb: 'case.read',
  order: 30,
  group: 'now',
})

export const lifePart: CasePart = {
  today: [decisionsToAnswer, filesAdrift],
  routes: [
    { method: 'GET', path: `${at}/course`, verb: 'case.read', handle: showLife },
    { method: 'POST', path: `${at}/step`, verb: 'case.step', handle: takeCaseStep },
    { method: 'POST', path: `${at}/caseworker`, verb: 'case.step', handle: takeCaseworker },
    { method: 'POST', path: `${at}/close`, verb: 'case.close', handle: takeClosing },
    { method: 'POST', path: `${at}/erase`, verb: 'case.erase', handle: takeErasing },
    { method: 'POST', path: `${at}/decisions/:decisionId`, verb: 'case.close', handle: takeAnswer },
  ],
}
