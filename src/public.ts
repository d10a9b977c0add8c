/** The process that serves visitors: reads what is published, seals what they send, and holds no secret. */
import { announceReady, readBoot, whenAskedToStop, type PublicBoot } from '#platform/boot.ts'
import { openSite } from './public/open-site.ts'
import { finish, listen, visitorsServer } from './public/server.ts'

const boot = await readBoot<PublicBoot>('public')
const { site, close } = openSite({
  databaseUrl: boot.databaseUrl,
  publicUrl: boot.publicUrl,
  intakePublicKey: Buffer.from(boot.intakePublicKey, 'base64url'),
  linkPublicKey: Buffer.from(boot.linkPublicKey, 'base64url'),
  trustedProxies: boot.trustedProxies,
  sourceUrl: boot.sourceUrl,
  log: (line) => process.stderr.write(`public: ${line}\n`),
})
// a database that is still starting must not keep us from listening: pages answer 503 until it is there
await site.published.refresh().catch(() => {})
const server = visitorsServer(site)
announceReady(await listen(server, boot.host, boot.port))
whenAskedToStop(async () => {
  await finish(server)
  await close()
})
