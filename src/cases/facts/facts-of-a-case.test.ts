import { expect, test } from 'vitest'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { buildCaseDocuments, caseMaterial } from '../case-document.ts'
import { listAttachments, sniffAttachment } from './attachment.ts'
import { addFact, listFacts, retractFact, type FactInput } from './fact.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const as = <T>(run: Parameters<typeof office.db.transaction<T>>[1]) => office.db.transaction(ines, run)

const fact = {
  ...{ kind: 'fact', on: '2026-11-12', precision: 'exact', zone: 'Asia/Amman', verification: 'confirmed' },
  ...{
    reliability: 'reliable',
    visibility: 'team',
    tlp: 'amber',
    statement: 'Her phone was taken at the gate',
  },
  sources: ['Her lawyer', 'The gatekeeper'],
} as const satisfies Omit<FactInput, 'caseId'>

const told = { ...fact, visibility: 'public', tlp: 'clear', public: { en: 'Her phone was taken.' } } as const

async function build(codeName: string) {
  const built = await buildCase(office.db, ines, { codeName, room: 'coalition' })
  return { ...built, at: `/cases/${built.caseId}` }
}

const add = (caseId: string, changes: Partial<FactInput> = {}) =>
  as((tx) => addFact(tx, { ...fact, ...changes, caseId }))

test('the public rule: two sources, a clear mark, words for it; each lack is said at its field', async () => {
  const { caseId } = await build('Rule')
  const wrong: [Partial<FactInput>, Record<string, string>][] = [
    [{ ...told, sources: ['Her lawyer'] }, { sources: 'fact.error.two-sources' }],
    [{ ...told, tlp: 'green' }, { tlp: 'fact.error.tlp-public' }],
    [{ ...told, public: {} }, { visibility: 'fact.error.public-words' }],
    [{ visibility: 'coalition', tlp: 'red' }, { tlp: 'fact.error.tlp-red' }],
    [{ kind: 'incident' }, { class: 'error.field.choose' }],
    [{ on: '2027-01-01' }, { on: 'case.status.error.future' }],
    [{ sources: [] }, { sources: 'error.field.empty' }],
  ]
  for (const [changes, fields] of wrong) await expect(add(caseId, changes)).rejects.toMatchObject({ fields })
  expect(await office.count('facts', `case_id = '${caseId}'`)).toBe(0)
  await add(caseId, told)
  expect(await office.count('facts', `case_id = '${caseId}'`)).toBe(1)
})

test('the database keeps the rule too: a single source is never public, and red leaves no team', async () => {
  const { caseId } = await build('Kept')
  const id = await add(caseId, told)
  for (const change of [{ source_count: 1 }, { tlp: 'amber' as const }, { tlp: 'red' as const }])
    await expect(
      as((tx) => tx.db.updateTable('facts').set(change).where('id', '=', id).execute()),
    ).rejects.toMatchObject({ code: '23514' })
})

test('one store, three pairs of eyes; a day is told no more exactly than it is known', async () => {
  const { caseId, at } = await build('Eyes')
  await add(caseId, { statement: 'For the team', precision: 'day-unknown' })
  await add(caseId, { statement: 'For the room', visibility: 'coalition' })
  await add(caseId, { ...told, statement: 'For everybody', precision: 'estimated' })
  const browser = office.as('ines')
  const team = await html(browser.get(`${at}/timeline`))
  for (const words of [
    'For the team',
    'For the room',
    'For everybody',
    'November 2026',
    'about 12 November 2026',
  ])
    expect(team).toContain(words)
  const room = await html(browser.get(`${at}/timeline?eyes=coalition`))
  expect([room.includes('For the team'), room.includes('For the room')]).toEqual([false, true])
  const everybody = await html(browser.get(`${at}/timeline?eyes=public`))
  expect([everybody.includes('For the room'), everybody.includes('For everybody')]).toEqual([false, true])
  // Tomas is in the room and not on the team: the wall, not the page, keeps it from him
  const seen = await office.db.reading(tomas, (tx) => listFacts(tx, caseId))
  expect(seen.map(({ statement }) => statement).toSorted()).toEqual(['For everybody', 'For the room'])
  const his = office.as('tomas')
  expect(await html(his.get(`${at}/timeline`))).not.toContain('For the team')
  expect((await his.post(`${at}/facts`, {})).status).toBe(403)
  await expect(office.db.transaction(tomas, (tx) => addFact(tx, { ...fact, caseId }))).rejects.toMatchObject({
    code: 'case.team-only',
  })
  expect(await office.count('facts', `case_id = '${caseId}'`)).toBe(3)
})

test('the page tells public facts, oldest first, in its own language, and a retracted one no more', async () => {
  const { caseId } = await build('Page')
  await add(caseId, told)
  const id = await add(caseId, {
    ...told,
    on: '2026-11-02',
    public: { en: 'She was summoned.', ar: 'استُدعيت.' },
  })
  const pages = async () =>
    as(async (tx) => {
      const choice = { languages: ['en', 'ar'], named: true, portrait: false, status: false }
      return buildCaseDocuments(await caseMaterial(tx, caseId), choice, new Map())
    })
  const timelines = Object.fromEntries((await pages()).map(({ language, body }) => [language, body.timeline]))
  expect(timelines['en']?.map(({ text }) => text)).toEqual(['She was summoned.', 'Her phone was taken.'])
  expect(timelines['ar']?.map(({ text }) => text)).toEqual(['استُدعيت.'])
  expect(JSON.stringify(timelines)).not.toContain('gatekeeper')
  await as((tx) => retractFact(tx, { caseId, factId: id, version: 1, why: 'It was her sister' }))
  expect((await pages()).find(({ language }) => language === 'ar')?.body.timeline).toBeUndefined()
})

test('single source stays on every screen until a second one is found', async () => {
  const { caseId, at } = await build('One voice')
  const browser = office.as('ines')
  expect(await html(browser.get(`${at}/team`))).toContain('Single source')
  await add(caseId, { sources: ['Her lawyer'] })
  expect(await html(browser.get(`${at}/team`))).toContain('Single source')
  await add(caseId)
  expect(await html(browser.get(`${at}/team`))).not.toContain('Single source')
})

test('evidence is sealed as it came, and opened only with a reason, as a download, with a trace', async () => {
  const { caseId, at } = await build('Evidence')
  const browser = office.as('ines')
  const bytes = Buffer.from(`%PDF-1.7\n${'the judge’s stamp '.repeat(40)}`)
  const file = new File([bytes], '../../etc/Summons\u202Efdp.pdf', { type: 'text/html' })
  expect(await html(browser.get(`${at}/attachments`))).toContain('Open the file')
  await browser.post(`${at}/person/open`, { reason: 'legal', next: 'attachments' })
  expect((await browser.post(`${at}/attachments`, { file })).status).toBe(303)
  const wrong = new File(['<script>alert(1)</script> and more words'], 'page.pdf', {
    type: 'application/pdf',
  })
  expect((await browser.post(`${at}/attachments`, { file: wrong })).status).toBe(422)
  expect(await office.count('attachments', `case_id = '${caseId}'`)).toBe(1)
  expect(await office.count('attachments', `encode(sealed, 'escape') like '%stamp%'`)).toBe(0)
  const [one] = await as((tx) => listAttachments(tx, caseId))
  expect(one).toMatchObject({
    fileName: 'Summonsfdp.pdf',
    contentType: 'application/pdf',
    size: bytes.length,
  })
  const answer = await browser.post(`${at}/attachments/${one!.id}`)
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
  expect(answer.headers.get('Content-Disposition')).toBe("attachment; filename*=UTF-8''Summonsfdp.pdf")
  expect(answer.headers.get('Content-Security-Policy')).toContain('sandbox')
  expect(await office.count('events', `type = 'attachment.opened' and case_id = '${caseId}'`)).toBe(1)
  // another session of hers has given no reason yet
  expect((await office.as('ines').post(`${at}/attachments/${one!.id}`)).status).toBe(303)
  expect((await office.as('tomas').post(`${at}/attachments/${one!.id}`)).status).toBe(403)
  expect(await office.count('events', `type = 'attachment.opened' and case_id = '${caseId}'`)).toBe(1)
})

test('what the first bytes say decides', () => {
  const of = (text: string) => sniffAttachment(Buffer.from(text.padEnd(20, ' '), 'latin1'))
  expect([of('%PDF-1.4'), of('OggS'), of('ID3'), of('RIFFxxxxWAVE'), of('xxxxftypM4A ')]).toEqual([
    ...['application/pdf', 'audio/ogg', 'audio/mpeg', 'audio/wav', 'audio/mp4'],
  ])
  expect([of('<svg'), of('MZ'), of('GIF89a'), of('xxxxftypheic')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
