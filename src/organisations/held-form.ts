/**
 * A form that arrived when the session had ended, or when a credential had to be proved again: sealed into the page
 * that asks for it, so that nothing typed is lost and nothing is stored for somebody who is not signed in.
 */
import type { Sealer } from '#platform/keys/keyring.ts'
import { readFields, Upload, type Fields } from '#platform/web/body.ts'

export interface HeldForm {
  path: string
  fields: [name: string, value: string][]
  /** files cannot be kept; how many must be chosen again */
  files: number
  /** whose it is, where that is known: nobody else gets it back */
  accountId?: string
}

const place = { table: 'held-form', column: 'body', row: 'form' }
const keepFor = 12 * 60 * 60_000
const largest = 600_000

/** Undefined when there is no form in it, or when it is too large to be carried. */
export async function holdForm(
  instance: Sealer,
  request: Request,
  now: Date,
  accountId?: string,
): Promise<string | undefined> {
  let read: Fields
  try {
    read = await readFields(request, 8 * 1024 * 1024)
  } catch {
    return undefined
  }
  const all = Object.entries(read).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, one] as const),
  )
  const texts = all.filter((pair): pair is [string, string] => !(pair[1] instanceof Upload))
  const held: HeldForm = {
    path: new URL(request.url).pathname,
    // Safety: the page that gives a form back shows what is in it; a password is typed again
    fields: texts.filter(([name]) => name !== 'password'),
    files: all.length - texts.length,
    ...(accountId ? { accountId } : {}),
  }
  const sealed = instance.sealJson(place, { at: now.getTime(), held }).toString('base64url')
  return sealed.length > largest ? undefined : sealed
}

/** Undefined when it is none of ours, too old, or another person's. */
export function takeHeldForm(
  instance: Sealer,
  sealed: string | undefined,
  now: Date,
  accountId: string,
): HeldForm | undefined {
  if (!sealed) return undefined
  try {
    const { at, held } = instance.openJson<{ at: number; held: HeldForm }>(
      place,
      Buffer.from(sealed, 'base64url'),
    )
    // Safety: on a shared computer the next person to sign in must not read what the last one typed
    const theirs = held.accountId === undefined || held.accountId === accountId
    return theirs && now.getTime() - at < keepFor ? held : undefined
  } catch {
    return undefined
  }
}
