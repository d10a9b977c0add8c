/** What journalists may be given: what is public by signature and cleared for the media, and nothing of the room. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { buildCase, type BuiltCase } from '../../../test/build-case.ts'
import { agreeOn, buildPartner, joinCoalition } from '../../../test/build-coalition.ts'
import { testOffice } from '../../../test/office.ts'
import { publish } from '../../../test/sign.ts'
import type { CaseDocument } from '#cases/index.ts'
import { namePerson, type CharterTerms } from '#coalitions/index.ts'
import type { Member } from '#platform/actor.ts'
import {
  newFileKey,
  recordConsent,
  unpublishCase,
  withdrawConsent,
  type ConsentInput,
  type ConsentItem,
  type PublishInput,
} from '../index.ts'
import { readPressKit, takePressKit } from './kit.ts'

const office = await testOffice()
const { ines, tomas, viktor } = office.member
const wanjiru = await buildPartner(office.db)
const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
const as = <T>(who: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
  office.db.transaction(fresh(who), run)

let her: BuiltCase
let n = 0
beforeEach(async () => {
  office.clock.move(60_000)
  her = await buildCase(office.db, fresh(ines), { codeName: `Press ${++n}` })
})

const allows = (
  items: readonly ConsentItem[],
  purposes: ConsentInput['purposes'],
  languages: string[] = [],
) =>
  as(ines, (tx) =>
    recordConsent(tx, {
      ...{ caseId: her.caseId, personId: her.personId, items, answer: 'given', how: 'written' },
      ...{ agreed: 'You may give this to newspapers.', givenAt: tx.now, languages },
      ...(purposes ? { purposes } : {}),
    }),
  )
const key = newFileKey()
const body = (language: string, portrait = key): CaseDocument => ({
  ...{
    id: her.shortId,
    lang: language,
    name: 'Samira Haddad',
    sentence: 'She asked where the water money went.',
  },
  ...{ storyHtml: '<p>Two weeks later she was summoned.</p>', country: 'JO', zone: 'UTC' },
  portrait: { key: portrait, width: 320, height: 400, alt: 'She at her desk', credit: 'Layla Nasser' },
  words: [{ form: 'verbatim', text: 'I go on.', saidOn: '2026-11-20' }],
  timeline: [{ on: '2026-11-02', precision: 'exact', text: 'Summoned to the prosecutor.' }],
  ...{ organisations: [], languages: ['en', 'ar'] },
})
const page = (): PublishInput => {
  const portrait = newFileKey()
  return {
    caseId: her.caseId,
    ...{ subjectKind: 'case', subjectId: her.caseId, key: her.shortId, text: 'as signed' },
    items: (['story', 'image', 'quotes'] as const).map((item) => ({ personId: her.personId, item })),
    gate: { personId: her.personId, item: 'name' },
    documents: ['en', 'ar'].map((language) => ({ language, body: body(language, portrait) })),
    files: [
      {
        ...{ key: portrait, contentType: 'image/jpeg', width: 320, height: 400 },
        bytes: Buffer.from('a picture'),
        shows: { personId: her.personId, item: 'image' },
      },
    ],
  }
}
const shown: ConsentItem[] = ['name', 'story', 'image', 'quotes']
const kit = (who: Member = ines) => as(who, (tx) => readPressKit(tx, her.caseId))
const take = (who: Member = ines, language = 'en') =>
  as(who, (tx) => takePressKit(tx, { caseId: her.caseId, language }))

test('holds nothing of a case that is not public, whatever she allowed', async () => {
  await allows(shown, ['web', 'media'])
  expect(await kit()).toEqual({ isPublic: false, missing: [], pages: [] })
  await expect(take()).rejects.toMatchObject({ status: 404 })
})

test('holds nothing that she allowed for the web alone, and says what is missing', async () => {
  await allows(shown, ['web'])
  await publish(office.db, fresh(ines), page())
  const { pages, missing } = await kit()
  expect([pages, missing.toSorted()]).toEqual([[], ['image', 'name', 'quotes', 'story']])
  await expect(take()).rejects.toMatchObject({ code: 'press.not-cleared' })
  expect(await office.count('events', `type = 'press.kit-taken' and case_id = '${her.caseId}'`)).toBe(0)
})

test('holds what is cleared: words of several items together or not at all, picture and quotes each by itself', async () => {
  await allows(['image', 'quotes'], ['web'])
  await allows(['name', 'story'], ['web', 'media'])
  await publish(office.db, fresh(ines), page())
  const { pages, missing } = await kit()
  expect(missing.toSorted()).toEqual(['image', 'quotes'])
  expect(pages.map((one) => [one.language, one.quotes, one.portrait, one.facts.length])).toEqual([
    ['ar', [], undefined, 1],
    ['en', [], undefined, 1],
  ])
  expect((await take()).picture).toBeUndefined()
  await allows(['image', 'quotes'], ['web', 'media'])
  const whole = await take()
  expect(whole.page).toMatchObject({ quotes: [{ text: 'I go on.' }], portrait: { credit: 'Layla Nasser' } })
  expect(whole.picture?.bytes.toString()).toBe('a picture')
})

test('follows her: a language that she left out, an item that she took back, a page that went down', async () => {
  const { consentIds } = await allows(['name', 'image', 'quotes'], ['web', 'media'])
  const story = await allows(['story'], ['web', 'media'])
  await publish(office.db, fresh(ines), page())
  expect((await kit()).pages).toHaveLength(2)
  await allows(['story'], ['media', 'web'], ['en', 'ar'])
  await as(ines, (tx) => unpublishCase(tx, her.caseId))
  expect((await kit()).isPublic).toBe(false)
  await publish(office.db, fresh(ines), page())
  await as(ines, (tx) =>
    withdrawConsent(tx, { caseId: her.caseId, consentIds: [consentIds[2]!], word: 'met', reason: '' }),
  )
  expect((await kit()).isPublic, 'her words taken back took the page down').toBe(false)
  expect(story.consentIds).toHaveLength(1)
})

test('is one file without names of staff; who reads only takes nothing out, and each taking leaves an event', async () => {
  await allows(shown, ['web', 'media'])
  await publish(office.db, fresh(ines), page())
  await joinCoalition(office.db, fresh(ines), her.caseId, fresh(wanjiru))
  const { caseId } = her
  const agree = (speaks: CharterTerms['speaks']) =>
    agreeOn(office.db, [fresh(ines), fresh(wanjiru)], caseId, { speaks })
  const name = (functions: ('spokesperson' | 'contact')[]) =>
    as(wanjiru, (tx) =>
      namePerson(tx, {
        ...{ caseId, accountId: wanjiru.accountId, functions, languages: ['en', 'ar'], reach: '' },
        ...{ phone: '+254205550100', hours: '9 to 18 in Nairobi' },
      }),
    )
  // as long as the lead speaks for all, by the verb and past it
  await expect(name(['spokesperson'])).rejects.toMatchObject({ fields: { functions: expect.anything() } })
  await name(['contact'])
  await expect(
    as(wanjiru, ({ db }) =>
      sql`with old as (delete from coalition_people where case_id = ${caseId} returning *)
        insert into coalition_people (case_id, organisation_id, account_id, functions, sealed, added_at, added_by)
        select case_id, organisation_id, account_id, '{press}', sealed, added_at, added_by from old`.execute(
        db,
      ),
    ),
  ).rejects.toMatchObject({ constraint: 'coalition_people_speak' })
  await agree('each')
  await name(['spokesperson'])
  const at = `/cases/${her.caseId}/press`
  const room = await (await office.as('tomas').get(at)).text()
  for (const said of [
    'Wanjiru Odera',
    'Lighthouse Circle',
    '9 to 18 in Nairobi',
    'tel:+254205550100',
    'I go on.',
  ])
    expect(room).toContain(said)
  expect(room).toContain('each organisation speaks for itself')
  // another charter, and nobody but the lead's people is given to the press
  await agree('lead')
  expect(await (await office.as('tomas').get(at)).text()).not.toContain('Wanjiru')
  const file = await office.as('tomas').post(`${at}/en`, {})
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="press-kit-en.html"')
  const html = await file.text()
  expect(html).toContain(`src="data:image/jpeg;base64,${Buffer.from('a picture').toString('base64')}"`)
  expect(html).toContain('Picture: Layla Nasser')
  for (const kept of ['Wanjiru', '+254205550100', 'Lighthouse', `Press ${n}`, '<script', 'http'])
    expect(html).not.toContain(kept)
  expect((await office.as('viktor').post(`${at}/en`, {})).status).toBe(403)
  expect(await (await office.as('viktor').get(at)).text()).not.toContain('Save as one file')
  expect(await office.count('events', `type = 'press.kit-taken' and case_id = '${her.caseId}'`)).toBe(1)
  expect((await office.as('tomas').post(`${at}/xx`, {})).status).toBe(404)
  expect((await office.as('tomas').get(`${at}/portrait`)).headers.get('content-type')).toBe('image/jpeg')
  expect([tomas.role, viktor.role]).toEqual(['campaigner', 'viewer'])
})

test('hands no all-clear to the press whose last day has passed', async () => {
  const status = {
    ...{ text: 'No arrest is expected.', assessedOn: '2026-11-12', assessors: [], assessorCount: 2 },
    validUntil: office.clock.now().toISOString().slice(0, 10),
  }
  await allows(shown, ['web', 'media'])
  const one = page()
  const documents = one.documents.map((document) => ({ ...document, body: { ...document.body, status } }))
  await publish(office.db, fresh(ines), { ...one, documents })
  const read = async () => await (await office.as('ines').get(`/cases/${her.caseId}/press`)).text()
  expect(await read()).toContain('No arrest is expected.')
  office.clock.move(3 * 86_400_000)
  const later = await read()
  expect(later).not.toContain('No arrest is expected.')
  expect(later).toContain('a new assessment is due')
})
