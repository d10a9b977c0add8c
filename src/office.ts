/** The staff's process. Started by the supervisor only: what it may know comes over stdin. */
import { serve } from '@hono/node-server'
import { readAssets } from '#platform/assets.ts'
import { announceReady, readBoot, refuse, whenAskedToStop, type OfficeBoot } from '#platform/boot.ts'
import { mustBeRestricted, openDatabase } from '#platform/database.ts'
import { mustFitKey, openKeys } from '#platform/keys/keyring.ts'
import { firstStart } from '#organisations/index.ts'
import { catalogue } from './catalogue.ts'
import { modules } from './composed.ts'
import { createOffice } from './office-app.tsx'

const boot = await readBoot<OfficeBoot>('office')
const keys = openKeys(Buffer.from(boot.masterKey, 'base64url'))
const log = (line: string) => process.stderr.write(`office: ${line}\n`)
const db = openDatabase({
  url: boot.databaseUrl,
  keys,
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
const { publicUrl, consoleUrl, privateUrl, outsideAllow, demo } = boot
if (!demo) {
  const link = await firstStart(db, { consoleUrl })
  if (link) process.stdout.write(`Open this link within 24 hours to become the first member: ${link}\n`)
}
const app = createOffice({
  ...{ db, keys, catalogue, publicUrl, consoleUrl, privateUrl, outsideAllow, demo, modules },
  assets: readAssets(),
  trustedProxies: boot.trustedProxies,
  report: (fault) => log(`fault ${JSON.stringify(fault)}`),
})
const server = serve({ fetch: app.fetch, hostname: boot.host, port: boot.port }, ({ port }) =>
  announceReady(port),
)
server.once('error', (error: Error & { code?: string }) =>
  refuse(`The console cannot listen on ${boot.host}:${boot.port} (${error.code ?? error.name}).`),
)
whenAskedToStop(async () => {
  await new Promise((resolve) => server.close(resolve))
  await db.close()
})
