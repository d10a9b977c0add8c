import type { CasePart } from '../part.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import {
  newEffect,
  showEffect,
  showEffects,
  takeEffect,
  takeNewEffect,
  takePosition,
} from './console-effects.tsx'
import './access.ts'
import './marks.tsx'
import './tables.ts'

const at = '/cases/:caseId'

offerCaseTab({
  name: 'effects',
  label: 'effect.tab',
  path: '/effects',
  verb: 'case.read',
  order: 30,
  group: 'timeline',
})

export const effectsPart: CasePart = {
  routes: [
    { method: 'GET', path: `${at}/effects`, verb: 'case.read', handle: showEffects },
    { method: 'POST', path: `${at}/effects`, verb: 'effect.write', handle: takeNewEffect },
    { method: 'GET', path: `${at}/effects/new`, verb: 'effect.write', handle: newEffect },
    { method: 'GET', path: `${at}/effects/:effectId`, verb: 'case.read', handle: showEffect },
    { method: 'POST', path: `${at}/effects/:effectId`, verb: 'effect.write', handle: takeEffect },
    {
      method: 'POST',
      path: `${at}/effects/:effectId/position`,
      verb: 'effect.position',
      handle: takePosition,
    },
  ],
}
