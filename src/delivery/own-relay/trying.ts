import { setTimeout as sleep } from 'node:timers/promises'
import { mustBeAllowed } from '#platform/access.ts'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { createI18n, isLanguage } from '#platform/i18n.ts'
import { newId } from '#platform/ids.ts'
import { reasonOf } from '#platform/jobs.ts'
import type { Task, WorkerServices } from '#platform/module.ts'
import { relayTestMail } from '../mails/relay-test.ts'
import type { MailOutcome } from '../outcome.ts'
import { smtpRelay, type SingleMail } from '../relay.ts'
import { connectGuarded, openSettings, relaysNow, type RelayNow } from './connecting.ts'
import { emptied, inTurn, type TestMail } from './own-relay.ts'
import { testPlace, type RelaySettings } from './settings.ts'

const idle = 500
/** How long one whose trial our own side failed waits for the next. */
const again = 60_000
/** For the whole conversation: a server that is slower is of no use, and others wait to be tried. */
const patience = 45_000

/** Tries mail servers that members named: signs in and hands a test mail over, as long as the worker lives. */
export const tryRelays: Task = {
  name: 'own-relays',
  async run(services, signal) {
    const trials: Trials = new Map()
    try {
      while (!signal.aborted) {
        await beginTrials(services, trials, signal)
        await sleep(idle, undefined, { signal }).catch(() => {})
      }
    } finally {
      // a test mail that is under way has its end before the next life sends it once more
      await Promise.all(trials.values())
    }
  },
}

/** By the relay's id: however slow one is, or whatever fails with it, the others are tried. */
type Trials = Map<string, Promise<void>>

/** One round over all organisations, to its end. */
export async function tryRelaysOnce(services: WorkerServices): Promise<void> {
  const trials: Trials = new Map()
  await beginTrials(services, trials, AbortSignal.abort())
  await Promise.all(trials.values())
}

async function beginTrials(services: WorkerServices, trials: Trials, signal: AbortSignal): Promise<void> {
  for (const relay of await relaysNow(services))
    if (relay.toTry && !trials.has(relay.id))
      trials.set(
        relay.id,
        tryRelay(services, relay)
          .catch(async (error: unknown) => {
            services.log(`a test of a mail server failed: ${reasonOf(error)}`)
            await sleep(again, undefined, { signal }).catch(() => {})
          })
          .finally(() => trials.delete(relay.id)),
      )
}

const unopened: MailOutcome = { outcome: 'soft', code: 0, reply: 'the settings could not be opened' }

async function tryRelay(services: WorkerServices, { organisationId, id }: RelayNow): Promise<void> {
  const asked = await services.db
    .transaction(workerOf(organisationId), (tx) => openTest(tx, id, services))
    .catch(() => 'unopened' as const)
  if (!asked) return
  // nothing is held while the network is waited for; a worker that dies here tries once more
  const outcome = asked === 'unopened' ? unopened : await sendTest(services, asked)
  await services.db.transaction(workerOf(organisationId), (tx) =>
    settleTest(tx, { organisationId, id }, outcome),
  )
}

interface AskedTest {
  settings: RelaySettings
  mail: SingleMail
}

async function openTest(tx: Tx, id: string, services: WorkerServices): Promise<AskedTest | undefined> {
  const settings = await openSettings(tx, id)
  const row = await tx.db
    .selectFrom('organisation_relays as r')
    .innerJoin('organisations as o', 'o.id', 'r.organisation_id')
    .select(['r.organisation_id', 'r.test_sealed', 'o.name', 'o.sender_name', 'o.sender_address'])
    .select('o.postal_address')
    .where('r.id', '=', id)
    .executeTakeFirst()
  if (!settings || !row?.test_sealed) return undefined
  const key = await tx.keys.organisation(row.organisation_id)
  const { to, language } = key.openJson<TestMail>(testPlace(id), row.test_sealed)
  const lang = isLanguage(language) ? language : 'en'
  const text = relayTestMail(createI18n(lang, services.catalogue), {
    sender: { name: row.name, postalAddress: row.postal_address },
  })
  const { sender_address: address } = row
  return {
    settings,
    mail: {
      ...{ from: { name: row.sender_name, address }, to, envelopeFrom: address },
      ...{ subject: text.subject, text: text.text, html: text.html, language: text.language },
      ...{ messageId: `${newId()}@${address.split('@')[1]}`, date: tx.now, autoSubmitted: 'auto-generated' },
    },
  }
}

async function sendTest(services: WorkerServices, { settings, mail }: AskedTest): Promise<MailOutcome> {
  const connect = (signal: AbortSignal) =>
    connectGuarded(services, settings, { replyTimeout: 20_000, signal })
  const relay = smtpRelay({ connect, grace: 0 })
  const late = new AbortController()
  const slow: MailOutcome = { outcome: 'soft', code: 0, reply: 'the mail server did not answer in time' }
  try {
    const wait = sleep(patience, slow, { signal: late.signal }).catch(() => slow)
    return await Promise.race([relay.send(mail), wait])
  } finally {
    late.abort()
    relay.close()
  }
}

/** What came of it. One that was proposed and took the mail is in use from now on, in place of the one before. */
async function settleTest(
  tx: Tx,
  { organisationId, id }: Pick<RelayNow, 'organisationId' | 'id'>,
  outcome: MailOutcome,
): Promise<void> {
  mustBeAllowed(tx, 'relay.open')
  await inTurn(tx, organisationId)
  const row = await tx.db
    .selectFrom('organisation_relays')
    .select(['used_since', 'asked_by', 'test_sealed'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row?.test_sealed) return
  const passed = outcome.outcome === 'sent'
  const begins = passed && row.used_since === null
  if (begins)
    await tx.db
      .updateTable('organisation_relays')
      .set({ ended_at: tx.now, ended_by: row.asked_by, ...emptied })
      .where('organisation_id', '=', organisationId)
      .where('used_since', 'is not', null)
      .where('ended_at', 'is', null)
      .execute()
  await tx.db
    .updateTable('organisation_relays')
    .set({
      ...{ test_sealed: null, tested_at: tx.now, passed, answer: outcome.reply.slice(0, 200) },
      ...(passed ? { passed_at: tx.now } : {}),
      ...(begins ? { used_since: tx.now } : {}),
    })
    .where('id', '=', id)
    .execute()
  await record(tx, 'relay.tried', { subject: id, data: { passed, code: outcome.code } })
  if (begins) await record(tx, 'relay.in-use', { subject: id, data: { untested: false } })
}
