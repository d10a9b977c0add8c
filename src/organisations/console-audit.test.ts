import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { onAuditAddress } from './audit-address.ts'
import { testOffice } from '../../test/office.ts'

const office = await testOffice()
const worker = new pg.Client(office.database.workerUrl)
await worker.connect()
afterAll(() => worker.end())

const at = '/organisation/audit'
const changed = () => office.count('events', `type = 'organisation.audit-address-changed'`)
const found = (bad: number | null, fault: string | null) =>
  worker.query(
    'insert into wl.audit_checks (at, links, total, bad_position, fault) values ($1, 40, 900, $2, $3)',
    [office.clock.now(), bad, fault],
  )

test('an administrator says where the heads go; it lies sealed', async () => {
  const ines = office.as('ines')
  expect((await ines.post(at, { auditAddress: 'no address' })).status).toBe(422)
  expect(await changed()).toBe(0)
  expect((await ines.post(at, { auditAddress: 'audit@harbour.example' })).status).toBe(303)
  expect(await (await ines.get(at)).text()).toContain('value="audit@harbour.example"')
  expect(await changed()).toBe(1)
  const plain = `position('audit@harbour'::bytea in audit_address_sealed) > 0`
  expect(await office.count('organisations', plain)).toBe(0)
  expect(await office.count('organisations', 'audit_address_sealed is not null')).toBe(1)

  // who may not change it sees it, and has no form
  const seen = await (await office.as('tomas').get(at)).text()
  expect(seen).toContain('audit@harbour.example')
  expect(seen).not.toContain('name="auditAddress"')
  expect((await office.as('tomas').post(at, { auditAddress: '' })).status).toBe(403)
  expect((await office.as('viktor').get(at)).status).toBe(403)
  expect(await changed()).toBe(1)
  // nobody has confirmed it: the page says so, and a link opened by a program changes nothing
  expect(seen).toContain('Not confirmed yet')
  const visitor = office.visitor()
  let link = ''
  onAuditAddress(async (_tx, notice) => {
    if (notice.what === 'confirm') link = new URL(notice.link).pathname
  })
  expect((await ines.post(at, { auditAddress: 'audit@harbour.example' })).status).toBe(303)
  expect((await visitor.post(link.replace(/.{43}$/, 'x'.repeat(43)))).status).toBe(404)
  expect(await (await visitor.get(link)).text()).toContain(`action="${link}"`)
  expect(await office.count('organisations', 'audit_address_confirmed_at is not null')).toBe(0)
  const confirmed = await visitor.post(link)
  expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, '/audit-address/confirmed'])
  expect(await (await visitor.get('/audit-address/confirmed')).text()).toContain('The address is confirmed')
  for (const again of [await visitor.get(link), await visitor.post(link)]) expect(again.status).toBe(404)
  expect(await (await ines.get(at)).text()).toContain('Confirmed ')
  // the same address once more asks nobody again
  link = ''
  expect((await ines.post(at, { auditAddress: 'audit@harbour.example' })).status).toBe(303)
  expect(link).toBe('')

  expect((await ines.post(at, { auditAddress: '' })).status).toBe(303)
  expect(await office.count('organisations', 'audit_address_sealed is not null')).toBe(0)
})

test('the log says whether the chain is whole, and Today when it is not', async () => {
  const read = async (path: string) => await (await office.as('ines').get(path)).text()
  expect(await read('/log')).toContain('not been looked through')
  await found(null, null)
  expect(await read('/log')).toContain('The chain was whole')
  expect(await read('/')).not.toContain(at)
  await found(17, 'events-missing')
  for (const path of ['/log', at]) {
    const page = await read(path)
    expect(page).toContain('The chain is broken at link 17')
    expect(page).toContain('Events were deleted.')
  }
  expect(await read('/')).toContain(at)
  expect(await (await office.as('viktor').get('/')).text()).not.toContain(at)
  await found(null, null)
  expect(await read('/')).not.toContain(at)
})
