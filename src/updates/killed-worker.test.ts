import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { buildLiveCampaign } from '../../test/build-campaign.ts'
import { buildHarbour } from '../../test/build.ts'
import { buildReaders, buildUpdate, publishBuilt } from '../../test/build-update.ts'
import { testDatabase } from '../../test/database.ts'
import { oneFile } from '../../test/one-file.ts'
import { rounds } from '../../test/rounds.ts'
import { startSink } from '../../test/sink.ts'
import { getBroadcast, recorded } from '#delivery/index.ts'
import { nameRelay, turnOffRelay } from '#delivery/own-relay/own-relay.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { sendUpdate } from './index.ts'

const kills = rounds(20, 400)
const lanes = 4
const database = await testDatabase()
const office = openDatabase({ url: database.officeUrl, keys: database.keys })
const worker = openDatabase({ url: database.workerUrl, keys: database.keys })
const directory = mkdtempSync(join(tmpdir(), 'watchlight-killed-'))
const script = await oneFile('ledger-worker')
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true })
  await Promise.all([office.close(), worker.close()])
})

const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()))

test(
  'a worker killed again and again while its relay is changed mails nobody twice and leaves nobody unrecorded',
  // ends a run that hangs; on a machine with ten times its work a life takes ten seconds
  { timeout: 120_000 + kills * 15_000 },
  async () => {
    const random = seeded(41)
    const audience = kills * 120
    const { organisationId, as } = await buildHarbour(office)
    const campaign = await buildLiveCampaign(office, as.ines)
    await buildReaders(
      worker,
      organisationId,
      campaign,
      Array.from({ length: audience }, (_, i) => ({
        email: `r${i}@mail${i % 7}.example`,
        kind: i % 2 ? ('signature' as const) : ('email' as const),
      })),
    )
    const updateId = await buildUpdate(office, as.ines, campaign.caseId)
    await publishBuilt(office, as.ines, updateId)
    const everyone = { who: 'acted' as const, kinds: [], languages: [], countries: [] }
    const broadcast = await office.transaction(as.ines, (tx) => sendUpdate(tx, updateId, everyone))
    // the answers are slow enough that every kill finds mails on the wire
    const sink = await startSink({ delay: 1 })
    const master = database.masterKey.toString('base64url')
    const start = () =>
      spawn(
        process.execPath,
        [
          script,
          database.workerUrl,
          master,
          `smtp://127.0.0.1:${sink.port}`,
          directory,
          'host one, boot one',
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
    // all of them lead to one sink, which counts
    const settings = { host: '127.0.0.1', port: sink.port, security: 'none' as const, user: '', password: '' }
    let own = false
    // an hour later each time, long ago: nobody names more than a few mail servers in an hour
    const clock = fixedClock(new Date(Date.now() - 30 * 86_400_000).toISOString())
    const longAgo = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
    const changeRelay = () => {
      clock.move(3_660_000)
      return longAgo.transaction({ ...as.ines, steppedUpAt: clock.now() }, async (tx) => {
        const off = own && random() < 0.4
        own = !off
        if (off) await turnOffRelay(tx)
        else await nameRelay(tx, settings, { untested: true, allow: [`127.0.0.1:${sink.port}`] })
      })
    }
    let killed = 0
    while (killed < kills) {
      if (random() < 0.5) await changeRelay()
      const child = start()
      const gone = ended(child)
      // killed after so many mails of its life, or as soon as it ran: recovery is killed, too
      const more = Math.floor(random() * random() * 250)
      await Promise.race([new Promise<void>((resolve) => child.stdout.once('data', () => resolve())), gone])
      if (random() < 0.5) await changeRelay()
      if (sink.total + more < audience) await Promise.race([sink.taken(sink.total + more), gone])
      expect(child.exitCode).toBeNull()
      process.kill(child.pid!, 'SIGKILL')
      await gone
      killed++
    }
    const last = start()
    let said = ''
    last.stdout.on('data', (bytes) => (said += bytes))
    await ended(last)
    await Promise.all([sink.close(), longAgo.close()])

    expect(said).toContain('finished')
    expect(killed).toBeGreaterThanOrEqual(20)
    expect([...sink.counts].filter(([, times]) => times > 1)).toEqual([])
    const { state, recipients, counts } = await office.reading(as.ines, (tx) => getBroadcast(tx, broadcast))
    expect(state).toBe('done')
    expect(recipients).toBe(audience)
    expect(recorded(counts)).toBe(audience)
    expect(counts.sent + counts.unknown).toBe(audience)
    // two senders at most have mails on the wire: that of the relay before, and that of the one after
    expect(counts.unknown).toBeLessThanOrEqual(killed * lanes * 2)
    // the ledger says of nobody "sent" whom the relay did not take, and forgets nobody whom it took
    expect(counts.sent).toBeLessThanOrEqual(sink.total)
    expect(sink.total).toBeLessThanOrEqual(counts.sent + counts.unknown)
    const { rows } = await office.reading(as.ines, ({ db }) =>
      sql<{ n: number }>`select count(*)::int as n from broadcast_chunks where state <> 'done'`.execute(db),
    )
    expect(rows[0]!.n).toBe(0)
    expect(readdirSync(directory).filter((name) => name.endsWith('.journal'))).toEqual([])
  },
)
