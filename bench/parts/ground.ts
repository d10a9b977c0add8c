/** A database as in earnest (fsync on) with one published case and campaign, for benches of the visitors' door. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../src/platform/database.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { openKeys, rawPublicKey, type Keys } from '../../src/platform/keys/keyring.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { migrationsFolder } from '../../src/platform/paths.ts'
import { holdDataDirectory } from '../../src/platform/supervisor/hold.ts'
import { publishWorld } from '../../test/published-world.ts'

export interface Ground {
  publicUrl: string
  ownerUrl: string
  /** base64url */
  intakePublicKey: string
  linkPublicKey: string
  casePath: string
  signPath: string
  close(): Promise<void>
}

export interface GroundDatabase {
  directory: string
  ownerUrl: string
  urls: Awaited<ReturnType<typeof migrate>>
  master: Buffer
  keys: Keys
  close(): Promise<void>
}

/** The bare database, migrated. */
export async function openGroundDatabase(): Promise<GroundDatabase> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'watchlight-bench-'))
  const hold = holdDataDirectory(directory)
  const postgres = await startEmbeddedPostgres(hold, {})
  const master = randomBytes(32)
  const keys = openKeys(master)
  const { ownerUrl } = postgres
  const urls = await migrate({ ownerUrl, contextKey: keys.context, folder: migrationsFolder })
  return {
    ...{ directory, ownerUrl, urls, master, keys },
    async close() {
      await postgres.close()
      hold.release()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

export async function openGround(): Promise<Ground> {
  const { urls, keys, ownerUrl, close } = await openGroundDatabase()
  const db = openDatabase({ url: urls.office, keys })
  const world = await publishWorld(db)
  await world.tally(41_205)
  await db.close()
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  // what the usual way of counting needs: one hot row
  await owner.query(`create table bench_counter (id int primary key, n bigint not null)`)
  await owner.query(`insert into bench_counter values (1, 0); grant select, update on bench_counter to wl_public;
    grant usage on schema public to wl_public`)
  await owner.end()
  return {
    publicUrl: urls.public,
    ownerUrl,
    intakePublicKey: rawPublicKey(keys.intakePrivate).toString('base64url'),
    linkPublicKey: rawPublicKey(keys.linkPrivate).toString('base64url'),
    casePath: `/en/c/${world.her.shortId}-samira-haddad`,
    signPath: `/en/act/${world.campaignKey}/signature`,
    close,
  }
}
