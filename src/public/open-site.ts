import { createPublicKey } from 'node:crypto'
import pg from 'pg'
import { readAssets } from '#platform/assets.ts'
import { systemClock, type Clock } from '#platform/clock.ts'
import { openIntake, type Intake } from '#platform/intake/append.ts'
import { openEnvelope } from '#platform/intake/envelope.ts'
import { verifyLink } from '#platform/keys/links.ts'
import { clientAddress } from '#platform/web/client-address.ts'
import { askingHeaders, publicHeaders, redirection } from '#platform/web/headers.ts'
import { createRateLimit, type RateLimit } from '#platform/web/rate-limit.ts'
import { createRoom } from '#platform/web/room.ts'
import { openNetworkTags } from './network-tag.ts'
import { openPageCache } from './page-cache.ts'
import type { Site } from './site.ts'
import { openPublished } from './store.ts'

export interface SiteOptions {
  databaseUrl: string
  publicUrl: string
  /** raw 32 bytes each */
  intakePublicKey: Buffer
  linkPublicKey: Buffer
  trustedProxies: readonly string[]
  sourceUrl?: string | undefined
  clock?: Clock
  pollEvery?: number
  log?: (line: string) => void
  rate?: RateLimit
  intake?: Intake
}

/** Four connections: two for the intake's statements, two for reading. */
const connections = 4

/** A café or a Tor exit sends a hundred forms at once, and then one every two seconds. */
const formRules = { burst: 100, perHour: 1_800 }

/** What is confirmed must be confirmed soon; all other links hold. */
const runsOut: ReadonlySet<string> = new Set(['confirm', 'undo', 'sign-on'])

// Each is up to a megabyte, and lies in memory a few times over until it is sealed.
export const uploadsAtOnce = 16

/** As many organisations as meet in one hall; each form may weigh as much as a hundred others. */
const uploadRules = { burst: 60, perHour: 120 }

/** Puts the visitors' site together; `close` after the server has finished. */
export function openSite(options: SiteOptions): { site: Site; pool: pg.Pool; close(): Promise<void> } {
  const log = options.log ?? (() => {})
  const clock = options.clock ?? systemClock
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: connections,
    connectionTimeoutMillis: 5_000,
    // a database that hangs is a database that is away
    query_timeout: 8_000,
    application_name: 'watchlight public',
  })
  // a connection that breaks while idle must not end the process
  pool.on('error', () => {})
  // nor one that breaks between two statements of a reading
  pool.on('connect', (client) => void client.on('error', () => {}))
  const published = openPublished(pool, {
    log,
    ...(options.pollEvery === undefined ? {} : { pollEvery: options.pollEvery }),
  })
  const pages = openPageCache()
  const framed = openPageCache()
  published.onChange((change) => {
    pages.changed(change)
    framed.changed(change)
  })
  const linkKey = ed25519(options.linkPublicKey)
  const https = options.publicUrl.startsWith('https:')
  const headers = publicHeaders({ https })
  const site: Site = {
    published,
    pages,
    framed,
    intake: options.intake ?? openIntake(pool, openEnvelope(options.intakePublicKey)),
    clock,
    assets: readAssets(),
    headers,
    askingHeaders: askingHeaders({ https }),
    seeOther: redirection(headers),
    publicUrl: options.publicUrl.replace(/\/$/, ''),
    sourceUrl: options.sourceUrl,
    // Safety: nobody who wants to leave is told that her link is too old
    verifyLink: (purpose, token) =>
      verifyLink(linkKey, token, purpose, runsOut.has(purpose) ? clock.now() : new Date(0)),
    findClient: clientAddress(options.trustedProxies),
    rate: options.rate ?? createRateLimit(formRules),
    uploads: options.rate ?? createRateLimit(uploadRules),
    uploading: createRoom(uploadsAtOnce),
    networks: openNetworkTags(),
    report: (fault) => log(`fault ${JSON.stringify(fault)}`),
  }
  return {
    site,
    pool,
    async close() {
      await published.close()
      await pool.end()
    },
  }
}

// Source: RFC 8410: SubjectPublicKeyInfo of an Ed25519 key
const ed25519 = (raw: Buffer) =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]),
    format: 'der',
    type: 'spki',
  })
