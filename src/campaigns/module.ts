import type { Module } from '#platform/module.ts'
import './organisation-gone.ts'
import './organisation-unnamed.ts'
import './access.ts'
import './campaign-access.ts'
import { consoleRoutes } from './campaign-console.ts'
import { byHandRoutes } from './console-by-hand.tsx'
import { paperRoutes } from './console-paper.tsx'
import './campaign-test-letters.ts'
import { campaignToday } from './campaign-today.ts'
import './next-steps.ts'
import { keepTallies } from './counting.ts'
import { campaignJobs } from './expiring.ts'
import { campaignIntake } from './intake.ts'
import './official-copy.ts'
import { letBehindGo } from './official-emails.ts'
import { sendOfficialEmails } from './official-sender.ts'
import { shareOfficials } from './shared-officials.ts'
import { keepSignedLetters } from './signed-letter.ts'
import './supporter-actions.ts'
import './waves.ts'

export const campaignsModule: Module = {
  name: 'campaigns',
  routes: [...consoleRoutes, ...byHandRoutes, ...paperRoutes],
  today: campaignToday,
  intake: campaignIntake,
  jobs: [...campaignJobs, letBehindGo, shareOfficials, keepSignedLetters],
  tasks: [keepTallies, sendOfficialEmails()],
}
