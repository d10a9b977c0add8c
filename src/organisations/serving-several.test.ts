import { expect, test } from 'vitest'
import { buildMember } from '../../test/build.ts'
import { buildPartner } from '../../test/build-coalition.ts'
import { members, testOffice } from '../../test/office.ts'
import { removeMember } from './member.ts'

const office = await testOffice()
const { tomas } = office.member
const wanjiru = await buildPartner(office.db)
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
// Tomas serves Lighthouse Circle too, as a caseworker
const there = await buildMember(office.db, wanjiru.organisationId, { ...members.tomas, role: 'caseworker' })

test('who serves several speaks for one at a time, and for another without what was proved before', async () => {
  const browser = office.as('tomas')
  expect(await html(browser.get('/account'))).toContain('Lighthouse Circle')
  expect(await html(browser.get('/members'))).toContain('Ines Duarte')
  const to = { organisationId: wanjiru.organisationId }
  expect((await browser.post('/account/organisation', to)).status).toBe(303)
  const here = await html(browser.get('/members'))
  expect(here).toContain('Wanjiru Odera')
  expect(here).not.toContain('Ines Duarte')
  expect(
    await office.count('sessions', `account_id = '${tomas.accountId}' and stepped_up_at is not null`),
  ).toBe(0)
  const at = `organisation_id = '${wanjiru.organisationId}' and type = 'session.started' and data->>'how' = 'switch'`
  expect(await office.count('events', at)).toBe(1)
  // and back
  expect(
    (await browser.post('/account/organisation', { organisationId: office.organisationId })).status,
  ).toBe(303)
  expect(await html(browser.get('/members'))).toContain('Ines Duarte')
})

test('nobody speaks for an organisation that they do not serve, or no longer', async () => {
  const viktor = office.as('viktor')
  expect(await html(viktor.get('/account'))).not.toContain('Lighthouse Circle')
  const to = { organisationId: wanjiru.organisationId }
  expect((await viktor.post('/account/organisation', to)).status).toBe(404)
  expect((await viktor.post('/account/organisation', { organisationId: 'x' })).status).toBe(404)
  expect(await html(viktor.get('/members'))).toContain('Ines Duarte')
  await office.db.transaction(wanjiru, (tx) => removeMember(tx, { memberId: there.memberId }))
  const browser = office.as('tomas')
  expect((await browser.post('/account/organisation', to)).status).toBe(404)
  expect(await html(browser.get('/account'))).not.toContain('Lighthouse Circle')
})
