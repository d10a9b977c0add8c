/** One organisation's trouble keeps nobody else's work: what all jobs of the worker stand on. */
import { expect, test } from 'vitest'
import { buildPartner } from '../../test/build-coalition.ts'
import { testOffice } from '../../test/office.ts'
import { inEachOrganisation, sliceBySlice, untilNothingIsDue } from './apart.ts'

const office = await testOffice()
const first = office.organisationId
const second = (await buildPartner(office.db)).organisationId
const services = { db: office.db, organisations: async () => [first, second] }

test('whoever comes after one that fails still has its turn, and the failure is told when all had theirs', async () => {
  const had: string[] = []
  const failing = inEachOrganisation(services, async (_, id) => {
    had.push(id)
    if (id === first) throw new Error('its own trouble')
  })
  await expect(failing).rejects.toThrow('its own trouble')
  expect(had).toEqual([first, second])
})

test('work in pieces goes on until nothing is due, for each by itself', async () => {
  const due = new Map([
    [first, 2],
    [second, 1],
  ])
  const turns: string[] = []
  await untilNothingIsDue(services, async (tx, id) => {
    expect(tx.actor).toMatchObject({ kind: 'worker', organisationId: id })
    turns.push(id)
    const left = due.get(id)!
    due.set(id, left - 1)
    return left
  })
  expect(turns).toEqual([first, first, first, second, second])
})

test('rows are gone through slice by slice, from the last id that was looked at', async () => {
  const seen: string[] = []
  const next = new Map([['a', 'b']])
  await sliceBySlice(services, async (_, after) => {
    seen.push(after)
    return after.startsWith('0') ? 'a' : next.get(after)
  })
  const start = '00000000-0000-0000-0000-000000000000'
  expect(seen).toEqual([start, 'a', 'b', start, 'a', 'b'])
})
