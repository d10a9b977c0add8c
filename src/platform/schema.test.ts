import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { printSchema } from './schema-printer.ts'

const database = await testDatabase()

test('db/schema.sql is what the migrations make (npx vitest -u writes it anew)', async () => {
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  try {
    await expect(await printSchema(client)).toMatchFileSnapshot('../../db/schema.sql')
  } finally {
    await client.end()
  }
})
