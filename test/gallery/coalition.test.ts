/** The pages of a coalition, from both sides of an invitation: no barrier, nothing too wide. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Member } from '../../src/platform/actor.ts'
import { signIn } from '../../src/platform/actor.ts'
import {
  askDecision,
  commentOn,
  firstTerms,
  inviteOrganisation,
  namePerson,
  resolveComment,
  actOnTask,
  setTask,
  voteOn,
} from '../../src/coalitions/index.ts'
import { saveWording } from '../../src/cases/index.ts'
import {
  askForSignature,
  dissent,
  lowerPublicity,
  recordConsent,
  sign,
  takeBackWord,
} from '../../src/publishing/index.ts'
import { saveUpdateText } from '../../src/updates/index.ts'
import { startSession } from '../../src/organisations/index.ts'
import { buildCase } from '../build-case.ts'
import { buildLiveCampaign, buildPublicCase } from '../build-campaign.ts'
import { agreeOn, buildPartner, buildPartnerPage, joinCoalition } from '../build-coalition.ts'
import { buildUpdate, updateWords } from '../build-update.ts'
import { itemsOf } from '../sign.ts'
import { testOffice } from '../office.ts'
import { look } from '../look.ts'
import { lighthouse } from '../world.ts'
import { bundle, launch } from './serve.ts'

const office = await testOffice({
  assets: {
    ...{ publicCss: '', privateCss: '', consoleCss: '/assets/console.css', islands: {} },
    files: new Map([['/assets/console.css', { type: 'text/css', bytes: bundle('src/ui/console.css') }]]),
  },
})
const { db } = office
const { ines } = office.member
const partner = (name: string, country: string, key: string) =>
  buildPartner(db, { ...lighthouse, name, country }, { name: `${name} desk`, address: `desk@${key}.example` })
const wanjiru = await partner('Lighthouse Circle', 'KE', 'lighthouse')
const noe = await partner('Bureau de la Rivière', 'FR', 'river')
const waiting = await partner('دار المدّ', 'JO', 'tide')
const { caseId } = await buildCase(db, ines)
await joinCoalition(db, ines, caseId, wanjiru)
await joinCoalition(db, ines, caseId, noe, { named: false })
const as = <T>(member: Member, run: Parameters<typeof db.transaction<T>>[1]) => db.transaction(member, run)
const invited = { kind: 'known', organisationId: waiting.organisationId } as const
const message = 'You know the courts there better than any of us.\nWill you stand with us until the hearing?'
const { invitationId } = await as(ines, (tx) =>
  inviteOrganisation(tx, { caseId, role: 'observer', message, invited }),
)
for (const [member, functions] of [
  [ines, ['signs', 'spokesperson']],
  [wanjiru, ['contact', 'drafts']],
] as const)
  await as(member, (tx) =>
    namePerson(tx, {
      ...{ caseId, accountId: member.accountId, functions, languages: ['en', 'ar'] },
      reach: 'Signal, from eight to eight in Nairobi',
    }),
  )
const terms = { ...firstTerms, quorum: 2, silenceHours: 24, credit: 'alphabet' as const }
const charter = await as(ines, (tx) =>
  askDecision(tx, {
    caseId,
    kind: 'charter',
    title: 'A new charter',
    text: 'Two of us should stand behind each text.',
    terms,
  }),
)
const question = await as(wanjiru, (tx) =>
  askDecision(tx, {
    caseId,
    kind: 'question',
    title: 'Shall we write to the embassy before the hearing?',
    text: 'The hearing is on 3 December.',
  }),
)
await as(noe, (tx) =>
  voteOn(tx, { caseId, decisionId: charter, answer: 'abstain', reason: 'Our board meets on Thursday.' }),
)

const due = { dueOn: '2026-12-01', dueZone: 'Africa/Nairobi' }
const task = await as(noe, (tx) =>
  setTask(tx, {
    ...{ caseId, title: 'Read the Arabic letter aloud to a native speaker', forId: wanjiru.organisationId },
    ...{ note: 'Two of us should hear it before the letter is printed.', ...due },
  }),
)
await as(wanjiru, (tx) => actOnTask(tx, { caseId, taskId: task, act: 'take' }))
const freed = await as(ines, (tx) =>
  setTask(tx, { caseId, title: 'اسألوا المحكمة عن موعد الجلسة', forId: noe.organisationId, dueZone: 'UTC' }),
)
await as(noe, (tx) => actOnTask(tx, { caseId, taskId: freed, act: 'give-back' }))

// a room that is shut
const { caseId: shut } = await buildCase(db, ines, { codeName: 'Night ferry' })
await joinCoalition(db, ines, shut, wanjiru)
await as(ines, (tx) => lowerPublicity(tx, { caseId: shut, level: 1 }))
// a campaign that Lighthouse Circle shows on a page of its own, and Bureau de la Rivière could
const of = await buildPublicCase(db, ines)
const { campaignId } = await buildLiveCampaign(db, ines, { of })
await joinCoalition(db, ines, of.caseId, wanjiru)
await joinCoalition(db, ines, of.caseId, noe)
const { pageId } = await buildPartnerPage(db, wanjiru, ines, campaignId)
// a case of three organisations that agreed on a quorum: a page that waits for them, a draft that is talked about, the press
const joint = await buildCase(db, ines, { codeName: 'Tamarisk' })
for (const one of [wanjiru, noe]) await joinCoalition(db, ines, joint.caseId, one)
await agreeOn(db, [ines, wanjiru, noe], joint.caseId, { quorum: 3, silenceHours: 48, speaks: 'each' })
for (const items of [['name', 'story'], ['image']] as const)
  await as(ines, (tx) =>
    recordConsent(tx, {
      ...{ caseId: joint.caseId, personId: joint.personId, items, answer: 'given', how: 'written' },
      ...{ agreed: 'You may tell the newspapers what happened.', givenAt: tx.now },
      purposes: items.includes('image' as never) ? ['web'] : ['web', 'media'],
    }),
  )
const page = { languages: ['en', 'ar'], gate: 'name', items: ['story'], portrait: false, status: true }
const askFor = (publishAt?: { local: string; zone: string }) =>
  as(ines, (tx) =>
    askForSignature(tx, {
      ...{ kind: 'case', subjectId: joint.caseId, choice: page },
      ...(publishAt ? { publishAt } : {}),
    }),
  )
const signs = (member: Member, signOffId: string) =>
  as(member, async (tx) => sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }))
const first = await askFor()
for (const one of [wanjiru, noe]) await signs(one, first.signOffId)
const words = {
  name: 'Samira Haddad',
  sentence: 'She asks where the water money went.',
  concern: '',
  zone: 'UTC',
}
await as(ines, (tx) =>
  saveWording(tx, {
    ...{ caseId: joint.caseId, language: 'en', version: 1, translation: 'original', ...words },
    story: 'She asked at the council. Two weeks later she was summoned, and then summoned again.',
  }),
)
const second = await askFor({ local: '2026-12-03T19:30', zone: 'Africa/Nairobi' })
await signs(wanjiru, second.signOffId)
await as(wanjiru, (tx) =>
  takeBackWord(tx, { signOffId: second.signOffId, reason: 'Her lawyer asks us to wait for the list.' }),
)
await as(noe, (tx) =>
  dissent(tx, {
    signOffId: second.signOffId,
    reason: 'Her lawyer asked on Monday not to write “summoned again” before the hearing.',
  }),
)
const updateId = await buildUpdate(db, ines, joint.caseId)
const aboutUpdate = { kind: 'update', id: updateId, caseId: joint.caseId } as const
await as(ines, (tx) =>
  saveUpdateText(tx, {
    ...{ updateId, language: 'en', version: 1, translation: 'original' },
    words: { ...updateWords.en, headline: 'No charge at the second hearing' },
  }),
)
const answered = await as(wanjiru, (tx) =>
  commentOn(tx, aboutUpdate, {
    ...{ language: 'en', version: 1 },
    text: 'Is it the second hearing, or the first that was held?',
  }),
)
await as(ines, (tx) => resolveComment(tx, aboutUpdate, { commentId: answered, resolved: true }))
await as(noe, (tx) =>
  commentOn(tx, aboutUpdate, { language: 'ar', version: 1, text: 'الترجمة جيدة، إلا الجملة الأخيرة.' }),
)
for (const [member, phone] of [
  [ines, '+31205550142'],
  [wanjiru, '+254205550100'],
] as const)
  await as(member, (tx) =>
    namePerson(tx, {
      ...{ caseId: joint.caseId, accountId: member.accountId, functions: ['spokesperson', 'press'] as const },
      ...{ languages: ['en', 'ar'], reach: 'Signal', phone, hours: '9 to 18, not on Fridays' },
    }),
  )

let browser: Browser
const server = serve({ fetch: office.app.fetch, port: 0, hostname: '127.0.0.1' })
const origin = () => `http://localhost:${(server.address() as AddressInfo).port}`
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

const at = `/cases/${caseId}/coalition`
const pages: Record<string, readonly [Member, string]> = {
  coalition: [ines, at],
  'coalition-partner': [wanjiru, at],
  'coalition-invite': [ines, `${at}/invite`],
  findable: [ines, '/organisation/findable'],
  'own-coalitions': [wanjiru, '/organisation/coalitions'],
  'shut-room': [wanjiru, `/organisation/coalitions/${shut}`],
  'campaign-of-another': [noe, `/campaigns/${campaignId}/settings`],
  'coalition-invitation': [waiting, `/coalition-invitations/${invitationId}`],
  'coalition-people': [ines, `${at}/people?who=${ines.accountId}`],
  'coalition-leave': [wanjiru, `${at}/leave`],
  tasks: [ines, `${at}/tasks`],
  task: [wanjiru, `${at}/tasks/${task}`],
  'task-of-nobody': [noe, `${at}/tasks/${freed}`],
  decisions: [ines, `${at}/decisions`],
  decision: [ines, `${at}/decisions/${question}`],
  'decision-charter': [wanjiru, `${at}/decisions/${charter}`],
  charter: [ines, `${at}/charter`],
  'charter-change': [noe, `${at}/charter/change`],
  'campaign-overview': [ines, `/campaigns/${campaignId}`],
  'partner-pages': [noe, `/campaigns/${campaignId}/pages`],
  'partner-page': [wanjiru, `/partner-pages/${pageId}`],
  'partner-page-publish': [wanjiru, `/partner-pages/${pageId}/publish`],
  'partner-page-of-another': [noe, `/partner-pages/${pageId}`],
  'supporters-export': [wanjiru, '/supporters/export'],
  'joint-text-partner': [noe, `/cases/${joint.caseId}/sign-offs/${second.signOffId}`],
  'joint-text-author': [ines, `/cases/${joint.caseId}/sign-offs/${second.signOffId}`],
  'joint-publish': [ines, `/cases/${joint.caseId}/publish`],
  discussion: [ines, `/updates/${updateId}/discussion`],
  'discussion-campaign': [noe, `/campaigns/${campaignId}/discussion`],
  versions: [wanjiru, `/updates/${updateId}/versions/en`],
  press: [ines, `/cases/${joint.caseId}/press`],
}

test.each([
  { lang: 'en', width: 360 },
  { lang: 'ar', width: 1440 },
  ...(process.env['SHOTS']
    ? [
        { lang: 'en', width: 1440 },
        { lang: 'ar', width: 360 },
      ]
    : []),
])(
  'axe finds nothing in $lang at $width px, and nothing is too wide',
  { timeout: 300_000 },
  async ({ lang, width }) => {
    const found: string[] = []
    for (const [name, [member, path]] of Object.entries(pages)) {
      const { accountId, organisationId } = member
      const { token } = await db.transaction(signIn, async (tx) => {
        await tx.db.updateTable('accounts').set({ language: lang }).where('id', '=', accountId).execute()
        return await startSession(tx, { accountId, organisationId, how: 'passkey' })
      })
      const colorScheme = width === 360 ? 'dark' : 'light'
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
      await context.addCookies([{ name: 'watchlight-4001', value: token, url: origin() }])
      const page = await context.newPage()
      const answer = await page.goto(origin() + path)
      if (answer?.status() !== 200) found.push(`${name}: ${answer?.status()}`)
      found.push(...(await look(page, `coalition-${name}-${lang}-${width}`, { practice: true })))
      await context.close()
    }
    expect(found).toEqual([])
  },
)
