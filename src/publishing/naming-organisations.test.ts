import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Member } from '../platform/actor.ts'
import { buildCase, buildConsents } from '../../test/build-case.ts'
import { agreeOn, buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { testOffice } from '../../test/office.ts'
import { buildLiveCampaign } from '../../test/build-campaign.ts'
import { buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { itemsOf, secondOf, signBeside } from '../../test/sign.ts'
import { resumeCampaign } from '../campaigns/campaign-publishing.ts'
import { getCampaign } from '../campaigns/campaign.ts'
import { lighthouse } from '../../test/world.ts'
import { caseMaterial, setLiberty, type CaseDocument } from '../cases/index.ts'
import { leaveCoalition, nameInPublic } from '../coalitions/index.ts'
import { doorOf } from './doors.ts'
import {
  askForPage,
  askForSignature,
  askToEndQuiet,
  goQuiet,
  releasePrepared,
  sign,
  signPage,
  takeBackSignature,
  type PublishInput,
} from './index.ts'
import { newId } from '../platform/ids.ts'
import { fileKeys, hashShown } from './sign-off.ts'
import { findSignOff, placeOf } from './sign-off-row.ts'
import { hindranceOf } from './still-ready.ts'
import { standsIn } from './typed-names.ts'

const office = await testOffice()
const { ines } = office.member
const wanjiru = await buildPartner(office.db)
const aram = await buildPartner(
  office.db,
  { ...lighthouse, name: 'Tide House' },
  { name: 'Aram Said', address: 'aram@tide.example' },
)
const as = <T>(member: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
  office.db.transaction(member, run)

/** Ids of the organisations on each public page of the case. */
const onPages = (caseId: string) =>
  as(ines, async (tx) => {
    const rows = await tx.db
      .selectFrom('published.documents')
      .select('body')
      .where('case_id', '=', caseId)
      .where('kind', '=', 'case')
      .execute()
    return rows.map(({ body }) =>
      (body as { organisations: { id: string }[] }).organisations.map(({ id }) => id).toSorted(),
    )
  })

/** Lantern with both organisations on its page. */
async function build(codeName: string, words = 'It is tense.', second = wanjiru) {
  const built = await buildCase(office.db, ines, { codeName })
  const { caseId, shortId, personId } = built
  await buildConsents(office.db, ines, built)
  await joinCoalition(office.db, ines, caseId, second)
  const page: PublishInput = {
    ...{ caseId, subjectKind: 'case', subjectId: caseId, key: shortId, items: [], text: 'the case page' },
    gate: { personId, item: 'name' },
    documents: [
      {
        language: 'en',
        body: {
          ...{ id: shortId, lang: 'en', name: 'Samira Haddad', leadOrganisationId: ines.organisationId },
          status: {
            ...{ text: words, assessedOn: '2026-11-20', validUntil: '2026-12-20', assessorCount: 2 },
            assessors: ['Harbour Watch', lighthouse.name],
          },
          organisations: [
            { id: ines.organisationId, role: 'lead' },
            { id: second.organisationId, role: 'partner' },
          ],
        },
      },
    ],
  }
  const asked = await as(ines, (tx) => askForPage(tx, page))
  if (asked.state !== 'asked') throw new Error('two organisations sign a first publication')
  const { signOffId } = asked
  await as(second, async (tx) => signPage(tx, { signOffId, items: await itemsOf(tx, signOffId) }, page))
  return { ...built, page }
}
const both = [[ines.organisationId, wanjiru.organisationId].toSorted()]
const lead = [[ines.organisationId]]

test('an organisation that takes its name back is off the page in the same moment, and comes on by a new page alone', async () => {
  const { caseId } = await build('Named')
  expect(await onPages(caseId)).toEqual(both)
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId, named: false }))
  expect(await onPages(caseId)).toEqual(lead)
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId, named: true }))
  expect(await onPages(caseId)).toEqual(lead)
})

test('organisations stand on a page in the order in which the charter credits them, from the moment it is agreed', async () => {
  const anchor = await buildPartner(
    office.db,
    { ...lighthouse, name: 'Anchor House' },
    { name: 'Ada Finch', address: 'ada@anchor.example' },
  )
  anchor.steppedUpAt = office.clock.now()
  const { caseId } = await build('Order', 'It is tense.', anchor)
  const order = async () => (await bodyOf(caseId)).organisations.map(({ id }) => id)
  expect(await order()).toEqual([ines.organisationId, anchor.organisationId])
  await agreeOn(office.db, [ines, anchor], caseId, { credit: 'alphabet' })
  expect(await order()).toEqual([anchor.organisationId, ines.organisationId])
})

test('a page that comes back after quiet names nobody who has said no since', async () => {
  const { caseId } = await build('Quiet')
  await as(ines, (tx) => goQuiet(tx, caseId))
  expect(await onPages(caseId)).toEqual([])
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId, named: false }))
  const asked = await as(ines, (tx) => askToEndQuiet(tx, caseId))
  await as(wanjiru, async (tx) =>
    sign(tx, { signOffId: asked.signOffId, items: await itemsOf(tx, asked.signOffId) }),
  )
  expect(await onPages(caseId)).toEqual(lead)
})

test('an organisation that leaves is off the page, and its signature on it stays', async () => {
  const { caseId } = await build('Gone')
  await as(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  expect(await onPages(caseId)).toEqual(lead)
})

const bodyOf = (caseId: string) =>
  as(ines, async (tx) => {
    const { body } = await tx.db
      .selectFrom('published.documents')
      .select('body')
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow()
    return body as CaseDocument
  })

test('who led a page and is not named any more answers for it no more, and comes back by a new page alone', async () => {
  const { caseId } = await build('Led')
  expect((await bodyOf(caseId)).leadOrganisationId).toBe(ines.organisationId)
  await as(ines, (tx) => nameInPublic(tx, { caseId, named: false }))
  const now = await bodyOf(caseId)
  expect(now.organisations).toEqual([{ id: wanjiru.organisationId, role: 'partner' }])
  expect(JSON.stringify(now)).not.toContain(ines.organisationId)
  await as(ines, (tx) => nameInPublic(tx, { caseId, named: true }))
  expect(JSON.stringify(await bodyOf(caseId))).not.toContain(ines.organisationId)
  const material = await as(ines, async (tx) => {
    await nameInPublic(tx, { caseId, named: false })
    return await caseMaterial(tx, caseId)
  })
  expect(material.leadOrganisationId).toBeUndefined()
})

test('among the assessors its name goes too, and it is counted as before', async () => {
  const { caseId } = await build('Assessed')
  expect((await bodyOf(caseId)).status?.assessors).toEqual(['Harbour Watch', lighthouse.name])
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId, named: false }))
  expect((await bodyOf(caseId)).status).toMatchObject({ assessors: ['Harbour Watch'], assessorCount: 2 })
})

test.each(['takes its name back', 'leaves'] as const)(
  'an organisation that %s while a page comes out is not on that page',
  async (what) => {
    const { caseId, page } = await build(`Beside ${what}`)
    const mended = structuredClone(page.documents[0]!.body) as CaseDocument
    mended.name = 'Samira Haddad Odeh'
    const next = { ...page, documents: [{ language: 'en', body: mended }] }
    let beside: Promise<void> | undefined
    await as(ines, async (tx) => {
      await askForPage(tx, next, { correcting: true })
      // the page is out, and nobody else sees it yet
      let settled = false
      beside = as(wanjiru, (other) =>
        what === 'leaves' ? leaveCoalition(other, { caseId }) : nameInPublic(other, { caseId, named: false }),
      ).finally(() => (settled = true))
      for (let waiting = 0; waiting === 0 && !settled;) {
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from pg_locks where not granted and locktype = 'advisory'
            and database = (select oid from pg_database where datname = current_database())`.execute(tx.db)
        waiting = rows[0]!.n
      }
    })
    await beside
    expect((await bodyOf(caseId)).name).toBe('Samira Haddad Odeh')
    expect(await onPages(caseId)).toEqual(lead)
  },
)

const choice = { languages: ['en'], gate: 'name', items: ['story'], portrait: false, status: false }
/** Lantern with three organisations around it, and its page signed by the lead for now, or for the day on which she is gone. */
async function ask(codeName: string, condition?: 'disappeared') {
  const built = await buildCase(office.db, ines, { codeName })
  const { caseId } = built
  await buildConsents(office.db, ines, built)
  await joinCoalition(office.db, ines, caseId, wanjiru)
  await joinCoalition(office.db, ines, caseId, aram, { role: 'observer' })
  const { signOffId } = await as(ines, (tx) =>
    askForSignature(tx, { kind: 'case', subjectId: caseId, choice, ...(condition ? { condition } : {}) }),
  )
  return { caseId, signOffId }
}
const gone = (caseId: string) =>
  as(ines, (tx) =>
    setLiberty(tx, {
      ...{ caseId, status: 'disappeared', since: '2026-11-23', contact: [], counsel: [], basis: [] },
    }),
  )
const send = (signOffId: string) => as(ines, (tx) => releasePrepared(tx, signOffId, { by: 'liberty' }))
const hindrance = (signOffId: string) =>
  as(ines, async (tx) => hindranceOf(tx, await findSignOff(tx, signOffId)))

test.each(['takes its name back', 'leaves'] as const)(
  'a text that is ready for a day is sent on it all the same where one that was on it %s',
  async (what) => {
    const { caseId, signOffId } = await ask(`Ready ${what}`, 'disappeared')
    await signBeside(office.db, wanjiru, signOffId)
    await as(aram, (tx) =>
      what === 'leaves' ? leaveCoalition(tx, { caseId }) : nameInPublic(tx, { caseId, named: false }),
    )
    expect(await hindrance(signOffId)).toBeUndefined()
    await gone(caseId)
    await send(signOffId)
    expect(await onPages(caseId)).toEqual(both)
    expect((await bodyOf(caseId)).leadOrganisationId).toBe(ines.organisationId)
  },
)

test('one that signed it and leaves takes its signature along, and the team is told', async () => {
  const { caseId, signOffId } = await ask('Ready unsigned', 'disappeared')
  await signBeside(office.db, wanjiru, signOffId)
  const said = 'signed for a day that may come is signed no more'
  const today = async () => (await office.as('ines').get('/')).text()
  expect(await today()).not.toContain(said)
  await as(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  await gone(caseId)
  await expect(send(signOffId)).rejects.toMatchObject({ code: 'publishing.sign.settled' })
  expect(await today()).toContain(said)
})

test('a lead that takes its name back is not on what was ready either', async () => {
  const { caseId, signOffId } = await ask('Ready unled', 'disappeared')
  await signBeside(office.db, wanjiru, signOffId)
  await as(ines, (tx) => nameInPublic(tx, { caseId, named: false }))
  await gone(caseId)
  await send(signOffId)
  expect(JSON.stringify(await bodyOf(caseId))).not.toContain(ines.organisationId)
  expect((await onPages(caseId))[0]).toHaveLength(2)
})

test('what waits for a second signature needs no new round for a name, and names nobody who was not on it', async () => {
  const { caseId, signOffId } = await ask('Asked')
  await as(aram, (tx) => nameInPublic(tx, { caseId, named: false }))
  const late = await buildPartner(
    office.db,
    { ...lighthouse, name: 'Far Shore' },
    { name: 'Noor Haddad', address: 'noor@shore.example' },
  )
  await joinCoalition(office.db, ines, caseId, late)
  await signBeside(office.db, wanjiru, signOffId)
  expect(await onPages(caseId)).toEqual(both)
})

test('what was signed while names were part of it is sent while they stand, and is to be signed anew when they do not', async () => {
  const { caseId, signOffId } = await ask('Earlier', 'disappeared')
  const earlier = newId(office.clock.now().getTime())
  await as(ines, async (tx) => {
    const { salt, text } = await findSignOff(tx, signOffId)
    const making = { subjectId: caseId, choice, fileKey: fileKeys(salt) }
    const { shownWithNames } = await doorOf('case').make(tx, making)
    const { named: _, ...before } = await text()
    const key = await tx.keys.case(caseId)
    const row = await tx.db
      .selectFrom('sign_offs')
      .selectAll()
      .where('id', '=', signOffId)
      .executeTakeFirstOrThrow()
    await takeBackSignature(tx, signOffId)
    await tx.db
      .insertInto('sign_offs')
      .values({
        ...{ ...row, id: earlier, text_hash: hashShown(salt, shownWithNames!()) },
        sealed: key.sealJson(placeOf(earlier, 'sealed'), before),
      })
      .execute()
  })
  await signBeside(office.db, wanjiru, earlier)
  expect(await hindrance(earlier)).toBeUndefined()
  await gone(caseId)
  await as(aram, (tx) => nameInPublic(tx, { caseId, named: false }))
  expect(await hindrance(earlier)).toBe('publishing.sign.changed')
  await expect(send(earlier)).rejects.toMatchObject({ code: 'publishing.sign.changed' })
  await as(aram, (tx) => nameInPublic(tx, { caseId, named: true }))
  await send(earlier)
  expect((await onPages(caseId))[0]).toHaveLength(3)
})

test('who takes its name back is told what stops, its campaigns stop, and its updates stand without it', async () => {
  const { caseId, shortId, personId } = await build('Working')
  const { campaignId } = await buildLiveCampaign(office.db, ines, { of: { caseId, shortId, personId } })
  const updateId = await buildUpdate(office.db, ines, caseId)
  await publishBuilt(office.db, ines, updateId, ['en'], wanjiru)
  const bodies = async (kind: 'campaign' | 'update') =>
    as(ines, async (tx) => {
      const rows = await tx.db
        .selectFrom('published.documents')
        .select('body')
        .where('case_id', '=', caseId)
        .where('kind', '=', kind)
        .execute()
      return rows.map(({ body }) => body as { organisationId?: string; authors?: string[] })
    })
  const state = () =>
    office.count('campaigns', `id = '${campaignId}' and state = 'paused' and pause_reason = 'unnamed'`)
  const page = async () => (await office.as('ines').get(`/cases/${caseId}/coalition`)).text()
  expect((await bodies('update'))[0]!.organisationId).toBe(ines.organisationId)
  expect(await page()).toContain('your live campaign in this case stops')
  // another one's name is no reason
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId, named: false }))
  expect([(await bodies('campaign')).length, await state()]).toEqual([1, 0])
  await as(ines, (tx) => nameInPublic(tx, { caseId, named: false }))
  expect([await bodies('campaign'), await state()]).toEqual([[], 1])
  const updates = await bodies('update')
  expect(updates.length).toBeGreaterThan(0)
  expect(JSON.stringify(updates)).not.toContain(ines.organisationId)
  expect(await page()).not.toContain('your live campaign in this case stops')
  const again = (await office.db.reading(ines, (tx) => getCampaign(tx, campaignId))).version
  const resume = () =>
    as(ines, (tx) => resumeCampaign(tx, { campaignId, version: again, items: ['name'], languages: ['en'] }))
  await expect(resume()).rejects.toMatchObject({ code: 'campaigns.publish.unnamed' })
  await as(ines, (tx) => nameInPublic(tx, { caseId, named: true }))
  expect([await bodies('campaign'), (await bodies('update'))[0]!.organisationId]).toEqual([[], undefined])
  const { signOffId } = await resume()
  // named once more, and gone before the second signature: what was asked is gone with it
  await as(ines, (tx) => nameInPublic(tx, { caseId, named: false }))
  await expect(signBeside(office.db, await secondOf(office.db, ines), signOffId)).rejects.toMatchObject({
    code: 'publishing.sign.settled',
  })
})

test('a name that was typed into a public text is to be corrected, until it stands there no more', async () => {
  const { caseId } = await build('Typed', 'We hear from the LIGHTHOUSE\ncircle that it is tense.')
  const { caseId: other } = await build('Alike', 'Lighthouse Circles are drawn on maps.')
  const read = async (who: Member, path: string) => (await office.signedIn(who).get(path)).text()
  const said = async (who: Member, of = caseId) => [
    (await read(who, '/')).includes('Typed: the name of Lighthouse Circle'),
    (await read(who, `/cases/${of}/coalition`)).includes('Names to correct by hand'),
  ]
  expect(await said(ines)).toEqual([false, false])
  for (const of of [caseId, other]) await as(wanjiru, (tx) => nameInPublic(tx, { caseId: of, named: false }))
  expect(await said(ines)).toEqual([true, true])
  expect(await said(wanjiru), 'for the organisation itself').toEqual([true, true])
  expect(await read(aram, '/'), 'who is not in the coalition').not.toContain('Typed')
  expect(await said(ines, other), 'a part of another word').toEqual([true, false])
  await as(wanjiru, (tx) => nameInPublic(tx, { caseId, named: true }))
  expect(await said(ines)).toEqual([false, false])
  wanjiru.steppedUpAt = office.clock.now()
  await as(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  expect(await said(ines), 'it left').toEqual([true, true])
  await as(ines, (tx) =>
    sql`update published.documents set body = jsonb_set(body, '{status,text}', '"It is tense."')
      where case_id = ${caseId}`.execute(tx.db),
  )
  expect(await said(ines)).toEqual([false, false])
})

test('a name is found whole, in whatever case and script, and whatever signs it has', () => {
  const stands = (text: string, name: string) => standsIn({ parts: [{ text }] }, name)
  expect(stands('said Tide-House (UK).', 'tide-house (UK)')).toBe(true)
  expect(stands('بيان من بيت الموج اليوم', 'بيت الموج')).toBe(true)
  expect(stands('Tidehouses', 'Tide')).toBe(false)
})

test('a campaign that went quiet does not come back where its organisation took its name back meanwhile', async () => {
  const { caseId, shortId, personId } = await build('Quiet work')
  await buildLiveCampaign(office.db, ines, { of: { caseId, shortId, personId } })
  await as(ines, (tx) => goQuiet(tx, caseId))
  await as(ines, (tx) => nameInPublic(tx, { caseId, named: false }))
  const { signOffId } = await as(ines, (tx) => askToEndQuiet(tx, caseId))
  await signBeside(office.db, wanjiru, signOffId)
  expect(await office.count('published.documents', `case_id = '${caseId}' and kind = 'campaign'`)).toBe(0)
  expect(await onPages(caseId)).toEqual([[wanjiru.organisationId]])
})
