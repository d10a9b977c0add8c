/**
 * How a child process learns what it may know, and how it and the supervisor tell each other "ready" and "stop".
 * Safety: nothing comes by environment or command line, where other processes and crash reports could read it.
 * In:  one JSON line on stdin (its Boot); the end of stdin means: finish what is in hand and go.
 * Out: one JSON line on descriptor 3: {"ready":true,"port":4000}.
 */
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { exitRefused } from './config.ts'
import { faultOf } from './fault.ts'

export interface PublicBoot {
  role: 'public'
  host: string
  port: number
  publicUrl: string
  databaseUrl: string
  /** base64url, raw 32 bytes of the X25519 key to which visitors' submissions are sealed */
  intakePublicKey: string
  /** base64url, raw 32 bytes of the Ed25519 key that verifies links in mails */
  linkPublicKey: string
  trustedProxies: string[]
  /** where the source code of this version is; undefined: the page about privacy says whom to ask */
  sourceUrl?: string | undefined
  /** hash of the running build */
  build: string
}

export interface OfficeBoot {
  role: 'office'
  host: string
  port: number
  consoleUrl: string
  publicUrl: string
  privateUrl: string
  outsideAllow: string[]
  databaseUrl: string
  /** base64url, 32 bytes */
  masterKey: string
  demo: boolean
  smtpUrl: string | undefined
  trustedProxies: string[]
  build: string
  dataDir: string
}

export interface WorkerBoot {
  role: 'worker'
  databaseUrl: string
  /** base64url, 32 bytes */
  masterKey: string
  smtpUrl: string | undefined
  publicUrl: string
  consoleUrl: string
  privateUrl: string
  outsideAllow: string[]
  heartbeatUrl: string | undefined
  dataDir: string
  /** where the ledger's journal lies */
  journalDir: string
  /** changes when the machine starts anew */
  bootId: string
  /** changes when the data directory moves to another machine */
  hostId: string
  demo: boolean
  build: string
}

/** The door for private links: what it may do is decided by the link that is held. */
export interface PrivateBoot {
  role: 'private'
  host: string
  port: number
  privateUrl: string
  publicUrl: string
  databaseUrl: string
  /** base64url, 32 bytes */
  masterKey: string
  trustedProxies: string[]
  build: string
}

export type Boot = PublicBoot | OfficeBoot | WorkerBoot | PrivateBoot

const stopSeconds = 15
let stdinEnded: Promise<void> | undefined

/** Reads this process's Boot, once. Keeps listening on stdin, so that the parent's death is noticed. */
export async function readBoot<T extends Boot>(role: T['role']): Promise<T> {
  // Safety: what nobody caught would be printed with its message and all that a database says of the row
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${role}: fault ${JSON.stringify(faultOf(error))}\n`)
    process.exit(1)
  })
  const lines = createInterface({ input: process.stdin })
  stdinEnded = new Promise((resolve) => lines.once('close', () => resolve()))
  const line = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    stdinEnded.then(() => undefined),
  ])
  const boot = line === undefined ? undefined : (JSON.parse(line) as T)
  if (boot?.role !== role) refuse(`This is the ${role} process: start it by "watchlight serve".`)
  return boot!
}

/** Says that this process serves now; `port` is the one it really listens on. */
export function announceReady(port?: number): void {
  writeSync(3, JSON.stringify({ ready: true, port }) + '\n')
}

/**
 * Runs `stop` once when the supervisor asks for it or is gone, then ends the process. Ctrl-C does not come here:
 * the supervisor gets it and asks, in the right order.
 */
export function whenAskedToStop(stop: () => Promise<void>): void {
  const asked = Promise.race([
    stdinEnded ?? new Promise<void>((resolve) => process.stdin.resume().once('end', () => resolve())),
    new Promise<void>((resolve) => process.once('SIGTERM', () => resolve())),
  ])
  void asked.then(async () => {
    setTimeout(() => process.exit(1), stopSeconds * 1000).unref()
    await stop()
    process.exit(0)
  })
}

/** Ends this process in the way that says: restarting does not help, the operator must change something. */
export function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(exitRefused)
}
