/** The ways in. Each proves a credential and answers alike whatever was wrong with it. */
import { sql } from 'kysely'
import { signIn, workerOf } from '#platform/actor.ts'
import type { Database, Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { isPassphrase } from '#platform/sign-in/passphrase.ts'
import { claimedCredential, readPasskey, type PasskeyDoor } from '#platform/sign-in/passkey.ts'
import { recoveryCodeHash } from '#platform/sign-in/recovery-code.ts'
import { totpStep } from '#platform/sign-in/totp.ts'
import { Refused, TooMany } from '#platform/web/errors.ts'
import type { Keys } from '#platform/keys/keyring.ts'
import { addressIndex } from './account.ts'
import { openTotpSecret, spendChallenge } from './credential.ts'
import { tellCredentialChanged } from './credential-told.ts'
import { startSession } from './session.ts'

export interface SignInServices {
  db: Database
  keys: Keys
  consoleUrl: string
}

/** An account was proved; what it may do is another matter. */
export interface Proof {
  accountId: string
  how: 'passphrase' | 'passkey' | 'recovery-code'
}

export type Credential =
  | { kind: 'passphrase'; address: string; passphrase: string; code: string }
  | { kind: 'passkey'; answer: string; purpose: string }
  | { kind: 'recovery-code'; address: string; code: string }

const attemptsPer = { failures: 10, milliseconds: 15 * 60_000 }
const noAccount = '00000000-0000-0000-0000-000000000000'
const failed = () => new Refused('organisations.sign-in.failed')

/**
 * Proves a credential and runs `then` with the account in the same transaction, so that the credential is used up
 * together with what it was used for.
 * @throws Refused ('organisations.sign-in.failed') alike for no account, wrong passphrase, wrong or used code;
 * TooMany after ten failures for one address in a quarter of an hour
 */
export async function proveAccount<T>(
  services: SignInServices,
  credential: Credential,
  then: (tx: Tx, proof: Proof) => Promise<T>,
): Promise<T> {
  if (credential.kind === 'passkey') {
    return services.db.transaction(signIn, async (tx) => {
      const proof = { accountId: await provePasskey(services, tx, credential), how: 'passkey' as const }
      return await then(tx, proof)
    })
  }
  const { instance } = services.keys
  const index = addressIndex(instance, credential.address)
  const found = await services.db.transaction(signIn, async (tx) => {
    await noteAttempt(tx, index)
    return await tx.db
      .selectFrom('accounts as a')
      .leftJoin('passphrases as p', 'p.account_id', 'a.id')
      .select(['a.id', 'p.hash'])
      .where('a.address_index', '=', index)
      .executeTakeFirst()
  })
  if (credential.kind === 'passphrase') {
    // outside of any transaction: it takes a fifth of a second, for known and unknown accounts alike
    const fits = await isPassphrase(instance, credential.passphrase, found?.hash ?? undefined)
    return services.db.transaction(signIn, async (tx) => {
      // Safety: the second question is asked in any case, so that the time tells nothing
      const known = await useTotp(tx, found?.id ?? noAccount, credential.code, fits)
      if (!fits || !found || !known) throw failed()
      await forgetAttempts(tx, index)
      return await then(tx, { accountId: found.id, how: 'passphrase' })
    })
  }
  return services.db.transaction(signIn, async (tx) => {
    const accountId = found?.id ?? noAccount
    const used = await tx.db
      .updateTable('recovery_codes')
      .set({ used_at: tx.now })
      .where('account_id', '=', accountId)
      .where('code_hash', '=', recoveryCodeHash(instance, accountId, credential.code))
      .where('used_at', 'is', null)
      .executeTakeFirst()
    if (!used.numUpdatedRows || !found) throw failed()
    await forgetAttempts(tx, index)
    await record(tx, 'credential.recovery-code-used', { subject: found.id, data: { accountId: found.id } })
    return await then(tx, { accountId: found.id, how: 'recovery-code' })
  })
}

/** Signs in: a session of the account's first organisation, or of the one named. */
export async function signInWith(
  services: SignInServices,
  credential: Credential,
): Promise<{ token: string; accountId: string; how: Proof['how'] }> {
  const { organisationId, ...session } = await proveAccount(
    services,
    credential,
    async (tx, { accountId, how }) => {
      const { token, organisationId } = await startSession(tx, { accountId, how })
      return { token, accountId, how, organisationId }
    },
  )
  if (session.how === 'recovery-code') await tellOfCode(services, session.accountId, organisationId)
  return session
}

/** Before the session is handed out: signing in knows no organisation, so the notice has a transaction of its own. */
const tellOfCode = ({ db }: SignInServices, accountId: string, organisationId: string): Promise<void> =>
  db.transaction(workerOf(organisationId), (tx) => tellCredentialChanged(tx, accountId, 'code-used'))

/**
 * Proves a credential again within a session, for what a stolen, unlocked session must not do.
 * @throws Refused ('organisations.sign-in.failed') also when it is another account's credential
 */
export async function stepUp(
  services: SignInServices,
  credential: Credential,
  session: { sessionId: string; accountId: string; organisationId: string },
): Promise<void> {
  await proveAccount(services, credential, async (tx, { accountId, how }) => {
    if (accountId !== session.accountId) throw failed()
    await tx.db
      .updateTable('sessions')
      .set({ stepped_up_at: tx.now })
      .where('id', '=', session.sessionId)
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
      .execute()
    await record(tx, 'session.stepped-up', {
      organisationId: session.organisationId,
      subject: session.sessionId,
      data: { accountId, how },
    })
  })
  if (credential.kind === 'recovery-code')
    await tellOfCode(services, session.accountId, session.organisationId)
}

/** Safety: one update takes the step, so a code that somebody looked at is worth nothing, nor is a race of two. */
async function useTotp(tx: Tx, accountId: string, code: string, take: boolean): Promise<boolean> {
  const row = await tx.db
    .selectFrom('totp_secrets')
    .select(['secret_sealed'])
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  const step = row && totpStep(openTotpSecret(tx, accountId, row.secret_sealed), code, tx.now)
  if (step === undefined || !take) return false
  const taken = await tx.db
    .updateTable('totp_secrets')
    .set({ last_step: step })
    .where('account_id', '=', accountId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

async function provePasskey(
  { keys, consoleUrl }: SignInServices,
  tx: Tx,
  { answer, purpose }: { answer: string; purpose: string },
): Promise<string> {
  const credentialId = claimedCredential(answer)
  const row = credentialId
    ? await tx.db
        .selectFrom('passkeys')
        .selectAll()
        .where('credential_id', '=', credentialId)
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (!row) throw failed()
  const door: PasskeyDoor = { instance: keys.instance, consoleUrl, now: tx.now }
  const held = await readPasskey(door, purpose, answer, {
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports,
  })
  if (!held) throw failed()
  await spendChallenge(tx, held.spent).catch(() => {
    throw failed()
  })
  await tx.db
    .updateTable('passkeys')
    .set({ counter: held.counter, last_used_at: tx.now })
    .where('id', '=', row.id)
    .execute()
  return row.account_id
}

/**
 * Notes the attempt before it is judged, so that many at once count too; a success forgets them.
 * Kept by a keyed hash of what was typed, for a quarter of an hour. Passkeys and other sessions go on working.
 */
async function noteAttempt(tx: Tx, index: Buffer): Promise<void> {
  // Safety: one attempt at an address at a time is counted, else guesses sent at once would all find a free place
  await sql`select pg_advisory_xact_lock(hashtextextended(${`attempt ${index.toString('hex')}`}, 0))`.execute(
    tx.db,
  )
  const since = new Date(tx.now.getTime() - attemptsPer.milliseconds)
  await tx.db.deleteFrom('sign_in_attempts').where('at', '<=', since).execute()
  const recent = await tx.db
    .selectFrom('sign_in_attempts')
    .select('at')
    .where('address_index', '=', index)
    .orderBy('at')
    .execute()
  if (recent.length >= attemptsPer.failures) {
    const wait = recent[0]!.at.getTime() + attemptsPer.milliseconds - tx.now.getTime()
    throw new TooMany(wait / 1000, 'organisations.sign-in.too-many')
  }
  await tx.db.insertInto('sign_in_attempts').values({ address_index: index, at: tx.now }).execute()
}

async function forgetAttempts(tx: Tx, index: Buffer): Promise<void> {
  await tx.db.deleteFrom('sign_in_attempts').where('address_index', '=', index).execute()
}
