import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import PostalMime from 'postal-mime'
import { sql } from 'kysely'
import { workerOf } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { openMailServers, relayOf, sendOne, type MailServers } from '#delivery/index.ts'
import { openWording } from '#supporters/index.ts'
import { buildDesk } from '../../test/build-case.ts'
import { buildLiveCampaign, type BuiltCampaign } from '../../test/build-campaign.ts'
import { mailCatalogue } from '../../test/catalogue.ts'
import { testDatabase } from '../../test/database.ts'
import { startSink, type Sink } from '../../test/sink.ts'
import { act, jonas, no, ruth, yes } from '../../test/submissions.ts'
import { testWorker } from '../../test/worker.ts'
import { countActions } from './counting.ts'
import { expireUnconfirmed } from './expiring.ts'
import { remind } from './confirm-mail.ts'
import { campaignIntake } from './intake.ts'
import { unsubscribeToken } from './leaving.ts'
import { preferenceToken } from './preference-token.ts'
import './module.ts'

const database = await testDatabase()
const clock = fixedClock('2026-11-23T10:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => office.close())
const { organisationId, member } = await buildDesk(office)
const worker = testWorker(database, { intake: campaignIntake, catalogue: mailCatalogue, clock })
const asWorker = workerOf(organisationId)

/** The same member, who proved a credential just now. */
const desk = () => ({ ...member, steppedUpAt: clock.now() })
const live = () => buildLiveCampaign(office, desk())

let sink: Sink
let server: MailServers
beforeEach(async () => {
  sink = await startSink({ keep: 100 })
  server = openMailServers(
    worker.services,
    relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: worker.services.publicUrl }),
  )
})
afterEach(async () => {
  server.close()
  await sink.close()
})

const sendAll = async () => {
  while (await sendOne(worker.services, server));
}
const read = (raw: string) =>
  PostalMime.parse(Buffer.from(raw.replace(/\r\n\./g, '\r\n'), 'latin1')) as Promise<{
    subject: string
    text: string
    from: { address: string }
  }>

/** The token in the newest mail to this address. */
async function tokenTo(address: string): Promise<string> {
  const mail = sink.mails.filter((one) => one.to === address).at(-1)!
  const { text } = await read(mail.raw)
  return /\/confirm\/([\w-]+)/.exec(text)![1]!
}

const answer = (token: string, choice: string) => ({
  type: 'confirm',
  at: clock.now().toISOString(),
  language: 'en',
  token,
  choice,
})

const actionStates = (campaign: BuiltCampaign) =>
  worker.db.reading(asWorker, async ({ db }) => {
    const rows = await db
      .selectFrom('actions')
      .select(['kind', 'state'])
      .where('campaign_id', '=', campaign.campaignId)
      .orderBy('kind')
      .execute()
    return rows.map((row) => `${row.kind} ${row.state}`)
  })
const optIns = (campaign: BuiltCampaign) =>
  worker.db.reading(asWorker, async ({ db, keys }) => {
    const key = await keys.organisation(organisationId)
    const rows = await db
      .selectFrom('opt_ins')
      .select(['id', 'scope', 'sealed', 'confirmed_at', 'ended_reason'])
      .where('case_id', '=', campaign.caseId)
      .execute()
    return rows.map(({ id, sealed, ...row }) => ({ ...row, wording: openWording(key, { id, sealed }) }))
  })
const tally = (campaign: BuiltCampaign) =>
  worker.db.reading(asWorker, (tx) => countActions(tx, campaign.campaignId))

/** Acts as somebody new each time, so that the limits of one inbox do not meet another test's. */
let someone = 0
const somebody = () => ({ ...ruth, email: `ruth${++someone}@mail.example` })

async function acted(kinds: ('message' | 'email' | 'signature')[], changes: Record<string, unknown> = {}) {
  const campaign = await live()
  const who = somebody()
  await worker.submit(3, ...kinds.map((kind) => act(campaign, kind, clock.now(), { who, ...changes })))
  await worker.drainAll()
  await sendAll()
  return { campaign, who, token: await tokenTo(who.email) }
}

describe('the mail that asks', () => {
  test('says what was done and where to answer, and nothing that a visitor typed', async () => {
    const { who } = await acted(['message', 'signature'], { text: 'canary words' })
    const { subject, text, from } = await read(sink.mails.at(-1)!.raw)
    expect(subject).toContain('A question is no crime')
    expect(from.address).toMatch(/@harbour\.example$/)
    for (const typed of ['canary', who.firstName, who.lastName]) expect(text).not.toContain(typed)
    expect(text).toContain('Samira Haddad')
  })

  test('comes again after ten minutes when one acts again, at most three times a day', async () => {
    const { campaign, who } = await acted(['signature'])
    const again = async (minutes: number) => {
      clock.move(minutes * 60_000)
      await worker.submit(3, act(campaign, 'signature', clock.now(), { who }))
      await worker.drainAll()
      await sendAll()
      return sink.counts.get(who.email)
    }
    expect(await again(5)).toBe(1)
    expect(await again(6)).toBe(2)
    expect(await again(11)).toBe(3)
    expect(await again(11)).toBe(3)
    expect(await actionStates(campaign)).toEqual(['signature pending'])
  })

  test('reminds twice, days apart, and never more', async () => {
    const { who } = await acted(['signature'])
    for (let day = 0; day < 6; day++) {
      clock.move(86_400_000)
      await worker.db.transaction(asWorker, (tx) => remind(tx, organisationId))
      await sendAll()
    }
    expect(sink.counts.get(who.email)).toBe(3)
  })

  test('does not leave while the page is down', async () => {
    const campaign = await live()
    const who = somebody()
    await worker.submit(3, act(campaign, 'signature', clock.now(), { who }))
    await worker.drainAll()
    await office.transaction(desk(), ({ db }) =>
      sql`delete from publications where subject_id = ${campaign.campaignId}`.execute(db),
    )
    await sendAll()
    expect(sink.counts.get(who.email)).toBeUndefined()
  })
})

describe('the answer', () => {
  test('confirms all that waits in the campaign, once, and keeps posted who asked to be', async () => {
    const { campaign, token } = await acted(['message', 'email', 'signature'])
    await worker.submit(2, answer(token, 'keep-posted'), answer(token, 'keep-posted'))
    await worker.drainAll()
    expect(await actionStates(campaign)).toEqual([
      'email confirmed',
      'message confirmed',
      'signature confirmed',
    ])
    expect(await optIns(campaign)).toMatchObject([
      { scope: 'case', wording: yes.wording, confirmed_at: expect.any(Date), ended_reason: null },
    ])
    expect(await tally(campaign)).toMatchObject({
      people: 1,
      countries: 1,
      byKind: { message: 1, email: 1, signature: 1 },
    })
    const held = await worker.db.reading(asWorker, ({ db }) =>
      sql<{
        n: number
      }>`select count(*)::int as n from support_messages m join actions a on a.id = m.action_id
        where a.campaign_id = ${campaign.campaignId} and m.moderation = 'held'`.execute(db),
    )
    expect(held.rows[0]!.n).toBe(1)
  })

  test('"confirm only" says nothing of what she asked for in another case', async () => {
    const who = somebody()
    const [here, there] = [await live(), await live()]
    await worker.submit(3, act(here, 'signature', clock.now(), { who }))
    await worker.drainAll()
    await sendAll()
    const token = await tokenTo(who.email)
    await worker.submit(3, act(there, 'signature', clock.now(), { who }))
    await worker.drainAll()
    await worker.submit(2, answer(token, 'only'))
    await worker.drainAll()
    expect(await optIns(here)).toMatchObject([{ ended_reason: 'confirmed-only' }])
    expect(await optIns(there)).toMatchObject([{ confirmed_at: null, ended_reason: null }])
  })

  test('"confirm only" counts her and mails her nothing more', async () => {
    const { campaign, token } = await acted(['signature'])
    await worker.submit(2, answer(token, 'only'))
    await worker.drainAll()
    expect(await actionStates(campaign)).toEqual(['signature confirmed'])
    expect(await optIns(campaign)).toMatchObject([{ confirmed_at: null, ended_reason: 'confirmed-only' }])
  })

  test('"keep me posted" after a no on the form is a yes, in the words of the mail', async () => {
    const { campaign, token } = await acted(['signature'], { keepPosted: no })
    await worker.submit(2, answer(token, 'keep-posted'))
    await worker.drainAll()
    expect(await optIns(campaign)).toMatchObject([{ confirmed_at: expect.any(Date), ended_reason: null }])
  })

  test('"this was not me" erases what waits, and nothing is ever mailed there again', async () => {
    const { campaign, who, token } = await acted(['message', 'email'])
    await worker.submit(2, answer(token, 'not-me'))
    await worker.drainAll()
    expect(await actionStates(campaign)).toEqual(['email expired', 'message expired'])
    const { rows } = await worker.db.reading(asWorker, ({ db }) =>
      sql<{
        sealed: Buffer | null
      }>`select sealed from actions where campaign_id = ${campaign.campaignId}`.execute(db),
    )
    expect(rows.every((row) => row.sealed === null)).toBe(true)
    const kept = await worker.db.reading(asWorker, ({ db }) =>
      sql<{ n: number }>`select count(*)::int as n from supporters s join inboxes i on i.number = s.inbox
        where i.suppressed_reason = 'not-me' and (length(s.sealed) > 0 or length(i.address_sealed) > 0)`.execute(
        db,
      ),
    )
    expect(kept.rows[0]!.n).toBe(0)
    clock.move(3_600_000)
    await worker.submit(3, act(campaign, 'signature', clock.now(), { who }))
    await worker.drainAll()
    await sendAll()
    expect(sink.counts.get(who.email)).toBe(1)
    expect(await tally(campaign)).toMatchObject({ people: 0 })
  })

  test('a forged token, one for another purpose, and one that is over confirm nothing', async () => {
    const { campaign, token } = await acted(['signature'])
    const preference = preferenceToken(database.keys, clock.now(), {
      organisationId,
      inbox: 1,
      language: 'en',
    })
    clock.move(8 * 86_400_000)
    const forged = `${token.slice(0, -4)}AAAA`
    await worker.submit(2, ...[token, forged, preference].map((one) => answer(one, 'keep-posted')))
    await worker.drainAll()
    expect(await actionStates(campaign)).toEqual(['signature pending'])
    expect(await tally(campaign)).toMatchObject({ people: 0 })
  })

  test('people of her own country are counted, their country is not', async () => {
    const { campaign, token } = await acted(['signature'])
    await worker.submit(2, answer(token, 'only'))
    const { country } = await office.reading(member, ({ db }) =>
      db.selectFrom('cases').select('country').where('id', '=', campaign.caseId).executeTakeFirstOrThrow(),
    )
    const local = { ...jonas, email: `local${++someone}@mail.example`, country }
    await worker.submit(3, act(campaign, 'signature', clock.now(), { who: local }))
    await worker.drainAll()
    await sendAll()
    await worker.submit(2, answer(await tokenTo(local.email), 'only'))
    await worker.drainAll()
    expect(await tally(campaign)).toMatchObject({ people: 2, countries: 1 })
  })

  test('what nobody confirmed is erased after seven days, and the stranger with it', async () => {
    const { campaign, who } = await acted(['message'])
    clock.move(8 * 86_400_000)
    await worker.db.transaction(asWorker, (tx) => expireUnconfirmed(tx, organisationId))
    expect(await actionStates(campaign)).toEqual(['message expired'])
    const index = await worker.db.reading(asWorker, async (tx) =>
      (await tx.keys.organisation(organisationId)).index('address', who.email),
    )
    const { rows } = await worker.db.reading(asWorker, ({ db }) =>
      sql`select 1 from inboxes where address_index = ${index}`.execute(db),
    )
    expect(rows).toEqual([])
  })
})

describe('leaving', () => {
  const leave = (token: string, command?: string) => ({
    type: command ? 'preference' : 'unsubscribe',
    at: clock.now().toISOString(),
    language: 'en',
    token,
    ...(command ? { command } : {}),
  })

  async function confirmed() {
    const one = await acted(['message', 'email', 'signature'])
    await worker.submit(2, answer(one.token, 'keep-posted'))
    await worker.drainAll()
    const inbox = await worker.db.reading(asWorker, async (tx) => {
      const key = await tx.keys.organisation(organisationId)
      const index = key.index('address', one.who.email)
      return await tx.db
        .selectFrom('inboxes')
        .innerJoin('supporters', (join) => join.onRef('supporters.inbox', '=', 'inboxes.number'))
        .innerJoin('organisations', 'organisations.id', 'supporters.organisation_id')
        .select(['inboxes.number as inbox', 'supporters.number', 'organisations.number as organisation'])
        .where('address_index', '=', index)
        .executeTakeFirstOrThrow()
    })
    const choices = preferenceToken(database.keys, clock.now(), {
      organisationId,
      inbox: inbox.inbox,
      caseId: one.campaign.caseId,
      language: 'en',
    })
    return { ...one, ...inbox, choices }
  }

  test('one click ends every opt-in and suppresses the inbox; a forged token does nothing', async () => {
    const { campaign, organisation, number } = await confirmed()
    const token = unsubscribeToken(database.keys, organisation, number)
    await worker.submit(1, leave(`${token.slice(0, -1)}${token.endsWith('A') ? 'Q' : 'A'}`))
    await worker.drainAll()
    expect(await optIns(campaign)).toMatchObject([{ ended_reason: null }])
    await worker.submit(1, leave(token))
    await worker.drainAll()
    expect(await optIns(campaign)).toMatchObject([{ ended_reason: 'unsubscribed' }])
  })

  test('taking back her actions takes them out of every count and stops the letter', async () => {
    const { campaign, choices } = await confirmed()
    await worker.submit(1, leave(choices, 'take-back-actions'))
    await worker.drainAll()
    expect(await tally(campaign)).toMatchObject({ people: 0, byKind: {} })
    const { rows } = await worker.db.reading(asWorker, ({ db }) =>
      sql`select state from official_emails where campaign_id = ${campaign.campaignId}`.execute(db),
    )
    expect(rows).toEqual([{ state: 'stopped' }])
  })

  test('what is held goes to her own inbox, once a day', async () => {
    const { who, choices } = await confirmed()
    await worker.submit(1, leave(choices, 'send-what-you-hold'), leave(choices, 'send-what-you-hold'))
    await worker.drainAll()
    await sendAll()
    expect(sink.counts.get(who.email)).toBe(2)
    const { text } = await read(sink.mails.at(-1)!.raw)
    for (const held of [who.email, 'Ruth Okafor', 'We think of you.', yes.wording])
      expect(text).toContain(held)
  })

  test('erasing destroys name, address and words; the number stays', async () => {
    const { campaign, who, inbox, choices } = await confirmed()
    await worker.submit(1, leave(choices, 'erase'))
    await worker.drainAll()
    expect(await tally(campaign)).toMatchObject({ people: 1 })
    const left = await worker.db.reading(asWorker, async (tx) => {
      const { rows } = await sql<{ sealed: Buffer; address_sealed: Buffer; words: number }>`
        select s.sealed, i.address_sealed, (select count(*)::int from actions a where a.supporter_id = s.id
          and a.sealed is not null) as words
        from supporters s join inboxes i on i.number = s.inbox where i.number = ${inbox}`.execute(tx.db)
      return rows[0]!
    })
    expect(left.sealed.length + left.address_sealed.length + left.words).toBe(0)
    await sendAll()
    expect(sink.counts.get(who.email)).toBe(1)
  })
})

test('following without acting is a yes that waits for its mail', async () => {
  const campaign = await live()
  const email = `reader${++someone}@mail.example`
  await worker.submit(3, {
    type: 'follow',
    caseKey: campaign.shortId,
    organisationId,
    at: clock.now().toISOString(),
    language: 'ar',
    who: { email },
    keepPosted: yes,
  })
  await worker.drainAll()
  await sendAll()
  expect(await optIns(campaign)).toMatchObject([{ confirmed_at: null }])
  await worker.submit(2, answer(await tokenTo(email), 'keep-posted'))
  await worker.drainAll()
  expect(await optIns(campaign)).toMatchObject([{ confirmed_at: expect.any(Date) }])
  expect(await actionStates(campaign)).toEqual([])
})
