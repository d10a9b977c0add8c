/** A draft of a coalition: what it read before stands beside what it reads now, and everybody in the room may say what they think. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { buildCampaign } from '../../test/build-campaign.ts'
import { buildCase } from '../../test/build-case.ts'
import { agreeOn, buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { buildUpdate, updateWords } from '../../test/build-update.ts'
import { testOffice } from '../../test/office.ts'
import { lighthouse } from '../../test/world.ts'
import { saveCampaignText } from '#campaigns/campaign-texts.ts'
import { listDemands } from '#campaigns/demand.ts'
import { saveWording } from '#cases/index.ts'
import {
  commentOn,
  leaveCoalition,
  listComments,
  listTextVersions,
  namePerson,
  resolveComment,
  type JointText,
} from '#coalitions/index.ts'
import { versionsKept } from '#coalitions/texts/version.ts'
import type { Member } from '#platform/actor.ts'
import { getUpdate, listUpdateTexts, publishUpdate, saveUpdateText, type UpdateWords } from './index.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const partner = (name: string, key: string) =>
  buildPartner(office.db, { ...lighthouse, name }, { name: `${name} desk`, address: `desk@${key}.example` })
const wanjiru = await partner('Lighthouse Circle', 'lighthouse')
const aram = await partner('Tide House', 'tide')
const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
const as = <T>(who: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
  office.db.transaction(fresh(who), run)
const { caseId } = await buildCase(office.db, fresh(ines), { codeName: 'Draft' })
await joinCoalition(office.db, fresh(ines), caseId, fresh(wanjiru))
await joinCoalition(office.db, fresh(ines), caseId, fresh(aram), { role: 'observer' })

const draft = () => buildUpdate(office.db, fresh(ines), caseId, ['en'])
const save = (who: Member, updateId: string, version: number, changes: Partial<typeof updateWords.en>) =>
  as(who, (tx) =>
    saveUpdateText(tx, {
      ...{ updateId, language: 'en', version, translation: 'original' },
      words: { ...updateWords.en, ...changes },
    }),
  )
const aboutUpdate = (id: string): JointText => ({ kind: 'update', id, caseId })
const versions = (who: Member, updateId: string) =>
  as(who, (tx) => listTextVersions<UpdateWords>(tx, aboutUpdate(updateId), 'en'))
const comments = (who: Member, updateId: string) => as(who, (tx) => listComments(tx, aboutUpdate(updateId)))
const says = (who: Member, updateId: string, text: string, version = 1) =>
  as(who, (tx) => commentOn(tx, aboutUpdate(updateId), { language: 'en', version, text }))

test('each save keeps a version with the name of who saved it; a partner reads two side by side, changed words marked', async () => {
  const updateId = await draft()
  await save(tomas, updateId, 1, { headline: 'No charge at all at the hearing' })
  expect(
    (await versions(wanjiru, updateId)).map(({ version, person, words }) => [
      version,
      person,
      words.headline,
    ]),
  ).toEqual([
    [2, 'Tomas Brandt', 'No charge at all at the hearing'],
    [1, 'Ines Duarte', updateWords.en.headline],
  ])
  await save(ines, updateId, 2, { headline: 'No charge at the second hearing' })
  const at = `/updates/${updateId}/versions/en`
  const page = await (await office.signedIn(wanjiru).get(at)).text()
  expect(page).toContain('No charge at <del>all at </del>the')
  expect(page).toContain('<ins>second </ins>hearing')
  const first = await (await office.signedIn(wanjiru).get(`${at}?from=1&to=3`)).text()
  expect(first).not.toContain('at all')
  expect((await office.signedIn(wanjiru).get(`/updates/${updateId}/versions/xx`)).status).toBe(404)
})

test('versions are sealed and bounded, and nobody rewrites one', async () => {
  const updateId = await draft()
  for (let version = 1; version <= versionsKept; version++)
    await save(ines, updateId, version, { ask: `${version}` })
  const kept = (await versions(ines, updateId)).map(({ version }) => version)
  expect([kept.length, kept.at(-1), kept[0]]).toEqual([versionsKept, 2, versionsKept + 1])
  await expect(
    as(ines, (tx) =>
      sql`update text_versions set written_at = now() where update_id = ${updateId}`.execute(tx.db),
    ),
  ).rejects.toMatchObject({ code: '42501' })
  const { rows } = await as(ines, (tx) =>
    sql<{ text: string }>`select encode(sealed, 'escape') as text from text_versions
      where update_id = ${updateId} limit 1`.execute(tx.db),
  )
  expect(rows[0]!.text).not.toContain('Samira')
})

test('people of several organisations comment; a comment is dealt with and opened again, never rewritten', async () => {
  const updateId = await draft()
  const id = await says(wanjiru, updateId, 'The lawyer asks us to leave out the court.')
  office.clock.move(1000)
  await says(ines, updateId, 'Done in the next version.')
  expect(
    (await comments(aram, updateId)).map(({ person, organisation, text }) => [organisation, person, text]),
  ).toEqual([
    ['Lighthouse Circle', 'Lighthouse Circle desk', 'The lawyer asks us to leave out the court.'],
    ['Harbour Watch', 'Ines Duarte', 'Done in the next version.'],
  ])
  const one = async () => (await comments(ines, updateId)).find((comment) => comment.id === id)
  await as(ines, (tx) => resolveComment(tx, aboutUpdate(updateId), { commentId: id, resolved: true }))
  expect((await one())?.resolvedAt).toBeInstanceOf(Date)
  await as(wanjiru, (tx) => resolveComment(tx, aboutUpdate(updateId), { commentId: id, resolved: false }))
  expect((await one())?.resolvedAt).toBeUndefined()
  for (const statement of [
    sql`update text_comments set sealed = sealed where id = ${id}`,
    sql`delete from text_comments where id = ${id}`,
    sql`insert into text_comments select gen_random_uuid(), update_id, case_id, ${wanjiru.organisationId}, ${wanjiru.accountId},
      language, version, sealed, written_at from text_comments where id = ${id}`,
  ])
    await expect(as(ines, (tx) => statement.execute(tx.db))).rejects.toMatchObject({ code: '42501' })
})

test('who observes reads and says nothing, and who has left reads no more', async () => {
  const updateId = await draft()
  await expect(says(aram, updateId, 'May I?')).rejects.toMatchObject({ status: 403 })
  const observed = office.signedIn(aram)
  expect(await (await observed.get(`/updates/${updateId}/discussion`)).text()).not.toContain('<textarea')
  expect(
    (await observed.post(`/updates/${updateId}/discussion`, { language: 'en', text: 'May I?' })).status,
  ).toBe(403)
  expect(await comments(ines, updateId)).toEqual([])
  const leaving = await partner('River Desk', 'river')
  await joinCoalition(office.db, fresh(ines), caseId, fresh(leaving))
  await says(leaving, updateId, 'We go.')
  await as(leaving, (tx) => leaveCoalition(tx, { caseId }))
  expect(await comments(leaving, updateId)).toEqual([])
  expect((await office.signedIn(leaving).get(`/updates/${updateId}/discussion`)).status).toBe(404)
  expect((await comments(ines, updateId))[0]).toMatchObject({ organisation: 'River Desk', text: 'We go.' })
})

test('the page takes a comment, keeps what was typed when it is refused, and folds what is dealt with', async () => {
  const updateId = await draft()
  const at = `/updates/${updateId}/discussion`
  const lighthouseDesk = office.signedIn(wanjiru)
  expect((await lighthouseDesk.post(at, { language: 'en', text: '' })).status).toBe(422)
  const refused = await lighthouseDesk.post(at, { language: 'zz', text: 'Typed already.' })
  expect([refused.status, (await refused.text()).includes('Typed already.')]).toEqual([422, true])
  expect((await lighthouseDesk.post(at, { language: 'en', text: 'Is the date right?' })).status).toBe(303)
  const page = await (await office.as('ines').get(at)).text()
  expect(page).toContain('Is the date right?')
  const [, comment] = /action="([^"]+\/discussion\/[^"]+)"/.exec(page)!
  expect((await office.as('ines').post(comment!, { resolved: 'yes' })).status).toBe(303)
  expect(await (await office.as('ines').get(at)).text()).toContain('One comment is dealt with')
})

test('what a campaign and the case page say is talked about like an update, each apart from the others', async () => {
  const of = await buildCase(office.db, fresh(ines), { codeName: 'Each' })
  await joinCoalition(office.db, fresh(ines), of.caseId, fresh(wanjiru))
  const { campaignId } = await buildCampaign(office.db, fresh(ines), { of })
  const wording = { name: 'A doctor', story: 'She asked.', concern: '', zone: 'UTC' }
  const words = (version: number, sentence: string) =>
    as(wanjiru, (tx) =>
      saveWording(tx, {
        ...{ caseId: of.caseId, language: 'en', translation: 'original', version },
        ...{ ...wording, sentence },
      }),
    )
  const { rows } = await office.db.reading(ines, ({ db }) =>
    sql<{ version: number }>`select version from case_texts where case_id = ${of.caseId}`.execute(db),
  )
  const before = rows[0]?.version ?? 0
  await words(before, 'Who asked about the water')
  await words(before + 1, 'Who asked about the money')
  await as(wanjiru, (tx) =>
    saveCampaignText(tx, {
      campaignId,
      language: 'en',
      version: 2,
      text: { title: 'A question is not a crime' },
    }),
  )
  const desk = office.signedIn(wanjiru)
  const rooms = [
    [`/cases/${of.caseId}`, '<del>water</del>', '<ins>money</ins>', 'On the wording'],
    [`/campaigns/${campaignId}`, 'is <del>no </del>', '<ins>not a </ins>crime', 'On the campaign'],
  ] as const
  for (const [at, gone, came, said] of rooms) {
    const page = await (await office.as('ines').get(`${at}/versions/en`)).text()
    expect([page.includes(gone), page.includes(came)], at).toEqual([true, true])
    expect((await desk.post(`${at}/discussion`, { language: 'en', text: said })).status).toBe(303)
  }
  const texts = await Promise.all(
    rooms.map(async ([at]) => await (await office.as('ines').get(`${at}/discussion`)).text()),
  )
  expect(texts.map((page) => rooms.map(([, , , said]) => page.includes(said)))).toEqual([
    [true, false],
    [false, true],
  ])
  expect(texts[0]).toContain('Lighthouse Circle desk')
  // a comment on the one is none of the other
  const [, of1] = /action="[^"]+\/discussion\/([^"]+)"/.exec(texts[0]!)!
  expect((await desk.post(`/campaigns/${campaignId}/discussion/${of1}`, { resolved: 'yes' })).status).toBe(
    404,
  )
  expect((await office.signedIn(aram).get(`/cases/${of.caseId}/discussion`)).status).toBe(404)
  // what is asked of officials is read where it is talked about, and on the coalition's page; what goes out of it stays in a version
  const asking = { demand: '', text: 'Open the council’s books.', do: 'add' }
  expect((await desk.post(`/campaigns/${campaignId}/demands`, asking)).status).toBe(303)
  const observing = await partner('Asks House', 'asks')
  await joinCoalition(office.db, fresh(ines), of.caseId, fresh(observing), { role: 'observer' })
  const places = [`/campaigns/${campaignId}/discussion`, `/cases/${of.caseId}/coalition`]
  const read = () =>
    Promise.all(places.map(async (at) => await (await office.signedIn(observing).get(at)).text()))
  for (const page of await read())
    expect([page.includes(asking.text), page.includes('Of:')]).toEqual([true, true])
  expect((await read())[1]).toContain('one comment is open')
  const all = await as(ines, (tx) => listDemands(tx, campaignId))
  const gone = { demand: all.at(-1)!.id, do: 'remove' }
  expect((await desk.post(`/campaigns/${campaignId}/demands`, gone)).status).toBe(303)
  for (const page of await read()) expect(page).not.toContain(asking.text)
  const side = await (await office.as('ines').get(`/campaigns/${campaignId}/versions/en`)).text()
  expect(side.replaceAll(/<\/?del>/g, '')).toContain(asking.text)
  expect(side).toContain('<del>')
})

describe('by the charter', () => {
  const words = (headline: string) => ({
    ...{ version: '1', translation: 'original', body: updateWords.en.body, place: 'Amman' },
    headline,
  })
  const headline = async (updateId: string) => (await versions(ines, updateId))[0]!.words.headline

  test('a partner writes in the draft that another organisation began; both stand among its versions', async () => {
    const updateId = await draft()
    const at = `/updates/${updateId}/text/en`
    const partnerDesk = office.signedIn(wanjiru)
    expect(await (await partnerDesk.get(at)).text()).toContain(
      `<form class="sheet" method="post" action="${at}"`,
    )
    expect((await partnerDesk.post(at, words('Heard, and at home'))).status).toBe(303)
    expect((await versions(ines, updateId)).map(({ organisation }) => organisation)).toEqual([
      'Lighthouse Circle',
      'Harbour Watch',
    ])
    // what is written is everybody's; what goes out in an organisation's name is its own
    const { version } = await as(ines, (tx) => getUpdate(tx, updateId))
    await expect(
      as(wanjiru, (tx) => publishUpdate(tx, { updateId, version, languages: ['en'], items: [] })),
    ).rejects.toMatchObject({ status: 403 })
  })

  test('who observes does not draft, nor who left, nor a stranger', async () => {
    const updateId = await draft()
    const at = `/updates/${updateId}/text/en`
    const read = await (await office.signedIn(aram).get(at)).text()
    expect(read).toContain('it reads, and changes nothing')
    expect(read).not.toContain('data-autosave')
    const stranger = await partner('Far Shore', 'shore')
    for (const [who, status] of [
      [aram, 403],
      [stranger, 404],
    ] as const)
      expect((await office.signedIn(who).post(at, words('Taken'))).status).toBe(status)
    expect(await headline(updateId)).toBe(updateWords.en.headline)
  })

  test('where it leaves drafting to the lead, a partner reads why, and the database keeps it from writing', async () => {
    const of = await buildCase(office.db, fresh(ines), { codeName: 'Led' })
    const led = of.caseId
    await joinCoalition(office.db, fresh(ines), led, fresh(wanjiru))
    const own = await buildUpdate(office.db, fresh(wanjiru), led, ['en'])
    const { campaignId } = await buildCampaign(office.db, fresh(ines), { of })
    await agreeOn(office.db, [fresh(ines), fresh(wanjiru)], led, { drafts: 'lead' })
    const before = await office.count('events', `case_id = '${led}'`)
    const partnerDesk = office.signedIn(wanjiru)
    for (const at of [
      `/updates/${own}/text/en`,
      `/campaigns/${campaignId}/texts/en`,
      `/cases/${led}/wording/en`,
    ]) {
      const page = await (await partnerDesk.get(at)).text()
      expect([page.includes('charter says who does'), page.includes(`action="${at}"`)], at).toEqual([
        true,
        false,
      ])
      const typed = { ...words('Ours'), zone: 'UTC', name: 'Her', sentence: 'S', story: 'T', concern: 'C' }
      const refused = await partnerDesk.post(at, typed)
      expect([refused.status, (await refused.text()).includes('charter says who does')], at).toEqual([
        403,
        true,
      ])
    }
    await expect(buildUpdate(office.db, fresh(wanjiru), led, ['en'])).rejects.toMatchObject({
      code: 'case.drafts-by-charter',
    })
    for (const statement of [
      sql`update update_texts set version = version + 1 where update_id = ${own}`,
      sql`delete from update_texts where update_id = ${own}`,
      sql`update updates set kind = 'good-news' where id = ${own}`,
      sql`update campaign_texts set version = version + 1 where campaign_id = ${campaignId}`,
    ])
      await expect(as(wanjiru, (tx) => statement.execute(tx.db))).rejects.toMatchObject({
        constraint: 'drafts_by_charter',
      })
    expect(await office.count('events', `case_id = '${led}'`)).toBe(before)
    // the lead drafts on, in what a partner began too
    expect((await office.as('ines').post(`/updates/${own}/text/en`, words('Led now'))).status).toBe(303)
    expect(
      await as(ines, async (tx) => (await listUpdateTexts(tx, await getUpdate(tx, own)))[0]!.headline),
    ).toBe('Led now')
  })

  test('where it leaves drafting to named people, they write and their colleagues do not', async () => {
    const { caseId: named } = await buildCase(office.db, fresh(ines), { codeName: 'Named' })
    await joinCoalition(office.db, fresh(ines), named, fresh(wanjiru))
    await agreeOn(office.db, [fresh(ines), fresh(wanjiru)], named, { drafts: 'named' })
    const begins = (who: Member) => buildUpdate(office.db, fresh(who), named, ['en'])
    const refused = { code: 'case.drafts-by-charter' }
    const names = (by: Member, { accountId }: Member) =>
      as(by, (tx) =>
        namePerson(tx, { caseId: named, accountId, functions: ['drafts'], languages: [], reach: '' }),
      )
    await expect(begins(wanjiru)).rejects.toMatchObject(refused)
    // of a lead that has named nobody everybody drafts: a text about her can always be mended
    await begins(tomas)
    await names(wanjiru, wanjiru)
    await begins(wanjiru)
    await names(ines, ines)
    await begins(ines)
    await expect(begins(tomas)).rejects.toMatchObject(refused)
  })
})
