/** Two organisations around one case, and one alone around another: each with a live campaign and people who want to hear. */
import { sql } from 'kysely'
import pg from 'pg'
import { workerOf, type Member } from '../../src/platform/actor.ts'
import { openDatabase, type Database } from '../../src/platform/database.ts'
import { numberPeople } from '../../src/supporters/index.ts'
import { buildLiveCampaign, type BuiltCampaign } from '../../test/build-campaign.ts'
import { agreeOn, buildPartner, buildPartnerPage, joinCoalition } from '../../test/build-coalition.ts'
import { buildHarbour } from '../../test/build.ts'
import { buildReaders } from '../../test/build-update.ts'
import type { GroundDatabase } from './ground.ts'

export interface CoalitionGround {
  office: Database
  worker: Database
  ines: Member
  wanjiru: Member
  /** one organisation's own */
  alone: BuiltCampaign
  /** of two */
  together: BuiltCampaign
  /** the form of an action on the campaign's page, and on the partner's */
  paths: { own: string; partner: string }
  close(): Promise<void>
}

/** @param readers how many people hear of each of the two cases; of the second one, through either organisation or both */
export async function buildCoalitionGround(
  ground: GroundDatabase,
  readers: number,
): Promise<CoalitionGround> {
  const office = openDatabase({ url: ground.urls.office, keys: ground.keys })
  const worker = openDatabase({ url: ground.urls.worker, keys: ground.keys })
  const { as } = await buildHarbour(office)
  const { ines } = as
  const wanjiru = await buildPartner(office)
  const alone = await buildLiveCampaign(office, ines)
  const together = await buildLiveCampaign(office, ines)
  await joinCoalition(office, ines, together.caseId, wanjiru)
  const { address } = await buildPartnerPage(office, wanjiru, ines, together.campaignId)
  await agreeOn(office, [ines, wanjiru], together.caseId, { holdMinutes: 0 })
  await come(worker, ines, alone, peopleOf('alone', 0, readers))
  // one in ten is known to both
  await come(worker, ines, together, peopleOf('both', 0, readers * 0.55))
  await come(worker, wanjiru, together, peopleOf('both', readers * 0.45, readers))
  const owner = new pg.Client(ground.ownerUrl)
  await owner.connect()
  // as a database that has had these rows for a day knows them
  await owner.query('analyze')
  await owner.end()
  const { short_id: key } = await office.reading(ines, ({ db }) =>
    db
      .selectFrom('campaigns')
      .select('short_id')
      .where('id', '=', together.campaignId)
      .executeTakeFirstOrThrow(),
  )
  return {
    ...{ office, worker, ines, wanjiru, alone, together },
    paths: { own: `/en/act/${key}/signature`, partner: `/en/act/${key}/${address}/signature` },
    close: async () => void (await Promise.all([office.close(), worker.close()])),
  }
}

const peopleOf = (prefix: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => {
    const n = from + i
    const kind = n % 2 ? ('signature' as const) : ('message' as const)
    return { firstName: `Reader${n}`, email: `${prefix}${n}@mail${n % 7}.example`, kind }
  })

/** People act through an organisation, and the campaign knows each by one number, whoever else knows them. */
async function come(
  worker: Database,
  { organisationId }: Member,
  campaign: BuiltCampaign,
  people: ReturnType<typeof peopleOf>,
): Promise<void> {
  const ids = await buildReaders(worker, organisationId, campaign, people)
  await worker.transaction(workerOf(organisationId), async (tx) => {
    const named = people.map(({ email, firstName }) => ({ email, firstName, lastName: 'Test' }))
    const numbers = await numberPeople(tx, campaign.caseId, named)
    await sql`update actions a set person_number = n.number
      from unnest(${ids}::uuid[], ${numbers}::int[]) as n (supporter, number)
      where a.supporter_id = n.supporter and a.case_id = ${campaign.caseId}`.execute(tx.db)
  })
}
