/** The pages of a coalition, from both sides of an invitation: no barrier, nothing too wide. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Member } from '../../src/platform/actor.ts'
import { signIn } from '../../src/platform/actor.ts'
import {
  askDecision,
  firstTerms,
  inviteOrganisation,
  namePerson,
  voteOn,
} from '../../src/coalitions/index.ts'
import { startSession } from '../../src/organisations/index.ts'
import { buildCase } from '../build-case.ts'
import { buildLiveCampaign, buildPublicCase } from '../build-campaign.ts'
import { buildPartner, buildPartnerPage, joinCoalition } from '../build-coalition.ts'
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
  [wanjiru, ['contact', 'press']],
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

// a campaign that Lighthouse Circle shows on a page of its own, and Bureau de la Rivière could
const of = await buildPublicCase(db, ines)
const { campaignId } = await buildLiveCampaign(db, ines, { of })
await joinCoalition(db, ines, of.caseId, wanjiru)
await joinCoalition(db, ines, of.caseId, noe)
const { pageId } = await buildPartnerPage(db, wanjiru, ines, campaignId)

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
  'coalition-invitation': [waiting, `/coalition-invitations/${invitationId}`],
  'coalition-people': [ines, `${at}/people?who=${ines.accountId}`],
  'coalition-leave': [wanjiru, `${at}/leave`],
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
