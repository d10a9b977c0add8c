/** Of whom a page of the case may tell, and what an author ticks for each of them. */
import { sql } from 'kysely'
import { z } from 'zod'
import { calledOf, listPersons, type PersonRole } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import { Invalid, Refused } from '#platform/web/errors.ts'
import { covers, type GivenConsent, type ShownItem } from './given.ts'
import { consentItems } from './tables.ts'

export interface PersonShown {
  id: string
  role: PersonRole
  /** what she is called; for the case team alone */
  name?: string
}

/** Who is at risk in this case, and whoever else has said what may be shown; the persons at risk first. */
export async function listPersonsShown(tx: Tx, caseId: string): Promise<PersonShown[]> {
  const { rows } = await sql<{ id: string; role: PersonRole }>`
    select id, role from wl.persons_shown(${caseId})`.execute(tx.db)
  if (rows.length < 2) return rows
  const names = new Map((await listPersons(tx, caseId)).map((person) => [person.id, calledOf(person)]))
  return rows.map((row) => ({ ...row, name: names.get(row.id) }))
}

/** By name for the team; in the coalition's room by role, with a number where several have one. */
export function labelOfPerson(i18n: I18n, persons: readonly PersonShown[], id: string): string {
  const person = persons.find((one) => one.id === id)
  if (!person) return ''
  const role = i18n.t(`persons.role.${person.role}`)
  if (person.name) return `${person.name} (${role})`
  const alike = persons.filter((one) => one.role === person.role)
  return alike.length > 1 ? `${role} ${i18n.number(alike.indexOf(person) + 1)}` : role
}

/**
 * Whose page it is: who was named, or the only person at risk.
 * Safety: never whoever happens to have agreed. A page that tells of one person on another's consent stays when she takes
 * hers back.
 * @throws Invalid when several could be meant, or the named one is not of this case
 */
export async function ownerOf(tx: Tx, caseId: string, personId: string | undefined): Promise<string> {
  const persons = await listPersonsShown(tx, caseId)
  const meant = personId
    ? persons.filter(({ id }) => id === personId)
    : persons.filter(({ role }) => role === 'at-risk')
  if (meant.length !== 1) throw new Invalid({ personId: 'publishing.error.person' })
  return meant[0]!.id
}

/** A tick in a form: an item of the person whose page it is, or `person:item` for another one of the case. */
export const tick = z.string().refine((value) => {
  const [item, person] = value.split(':').toReversed()
  return (
    consentItems.some((one) => one === item) && (person === undefined || z.uuid().safeParse(person).success)
  )
}, 'error.field.choose')

/** @throws Refused ('publishing.no-consent') for what is no item */
export function readTick(value: string, ownerId: string): ShownItem {
  const [item, personId = ownerId] = value.split(':').toReversed()
  const known = consentItems.find((one) => one === item)
  if (!known) throw new Refused('publishing.no-consent')
  return { personId, item: known }
}

/** One of each, in the order of the ticks. */
export function readTicks(values: readonly string[], ownerId: string): ShownItem[] {
  const found = new Map(
    values
      .map((value) => readTick(value, ownerId))
      .map((one) => [`${one.personId}:${one.item}`, one] as const),
  )
  return [...found.values()]
}

/** What others of the case agreed to that a page of hers may tell too, as ticks. */
export const ticksOfOthers = (given: readonly GivenConsent[], ownerId: string | undefined): string[] =>
  given
    // a picture shows the one whose page it is; of others the words tell
    .filter((one) => one.personId !== ownerId && one.item !== 'image' && covers(one, []))
    .map(({ personId, item }) => `${personId}:${item}`)

/** The ticks of others among those that a page stands on. */
export const othersAmong = (items: readonly ShownItem[], ownerId: string): string[] =>
  items.filter(({ personId }) => personId !== ownerId).map(({ personId, item }) => `${personId}:${item}`)
