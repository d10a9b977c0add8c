import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Boot } from '../boot.ts'
import { exitRefused } from '../config.ts'

/** A child refused its configuration; it has printed why. */
export class ChildRefused extends Error {
  override name = 'ChildRefused'
}

export interface ChildOptions {
  /** Flags of node and the script. */
  words: string[]
  boot: Boot
  log: (line: string) => void
  /** The child refused its configuration: it is not started again. */
  onRefused: () => void
}

export interface ChildState {
  role: Boot['role']
  state: 'starting' | 'ready' | 'waiting' | 'refused' | 'stopped'
  pid: number | undefined
  restarts: number
}

export interface Child {
  /** The first readiness, with the port it listens on; rejects when the child refused or was stopped before. */
  ready: Promise<{ port?: number }>
  state(): ChildState
  /** Asks, then kills after `patience` milliseconds. */
  stop(patience?: number): Promise<void>
}

const shortestPause = 250
const longestPause = 30_000
/** A child that ran this long was well: its next crash is a new one. */
const wellAfter = 60_000

/** Keeps one child process running: after a crash it starts again, sooner at first, later when it keeps crashing. */
export function keepRunning(options: ChildOptions): Child {
  const { role } = options.boot
  let state: ChildState['state'] = 'starting'
  let process_: ChildProcess | undefined
  let restarts = 0
  let pause = shortestPause
  let timer: NodeJS.Timeout | undefined
  let stopping = false
  const { promise: ready, resolve, reject } = Promise.withResolvers<{ port?: number }>()
  ready.catch(() => {})

  function start(): void {
    state = 'starting'
    const since = Date.now()
    const child = launch(options.words)
    process_ = child
    child.once('error', (error) => options.log(`${role}: ${error.message}`))
    createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
      state = 'ready'
      resolve(JSON.parse(line) as { port?: number })
    })
    child.stdin!.on('error', () => {}) // it died before it read; `close` tells the story
    child.stdin!.write(JSON.stringify(options.boot) + '\n')
    child.once('close', (code, signal) => ended(code, signal, Date.now() - since))
  }

  function ended(code: number | null, signal: string | null, lived: number): void {
    process_ = undefined
    if (stopping || code === exitRefused) {
      state = stopping ? 'stopped' : 'refused'
      reject(
        stopping
          ? new Error(`The ${role} process was stopped.`)
          : new ChildRefused(`The ${role} process refused to start.`),
      )
      if (!stopping) options.onRefused()
      return
    }
    state = 'waiting'
    restarts++
    pause = lived > wellAfter ? shortestPause : Math.min(pause * 2, longestPause)
    options.log(`${role} ended (${signal ?? code}); it starts again in ${pause / 1000} s`)
    timer = setTimeout(start, pause)
  }

  start()
  return {
    ready,
    state: () => ({ role, state, pid: process_?.pid, restarts }),
    async stop(patience = 20_000) {
      stopping = true
      clearTimeout(timer)
      const child = process_
      if (!child) return
      const gone = new Promise<void>((done) => child.once('close', () => done()))
      child.stdin!.end()
      const kill = setTimeout(() => child.kill('SIGKILL'), patience)
      await gone
      clearTimeout(kill)
    },
  }
}

function launch(words: string[]): ChildProcess {
  return spawn(process.execPath, words, {
    // Safety: children inherit no environment; what they may know stands in their Boot.
    env: { TZ: 'UTC', LANG: 'C.UTF-8' },
    stdio: ['pipe', 'inherit', 'inherit', 'pipe'],
    // a group of its own: Ctrl-C reaches the supervisor alone, which stops the rest in order
    detached: true,
  })
}
