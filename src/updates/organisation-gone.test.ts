import { expect, test } from 'vitest'
import { buildLiveCampaign, buildPublicCase } from '../../test/build-campaign.ts'
import { buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { buildMember } from '../../test/build.ts'
import { buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { testOffice } from '../../test/office.ts'
import { itemsOf } from '../../test/sign.ts'
import { leaveCoalition } from '../coalitions/index.ts'
import { askToEndQuiet, goQuiet, sign } from '../publishing/index.ts'

const office = await testOffice()
const { ines } = office.member
const wanjiru = await buildPartner(office.db)
await buildMember(office.db, wanjiru.organisationId, {
  ...{ name: 'Grace Atieno', address: 'grace@lighthouse.example', role: 'campaigner' },
})

test('an organisation that leaves takes its own campaign and update off, and leaves those of others', async () => {
  const of = await buildPublicCase(office.db, ines)
  const { caseId } = of
  await joinCoalition(office.db, ines, caseId, wanjiru)
  const hers = await buildLiveCampaign(office.db, wanjiru, { of })
  const others = await buildUpdate(office.db, ines, caseId)
  await publishBuilt(office.db, ines, others, ['en'], wanjiru)
  const its = await buildUpdate(office.db, wanjiru, caseId)
  await publishBuilt(office.db, wanjiru, its, ['en'], ines)
  const isPublic = (id: string) => office.count('publications', `subject_id = '${id}'`)
  expect([await isPublic(hers.campaignId), await isPublic(its), await isPublic(others)]).toEqual([1, 1, 1])
  await office.db.transaction(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  expect([await isPublic(hers.campaignId), await isPublic(its), await isPublic(others)]).toEqual([0, 0, 1])
  expect(await isPublic(caseId)).toBe(1)
  expect(await office.count('published.quiet', `case_id = '${caseId}'`)).toBe(2)
})

test('what an organisation took with it while the case was quiet does not come back with the rest', async () => {
  const of = await buildPublicCase(office.db, ines)
  const { caseId } = of
  await joinCoalition(office.db, ines, caseId, wanjiru)
  const its = await buildUpdate(office.db, wanjiru, caseId)
  await publishBuilt(office.db, wanjiru, its, ['en'], ines)
  const others = await buildUpdate(office.db, ines, caseId)
  await publishBuilt(office.db, ines, others, ['en'], wanjiru)
  await office.db.transaction(ines, (tx) => goQuiet(tx, caseId))
  await office.db.transaction(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  const { signOffId } = await office.db.transaction(ines, (tx) => askToEndQuiet(tx, caseId))
  await office.db.transaction(office.member.tomas, async (tx) =>
    sign(tx, { signOffId, items: await itemsOf(tx, signOffId) }),
  )
  const isPublic = (id: string) => office.count('publications', `subject_id = '${id}'`)
  expect([await isPublic(caseId), await isPublic(others), await isPublic(its)]).toEqual([1, 1, 0])
})
