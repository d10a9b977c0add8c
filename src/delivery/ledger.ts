import { sql } from 'kysely'
import { workerOf } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { WorkerServices } from '#platform/module.ts'
import { suppress } from '#supporters/index.ts'
import { BroadcastMails } from './broadcast-mails.ts'
import type { BroadcastAbout } from './broadcast-text.ts'
import { finishBroadcasts, settleCancelled } from './ledger-ends.ts'
import type {
  ChunkRef,
  ClaimedChunk,
  LedgerPort,
  PreparedMails,
  RecordedOutcome,
  RelayState,
} from './ledger-port.ts'
import { letGo } from './joint-broadcast.ts'
import { isNoSuchInbox } from './single-sender.ts'
import type { BroadcastState } from './tables.ts'

interface AtWork extends BroadcastAbout {
  /** by which it leaves at present: the id of its organisation's own, '' for the instance's */
  relay: string
  state: BroadcastState
  /** when what is sent was last changed; null while its page is not public */
  textsAt: Date | null
}

/**
 * The ledger of broadcasts in PostgreSQL. It works for all organisations, each in a context of its own; what the senders
 * ask before every mail is answered from memory, which `refresh` renews four times a second. Each sender sees it through
 * the eyes of its relay (`RelayLedger`).
 */
export class PostgresLedger implements Omit<LedgerPort, 'claim' | 'relayChanged'> {
  readonly #services: WorkerServices
  #atWork = new Map<string, AtWork>()
  #changed = false
  #asked = 0
  #read = 0
  readonly #owners = new Map<string, string>()
  /** what was said last of each mail server and is not noted yet */
  readonly #said = new Map<string, RelayState>()
  #noted: Promise<void> = Promise.resolve()
  readonly #mails = new Map<string, { textsAt: number; mails: BroadcastMails }>()

  constructor(services: WorkerServices) {
    this.#services = services
  }

  /** Reads anew what is to be done. */
  async refresh(): Promise<void> {
    const turn = ++this.#asked
    const { rows } = await this.#services.db.pool.query<{
      id: string
      organisation_id: string
      case_id: string
      update_id: string
      state: BroadcastState
      texts_at: Date | null
      relay: string
    }>(`select b.*, coalesce(r.id::text, '') as relay from wl.broadcasts_at_work() b
      left join wl.organisation_relays_now() r on r.organisation_id = b.organisation_id and r.in_use`)
    // what another sender read since then is newer
    if (turn < this.#read) return
    this.#read = turn
    const before = this.#running()
    const old = this.#atWork
    this.#atWork = new Map(
      rows.map((row) => [
        row.id,
        {
          id: row.id,
          organisationId: row.organisation_id,
          caseId: row.case_id,
          updateId: row.update_id,
          state: row.state,
          textsAt: row.texts_at,
          relay: row.relay,
        },
      ]),
    )
    for (const { id, organisationId } of this.#atWork.values()) this.#owners.set(id, organisationId)
    for (const id of this.#mails.keys()) if (!this.#atWork.has(id)) this.#mails.delete(id)
    this.#changed ||= this.#running() !== before
    // that the relay before was away is not said of the one that it leaves by now
    for (const one of this.#atWork.values())
      if ((old.get(one.id)?.relay ?? one.relay) !== one.relay)
        this.#noted = this.#noted.then(() => this.#note(one, { awaySince: null, reason: '' }))
  }

  /** Whether anything changed since this was asked last that senders should look at, whoever read it. */
  takeChanged(): boolean {
    const changed = this.#changed
    this.#changed = false
    return changed
  }

  /** By which relays something is to leave, with whose they are. */
  get relays(): Map<string, string> {
    const going = [...this.#atWork.values()].filter(({ id }) => !this.isStopped(id))
    return new Map(going.map(({ relay, organisationId }) => [relay, organisationId]))
  }

  /** Whether a broadcast leaves by this relay. */
  leavesBy(broadcast: string, relay: string): boolean {
    return this.#atWork.get(broadcast)?.relay === relay
  }

  #running(): string {
    const going = [...this.#atWork.values()].filter(({ id }) => !this.isStopped(id))
    return going.map(({ id, relay }) => `${id} ${relay}`).join()
  }

  // Safety: what is not known to run is stopped.
  isStopped(broadcast: string): boolean {
    const known = this.#atWork.get(broadcast)
    return known?.state !== 'sending' || known.textsAt === null
  }

  async claim(relay: string): Promise<ClaimedChunk | null> {
    // Safety: who unsubscribed before this moment is known to the database before anybody is chosen
    if (!(await this.#services.withdrawalsDrained())) throw new Error('withdrawals are still being read')
    await this.refresh()
    for (const { id, organisationId } of this.#atWork.values()) {
      if (this.isStopped(id) || !this.leavesBy(id, relay)) continue
      const chunk = await this.#in(organisationId, (tx) => claimChunk(tx, id, this.#services.workerId))
      if (chunk) return chunk
    }
    return null
  }

  async prepare({ broadcast }: ClaimedChunk, supporters: number[]): Promise<PreparedMails> {
    const about = this.#atWork.get(broadcast)
    if (!about?.textsAt) throw new Error('the broadcast is not under way')
    const textsAt = about.textsAt.getTime()
    return await this.#in(about.organisationId, async (tx) => {
      let known = this.#mails.get(broadcast)
      if (known?.textsAt !== textsAt) {
        const mails = await BroadcastMails.read(tx, about, this.#services)
        if (!mails) throw new Error('nothing of the update is public')
        this.#mails.set(broadcast, (known = { textsAt, mails }))
      }
      return await known.mails.prepare(tx, supporters)
    })
  }

  async record(outcomes: RecordedOutcome[], closed: ChunkRef[]): Promise<void> {
    for (const [organisationId, part] of await this.#byOwner(outcomes, closed))
      await this.#in(organisationId, async (tx) => {
        await insertOutcomes(tx, organisationId, part.outcomes)
        for (const { broadcast, number } of part.chunks)
          await tx.db
            .updateTable('broadcast_chunks')
            .set({ state: 'done', done_at: tx.now })
            .where('broadcast_id', '=', broadcast)
            .where('number', '=', number)
            .execute()
        await finishBroadcasts(tx, [...new Set(part.chunks.map(({ broadcast }) => broadcast))])
      })
  }

  async release(chunks: ChunkRef[]): Promise<void> {
    for (const [organisationId, part] of await this.#byOwner([], chunks))
      await this.#in(organisationId, async (tx) => {
        for (const { broadcast, number } of part.chunks)
          await tx.db
            .updateTable('broadcast_chunks')
            .set({ state: 'open', claimed_by: null, claimed_at: null })
            .where('broadcast_id', '=', broadcast)
            .where('number', '=', number)
            .where('state', '=', 'claimed')
            .execute()
      })
    // another sender may go on with what this one gave back
    this.#changed = true
  }

  /**
   * At the start of a life, before any sender: only one life is at a time, so every chunk that is claimed now belongs to one
   * that is over.
   */
  async recover(outcomes: RecordedOutcome[]): Promise<void> {
    await this.record(outcomes, [])
    for (const organisationId of await this.#services.organisations())
      await this.#in(organisationId, (tx) => recoverChunks(tx, organisationId, this.#services.workerId))
    await this.refresh()
  }

  /** Writes down whom a cancelled broadcast never reached; gives how many chunks it settled. */
  async settleCancelled(): Promise<number> {
    let settled = 0
    for (const { id, organisationId, state } of this.#atWork.values())
      if (state === 'cancelled')
        // one chunk in one transaction: a million people are not one lock
        while (await this.#in(organisationId, (tx) => settleCancelled(tx, id))) settled++
    return settled
  }

  /** Lets go what organisations send together, once nobody may hold it any more; gives how many parts. */
  async letGo(): Promise<number> {
    const { db, log } = this.#services
    const { rows } = await db.pool.query<{ id: string; organisation_id: string }>(
      'select id, organisation_id from wl.joint_broadcasts_due($1)',
      [db.clock.now()],
    )
    let gone = 0
    for (const { id, organisation_id: organisationId } of rows)
      // what was held or became quiet in this moment stays, and is asked again
      gone += Number(
        await this.#in(organisationId, (tx) => letGo(tx, id)).catch(() => {
          log('a part of a joint broadcast did not go yet')
          return false
        }),
      )
    return gone
  }

  /**
   * One after the other: what is noted last must be what happened last. Every lane says that its server is away, as often
   * as it tries: what has been said anew before it was noted is not noted twice. A broadcast that has ended waits for nothing.
   */
  relayChanged(state: RelayState, relay: string): Promise<void> {
    this.#said.set(relay, state)
    return (this.#noted = this.#noted.then(async () => {
      const now = this.#said.get(relay)
      this.#said.delete(relay)
      if (!now) return
      for (const one of this.#atWork.values()) if (one.relay === relay) await this.#note(one, now)
    }))
  }

  async #note({ id, organisationId }: AtWork, { awaySince }: RelayState): Promise<void> {
    await this.#in(organisationId, (tx) =>
      tx.db
        .updateTable('broadcasts')
        .set({ relay_away_since: awaySince })
        .where('id', '=', id)
        .where('finished_at', 'is', null)
        .where('relay_away_since', 'is distinct from', awaySince)
        .execute(),
    ).catch(() => this.#services.log('could not note that the mail server went or came back'))
  }

  async #in<T>(organisationId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
    return await this.#services.db.transaction(workerOf(organisationId), run)
  }

  async #byOwner(outcomes: RecordedOutcome[], chunks: ChunkRef[]) {
    const parts = new Map<string, { outcomes: RecordedOutcome[]; chunks: ChunkRef[] }>()
    const part = async (broadcast: string) => {
      const owner = await this.#ownerOf(broadcast)
      let known = parts.get(owner)
      if (!known) parts.set(owner, (known = { outcomes: [], chunks: [] }))
      return known
    }
    for (const outcome of outcomes) (await part(outcome.broadcast)).outcomes.push(outcome)
    for (const chunk of chunks) (await part(chunk.broadcast)).chunks.push(chunk)
    return parts
  }

  /** The journal knows broadcast and number only. */
  async #ownerOf(broadcast: string): Promise<string> {
    let owner = this.#owners.get(broadcast)
    if (owner === undefined) {
      const { rows } = await this.#services.db.pool.query<{ id: string | null }>(
        'select wl.organisation_of_broadcast($1) as id',
        [broadcast],
      )
      owner = rows[0]?.id ?? undefined
      if (owner === undefined)
        throw new Error('the journal names a broadcast that this database does not know')
      this.#owners.set(broadcast, owner)
    }
    return owner
  }
}

async function claimChunk(tx: Tx, broadcast: string, workerId: string): Promise<ClaimedChunk | undefined> {
  const { rows } = await sql<{ number: number; supporters: number[] }>`
    with next as (
      select c.number from broadcast_chunks c join broadcasts b on b.id = c.broadcast_id
      where c.broadcast_id = ${broadcast} and c.state = 'open' and b.state = 'sending'
      order by c.number limit 1 for update of c skip locked
    )
    update broadcast_chunks c set state = 'claimed', claimed_by = ${workerId}, claimed_at = ${tx.now}
    from next where c.broadcast_id = ${broadcast} and c.number = next.number
    returning c.number, array(select n from unnest(c.supporters) n where not exists (
      select 1 from deliveries d where d.broadcast_id = ${broadcast} and d.supporter = n)) as supporters`.execute(
    tx.db,
  )
  const row = rows[0]
  return row && { broadcast, number: row.number, supporters: row.supporters }
}

/** Safety: a person has one outcome; the first one stands. */
async function insertOutcomes(tx: Tx, organisationId: string, outcomes: RecordedOutcome[]): Promise<void> {
  if (outcomes.length === 0) return
  const { rows } = await sql<{ broadcast_id: string; supporter: number }>`
    insert into deliveries (broadcast_id, organisation_id, supporter, outcome, code, reply, at)
    select o.broadcast, ${organisationId}, o.supporter, o.outcome, nullif(o.code, 0), nullif(o.reply, ''), o.at
    from unnest(${outcomes.map((one) => one.broadcast)}::uuid[], ${outcomes.map((one) => one.supporter)}::int[],
      ${outcomes.map((one) => one.outcome)}::text[], ${outcomes.map((one) => one.code)}::smallint[],
      ${outcomes.map((one) => (one.outcome === 'sent' ? '' : one.reply))}::text[],
      ${outcomes.map((one) => one.at)}::timestamptz[]) as o (broadcast, supporter, outcome, code, reply, at)
    on conflict do nothing returning broadcast_id, supporter`.execute(tx.db)
  const gone = outcomes.filter((one) => one.outcome === 'hard' && isNoSuchInbox(one))
  if (gone.length === 0 || rows.length === 0) return
  const inboxes = await tx.db
    .selectFrom('supporters')
    .select('inbox')
    .distinct()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`number = any (${gone.map((one) => one.supporter)}::int[])`)
    .execute()
  for (const { inbox } of inboxes) await suppress(tx, organisationId, inbox, 'hard-bounce')
}

async function recoverChunks(tx: Tx, organisationId: string, workerId: string): Promise<void> {
  // Safety: another machine or another boot may have lost the end of its journal: who has no outcome may have been written to
  const lost = await sql<{ broadcast_id: string; supporter: number }>`
    insert into deliveries (broadcast_id, organisation_id, supporter, outcome, reply, at)
    select c.broadcast_id, c.organisation_id, n, 'unknown', 'the machine went down while this was under way', ${tx.now}
    from broadcast_chunks c cross join lateral unnest(c.supporters) n
    where c.state = 'claimed' and c.claimed_by is distinct from ${workerId}
    on conflict do nothing returning broadcast_id, supporter`.execute(tx.db)
  const closed = await sql<{ broadcast_id: string }>`
    update broadcast_chunks set state = 'done', done_at = ${tx.now}
    where state = 'claimed' and claimed_by is distinct from ${workerId} returning broadcast_id`.execute(tx.db)
  await sql`update broadcast_chunks set state = 'open', claimed_by = null, claimed_at = null
    where state = 'claimed' and claimed_by = ${workerId}`.execute(tx.db)
  const broadcasts = [...new Set(closed.rows.map((row) => row.broadcast_id))]
  for (const id of broadcasts) {
    const count = lost.rows.filter((row) => row.broadcast_id === id).length
    await record(tx, 'broadcast.machine-lost', { organisationId, subject: id, data: { unknown: count } })
  }
  await finishBroadcasts(tx, broadcasts)
}
