import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fileLedger } from '../../test/file-ledger.ts'
import { oneFile } from '../../test/one-file.ts'
import { rounds } from '../../test/rounds.ts'
import { startSink } from '../../test/sink.ts'

const kills = rounds(24, 400)
const lanes = 4
const directory = mkdtempSync(join(tmpdir(), 'watchlight-kill-'))
const worker = await oneFile('broadcast-worker')
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()))

test(
  'a sender killed again and again mails nobody twice and forgets nobody',
  // ends a run that hangs; on a machine with ten times its work a life takes ten seconds
  { timeout: 120_000 + kills * 15_000 },
  async () => {
    const random = seeded(29)
    const audience = kills * 250
    // the answers are slow enough that every kill finds mails on the wire
    const sink = await startSink({ delay: 1 })
    const start = () =>
      spawn(process.execPath, [worker, String(sink.port), directory, String(audience), String(lanes)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })

    let killed = 0
    while (killed < kills) {
      const child = start()
      const gone = ended(child)
      // killed after so many mails of its life, or as soon as it ran: recovery is killed, too
      const more = Math.floor(random() * random() * 400)
      await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
      if (sink.total + more < audience) await Promise.race([sink.taken(sink.total + more), gone])
      expect(child.exitCode).toBeNull()
      process.kill(child.pid!, 'SIGKILL')
      await gone
      killed++
      if (sink.total > audience * 0.9) break
    }
    const last = start()
    let said = ''
    last.stdout.on('data', (bytes) => (said += bytes))
    await ended(last)
    await sink.close()

    const ledger = fileLedger({ file: join(directory, 'ledger.log'), audience, chunk: 100, render: () => '' })
    ledger.close()
    const unknown = [...ledger.outcomes.values()].filter(({ outcome }) => outcome === 'unknown')
    expect(said).toContain('finished')
    expect(killed).toBeGreaterThanOrEqual(20)
    expect(ledger.openChunks()).toBe(0)
    expect(ledger.contradictions).toEqual([])
    // nobody unrecorded
    expect(ledger.outcomes.size).toBe(audience)
    // nobody twice
    expect([...sink.counts].filter(([, times]) => times > 1)).toEqual([])
    // who is recorded as sent was taken, and who was taken is recorded as sent or unknown
    for (const { supporter, outcome } of ledger.outcomes.values()) {
      const times = sink.counts.get(`s${supporter}@mail${supporter % 7}.example.net`) ?? 0
      if (outcome === 'sent') expect(times).toBe(1)
      else expect(outcome).toBe('unknown')
    }
    expect(unknown.length).toBeLessThanOrEqual(killed * lanes)
    expect(readdirSync(directory).filter((name) => name.endsWith('.journal'))).toEqual([])
  },
)
