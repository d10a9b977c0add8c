import type { CasePart } from '../part.ts'
import { showLeft, takeAdoption } from './console-left.tsx'
import { adoptedLately, adoptHref, emptyTeams } from './today.ts'
import './access.ts'

export const adoptingPart: CasePart = {
  routes: [
    { method: 'GET', path: adoptHref, verb: 'case.empty-teams', handle: showLeft },
    { method: 'POST', path: adoptHref, verb: 'case.adopt', handle: takeAdoption },
  ],
  today: [emptyTeams, adoptedLately],
}
