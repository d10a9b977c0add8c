import type { Catalogue } from '../src/platform/i18n.ts'
import type { Clock } from '../src/platform/clock.ts'
import { openDatabase, type Database } from '../src/platform/database.ts'
import { openDrain, type Drain, type IntakeHandler, type Submission } from '../src/platform/intake/drain.ts'
import { openIntake, type Lane } from '../src/platform/intake/append.ts'
import { envelopeOpener, openEnvelope } from '../src/platform/intake/envelope.ts'
import { rawPublicKey } from '../src/platform/keys/keyring.ts'
import type { WorkerServices } from '../src/platform/module.ts'
import type { TestDatabase } from './database.ts'
import { afterAll } from 'vitest'
import pg from 'pg'

export interface TestWorker {
  services: WorkerServices
  db: Database
  drain: Drain
  /** As the public process does: sealed, durable. */
  submit(lane: Lane, ...submissions: Submission[]): Promise<void>
  /** Works off all lanes until nothing leaves any more. */
  drainAll(): Promise<void>
  logged: string[]
}

/** A worker on a test database, without loops: the test says when it drains. */
export function testWorker(
  database: TestDatabase,
  options: {
    intake?: Readonly<Record<string, IntakeHandler>>
    catalogue: Catalogue
    clock: Clock
    smtpUrl?: string
    auditDir?: string
    outsideAllow?: readonly string[]
  },
): TestWorker {
  const { keys } = database
  const db = openDatabase({ url: database.workerUrl, keys, clock: options.clock })
  const publicPool = new pg.Pool({ connectionString: database.publicUrl, max: 3 })
  publicPool.on('error', () => {})
  const intake = openIntake(publicPool, openEnvelope(rawPublicKey(keys.intakePrivate)))
  const logged: string[] = []
  const services: WorkerServices = {
    db,
    keys,
    catalogue: options.catalogue,
    publicUrl: 'https://act.harbour.example',
    privateUrl: 'https://page.example',
    outsideAllow: options.outsideAllow ?? [],
    heartbeatUrl: undefined,
    smtpUrl: options.smtpUrl,
    workerId: 'test host, first boot',
    journalDir: '',
    auditDir: options.auditDir ?? '',
    withdrawalsDrained: async () => true,
    async organisations() {
      const { rows } = await db.pool.query<{ id: string }>('select wl.organisation_ids() as id')
      return rows.map((row) => row.id)
    },
    log: (line) => void logged.push(line),
  }
  const drain = openDrain(
    services,
    envelopeOpener(keys.intakePrivate),
    new Map(Object.entries(options.intake ?? {})),
  )
  afterAll(async () => {
    await publicPool.end()
    await db.close()
  })
  return {
    services,
    db,
    drain,
    logged,
    async submit(lane, ...submissions) {
      await Promise.all(submissions.map((submission) => intake.append(lane, submission)))
    },
    async drainAll() {
      for (const lane of [1, 2, 3] as const) while ((await drain.drainOnce(lane)) > 0);
    },
  }
}
