/** A supporter sets right what is held on her, from the link in her mail to the undoing of it. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { eraseInbox, eraseSupporter, suppress } from '#supporters/index.ts'
import { forgetChanges } from '../supporters/change.ts'
import { unlockDetails } from '../supporters/locking.ts'
import { proofRows } from '../supporters/exporting.ts'
import { at, correctingWorld, listed, undoIn } from '../../test/correcting-world.ts'
import { act, jonas, newJourney, ruth } from '../../test/submissions.ts'
import { numbersOf } from '../../test/supporter.ts'
import { confirmLinks } from './confirm-mail.ts'
import { choicesSignature, choicesToken, unsubscribeToken } from './leaving.ts'

const world = await correctingWorld()
const { clock, office, worker, lead, partner, as, built, get, post, asWorker } = world
const { signs, choicesOf, change, undoing, supportersOf, signersOf, people, numberOf, mailTo } = world
// hours pass in here: nobody is asked twice within a day
beforeEach(() => clock.move(25 * 3_600_000))

describe('the page', () => {
  test('shows nothing of anybody, keeps what was typed, and asks for something to change', async () => {
    const who = at('shown')
    const choices = choicesOf((await signs(who)).inbox)
    expect((await get(choices)).text).toContain(`href="${choices}/change"`)
    const { status, text } = await get(`${choices}/change`)
    expect(status).toBe(200)
    for (const held of [who.firstName, who.lastName, who.email]) expect(text).not.toContain(held)
    expect(text).not.toMatch(/<option[^>]+selected/)
    expect(text).toContain('Sign up again with the new one')
    expect((await get(`${choices.replace('/en/', '/ar/')}/change`)).text).toContain('dir="rtl"')
    const empty = await post(`${choices}/change`, { former: 'Ruth Okafor' })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toMatch(/Fill in at least one thing[\s\S]+value="Ruth Okafor"/)
    const wrong = await post(`${choices}/change`, { firstName: 'www.bad.example', lastName: 'Adeyemi' })
    expect([wrong.status, (await wrong.text()).includes('value="Adeyemi"')]).toEqual([422, true])
    expect((await post('/en/preferences/x/change', { lastName: 'Adeyemi' })).status).toBe(404)
    await worker.drainAll()
    expect((await supportersOf((await numbersOf(worker, lead, who.email)).inbox)).changes).toEqual([])
  })
})

describe('a new name', () => {
  test('moves the index, leaves what was signed as it was, and is told and undone by mail', async () => {
    const who = at('renamed')
    const { inbox } = await signs(who)
    const before = await people()
    await change(choicesOf(inbox), { lastName: 'Adeyemi', country: 'SE', mailLanguage: 'ar' })
    expect(await supportersOf(inbox)).toMatchObject({
      ...{ names: ['Ruth Adeyemi'], rows: [{ country: 'SE', language: 'ar' }] },
      changes: [
        ...[{ text: 'Ruth Okafor' }, { text: 'Ruth Adeyemi' }, { text: 'NG' }, { text: 'SE' }],
        ...[{ text: 'en' }, { text: 'ar' }],
      ],
    })
    expect(await signersOf()).toContain('Ruth Okafor')
    expect(await signersOf()).not.toContain('Ruth Adeyemi')
    // whoever signs under either name is the person that she was
    await signs({ ...who, lastName: 'Adeyemi' })
    await signs({ ...who, lastName: 'Adeyemi' }, partner)
    await signs(who, partner)
    expect(await people()).toBe(before)
    // in the language that she read before, which whoever holds the link does not choose
    const mail = await mailTo(who.email)
    const undo = undoIn(mail)
    // and tells what stood there, not what was typed
    expect(mail).toContain('Name. Before: Ruth Okafor')
    expect(mail).not.toMatch(/Adeyemi|Sweden/)
    expect((await get(undo)).text).toContain('<form')
    expect((await supportersOf(inbox)).names).toEqual(['Ruth Adeyemi'])
    for (let n = 0; n < 2; n++) expect((await post(undo, {})).status).toBe(303)
    await worker.drainAll()
    expect(await supportersOf(inbox)).toMatchObject({
      ...{ names: ['Ruth Okafor'], rows: [{ country: 'NG', language: 'en' }] },
      changes: [3, 3, 3].flatMap(() => [
        { label: 'supporter.held.change.before' },
        { label: 'supporter.held.change.undone' },
      ]),
    })
    expect(await signersOf()).toContain('Ruth Okafor')
    const events = await asWorker(lead, ({ db }) =>
      db
        .selectFrom('events')
        .select('type')
        .where('type', 'like', 'supporter.change%')
        .orderBy('id')
        .execute(),
    )
    expect(events.map(({ type }) => type)).toEqual(['supporter.changed', 'supporter.change-undone'])
    // the proof of it leaves with that of the opt-ins, and never what was there
    const proof = []
    const ines = { ...as.ines, steppedUpAt: clock.now() }
    for await (const row of proofRows(office, ines, lead)) if (row[4] === 'change') proof.push(row)
    expect(proof).toEqual([expect.arrayContaining(['name, country, language', 'undone'])])
    expect(proof.flat()).not.toContain('Adeyemi')
    clock.move(91 * 86_400_000)
    expect((await get(undo)).status).toBe(410)
  })

  test('stands under what she signed where she asks for it, until she undoes it', async () => {
    const who = { ...at('anew'), firstName: 'Mirembe' }
    const { inbox } = await signs(who)
    await change(choicesOf(inbox), { lastName: 'Nansubuga', signatures: 'yes' })
    expect(await signersOf()).toContain('Mirembe Nansubuga')
    expect(await signersOf()).not.toContain('Mirembe Okafor')
    const undo = undoIn(await mailTo(who.email))
    await post(undo, {})
    await worker.drainAll()
    expect(await signersOf()).toContain('Mirembe Okafor')
  })

  test('undone in whatever order, it never comes back as one that was forged', async () => {
    const who = at('twice')
    const { inbox } = await signs(who)
    await change(choicesOf(inbox), { lastName: 'Forged', country: 'SE' })
    const first = undoIn(await mailTo(who.email))
    await change(choicesOf(inbox), { lastName: 'Worse', country: 'FR', mailLanguage: 'ar' })
    const mail = await mailTo(who.email)
    const second = undoIn(mail)
    // nobody writes to her in the place of what stood there before either
    expect(mail).toContain('an earlier mail told you of it')
    expect(mail).not.toMatch(/Forged|Worse/)
    // and the warning stays in her own language a day after that was changed
    await change(choicesOf(inbox), { country: 'DE' })
    expect(undoIn(await mailTo(who.email))).not.toBe(second)
    await undoing(first)
    await undoing(second)
    expect(await supportersOf(inbox)).toMatchObject({
      ...{ names: ['Ruth Okafor'], rows: [{ country: 'NG', language: 'en' }] },
    })
    // the later one alone leaves the earlier
    await change(choicesOf(inbox), { country: 'SE' })
    await change(choicesOf(inbox), { country: 'FR' })
    await undoing(undoIn(await mailTo(who.email)))
    expect((await supportersOf(inbox)).rows).toMatchObject([{ country: 'SE' }])
  })

  test('is put back also where somebody was entered under the former one meanwhile', async () => {
    const who = at('squatted')
    const { inbox } = await signs(who)
    await change(choicesOf(inbox), { lastName: 'Forged' })
    const undo = undoIn(await mailTo(who.email))
    await worker.submit(
      3,
      act(built, 'signature', clock.now(), { who, journey: newJourney(), identity: 'full', listed }),
    )
    await worker.drainAll()
    expect((await supportersOf(inbox)).names).toEqual(['Ruth Forged', 'Ruth Okafor'])
    await undoing(undo)
    expect((await supportersOf(inbox)).names).toEqual(['Ruth Okafor', 'Ruth Okafor'])
    await change(choicesOf(inbox), { country: 'SE', former: 'Ruth Okafor' })
    expect((await supportersOf(inbox)).rows.map(({ country }) => country)).toEqual(['SE', 'NG'])
  })

  test('that was undone leaves her number to whoever is really called so', async () => {
    const who = at('claimed')
    const { inbox } = await signs(who)
    await change(choicesOf(inbox), { firstName: 'Ngozi' })
    await undoing(undoIn(await mailTo(who.email)))
    const before = await people()
    await signs({ ...who, firstName: 'Ngozi' })
    expect(await people()).toBe(before + 1)
  })

  test('counts as undone in time however late the office reads it, and nobody undoes it later', async () => {
    const who = at('slow')
    const { inbox } = await signs(who)
    await change(choicesOf(inbox), { lastName: 'Forged' })
    const undo = undoIn(await mailTo(who.email))
    clock.move(89 * 86_400_000)
    expect((await post(undo, {})).status).toBe(303)
    clock.move(2 * 86_400_000)
    await worker.drainAll()
    expect((await supportersOf(inbox)).names).toEqual(['Ruth Okafor'])
    // a month later its values are gone; that there was one stays
    clock.move(30 * 86_400_000)
    await forgetChanges.run(worker.services)
    expect((await supportersOf(inbox)).changes).toMatchObject([
      { label: 'supporter.held.change.undone', text: '–' },
    ])
  })

  test('goes with what was done under it, where she says that it was not she', async () => {
    const who = at('not-me')
    const open = act(built, 'signature', clock.now(), {
      who,
      journey: newJourney(),
      identity: 'full',
      listed,
    })
    await worker.submit(3, open)
    await worker.drainAll()
    const { inbox } = await numbersOf(worker, lead, who.email)
    await change(choicesOf(inbox), { lastName: 'Adeyemi' })
    const named = () =>
      asWorker(lead, async ({ db }) => {
        const { rows } = await sql<{ sealed: boolean; named: boolean }>`
          select a.sealed is not null as sealed, a.name_sealed is not null as named from actions a
          join supporters s on s.id = a.supporter_id where s.inbox = ${inbox}`.execute(db)
        return rows
      })
    expect(await named()).toEqual([{ sealed: true, named: true }])
    const link = { organisationId: lead, inbox, caseId: built.caseId, campaignId: built.campaignId }
    const { token } = confirmLinks(worker.services, clock.now(), { ...link, language: 'en' })
    const now = clock.now().toISOString()
    await worker.submit(2, { type: 'confirm', at: now, language: 'en', token, choice: 'not-me' })
    await worker.drainAll()
    expect(await named()).toEqual([{ sealed: false, named: false }])
  })

  test('is gone with her, and nothing of it can be undone then', async () => {
    const who = { ...at('erased'), firstName: 'Achieng' }
    const { inbox } = await signs(who)
    await change(choicesOf(inbox), { lastName: 'Owino' })
    const undo = undoIn(await mailTo(who.email))
    await asWorker(lead, (tx) => eraseInbox(tx, lead, inbox))
    await post(undo, {})
    await worker.drainAll()
    expect((await signersOf()).join()).not.toContain('Achieng')
    const { rows } = await asWorker(lead, ({ db }) =>
      sql<{
        n: number
      }>`select count(*)::int as n from supporter_changes c join supporters s on s.id = c.supporter_id
        where s.inbox = ${inbox} and (length(c.sealed) > 0 or c.undone_at is not null)`.execute(db),
    )
    expect(rows[0]!.n).toBe(0)
  })
})

describe('nothing is changed', () => {
  test('where no mail could tell of it', async () => {
    const who = at('silent')
    const { inbox } = await signs(who)
    await asWorker(lead, (tx) => suppress(tx, lead, inbox, 'complaint'))
    await change(choicesOf(inbox), { lastName: 'Forged' })
    expect(await supportersOf(inbox)).toMatchObject({ names: ['Ruth Okafor'], changes: [] })
  })

  test('from the day on which its reader says so in the mail, until staff allow it again', async () => {
    const who = at('locked')
    const { inbox } = await signs(who)
    await change(choicesOf(inbox), { country: 'SE' })
    const undo = undoIn(await mailTo(who.email))
    expect((await get(undo)).text).toContain('value="undo_and_lock"')
    const press = async (command: string) => {
      const answer = await post(undo, { command })
      expect(answer.headers.get('Location')).toBe(`/en/preferences/done/${command}`)
      expect((await get(answer.headers.get('Location')!)).text).toContain('by a link any more')
      await worker.drainAll()
    }
    await press('lock')
    expect((await supportersOf(inbox)).rows).toMatchObject([{ country: 'SE' }])
    await change(choicesOf(inbox), { country: 'KE' })
    expect(await mailTo(who.email)).toContain('asked that nobody do that by a link')
    await press('undo_and_lock')
    await change(choicesOf(inbox), { country: 'KE' })
    expect((await supportersOf(inbox)).rows).toMatchObject([{ country: 'NG' }])
    await world.member(as.ines, (tx) => unlockDetails(tx, lead, inbox))
    await change(choicesOf(inbox), { country: 'KE' })
    expect((await supportersOf(inbox)).rows).toMatchObject([{ country: 'KE' }])
  })

  test('by a link that is over, or by one to leave, whatever the visitors’ process lets through', async () => {
    const who = at('over')
    const { inbox, supporter } = await signs(who)
    const old = choicesOf(inbox).split('/').pop()!
    const oneClick = unsubscribeToken(worker.services.keys, await numberOf(lead), supporter)
    clock.move(366 * 86_400_000)
    for (const token of [old, oneClick]) {
      const [at, correction] = [clock.now().toISOString(), { country: 'SE' }]
      await worker.submit(1, {
        ...{ type: 'preference', at, language: 'en', token, command: 'change', correction },
      })
    }
    await worker.drainAll()
    expect(await supportersOf(inbox)).toMatchObject({ rows: [{ country: 'NG' }], changes: [] })
  })

  test('of what is written down of a change', async () => {
    const who = at('written')
    const { inbox } = await signs(who)
    await change(choicesOf(inbox), { country: 'SE' })
    await undoing(undoIn(await mailTo(who.email)))
    const set = (what: string) =>
      asWorker(lead, ({ db }) =>
        sql`update supporter_changes set ${sql.raw(what)} where supporter_id in
          (select id from supporters where organisation_id = ${lead} and inbox = ${inbox})`.execute(db),
      )
    await expect(set(`sealed = '\\x00'`)).rejects.toMatchObject({ code: '42501' })
    await expect(set('undone_at = null')).rejects.toMatchObject({ code: '42501' })
  })
})

describe('an inbox that several people read', () => {
  test('is not guessed at: the former name says who is meant, or the broadcast that it was for', async () => {
    const her = { ...at('shared'), firstName: 'Nadia', lastName: 'Haddad' }
    const { inbox } = await signs(her)
    await signs({ ...her, firstName: 'Karim' })
    await change(choicesOf(inbox), { firstName: 'Nadja' })
    expect((await supportersOf(inbox)).names).toEqual(['Nadia Haddad', 'Karim Haddad'])
    const mail = await mailTo(her.email)
    expect(mail).toContain('several people may read this inbox')
    expect(mail).not.toMatch(/Nadia|Karim|Nadja/)
    await change(choicesOf(inbox), { firstName: 'Nadja', former: 'NADIA  haddad' })
    expect((await supportersOf(inbox)).names).toEqual(['Nadja Haddad', 'Karim Haddad'])
    // a name that the other goes by is not taken away from him
    await change(choicesOf(inbox), { firstName: 'Karim', former: 'Nadja Haddad' })
    expect((await supportersOf(inbox)).names).toEqual(['Nadja Haddad', 'Karim Haddad'])
    expect(await mailTo(her.email)).toContain('goes by that name already')
    const number = await numberOf(lead)
    const { number: his, id: him } = await asWorker(lead, ({ db }) =>
      db
        .selectFrom('supporters')
        .select(['number', 'id'])
        .where('organisation_id', '=', lead)
        .where('inbox', '=', inbox)
        .orderBy('number', 'desc')
        .executeTakeFirstOrThrow(),
    )
    const { keys } = worker.services
    const signature = choicesSignature(keys, clock.now(), {
      ...{ organisationId: lead, caseId: built.caseId, language: 'en' },
    })
    const mailedHim = `/en/preferences/${choicesToken(keys, signature, number, his)}`
    await change(mailedHim, { country: 'KE' })
    expect((await supportersOf(inbox)).rows.map(({ country }) => country)).toEqual(['NG', 'KE'])
    // who is gone lends his link to nobody
    await asWorker(lead, (tx) => eraseSupporter(tx, lead, him))
    await change(mailedHim, { country: 'TN' })
    expect((await supportersOf(inbox)).rows.map(({ country }) => country)).toEqual(['NG'])
  })

  test('is left alone after five changes in a day', async () => {
    const who = at('often')
    const { inbox } = await signs(who)
    for (const country of ['SE', 'KE', 'TN', 'DE', 'FR', 'IT']) await change(choicesOf(inbox), { country })
    expect((await supportersOf(inbox)).rows).toMatchObject([{ country: 'FR' }])
    expect(await mailTo(who.email)).toContain('five times within a day')
  })
})

test('for all organisations: each that knows her by the same name changes it, and nobody who only shares her inbox', async () => {
  const who = at('all')
  const { inbox } = await signs(who)
  await signs(who, partner)
  const theirs = (await numbersOf(worker, partner, who.email)).inbox
  await change(choicesOf(inbox), { lastName: 'Balogun', scope: 'all' })
  await worker.drainAll()
  expect((await supportersOf(theirs, partner)).names).toEqual(['Ruth Balogun'])
  const shared = { ...jonas, email: 'both@mail.example' }
  const hers = { ...ruth, email: 'both@mail.example' }
  const here = (await signs(hers)).inbox
  await signs(shared, partner)
  await change(choicesOf(here), { lastName: 'Balogun', scope: 'all' })
  await worker.drainAll()
  const there = (await numbersOf(worker, partner, shared.email)).inbox
  expect((await supportersOf(there, partner)).names).toEqual([`${jonas.firstName} ${jonas.lastName}`])
})
