/** The signed heads on their way to the organisations. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { changeAuditAddress } from '#organisations/audit-address.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import { isSigned, parseHead } from '#platform/audit/head.ts'
import { openHeadFiles } from '#platform/audit/head-files.ts'
import { linkEvents } from '#platform/audit/linking.ts'
import { verifyChain } from '#platform/audit/verifying.ts'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { composerOf } from './delivery/declared-mails.ts'
import { mailPlace, type SealedMail } from './delivery/mail-queue.ts'
import { catalogue } from './catalogue.ts'
import { mailHeads } from './audit.ts'
import { buildMember, buildOrganisation } from '../test/build.ts'
import { testDatabase } from '../test/database.ts'
import { testWorker } from '../test/worker.ts'
import { lighthouse, members } from '../test/world.ts'

const database = await testDatabase()
const auditDir = mkdtempSync(join(tmpdir(), 'watchlight-heads-'))
const clock = fixedClock('2026-12-01T09:00:00Z')
const { services, db } = testWorker(database, { catalogue, clock, auditDir })
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => office.close())
afterAll(() => rmSync(auditDir, { recursive: true, force: true }))

const day = 86_400_000
const sender = { name: 'Harbour Watch', postalAddress: 'Kade 12' }

/** To whom heads were mailed, and the texts. */
async function mailed(organisationId: string): Promise<{ to: string; text: string }[]> {
  return await db.transaction(workerOf(organisationId), async (tx) => {
    const rows = await tx.db
      .selectFrom('mails')
      .selectAll()
      .where('kind', '=', 'audit-head')
      .orderBy('created_at')
      .execute()
    const key = await tx.keys.organisation(organisationId)
    return await Promise.all(
      rows.map(async ({ id, sealed }) => {
        const { to, language, template, values } = key.openJson<SealedMail>(mailPlace(id), sealed)
        const opened = { id, organisationId, inbox: null, language, values, sender }
        const mail = await composerOf(template)(tx, opened, services)
        return { to: to!.address, text: `${mail!.subject}\n${mail!.text}${mail!.html}` }
      }),
    )
  })
}

test('each address gets one head a week, which fits the chain and names nobody else', async () => {
  const { id: ours } = await buildOrganisation(db)
  const { id: theirs } = await buildOrganisation(db, lighthouse)
  const ines: Member = await buildMember(db, ours)
  const theirAdmin = await buildMember(db, theirs, { ...members.ines, address: 'amani@lighthouse.example' })
  const set = (member: Member, address?: string) =>
    office.transaction({ ...member, steppedUpAt: clock.now() }, (tx) => changeAuditAddress(tx, address))
  await mailHeads(services)
  expect(await mailed(ours)).toEqual([])

  await set(ines, 'audit@harbour.example')
  await expect.poll(() => linkEvents(services), { timeout: 30_000 }).toBeDefined()
  await mailHeads(services)
  await mailHeads(services)
  const [first, ...more] = await mailed(ours)
  expect(more).toEqual([])
  expect(first!.to).toBe('audit@harbour.example')
  // an organisation without an address gets none, and is named in none
  expect(await mailed(theirs)).toEqual([])
  expect(first!.text).not.toMatch(/lighthouse|Amani|Ines|lantern/i)
  const head = parseHead(first!.text)!
  expect(isSigned(services.keys.auditPrivate, head)).toBe(true)
  expect((await openHeadFiles(auditDir).kept()).heads).toEqual([head])

  // a new address gets the newest at once; then nobody gets any until the week is over
  await set(theirAdmin, 'audit@lighthouse.example')
  await set(ines, 'second@harbour.example')
  clock.move(6 * day)
  await mailHeads(services)
  const recipients = async (id: string) => (await mailed(id)).map(({ to }) => to)
  expect(await recipients(theirs)).toEqual(['audit@lighthouse.example'])
  expect(await recipients(ours)).toEqual(['audit@harbour.example', 'second@harbour.example'])
  await set(ines)
  clock.move(day)
  await mailHeads(services)
  expect(await recipients(ours)).toHaveLength(2)
  expect(await recipients(theirs)).toHaveLength(2)
  const verdict = await verifyChain(services, [head, parseHead((await mailed(theirs))[1]!.text)!])
  expect(verdict.finding).toBeUndefined()
})
