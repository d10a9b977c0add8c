/** Harbour Watch and Lighthouse Circle around one case, with the visitors' site, the office and its worker on one database. */
import { afterAll } from 'vitest'
import { workerOf, type Member } from '../src/platform/actor.ts'
import { fixedClock } from '../src/platform/clock.ts'
import { openDatabase, type Tx } from '../src/platform/database.ts'
import { campaignIntake } from '../src/campaigns/intake.ts'
import { buildCase, buildConsents } from './build-case.ts'
import { buildLiveCampaign, type BuiltCampaign } from './build-campaign.ts'
import { buildPartner, joinCoalition } from './build-coalition.ts'
import { buildHarbour } from './build.ts'
import { mailCatalogue } from './catalogue.ts'
import { testDatabase } from './database.ts'
import { publish } from './sign.ts'
import { formHeaders, openTestSite } from './visitors-door.ts'
import { testWorker } from './worker.ts'
import { lighthouse } from './world.ts'
import '../src/campaigns/module.ts'

/** Call it at the top level of a test file. */
export async function partnerWorld() {
  const database = await testDatabase()
  // a Monday, 12:00 in Amman
  const clock = fixedClock('2026-11-23T09:00:00Z')
  const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
  const worker = testWorker(database, { intake: campaignIntake, catalogue: mailCatalogue, clock })
  const opened = openTestSite(database, clock)
  afterAll(async () => {
    await opened.close()
    await office.close()
  })
  const { app } = opened
  const { organisationId, as } = await buildHarbour(office)
  const wanjiru = await buildPartner(office)
  const odile = await buildPartner(
    office,
    { ...lighthouse, name: 'Shore Light', country: 'CA', senderAddress: 'news@shore.example' },
    { name: 'Odile Roy', address: 'odile@shore.example' },
  )

  /** The case page, which names its lead. */
  async function publicCase() {
    const her = await buildCase(office, as.ines)
    await buildConsents(office, as.ines, her)
    const body = {
      ...{ id: her.shortId, lang: 'en', name: 'Samira Haddad', slug: 'samira-haddad', zone: 'Asia/Amman' },
      ...{ leadOrganisationId: organisationId, organisations: [{ id: organisationId, role: 'lead' }] },
    }
    await publish(
      office,
      { ...as.ines, steppedUpAt: clock.now() },
      {
        ...{ caseId: her.caseId, subjectKind: 'case', subjectId: her.caseId, key: her.shortId },
        items: [],
        gate: { personId: her.personId, item: 'name' },
        documents: [{ language: 'en', body }],
        text: 'the case page',
      },
    )
    return her
  }

  return {
    ...{ database, clock, office, worker, app, organisationId, as, wanjiru, odile },
    site: opened.site,
    /** A live campaign of Harbour Watch, with Lighthouse Circle in the coalition. */
    async campaign(options: { targetId?: string } = {}): Promise<BuiltCampaign & { key: string }> {
      const of = await publicCase()
      const ines = { ...as.ines, steppedUpAt: clock.now() }
      const campaign = await buildLiveCampaign(office, ines, { of, ...options })
      await joinCoalition(office, as.ines, of.caseId, wanjiru)
      const { short_id: key } = await office.transaction(as.ines, ({ db }) =>
        db
          .selectFrom('campaigns')
          .select('short_id')
          .where('id', '=', campaign.campaignId)
          .executeTakeFirstOrThrow(),
      )
      return { ...campaign, key }
    },
    async get(path: string): Promise<{ status: number; text: string }> {
      await opened.site.published.refresh()
      const answer = await app.request(path)
      return { status: answer.status, text: await answer.text() }
    },
    async post(path: string, fields: Record<string, string>): Promise<Response> {
      await opened.site.published.refresh()
      const body = new URLSearchParams(fields).toString()
      return await app.request(path, { method: 'POST', headers: formHeaders, body })
    },
    /** As a member whose session was proved just now. */
    member: <T>(who: Member, run: (tx: Tx) => Promise<T>): Promise<T> =>
      office.transaction({ ...who, steppedUpAt: clock.now() }, run),
    asWorker: <T>(organisation: string, run: (tx: Tx) => Promise<T>): Promise<T> =>
      worker.db.transaction(workerOf(organisation), run),
    /** The number of an inbox in one organisation's list; undefined where it does not know the address. */
    inboxOf: (organisation: string, email: string): Promise<number | undefined> =>
      worker.db.reading(workerOf(organisation), async (tx) => {
        const key = await tx.keys.organisation(organisation)
        const row = await tx.db
          .selectFrom('inboxes')
          .select('number')
          .where('organisation_id', '=', organisation)
          .where('address_index', '=', key.index('address', email))
          .executeTakeFirst()
        return row?.number
      }),
  }
}
