import type { CasePart } from '../part.ts'
import { showEmergencyDoor, showEmergencySheet } from './console-emergency.tsx'
import { emergencySheetsOpened } from './today.ts'
import { showSheetDoor, takeSheet } from './console-sheet.tsx'
import './access.ts'
import './marks.tsx'

export const sheetsPart: CasePart = {
  today: [emergencySheetsOpened],
  routes: [
    {
      method: 'GET',
      path: '/cases/:caseId/emergency',
      verb: 'case.emergency-sheet',
      handle: showEmergencyDoor,
    },
    {
      method: 'POST',
      path: '/cases/:caseId/emergency',
      verb: 'case.emergency-sheet',
      handle: showEmergencySheet,
    },
    { method: 'GET', path: '/cases/:caseId/sheet', verb: 'case.sheet', handle: showSheetDoor },
    { method: 'POST', path: '/cases/:caseId/sheet', verb: 'case.sheet', handle: takeSheet },
  ],
}
