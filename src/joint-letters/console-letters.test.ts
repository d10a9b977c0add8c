/** The console's pages of joint letters: what is typed is kept, what may not be is refused, and who sees what. */
import { beforeEach, expect, test } from 'vitest'
import type { BuiltCase } from '../../test/build-case.ts'
import { letterWords } from '../../test/build-letter.ts'
import { lettersWorld } from '../../test/letters-world.ts'
import { signThrough } from '../../test/sign.ts'

const world = await lettersWorld()
const { office, ines, wanjiru, names, outsider, publish, signs } = world
let her: BuiltCase
let letterId: string
beforeEach(async () => {
  ;({ her, letterId } = await world.begin())
})
const at = (path = '') => `/joint-letters/${letterId}${path}`
const text = async (answer: Promise<Response>) => await (await answer).text()
const words = { ...letterWords.en, translation: 'original' }

test('a letter comes from an empty form to the public by two people', async () => {
  const [first, second] = [office.as('ines'), office.signedIn(wanjiru)]
  const facts = { caseId: her.caseId, datedOn: '2026-12-03', defaultLanguage: 'en', zone: 'Europe/Zurich' }
  const begun = await first.post('/joint-letters/new', { ...facts, openToOthers: 'yes' })
  letterId = world.use(begun.headers.get('location')!.split('/')[2]!)
  const early = { version: '1', languages: ['en'], items: ['story'] }
  expect(await text(first.post(at('/publish'), early))).toContain('A chosen language is not complete')
  await first.post(at('/text/en'), { ...words, version: '0' })
  const asked = await first.post(at('/publish'), { ...early, version: '2' })
  expect(asked.status).toBe(303)
  expect(await text(second.get(asked.headers.get('location')!))).toContain('Orlan Veshti')
  await signThrough(second, asked)
  expect((await world.documents())[0]).toMatchObject({ title: words.title, openToOthers: true })
  expect(await text(first.get('/joint-letters'))).toContain('open to sign')
})

test('a draft is talked about in the room, with two versions side by side', async () => {
  const [ours, theirs] = [office.as('ines'), office.signedIn(wanjiru)]
  const body = letterWords.en.body.replace('the inquiry', 'this inquiry')
  await theirs.post(at('/text/en'), { ...words, version: '1', body })
  const versions = await text(ours.get(at('/versions/en')))
  expect(versions).toMatch(/<del>the<\/del>|<del>the <\/del>/)
  expect((await theirs.post(at('/discussion'), { language: 'en', text: 'Name the court.' })).status).toBe(303)
  const said = await text(ours.get(at('/discussion')))
  expect(said).toContain('Name the court.')
  expect(said).toContain('Lighthouse Circle desk')
  expect(await world.events('joint-letter.commented')).toBe(1)
  expect((await office.signedIn(world.noe).get(at('/discussion'))).status).toBe(404)
})

test('who writes beside somebody who signs is told that the words stand still, and loses nothing typed', async () => {
  await publish()
  await outsider()
  const ours = office.as('ines')
  expect(await text(ours.get(at()))).not.toContain('name="body"')
  const late = await ours.post(at('/text/en'), { ...words, version: '1', body: 'Words typed meanwhile.' })
  const answer = await late.text()
  expect(late.status).toBe(409)
  expect(answer).toContain('Organisations have signed exactly these words.')
  expect(answer).toContain('Words typed meanwhile.</textarea>')
  expect((await world.documents())[1]!.html).not.toContain('meanwhile')
})

test('a member signs what it has read, and nothing else', async () => {
  await publish()
  const theirs = office.signedIn(wanjiru)
  const page = await text(theirs.get(at('/sign')))
  const textHash = /name="textHash" value="([^"]+)"/.exec(page)![1]!
  expect((await theirs.post(at('/sign'), { textHash: `${textHash.slice(0, -1)}_` })).status).toBe(409)
  expect(await names()).toEqual([])
  expect((await theirs.post(at('/sign'), { textHash })).status).toBe(303)
  expect(await names()).toEqual(['Lighthouse Circle'])
  expect(await text(theirs.get(at('/sign')))).toContain('Take our signature back')
  await theirs.post(at('/unsign'))
  expect(await names()).toEqual([])
})

test('what waits is found first, listed by ticks or one by one, and how it was checked is asked for', async () => {
  await publish()
  const [atDomain, other] = [await outsider(), await outsider({ name: 'Aurora Writers', atDomain: false })]
  const ours = office.as('ines')
  expect(await text(ours.get('/'))).toContain('2 organisations wait to stand under a joint letter')
  const list = await text(ours.get(at('/signatories')))
  expect(list).toContain(`value="${atDomain}"`)
  expect(list).not.toContain(`value="${other}"`)
  await ours.post(at('/signatories/list'), { signatory: [atDomain, other] })
  expect(await names()).toEqual(['Northern Press Union'])
  const refused = await ours.post(at(`/signatories/${other}/list`), { checkedHow: '' })
  expect([refused.status, await refused.text()]).toEqual([
    422,
    expect.stringContaining('write how you checked'),
  ])
  await ours.post(at(`/signatories/${other}/list`), { checkedHow: 'Rang the number on their page.' })
  expect(await names()).toEqual(['Aurora Writers', 'Northern Press Union'])
  const shown = await text(ours.get(at('/signatories?state=listed&q=aurora')))
  expect([shown.includes('Aurora Writers'), shown.includes('Northern Press Union</bdi>')]).toEqual([
    true,
    false,
  ])
})

test('every name on the list that leads somewhere leads to a page; a member’s leads nowhere', async () => {
  await publish()
  await signs(ines)
  const id = await outsider()
  const ours = office.as('ines')
  await ours.post(at(`/signatories/${id}/list`), { checkedHow: '' })
  const list = await text(ours.get(at('/signatories?state=listed')))
  expect(list).toContain('<bdi>Harbour Watch</bdi>')
  expect([...list.matchAll(/href="[^"]*\/signatories\/([\w-]+)"/g)].map(([, one]) => one)).toEqual([id])
})

test('contacts are read by the letter’s organisation alone, in the page and in the download', async () => {
  await publish()
  const id = await outsider({ name: '=HYPERLINK("x")' })
  const [ours, theirs] = [office.as('ines'), office.signedIn(wanjiru)]
  expect(await text(ours.get(at(`/signatories/${id}`)))).toContain('kari@press-union.example')
  expect(await text(theirs.get(at(`/signatories/${id}`)))).not.toContain('kari@')
  const file = await ours.post(at('/export.csv'))
  const csv = await file.text()
  expect(file.headers.get('content-type')).toContain('text/csv')
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  expect(csv).toContain('kari@press-union.example')
  expect((await theirs.post(at('/export.csv'))).status).toBe(403)
  expect(await world.events('joint-letter.exported')).toBe(1)
})

test('on paper stand the words and those who are named, and no contact', async () => {
  await publish()
  await signs(ines)
  await outsider()
  const paper = await text(office.as('ines').get(at('/print/en')))
  expect(paper).toContain('Harbour Watch')
  // the browser keeps titles
  expect(/<title>([^<]*)/.exec(paper)![1]).not.toContain('Samira')
  expect([paper.includes('Northern Press Union'), paper.includes('Kari')]).toEqual([false, false])
})
