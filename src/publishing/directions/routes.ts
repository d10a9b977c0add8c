import { offerCaseTab } from '#cases/index.ts'
import type { Module } from '#platform/module.ts'
import { showDirection, showDirections, takeCodeWord, takeDirection } from './console-direction.tsx'
import './access.ts'
import './emergency-part.tsx'
import './tables.ts'

const at = '/cases/:caseId/direction'

offerCaseTab({
  name: 'direction',
  label: 'direction.tab',
  path: '/direction',
  verb: 'direction.read',
  order: 15,
  group: 'words',
})

export const directionRoutes: Module['routes'] & object = [
  { method: 'GET', path: at, verb: 'direction.read', handle: showDirections },
  { method: 'GET', path: `${at}/:personId`, verb: 'direction.write', handle: showDirection },
  { method: 'POST', path: `${at}/:personId`, verb: 'direction.write', handle: takeDirection },
  { method: 'POST', path: `${at}/:personId/code-word`, verb: 'direction.write', handle: takeCodeWord },
]
