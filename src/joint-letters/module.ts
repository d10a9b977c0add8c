import type { Module } from '#platform/module.ts'
import { closeLettersAtTheirEnd } from './closing.ts'
import { letterRoutes } from './console-routes.ts'
import './index.ts'
import { letterToday } from './today.ts'

export const jointLettersModule: Module = {
  name: 'joint-letters',
  routes: letterRoutes,
  today: letterToday,
  jobs: [closeLettersAtTheirEnd],
}
