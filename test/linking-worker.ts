/** Run as a child by the kill test: links what is committed, and may be killed at any moment. */
import { linkEventsTask } from '../src/platform/audit/linking.ts'
import { openDatabase } from '../src/platform/database.ts'
import { openKeys } from '../src/platform/keys/keyring.ts'
import type { WorkerServices } from '../src/platform/module.ts'

const [url = '', masterKey = '', auditDir = ''] = process.argv.slice(2)
const keys = openKeys(Buffer.from(masterKey, 'base64url'))
const db = openDatabase({ url, keys, connections: 2 })
const log = (line: string): void => void process.stderr.write(`${line}\n`)

process.stdout.write('started\n')
await linkEventsTask.run({ db, keys, auditDir, log } as WorkerServices, new AbortController().signal)
