/** A published joint letter, those from outside who sign it, their mail, and the worker between them. */
import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach } from 'vitest'
import { openMailServers, relayOf, sendOne, type MailServers } from '../src/delivery/index.ts'
import { jointLetterIntake } from '../src/joint-letters/intake.ts'
import { signOnJobs } from '../src/joint-letters/sign-on-jobs.ts'
import { workerOf } from '../src/platform/actor.ts'
import { mailCatalogue } from './catalogue.ts'
import { lettersWorld } from './letters-world.ts'
import { startSink, type Sink } from './sink.ts'
import { testWorker } from './worker.ts'
import '../src/joint-letters/module.ts'

const answer = (yes = true) => ({ yes, wording: 'I may sign.', version: '1' })

/** Call it at the top level of a test file; before each test, who signed the letter is gone and a day has passed. */
export async function signOnWorld() {
  const world = await lettersWorld()
  const { office, ines, as } = world
  const { clock } = office
  const worker = testWorker(office.database, { intake: jointLetterIntake, catalogue: mailCatalogue, clock })
  const asWorker = workerOf(ines.organisationId)
  const { her, letterId } = await world.begin()
  await world.publish()
  const textHash = (await world.current()).textHash!.toString('base64url')
  let sink: Sink
  let server: MailServers
  beforeEach(async () => {
    await worker.db.transaction(asWorker, ({ db }) =>
      db.deleteFrom('joint_letter_signatories').where('letter_id', '=', letterId).execute(),
    )
    clock.move(86_400_000)
    sink = await startSink({ keep: 200 })
    server = openMailServers(
      worker.services,
      relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: worker.services.publicUrl }),
    )
  })
  afterEach(async () => {
    server.close()
    await sink.close()
  })

  /** Somebody new each time, so that the limits of one mailbox do not meet another test's. */
  let someone = 0
  function signOn(changes: Record<string, unknown> = {}) {
    const host = `lawyers${++someone}.example`
    return {
      ...{ type: 'sign-on', at: clock.now().toISOString(), language: 'en', letterId, textHash },
      ...{ organisation: 'Lawyers of the Two Rivers', country: 'LB', website: `https://www.${host}/` },
      contact: { name: 'Maya Aoun', role: 'Director', email: `maya@${host}` },
      ...{ authority: answer(), hear: answer(false) },
      ...changes,
    }
  }
  type SignOn = ReturnType<typeof signOn>

  async function sends(...all: SignOn[]): Promise<void> {
    await worker.submit(3, ...all)
    await worker.drainAll()
  }
  async function deliver(): Promise<void> {
    while (await sendOne(worker.services, server));
  }
  async function run(name: string): Promise<void> {
    await signOnJobs.find((job) => job.name === name)!.run(worker.services)
  }

  async function mailsTo(address: string): Promise<{ subject: string; text: string }[]> {
    await deliver()
    const raw = sink.mails
      .filter((one) => one.to === address)
      .map((one) => one.raw.replace(/\r\n\./g, '\r\n'))
    return (await Promise.all(raw.map((one) => PostalMime.parse(Buffer.from(one, 'latin1'))))) as {
      subject: string
      text: string
    }[]
  }
  async function tokenTo(address: string, of: 'sign-on' | 'signatory' = 'sign-on'): Promise<string> {
    const found = (await mailsTo(address)).flatMap(
      ({ text }) => new RegExp(`/${of}/([\\w-]+)`).exec(text)?.[1] ?? [],
    )
    return found.at(-1)!
  }

  /** @param read hash of the letter that stood above the button, where the page showed one */
  async function says(
    choice: 'confirm' | 'not-us' | 'withdraw',
    token: string,
    at = clock.now(),
    read?: string,
  ) {
    const answered = {
      ...{ type: 'sign-on-answer', at: at.toISOString(), language: 'en', token, choice },
      ...(read ? { textHash: read } : {}),
    }
    await worker.submit(choice === 'confirm' ? 2 : 1, answered)
    await worker.drainAll()
  }

  /** State of each signatory of the letter, and how many contacts and logos lie beside them. */
  const standing = () =>
    worker.db.reading(asWorker, async ({ db }) => {
      const { rows } = await sql<{ state: string; contact: boolean; logo: boolean; own: boolean }>`
      select s.state, c.signatory_id is not null as contact, g.signatory_id is not null as logo, s.at_domain as own
      from joint_letter_signatories s left join joint_letter_contacts c on c.signatory_id = s.id
        left join joint_letter_logos g on g.signatory_id = s.id where s.letter_id = ${letterId} order by s.id`.execute(
        db,
      )
      return rows
    })
  const states = async () => (await standing()).map(({ state }) => state).toSorted()
  const idOf = (state: string) =>
    worker.db.reading(asWorker, async ({ db }) => {
      const row = await db
        .selectFrom('joint_letter_signatories')
        .select('id')
        .where('letter_id', '=', letterId)
        .where('state', '=', state as 'waiting')
        .executeTakeFirstOrThrow()
      return row.id
    })
  const dropped = async (code: string) =>
    await office.count('events', `type = 'submission.dropped' and data ->> 'code' = '${code}'`)

  const change = (values: object) =>
    as(ines, (tx) => tx.db.updateTable('joint_letters').set(values).where('id', '=', letterId).execute())

  async function confirmed(changes: Record<string, unknown> = {}): Promise<{ sent: SignOn; token: string }> {
    const sent = signOn(changes)
    await sends(sent)
    const token = await tokenTo(sent.contact.email)
    await says('confirm', token)
    return { sent, token }
  }

  return {
    ...{ world, worker, her, letterId, answer, signOn, sends, deliver, run, mailsTo, tokenTo, says },
    ...{ standing, states, idOf, dropped, change, confirmed },
    /** to whom mails went in this test */
    sentTo: () => sink.mails.map(({ to }) => to),
  }
}
