import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { listSignatory, withdrawLetter } from '#joint-letters/index.ts'
import { createI18n } from '#platform/i18n.ts'
import { askToEndQuiet, goQuiet } from '#publishing/index.ts'
import { saveUpdateText, withdrawUpdate } from '#updates/index.ts'
import { publishBuilt } from '../../test/build-update.ts'
import { catalogue } from '../../test/office.ts'
import { signBeside } from '../../test/sign.ts'
import { signOnWorld } from '../../test/sign-on-world.ts'
import { openTestSite } from '../../test/visitors-door.ts'
import { draftUpdateAbout, getHandOver, listHandOvers, prepareHandOver, recordHandOver } from './index.ts'
import { tellSignatories } from './telling.ts'

const signing = await signOnWorld()
const { world } = signing
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
  // where one of the two is at home is a number of no country
  await as(ines, ({ db }) => sql`update cases set country = 'NL' where id = ${her.caseId}`.execute(db))
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
  expect(numbers).toEqual({ organisations: 2, countries: 1 })
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
  // while the case is quiet the next one is not recorded
  await as(ines, (tx) => goQuiet(tx, her.caseId))
  const next = (await browser.post(list, facts)).headers.get('location')!
  const before = await (await browser.get(next)).text()
  expect([before.includes('The case is quiet.'), before.includes('/record')]).toEqual([true, false])
  const answer = await browser.post(`${next.split('?')[0]}/record`, { version: '1', how: 'received', onDay })
  expect(answer.status).toBe(409)
})

describe('an organisation from outside that asked what becomes of the letter', () => {
  const { worker, answer, confirmed, idOf, mailsTo, tokenTo, says, deliver, sentTo } = signing
  beforeEach(() => void world.use(signing.letterId))
  const tell = () => tellSignatories.run(worker.services)

  async function stands(changes: Record<string, unknown> = {}): Promise<string> {
    const { sent } = await confirmed({ hear: answer(true), ...changes })
    await as(ines, async (tx) => listSignatory(tx, { signatoryId: await idOf('waiting') }))
    return sent.contact.email
  }

  /** An update, ready to be signed off, that tells of a hand-over of today. */
  async function handedOver(): Promise<string> {
    const onDay = office.clock.now().toISOString().slice(0, 10)
    const to = { en: 'the Minister of Justice', ar: 'وزير العدل' }
    const updateId = await as(ines, async (tx) => {
      const { letterId } = signing
      const handOverId = await prepareHandOver(tx, {
        letterId,
        onDay,
        to,
        place: { en: 'Geneva', ar: 'جنيف' },
      })
      await recordHandOver(tx, { handOverId, version: 1, onDay, how: 'received' })
      return await draftUpdateAbout(tx, handOverId, (language) => createI18n(language, catalogue))
    })
    await as(ines, async (tx) => {
      for (const language of ['en', 'ar'] as const)
        await saveUpdateText(tx, {
          ...{ updateId, language, version: 1, translation: language === 'en' ? 'original' : 'reviewed' },
          words: {
            ...{ headline: 'Handed over', place: 'Geneva', body: 'It was taken.' },
            ...{ source: '', ask: '', nextExpected: '', correctionNote: '' },
          },
        })
    })
    return updateId
  }
  const publish = (updateId: string) =>
    publishBuilt(office.db, fresh(ines), updateId, ['en', 'ar'], fresh(wanjiru))

  test('reads once, in its language, that it was handed over, when the update is out and she is not quiet', async () => {
    const [english, arabic] = [await stands(), await stands({ language: 'ar' })]
    // one that did not ask, and one that nobody has listed
    await stands({ hear: answer(false) })
    await confirmed({ hear: answer(true) })
    await deliver()
    const updateId = await handedOver()
    const before = sentTo().length
    await tell()
    await deliver()
    expect(sentTo()).toHaveLength(before)
    await publish(updateId)
    await tell()
    await as(ines, (tx) => goQuiet(tx, signing.her.caseId))
    await deliver()
    expect(sentTo()).toHaveLength(before)
    const { signOffId } = await as(ines, (tx) => askToEndQuiet(tx, signing.her.caseId))
    await signBeside(office.db, fresh(wanjiru), signOffId)
    await tell()
    await deliver()
    expect(sentTo().slice(before).toSorted()).toEqual([english, arabic].toSorted())
    const mail = (await mailsTo(english)).at(-1)!
    expect(mail.subject).toBe('What became of the letter: End the inquiry against Samira Haddad')
    expect(mail.text).toMatch(
      /“End the inquiry against Samira Haddad” was handed over on \d+ \w+ 202\d to the Minister of Justice\./,
    )
    expect(mail.text).toContain(`/en/c/${signing.her.shortId}/updates/`)
    for (const typed of ['Maya', 'Two Rivers', 'Director', 'lawyers'])
      expect(`${mail.subject} ${mail.text}`).not.toContain(typed)
    const inArabic = (await mailsTo(arabic)).at(-1)!
    // values that run against the line stand apart in plain text
    expect(inArabic.text.replaceAll(/[\u2068\u2069]/g, '')).toContain('إلى وزير العدل.')
    expect(inArabic.text).toContain(`/ar/c/${signing.her.shortId}/updates/`)
    await says('withdraw', await tokenTo(english, 'signatory'))
    expect(await signing.states()).toEqual(['listed', 'listed', 'waiting', 'withdrawn'])
  })

  test('reads nothing when the update, or its own signature, was taken back while the mail waited', async () => {
    const [stays, leaves] = [await stands(), await stands()]
    const updateId = await handedOver()
    await publish(updateId)
    await signing.run('tell-signatories')
    const token = await tokenTo(leaves, 'signatory')
    const before = sentTo().length
    await tell()
    await says('withdraw', token)
    await as(ines, (tx) => withdrawUpdate(tx, updateId))
    await tell()
    await deliver()
    expect(sentTo()).toHaveLength(before)
    await publish(updateId)
    await tell()
    await deliver()
    expect(sentTo().slice(before)).toEqual([stays])
  })
})
