import { expect, test } from 'vitest'
import { consentItems, recordConsent, withdrawConsent, type ConsentItem } from '#publishing/index.ts'
import type { ConsentPurpose } from '#publishing/matrix.ts'
import { buildFullFile, canary } from '../../../test/full-file.ts'
import { buildPoint } from '../../../test/build-words.ts'
import { testOffice, type Browser } from '../../../test/office.ts'
import { addFact } from '../facts/fact.ts'
import { savePerson } from '../persons/person.ts'
import { withdrawPoint } from '../statements/her-word.ts'
import { setWish } from '../wishes/wish.ts'
import { audienceNames, audiences, type AudienceName } from './audiences.ts'
import { whatIsAgreed } from './agreed.ts'

const office = await testOffice()
const { db } = office
const { ines } = office.member

const purposeOf = Object.fromEntries(audienceNames.map((name) => [name, audiences[name].purpose])) as Record<
  AudienceName,
  ConsentPurpose
>

const fullFile = (codeName: string, status?: 'police-custody' | 'in-hiding') =>
  buildFullFile(db, ines, codeName, status)

const agree = (
  { caseId, personId }: { caseId: string; personId: string },
  items: readonly ConsentItem[],
  purposes: readonly ConsentPurpose[],
  languages?: readonly string[],
) =>
  db.transaction(ines, (tx) =>
    recordConsent(tx, {
      ...{ caseId, personId, items, purposes: [...purposes], answer: 'given', how: 'written' },
      ...{ agreed: 'zq-consent words', givenAt: tx.now, languages: languages ? [...languages] : [] },
    }),
  )

async function opened(at: string, browser: Browser = office.as('ines')): Promise<Browser> {
  expect((await browser.post(`${at}/person/open`, { reason: 'legal', next: 'sheet' })).status).toBe(303)
  return browser
}

async function sheetFor(
  browser: Browser,
  at: string,
  audience: AudienceName,
  language = 'en',
): Promise<string> {
  const answer = await browser.post(`${at}/sheet`, { audience, language, recipient: 'Dr Zainab' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  const page = await answer.text()
  return page.slice(page.indexOf('<article'), page.indexOf('</article>'))
}

/** The fields whose canary can be read. */
const read = (sheet: string): string[] =>
  [...new Set([...sheet.matchAll(/zq-?[\w-]+/gi)].map(([word]) => word.toLowerCase()))].toSorted()

/** In no sheet, whoever reads and whatever was agreed to. */
const never =
  /zq-(interpreter|channels|never|source|title|settlement|immunity|hearing-source|observers|threat-source|reasons|own-view|weak|consent|asked-secret|names-witness|fact-[a-z]+-red)|zqshort|zqwitness|Lantern|Sheet of all/i

const everything: Record<AudienceName, string[]> = {
  lawyer: [
    ...['affiliation', 'asked', 'attribution', 'by', 'to', 'concern', 'counsel', 'court', 'health', 'judges'],
    ...['fact-coalition-amber', 'fact-coalition-clear', 'fact-coalition-green', 'fact-public-clear'],
    ...[
      'fact-team-amber',
      'fact-team-clear',
      'fact-team-green',
      'languages',
      'law',
      'liberty-note',
      'numbers',
    ],
    ...['offence', 'place', 'present', 'pronouns', 'restriction', 'room', 'sentence', 'story', 'threat'],
    ...['threat-link', 'wish', 'wording'],
  ],
  embassy: [
    ...['affiliation', 'attribution', 'concern', 'court', 'health', 'judges', 'languages', 'law', 'numbers'],
    ...['fact-coalition-clear', 'fact-coalition-green', 'fact-public-clear', 'offence', 'place', 'pronouns'],
    ...['room', 'sentence', 'story', 'threat', 'wish', 'wording'],
  ],
  'un-regional': [
    ...[
      'affiliation',
      'asked',
      'attribution',
      'by',
      'to',
      'concern',
      'court',
      'health',
      'judges',
      'languages',
    ],
    ...['fact-coalition-amber', 'fact-coalition-clear', 'fact-coalition-green', 'fact-public-clear', 'law'],
    ...['numbers', 'offence', 'place', 'pronouns', 'room', 'sentence', 'story', 'threat', 'wish', 'wording'],
  ],
  coalition: [
    ...['affiliation', 'attribution', 'concern', 'court', 'fact-coalition-amber', 'fact-coalition-clear'],
    ...['fact-coalition-green', 'fact-public-clear', 'languages', 'law', 'offence', 'pronouns', 'sentence'],
    ...['story', 'wish', 'wording'],
  ],
  press: [
    ...['affiliation', 'concern', 'court', 'languages', 'law', 'offence', 'pronouns'],
    ...['public-fact-public-clear', 'sentence', 'story', 'wish', 'wording'],
  ],
  family: [
    ...['affiliation', 'concern', 'court', 'languages', 'law', 'offence', 'place', 'pronouns', 'sentence'],
    ...['story', 'wish'],
  ],
}

test('each reader gets the parts that are meant for it, and nothing else of the file', async () => {
  const file = await fullFile('Sheet of all')
  await agree(file, consentItems, [...new Set(Object.values(purposeOf))])
  const browser = await opened(file.at)
  for (const audience of audienceNames) {
    const sheet = await sheetFor(browser, file.at, audience)
    const names = ['zqlegal', 'zqcalled', 'zqsurname', 'zqpublic']
    const told = read(sheet).filter((word) => !names.includes(word))
    expect(told, audience).toEqual(everything[audience].map((field) => `zq-${field}`).toSorted())
    expect(sheet, audience).toContain('Zqlegal Zqsurname')
    expect(sheet, audience).not.toMatch(never)
    // her brother was not asked himself
    expect(sheet, audience).not.toMatch(/zqbrother/i)
    expect(sheet, audience).not.toMatch(/<script|<b /)
    expect(sheet, audience).toMatch(/Dr Zainab[\s\S]*Ines Duarte, Harbour Watch[\s\S]*GMT/)
    expect(sheet, audience).toContain(`TLP:${audiences[audience].tlp.toUpperCase().replace('-', '+')}`)
    expect(sheet, audience).toContain('Not for passing on.')
    expect(sheet.includes('Interrogation'), audience).toBe(audiences[audience].detail !== 'aloud')
  }
  expect(await office.count('events', "type = 'sheet.made'")).toBe(audienceNames.length)
  expect(await office.count('events', "type = 'sheet.made' and data ?| array['recipient', 'parts']")).toBe(0)
})

test('what was agreed to for another purpose, or for none, is left out; the sheet says that, and not what', async () => {
  const file = await fullFile('Sheet of none')
  const browser = await opened(file.at)
  for (const audience of audienceNames) {
    const others = Object.values(purposeOf).filter((one) => one !== purposeOf[audience])
    await agree(file, consentItems, others)
    const sheet = await sheetFor(browser, file.at, audience)
    // her own direction on how to speak is all there is
    expect(read(sheet), audience).toEqual(['zq-wish'])
    expect(sheet, audience).toContain('Something was left out of this sheet')
    expect([...sheet.matchAll(/<h2>/g)], audience).toHaveLength(1)
  }
})

test('each item alone opens its own part; a name nobody agreed to stands in no text', async () => {
  const file = await fullFile('Sheet of one')
  const browser = await opened(file.at)
  const opens: [ConsentItem[], string[]][] = [
    [['pseudonym'], ['zq-languages', 'zq-pronouns', 'zq-wish', 'zqpublic']],
    [['affiliation'], ['zq-affiliation', 'zq-wish']],
    [['health'], ['zq-health', 'zq-wish']],
    [['place'], ['zq-place', 'zq-wish']],
    [['charges'], ['zq-court', 'zq-judges', 'zq-law', 'zq-numbers', 'zq-offence', 'zq-room', 'zq-wish']],
    [['image', 'voice', 'quotes', 'documents', 'family'], ['zq-wish']],
  ]
  for (const [items, told] of opens) {
    await agree(file, consentItems, ['statistics'])
    await agree(file, items, ['embassies'])
    expect(read(await sheetFor(browser, file.at, 'embassy')), items.join()).toEqual(told)
  }
  await agree(file, consentItems, ['statistics'])
  await agree(file, ['story'], ['embassies'])
  await db.transaction(ines, (tx) =>
    addFact(tx, {
      ...{ caseId: file.caseId, kind: 'fact', on: '2026-11-12', precision: 'exact', zone: 'Asia/Amman' },
      ...{
        visibility: 'coalition',
        tlp: 'clear',
        verification: 'confirmed',
        reliability: 'reliable',
        sources: ['x'],
      },
      statement: 'zq-named: ZQLEGAL was taken to zq-place.',
    }),
  )
  const sheet = await sheetFor(browser, file.at, 'embassy')
  expect(sheet).toContain('zq-fact-coalition-clear')
  expect(sheet).not.toMatch(/zqlegal|zqpublic|zq-named|zq-place|zq-sentence/i)
})

test('a consent for one language makes no sheet in another, and one that is taken back makes none', async () => {
  const file = await fullFile('Sheet of tongues')
  const browser = await opened(file.at)
  const { consentIds } = await agree(file, ['name', 'story'], ['embassies'], ['ar'])
  expect(await sheetFor(browser, file.at, 'embassy', 'en')).not.toMatch(/zqlegal/i)
  const arabic = await sheetFor(browser, file.at, 'embassy', 'ar')
  expect(arabic).toMatch(/lang="ar" dir="rtl"/)
  expect(arabic).toContain('Zqlegal')
  await db.transaction(ines, (tx) =>
    withdrawConsent(tx, { caseId: file.caseId, consentIds, reason: 'She said so', word: 'met' }),
  )
  expect(await sheetFor(browser, file.at, 'embassy', 'ar')).not.toMatch(/zqlegal/i)
})

test('where she hides goes to no paper, and that she hides is not said aloud', async () => {
  const file = await fullFile('Sheet of hiding', 'in-hiding')
  await agree(file, consentItems, [...new Set(Object.values(purposeOf))])
  const browser = await opened(file.at)
  for (const audience of audienceNames) {
    const sheet = await sheetFor(browser, file.at, audience)
    expect(sheet, audience).not.toContain('zq-place')
    expect(sheet.includes('In hiding'), audience).toBe(audiences[audience].detail !== 'aloud')
  }
})

test('a direction of hers stands against a sheet for the family, and for the press', async () => {
  const file = await fullFile('Sheet of wishes')
  await agree(file, consentItems, [...new Set(Object.values(purposeOf))])
  const browser = await opened(file.at)
  const before = await office.count('events', "type = 'sheet.made'")
  for (const [kind, audience] of [
    ['no-family-contact', 'family'],
    ['go-quiet', 'press'],
  ] as const) {
    await db.transaction(ines, (tx) =>
      setWish(tx, { caseId: file.caseId, kind, since: '2026-11-01', given: 'written', text: 'zq-direction' }),
    )
    const answer = await browser.post(`${file.at}/sheet`, {
      audience,
      language: 'en',
      recipient: 'Zainab Typed',
    })
    expect(answer.status).toBe(409)
    const page = await answer.text()
    expect(page).toContain('Zainab Typed')
    expect(page).not.toMatch(/<article|zqlegal/i)
  }
  expect(await office.count('events', "type = 'sheet.made'")).toBe(before)
})

test('only the team makes it, with the file open; strangers and the room learn nothing', async () => {
  const file = await fullFile('Sheet of team')
  const before = await office.count('events', "type = 'sheet.made'")
  const form = { audience: 'lawyer', language: 'en' }
  // nobody has said yet why the file is read
  const closed = office.as('ines')
  expect(await (await closed.get(`${file.at}/sheet`)).text()).not.toContain('name="audience"')
  const sent = await closed.post(`${file.at}/sheet`, form)
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `${file.at}/sheet`])
  for (const name of ['tomas', 'layla', 'viktor'] as const) {
    const browser = office.as(name)
    await browser.post(`${file.at}/person/open`, { reason: 'legal', next: 'sheet' })
    for (const answer of [
      await browser.get(`${file.at}/sheet`),
      await browser.post(`${file.at}/sheet`, form),
    ]) {
      expect([403, 404], name).toContain(answer.status)
      expect(await answer.text(), name).not.toMatch(/zq/i)
    }
    expect(await (await browser.get(file.at)).text(), name).not.toContain(`${file.at}/sheet"`)
  }
  const wrong = await (
    await opened(file.at)
  ).post(`${file.at}/sheet`, { language: 'en', recipient: 'Zainab Typed' })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('Zainab Typed')
  expect(await office.count('events', "type = 'sheet.made'")).toBe(before)
  expect(await (await office.as('ines').get(file.at)).text()).toContain(`${file.at}/sheet"`)
})

test('one who shares her case but not her consent keeps the case parts off the sheet', async () => {
  const file = await fullFile('Sheet of two')
  await agree(file, consentItems, ['embassies'])
  await db.transaction(ines, (tx) =>
    savePerson(tx, { caseId: file.caseId, role: 'at-risk', legalName: 'Zqsecond', health: canary('second') }),
  )
  const sheet = await sheetFor(await opened(file.at), file.at, 'embassy')
  expect(sheet).toContain('Zqlegal')
  expect(sheet).not.toMatch(/zqsecond|zq-second|zq-fact|zq-court|zq-place|zq-story/i)
  expect(
    await db.transaction(ines, async (tx) => {
      const agreed = await whatIsAgreed(tx, { caseId: file.caseId, purpose: 'embassies', language: 'en' })
      return agreed(file.personId, 'name')
    }),
  ).toBe(true)
})

test('her words stand where she approved them for those eyes, agreed to be quoted for the purpose, and nowhere else', async () => {
  const file = await fullFile('Sheet of words')
  const built = (text: string, visibility: 'team' | 'room' | 'public', until?: 'read-back') =>
    buildPoint(db, ines, file, { text, visibility, ...(until ? { until } : {}) })
  const purposes = [...new Set(Object.values(purposeOf))]
  await agree(file, consentItems, purposes)
  await built('zq-said-team', 'team')
  await built('zq-said-room', 'room')
  await built('zq-said-waiting', 'room', 'read-back')
  const open = await built('zq-said-public', 'public')
  const browser = await opened(file.at)
  const said = async (audience: AudienceName, language?: string) =>
    read(await sheetFor(browser, file.at, audience, language)).filter((word) => word.startsWith('zq-said'))
  for (const audience of audienceNames)
    expect(await said(audience), audience).toEqual(
      audience === 'family'
        ? []
        : audience === 'coalition'
          ? ['zq-said-public', 'zq-said-room']
          : ['zq-said-public'],
    )
  const press = await sheetFor(browser, file.at, 'press')
  expect(press).toContain('“zq-said-public”')
  expect(press).toContain('23 November 2026')
  // not in a language in which she has not approved it
  expect(await said('press', 'ar')).toEqual([])
  await agree(
    file,
    ['quotes'],
    purposes.filter((one) => one !== 'media'),
  )
  expect([await said('press'), await said('embassy')]).toEqual([[], ['zq-said-public']])
  await db.transaction(ines, (tx) => withdrawPoint(tx, { caseId: file.caseId, pointId: open }))
  expect(await said('embassy')).toEqual([])
})
