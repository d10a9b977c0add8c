/**
 * Composes the worker: it drains the intake, sends mail and runs what repeats. No one listens here; everything comes
 * through the database.
 */
import { auditFolder } from '#platform/audit/head-files.ts'
import { announceReady, readBoot, refuse, whenAskedToStop, type WorkerBoot } from '#platform/boot.ts'
import { mustBeRestricted, openDatabase } from '#platform/database.ts'
import { drainLanes, withdrawalsDrained } from '#platform/intake/draining.ts'
import { openDrain } from '#platform/intake/drain.ts'
import { envelopeOpener } from '#platform/intake/envelope.ts'
import { reasonOf, runJobs } from '#platform/jobs.ts'
import { mustFitKey, openKeys } from '#platform/keys/keyring.ts'
import { openSessionLocks } from '#platform/locks.ts'
import type { WorkerServices } from '#platform/module.ts'
import { catalogue } from './catalogue.ts'
import { modules } from './composed.ts'

const boot = await readBoot<WorkerBoot>('worker')
const keys = openKeys(Buffer.from(boot.masterKey, 'base64url'))
const log = (line: string): void => void process.stderr.write(`worker: ${line}\n`)
const db = openDatabase({
  url: boot.databaseUrl,
  keys,
  connections: 12,
  onError: (error) => log(reasonOf(error)),
})
try {
  await mustBeRestricted(db)
  await mustFitKey(db.pool, keys)
} catch (error) {
  // a database that is away is worth another start; a wrong role or key is not
  if ((error as { code?: string }).code) throw error
  refuse((error as Error).message)
}

const services: WorkerServices = {
  db,
  keys,
  catalogue,
  publicUrl: boot.publicUrl,
  privateUrl: boot.privateUrl,
  outsideAllow: boot.outsideAllow,
  heartbeatUrl: boot.heartbeatUrl,
  smtpUrl: boot.smtpUrl,
  // not the process: one that was killed alone left its whole journal behind, and the next goes on from it
  workerId: `${boot.hostId} ${boot.bootId}`,
  journalDir: boot.journalDir,
  auditDir: auditFolder(boot.dataDir),
  withdrawalsDrained: () => withdrawalsDrained(drain),
  async organisations() {
    const { rows } = await db.pool.query<{ id: string }>('select wl.organisation_ids() as id')
    return rows.map((row) => row.id)
  },
  log,
}
const handlers = new Map(modules.flatMap((module) => Object.entries(module.intake ?? {})))
const drain = openDrain(services, envelopeOpener(keys.intakePrivate), handlers)
const locks = openSessionLocks(boot.databaseUrl)
const ending = new AbortController()
const draining = drainLanes(drain, locks, log, ending.signal)
const running = runJobs(
  services,
  locks,
  {
    jobs: modules.flatMap((module) => module.jobs ?? []),
    tasks: modules.flatMap((module) => module.tasks ?? []),
  },
  ending.signal,
)
announceReady()
whenAskedToStop(async () => {
  ending.abort()
  await Promise.allSettled([draining, running.done])
  await locks.close()
  await db.close()
})
