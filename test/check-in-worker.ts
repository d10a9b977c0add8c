import '../src/alarm-mail.ts'
import { catalogue } from '../src/catalogue.ts'
import { turnOnce } from '../src/cases/check-ins/turn.ts'
import { handOverOnce } from '../src/cases/duty/handing-over.ts'
import '../src/cases/module.ts'
import '../src/delivery/index.ts'
import { fixedClock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database.ts'
import { openKeys } from '../src/platform/keys/keyring.ts'

// Run as a child by the kill test: a worker whose clock runs a minute with each look, and who may be killed at any moment.
const [url = '', master = '', gateway = '', start = ''] = process.argv.slice(2)

const clock = fixedClock(new Date(Number(start)))
const keys = openKeys(Buffer.from(master, 'base64url'))
const db = openDatabase({ url, keys, clock, connections: 3 })
const services = {
  ...{ db, keys, catalogue, privateUrl: 'https://page.example', outsideAllow: [gateway] },
  withdrawalsDrained: async () => true,
  async organisations() {
    const { rows } = await db.pool.query<{ id: string }>('select wl.organisation_ids() as id')
    return rows.map((row) => row.id)
  },
  log: (line: string) => void process.stderr.write(`${line}\n`),
}
for (;;) {
  // said before the look: whoever is killed in the middle of it goes on from here
  process.stdout.write(`${clock.now().getTime()}\n`)
  await turnOnce(services)
  await handOverOnce(services)
  clock.move(60_000)
}
