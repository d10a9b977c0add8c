/** A campaign that supporters sign and whose mails are read, to see what becomes of what they set right. */
import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { afterAll, expect } from 'vitest'
import { confirmLinks } from '../src/campaigns/confirm-mail.ts'
import { countActions } from '../src/campaigns/counting.ts'
import { preferenceToken } from '../src/campaigns/preference-token.ts'
import { openMailServers, relayOf, sendOne, type MailServers } from '../src/delivery/index.ts'
import { readSigners } from '../src/hand-overs/signers.ts'
import { heldData } from '../src/supporters/index.ts'
import { buildPartnerPage } from './build-coalition.ts'
import { partnerWorld } from './partner-world.ts'
import { startSink } from './sink.ts'
import { act, newJourney, ruth } from './submissions.ts'
import { numbersOf } from './supporter.ts'

export const listed = { wording: 'With my name, as it stood on the page', version: '1' }

export interface Who {
  firstName: string
  lastName: string
  email: string
  country: string
}

export const at = (name: string): Who => ({ ...ruth, email: `${name}@mail.example` })
export const undoIn = (mail: string): string => /\/en\/undo\/[\w-]+/.exec(mail)![0]

export async function correctingWorld() {
  const world = await partnerWorld()
  const { clock, office, worker, organisationId: lead, as, wanjiru, post, asWorker } = world
  const sink = await startSink({ keep: 1_000 })
  const server: MailServers = openMailServers(
    worker.services,
    relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: worker.services.publicUrl }),
  )
  afterAll(async () => {
    server.close()
    await sink.close()
  })
  const built = await world.campaign()
  await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)

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
  const numberOf = async (organisationId: string) => {
    const { number } = await asWorker(organisationId, ({ db }) =>
      db
        .selectFrom('organisations')
        .select('number')
        .where('id', '=', organisationId)
        .executeTakeFirstOrThrow(),
    )
    return number
  }
  async function mailTo(email: string) {
    while (await sendOne(worker.services, server));
    const raw = sink.mails.findLast(({ to }) => to === email)!.raw
    return (await PostalMime.parse(Buffer.from(raw.replace(/\r\n\./g, '\r\n'), 'latin1'))).text ?? ''
  }
  const undoing = async (address: string) => {
    expect((await post(address, {})).status).toBe(303)
    await worker.drainAll()
  }
  return {
    ...world,
    lead,
    partner: wanjiru.organisationId,
    built,
    ...{ signs, choicesOf, change, undoing },
    ...{ supportersOf, signersOf, people, numberOf, mailTo },
  }
}
