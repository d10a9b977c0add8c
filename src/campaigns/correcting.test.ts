/** A supporter sets right what is held on her, from the link in her mail to the undoing of it. */
import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openMailServers, relayOf, sendOne, type MailServers } from '#delivery/index.ts'
import { eraseInbox, heldData } from '#supporters/index.ts'
import { readSigners } from '../hand-overs/signers.ts'
import { proofRows } from '../supporters/exporting.ts'
import { buildPartnerPage } from '../../test/build-coalition.ts'
import { partnerWorld } from '../../test/partner-world.ts'
import { startSink } from '../../test/sink.ts'
import { act, jonas, newJourney, ruth } from '../../test/submissions.ts'
import { numbersOf } from '../../test/supporter.ts'
import { confirmLinks } from './confirm-mail.ts'
import { countActions } from './counting.ts'
import { choicesSignature, choicesToken } from './leaving.ts'
import { preferenceToken } from './preference-token.ts'

const world = await partnerWorld()
const { clock, office, worker, organisationId: lead, as, wanjiru, get, post, asWorker } = world
const { organisationId: partner } = wanjiru
const sink = await startSink({ keep: 1_000 })
const server: MailServers = openMailServers(
  worker.services,
  relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: worker.services.publicUrl }),
)
afterAll(async () => {
  server.close()
  await sink.close()
})
// hours pass in here: nobody is asked twice within a day
beforeEach(() => clock.move(25 * 3_600_000))

const built = await world.campaign()
await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)

const listed = { wording: 'With my name, as it stood on the page', version: '1' }

interface Who {
  firstName: string
  lastName: string
  email: string
  country: string
}

/** She signs, with her name on the list, and says so by her mail. */
async function signs(who: Who, organisationId = lead): Promise<{ inbox: number; supporter: number }> {
  const about = { ...built, organisationId }
  await worker.submit(
    3,
    act(about, 'signature', clock.now(), { who, journey: newJourney(), identity: 'full', listed }),
  )
  await worker.drainAll()
  const numbers = await numbersOf(worker, organisationId, who.email)
  const { token } = confirmLinks(worker.services, clock.now(), {
    ...{ organisationId, inbox: numbers.inbox, caseId: built.caseId, campaignId: built.campaignId },
    language: 'en',
  })
  const at = clock.now().toISOString()
  await worker.submit(2, { type: 'confirm', at, language: 'en', token, choice: 'only' })
  await worker.drainAll()
  return numbers
}
const choicesOf = (inbox: number, organisationId = lead) =>
  `/en/preferences/${preferenceToken(worker.services.keys, clock.now(), { organisationId, inbox, language: 'en' })}`
const change = async (choices: string, form: Record<string, string>) => {
  const answer = await post(`${choices}/change`, form)
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/en/preferences/done/change'])
  await worker.drainAll()
}
const supportersOf = (inbox: number, organisationId = lead) =>
  asWorker(organisationId, async (tx) => {
    const held = await heldData(tx, organisationId, inbox)
    const { rows } = await sql<{ country: string; language: string }>`
      select trim(country) as country, language from supporters
      where organisation_id = ${organisationId} and inbox = ${inbox} and erased_at is null order by number`.execute(
      tx.db,
    )
    return {
      names: held.filter(({ label }) => label === 'supporter.held.name').map(({ text }) => text),
      rows,
      changes: held.filter(({ label }) => label.startsWith('supporter.held.change')),
    }
  })
const signersOf = async () => {
  const about = { organisationId: lead, campaignId: built.campaignId, caseCountry: 'JO', language: 'en' }
  const { letters } = await world.member(as.ines, (tx) => readSigners(tx, about))
  return letters.flatMap(({ named }) => named.map(({ name }) => name))
}
const people = async () => (await asWorker(lead, (tx) => countActions(tx, built.campaignId))).people
async function mailTo(email: string) {
  while (await sendOne(worker.services, server));
  const raw = sink.mails.findLast(({ to }) => to === email)!.raw
  return (await PostalMime.parse(Buffer.from(raw.replace(/\r\n\./g, '\r\n'), 'latin1'))).text ?? ''
}
const at = (name: string): Who => ({ ...ruth, email: `${name}@mail.example` })

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
      changes: [{ text: 'Ruth Okafor → Ruth Adeyemi, NG → SE, en → ar' }],
    })
    expect(await signersOf()).toContain('Ruth Okafor')
    expect(await signersOf()).not.toContain('Ruth Adeyemi')
    // whoever signs under either name is the person that she was
    await signs({ ...who, lastName: 'Adeyemi' })
    await signs({ ...who, lastName: 'Adeyemi' }, partner)
    await signs(who, partner)
    expect(await people()).toBe(before)
    // in the language that she asked for, with what changed and the way back
    const mail = await mailTo(who.email)
    expect(mail).toMatch(/Okafor[\s\S]+Adeyemi/)
    const undo = /\/ar\/undo\/[\w-]+/.exec(mail)![0]
    expect((await get(undo)).text).toContain('<form')
    expect((await supportersOf(inbox)).names).toEqual(['Ruth Adeyemi'])
    for (let n = 0; n < 2; n++) expect((await post(undo, {})).status).toBe(303)
    await worker.drainAll()
    expect(await supportersOf(inbox)).toMatchObject({
      ...{ names: ['Ruth Okafor'], rows: [{ country: 'NG', language: 'en' }] },
      changes: [{ label: 'supporter.held.change.undone' }],
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
    // the proof of it leaves with that of the opt-ins
    const proof = []
    const ines = { ...as.ines, steppedUpAt: clock.now() }
    for await (const row of proofRows(office, ines, lead)) if (row[4] === 'change') proof.push(row)
    expect(proof).toEqual([
      expect.arrayContaining(['Ruth Okafor → Ruth Adeyemi, NG → SE, en → ar', 'undone']),
    ])
    clock.move(91 * 86_400_000)
    expect((await get(undo)).status).toBe(410)
  })

  test('stands under what she signed where she asks for it, until she undoes it', async () => {
    const who = { ...at('anew'), firstName: 'Mirembe' }
    const { inbox } = await signs(who)
    await change(choicesOf(inbox), { lastName: 'Nansubuga', signatures: 'yes' })
    expect(await signersOf()).toContain('Mirembe Nansubuga')
    expect(await signersOf()).not.toContain('Mirembe Okafor')
    const undo = /\/en\/undo\/[\w-]+/.exec(await mailTo(who.email))![0]
    await post(undo, {})
    await worker.drainAll()
    expect(await signersOf()).toContain('Mirembe Okafor')
  })

  test('is gone with her, and nothing of it can be undone then', async () => {
    const who = { ...at('erased'), firstName: 'Achieng' }
    const { inbox } = await signs(who)
    await change(choicesOf(inbox), { lastName: 'Owino' })
    const undo = /\/en\/undo\/[\w-]+/.exec(await mailTo(who.email))![0]
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

describe('an inbox that several people read', () => {
  test('is not guessed at: the former name says who is meant, or the broadcast that it was for', async () => {
    const her = { ...at('shared'), firstName: 'Nadia', lastName: 'Haddad' }
    const him = { ...her, firstName: 'Karim' }
    const { inbox } = await signs(her)
    await signs(him)
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
    const { number } = await asWorker(lead, ({ db }) =>
      db.selectFrom('organisations').select('number').where('id', '=', lead).executeTakeFirstOrThrow(),
    )
    const { number: his } = await asWorker(lead, ({ db }) =>
      db
        .selectFrom('supporters')
        .select('number')
        .where('organisation_id', '=', lead)
        .where('inbox', '=', inbox)
        .orderBy('number', 'desc')
        .executeTakeFirstOrThrow(),
    )
    const { keys } = worker.services
    const signature = choicesSignature(keys, clock.now(), {
      ...{ organisationId: lead, caseId: built.caseId, language: 'en' },
    })
    await change(`/en/preferences/${choicesToken(keys, signature, number, his)}`, { country: 'KE' })
    expect((await supportersOf(inbox)).rows.map(({ country }) => country)).toEqual(['NG', 'KE'])
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
