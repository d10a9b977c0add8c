/** A petition of two organisations on its way to whom it addresses, for the tests of how it is handed over. */
import { newId } from '../src/platform/ids.ts'
import { prepareHandOver } from '../src/hand-overs/index.ts'
import type { BuiltCampaign } from './build-campaign.ts'
import { buildPartnerPage } from './build-coalition.ts'
import { partnerWorld } from './partner-world.ts'
import { actAndConfirm } from './supporter.ts'

/** Call it at the top level of a test file. */
export async function handOverWorld() {
  const world = await partnerWorld()
  const { clock, office, worker, organisationId, as, wanjiru, campaign, member, asWorker } = world

  const listed = { wording: 'With my name, as it stood on the page', version: '1' }
  let round = 0

  /** Somebody signs through an organisation, and confirms it. */
  async function sign(
    of: BuiltCampaign,
    through: string,
    [firstName, lastName]: [string, string],
    changes: { identity?: 'full' | 'first-name' | 'country'; country?: string },
  ): Promise<string> {
    const { identity, country = 'SE' } = changes
    return await actAndConfirm(worker, { organisationId: through, clock }, of, 'signature', {
      who: { firstName, lastName, email: `${firstName.toLowerCase()}${++round}@mail.example`, country },
      ...(identity ? { identity, listed } : {}),
    })
  }

  /** A campaign of two organisations with a hand-over in preparation, signed through both. */
  async function prepared() {
    const of = await campaign()
    const { campaignId } = of
    const { address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
    const grace = await sign(of, organisationId, ['Grace', 'Achieng'], { identity: 'full', country: 'KE' })
    await sign(of, organisationId, ['Hana', 'Sato'], { identity: 'first-name', country: 'JP' })
    await sign(of, organisationId, ['Tomasz', 'Nowak'], { identity: 'country', country: 'PL' })
    await sign(of, organisationId, ['Rana', 'Khalidi'], { identity: 'country', country: 'JO' })
    await sign(of, organisationId, ['Early', 'Bird'], { country: 'PL' })
    await sign(of, wanjiru.organisationId, ['Priya', 'Nair'], { identity: 'full', country: 'IN' })
    const handOverId = await member(as.ines, (tx) =>
      prepareHandOver(tx, {
        campaignId,
        onDay: '2026-11-23',
        to: { en: 'the Minister of Justice' },
        place: { en: 'Amman' },
      }),
    )
    return { ...of, address, handOverId, grace }
  }

  /** As many more sign the same letter through an organisation, without a name. */
  const crowd = (of: BuiltCampaign, through: string, country: string, people: number) =>
    asWorker(through, async ({ db }) => {
      const about = { campaign_id: of.campaignId, case_id: of.caseId, organisation_id: through }
      const { letter_id } = await db
        .selectFrom('actions')
        .select('letter_id')
        .where('campaign_id', '=', of.campaignId)
        .where('kind', '=', 'signature')
        .executeTakeFirstOrThrow()
      const [kind, state, language] = ['signature', 'confirmed', 'en'] as const
      const [now, acts] = [clock.now(), Array.from({ length: people }, () => ({ number: 70_000 + ++round }))]
      await db
        .insertInto('actions')
        .values(
          acts.map(({ number }) => ({
            ...{ ...about, id: newId(now.getTime()), kind, state, language, country, letter_id },
            ...{ person_number: number, acted_at: now, confirmed_at: now },
          })),
        )
        .execute()
    })

  return { ...world, sign, prepared, crowd }
}
