import type { Module } from '#platform/module.ts'
import { showHandOver, takeChange, takeDrop, takeRecord, takeUpdate } from './console-hand-over.tsx'
import { showOfCampaign, showOfLetter, takeOfCampaign, takeOfLetter } from './console-prepare.tsx'
import { showSheet, takeSheet } from './console-sheet.tsx'
import './index.ts'
import { tellSignatories } from './telling.ts'
import { staleSheets } from './today.ts'

const at = '/hand-overs/:handOverId'
const ofLetter = '/joint-letters/:letterId/hand-over'

export const handOversModule: Module = {
  name: 'hand-overs',
  today: [staleSheets],
  jobs: [tellSignatories],
  routes: [
    { method: 'GET', path: '/campaigns/:id/hand-over', verb: 'hand-over.read', handle: showOfCampaign },
    { method: 'POST', path: '/campaigns/:id/hand-over', verb: 'hand-over.write', handle: takeOfCampaign },
    { method: 'GET', path: ofLetter, verb: 'hand-over.read', handle: showOfLetter },
    { method: 'POST', path: ofLetter, verb: 'hand-over.write', handle: takeOfLetter },
    { method: 'GET', path: at, verb: 'hand-over.read', handle: showHandOver },
    { method: 'POST', path: at, verb: 'hand-over.write', handle: takeChange },
    { method: 'POST', path: `${at}/record`, verb: 'hand-over.write', handle: takeRecord },
    { method: 'POST', path: `${at}/drop`, verb: 'hand-over.write', handle: takeDrop },
    { method: 'POST', path: `${at}/update`, verb: 'hand-over.write', handle: takeUpdate },
    { method: 'GET', path: `${at}/sheet`, verb: 'hand-over.read', handle: showSheet },
    { method: 'POST', path: `${at}/sheet`, verb: 'hand-over.sheet', handle: takeSheet },
  ],
}
