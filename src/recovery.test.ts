import { afterAll, expect, test } from 'vitest'
import { createAccount, foundOrganisation } from '#organisations/index.ts'
import { signIn, workerOf, type Role } from '#platform/actor.ts'
import { openDatabase } from '#platform/database.ts'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../test/database.ts'
import { harbour } from '../test/world.ts'
import { recoverMember } from './recovery.ts'

const { officeUrl, keys } = await testDatabase()
const db = openDatabase({ url: officeUrl, keys })
afterAll(() => db.close())
const consoleUrl = 'http://localhost:4001'

async function join(organisationId: string, name: string, role: Role): Promise<string> {
  const address = `${name.toLowerCase()}@desk.example`
  const accountId = await db.transaction(signIn, (tx) => createAccount(tx, { name, address, language: 'en' }))
  const row = { id: newId(), organisation_id: organisationId, account_id: accountId, role }
  await db.transaction(workerOf(organisationId), (tx) => tx.db.insertInto('members').values(row).execute())
  return address
}

const mailsOf = (organisationId: string) =>
  db.transaction(workerOf(organisationId), (tx) => tx.db.selectFrom('mails').select('kind').execute())

const linksThere = async () =>
  (await db.transaction(signIn, (tx) => tx.db.selectFrom('one_time_links').select('id').execute())).length

test('a way back is opened only together with a mail to every admin', async () => {
  const { id } = await foundOrganisation(db, harbour)
  await join(id, 'Ada', 'admin')
  await join(id, 'Bo', 'admin')
  const locked = await join(id, 'Cleo', 'campaigner')
  const { link, told } = await recoverMember(db, { address: locked, consoleUrl })
  expect(told).toBe(2)
  expect(await linksThere()).toBe(1)
  expect(link).toMatch(/^http:\/\/localhost:4001\/welcome\/[\w-]{20,}$/)
  expect(await mailsOf(id)).toEqual([{ kind: 'recovery-notice' }, { kind: 'recovery-notice' }])
})

test('for an unknown address there is no link and no mail', async () => {
  const { id } = await foundOrganisation(db, harbour)
  await join(id, 'Dara', 'admin')
  const before = await linksThere()
  await expect(recoverMember(db, { address: 'nobody@desk.example', consoleUrl })).rejects.toThrow()
  expect(await linksThere()).toBe(before)
  expect(await mailsOf(id)).toEqual([])
})
