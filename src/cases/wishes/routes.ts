import type { CasePart } from '../part.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import {
  newWish,
  showWish,
  showWishes,
  takeNewWish,
  takeWish,
  takeWishRevocation,
} from './console-wishes.tsx'
import './access.ts'
import './marks.tsx'
import './tables.ts'

const at = '/cases/:caseId'

offerCaseTab({
  name: 'wishes',
  label: 'wish.tab',
  path: '/wishes',
  verb: 'case.read',
  order: 20,
  group: 'words',
})

export const wishesPart: CasePart = {
  routes: [
    { method: 'GET', path: `${at}/wishes`, verb: 'case.read', handle: showWishes },
    { method: 'POST', path: `${at}/wishes`, verb: 'wish.write', handle: takeNewWish },
    { method: 'GET', path: `${at}/wishes/new`, verb: 'wish.write', handle: newWish },
    { method: 'GET', path: `${at}/wishes/:wishId`, verb: 'case.read', handle: showWish },
    { method: 'POST', path: `${at}/wishes/:wishId`, verb: 'wish.write', handle: takeWish },
    { method: 'POST', path: `${at}/wishes/:wishId/revoke`, verb: 'wish.write', handle: takeWishRevocation },
  ],
}
