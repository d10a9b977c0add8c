import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startBroadcast } from '../delivery/index.ts'
import type { Member } from '../platform/actor.ts'
import { goQuiet, withdrawConsent } from '../publishing/index.ts'
import { buildCampaign, buildLiveCampaign, buildPublicCase, buildTarget } from '../../test/build-campaign.ts'
import { buildCase } from '../../test/build-case.ts'
import { buildPartner, joinCaseTeam, joinCoalition } from '../../test/build-coalition.ts'
import { buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { getUpdate, publishUpdate } from '../updates/index.ts'
import { testOffice } from '../../test/office.ts'

const office = await testOffice()
const { ines } = office.member
const wanjiru = await buildPartner(office.db)
const as = <T>(member: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
  office.db.transaction(member, run)
const wording = {
  ...{ version: '1', name: 'Somebody else', sentence: 'Not what was said.', story: '', concern: '' },
  ...{ zone: 'UTC', translation: 'original' },
}
const nameIn = async (caseId: string) =>
  /Somebody else/.test(await (await office.as('ines').get(`/cases/${caseId}/wording/en`)).text())

test('an observing organisation reads the room and changes nothing in it; as a partner it does', async () => {
  const of = await buildCase(office.db, ines, { codeName: 'Observed' })
  const { caseId } = of
  const { campaignId } = await buildCampaign(office.db, ines, {
    of,
    targetId: await buildTarget(office.db, ines),
  })
  await joinCoalition(office.db, ines, caseId, wanjiru, { role: 'observer' })
  const observer = office.signedIn(wanjiru)
  expect((await observer.get(`/cases/${caseId}/wording/en`)).status).toBe(200)
  const refused = await observer.post(`/cases/${caseId}/wording/en`, wording)
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain('Your organisation observes')
  expect(await nameIn(caseId)).toBe(false)
  for (const run of [
    `update campaigns set code_name = 'Taken' where id = '${campaignId}'`,
    `delete from campaign_texts where campaign_id = '${campaignId}'`,
    `update cases set publicity_level = 0 where id = '${caseId}'`,
  ])
    await expect(as(wanjiru, async (tx) => await sql.raw(run).execute(tx.db))).rejects.toMatchObject({
      code: '42501',
      constraint: 'observers_read',
    })

  const other = await buildCase(office.db, ines, { codeName: 'Shared' })
  await joinCoalition(office.db, ines, other.caseId, wanjiru)
  expect((await observer.post(`/cases/${other.caseId}/wording/en`, wording)).status).toBe(303)
  expect(await nameIn(other.caseId)).toBe(true)
})

test('who observes sends no mail of the case, and stops nobody else’s', async () => {
  const { caseId } = await buildCase(office.db, ines, { codeName: 'Mailed' })
  const updateId = await buildUpdate(office.db, ines, caseId)
  await joinCoalition(office.db, ines, caseId, wanjiru, { role: 'observer' })
  const start = (who: Member) =>
    as(who, (tx) =>
      startBroadcast(tx, { caseId, updateId, audience: {}, acted: 1, asked: 0, supporters: [1] }),
    )
  const stop = (who: Member) =>
    as(who, async (tx) => {
      const { rows } = await sql`select id from wl.stop_broadcasts(${caseId}, null, ${tx.now})`.execute(tx.db)
      return rows.length
    })
  await expect(start(wanjiru)).rejects.toMatchObject({ code: '42501', constraint: 'observers_read' })
  const id = await start(ines)
  const sending = () => office.count('broadcasts', `id = '${id}' and state = 'sending'`)
  expect([await stop(wanjiru), await sending()]).toEqual([0, 1])
  expect([await stop(ines), await sending()]).toEqual([1, 0])
  expect(await office.count('broadcasts', `case_id = '${caseId}'`)).toBe(1)
})

test('where others sign and send, an observer reads that it does neither, and is asked for nothing', async () => {
  const { caseId, campaignId } = await buildLiveCampaign(office.db, ines)
  const [out, next] = [
    await buildUpdate(office.db, ines, caseId),
    await buildUpdate(office.db, ines, caseId, ['en']),
  ]
  await publishBuilt(office.db, ines, out)
  await joinCoalition(office.db, ines, caseId, wanjiru, { role: 'observer' })
  const { signOffId } = await as(ines, async (tx) => {
    const { version } = await getUpdate(tx, next)
    return await publishUpdate(tx, { updateId: next, version, languages: ['en'], items: ['story'] })
  })
  const [observer, tomas] = [office.signedIn(wanjiru), office.as('tomas')]
  const signing = `/cases/${caseId}/sign-offs/${signOffId}`
  for (const [path, words, forms] of [
    [signing, 'Organisations that observe do not sign', [`${signing}/sign`, `${signing}/refuse`]],
    [`/updates/${out}/send`, 'it reads, and changes nothing', [`/updates/${out}/send`]],
    [`/updates/${next}/publish`, 'Organisations that observe do not sign', [`/updates/${next}/publish`]],
    [`/cases/${caseId}/publish`, 'Organisations that observe do not sign', [`/cases/${caseId}/publish`]],
    [`/campaigns/${campaignId}/publish`, 'observe do not sign', [`/campaigns/${campaignId}/publish`]],
  ] as const) {
    const answer = await observer.get(path)
    const page = await answer.text()
    const signed = await (await tomas.get(path)).text()
    expect([answer.status, page.includes(words), signed.includes(words)], path).toEqual([200, true, false])
    for (const action of forms)
      expect(
        [page, signed].map((one) => one.includes(`action="${action}"`)),
        action,
      ).toEqual([false, true])
  }
  const asked = async (who: typeof tomas) => (await (await who.get('/')).text()).includes(signing)
  expect([await asked(observer), await asked(tomas)]).toEqual([false, true])
})

test('every table of the room is kept from observers, or stands on the list of those that are not', async () => {
  const { rows } = await office.db.pool.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_policy p join pg_class c on c.oid = p.polrelid
    where p.polname = 'wall' and pg_get_expr(p.polqual, p.polrelid) like '%room_cases%'
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'case_id')
      and not exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'observers_read')
    order by 1`)
  expect(rows.map(({ name }) => name)).toEqual([
    'case_keys',
    'coalition_members',
    'coalition_people',
    'events',
  ])
})

test('on the team by name, even as an observer there too, she goes quiet and takes back', async () => {
  const of = await buildPublicCase(office.db, ines, { codeName: 'Night' })
  await joinCoalition(office.db, ines, of.caseId, wanjiru, { role: 'observer' })
  await joinCaseTeam(office.db, ines, of.caseId, wanjiru, 'observer')
  const { rows } = await office.db.reading(ines, ({ db }) =>
    sql<{ id: string }>`select id from consents where case_id = ${of.caseId} and item = 'image'`.execute(db),
  )
  const taken = await as(wanjiru, (tx) =>
    withdrawConsent(tx, { caseId: of.caseId, consentIds: rows.map(({ id }) => id) }),
  )
  expect(taken.inDoubt).toBe(false)
  expect((await as(wanjiru, (tx) => goQuiet(tx, of.caseId))).down).toBe(1)
  await expect(
    as(wanjiru, (tx) => sql`update persons set version = 2 where case_id = ${of.caseId}`.execute(tx.db)),
  ).rejects.toMatchObject({ constraint: 'team_observers_read' })
})
