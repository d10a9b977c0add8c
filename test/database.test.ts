import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from './database.ts'

const first = await testDatabase()
const second = await testDatabase()

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

test('two test databases share nothing but their shape', async () => {
  await ask(first.ownerUrl, 'create table only_here (n int)')
  expect(await ask(first.ownerUrl, 'select * from only_here')).toEqual([])
  await expect(ask(second.ownerUrl, 'select * from only_here')).rejects.toThrow('does not exist')
})

test('each role enters under its own name and is no superuser', async () => {
  for (const url of [first.publicUrl, first.officeUrl, first.workerUrl]) {
    const rows = await ask(
      url,
      'select current_user as me, rolsuper from pg_roles where rolname = current_user',
    )
    expect(rows).toEqual([{ me: new URL(url).username, rolsuper: false }])
  }
})
