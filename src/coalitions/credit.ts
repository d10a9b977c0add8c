import type { CharterTerms } from './charter.ts'

/** What the order of credit is made of. */
export interface Creditable {
  id: string
  name: string
  role: string
  joinedAt: Date
}

/** Pure: the members in the order in which the charter credits them; those of one moment by id. */
export function credited<M extends Creditable>(members: readonly M[], credit: CharterTerms['credit']): M[] {
  const lead = ({ role }: Creditable) => (role === 'lead' ? 0 : 1)
  const { compare } = new Intl.Collator('en')
  const joined = (a: Creditable, b: Creditable) =>
    a.joinedAt.getTime() - b.joinedAt.getTime() || (a.id < b.id ? -1 : 1)
  if (credit === 'alphabet') return members.toSorted((a, b) => compare(a.name, b.name) || joined(a, b))
  if (credit === 'joined') return members.toSorted(joined)
  return members.toSorted((a, b) => lead(a) - lead(b) || joined(a, b))
}
