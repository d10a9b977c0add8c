import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import type { Cell } from '#platform/text/csv.ts'
import { foldName } from '#platform/text/name.ts'
import { openTarget, wrongReportsToFlag, type Target } from './target-sealed.ts'

/** An address that nobody has looked at for so many days may have become somebody else's. */
export const staleAfterDays = 90

export interface TargetFilter {
  /** part of the name, title or institution */
  q?: string
  country?: string
  channel?: 'email' | 'phone'
  /** not verified for 90 days, or reported as wrong */
  only?: 'stale' | 'flagged' | 'retired'
  sort?: 'name' | 'country' | 'institution' | 'verified'
  descending?: boolean
}

/** All officials of the organisation that fit. Names are sealed: they are opened and compared here, never in SQL. */
export async function listTargets(tx: Tx, filter: TargetFilter = {}): Promise<Target[]> {
  mustBeAllowed(tx, 'target.read')
  let query = tx.db.selectFrom('targets').selectAll()
  if (filter.country) query = query.where('country', '=', filter.country)
  query =
    filter.only === 'retired'
      ? query.where('retired_at', 'is not', null)
      : query.where('retired_at', 'is', null)
  if (filter.only === 'flagged') query = query.where('wrong_reports', '>=', wrongReportsToFlag)
  const rows = await query.orderBy('id').execute()
  const first = rows[0]
  if (!first) return []
  const key = await tx.keys.organisation(first.organisation_id)
  const wanted = foldName(filter.q ?? '')
  return rows
    .map((row) => openTarget(key, row))
    .filter((one) => foldName(`${one.name} ${one.title} ${one.institution}`).includes(wanted))
    .filter((one) => filter.channel === undefined || Boolean(one[filter.channel]))
    .filter((one) => filter.only !== 'stale' || staleChannels(one, tx.now).length > 0)
    .toSorted((a, b) => compare(a, b, filter.sort ?? 'name') * (filter.descending ? -1 : 1))
}

/** The ways to this official that were not verified for 90 days. */
export function staleChannels(
  target: Pick<Target, 'email' | 'phone' | 'emailVerifiedOn' | 'phoneVerifiedOn'>,
  now: Date,
): ('email' | 'phone')[] {
  const limit = new Date(now.getTime() - staleAfterDays * 86_400_000).toISOString().slice(0, 10)
  const stale: ('email' | 'phone')[] = []
  if (target.email && (target.emailVerifiedOn ?? '') < limit) stale.push('email')
  if (target.phone && (target.phoneVerifiedOn ?? '') < limit) stale.push('phone')
  return stale
}

function compare(a: Target, b: Target, sort: NonNullable<TargetFilter['sort']>): number {
  const by = (one: Target): string =>
    sort === 'verified' ? oldestCheck(one) : sort === 'country' ? one.country : one[sort]
  return by(a).localeCompare(by(b)) || a.name.localeCompare(b.name)
}

/** The check that is longest ago; empty when one was never made. */
export const oldestCheck = (one: Target): string =>
  [one.email && (one.emailVerifiedOn ?? ''), one.phone && (one.phoneVerifiedOn ?? '')]
    .filter((day) => day !== undefined)
    .toSorted()[0] ?? ''

/** The same list for a spreadsheet, one row each. With a recent step-up. */
export async function exportTargets(tx: Tx, filter: TargetFilter): Promise<Cell[][]> {
  mustBeAllowed(tx, 'target.export')
  const all = await listTargets(tx, filter)
  await record(tx, 'targets.exported', { data: { count: all.length } })
  return all.map((one) => [
    one.name,
    one.title,
    one.institution,
    one.country,
    one.language,
    one.email,
    one.emailSource,
    one.emailVerifiedOn,
    one.phone,
    one.phoneSource,
    one.phoneVerifiedOn,
    one.timeZone,
    one.manner,
    one.wrongReports,
  ])
}
