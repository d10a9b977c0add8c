/** What each child is told at its start, and with which flags of node it runs. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { OfficeBoot, PrivateBoot, PublicBoot, WorkerBoot } from '../boot.ts'
import type { Build } from '../build.ts'
import type { Config } from '../config.ts'
import { openKeys, rawPublicKey } from '../keys/keyring.ts'
import type { RoleUrls } from '../migrate.ts'
import { bootId, hostId } from './machine.ts'

/** What the staff's side works with; known once the master key is read. */
export interface Staff {
  masterKey: Buffer
  roleUrls: RoleUrls
}

const quiet = ['--enable-source-maps', '--disable-warning=ExperimentalWarning']

/** Safety: a hole in the public pages finds no file but the code itself, no child process, no worker, no native code. */
export function publicWords(built: Build): string[] {
  const readable = built.publicFolders.map((folder) => `--allow-fs-read=${folder}`)
  return [...quiet, '--permission', ...readable, built.publicEntry]
}

export const officeWords = (built: Build): string[] => [...quiet, built.officeEntry]
export const privateWords = (built: Build): string[] => [...quiet, built.privateEntry]
export const workerWords = (built: Build): string[] => [...quiet, built.workerEntry]

/** The part of the public process's Boot that follows the configuration of today, not of the last whole start. */
export function publicAddress(config: Config, built: Build) {
  return {
    host: config.host,
    port: config.ports.public,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    sourceUrl: config.sourceUrl,
    build: built.hash,
  }
}

export function bootOfPublic(config: Config, built: Build, staff: Staff): PublicBoot {
  const keys = openKeys(staff.masterKey)
  return {
    role: 'public',
    ...publicAddress(config, built),
    databaseUrl: staff.roleUrls.public,
    intakePublicKey: rawPublicKey(keys.intakePrivate).toString('base64url'),
    linkPublicKey: rawPublicKey(keys.linkPrivate).toString('base64url'),
  }
}

function shared(config: Config, built: Build, staff: Staff, demo: boolean) {
  return {
    publicUrl: config.publicUrl,
    consoleUrl: config.consoleUrl,
    privateUrl: config.privateUrl,
    outsideAllow: config.outsideAllow,
    masterKey: staff.masterKey.toString('base64url'),
    demo,
    smtpUrl: config.smtpUrl,
    dataDir: config.dataDirectory,
    build: built.hash,
  }
}

export function bootOfOffice(config: Config, built: Build, staff: Staff, demo: boolean): OfficeBoot {
  return {
    role: 'office',
    host: config.host,
    port: config.ports.console,
    databaseUrl: staff.roleUrls.office,
    trustedProxies: config.trustedProxies,
    ...shared(config, built, staff, demo),
  }
}

export function bootOfPrivate(config: Config, built: Build, staff: Staff): PrivateBoot {
  return {
    role: 'private',
    host: config.host,
    port: config.ports.private,
    privateUrl: config.privateUrl,
    publicUrl: config.publicUrl,
    databaseUrl: staff.roleUrls.office,
    masterKey: staff.masterKey.toString('base64url'),
    trustedProxies: config.trustedProxies,
    build: built.hash,
  }
}

export function bootOfWorker(config: Config, built: Build, staff: Staff, demo: boolean): WorkerBoot {
  const journalDir = path.join(config.dataDirectory, 'journal')
  mkdirSync(journalDir, { recursive: true, mode: 0o700 })
  return {
    role: 'worker',
    databaseUrl: staff.roleUrls.worker,
    journalDir,
    heartbeatUrl: config.heartbeatUrl,
    bootId: bootId(),
    hostId: hostId(),
    ...shared(config, built, staff, demo),
  }
}
