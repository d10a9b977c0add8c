/** A consent for the coalition, or for private advocacy, is taken back: the level that stood on it goes with it. */
import { sql } from 'kysely'
import { movePublicity, type PublicityLevel } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import { attempt } from '#platform/attempt.ts'
import type { Tx } from '#platform/database.ts'
import { record } from '#platform/events.ts'
import { holdGate } from './gate.ts'
import { purposesOf, raisedLevels, type RaisedLevel } from './levels.ts'
import { gateItems, type ConsentItem } from './tables.ts'

/**
 * Closes what she no longer allows, in the transaction of her word. The last act of a verb: whoever is in the room alone
 * sees the case no more afterwards. The caller holds the gate, and has written the consents.
 * Safety: no word of hers fails for it; what could not be closed here the worker closes within seconds.
 */
export async function closeTakenBack(tx: Tx, caseId: string): Promise<void> {
  await attempt(tx, () => close(tx, caseId))
}

/** The same for every case of an organisation: also where a page that stood above the room has gone since. */
export async function closeAllTakenBack(tx: Tx): Promise<void> {
  mustBeAllowed(tx, 'publishing.close-taken-back')
  const open = await tx.db
    .selectFrom('cases')
    .select('id')
    .where('publicity_level', 'in', raisedLevels)
    // few cases have anything that ended
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('consents as c')
          .select('c.id')
          .whereRef('c.case_id', '=', 'cases.id')
          .where('c.state', '<>', 'proposed')
          .where((where) =>
            where.or([
              where('c.state', '<>', 'given'),
              where.exists(
                where
                  .selectFrom('withdrawal_items as i')
                  .select('i.consent_id')
                  .whereRef('i.consent_id', '=', 'c.id')
                  .where('i.former_purposes', 'is not', null),
              ),
            ]),
          ),
      ),
    )
    .orderBy('id')
    .execute()
  for (const { id } of open) {
    if ((await allowedLevel(tx, id)) === undefined) continue
    await holdGate(tx, id)
    await close(tx, id)
  }
}

async function close(tx: Tx, caseId: string): Promise<void> {
  const fallen = await allowedLevel(tx, caseId)
  if (!fallen) return
  await record(tx, 'case.publicity-fell', { caseId, subject: caseId, data: fallen })
  await movePublicity(tx, caseId, fallen.to)
}

/** To which level a case falls; nothing where what it stands on was not taken back. */
async function allowedLevel(
  tx: Tx,
  caseId: string,
): Promise<{ from: PublicityLevel; to: 1 | 2 } | undefined> {
  const row = await tx.db
    .selectFrom('cases')
    .select('publicity_level as level')
    .where('id', '=', caseId)
    .executeTakeFirst()
  const level = raisedLevels.find((one) => one === row?.level)
  if (!level) return undefined
  const said = await listSaid(tx, caseId)
  const lost = raisedLevels.find((step) => step <= level && isLost(step, said))
  return lost && { from: level, to: lost === 2 ? 1 : 2 }
}

interface Said {
  item: ConsentItem
  /** what it was asked for, also what was taken away from it since */
  ever: string[]
  /** what it allows at this moment */
  now: string[]
}

/**
 * Safety: only where she was asked and says no by now, with her own end, or with less than before. A room that was open
 * before she was ever asked about it is for people to close.
 */
function isLost(step: RaisedLevel, said: readonly Said[]): boolean {
  const meant = (all: readonly string[]) => purposesOf[step].some((one) => all.includes(one))
  const gone = (of: (item: ConsentItem) => boolean) => {
    const all = said.filter(({ item, ever }) => of(item) && meant(ever))
    return all.length > 0 && !all.some(({ now }) => meant(now))
  }
  const isCalled = (item: ConsentItem) => gateItems.some((gate) => gate === item)
  return gone(isCalled) || (step === 2 && gone((item) => item === 'image'))
}

/** What was answered; a proposal, and what cannot be asked about, is no answer. Her picture counts while the room holds one. */
async function listSaid(tx: Tx, caseId: string): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select c.item, c.purposes || coalesce((select array_agg(p) from withdrawal_items i, unnest(i.former_purposes) p
        where i.consent_id = c.id and c.state = 'given'), '{}') as ever,
      case when c.state = 'given' and (c.expires_at is null or c.expires_at > ${tx.now}) then c.purposes else '{}' end as now
    from consents c
    where c.case_id = ${caseId} and c.state not in ('proposed', 'unobtainable')
      and (c.item <> 'image' or exists (select 1 from case_images p
        where p.case_id = c.case_id and p.kind = 'portrait' and p.removed_at is null))`.execute(tx.db)
  return rows
}
