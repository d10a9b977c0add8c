import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import path from 'node:path'
import { expect, test } from 'vitest'

const source = path.resolve(import.meta.dirname, 'boot.ts')
const fault = `Object.assign(new TypeError('Key (name)=(Ruth Okafor) at\\n    at ruth@mail.example'),
  { code: '23505', detail: 'Key (name)=(Ruth Okafor)' })`

/** What a child prints that dies of something which nobody caught, and its exit code. */
async function dying(of: string): Promise<[string, number]> {
  const script = `const { readBoot } = await import(${JSON.stringify(source)})
    await readBoot('public')
    ${of}
    setInterval(() => {}, 1000)`
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, words, { stdio: 'pipe' })
  child.stdin.write('{"role":"public"}\n')
  const code = new Promise<number>((resolve) => child.once('close', (is) => resolve(is ?? 0)))
  const printed = await Promise.all([text(child.stdout), text(child.stderr)])
  return [printed.join(''), await code]
}

test.each([
  ['an error that was thrown', `setTimeout(() => { throw ${fault} })`],
  ['a promise that nobody waited for', `void Promise.reject(${fault})`],
])('safety: %s ends the process and is told by name and place, never by its words', async (_, of) => {
  const [printed, code] = await dying(of)
  expect(code).toBe(1)
  expect(printed).toMatch(/^public: fault {"name":"TypeError","code":"23505","at":\["at [^\n]*\n$/)
  expect(printed).not.toMatch(/Ruth|Okafor|mail\.example/)
})

test('what was thrown without being an error is told by its kind', async () => {
  const [printed, code] = await dying(`setTimeout(() => { throw 'Ruth Okafor' })`)
  expect([printed, code]).toEqual(['public: fault {"name":"string","at":[]}\n', 1])
})
