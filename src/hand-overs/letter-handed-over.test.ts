import { afterAll, expect, test } from 'vitest'
import { withdrawLetter } from '#joint-letters/index.ts'
import { saveUpdateText } from '#updates/index.ts'
import { publishBuilt } from '../../test/build-update.ts'
import { lettersWorld } from '../../test/letters-world.ts'
import { openTestSite } from '../../test/visitors-door.ts'
import { getHandOver, listHandOvers } from './index.ts'

const world = await lettersWorld()
const { office, ines, wanjiru, fresh, as } = world
const opened = openTestSite(office.database, office.clock)
afterAll(opened.close)

async function get(path: string): Promise<{ status: number; text: string }> {
  await opened.site.published.refresh()
  const answer = await opened.app.request(path)
  return { status: answer.status, text: await answer.text() }
}

const facts = { onDay: '2026-12-03', 'to-en': 'the Minister of Justice', 'place-en': 'Geneva' }

test('a joint letter is handed over on paper with those below it, and its page says so while the update does', async () => {
  const { her, letterId } = await world.begin({ own: true })
  await world.publish()
  await world.signs(ines)
  await world.signs(wanjiru)
  const letter = await world.current()
  const browser = office.as('ines')
  const list = `/joint-letters/${letterId}/hand-over`
  expect(await (await browser.get(list)).text()).toContain('2 organisations stand below it in public')
  const refused = await browser.post(list, { ...facts, 'to-en': '' })
  expect([refused.status, (await refused.text()).includes('value="Geneva"')]).toEqual([422, true])
  expect((await browser.post(list, facts)).status).toBe(303)
  const [one] = await as(wanjiru, (tx) => listHandOvers(tx, { letterId }))
  const at = `/hand-overs/${one!.id}`
  // no sheet of names: those who signed stand in public
  expect((await browser.get(`${at}/sheet`)).status).toBe(404)
  expect(await (await browser.get(at)).text()).toContain(`/letters/${letter.shortId}/print`)
  const form = { version: String(one!.version), how: 'left-there' }
  const ahead = await browser.post(`${at}/record`, { ...form, onDay: '2027-01-01' })
  expect(await ahead.text()).toContain('This day has not come yet.')
  const onDay = office.clock.now().toISOString().slice(0, 10)
  expect((await browser.post(`${at}/record`, { ...form, onDay })).status).toBe(303)
  expect((await browser.post(`${at}/update`, {})).status).toBe(303)
  const { numbers, updateId } = await as(wanjiru, (tx) => getHandOver(tx, one!.id))
  expect(numbers).toEqual({ organisations: 2, countries: expect.any(Number) })
  await as(ines, (tx) =>
    saveUpdateText(tx, {
      ...{ updateId: updateId!, language: 'en', version: 1, translation: 'original' },
      words: {
        ...{ headline: 'Left at the ministry', place: 'Geneva', source: '', ask: '' },
        ...{ body: 'Nobody came to the door.', nextExpected: '', correctionNote: '' },
      },
    }),
  )
  const page = `/en/c/${her.shortId}/letters/${letter.shortId}`
  const says = async () => (await get(page)).text.includes('How it was handed over')
  expect(await says()).toBe(false)
  await publishBuilt(office.db, fresh(ines), updateId!, ['en'], fresh(wanjiru))
  const { text } = await get(page)
  expect(text.replaceAll(/<[^>]+>/g, '')).toMatch(
    /Left on .* for the Minister of Justice\..*2 organisations had signed/,
  )
  await as(ines, (tx) => withdrawLetter(tx, letterId))
  expect((await get(page)).status).toBe(410)
})
