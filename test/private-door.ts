/** The door for private links in this process, beside the office on the same database. */
import { afterAll } from 'vitest'
import { readAssets } from '../src/platform/assets.ts'
import { openDatabase } from '../src/platform/database.ts'
import { openIntake } from '../src/platform/intake/append.ts'
import { openEnvelope } from '../src/platform/intake/envelope.ts'
import { rawPublicKey } from '../src/platform/keys/keyring.ts'
import { catalogue } from '../src/catalogue.ts'
import { modules } from '../src/composed.ts'
import { createPrivateDoor } from '../src/private-app.tsx'
import { privateUrl, publicUrl, type TestOffice } from './office.ts'

/** Call it at the top level of a test file. */
export function privateDoor({ database, clock }: Pick<TestOffice, 'database' | 'clock'>) {
  const db = openDatabase({ url: database.officeUrl, keys: database.keys, clock, connections: 2 })
  afterAll(() => db.close())
  const options = { db, keys: database.keys, catalogue, assets: readAssets(), modules, privateUrl, publicUrl }
  const app = createPrivateDoor({
    ...options,
    intake: openIntake(db.pool, openEnvelope(rawPublicKey(database.keys.intakePrivate))),
    report: (fault) => console.error('fault', fault),
  })
  return {
    app,
    options,
    get: (path: string, headers: Record<string, string> = {}) => app.request(privateUrl + path, { headers }),
    post: (path: string, form: Record<string, string> = {}) =>
      app.request(privateUrl + path, { method: 'POST', body: new URLSearchParams(form) }),
  }
}
