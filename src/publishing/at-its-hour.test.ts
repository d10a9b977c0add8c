/** What is signed comes out at its hour, once, and only what may still come out by then. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { buildCase, buildConsents, type BuiltCase } from '../../test/build-case.ts'
import { agreeOn, buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { catalogue, testOffice } from '../../test/office.ts'
import { signBeside } from '../../test/sign.ts'
import { lantern, lighthouse } from '../../test/world.ts'
import { calendarEntries } from '#cases/calendar/entries.ts'
import { saveWording, setWish } from '#cases/index.ts'
import { createI18n } from '#platform/i18n.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import { comeAboutByItself, tryAgain } from './countersigning.ts'
import {
  askForSignature,
  dissent,
  goQuiet,
  holdTakenBack,
  listApprovals,
  publishAtTheirHour,
  takeBackSignature,
  takeBackWord,
  unpublishCase,
  withdrawConsent,
} from './index.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const wanjiru = await buildPartner(office.db)
const river = { ...lighthouse, name: 'River Desk' }
const noe = await buildPartner(office.db, river, { name: 'Noe Sund', address: 'noe@river.example' })
const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
const as = <T>(who: Member, run: Parameters<typeof office.db.transaction<T>>[1]) =>
  office.db.transaction(fresh(who), run)

let her: BuiltCase
let consents: Record<string, string>
let n = 0
beforeEach(async () => {
  office.clock.move(60_000)
  her = await buildCase(office.db, fresh(ines), { codeName: `Hour ${++n}` })
  consents = await buildConsents(office.db, fresh(ines), her)
})

const choice = { languages: ['en'], gate: 'name', items: ['story'], portrait: false, status: false }
const inHours = (many: number) => new Date(office.clock.now().getTime() + many * 3_600_000)
/** As the clocks of Nairobi show it: three hours ahead of UTC, all year. */
const nairobi = (at: Date) => ({
  local: new Date(at.getTime() + 3 * 3_600_000).toISOString().slice(0, 16),
  zone: 'Africa/Nairobi',
})
const ask = (publishAt = nairobi(inHours(2))) =>
  as(ines, (tx) => askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice, publishAt }))
const timed = async (publishAt?: ReturnType<typeof nairobi>) => {
  const { signOffId } = await ask(publishAt)
  expect((await signBeside(office.db, fresh(tomas), signOffId)).state).toBe('prepared')
  return signOffId
}
const signs = async (who: Member, id: string) => (await signBeside(office.db, fresh(who), id)).state
const takesBack = (who: Member, signOffId: string, reason = 'The court has moved the day.') =>
  as(who, (tx) => takeBackWord(tx, { signOffId, reason }))
const toldWithinSeconds = () => holdTakenBack(office.db, ines.organisationId)
const isPublic = () => office.count('publications', `case_id = '${her.caseId}'`)
const row = (id: string) =>
  as(ines, ({ db }) => db.selectFrom('sign_offs').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const hours = (many: number) => office.clock.move(many * 3_600_000)
const theClock = () => publishAtTheirHour(office.db, ines.organisationId)
const alarms = () => office.count('alarms', `stage = 'text-held' and case_id = '${her.caseId}'`)

describe('at its hour', () => {
  test('it comes out by the clock of the zone that was named, not a minute before', async () => {
    const id = await timed()
    expect((await row(id)).publish_at).toEqual(new Date(Math.floor(inHours(2).getTime() / 60_000) * 60_000))
    hours(1.98)
    await theClock()
    expect(await isPublic()).toBe(0)
    await expect(
      as(ines, (tx) =>
        sql`update sign_offs set state = 'signed', settled_at = ${tx.now} where id = ${id}`.execute(tx.db),
      ),
      'the database holds the hour too',
    ).rejects.toMatchObject({ constraint: 'sign_offs_not_before' })
    hours(0.02)
    await theClock()
    expect([await isPublic(), (await row(id)).state]).toEqual([1, 'signed'])
    expect(await office.count('events', `type = 'sign-off.came-out' and subject = '${id}'`)).toBe(1)
  })

  test('it comes out once, whichever worker dies in it and however many work', async () => {
    const id = await timed()
    hours(2)
    await expect(
      office.db.transaction(workerOf(ines.organisationId), async (tx) => {
        await comeAboutByItself(tx, id)
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    expect([await isPublic(), (await row(id)).state]).toEqual([0, 'prepared'])
    await Promise.all([theClock(), theClock(), theClock()])
    await theClock()
    expect(await office.count('events', `type = 'publication.published' and case_id = '${her.caseId}'`)).toBe(
      1,
    )
    expect(await isPublic()).toBe(1)
  })

  test('a correction by one person comes out too, as long as it still adds nothing', async () => {
    const { signOffId } = await as(ines, (tx) =>
      askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice }),
    )
    await signBeside(office.db, fresh(tomas), signOffId)
    await as(ines, (tx) =>
      saveWording(tx, {
        ...{ caseId: her.caseId, language: 'en', version: 1, translation: 'original' },
        ...{ ...lantern.texts.en, sentence: `${lantern.texts.en.sentence} Today.` },
      }),
    )
    const corrected = await as(ines, (tx) =>
      askForSignature(tx, {
        ...{ kind: 'case', subjectId: her.caseId, choice, correcting: true },
        publishAt: nairobi(inHours(2)),
      }),
    )
    expect(corrected.state).toBe('prepared')
    hours(2)
    await theClock()
    expect(await row(corrected.signOffId)).toMatchObject({
      state: 'signed',
      rule: 'correction',
      held_at: null,
    })
  })

  test('signed after its hour it comes out at once', async () => {
    const { signOffId, state } = await ask()
    expect(state).toBe('asked')
    hours(3)
    await theClock()
    expect(await isPublic(), 'nobody has signed beside the author').toBe(0)
    expect((await signBeside(office.db, fresh(tomas), signOffId)).state).toBe('signed')
    expect(await isPublic()).toBe(1)
  })
})

describe('where it may not come out', () => {
  test('for want of a consent it stays, the team is alarmed once, and people let it go when that is mended', async () => {
    const id = await timed()
    await as(ines, (tx) =>
      withdrawConsent(tx, { caseId: her.caseId, consentIds: [consents['story']!], word: 'met', reason: '' }),
    )
    hours(2)
    await theClock()
    await theClock()
    expect([await isPublic(), await alarms(), await row(id)]).toMatchObject([
      ...[0, 1],
      { state: 'prepared', held_code: 'publishing.no-consent' },
    ])
    await expect(as(tomas, (tx) => tryAgain(tx, id))).rejects.toMatchObject({ code: 'publishing.no-consent' })
    await buildConsents(office.db, fresh(ines), her, ['story'])
    await theClock()
    expect(await isPublic(), 'not by itself').toBe(0)
    const again = `/cases/${her.caseId}/sign-offs/${id}/again`
    expect((await office.as('tomas').post(again, {})).status).toBe(303)
    expect([await isPublic(), (await row(id)).held_at]).toEqual([1, null])
  })

  test('her wish for quiet, and a charter that asks for more by then, hold it', async () => {
    const quiet = await timed()
    await as(ines, (tx) =>
      setWish(tx, {
        caseId: her.caseId,
        kind: 'go-quiet',
        text: 'Quiet.',
        since: '2026-11-20',
        given: 'written',
      }),
    )
    hours(2)
    await theClock()
    expect([await isPublic(), (await row(quiet)).held_code]).toEqual([0, 'wish.quiet'])

    her = await buildCase(office.db, fresh(ines), { codeName: `Charter ${n}` })
    await buildConsents(office.db, fresh(ines), her)
    await joinCoalition(office.db, fresh(ines), her.caseId, fresh(wanjiru))
    const { signOffId: unasked } = await ask()
    expect((await signBeside(office.db, fresh(wanjiru), unasked)).state).toBe('prepared')
    await agreeOn(office.db, [fresh(ines), fresh(wanjiru)], her.caseId, { quorum: 2 })
    hours(2)
    await theClock()
    expect([await isPublic(), (await row(unasked)).held_code]).toEqual([0, 'publishing.approval.ask-anew'])
  })

  test('because somebody showed less meanwhile it is dropped, and its author reads that on Today', async () => {
    const id = await timed()
    await as(ines, (tx) => goQuiet(tx, her.caseId))
    expect((await row(id)).state).toBe('replaced')
    hours(2)
    await theClock()
    expect(await isPublic()).toBe(0)
    expect(await (await office.as('ines').get('/')).text()).toMatch(
      new RegExp(`Hour ${n}: what was to come out at its hour \\([^)]+\\) was dropped`),
    )
  })

  test('because its page was taken down meanwhile it is dropped; what waits for a condition stays', async () => {
    const now = () => as(ines, (tx) => askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice }))
    await signBeside(office.db, fresh(tomas), (await now()).signOffId)
    const ready = await as(ines, (tx) =>
      askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice, condition: 'charged' }),
    )
    expect(ready.state).toBe('prepared')
    await as(ines, (tx) =>
      saveWording(tx, {
        ...{ caseId: her.caseId, language: 'en', version: 1, translation: 'original' },
        ...{ ...lantern.texts.en, sentence: `${lantern.texts.en.sentence} New.` },
      }),
    )
    const id = await timed()
    await as(tomas, (tx) => unpublishCase(tx, her.caseId))
    hours(2)
    await theClock()
    expect([await isPublic(), (await row(id)).state, (await row(ready.signOffId)).state]).toEqual([
      ...[0, 'replaced'],
      'prepared',
    ])
    expect(await office.count('events', `type = 'sign-off.dropped' and subject = '${id}'`)).toBe(1)
    // nor by a second signature for what was asked, also where nothing was public yet
    const { signOffId: asked } = await now()
    await as(tomas, (tx) => unpublishCase(tx, her.caseId))
    await expect(signBeside(office.db, fresh(tomas), asked)).rejects.toMatchObject({
      code: 'publishing.sign.settled',
    })
  })

  test('it is taken back by anybody who could sign, until then', async () => {
    const id = await timed()
    await as(tomas, (tx) => takeBackSignature(tx, id))
    hours(2)
    await theClock()
    expect([await isPublic(), (await row(id)).state]).toEqual([0, 'taken-back'])
  })
})

describe('a word taken back before it is out', () => {
  const together = async (terms: Parameters<typeof agreeOn>[3]) => {
    for (const one of [wanjiru, noe]) await joinCoalition(office.db, fresh(ines), her.caseId, fresh(one))
    await agreeOn(office.db, [fresh(ines), fresh(wanjiru), fresh(noe)], her.caseId, terms)
  }
  const outPastTheVerb = (id: string) =>
    as(ines, (tx) =>
      sql`update sign_offs set state = 'signed', settled_at = ${tx.now} where id = ${id}`.execute(tx.db),
    )

  test('below the quorum it is held and its authors hear at once; given again, it comes out as it lies', async () => {
    await together({ quorum: 3 })
    const { signOffId: id } = await ask()
    expect([await signs(wanjiru, id), await signs(noe, id)]).toEqual(['asked', 'prepared'])
    const at = `/cases/${her.caseId}/sign-offs/${id}`
    const browser = office.signedIn(fresh(noe))
    expect(await (await browser.get(at)).text()).toContain(`${at}/take-word-back`)
    const wordless = await browser.post(`${at}/take-word-back`, { wordReason: '' })
    expect([wordless.status, (await row(id)).state]).toEqual([422, 'prepared'])
    const said = { wordReason: 'The court has moved the day.' }
    expect((await browser.post(`${at}/take-word-back`, said)).status).toBe(303)
    await expect(takesBack(noe, id)).rejects.toMatchObject({ code: 'publishing.word.none' })
    await toldWithinSeconds()
    await toldWithinSeconds()
    expect([(await row(id)).held_code, await alarms()]).toEqual(['publishing.held.words', 1])
    expect(await (await office.as('ines').get('/')).text()).toContain(
      `Hour ${n}: a word on a text was taken back; as it lies it does not come out at its hour`,
    )
    expect(await (await office.signedIn(wanjiru).get(at)).text()).toContain(said.wordReason)
    expect(await office.count('sign_off_approvals', `position('moved the day'::bytea in sealed) > 0`)).toBe(0)
    hours(2)
    await theClock()
    await expect(outPastTheVerb(id), 'the database counts too').rejects.toMatchObject({
      constraint: 'sign_offs_quorum_reached',
    })
    expect(await isPublic()).toBe(0)
    expect([await signs(noe, id), await isPublic()]).toEqual(['signed', 1])
    await expect(takesBack(noe, id)).rejects.toMatchObject({ code: 'publishing.sign.settled' })
  })

  test('a colleague of the author takes back what their organisation approved, and gives it again before the hour', async () => {
    await together({ quorum: 2 })
    const { signOffId: id } = await ask()
    expect(await signs(wanjiru, id)).toBe('prepared')
    const ofNone = sql`insert into sign_off_approvals
      select sign_off_id, case_id, ${noe.organisationId}, ${noe.accountId}, 'taken-back', ${office.clock.now()}, sealed
      from sign_off_approvals where sign_off_id = ${id} limit 1`
    await expect(
      as(noe, ({ db }) => ofNone.execute(db)),
      'no word, none to take back',
    ).rejects.toMatchObject({ code: '42501' })
    await expect(takesBack(ines, id), 'the author takes back the text').rejects.toMatchObject({
      code: 'publishing.word.none',
    })
    await takesBack(tomas, id)
    await toldWithinSeconds()
    expect((await row(id)).held_code).toBe('publishing.held.words')
    expect([await signs(tomas, id), (await row(id)).held_at]).toEqual(['prepared', null])
    hours(2)
    await theClock()
    expect(await isPublic()).toBe(1)
  })

  test('a second signature leaves the text unsigned until a person signs it; only its own person takes it back', async () => {
    const id = await timed()
    await expect(
      as(ines, (tx) =>
        sql`update sign_offs set second_taken_back_at = ${tx.now}, second_reason_sealed = salt where id = ${id}`.execute(
          tx.db,
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await takesBack(tomas, id)
    expect(
      await office.count('sign_offs', `position('moved the day'::bytea in second_reason_sealed) > 0`),
    ).toBe(0)
    await toldWithinSeconds()
    expect((await row(id)).held_code).toBe('publishing.held.signature')
    const page = await (await office.as('ines').get(`/cases/${her.caseId}/sign-offs/${id}`)).text()
    expect(page).toContain('The court has moved the day.')
    hours(2)
    await theClock()
    await expect(as(ines, (tx) => tryAgain(tx, id))).rejects.toMatchObject({
      code: 'publishing.held.signature',
    })
    await expect(outPastTheVerb(id)).rejects.toMatchObject({ constraint: 'sign_offs_second_stands' })
    expect(await isPublic()).toBe(0)
    expect([await signs(tomas, id), await isPublic()]).toEqual(['signed', 1])
  })

  test('dissent is noted until then and stops nothing, also where the charter lets one stop a text', async () => {
    await together({ quorum: 2, dissent: 'stops' })
    const { signOffId: id } = await ask()
    expect(await signs(wanjiru, id)).toBe('prepared')
    hours(1)
    const objects = (who: Member) => as(who, (tx) => dissent(tx, { signOffId: id, reason: 'Too early.' }))
    await expect(objects(wanjiru)).rejects.toMatchObject({ code: 'publishing.approval.take-back-first' })
    await objects(noe)
    await expect(objects(noe)).rejects.toMatchObject({ code: 'publishing.approval.given' })
    hours(1)
    await theClock()
    expect(await isPublic()).toBe(1)
    const words = await as(ines, (tx) => listApprovals(tx, { id, caseId: her.caseId }))
    expect(words.find(({ answer }) => answer === 'dissent')).toMatchObject({ reason: 'Too early.' })
  })
})

test('its hour stands in the calendars of the room, under the code name, and goes with it', async () => {
  const said = (who: Member) =>
    office.db.reading(who, async (tx) =>
      (await calendarEntries(tx, createI18n('en', catalogue)))
        .filter(({ summary }) => summary.startsWith(`Hour ${n}:`))
        .map(({ summary, at }) => [summary, at]),
    )
  const { signOffId } = await ask()
  const { publish_at: at } = await row(signOffId)
  expect(await said(ines)).toEqual([[`Hour ${n}: A text is to come out, and is not signed by all yet`, at]])
  await signBeside(office.db, fresh(tomas), signOffId)
  const ready = [[`Hour ${n}: A text comes out`, at]]
  expect([await said(tomas), await said(wanjiru)]).toEqual([ready, []])
  await joinCoalition(office.db, fresh(ines), her.caseId, fresh(wanjiru))
  expect(await said(wanjiru)).toEqual(ready)
  await as(tomas, (tx) => takeBackSignature(tx, signOffId))
  expect(await said(ines)).toEqual([])
})

test('an hour that is past, of no zone or beside a condition is refused in words; the page shows it in both clocks', async () => {
  await expect(ask(nairobi(inHours(-1)))).rejects.toMatchObject({
    fields: { hour: 'publishing.error.hour-past' },
  })
  await expect(ask({ local: '2026-12-03T19:30', zone: 'Mars/Olympus' })).rejects.toMatchObject({
    fields: { hourZone: 'error.field.choose' },
  })
  await expect(
    as(ines, (tx) =>
      askForSignature(tx, {
        ...{ kind: 'case', subjectId: her.caseId, choice, condition: 'charged' },
        publishAt: nairobi(inHours(1)),
      }),
    ),
  ).rejects.toMatchObject({ fields: { hour: 'publishing.error.hour-or-condition' } })
  expect(await office.count('sign_offs', `case_id = '${her.caseId}'`)).toBe(0)
  const { signOffId } = await ask({ local: '2026-12-03T19:30', zone: 'Africa/Nairobi' })
  const at = `/cases/${her.caseId}/sign-offs/${signOffId}`
  const page = await (await office.as('tomas').get(at)).text()
  expect(page).toMatch(/19:30.*\(Africa\/Nairobi\)/)
  expect(page).toMatch(/17:30.*\(Europe\/Amsterdam\)/)
  expect(await (await office.as('tomas').get(`${at}?zone=Asia/Tokyo`)).text()).toMatch(
    /01:30.*\(Asia\/Tokyo\)/,
  )
  // what is asked anew waits for the same hour, unless somebody says otherwise
  const anew = await (await office.as('ines').get(`/cases/${her.caseId}/publish`)).text()
  expect(anew).toMatch(/name="hour"[^>]*value="2026-12-03T19:30"/)
  expect(anew).toMatch(/value="Africa\/Nairobi" selected/)
})
