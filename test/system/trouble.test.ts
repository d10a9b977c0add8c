/** Parts of a running system are stopped, killed or taken away while visitors act: nothing that was answered is lost or doubled. */
import { afterAll, expect, test, vi } from 'vitest'
import { catalogue } from '../../src/catalogue.ts'
import { modules } from '../../src/composed.ts'
import { createI18n } from '../../src/platform/i18n.ts'
import type { OfficeServices } from '../../src/platform/module.ts'
import { startCatcher, type Catcher } from '../../src/platform/mailbox/index.ts'
import { exactAddress } from '../../src/platform/text/address.ts'
import { newVisitor, sign, type Person } from './acting.ts'
import { freePort, startSystem } from './system.ts'
import { tellStory } from './story.ts'

const smtpPort = await freePort()
const system = await startSystem({ smtpUrl: `smtp://127.0.0.1:${smtpPort}` })
afterAll(() => system.stop(), 60_000)
const { db, as, organisationId, campaign } = await tellStory(system)
afterAll(() => db.close())
let relay: Catcher | undefined
afterAll(() => relay?.close())

let people = 0
const newPerson = (): Person => {
  const n = ++people
  return { firstName: `Noor${n}`, lastName: 'van Dijk', email: `noor${n}@post.example` }
}

/** Signs as somebody new and keeps them when the server said yes. */
async function signAndKeep(answered: Person[]): Promise<number | undefined> {
  const person = newPerson()
  const status = await sign(system, campaign, person)
  if (status === 303) answered.push(person)
  return status
}

/** How many actions each of these people has in the end. */
async function actionsOf(them: readonly Person[]): Promise<number[]> {
  return await db.reading(as.ines, async (tx) => {
    const key = await tx.keys.organisation(organisationId)
    const counts: number[] = []
    for (const { email } of them) {
      const found = await tx.db
        .selectFrom('inboxes as i')
        .innerJoin('supporters as s', (on) =>
          on.onRef('s.organisation_id', '=', 'i.organisation_id').onRef('s.inbox', '=', 'i.number'),
        )
        .innerJoin('actions as a', 'a.supporter_id', 's.id')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('i.address_index', '=', key.index('address', exactAddress(email)))
        .executeTakeFirstOrThrow()
      counts.push(Number(found.n))
    }
    return counts
  })
}

const arriveOnce = (them: readonly Person[]) =>
  vi.waitFor(async () => expect(await actionsOf(them)).toEqual(them.map(() => 1)), {
    timeout: 60_000,
    interval: 250,
  })

/** What Today tells the administrator about mail. */
async function mailOnToday(): Promise<string[]> {
  const sources = modules.find(({ name }) => name === 'delivery')!.today!
  const found = await Promise.all(
    sources.map((source) =>
      source.find({
        member: as.ines,
        office: { db } as OfficeServices,
        i18n: createI18n('en', catalogue),
      }),
    ),
  )
  return found.flat().map(({ text }) => text)
}

const mails = () =>
  system.look<{ state: string; attempts: number }>(['mails'], 'select state, attempts from mails')

test('while the mail server is away mails wait and Today says so; then they leave, once', async () => {
  expect(await mailOnToday()).toEqual([])
  const answered: Person[] = []
  await signAndKeep(answered)
  await vi.waitFor(
    async () => expect(await mailOnToday()).toEqual([expect.stringMatching(/mail server/i)]),
    30_000,
  )
  expect(await mails()).toEqual([{ state: 'queued', attempts: expect.any(Number) as number }])
  expect(await newVisitor().open(`${system.publicUrl}/en/`)).toMatchObject({ status: 200 })

  relay = await startCatcher({ smtpPort, pagePort: 0 })
  const mail = await relay.waitFor(({ envelope }) => envelope.to.includes(answered[0]!.email), {
    timeout: 90_000,
  })
  expect(mail.links.some((link) => link.includes('/confirm/'))).toBe(true)
  await vi.waitFor(async () => expect(await mailOnToday()).toEqual([]), 30_000)
  expect(await mails()).toEqual([{ state: 'sent', attempts: expect.any(Number) as number }])
  expect(relay.mails()).toHaveLength(1)
}, 180_000)

test('with office and worker stopped pages are served and actions taken; all arrive once they are back', async () => {
  const stopped = [await system.pid('office'), await system.pid('worker')]
  for (const pid of stopped) process.kill(pid, 'SIGSTOP')
  const answered: Person[] = []
  const page = await newVisitor().open(`${system.publicUrl}/en/act/${campaign.shortId}/signature`)
  expect(page.status).toBe(200)
  for (let n = 0; n < 12; n++) expect(await signAndKeep(answered)).toBe(303)
  // sent twice: the same answer, one action
  expect(await sign(system, campaign, answered[0]!)).toBe(303)
  const [waiting] = await system.look<{ n: number }>([], 'select count(*)::int as n from intake.rows')
  expect(waiting).toEqual({ n: 13 })
  expect(await actionsOf(answered)).toEqual(answered.map(() => 0))

  for (const pid of stopped) process.kill(pid, 'SIGKILL')
  await arriveOnce(answered)
  await vi.waitFor(async () => expect((await fetch(system.consoleUrl)).status).toBe(200), 30_000)
}, 120_000)

test('a worker killed while it drains loses nothing and doubles nothing', async () => {
  const answered: Person[] = []
  for (let round = 0; round < 2; round++) {
    const before = await system.pid('worker')
    const acting = Promise.all(Array.from({ length: 20 }, () => signAndKeep(answered)))
    // as soon as it has begun with them
    await vi.waitFor(async () => expect(await actionsOf(answered.slice(0, 1))).toEqual([1]), 30_000)
    process.kill(before, 'SIGKILL')
    expect((await acting).every((status) => status === 303)).toBe(true)
    await vi.waitFor(async () => expect(await system.pid('worker')).not.toBe(before), 30_000)
  }
  expect(answered).toHaveLength(40)
  await arriveOnce(answered)
}, 120_000)

test('PostgreSQL killed under submissions: what was answered is there, once', async () => {
  const answered: Person[] = []
  const others: (number | undefined)[] = []
  const before = await system.pid('postgres')
  let over = false
  const visitor = async () => {
    while (!over) {
      const status = await signAndKeep(answered)
      if (status !== 303) others.push(status)
    }
  }
  const visitors = Array.from({ length: 4 }, visitor)
  await vi.waitFor(() => expect(answered.length).toBeGreaterThan(20), 30_000)
  process.kill(before, 'SIGKILL')
  const atKill = answered.length
  await vi.waitFor(() => expect(answered.length).toBeGreaterThan(atKill + 20), { timeout: 60_000 })
  over = true
  await Promise.all(visitors)
  expect(await system.pid('postgres')).not.toBe(before)
  // an honest no, never a broken page
  expect(others.filter((status) => status !== 503)).toEqual([])
  await arriveOnce(answered)
}, 180_000)

test('nothing that was printed in all this trouble names anybody', () => {
  const printed = system.printed()
  expect(printed).toContain('it starts again')
  expect(printed).not.toMatch(/noor\d|van Dijk|post\.example|Samira|Haddad/i)
})
