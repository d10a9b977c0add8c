import { afterAll, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { newId } from '#platform/ids.ts'
import { buildDesk } from '../../test/build-case.ts'
import { buildLiveCampaign } from '../../test/build-campaign.ts'
import { buildReaders } from '../../test/build-update.ts'
import { mailCatalogue } from '../../test/catalogue.ts'
import { testDatabase } from '../../test/database.ts'
import { testWorker } from '../../test/worker.ts'
import { campaignIntake } from './intake.ts'
import { choicesSignature, choicesToken, unsubscribeToken } from './leaving.ts'
import './module.ts'

const database = await testDatabase()
const { keys } = database
const clock = fixedClock('2026-11-23T10:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys, clock })
afterAll(() => office.close())
const { organisationId, member } = await buildDesk(office)
const worker = testWorker(database, { intake: campaignIntake, catalogue: mailCatalogue, clock })
const campaign = await buildLiveCampaign(office, { ...member, steppedUpAt: clock.now() })
await buildReaders(worker.db, organisationId, campaign, [
  { email: 'ruth@mail.example', kind: 'signature' },
  { email: 'jonas@mail.example', kind: 'signature' },
])
const readers = () =>
  worker.db.reading(workerOf(organisationId), ({ db }) =>
    db
      .selectFrom('supporters')
      .innerJoin('organisations', 'organisations.id', 'supporters.organisation_id')
      .innerJoin('opt_ins', 'opt_ins.supporter_id', 'supporters.id')
      .select(['supporters.number', 'organisations.number as organisation', 'opt_ins.ended_reason as ended'])
      .orderBy('supporters.number')
      .execute(),
  )
const stopCase = async (...tokens: string[]) => {
  const rest = { type: 'preference', at: clock.now().toISOString(), language: 'en', command: 'stop-case' }
  await worker.submit(1, ...tokens.map((token) => ({ ...rest, token })))
  await worker.drainAll()
}
const half = (of: string) =>
  choicesSignature(keys, clock.now(), { organisationId: of, caseId: campaign.caseId, language: 'en' })

test('the choices of a broadcast are those of one reader; halves that do not fit do nothing', async () => {
  const [{ number, organisation } = { number: 0, organisation: 0 }] = await readers()
  const link = choicesToken(keys, half(organisationId), organisation, number)
  const unsubscribe = unsubscribeToken(keys, organisation, number)
  await stopCase(
    half(organisationId),
    `${half(organisationId)}.${unsubscribe}`,
    `${link}.${unsubscribe}`,
    link.slice(0, -1) + (link.endsWith('A') ? 'Q' : 'A'),
    choicesToken(keys, half(organisationId), organisation + 1, number),
    choicesToken(keys, half(newId()), organisation, number),
  )
  expect((await readers()).map(({ ended }) => ended)).toEqual([null, null])
  await stopCase(link)
  expect((await readers()).map(({ ended }) => ended)).toEqual(['unsubscribed', null])
})
