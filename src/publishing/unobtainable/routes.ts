import type { Module } from '#platform/module.ts'
import { showUnobtainable, takeAnswer, takeBeginning, takeEnd } from './console-unobtainable.tsx'
import './access.ts'
import './tables.ts'

const at = '/cases/:caseId/consents/unobtainable'

export const unobtainableRoutes: Module['routes'] & object = [
  { method: 'GET', path: at, verb: 'unobtainable.read', handle: showUnobtainable },
  { method: 'POST', path: at, verb: 'unobtainable.write', handle: takeBeginning },
  { method: 'POST', path: `${at}/:spellId/review`, verb: 'unobtainable.write', handle: takeAnswer },
  { method: 'POST', path: `${at}/:spellId/end`, verb: 'unobtainable.write', handle: takeEnd },
]
