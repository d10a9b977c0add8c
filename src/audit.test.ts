/** The signed heads on their way to the organisations. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { changeAuditAddress, confirmAuditAddress } from '#organisations/audit-address.ts'
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
import './audit-address-mail.ts'
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
async function mailed(
  organisationId: string,
  kind: 'audit-head' | 'access-notice' = 'audit-head',
): Promise<{ to: string; text: string }[]> {
  return await db.transaction(workerOf(organisationId), async (tx) => {
    const rows = await tx.db
      .selectFrom('mails')
      .selectAll()
      .where('kind', '=', kind)
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

const consoleUrl = 'http://localhost:4001'
const change = (member: Member, address?: string) =>
  office.transaction({ ...member, steppedUpAt: clock.now() }, (tx) =>
    changeAuditAddress(tx, address, { consoleUrl }),
  )

/** Organisation and secret of the newest link that was mailed to an address. */
async function linkTo(organisationId: string, address: string): Promise<[string, string]> {
  const asked = (await mailed(organisationId, 'access-notice')).filter(({ to }) => to === address)
  const link = /audit-address\/([\w-]+)\/([\w-]{43})/.exec(asked.at(-1)!.text)!
  return [link[1]!, link[2]!]
}

test('each address gets one head a week, which fits the chain and names nobody else', async () => {
  const { id: ours } = await buildOrganisation(db)
  const { id: theirs } = await buildOrganisation(db, lighthouse)
  const ines: Member = await buildMember(db, ours)
  const theirAdmin = await buildMember(db, theirs, { ...members.ines, address: 'amani@lighthouse.example' })
  const set = async (member: Member, address?: string) => {
    await change(member, address)
    if (address) await confirmAuditAddress(office, ...(await linkTo(member.organisationId, address)))
  }
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

test('an address gets no head before it is confirmed; links are used once, expire, and open nothing else', async () => {
  const { id } = await buildOrganisation(db, { ...lighthouse, name: 'Tide House' })
  const { id: other } = await buildOrganisation(db, { ...lighthouse, name: 'Other House' })
  const admin = await buildMember(db, id, { ...members.ines, address: 'admin@tide.example' })
  const gone = { code: 'organisations.link.gone' }
  await expect.poll(() => linkEvents(services), { timeout: 30_000 }).toBeDefined()
  await change(admin, 'first@tide.example')
  await mailHeads(services)
  expect(await mailed(id)).toEqual([])
  const [, token] = await linkTo(id, 'first@tide.example')
  await expect(confirmAuditAddress(office, other, token)).rejects.toMatchObject(gone)
  await expect(confirmAuditAddress(office, 'no-id', token)).rejects.toMatchObject(gone)
  clock.move(7 * day)
  await expect(confirmAuditAddress(office, id, token)).rejects.toMatchObject(gone)
  await mailHeads(services)
  expect(await mailed(id)).toEqual([])

  // asked anew, the former link stays void
  await change(admin, 'first@tide.example')
  await expect(confirmAuditAddress(office, id, token)).rejects.toMatchObject(gone)
  const [, second] = await linkTo(id, 'first@tide.example')
  await confirmAuditAddress(office, id, second)
  await expect(confirmAuditAddress(office, id, second)).rejects.toMatchObject(gone)
  await mailHeads(services)
  expect((await mailed(id)).map(({ to }) => to)).toEqual(['first@tide.example'])

  // another address starts anew, and the old one is told; an unconfirmed one is told nothing
  await change(admin, 'second@tide.example')
  await change(admin, 'third@tide.example')
  clock.move(7 * day)
  await mailHeads(services)
  expect(await mailed(id)).toHaveLength(1)
  const told = (await mailed(id, 'access-notice')).filter(({ text }) => text.includes('no longer come here'))
  expect(told.map(({ to }) => to)).toEqual(['first@tide.example'])
  expect(told[0]!.text).not.toMatch(/second@|third@|audit-address\//)
  await change(admin)
  expect(await mailed(other, 'access-notice')).toEqual([])
})
