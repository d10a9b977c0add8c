/** A public case in full swing: letters to an official in the queue, and a broadcast to many readers under way. */
import pg from 'pg'
import { askForSignature, type GateItem } from '../../src/publishing/index.ts'
import { confirmLinks } from '../../src/campaigns/confirm-mail.ts'
import { workerOf, type Member } from '../../src/platform/actor.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { openIntake } from '../../src/platform/intake/append.ts'
import { openEnvelope } from '../../src/platform/intake/envelope.ts'
import { rawPublicKey } from '../../src/platform/keys/keyring.ts'
import { sendUpdate } from '../../src/updates/index.ts'
import { buildHarbour } from '../../test/build.ts'
import { buildCase, buildConsents } from '../../test/build-case.ts'
import { buildLiveCampaign, buildTarget, type BuiltCampaign } from '../../test/build-campaign.ts'
import { buildReaders, buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { signed } from '../../test/sign.ts'
import { act, ruth } from '../../test/submissions.ts'
import type { Instance } from './instance.ts'

export interface BusyCase {
  caseId: string
  first: Member
  second: Member
  addresses: { page: string; form: string; feed: string; frame: string; oembed: string; standing: string }
}

export async function buildBusyCase(
  instance: Instance,
  { readers, letters }: { readers: number; letters: number },
): Promise<BusyCase> {
  const { office } = instance
  const { organisationId, as } = await buildHarbour(office)
  const first = as.ines
  const of = await buildCase(office, first)
  await buildConsents(office, first, of)
  const gate: GateItem = 'name'
  const choice = { languages: ['en', 'ar'], gate, items: ['story'], portrait: false, status: true }
  await signed(office, first, (tx) => askForSignature(tx, { kind: 'case', subjectId: of.caseId, choice }))
  const targetId = await buildTarget(office, first, {
    ...{ officeOpens: 0, officeCloses: 24, officeDays: [1, 2, 3, 4, 5, 6, 7], ceilingPerHour: 36_000 },
  })
  const campaign = await buildLiveCampaign(office, first, { of, targetId })
  await office.transaction(first, ({ db }) =>
    db.updateTable('campaigns').set({ test_mode: false }).where('id', '=', campaign.campaignId).execute(),
  )
  await writeLetters(instance, { ...campaign, organisationId }, letters)
  const worker = openDatabase({ url: instance.urls.worker, keys: instance.keys })
  const people = Array.from({ length: readers }, (_, i) => ({ email: `r${i}@mail${i % 7}.example` }))
  for (let at = 0; at < readers; at += 1_000)
    await buildReaders(worker, organisationId, campaign, people.slice(at, at + 1_000))
  await worker.close()
  const updateId = await buildUpdate(office, first, of.caseId)
  await publishBuilt(office, first, updateId, ['en', 'ar'])
  const everyone = { who: 'all' as const, kinds: [], languages: [], countries: [] }
  await office.transaction(first, (tx) => sendUpdate(tx, updateId, everyone))
  return { caseId: of.caseId, first, second: as.layla, addresses: await addressesOf(instance, of.shortId) }
}

/** Supporters act and confirm through the intake; the instance's own worker takes them in. */
async function writeLetters(
  { urls, keys }: Instance,
  campaign: BuiltCampaign & { organisationId: string },
  count: number,
): Promise<void> {
  const { organisationId, caseId, campaignId } = campaign
  const pool = new pg.Pool({ connectionString: urls.public, max: 3 })
  const intake = openIntake(pool, openEnvelope(rawPublicKey(keys.intakePrivate)))
  const worker = openDatabase({ url: urls.worker, keys, connections: 2 })
  const asWorker = workerOf(organisationId)
  const people = Array.from({ length: count }, (_, i) => ({ ...ruth, email: `writer${i}@mail.example` }))
  for (const who of people) await intake.append(3, act(campaign, 'email', new Date(), { who }))
  const numbers = await eventually(async () => {
    const found = await worker.reading(asWorker, ({ db }) =>
      db.selectFrom('inboxes').select('number').where('organisation_id', '=', organisationId).execute(),
    )
    return found.length >= count ? found : undefined
  })
  for (const { number } of numbers) {
    const { token } = confirmLinks({ keys, publicUrl: 'https://act.example' }, new Date(), {
      ...{ organisationId, inbox: number, caseId, campaignId },
      language: 'en',
    })
    const confirm = { type: 'confirm', at: new Date().toISOString(), language: 'en', token, choice: 'only' }
    await intake.append(2, confirm)
  }
  await eventually(async () => {
    const { n } = await worker.reading(asWorker, ({ db }) =>
      db
        .selectFrom('official_emails')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('state', '<>', 'waiting')
        .executeTakeFirstOrThrow(),
    )
    return n > 0 || undefined
  })
  await pool.end()
  await worker.close()
}

/** As a visitor finds them from the case page. */
async function addressesOf({ publicUrl }: Instance, shortId: string): Promise<BusyCase['addresses']> {
  return await eventually(async () => {
    const answer = await fetch(`${publicUrl}/en/c/${shortId}`)
    const html = await answer.text()
    const feed = /<link[^>]*type="application\/atom\+xml"[^>]*>/.exec(html)?.[0]
    const href = /href="([^"]+)"/.exec(feed ?? '')?.[1]
    const form = /\/en\/act\/\w+/.exec(html)?.[0]
    if (answer.status !== 200 || !href || !form) return undefined
    const at = (path: string) => publicUrl + new URL(path, publicUrl).pathname
    const shown = at(`${form}/email`)
    return {
      page: answer.url,
      form: shown,
      feed: at(href),
      // what stands on the sites of others since long
      frame: at(form.replace('/en/', '/embed/') + '/email'),
      oembed: `${publicUrl}/oembed?url=${encodeURIComponent(shown)}`,
      // what a page that is open asks every three seconds
      standing: at(`/standing${form}`),
    }
  })
}

async function eventually<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 120_000; ;) {
    const found = await find()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error('the worker did not take it in')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
