/** What stands between her and a consent that others give for her, or that goes further while she cannot be asked. */
import type { Tx } from '#platform/database.ts'
import { Invalid } from '#platform/web/errors.ts'
import type { ConsentInput } from './consent.ts'
import { isAnyHeld } from './doubt.ts'
import { personsWithDirection } from './directions/direction.ts'
import type { ConsentWay } from './tables.ts'
import { isUnobtainable } from './unobtainable/spell.ts'

/** Ways in which somebody else says it. */
export const byOthers: readonly ConsentWay[] = ['lawyer', 'family']

/**
 * Whether what is recorded as given is her word. Where others speak for her in custody and it does not meet her advance
 * direction, it is kept as proposed, and shows nothing.
 * Safety: a word meets a direction only where one is written down.
 * @throws Invalid ('unobtainable.error.wider') for what goes further while she cannot be asked
 */
export async function weighGiven(tx: Tx, input: ConsentInput): Promise<'given' | 'proposed'> {
  const { caseId, personId } = input
  const meets = input.word === 'met' && (await personsWithDirection(tx, caseId)).includes(personId)
  if (meets) return 'given'
  if ((await isUnobtainable(tx, caseId, personId)) && (await widens(tx, input)))
    throw new Invalid({ word: 'unobtainable.error.wider' })
  if (input.byLink || !byOthers.includes(input.how)) return 'given'
  // Safety: where nobody can tell whether she is held, she is
  return (await isAnyHeld(tx, caseId, [personId])) === false ? 'given' : 'proposed'
}

/** The same for her very words, which only she approves, or whom she wrote down beforehand. */
export async function canBeHers(
  tx: Tx,
  { caseId, personId, byAnother }: { caseId: string; personId: string; byAnother: boolean },
): Promise<boolean> {
  if ((await personsWithDirection(tx, caseId)).includes(personId)) return true
  if (await isUnobtainable(tx, caseId, personId)) return false
  return !byAnother || (await isAnyHeld(tx, caseId, [personId])) === false
}

/** Whether it allows anything that she does not allow now: an item, a purpose, a language, a longer time. */
async function widens(tx: Tx, input: ConsentInput): Promise<boolean> {
  const given = await tx.db
    .selectFrom('consents')
    .select(['item', 'purposes', 'languages', 'expires_at'])
    .where('case_id', '=', input.caseId)
    .where('person_id', '=', input.personId)
    .where('state', '=', 'given')
    .execute()
  const now = given.filter(({ expires_at: end }) => !end || end > tx.now)
  return input.items.some((item) => {
    const before = now.find((one) => one.item === item)
    if (!before) return true
    const [purposes, languages] = [input.purposes ?? ['web'], input.languages ?? []]
    const allLanguages = before.languages.length === 0
    return (
      purposes.some((one) => !before.purposes.includes(one)) ||
      (!allLanguages &&
        (languages.length === 0 || languages.some((one) => !before.languages.includes(one)))) ||
      (before.expires_at !== null && (!input.expiresAt || input.expiresAt > before.expires_at))
    )
  })
}
