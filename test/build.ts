/** Builders that invent what a test does not care about. Others add theirs for their own nouns. */
import { signIn, type Member, type Role } from '../src/platform/actor.ts'
import type { Database } from '../src/platform/database.ts'
import {
  admitMember,
  createAccount,
  findAccount,
  foundOrganisation,
  type OrganisationFacts,
} from '../src/organisations/index.ts'
import { harbour, members, type MemberName } from './world.ts'

/** Harbour Watch, or another; others may find it unless a test says no. */
export const buildOrganisation = (
  db: Database,
  facts: Partial<OrganisationFacts> & { findable?: boolean } = {},
) => foundOrganisation(db, { findable: true, ...harbour, ...facts })

/** A member without credentials, as an actor whose session was proved just now. */
export async function buildMember(
  db: Database,
  organisationId: string,
  person: { name: string; address: string; role: Role; language?: string } = members.ines,
): Promise<Member> {
  const { accountId, memberId } = await db.transaction(signIn, async (tx) => {
    const language = person.language === 'ar' ? 'ar' : 'en'
    const known = await findAccount(tx, { address: person.address })
    const account = known?.id ?? (await createAccount(tx, { ...person, language }))
    return {
      accountId: account,
      memberId: await admitMember(tx, { organisationId, accountId: account, role: person.role }),
    }
  })
  const steppedUpAt = db.clock.now()
  return { kind: 'member', organisationId, accountId, memberId, role: person.role, steppedUpAt }
}

/** Harbour Watch with everybody in it. */
export async function buildHarbour(
  db: Database,
): Promise<{ organisationId: string; shortId: string; as: Record<MemberName, Member> }> {
  const { id, shortId } = await buildOrganisation(db)
  const as = {} as Record<MemberName, Member>
  for (const name of Object.keys(members) as MemberName[]) {
    as[name] = await buildMember(db, id, members[name])
  }
  return { organisationId: id, shortId, as }
}
