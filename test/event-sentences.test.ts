import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createI18n, languages } from '#platform/i18n.ts'
import { sayEvent } from '#organisations/index.ts'
import { catalogue } from '../src/catalogue.ts'

const root = path.resolve(import.meta.dirname, '..')

/** What the type is, where the call gives no literal: each such place says here what it can be. */
const computed: Record<string, readonly string[]> = {
  '`message.${input.to}`': ['message.held', 'message.accepted', 'message.rejected'],
  '`action.${state}`': ['action.confirmed', 'action.quarantined', 'action.expired'],
  '`mail.${state}`': ['mail.sent', 'mail.hard', 'mail.unknown'],
  '`official-email.${state}`': [
    'official-email.accepted',
    'official-email.refused',
    'official-email.bounced',
    'official-email.unknown',
  ],
  'src/campaigns/campaign-publishing.ts event': ['campaign.published', 'campaign.resumed'],
  'src/organisations/credential.ts event': [
    'credential.passphrase-set',
    'credential.passkey-added',
    'credential.removed',
    'credential.recovery-codes-renewed',
  ],
  'src/cases/check-ins/check-in.ts told[to as keyof typeof told]': [
    'check-in.duress',
    'check-in.late',
    'check-in.emergency',
    'check-in.resolved',
    'check-in.system-gap',
    'check-in.answered',
  ],
  'src/cases/check-ins/plan.ts told': [
    'check-in-plan.paused',
    'check-in-plan.resumed',
    'check-in-plan.ended',
  ],
  'src/cases/life/step.ts events[input.step]': [
    ...['case.verifying', 'case.opened', 'case.referred', 'case.declined', 'case.monitored', 'case.resumed'],
    ...['case.reopened', 'case.archived'],
  ],
  'src/coalitions/texts/comment.ts told[about.kind].said': [
    ...['case.commented', 'campaign.commented', 'update.commented'],
  ],
  'src/coalitions/texts/comment.ts resolved ? told[kind].resolved : told[kind].reopened': [
    ...['case.comment-resolved', 'campaign.comment-resolved', 'update.comment-resolved'],
    ...['case.comment-reopened', 'campaign.comment-reopened', 'update.comment-reopened'],
  ],
  "src/coalitions/tasks/acting.ts told[act] ?? 'coalition.task-moved'": [
    ...['coalition.task-moved', 'coalition.task-done', 'coalition.task-reopened', 'coalition.task-withdrawn'],
  ],
  'src/publishing/approvals.ts told[answer]': [
    ...['sign-off.approved', 'sign-off.dissented', 'sign-off.approval-taken-back'],
  ],
  'src/publishing/consent.ts told[answer]': ['consent.given', 'consent.refused', 'consent.proposed'],
  'src/platform/events.ts type': [],
}

test('every event that is recorded has its sentence in every language', () => {
  const types = new Set<string>()
  const unclear: string[] = []
  for (const file of globSync('src/**/*.{ts,tsx}', { cwd: root })) {
    if (/\.test\./.test(file)) continue
    const text = readFileSync(path.join(root, file), 'utf8')
    for (const [, kind = ''] of text.matchAll(
      /(?<![#.\w]|function )record(?:All)?\(\s*tx,\s*((?:'[^']*'|`[^`]*`|[^,'`)])+)/g,
    )) {
      const said = kind.trim()
      const literals = [...said.matchAll(/'([a-z-]+(?:\.[a-z-]+)+)'/g)].map(([, type]) => type!)
      const known = computed[said] ?? computed[`${file} ${said}`] ?? literals
      if (known.length === 0 && !(`${file} ${said}` in computed)) unclear.push(`${file}: ${said}`)
      for (const type of known) types.add(type)
    }
  }
  expect(unclear).toEqual([])
  expect(types.size).toBeGreaterThan(90)
  const silent = languages.flatMap((language) => {
    const i18n = createI18n(language, catalogue, { staff: true })
    return [...types].filter((type) => /^$|\[en\]|^[a-z-]+\./.test(sayEvent(i18n, type)))
  })
  expect(silent).toEqual([])
})

test('an event without a sentence shows its code', () => {
  expect(sayEvent(createI18n('ar', catalogue), 'thing.of-tomorrow')).toBe('thing.of-tomorrow')
})
