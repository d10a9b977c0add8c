import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { migrate } from './migrate.ts'
import { migrationsFolder } from './paths.ts'

const database = await testDatabase()

test('a migration that landed after a higher number is caught up with, once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  const options = { ownerUrl: database.ownerUrl, contextKey: database.keys.context, folder }
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  try {
    await cp(migrationsFolder, folder, { recursive: true })
    await writeFile(join(folder, '0008_came_late.sql'), 'create table came_late (n int)')
    const told: string[] = []
    await migrate({ ...options, log: (line) => told.push(line) })
    expect(told).toEqual(['0008_came_late: success'])
    await migrate({ ...options, log: (line) => told.push(line) })
    expect(told).toHaveLength(1)
    expect((await client.query('select * from came_late')).rows).toEqual([])
  } finally {
    await client.end()
    await rm(folder, { recursive: true })
  }
})
