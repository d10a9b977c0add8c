import { afterAll, expect, test } from 'vitest'
import { cutLine } from '../../test/cut-line.ts'
import { testDatabase } from '../../test/database.ts'
import { openSessionLocks } from './locks.ts'

const database = await testDatabase()
const line = await cutLine(database.workerUrl)
const always = { freshFor: 0, answerWithin: 500 }
const ours = openSessionLocks(line.url, always)
const theirs = openSessionLocks(database.workerUrl, always)
afterAll(async () => {
  line.resume()
  await Promise.all([ours.close(), theirs.close()])
})

test('a lock is held by one, asked again and again', async () => {
  expect(await ours.hold('work')).toBe(true)
  expect(await ours.hold('work')).toBe(true)
  expect(await theirs.hold('work')).toBe(false)
})

test('a line that is cut without a word holds nothing any more', async () => {
  expect(await ours.hold('silent')).toBe(true)
  line.silence()
  expect(await ours.hold('silent')).toBe(false)
  // the server learns of the end only now
  line.resume()
  await expect.poll(() => theirs.hold('silent')).toBe(true)
  expect(await ours.hold('silent')).toBe(false)
})

test('the session that follows has only what it asks for', async () => {
  await line.cut()
  expect(await ours.hold('later')).toBe(false)
  await line.mend()
  expect(await ours.hold('later')).toBe(true)
})
