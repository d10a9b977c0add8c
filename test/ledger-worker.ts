/** Run as a child by the kill test: sends what is under way from the PostgreSQL ledger, and may be killed at any moment. */
import { catalogue } from '../src/catalogue.ts'
import { sendAllBroadcasts } from '../src/delivery/index.ts'
import { openDatabase } from '../src/platform/database.ts'
import { openKeys } from '../src/platform/keys/keyring.ts'
import '../src/updates/index.ts'

const [url = '', masterKey = '', smtpUrl = '', journalDir = '', workerId = ''] = process.argv.slice(2)
const keys = openKeys(Buffer.from(masterKey, 'base64url'))
const db = openDatabase({ url, keys, connections: 6 })

process.stdout.write('started\n')
await sendAllBroadcasts(
  {
    db,
    keys,
    catalogue,
    publicUrl: 'https://act.harbour.example',
    privateUrl: 'https://page.example',
    outsideAllow: [new URL(smtpUrl).host],
    heartbeatUrl: undefined,
    smtpUrl,
    workerId,
    journalDir,
    auditDir: '',
    withdrawalsDrained: async () => true,
    async organisations() {
      const { rows } = await db.pool.query<{ id: string }>('select wl.organisation_ids() as id')
      return rows.map((row) => row.id)
    },
    log: (line) => process.stderr.write(`${line}\n`),
  },
  { lanes: 4, recordEvery: 40, segmentBytes: 20_000, retryDelays: [20, 40], knock: { first: 20, most: 100 } },
)
await db.close()
process.stdout.write('finished\n')
