import type { Module } from '#platform/module.ts'
import './access.ts'
import { keepTallies } from './counting.ts'
import { campaignJobs } from './expiring.ts'
import { campaignIntake } from './intake.ts'
import './official-copy.ts'
import { sendOfficialEmails } from './official-sender.ts'
import './supporter-actions.ts'

export const campaignsModule: Module = {
  name: 'campaigns',
  intake: campaignIntake,
  jobs: campaignJobs,
  tasks: [keepTallies, sendOfficialEmails()],
}
