import type { CasePart } from '../part.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import {
  showLiberty,
  takeLiberty,
  takeRestriction,
  takeRestrictionEnd,
  takeStrike,
} from './console-liberty.tsx'
import './access.ts'
import './marks.tsx'
import './tables.ts'

const at = '/cases/:caseId/liberty'

offerCaseTab({
  name: 'liberty',
  label: 'liberty.tab',
  path: '/liberty',
  verb: 'case.read',
  order: 10,
  group: 'legal',
})

export const libertyPart: CasePart = {
  routes: [
    { method: 'GET', path: at, verb: 'case.read', handle: showLiberty },
    { method: 'POST', path: at, verb: 'liberty.write', handle: takeLiberty },
    { method: 'POST', path: `${at}/strike`, verb: 'liberty.write', handle: takeStrike },
    { method: 'POST', path: `${at}/restrictions`, verb: 'liberty.write', handle: takeRestriction },
    { method: 'POST', path: `${at}/restrictions/end`, verb: 'liberty.write', handle: takeRestrictionEnd },
  ],
}
