/** A word on a text is taken back until it is out, and dissent is noted until then. */
import { sql } from 'kysely'
import { hourWorld } from '../../test/hour-world.ts'
import { describe, expect, test } from 'vitest'
import { agreeOn, joinCoalition } from '../../test/build-coalition.ts'
import { type Member } from '#platform/actor.ts'
import { tryAgain } from './countersigning.ts'
import { dissent, listApprovals } from './index.ts'

const {
  world,
  office,
  wanjiru,
  noe,
  fresh,
  as,
  ask,
  timed,
  signs,
  takesBack,
  toldWithinSeconds,
  isPublic,
  row,
  hours,
  theClock,
  alarms,
  ines,
  tomas,
} = await hourWorld()

describe('a word taken back before it is out', () => {
  const together = async (terms: Parameters<typeof agreeOn>[3]) => {
    for (const one of [wanjiru, noe])
      await joinCoalition(office.db, fresh(ines), world.her.caseId, fresh(one))
    await agreeOn(office.db, [fresh(ines), fresh(wanjiru), fresh(noe)], world.her.caseId, terms)
  }
  const outPastTheVerb = (id: string) =>
    as(ines, (tx) =>
      sql`update sign_offs set state = 'signed', settled_at = ${tx.now} where id = ${id}`.execute(tx.db),
    )

  test('below the quorum it is held and its authors hear at once; given again, it comes out as it lies', async () => {
    await together({ quorum: 3 })
    const { signOffId: id } = await ask()
    expect([await signs(wanjiru, id), await signs(noe, id)]).toEqual(['asked', 'prepared'])
    const at = `/cases/${world.her.caseId}/sign-offs/${id}`
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
      `Hour ${world.n}: a word on a text was taken back; as it lies it does not come out at its hour`,
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
    const page = await (await office.as('ines').get(`/cases/${world.her.caseId}/sign-offs/${id}`)).text()
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
    const words = await as(ines, (tx) => listApprovals(tx, { id, caseId: world.her.caseId }))
    expect(words.find(({ answer }) => answer === 'dissent')).toMatchObject({ reason: 'Too early.' })
  })
})
