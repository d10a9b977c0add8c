/** What is signed comes out at its hour, once, and only what may still come out by then. */
import { sql } from 'kysely'
import { hourWorld } from '../../test/hour-world.ts'
import { describe, expect, test } from 'vitest'
import { buildCase, buildConsents } from '../../test/build-case.ts'
import { agreeOn, joinCoalition } from '../../test/build-coalition.ts'
import { catalogue } from '../../test/office.ts'
import { signBeside } from '../../test/sign.ts'
import { lantern } from '../../test/world.ts'
import { calendarEntries } from '#cases/calendar/entries.ts'
import { saveWording, setWish } from '#cases/index.ts'
import { createI18n } from '#platform/i18n.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import { comeAboutByItself, tryAgain } from './countersigning.ts'
import { askForSignature, goQuiet, takeBackSignature, unpublishCase, withdrawConsent } from './index.ts'

const {
  world,
  office,
  wanjiru,
  fresh,
  as,
  choice,
  inHours,
  nairobi,
  ask,
  timed,
  isPublic,
  row,
  hours,
  theClock,
  alarms,
  ines,
  tomas,
} = await hourWorld()

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
    expect(
      await office.count('events', `type = 'publication.published' and case_id = '${world.her.caseId}'`),
    ).toBe(1)
    expect(await isPublic()).toBe(1)
  })

  test('a correction by one person comes out too, as long as it still adds nothing', async () => {
    const { signOffId } = await as(ines, (tx) =>
      askForSignature(tx, { kind: 'case', subjectId: world.her.caseId, choice }),
    )
    await signBeside(office.db, fresh(tomas), signOffId)
    await as(ines, (tx) =>
      saveWording(tx, {
        ...{ caseId: world.her.caseId, language: 'en', version: 1, translation: 'original' },
        ...{ ...lantern.texts.en, sentence: `${lantern.texts.en.sentence} Today.` },
      }),
    )
    const corrected = await as(ines, (tx) =>
      askForSignature(tx, {
        ...{ kind: 'case', subjectId: world.her.caseId, choice, correcting: true },
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
      withdrawConsent(tx, {
        caseId: world.her.caseId,
        consentIds: [world.consents['story']!],
        word: 'met',
        reason: '',
      }),
    )
    hours(2)
    await theClock()
    await theClock()
    expect([await isPublic(), await alarms(), await row(id)]).toMatchObject([
      ...[0, 1],
      { state: 'prepared', held_code: 'publishing.no-consent' },
    ])
    await expect(as(tomas, (tx) => tryAgain(tx, id))).rejects.toMatchObject({ code: 'publishing.no-consent' })
    await buildConsents(office.db, fresh(ines), world.her, ['story'])
    await theClock()
    expect(await isPublic(), 'not by itself').toBe(0)
    const again = `/cases/${world.her.caseId}/sign-offs/${id}/again`
    expect((await office.as('tomas').post(again, {})).status).toBe(303)
    expect([await isPublic(), (await row(id)).held_at]).toEqual([1, null])
  })

  test('her wish for quiet, and a charter that asks for more by then, hold it', async () => {
    const quiet = await timed()
    await as(ines, (tx) =>
      setWish(tx, {
        caseId: world.her.caseId,
        kind: 'go-quiet',
        text: 'Quiet.',
        since: '2026-11-20',
        given: 'written',
      }),
    )
    hours(2)
    await theClock()
    expect([await isPublic(), (await row(quiet)).held_code]).toEqual([0, 'wish.quiet'])

    world.her = await buildCase(office.db, fresh(ines), { codeName: `Charter ${world.n}` })
    await buildConsents(office.db, fresh(ines), world.her)
    await joinCoalition(office.db, fresh(ines), world.her.caseId, fresh(wanjiru))
    const { signOffId: unasked } = await ask()
    expect((await signBeside(office.db, fresh(wanjiru), unasked)).state).toBe('prepared')
    await agreeOn(office.db, [fresh(ines), fresh(wanjiru)], world.her.caseId, { quorum: 2 })
    hours(2)
    await theClock()
    expect([await isPublic(), (await row(unasked)).held_code]).toEqual([0, 'publishing.approval.ask-anew'])
  })

  test('because somebody showed less meanwhile it is dropped, and its author reads that on Today', async () => {
    const id = await timed()
    await as(ines, (tx) => goQuiet(tx, world.her.caseId))
    expect((await row(id)).state).toBe('replaced')
    hours(2)
    await theClock()
    expect(await isPublic()).toBe(0)
    expect(await (await office.as('ines').get('/')).text()).toMatch(
      new RegExp(`Hour ${world.n}: what was to come out at its hour \\([^)]+\\) was dropped`),
    )
  })

  test('because its page was taken down meanwhile it is dropped; what waits for a condition stays', async () => {
    const now = () =>
      as(ines, (tx) => askForSignature(tx, { kind: 'case', subjectId: world.her.caseId, choice }))
    await signBeside(office.db, fresh(tomas), (await now()).signOffId)
    const ready = await as(ines, (tx) =>
      askForSignature(tx, { kind: 'case', subjectId: world.her.caseId, choice, condition: 'charged' }),
    )
    expect(ready.state).toBe('prepared')
    await as(ines, (tx) =>
      saveWording(tx, {
        ...{ caseId: world.her.caseId, language: 'en', version: 1, translation: 'original' },
        ...{ ...lantern.texts.en, sentence: `${lantern.texts.en.sentence} New.` },
      }),
    )
    const id = await timed()
    await as(tomas, (tx) => unpublishCase(tx, world.her.caseId))
    hours(2)
    await theClock()
    expect([await isPublic(), (await row(id)).state, (await row(ready.signOffId)).state]).toEqual([
      ...[0, 'replaced'],
      'prepared',
    ])
    expect(await office.count('events', `type = 'sign-off.dropped' and subject = '${id}'`)).toBe(1)
    // nor by a second signature for what was asked, also where nothing was public yet
    const { signOffId: asked } = await now()
    await as(tomas, (tx) => unpublishCase(tx, world.her.caseId))
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

test('its hour stands in the calendars of the room, under the code name, and goes with it', async () => {
  const said = (who: Member) =>
    office.db.reading(who, async (tx) =>
      (await calendarEntries(tx, createI18n('en', catalogue)))
        .filter(({ summary }) => summary.startsWith(`Hour ${world.n}:`))
        .map(({ summary, at }) => [summary, at]),
    )
  const { signOffId } = await ask()
  const { publish_at: at } = await row(signOffId)
  expect(await said(ines)).toEqual([
    [`Hour ${world.n}: A text is to come out, and is not signed by all yet`, at],
  ])
  await signBeside(office.db, fresh(tomas), signOffId)
  const ready = [[`Hour ${world.n}: A text comes out`, at]]
  expect([await said(tomas), await said(wanjiru)]).toEqual([ready, []])
  await joinCoalition(office.db, fresh(ines), world.her.caseId, fresh(wanjiru))
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
        ...{ kind: 'case', subjectId: world.her.caseId, choice, condition: 'charged' },
        publishAt: nairobi(inHours(1)),
      }),
    ),
  ).rejects.toMatchObject({ fields: { hour: 'publishing.error.hour-or-condition' } })
  expect(await office.count('sign_offs', `case_id = '${world.her.caseId}'`)).toBe(0)
  const { signOffId } = await ask({ local: '2026-12-03T19:30', zone: 'Africa/Nairobi' })
  const at = `/cases/${world.her.caseId}/sign-offs/${signOffId}`
  const page = await (await office.as('tomas').get(at)).text()
  expect(page).toMatch(/19:30.*\(Africa\/Nairobi\)/)
  expect(page).toMatch(/17:30.*\(Europe\/Amsterdam\)/)
  expect(await (await office.as('tomas').get(`${at}?zone=Asia/Tokyo`)).text()).toMatch(
    /01:30.*\(Asia\/Tokyo\)/,
  )
  // what is asked anew waits for the same hour, unless somebody says otherwise
  const anew = await (await office.as('ines').get(`/cases/${world.her.caseId}/publish`)).text()
  expect(anew).toMatch(/name="hour"[^>]*value="2026-12-03T19:30"/)
  expect(anew).toMatch(/value="Africa\/Nairobi" selected/)
})
