import { mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { exitRefused } from '../config.ts'
import type { PublicBoot } from '../boot.ts'
import { socketFolder } from '../paths.ts'
import { keepRunning, type Child } from './child.ts'
import { askSupervisor, listenForControl, NotRunning } from './control.ts'
import { holdDataDirectory, isHeld } from './hold.ts'
import { makeShutdown } from './shutdown.ts'

let directory: string
let children: Child[]
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'watchlight-supervisor-'))
  children = []
})
afterEach(async () => {
  await Promise.all(children.map((child) => child.stop()))
  rmSync(socketFolder(directory), { recursive: true, force: true })
  rmSync(directory, { recursive: true, force: true })
})

const boot = { role: 'public', port: 4321, databaseUrl: 'postgres://secret' } as PublicBoot
const source = path.resolve(import.meta.dirname, '../boot.ts')

function run(script: string, onRefused = () => {}) {
  const log: string[] = []
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script]
  const child = keepRunning({ words, boot, log: (line) => log.push(line), onRefused })
  children.push(child)
  return { child, log }
}

const wellBehaved = `
  const { readBoot, announceReady, whenAskedToStop } = await import(${JSON.stringify(source)})
  const boot = await readBoot('public')
  if (process.env.PATH || process.argv.join().includes('secret')) process.exit(1)
  setInterval(() => {}, 1000)
  whenAskedToStop(async () => {})
  announceReady(boot.port)`

test('a child learns its Boot on stdin only, says ready, and stops when asked', async () => {
  const { child } = run(wellBehaved)
  expect(await child.ready).toEqual({ ready: true, port: 4321 })
  expect(child.state()).toMatchObject({ state: 'ready', restarts: 0 })
  await child.stop()
  expect(child.state()).toMatchObject({ state: 'stopped', pid: undefined })
})

test('a killed child is started again', async () => {
  const { child, log } = run(wellBehaved)
  await child.ready
  process.kill(child.state().pid!, 'SIGKILL')
  await vi.waitFor(() => expect(child.state()).toMatchObject({ state: 'ready', restarts: 1 }), 20_000)
  expect(log).toEqual([expect.stringContaining('public ended (SIGKILL); it starts again')])
})

test('a child that refuses its configuration is not started again', async () => {
  const onRefused = vi.fn()
  const { child, log } = run(`process.exit(${exitRefused})`, onRefused)
  await expect(child.ready).rejects.toThrow('The public process refused to start.')
  expect(onRefused).toHaveBeenCalledOnce()
  expect(child.state()).toMatchObject({ state: 'refused', restarts: 0 })
  expect(log).toEqual([])
})

test('a Boot for another role is refused', async () => {
  const { child } = run(wellBehaved.replace(`readBoot('public')`, `readBoot('office')`))
  await expect(child.ready).rejects.toThrow('refused')
})

test('the control socket answers its own user, names what it does not know, and passes on what went wrong', async () => {
  await expect(askSupervisor(directory, 'ping')).rejects.toThrow(NotRunning)
  const hold = holdDataDirectory(directory)
  expect(isHeld(directory)).toBe(true)
  const control = await listenForControl(hold, {
    ping: async () => 'pong',
    greet: async ({ name }) => ({ hello: name }),
    fail: async () => Promise.reject(new Error('The relay is away.')),
  })
  expect(statSync(path.join(socketFolder(directory), 'control')).mode & 0o777).toBe(0o600)
  expect(await askSupervisor(directory, 'ping')).toBe('pong')
  expect(await askSupervisor(directory, 'greet', { name: 'Mara' })).toEqual({ hello: 'Mara' })
  await expect(askSupervisor(directory, 'fail')).rejects.toThrow('The relay is away.')
  await expect(askSupervisor(directory, 'toString')).rejects.toThrow('does not know "toString"')
  await control.close()
  hold.release()
  await expect(askSupervisor(directory, 'ping')).rejects.toThrow(NotRunning)
  expect(isHeld(directory)).toBe(false)
})

test('a shutdown undoes in reverse order, once, and what was started too late as well', async () => {
  const done: string[] = []
  const log: string[] = []
  const shutdown = makeShutdown((line) => log.push(line))
  shutdown.later(() => done.push('first'))
  shutdown.later(() => Promise.reject(new Error('stuck')))
  shutdown.later(() => done.push('last'))
  const both = Promise.all([shutdown.stop(3), shutdown.stop(0)])
  shutdown.later(() => done.push('late'))
  await both
  expect(await shutdown.stopped).toBe(3)
  await shutdown.stop()
  expect(done.toSorted()).toEqual(['first', 'last', 'late'])
  expect(done.indexOf('last')).toBeLessThan(done.indexOf('first'))
  expect(log).toEqual(['While stopping: stuck'])
})
