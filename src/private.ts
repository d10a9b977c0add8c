/** The process for private links. Started by the supervisor only: what it may know comes over stdin. */
import { serve } from '@hono/node-server'
import type { Server } from 'node:http'
import { readAssets } from '#platform/assets.ts'
import { announceReady, readBoot, refuse, whenAskedToStop, type PrivateBoot } from '#platform/boot.ts'
import { mustBeRestricted, openDatabase } from '#platform/database.ts'
import { openIntake } from '#platform/intake/append.ts'
import { openEnvelope } from '#platform/intake/envelope.ts'
import { mustFitKey, openKeys, rawPublicKey } from '#platform/keys/keyring.ts'
import { catalogue } from './catalogue.ts'
import { modules } from './composed.ts'
import { createPrivateDoor } from './private-app.tsx'

const boot = await readBoot<PrivateBoot>('private')
const keys = openKeys(Buffer.from(boot.masterKey, 'base64url'))
const log = (line: string) => process.stderr.write(`private: ${line}\n`)
const db = openDatabase({
  url: boot.databaseUrl,
  keys,
  connections: 4,
  // Safety: a driver's message may quote what was typed; its code does not
  onError: (error) => log(`a database connection broke (${(error as { code?: string }).code ?? error.name})`),
})
try {
  await mustBeRestricted(db)
  await mustFitKey(db.pool, keys)
} catch (error) {
  // a database that is away is worth another start; a wrong role or key is not
  if ((error as { code?: string }).code) throw error
  refuse((error as Error).message)
}
const app = createPrivateDoor({
  ...{ db, keys, catalogue, modules, privateUrl: boot.privateUrl, publicUrl: boot.publicUrl },
  assets: readAssets(),
  intake: openIntake(db.pool, openEnvelope(rawPublicKey(keys.intakePrivate))),
  report: (fault) => log(`fault ${JSON.stringify(fault)}`),
})
const server = serve({ fetch: app.fetch, hostname: boot.host, port: boot.port }, ({ port }) =>
  announceReady(port),
) as Server
// whoever sends a form one byte a minute must not hold a place
server.requestTimeout = 30_000
server.headersTimeout = 10_000
server.once('error', (error: Error & { code?: string }) =>
  refuse(`Private links cannot listen on ${boot.host}:${boot.port} (${error.code ?? error.name}).`),
)
whenAskedToStop(async () => {
  await new Promise((resolve) => server.close(resolve))
  await db.close()
})
