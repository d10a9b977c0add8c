/** One PostgreSQL for the whole run, and one migrated template from which each test file clones its own database. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { openKeys } from '../src/platform/keys/keyring.ts'
import { userInsteadOfRoot } from '../src/platform/embedded-postgres-files.ts'
import { migrate } from '../src/platform/migrate.ts'
import { migrationsFolder, socketFolder } from '../src/platform/paths.ts'
import { holdDataDirectory } from '../src/platform/supervisor/hold.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's URL of the template; tests never write to it. */
    templateUrl: string
    /** The owner again, in a database from which others can be made and dropped. */
    maintenanceUrl: string
    /** Passwords of the roles are the same in every database of the run. */
    roleUrls: { public: string; office: string; worker: string }
    /** The master key of the run, base64url, 32 bytes. */
    masterKey: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL
    ? await externalServer(process.env.TEST_DATABASE_URL)
    : await embeddedServer()
  const master = randomBytes(32)
  try {
    project.provide('templateUrl', server.templateUrl)
    project.provide('maintenanceUrl', server.maintenanceUrl)
    project.provide('masterKey', master.toString('base64url'))
    project.provide(
      'roleUrls',
      await migrate({
        ownerUrl: server.templateUrl,
        contextKey: openKeys(master).context,
        folder: migrationsFolder,
      }),
    )
  } catch (error) {
    await server.close()
    throw error
  }
  return server.close
}

interface Server {
  templateUrl: string
  maintenanceUrl: string
  close(): Promise<void>
}

async function embeddedServer(): Promise<Server> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'watchlight-test-'))
  const hold = holdDataDirectory(directory)
  // what these tests are about does not depend on a power cut; the ones that kill start a server of their own
  const fast = { fsync: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0' }
  const postgres = await startEmbeddedPostgres(hold, { ...fast, max_connections: '300' })
  return {
    templateUrl: postgres.ownerUrl,
    maintenanceUrl: inDatabase(postgres.ownerUrl, 'postgres'),
    async close() {
      await postgres.close()
      hold.release()
      rmSync(socketFolder(directory, userInsteadOfRoot()), { recursive: true, force: true })
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** TEST_DATABASE_URL names an owner with CREATEDB and CREATEROLE on any database of a PostgreSQL 15 to 18. */
async function externalServer(url: string): Promise<Server> {
  const name = `wl_template_${randomBytes(6).toString('hex')}`
  const run = async (statement: string) => {
    const client = new pg.Client(url)
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await run(`create database ${name} template template0 encoding 'UTF8'`)
  return {
    templateUrl: inDatabase(url, name),
    maintenanceUrl: url,
    close: () => run(`drop database ${name} with (force)`),
  }
}

function inDatabase(url: string, name: string): string {
  const moved = new URL(url)
  moved.pathname = `/${name}`
  return moved.href
}
