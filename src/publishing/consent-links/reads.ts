import { listPersons, mustBeOnTeam, calledOf } from '#cases/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { ConsentItem } from '../tables.ts'
import { isOpen, isWithoutMaker, tokenOf } from './link.ts'
import type { HerAct } from './tables.ts'

export interface LinkOfPerson {
  personId: string
  name: string
  phraseSetAt?: Date
  hasDuress: boolean
  /** the one that is open now */
  open?: { token: string; expiresAt: Date }
  /** she holds one that opens nothing: whoever made it is not on the team any more */
  makerGone: boolean
}

export interface HerActRow {
  at: Date
  act: HerAct
  /** of a consent; else it was a point of hers */
  item?: ConsentItem
  pointId?: string
  inDoubt: boolean
  seen: boolean
}

/** For caseworkers on the team: each person's phrase and link, and what was done through links. */
export async function readLinks(
  tx: Tx,
  caseId: string,
): Promise<{ persons: LinkOfPerson[]; acts: HerActRow[]; locked: boolean }> {
  mustBeAllowed(tx, 'consent.link')
  await mustBeOnTeam(tx, caseId)
  const phrases = await tx.db
    .selectFrom('consent_phrases')
    .selectAll()
    .where('case_id', '=', caseId)
    .execute()
  const links = await tx.db.selectFrom('consent_links').selectAll().where('case_id', '=', caseId).execute()
  const acts = await tx.db
    .selectFrom('consent_link_acts as a')
    .leftJoin('consents as c', 'c.id', 'a.consent_id')
    .select(['a.at', 'a.act', 'a.in_doubt', 'a.seen_at', 'a.point_id', 'c.item'])
    .where('a.case_id', '=', caseId)
    .orderBy('a.at', 'desc')
    .limit(100)
    .execute()
  const key = await tx.keys.case(caseId)
  const persons: LinkOfPerson[] = []
  for (const person of await listPersons(tx, caseId)) {
    const phrase = phrases.find(({ person_id }) => person_id === person.id)
    const last = links.find((one) => one.person_id === person.id && one.ended_at === null)
    const link = last && last.attempts_left > 0 && (await isOpen(tx, last)) ? last : undefined
    const makerGone = !link && last && last.expires_at > tx.now && (await isWithoutMaker(tx, last))
    persons.push({
      ...{ personId: person.id, name: calledOf(person), hasDuress: Boolean(phrase?.duress) },
      makerGone: makerGone === true,
      ...(phrase ? { phraseSetAt: phrase.set_at } : {}),
      ...(link ? { open: { token: tokenOf(key, link.id), expiresAt: link.expires_at } } : {}),
    })
  }
  return {
    persons,
    acts: acts.map((row) => ({
      ...{ at: row.at, act: row.act, inDoubt: row.in_doubt, seen: row.seen_at !== null },
      ...(row.item ? { item: row.item } : {}),
      ...(row.point_id ? { pointId: row.point_id } : {}),
    })),
    locked: links.some((one) => one.attempts_left === 0 && one.seen_at === null),
  }
}
