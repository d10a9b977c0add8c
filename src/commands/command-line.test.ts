import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkCode, readKeyFile } from '#platform/key-file.ts'
import { projectRoot } from '#platform/paths.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'watchlight-words-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function start(words: string[], settings: Record<string, string> = {}) {
  const main = path.join(projectRoot, 'src/main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...words], {
    env: { PATH: process.env.PATH, WATCHLIGHT_DATA: path.join(folder, 'data'), ...settings },
  })
  return { child, code: new Promise((resolve) => child.once('close', resolve)) }
}

async function run(words: string[], settings: Record<string, string> = {}) {
  const { child, code } = start(words, settings)
  const [out, trouble] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, out, trouble }
}

test('an unknown command is answered with those there are', async () => {
  expect(await run(['sevre'])).toMatchObject({ code: 64, out: expect.stringContaining('serve') })
  expect(await run(['help'])).toMatchObject({ code: 0, trouble: '' })
})

test('a wrong setting is named, and nothing is started or made', async () => {
  const { code, trouble } = await run(['serve'], { WATCHLIGHT_PUBLIC_PORT: 'http' })
  expect(code).toBe(78)
  expect(trouble).toBe('WATCHLIGHT_PUBLIC_PORT must be a port number from 1 to 65535.\n')
  expect(await run(['serve'])).toMatchObject({
    code: 78,
    trouble: expect.stringContaining('WATCHLIGHT_KEY_FILE'),
  })
  expect(await run(['migrate'])).toMatchObject({ code: 78, trouble: expect.stringContaining('DATABASE_URL') })
  expect(readdirSync(folder)).toEqual([])
})

test('commands that need a running server say that none is running', async () => {
  for (const words of [['stop'], ['member', 'recover', 'mara@example.org'], ['audit', 'verify']]) {
    expect(await run(words)).toMatchObject({
      code: 1,
      trouble: expect.stringMatching(/^No Watchlight is running/),
    })
  }
  const doctor = await run(['doctor'])
  expect(doctor).toMatchObject({ code: 1, trouble: '' })
  expect(doctor.out).toContain('WRONG  WATCHLIGHT_KEY_FILE is not set')
  expect(existsSync(path.join(folder, 'data'))).toBe(false)
})

test('setup makes the key once and believes in a copy only when its code is typed back', async () => {
  const file = path.join(folder, 'keys/master.key')
  const { child, code } = start(['setup', file])
  let said = ''
  let asked = 0
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString()
    const prompts = said.split('Type the check code').length - 1
    if (prompts === asked) return
    asked = prompts
    child.stdin.write(asked === 1 ? 'AAAA-AAAA\n' : `${checkCode(readKeyFile(file)).toLowerCase()}\n`)
  })
  expect(await code).toBe(0)
  expect(asked).toBe(2)
  expect(said).toContain('That is another code')
  expect(said).toContain(`WATCHLIGHT_KEY_FILE=${file}`)
  const before = readKeyFile(file)
  expect(await run(['setup', file])).toMatchObject({
    code: 78,
    trouble: expect.stringContaining('never overwritten'),
  })
  expect(readKeyFile(file)).toEqual(before)
})

test('setup that is broken off says that there is no copy yet, and no key is made beside the data', async () => {
  const file = path.join(folder, 'master.key')
  const { child, code } = start(['setup', file])
  child.stdin.end()
  expect(await text(child.stdout)).toContain('Not confirmed')
  expect(await code).toBe(1)
  expect(await run(['setup', path.join(folder, 'data/master.key')])).toMatchObject({ code: 78 })
  expect(existsSync(path.join(folder, 'data/master.key'))).toBe(false)
})
