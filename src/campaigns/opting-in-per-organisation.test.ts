/** Whom somebody allows to write to her, one organisation at a time; and how she ends it, for one or for all. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { leaveCoalition } from '#coalitions/index.ts'
import { eraseInbox, heldData } from '#supporters/index.ts'
import { proofRows } from '../supporters/exporting.ts'
import { agreeOn, buildPartnerPage } from '../../test/build-coalition.ts'
import { partnerWorld } from '../../test/partner-world.ts'
import { act, ruth } from '../../test/submissions.ts'
import { confirmLinks } from './confirm-mail.ts'
import { campaignJobs } from './expiring.ts'
import { preferenceToken } from './preference-token.ts'

const world = await partnerWorld()
const { clock, office, worker, organisationId: lead, as, wanjiru, odile, get, post, asWorker } = world
const { organisationId: partner } = wanjiru
const answers = { follow: 'no', identity: 'country' }
const fresh = () => ({ steppedUpAt: clock.now() })

const optInsOf = (organisation: string, email: string) =>
  asWorker(organisation, async ({ db }) => {
    const inbox = await world.inboxOf(organisation, email)
    const { rows } = await sql<{ scope: string; confirmed: boolean; ended: string | null }>`
      select o.scope, o.confirmed_at is not null as confirmed, o.ended_reason as ended
      from opt_ins o join supporters s on s.organisation_id = o.organisation_id and s.id = o.supporter_id
      where o.organisation_id = ${organisation} and s.inbox = ${inbox ?? null} order by o.scope`.execute(db)
    return rows
  })
const suppressedIn = (organisation: string, email: string) =>
  asWorker(organisation, async ({ db }) => {
    const number = await world.inboxOf(organisation, email)
    if (number === undefined) return undefined
    const { suppressed_reason: reason } = await db
      .selectFrom('inboxes')
      .select('suppressed_reason')
      .where('organisation_id', '=', organisation)
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    return reason
  })
const eventsOf = (organisation: string, type: string) =>
  asWorker(organisation, async ({ db }) => {
    const { n } = await db
      .selectFrom('events')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('organisation_id', '=', organisation)
      .where('type', '=', type)
      .executeTakeFirstOrThrow()
    return n
  })

/** A partner's page under a charter that lets it ask for the lead's newsletter too. */
async function sharing() {
  const built = await world.campaign()
  const { address } = await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)
  await agreeOn(
    office,
    [
      { ...as.ines, ...fresh() },
      { ...wanjiru, ...fresh() },
    ],
    built.caseId,
    {
      sharing: 'own-and-lead',
    },
  )
  return { ...built, path: `/en/act/${built.key}/${address}/signature` }
}

describe('a newsletter on a partner’s page', () => {
  test('is that organisation’s alone as long as the charter says so', async () => {
    const built = await world.campaign()
    const { address } = await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)
    const { text } = await get(`/en/act/${built.key}/${address}/signature`)
    expect(text).toContain('newsletter of <bdi>Lighthouse Circle</bdi>')
    expect(text).not.toMatch(/value="both"|Harbour Watch/)
  })

  test('may be asked for both by the charter: nothing is preset, and an answer is required', async () => {
    const { path } = await sharing()
    const { text } = await get(path)
    const choices = [...text.matchAll(/<input[^>]+name="newsletter"[^>]*>/g)].map(([input]) => input)
    expect(choices.map((input) => /value="(\w+)"/.exec(input)![1])).toEqual(['own', 'both', 'none'])
    expect(choices.join()).not.toContain('checked')
    // the notice names everybody who may keep what is typed
    expect(text).toContain('<bdi>Harbour Watch</bdi> keeps your name, your address and your country as well')
    const refused = await post(path, { ...ruth, ...answers })
    expect(refused.status).toBe(422)
    await worker.drainAll()
    expect(await world.inboxOf(partner, ruth.email)).toBeUndefined()
  })

  test.each([
    { newsletter: 'none', theirs: [], leads: undefined },
    { newsletter: 'own', theirs: ['newsletter'], leads: undefined },
    { newsletter: 'both', theirs: ['newsletter'], leads: ['newsletter'] },
  ])('$newsletter: each asked organisation keeps its own opt-in, with the words', async (one) => {
    const { path } = await sharing()
    const email = `${one.newsletter}@mail.example`
    expect((await post(path, { ...ruth, email, ...answers, newsletter: one.newsletter })).status).toBe(303)
    await worker.drainAll()
    expect((await optInsOf(partner, email)).map(({ scope }) => scope)).toEqual(one.theirs)
    const inbox = await world.inboxOf(lead, email)
    expect(inbox === undefined ? undefined : (await optInsOf(lead, email)).map(({ scope }) => scope)).toEqual(
      one.leads,
    )
    if (!one.leads) return
    // the lead has no act of hers, and asks by a mail of its own
    const acts = await asWorker(lead, ({ db }) =>
      sql<{ n: number }>`select count(*)::int as n from actions a join supporters s on s.id = a.supporter_id
        where s.inbox = ${inbox!} and a.organisation_id = ${lead}`.execute(db),
    )
    expect(acts.rows[0]!.n).toBe(0)
    const proof = proofRows(office, { ...as.ines, ...fresh() }, lead)
    const rows = await Array.fromAsync(proof)
    expect(rows.filter((row) => row.includes(email))[0]).toEqual(
      expect.arrayContaining([
        'newsletter',
        'May we send you a newsletter? Yes, those of Lighthouse Circle and of Harbour Watch',
      ]),
    )
  })

  test('counts for the lead when its mail is answered, and opts in to nothing else', async () => {
    const { path, caseId } = await sharing()
    const email = 'answering@mail.example'
    await post(path, { ...ruth, email, ...answers, newsletter: 'both' })
    await worker.drainAll()
    const inbox = (await world.inboxOf(lead, email))!
    const link = { organisationId: lead, inbox, caseId, newsletter: 'alone', language: 'en' } as const
    const { token } = confirmLinks(worker.services, clock.now(), link)
    const { text } = await get(`/en/confirm/${token}`)
    expect(text).toContain('newsletter of <bdi>Harbour Watch</bdi>')
    const pressed = await post(`/en/confirm/${token}`, { answer: 'follow' })
    expect(pressed.headers.get('location')).toContain('/en/confirmed/newsletter/')
    expect((await get(pressed.headers.get('location')!)).text).toContain('The newsletter will come to you')
    await worker.drainAll()
    expect(await optInsOf(lead, email)).toEqual([{ scope: 'newsletter', confirmed: true, ended: null }])
    expect(await optInsOf(partner, email)).toEqual([{ scope: 'newsletter', confirmed: false, ended: null }])
  })
})

test('a confirmation takes the newsletter that its mail told of, and none that was ticked with the address since', async () => {
  const { path, caseId, campaignId } = await sharing()
  const email = 'told@mail.example'
  await post(path, { ...ruth, email, ...answers, newsletter: 'own' })
  await worker.drainAll()
  const link = { organisationId: partner, inbox: (await world.inboxOf(partner, email))!, caseId, campaignId }
  const press = async (newsletter?: 'too') => {
    const told = { ...link, language: 'en', ...(newsletter ? { newsletter } : {}) }
    await post(`/en/confirm/${confirmLinks(worker.services, clock.now(), told).token}`, { answer: 'follow' })
    await worker.drainAll()
    return (await optInsOf(partner, email)).filter(({ scope }) => scope === 'newsletter')
  }
  expect(await press()).toMatchObject([{ confirmed: false }])
  expect(await press('too')).toMatchObject([{ confirmed: true }])
})

describe('the preference page', () => {
  const known = async (email: string) => {
    const built = await world.campaign()
    await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)
    const who = { ...ruth, email }
    const through = { who, organisationId: partner }
    await worker.submit(
      3,
      act(built, 'signature', clock.now(), { who }),
      act(built, 'signature', clock.now(), through),
    )
    await worker.drainAll()
    const inbox = (await world.inboxOf(partner, email))!
    const { caseId } = built
    const of = { organisationId: partner, inbox, caseId, language: 'en' }
    return `/en/preferences/${preferenceToken(worker.services.keys, clock.now(), of)}`
  }

  test('is for the organisation whose mail it was, unless she says all', async () => {
    const path = await known('one@mail.example')
    const { text } = await get(path)
    expect(text).toMatch(/<input[^>]*value="one"[^>]*checked/)
    await post(path, { command: 'stop_all' })
    await worker.drainAll()
    expect(await suppressedIn(partner, 'one@mail.example')).toBe('unsubscribed')
    expect(await suppressedIn(lead, 'one@mail.example')).toBeNull()
  })

  test('for all reaches whoever knows the address, and leaves nothing where nobody does', async () => {
    const path = await known('all@mail.example')
    const before = await eventsOf(odile.organisationId, 'submission.dropped')
    await post(path, { command: 'stop_all', scope: 'all' })
    await worker.drainAll()
    expect(await suppressedIn(partner, 'all@mail.example')).toBe('unsubscribed')
    expect(await suppressedIn(lead, 'all@mail.example')).toBe('unsubscribed')
    expect(await world.inboxOf(odile.organisationId, 'all@mail.example')).toBeUndefined()
    expect(await eventsOf(odile.organisationId, 'submission.dropped')).toBe(before)
  })

  test('erases in all, when she says so', async () => {
    const path = await known('gone@mail.example')
    await post(path, { command: 'erase', scope: 'all' })
    await worker.drainAll()
    for (const one of [partner, lead]) expect(await world.inboxOf(one, 'gone@mail.example')).toBeUndefined()
  })

  test('is spoken for others by nobody but the office: a wish that visitors seal is nobody’s', async () => {
    await known('safe@mail.example')
    const wish = { organisationId: lead, address: 'safe@mail.example', command: 'erase', language: 'en' }
    await worker.submit(
      1,
      { type: 'elsewhere', token: Buffer.from(JSON.stringify(wish)).toString('base64url') },
      { type: 'elsewhere', ...wish, token: '' },
    )
    await worker.drainAll()
    expect(await world.inboxOf(lead, 'safe@mail.example')).toBeDefined()
  })
})

test('erased at one organisation she stays one person in the case, until the last that knows her erases her', async () => {
  const built = await world.campaign()
  const { caseId, campaignId } = built
  await buildPartnerPage(office, wanjiru, as.ines, campaignId)
  const who = { ...ruth, email: 'one@person.example' }
  const acts = async (kind: 'signature' | 'message', organisation: string) => {
    clock.move(1000)
    await worker.submit(3, act(built, kind, clock.now(), { who, organisationId: organisation }))
    await worker.drainAll()
  }
  const erase = (organisation: string) =>
    asWorker(organisation, async (tx) =>
      eraseInbox(tx, organisation, (await world.inboxOf(organisation, who.email))!),
    )
  const actsAt = async (organisation: string) =>
    await asWorker(organisation, async ({ db }) => {
      const { rows } = await sql<{ kind: string; person: number; theirs: boolean }>`
        select a.kind, a.person_number as person, s.erased_at is null as theirs from actions a
          join supporters s on s.id = a.supporter_id
        where a.campaign_id = ${campaignId} and a.organisation_id = ${organisation} order by a.id`.execute(db)
      return rows
    })
  await acts('signature', lead)
  await acts('signature', partner)
  await erase(partner)
  await acts('message', lead)
  const [first, second] = await actsAt(lead)
  expect(second!.person).toBe(first!.person)
  // who comes back takes part there as anybody, whoever else knows her
  await acts('signature', partner)
  expect((await actsAt(partner)).map(({ theirs }) => theirs)).toEqual([false, true])
  // the one erases in its office, the other has left by then: the last of them ends her index
  await erase(lead)
  await world.member(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  await erase(partner)
  await acts('signature', lead)
  expect((await actsAt(lead)).at(-1)!.person).not.toBe(first!.person)
})

describe('when the organisation has left', () => {
  /** Somebody acted on its page and confirmed nothing; then it left. */
  const left = async (email: string) => {
    const built = await world.campaign()
    await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)
    const { caseId, campaignId } = built
    await worker.submit(
      3,
      act(built, 'signature', clock.now(), { who: { ...ruth, email }, organisationId: partner }),
    )
    await worker.drainAll()
    const inbox = (await world.inboxOf(partner, email))!
    await world.member(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
    return { organisationId: partner, inbox, caseId, campaignId, language: 'en' }
  }
  const stateOf = (campaignId: string) =>
    asWorker(partner, async ({ db }) => {
      const { rows } = await sql<{ state: string }>`
        select state from actions where campaign_id = ${campaignId}`.execute(db)
      return rows.map(({ state }) => state)
    })
  const parked = async () =>
    (await worker.db.pool.query('select id from intake.rows where failures > 0')).rowCount

  test.each([
    { pressed: 'only', state: 'confirmed' },
    { pressed: 'not_me', state: 'expired' },
    { pressed: 'take_back', state: 'withdrawn' },
  ])('its supporter’s $pressed still counts', async ({ pressed, state }) => {
    const link = await left(`${pressed}@late.example`)
    if (pressed === 'take_back') {
      const token = preferenceToken(worker.services.keys, clock.now(), link)
      await post(`/en/preferences/${token}`, { command: pressed })
    } else {
      const { token } = confirmLinks(worker.services, clock.now(), link)
      await post(`/en/confirm/${token}`, { answer: pressed })
    }
    await worker.drainAll()
    expect([await stateOf(link.campaignId), await parked()]).toEqual([[state], 0])
  })

  test('its supporter still hears what it holds', async () => {
    const { inbox } = await left('held@late.example')
    const held = await asWorker(partner, (tx) => heldData(tx, partner, inbox))
    expect(held.map(({ label }) => label)).toContain('supporter.held.signature')
  })

  test('what nobody confirmed is erased in time, whatever befalls another organisation’s', async () => {
    const email = 'never@late.example'
    const { campaignId } = await left(email)
    clock.move(8 * 86_400_000)
    const job = campaignJobs.find(({ name }) => name === 'expire-unconfirmed')!
    const organisations = async () => ['no organisation', partner]
    await expect(job.run({ ...worker.services, organisations })).rejects.toThrow('no organisation')
    expect([await stateOf(campaignId), await world.inboxOf(partner, email)]).toEqual([['expired'], undefined])
    // and no member writes into the history of a case that it left
    await expect(
      world.member(wanjiru, ({ db }) =>
        sql`insert into events (type, at, organisation_id, case_id, actor_kind)
          select 'case.opened', now(), ${partner}, case_id, 'member' from actions
          where campaign_id = ${campaignId}`.execute(db),
      ),
    ).rejects.toThrow('row-level security')
  })
})
