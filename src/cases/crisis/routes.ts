import type { CasePart } from '../part.ts'
import { newCrisis, takeCrisis } from './console-crisis.tsx'

export const crisisPart: CasePart = {
  routes: [
    { method: 'GET', path: '/cases/crisis', verb: 'case.open', handle: newCrisis },
    { method: 'POST', path: '/cases/crisis', verb: 'case.open', handle: takeCrisis },
  ],
}
