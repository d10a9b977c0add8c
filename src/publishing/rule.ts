import { servesAlone } from '#organisations/index.ts'
import type { Tx } from '#platform/database.ts'
import { Refused } from '#platform/web/errors.ts'
import type { ShownItem } from './given.ts'
import { changesOf, findShownPage, isLess, sumOf } from './measure.ts'
import type { PublishInput } from './publication.ts'
import type { SignRule } from './tables.ts'
import type { Changed } from './words.ts'

/** Who has to sign. */
export interface Signatures {
  rule: SignRule
  needed: 1 | 2
  /** the second one speaks for another organisation */
  twoOrganisations: boolean
  /** two would sign, but nobody else is there who could */
  alone: boolean
}

const byOne: readonly SignRule[] = ['correction', 'official', 'lowering', 'emergency']
const byTwoOrganisations: readonly SignRule[] = ['first', 'higher-level', 'new-item', 'restore-consent']

const weightOf = (rule: SignRule | 'earlier'): number =>
  byOne.some((one) => one === rule) ? 0 : byTwoOrganisations.some((one) => one === rule) ? 2 : 1

/** Whether a rule asks for more than another: what was public when one signed may be gone when it comes out. */
export const asksMore = (rule: SignRule, than: SignRule | 'earlier'): boolean =>
  weightOf(rule) > weightOf(than)

/**
 * A correction that adds nothing mends a word or a date; what changes more words than this is a new text.
 * Safety: all that one person changed since two last signed counts, or corrections would add up to a new text.
 */
export const longestCorrection: Changed = { added: 5, gone: 20 }

/** Signatures scale with the danger: from what is to be shown, and what is public already, to who signs. */
export async function signaturesFor(tx: Tx, caseId: string, rule: SignRule): Promise<Signatures> {
  if (byOne.includes(rule)) return { rule, needed: 1, twoOrganisations: false, alone: false }
  const organisations = await organisationsIn(tx, caseId)
  // Safety: once a second organisation is in, there is somebody else, however small both are
  if (organisations < 2 && (await servesAlone(tx)))
    return { rule, needed: 1, twoOrganisations: false, alone: true }
  return {
    rule,
    needed: 2,
    twoOrganisations: organisations >= 2 && byTwoOrganisations.includes(rule),
    alone: false,
  }
}

/** Whether an organisation only watches a case: then nobody of it signs, not even who is on the team. */
export async function observes(tx: Tx, caseId: string, organisationId: string): Promise<boolean> {
  const observing = await tx.db
    .selectFrom('coalition_members')
    .select('role')
    .where('case_id', '=', caseId)
    .where('organisation_id', '=', organisationId)
    .where('left_at', 'is', null)
    .where('role', '=', 'observer')
    .executeTakeFirst()
  return observing !== undefined
}

/** Safety: who watches a case neither asks for a signature nor gives one. @throws Refused ('publishing.sign.observer') */
export async function mustNotObserve(tx: Tx, caseId: string, organisationId: string): Promise<void> {
  if (await observes(tx, caseId, organisationId)) throw new Refused('publishing.sign.observer')
}

/** Observers watch; they are not among those who sign. */
async function organisationsIn(tx: Tx, caseId: string): Promise<number> {
  const { n } = await tx.db
    .selectFrom('coalition_members')
    .select((row) => row.fn.countAll<number>().as('n'))
    .where('case_id', '=', caseId)
    .where('left_at', 'is', null)
    .where('role', '<>', 'observer')
    .executeTakeFirstOrThrow()
  return n
}

/**
 * The rule that a page falls under.
 * @param correcting the author's word that it adds nothing; taken only where that can be seen
 * @throws Refused ('publishing.correction-adds') when it adds something all the same
 */
export async function ruleOfPage(
  tx: Tx,
  input: PublishInput,
  items: readonly ShownItem[],
  correcting: boolean,
): Promise<SignRule> {
  const rule = await byDanger(tx, input, items)
  if (!correcting || rule === 'lowering') return rule
  if (rule !== 'within' || !(await isCorrection(tx, input, items)))
    throw new Refused('publishing.correction-adds')
  return 'correction'
}

async function byDanger(tx: Tx, input: PublishInput, items: readonly ShownItem[]): Promise<SignRule> {
  const shown = await tx.db
    .selectFrom('publication_items')
    .select(['publication_id', 'person_id', 'item'])
    .where('case_id', '=', input.caseId)
    .execute()
  if (shown.length === 0) return 'first'
  const level = (all: readonly { item: string }[]) => (all.some(({ item }) => item === 'name') ? 5 : 4)
  if (level(items) > level(shown)) return 'higher-level'
  const isShown = ({ personId, item }: ShownItem) =>
    shown.some((one) => one.person_id === personId && one.item === item)
  if (!items.every(isShown)) return 'new-item'
  const before = await findShownPage(tx, input)
  return before && isLess(before, input, items) ? 'lowering' : 'within'
}

/**
 * A mended official is taken from one only where the page shows the same ones, and no language changes more than a correction.
 * @throws Refused ('publishing.correction-adds')
 */
export async function mustMendOnly(tx: Tx, input: PublishInput, items: readonly ShownItem[]): Promise<void> {
  const before = await findShownPage(tx, input)
  // an official who is retired goes at once: less is one person's to show, whatever it takes away
  if (before && isLess(before, input, items)) return
  const changes = before && changesOf(before, input, items)
  if (!changes?.every((one) => isShort([before!.spent, one]))) throw new Refused('publishing.correction-adds')
}

async function isCorrection(tx: Tx, input: PublishInput, items: readonly ShownItem[]): Promise<boolean> {
  const before = await findShownPage(tx, input)
  const changes = before && changesOf(before, input, items)
  return changes !== undefined && isShort([before!.spent, ...changes])
}

function isShort(changes: readonly Changed[]): boolean {
  const { added, gone } = sumOf(changes)
  return added <= longestCorrection.added && gone <= longestCorrection.gone
}

/**
 * What one person alone has changed on the page once this stands; nothing where two signed it, or one who has nobody.
 * The caller holds the gate, and the page still stands as it was.
 */
export async function spentWith(
  tx: Tx,
  input: PublishInput,
  items: readonly ShownItem[],
  signOffId: string,
): Promise<Changed> {
  const { rule, needed, alone } = await tx.db
    .selectFrom('sign_offs')
    .select(['rule', 'needed', 'alone'])
    .where('id', '=', signOffId)
    .executeTakeFirstOrThrow()
  const before = needed === 1 && !alone ? await findShownPage(tx, input) : undefined
  if (!before) return sumOf([])
  // showing less is one's to do; it wins no room for other words
  if (rule === 'lowering' || isLess(before, input, items)) return before.spent
  return sumOf([before.spent, ...(changesOf(before, input, items) ?? [])])
}
