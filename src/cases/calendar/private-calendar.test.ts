import { expect, test } from 'vitest'
import { removeMember } from '#organisations/index.ts'
import { buildCase } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { privateDoor } from '../../../test/private-door.ts'
import { addDeadline } from '../deadlines/deadline.ts'
import { addProceeding } from '../proceedings/proceeding.ts'
import { scheduleHearing } from '../proceedings/hearing.ts'
import { addTask } from '../tasks/task.ts'
import { fold, writeCalendar } from './ical.ts'

const office = await testOffice()
const door = privateDoor(office)
const { ines } = office.member

test('a calendar is as RFC 5545 writes it: lines, folds, escapes, days and instants', () => {
  const text = writeCalendar(
    [
      { id: 'one', at: new Date('2030-07-01T06:30:00Z'), summary: 'Lantern, a; b\\c\nd' },
      { id: 'two', at: '2030-07-02', summary: 'محاكمة '.repeat(20) },
    ],
    new Date('2026-11-23T10:00:00Z'),
  )
  expect(text).toContain('DTSTART:20300701T063000Z\r\n')
  expect(text).toContain('DTSTART;VALUE=DATE:20300702\r\n')
  expect(text).toContain('SUMMARY:Lantern\\, a\\; b\\\\c\\nd\r\n')
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  const lines = text.split('\r\n')
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${'محاكمة '.repeat(20)}`)
  expect(fold('x'.repeat(75))).toBe('x'.repeat(75))
})

test('the address is shown once, tells code names alone, and ends at once', async () => {
  const { caseId } = await buildCase(office.db, ines, { codeName: 'Almanac' })
  await office.db.transaction(ines, async (tx) => {
    const text = { title: 'Canary trial' }
    const proceedingId = await addProceeding(tx, {
      ...{ caseId, kind: 'criminal', role: 'defendant', openedOn: '2026-11-01', text },
    })
    const when = { at: new Date(tx.now.getTime() + 86_400_000), zone: 'UTC' }
    const hearing = { kind: 'trial', openness: 'public', room: 'Canary hall' } as const
    await scheduleHearing(tx, { caseId, proceedingId, ...when, ...hearing })
    await addDeadline(tx, { caseId, kind: 'appeal', dueAt: when.at, zone: 'UTC', what: 'Canary appeal' })
    await addTask(tx, { caseId, what: 'Canary call', ownerId: ines.accountId, dueOn: '2026-12-24' })
  })
  const browser = office.as('ines')
  const made = async () => {
    const page = await (await browser.post('/calendar', {})).text()
    return /\/d\/[\w-]{43}\.ics/.exec(page)![0]
  }
  const address = await made()
  expect(await (await browser.get('/calendar')).text()).not.toContain(address)
  expect(
    await office.count('calendar_feeds', `encode(token_hash, 'escape') like '%${address.slice(3, 20)}%'`),
  ).toBe(0)
  const answer = await door.get(address)
  expect(answer.headers.get('content-type')).toContain('text/calendar')
  const text = await answer.text()
  for (const line of ['Almanac: Trial', 'Almanac: Appeal', 'Almanac: Task', 'VALUE=DATE:20261224'])
    expect(text).toContain(line)
  expect(text).not.toContain('Canary')
  const second = await made()
  expect((await door.get(address)).status).toBe(404)
  expect((await door.get(second)).status).toBe(200)
  expect((await door.get(`/d/${'x'.repeat(43)}.ics`)).status).toBe(404)
  for (let i = 0; i < 2; i++) expect((await browser.post('/calendar/end', {})).status).toBe(303)
  expect((await door.get(second)).status).toBe(404)
  expect(await office.count('events', `type = 'calendar.made'`)).toBe(2)
  expect(await office.count('events', `type = 'calendar.ended'`)).toBe(1)
})

test('who is on no team reads nothing of it, and who leaves the organisation reads no more', async () => {
  const tomas = office.as('tomas')
  const page = await (await tomas.post('/calendar', {})).text()
  const address = /\/d\/[\w-]{43}\.ics/.exec(page)![0]
  expect(await (await door.get(address)).text()).not.toContain('Almanac')
  const { memberId } = office.member.tomas
  await office.db.transaction(ines, (tx) => removeMember(tx, { memberId }))
  expect((await door.get(address)).status).toBe(404)
})
