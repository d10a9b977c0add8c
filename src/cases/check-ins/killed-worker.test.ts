/** Seeded runs: a worker is killed and started again at chance moments, and clocks jump, while nobody answers. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { workerOf } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { buildCase } from '../../../test/build-case.ts'
import { buildPlan } from '../../../test/build-check-in.ts'
import { buildHarbour } from '../../../test/build.ts'
import { testDatabase } from '../../../test/database.ts'
import { oneFile } from '../../../test/one-file.ts'
import { rounds } from '../../../test/rounds.ts'
import '../duty/access.ts'
import { addChannel } from '../duty/channel.ts'
import './access.ts'

const kills = rounds(12, 300)
const database = await testDatabase()
const clock = fixedClock('2026-11-23T09:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
const worker = openDatabase({ url: database.workerUrl, keys: database.keys, clock })
const script = await oneFile('check-in-worker')

const rung: string[] = []
const gateway = createServer((request, response) => {
  rung.push(String(request.headers['idempotency-key']))
  request.resume().on('end', () => response.end())
})
await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
const endpoint = `127.0.0.1:${(gateway.address() as AddressInfo).port}`
afterAll(async () => {
  gateway.closeAllConnections()
  gateway.close()
  await Promise.all([office.close(), worker.close()])
})

const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

/** One life of a worker from `start` on: killed after so many looks and a chance moment more. Gives where it was. */
async function live(start: number, looks: number, moment: number): Promise<number> {
  const child: ChildProcess = spawn(
    process.execPath,
    [script, database.workerUrl, database.masterKey.toString('base64url'), endpoint, String(start)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let at = start
  let seen = 0
  for await (const line of createInterface({ input: child.stdout! })) {
    at = Number(line)
    if (seen++ < looks) continue
    // somewhere within the look that has begun: between a row and its message, or with an alarm on the wire
    setTimeout(() => child.kill('SIGKILL'), moment)
    break
  }
  await gone
  expect(child.exitCode, 'killed, not crashed').toBeNull()
  return at
}

const hour = 3_600_000
const jumps = [hour, -hour, 400 * 24 * hour, -400 * 24 * hour]

test(
  'each step of each ladder rings exactly once, none is lost, and no stop makes a storm',
  { timeout: 120_000 + kills * 20_000 },
  async () => {
    const random = seeded(47)
    const { organisationId, as } = await buildHarbour(office)
    const channel = { url: `http://${endpoint}/`, authorization: '', format: 'text' as const, template: '' }
    await office.transaction(as.ines, (tx) => addChannel(tx, channel, [endpoint]))
    for (let i = 0; i < 6; i++) {
      const { caseId } = await buildCase(office, as.ines, { codeName: `Heron ${i}` })
      const times = [607, 787, 1327]
      await buildPlan(office, as.ines, caseId, {
        schedule: { every: 'day', interval: 1, days: [], times },
        // a zone whose clocks change within the longest of these runs
        zone: ['UTC', 'Europe/Berlin', 'America/New_York'][i % 3]!,
        windowMinutes: 10 + i,
      })
    }

    let at = clock.now().getTime()
    let jumped = 0
    for (let life = 0; life < kills; life++) {
      at = await live(at, Math.floor(random() * random() * 60), Math.floor(random() * 40))
      const jump = life % 5 === 4 ? jumps[Math.floor(life / 5) % jumps.length]! : 0
      if (jump > 0) jumped++
      at += jump
    }
    // the last one lives long enough for all that is in hand to leave
    at = await live(at, 75, 0)
    clock.move(at - clock.now().getTime())

    const { late, alarms, messages, mails } = await worker.reading(workerOf(organisationId), async (tx) => ({
      late: await tx.db
        .selectFrom('check_ins')
        .select(['id', 'step', 'state', 'ladder'])
        .where('state', 'in', ['late', 'emergency'])
        .execute(),
      alarms: await tx.db
        .selectFrom('alarms')
        .select(['id', 'check_in_id', 'step', 'stage', 'told_in'])
        .execute(),
      messages: await tx.db
        .selectFrom('alarm_messages')
        .select(['id', 'alarm_id', 'channel_id', 'state', 'created_at'])
        .execute(),
      mails: (
        await sql<{ n: number }>`select count(*)::int as n from mails where kind = 'alarm'`.execute(tx.db)
      ).rows[0]!.n,
    }))
    expect(late.length).toBeGreaterThan(3)
    // none lost and none twice: each check-in has the steps up to where it stands, each once
    for (const row of late) {
      const steps = alarms.filter((alarm) => alarm.check_in_id === row.id).map(({ step }) => step!)
      expect(
        steps.toSorted((a, b) => a - b),
        row.id,
      ).toEqual(Array.from({ length: row.step }, (_, i) => i + 1))
      expect(row.state === 'emergency').toBe(row.step === row.ladder.length + 1)
    }
    // each alarm that speaks has one message for each way, one told by a later one has none
    for (const alarm of alarms) {
      const ways = messages
        .filter((message) => message.alarm_id === alarm.id)
        .map(({ channel_id }) => channel_id !== null)
      expect([ways.length, ways.filter(Boolean).length], alarm.stage).toEqual(alarm.told_in ? [0, 0] : [2, 1])
    }
    const loud = alarms.filter(({ told_in }) => told_in === null)
    expect(mails).toBe(loud.length)
    // what was handed over is what was raised; a message twice on the wire carries the same key
    const byGateway = messages.filter(({ channel_id }) => channel_id !== null)
    expect(byGateway.filter(({ state }) => state === 'sent').every(({ id }) => rung.includes(id))).toBe(true)
    expect([...new Set(rung)].every((key) => byGateway.some(({ id }) => id === key))).toBe(true)
    expect(byGateway.filter(({ state }) => state === 'failed')).toEqual([])
    // no storm: one alarm for each time that the server was away, however many waited
    expect(alarms.filter(({ stage }) => stage === 'system-gap').length).toBeLessThanOrEqual(jumped + 1)
    const waiting = byGateway.filter(({ state }) => state === 'queued' || state === 'claimed')
    expect(
      waiting.every(({ created_at }) => Math.abs(at - created_at.getTime()) < 400 * 24 * hour + 120_000),
    ).toBe(true)
  },
)
