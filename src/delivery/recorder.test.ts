import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { Journal } from './journal.ts'
import type { LedgerPort, RecordedOutcome } from './ledger-port.ts'
import { Recorder } from './recorder.ts'

const directory = mkdtempSync(join(tmpdir(), 'watchlight-recorder-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const outcome = (supporter: number): RecordedOutcome => ({
  ...{ broadcast: '00000000-0000-7000-8000-000000000001', supporter },
  ...{ outcome: 'suppressed', code: 0, reply: '', at: new Date('2026-11-23T10:00:00Z') },
})

test('nothing is finished while the ledger still writes, and what it then refuses is given to it again', async () => {
  const given: number[][] = []
  const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const record = async (outcomes: readonly RecordedOutcome[]) => {
    given.push(outcomes.map(({ supporter }) => supporter))
    asked.resolve()
    if (given.length === 1) await answer.promise
  }
  const journal = new Journal(directory, 'w1', { onFailure: (error) => expect.unreachable(error.message) })
  const recorder = new Recorder({ record } as unknown as LedgerPort, journal, 1)
  recorder.add(outcome(1))
  recorder.add(outcome(2))
  await asked.promise
  let finished = false
  const finishing = recorder.finish(3).then(() => (finished = true))
  await turn()
  expect([recorder.backlog, finished]).toEqual([0, false])
  answer.reject(new Error('the database is away'))
  await finishing
  expect(given).toEqual([
    [1, 2],
    [1, 2],
  ])
  recorder.stop()
  journal.close()
})
