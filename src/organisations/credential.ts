/** What an account can prove itself with. Every change ends the account's other sessions. */
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { newId } from '#platform/ids.ts'
import type { NewPasskey, SpentChallenge } from '#platform/sign-in/passkey.ts'
import { newRecoveryCodes, recoveryCodeHash } from '#platform/sign-in/recovery-code.ts'
import { Conflict, NotFound } from '#platform/web/errors.ts'
import { tellCredentialChanged, type CredentialChange } from './credential-told.ts'
import { accountOf, endOtherSessions } from './session.ts'

export interface Credentials {
  /** a passphrase together with its app */
  passphraseSetAt: Date | undefined
  passkeys: { id: string; name: string; createdAt: Date; lastUsedAt: Date | undefined }[]
  recoveryCodesLeft: number
  /** recovery codes are a way back, not a credential */
  count: number
}

const secretPlace = (row: string) => ({ table: 'totp_secrets', column: 'secret_sealed', row })

export async function listCredentials(tx: Tx, accountId: string): Promise<Credentials> {
  const passphrase = await tx.db
    .selectFrom('passphrases as p')
    .innerJoin('totp_secrets as t', 't.account_id', 'p.account_id')
    .select('p.set_at')
    .where('p.account_id', '=', accountId)
    .where('t.confirmed_at', 'is not', null)
    .executeTakeFirst()
  const passkeys = await tx.db
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
  const codes = await tx.db
    .selectFrom('recovery_codes')
    .select((of) => of.fn.countAll<number>().as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return {
    passphraseSetAt: passphrase?.set_at,
    passkeys: passkeys.map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at ?? undefined,
    })),
    recoveryCodesLeft: Number(codes.left),
    count: passkeys.length + (passphrase ? 1 : 0),
  }
}

/** Sets or replaces the passphrase and its app. `step`: the code that proved the app, used up by this. */
export async function putPassphrase(
  tx: Tx,
  { accountId, hash, secret, step }: { accountId: string; hash: string; secret: string; step: number },
): Promise<void> {
  await tx.db
    .insertInto('passphrases')
    .values({ account_id: accountId, hash, set_at: tx.now })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ hash, set_at: tx.now }))
    .execute()
  const sealed = tx.keys.instance.seal(secretPlace(accountId), secret)
  const totp = { secret_sealed: sealed, confirmed_at: tx.now, last_step: step }
  await tx.db
    .insertInto('totp_secrets')
    .values({ account_id: accountId, ...totp })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(totp))
    .execute()
}

/** @throws Conflict when this challenge was answered before, or the passkey is, or once was, another account's or here already */
export async function putPasskey(
  tx: Tx,
  {
    accountId,
    passkey,
    name,
    spent,
  }: { accountId: string; passkey: NewPasskey; name: string; spent: SpentChallenge },
): Promise<string> {
  await spendChallenge(tx, spent)
  const id = newId(tx.now.getTime())
  await tx.db
    .insertInto('passkeys')
    .values({
      id,
      account_id: accountId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports,
      name,
      created_at: tx.now,
    })
    .execute()
    // Safety: the database keeps whose a passkey was, so that one person's key cannot sign for two accounts
    .catch((error: { code?: unknown }) => {
      throw error.code === '23505' ? new Conflict('organisations.passkey.known') : error
    })
  return id
}

/** Safety: an answer to a challenge that somebody recorded cannot be played again. @throws Conflict */
export async function spendChallenge(tx: Tx, { hash, expiresAt }: SpentChallenge): Promise<void> {
  await tx.db.deleteFrom('spent_challenges').where('expires_at', '<', tx.now).execute()
  const spent = await tx.db
    .insertInto('spent_challenges')
    .values({ challenge_hash: hash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('challenge_hash').doNothing())
    .executeTakeFirst()
  if (!spent.numInsertedOrUpdatedRows) throw new Conflict('organisations.passkey.spent')
}

/** New recovery codes instead of all former ones; shown once, stored as keyed hashes. */
export async function renewRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.db.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
  await tx.db
    .insertInto('recovery_codes')
    .values(
      codes.map((code) => ({
        account_id: accountId,
        code_hash: recoveryCodeHash(tx.keys.instance, accountId, code),
      })),
    )
    .execute()
  return codes
}

/** One's own passphrase and app, new or instead of the former. @throws Refused ('access.step-up') */
export async function changePassphrase(
  tx: Tx,
  change: { hash: string; secret: string; step: number; sessionId: string },
): Promise<void> {
  mustBeAllowed(tx, 'credential.add')
  await putPassphrase(tx, { accountId: accountOf(tx), ...change })
  await changed(tx, 'credential.passphrase-set', 'added', change.sessionId)
}

/** @throws Refused ('access.step-up'), Conflict */
export async function addPasskey(
  tx: Tx,
  { sessionId, ...key }: { passkey: NewPasskey; name: string; spent: SpentChallenge; sessionId: string },
): Promise<void> {
  mustBeAllowed(tx, 'credential.add')
  const id = await putPasskey(tx, { accountId: accountOf(tx), ...key })
  await changed(tx, 'credential.passkey-added', 'added', sessionId, id)
}

/**
 * Takes a passkey, or the passphrase with its app, away.
 * @throws Refused ('access.step-up'), NotFound, Conflict ('organisations.credential.last')
 */
export async function removeCredential(
  tx: Tx,
  { credential, sessionId }: { credential: { passkeyId: string } | 'passphrase'; sessionId: string },
): Promise<void> {
  mustBeAllowed(tx, 'credential.remove')
  const accountId = accountOf(tx)
  // two removals at once must not both see the other's credential: the account's row is their lock
  await tx.db.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute()
  const { count, passphraseSetAt } = await listCredentials(tx, accountId)
  if (credential === 'passphrase') {
    if (!passphraseSetAt) throw new NotFound()
    await tx.db.deleteFrom('passphrases').where('account_id', '=', accountId).execute()
    await tx.db.deleteFrom('totp_secrets').where('account_id', '=', accountId).execute()
  } else {
    const gone = await tx.db
      .deleteFrom('passkeys')
      .where('id', '=', credential.passkeyId)
      .where('account_id', '=', accountId)
      .executeTakeFirst()
    if (!gone.numDeletedRows) throw new NotFound()
  }
  // Safety: nobody locks herself out by mistake; the transaction takes the removal back
  if (count <= 1) throw new Conflict('organisations.credential.last')
  await changed(tx, 'credential.removed', 'removed', sessionId)
}

/** @throws Refused ('access.step-up') */
export async function replaceRecoveryCodes(tx: Tx, { sessionId }: { sessionId: string }): Promise<string[]> {
  mustBeAllowed(tx, 'credential.add')
  const codes = await renewRecoveryCodes(tx, accountOf(tx))
  await changed(tx, 'credential.recovery-codes-renewed', 'codes-renewed', sessionId)
  return codes
}

async function changed(
  tx: Tx,
  event: string,
  what: CredentialChange,
  sessionId: string,
  subject?: string,
): Promise<void> {
  // Safety: whoever sits in another session with a stolen credential is out
  await endOtherSessions(tx, { accountId: accountOf(tx), keep: sessionId, reason: 'credential-changed' })
  await record(tx, event, { subject: subject ?? accountOf(tx) })
  await tellCredentialChanged(tx, accountOf(tx), what)
}

export const openTotpSecret = (tx: Tx, accountId: string, sealed: Buffer): string =>
  tx.keys.instance.open(secretPlace(accountId), sealed)
