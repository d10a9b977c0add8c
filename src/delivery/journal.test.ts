import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Journal, type JournalOptions } from './journal.ts'

const broadcast = '00000000-0000-7000-8000-000000000001'
const key = (number: number) => ({ broadcast, number })
let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'watchlight-journal-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const open = (options: Partial<JournalOptions> = {}) =>
  new Journal(directory, 'w1', { onFailure: (error) => expect.unreachable(error.message), ...options })
const files = () => readdirSync(directory).sort()
const written = () =>
  files()
    .map((name) => readFileSync(join(directory, name), 'latin1'))
    .join('')

test('an intent is in the file before a byte of its turn leaves, all in one write', async () => {
  const journal = open()
  let seen = ''
  journal.intent(key(1))
  journal.afterNoted(() => (seen = written()))
  journal.intent(key(2))
  expect(written()).toBe('')
  await turn()
  expect(seen).toBe(`I ${broadcast} 1\nI ${broadcast} 2\n`)
})

test('with a disk that must hold it, the bytes wait for the disk', async () => {
  const journal = open({ survivePowerLoss: true })
  journal.intent(key(1))
  const order: string[] = []
  const first = new Promise<void>((resolve) => {
    journal.afterNoted(() => {
      order.push('first')
      resolve()
    })
  })
  await turn()
  const second = new Promise<void>((resolve) => {
    journal.afterNoted(() => {
      order.push('second')
      resolve()
    })
  })
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
})

test('the next life finds outcomes, intents without an end, and nothing of what was freed', async () => {
  const journal = open()
  for (const n of [1, 2, 3, 4, 5]) journal.intent(key(n))
  journal.outcome(key(1), 250)
  journal.outcome(key(2), 550)
  journal.outcome(key(3), 0)
  journal.free(key(4))
  await turn()
  // torn by the crash: this mail's bytes never left
  appendFileSync(join(directory, files()[0]!), `I ${broadcast} 6`)

  const next = open()
  expect(next.found.map(({ number, code }) => [number, code])).toEqual([
    [1, 250],
    [2, 550],
    [3, undefined],
    [5, undefined],
  ])
  next.forget()
  next.close()
  expect(files()).toEqual([])
})

test('a crash before the ledger took what was found leaves it for the life after', async () => {
  const journal = open()
  journal.intent(key(1))
  await turn()
  expect(open().found).toHaveLength(1)
  expect(open().found).toHaveLength(1)
})

test('segments whose mails the ledger holds are removed, oldest first', async () => {
  const journal = open({ segmentBytes: 100 })
  for (let n = 0; n < 10; n++) {
    journal.intent(key(n))
    journal.outcome(key(n), 250)
    await turn()
  }
  const all = files().length
  expect(all).toBeGreaterThan(5)
  for (let n = 1; n < 10; n++) journal.settled(key(n))
  expect(files()).toHaveLength(all)
  journal.settled(key(0))
  expect(files()).toHaveLength(1)
  journal.close()
  expect(files()).toEqual([])
})

test('what the ledger does not hold stays at the end', async () => {
  const journal = open()
  journal.intent(key(1))
  journal.close()
  expect(open().found).toHaveLength(1)
})

test('nothing leaves when it cannot be noted', async () => {
  const failures: string[] = []
  const journal = open({ onFailure: (error) => failures.push(error.message) })
  journal.close()
  let left = false
  journal.intent(key(1))
  journal.afterNoted(() => (left = true))
  await turn()
  expect(left).toBe(false)
  expect(failures).toHaveLength(1)
  expect(journal.failed).toBeInstanceOf(Error)
})

test('it holds numbers only and is for its owner only', async () => {
  const journal = open()
  journal.intent(key(7))
  journal.outcome(key(7), 250)
  await turn()
  expect(written()).toMatch(/^([IOF] [0-9a-f-]{36} \d+( \d+)?\n)+$/)
  expect(statSync(join(directory, files()[0]!)).mode & 0o077).toBe(0)
})
