import type { Tx } from '#platform/database.ts'
import { Refused } from '#platform/web/errors.ts'
import type { ConsentPurpose } from './matrix.ts'
import type { ConsentItem } from './tables.ts'

export interface GivenConsent {
  id: string
  personId: string
  item: ConsentItem
  /** empty: every language */
  languages: string[]
  purposes: string[]
  givenAt: Date
  expiresAt?: Date
}

/** Where what is sealed of a consent lies: what was agreed, or why it was taken back. */
export const consentPlace = (id: string, column: 'sealed' | 'withdrawal_sealed' = 'sealed') => ({
  ...{ table: 'consents', column },
  row: id,
})

/** What the persons of a case allow now. Anyone who sees the case may know; the wording of it stays sealed. */
export async function givenConsents(tx: Tx, caseId: string): Promise<GivenConsent[]> {
  return (await given(tx, caseId).execute()).map(asGiven).filter(notPast(tx.now))
}

/** What they allow now for one of these purposes. @param hold locked until the transaction ends, so that none is taken back */
export async function givenFor(
  tx: Tx,
  caseId: string,
  purposes: readonly ConsentPurpose[],
  { hold }: { hold: boolean },
): Promise<GivenConsent[]> {
  const rows = given(tx, caseId).orderBy('id')
  return (await (hold ? rows.forShare() : rows).execute())
    .map(asGiven)
    .filter(notPast(tx.now))
    .filter((consent) => purposes.some((one) => consent.purposes.includes(one)))
}

export interface ShownItem {
  personId: string
  item: ConsentItem
}

/**
 * The consents that a publication stands on, locked until the transaction ends, one for each item.
 * @throws Refused ('publishing.no-consent') when one is missing, is not meant for the web, or not for a language
 */
export async function mustHaveGiven(
  tx: Tx,
  caseId: string,
  items: readonly ShownItem[],
  languages: readonly string[],
): Promise<GivenConsent[]> {
  // Safety: the share lock makes a withdrawal at the same moment wait, or makes us see that it has happened.
  const rows = await given(tx, caseId).orderBy('id').forShare().execute()
  const now = rows.map(asGiven).filter(notPast(tx.now))
  return items.map(({ personId, item }) => {
    const consent = now.find((one) => one.personId === personId && one.item === item)
    if (!consent || !covers(consent, languages)) throw new Refused('publishing.no-consent')
    return consent
  })
}

/** Safety: consent to help her in private is none to show her on the web. */
export const covers = (
  consent: Pick<GivenConsent, 'purposes' | 'languages'>,
  languages: readonly string[],
): boolean =>
  consent.purposes.includes('web') &&
  (consent.languages.length === 0 || languages.every((language) => consent.languages.includes(language)))

const given = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('consents')
    .select(['id', 'person_id', 'item', 'languages', 'purposes', 'given_at', 'expires_at'])
    .where('case_id', '=', caseId)
    .where('state', '=', 'given')

function asGiven(row: {
  id: string
  person_id: string
  item: ConsentItem
  languages: string[]
  purposes: string[]
  given_at: Date
  expires_at: Date | null
}): GivenConsent {
  return {
    id: row.id,
    personId: row.person_id,
    item: row.item,
    languages: row.languages,
    purposes: row.purposes,
    givenAt: row.given_at,
    expiresAt: row.expires_at ?? undefined,
  }
}

const notPast = (now: Date) => (consent: GivenConsent) => !consent.expiresAt || consent.expiresAt > now
