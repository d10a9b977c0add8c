import type { Module } from '#platform/module.ts'
import './calendar.ts'
import { closeLettersAtTheirEnd } from './closing.ts'
import { letterRoutes } from './console-routes.ts'
import './contacts.ts'
import './index.ts'
import { jointLetterIntake } from './intake.ts'
import { signOnJobs } from './sign-on-jobs.ts'
import { letterToday } from './today.ts'
import './work.ts'

export const jointLettersModule: Module = {
  name: 'joint-letters',
  routes: letterRoutes,
  today: letterToday,
  intake: jointLetterIntake,
  jobs: [closeLettersAtTheirEnd, ...signOnJobs],
}
