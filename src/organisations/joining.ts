/** What a one-time link opens: the first membership, an invitation, a recovery, and in the demo a session. */
import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { signIn, workerOf, type Member } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Language } from '#platform/i18n.ts'
import type { NewPasskey, SpentChallenge } from '#platform/sign-in/passkey.ts'
import { Conflict, NotFound, Refused } from '#platform/web/errors.ts'
import { createAccount, findAccount } from './account.ts'
import { putPasskey, putPassphrase, renewRecoveryCodes } from './credential.ts'
import { tellCredentialChanged } from './credential-told.ts'
import { getLink, makeLink, useLink, type LinkPurpose, type OneTimeLink } from './link.ts'
import { admitMember } from './member.ts'
import { foundOrganisation, nameOrganisation, type OrganisationFacts } from './organisation.ts'
import { speakFor } from './serving.ts'
import { endOtherSessions, startSession } from './session.ts'

/** The credential that comes with an accepted link. The slow hash is made before, outside of the transaction. */
export type FirstCredential =
  | { kind: 'passphrase'; hash: string; secret: string; step: number }
  | { kind: 'passkey'; passkey: NewPasskey; name: string; spent: SpentChallenge }

export interface Acceptance {
  name: string
  address: string
  language: Language
  credential: FirstCredential
  /** the first member says what the organisation is called */
  organisation?: Partial<OrganisationFacts>
}

/** What a link page shows, and nothing more. Runs as `signIn`. @throws NotFound ('organisations.link.gone') */
export async function readLink(db: Database, token: string): Promise<WelcomeLink> {
  const { purpose, ...link } = await db.transaction(signIn, (tx) => getLink(tx, token))
  // a link into the demo has a door of its own
  if (purpose === 'demo') throw new NotFound('organisations.link.gone')
  return { ...link, purpose, organisation: await nameOf(db, link.organisationId) }
}

export type WelcomeLink = OneTimeLink & { purpose: Exclude<LinkPurpose, 'demo'>; organisation: string }

async function nameOf(db: Database, organisationId: string | undefined): Promise<string> {
  if (!organisationId) return ''
  const row = await db.reading(workerOf(organisationId), (tx) =>
    tx.db.selectFrom('organisations').select('name').where('id', '=', organisationId).executeTakeFirst(),
  )
  return row?.name ?? ''
}

/**
 * Accepts a link with a first credential: makes the account (a recovery replaces the lost one's credentials), admits it,
 * signs it in, and gives the recovery codes to be shown once.
 * @throws NotFound ('organisations.link.gone'), Conflict ('organisations.link.known') when the address has an account
 */
export async function acceptLink(
  db: Database,
  token: string,
  acceptance: Acceptance,
): Promise<{ session: string; recoveryCodes: string[] }> {
  const founded = await foundByLink(db, token, acceptance)
  const accepted = await db.transaction(signIn, async (tx) => {
    const found = await getLink(tx, token)
    const link = { ...found, organisationId: found.organisationId ?? founded }
    if (link.purpose === 'demo') throw new NotFound('organisations.link.gone')
    await useLink(tx, link, founded)
    const accountId =
      link.purpose === 'recovery' ? await emptyAccount(tx, link) : await newMember(tx, link, acceptance)
    const { credential } = acceptance
    if (credential.kind === 'passphrase') await putPassphrase(tx, { accountId, ...credential })
    else await putPasskey(tx, { accountId, ...credential })
    const recoveryCodes = await renewRecoveryCodes(tx, accountId)
    const session = await startSession(tx, {
      accountId,
      ...(link.organisationId ? { organisationId: link.organisationId } : {}),
      how: link.purpose,
    })
    return { accountId, link, session, recoveryCodes }
  })
  const { accountId, link, session, recoveryCodes } = accepted
  if (link.purpose === 'recovery')
    await db.transaction(workerOf(session.organisationId), (tx) =>
      tellCredentialChanged(tx, accountId, 'recovered'),
    )
  if (link.purpose === 'first-member' && link.organisationId && acceptance.organisation) {
    const { organisationId } = link
    await db.transaction(workerOf(organisationId), (tx) =>
      nameOrganisation(tx, organisationId, acceptance.organisation!),
    )
  }
  return { session: session.token, recoveryCodes }
}

/**
 * A link that brings in a new organisation founds it first, since an organisation makes its own key and rows. Where the
 * acceptance fails after this an organisation without a member stays behind, which nobody sees.
 */
async function foundByLink(db: Database, token: string, acceptance: Acceptance): Promise<string | undefined> {
  const mayFound = await db.transaction(signIn, async (tx) => {
    const link = await getLink(tx, token)
    if (link.purpose !== 'new-organisation') return false
    const address = link.note?.address ?? acceptance.address
    if (await findAccount(tx, { address })) throw new Conflict('organisations.link.known')
    return true
  })
  return mayFound ? (await foundOrganisation(db, acceptance.organisation ?? {})).id : undefined
}

async function newMember(tx: Tx, link: OneTimeLink, acceptance: Acceptance): Promise<string> {
  // Safety: an invitation is for the address that it was made for, whatever the form says
  const address = link.note?.address ?? acceptance.address
  if (await findAccount(tx, { address })) throw new Conflict('organisations.link.known')
  const { name, language } = acceptance
  const accountId = await createAccount(tx, { address, name, language })
  await admit(tx, link, accountId)
  return accountId
}

async function admit(tx: Tx, link: OneTimeLink, accountId: string): Promise<void> {
  if (!link.organisationId || !link.role) throw new NotFound('organisations.link.gone')
  await admitMember(tx, {
    organisationId: link.organisationId,
    accountId,
    role: link.role,
    ...(link.createdBy ? { createdBy: link.createdBy } : {}),
  })
}

/**
 * Accepts an invitation with an account that has just proved a credential; its session speaks for the new organisation
 * from now on, as old as it was. A link for a new organisation is taken for the one that the session speaks for, since
 * the account serves one already: for its administrators.
 * @throws Refused ('access.step-up'), NotFound also when it is another address's invitation
 */
export async function joinWithAccount(
  db: Database,
  token: string,
  { id: sessionId, member }: { id: string; member: Member },
): Promise<void> {
  const organisationId = await db.transaction(signIn, async (tx) => {
    // Safety: an open browser is not its owner; a link that somebody else sent must not make it a door to the account
    mustBeAllowed({ actor: member, now: tx.now }, 'member.join')
    const link = await getLink(tx, token)
    const invited = link.note && (await findAccount(tx, { address: link.note.address }))
    if (!joinsWithAccount(link) || invited?.id !== member.accountId)
      throw new NotFound('organisations.link.gone')
    if (link.purpose === 'new-organisation') {
      if (member.role !== 'admin') throw new Refused('access.refused')
      await useLink(tx, link, member.organisationId)
      return member.organisationId
    }
    await useLink(tx, link)
    await admit(tx, link, member.accountId)
    return link.organisationId!
  })
  if (organisationId === member.organisationId) return
  // Safety: a link proves nobody: no session is begun, and what was proved counts for the former organisation alone
  await db.transaction(member, (tx) => speakFor(tx, { sessionId, organisationId }))
}

/** Whether it is a link that an account which is here already may take. */
export const joinsWithAccount = ({ purpose }: Pick<OneTimeLink, 'purpose'>): boolean =>
  purpose === 'invitation' || purpose === 'new-organisation'

/** Safety: what was lost or stolen no longer opens anything. */
async function emptyAccount(tx: Tx, link: OneTimeLink): Promise<string> {
  const { accountId } = link
  if (!accountId) throw new NotFound('organisations.link.gone')
  for (const table of ['passphrases', 'totp_secrets', 'passkeys', 'recovery_codes'] as const) {
    await tx.db.deleteFrom(table).where('account_id', '=', accountId).execute()
  }
  await endOtherSessions(tx, { accountId, reason: 'recovered' })
  await record(tx, 'member.recovered', { subject: accountId, data: { accountId } })
  return accountId
}

/** Whether it is a link into the demo that can still be used. @throws NotFound ('organisations.link.gone') */
export async function readDemoLink(db: Database, token: string): Promise<void> {
  await db.transaction(signIn, (tx) => getDemoLink(tx, token))
}

async function getDemoLink(tx: Tx, token: string): Promise<OneTimeLink & { accountId: string }> {
  const { accountId, ...link } = await getLink(tx, token)
  if (link.purpose !== 'demo' || !accountId) throw new NotFound('organisations.link.gone')
  return { ...link, accountId }
}

/** A session by a demo link; the door asks first whether this is a demo. @throws NotFound ('organisations.link.gone') */
export async function enterDemo(db: Database, token: string): Promise<string> {
  return db.transaction(signIn, async (tx) => {
    const link = await getDemoLink(tx, token)
    await useLink(tx, link)
    const session = await startSession(tx, { accountId: link.accountId, how: 'demo' })
    return session.token
  })
}

/** The link with which the first member of an organisation comes in; for the operator, printed once. */
export async function makeFirstMemberLink(
  db: Database,
  { organisationId, consoleUrl }: { organisationId: string; consoleUrl: string },
): Promise<string> {
  const { token } = await db.transaction(signIn, (tx) =>
    makeLink(tx, { purpose: 'first-member', organisationId, role: 'admin' }),
  )
  return welcomeAddress(consoleUrl, token)
}

/** A sign-in link for the demo; only an office that runs as a demo opens it. */
export async function makeDemoLink(
  db: Database,
  { accountId, consoleUrl }: { accountId: string; consoleUrl: string },
): Promise<string> {
  const { token } = await db.transaction(signIn, (tx) => makeLink(tx, { purpose: 'demo', accountId }))
  return `${consoleUrl}/demo/${token}`
}

export const welcomeAddress = (consoleUrl: string, token: string): string => `${consoleUrl}/welcome/${token}`

/**
 * At the first start there is nobody: founds an unnamed organisation and gives the link for its first member. As long
 * as nobody has used it, each start gives a new one and the former ends. Undefined once there is a member.
 */
export async function firstStart(
  db: Database,
  { consoleUrl }: { consoleUrl: string },
): Promise<string | undefined> {
  const state = await db.transaction(signIn, async (tx) => {
    const member = await tx.db.selectFrom('members').select('id').limit(1).executeTakeFirst()
    const { rows } = await sql<{ id: string }>`select wl.organisation_ids() as id`.execute(tx.db)
    await tx.db
      .updateTable('one_time_links')
      .set({ revoked_at: tx.now })
      .where('purpose', '=', 'first-member')
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute()
    return { member, organisationId: rows[0]?.id }
  })
  if (state.member) return undefined
  const organisationId = state.organisationId ?? (await foundOrganisation(db)).id
  return makeFirstMemberLink(db, { organisationId, consoleUrl })
}
