/** The visitors' server of a bench, in a process of its own; how it stores what it takes depends on the mode. */
import '../../src/platform/tsx.ts'

export interface VisitorsConfig {
  /** ours; `none`: nothing is stored; `row`: one insert per commit; `counted`: row and counter in a transaction */
  mode: 'ours' | 'none' | 'row' | 'counted'
  publicUrl: string
  intakePublicKey: string
  linkPublicKey: string
}

const config = JSON.parse(process.argv[2]!) as VisitorsConfig
const { openSite } = await import('../../src/public/open-site.ts')
const { finish, listen, visitorsServer } = await import('../../src/public/server.ts')
const { intakeOf } = await import('./intakes.ts')

const intakePublicKey = Buffer.from(config.intakePublicKey, 'base64url')
const { site, close } = openSite({
  databaseUrl: config.publicUrl,
  publicUrl: 'https://watch.example',
  intakePublicKey,
  linkPublicKey: Buffer.from(config.linkPublicKey, 'base64url'),
  trustedProxies: [],
  // the load comes from one address, as no visitors do
  rate: { take: () => 0, size: 0 },
  ...(config.mode === 'ours' ? {} : { intake: intakeOf(config.mode, config.publicUrl, intakePublicKey) }),
})
await site.published.refresh()
const server = visitorsServer(site)
process.send!({ port: await listen(server, '127.0.0.1', 0) })
process.on('message', (wish) => {
  if (wish === 'cpu') process.send!({ cpu: process.cpuUsage() })
})
process.once(
  'disconnect',
  () =>
    void finish(server)
      .then(close)
      .finally(() => process.exit(0)),
)
