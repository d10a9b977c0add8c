/**
 * Names that were typed into what is public: in a story, a joint statement, an update, the credit of a picture. Where an
 * organisation is not named any more its name is taken off by itself everywhere else (`naming.ts`); words people correct.
 */
import { sql } from 'kysely'
import { findTypedNames, type TypedName } from '#coalitions/index.ts'
import { caseHref } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import type { TodaySource } from '#platform/module.ts'
import { alike, namingOf } from './naming.ts'

interface Found extends TypedName {
  body: object
}

/** An organisation that left long ago is history, and may be told of as such. */
const goneLately = 90

/** @param caseId absent: every case whose room is open to the actor */
export async function typedNames(tx: Tx, caseId?: string): Promise<TypedName[]> {
  // the first word alone narrows it down: a name may be broken by a line, and only a whole one counts
  const { rows } = await sql<Found>`
    select m.case_id as "caseId", n.id as "organisationId", n.name as organisation, d.kind, d.language, d.body
    from coalition_members m cross join lateral wl.coalition_names(m.case_id) n
      cross join lateral (select to_jsonb(split_part(trim(n.name), ' ', 1))::text as json) w
      join published.documents d on d.case_id = m.case_id
        and strpos(lower(d.body::text), lower(substr(w.json, 2, length(w.json) - 2))) > 0
    where n.id = m.organisation_id and (${caseId ?? null}::uuid is null or m.case_id = ${caseId ?? null}::uuid)
      and (m.left_at > ${tx.now}::timestamptz - make_interval(days => ${goneLately})
        or (m.left_at is null and not m.named_in_public))
    order by m.case_id, n.name, d.kind, d.key, d.language`.execute(tx.db)
  const found: TypedName[] = []
  for (const { body, ...one } of rows) {
    if (!standsIn(body, one.organisation)) continue
    // another one of that name is named
    if (!(await namingOf(tx, one.caseId)).unnamed.has(alike(one.organisation))) continue
    found.push(one)
  }
  return found
}

/** Whether a name stands in any text of a page: whole, in whatever case, also where a line breaks it. */
export function standsIn(body: unknown, name: string): boolean {
  const words = name
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`))
  const whole = new RegExp(String.raw`(?<![\p{L}\p{N}])${words.join(String.raw`\s+`)}(?![\p{L}\p{N}])`, 'iu')
  return textsOf(body).some((text) => whole.test(text))
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}

findTypedNames(typedNames)

/** For the team, and for the organisation itself, until no such text is left. */
export const namesToCorrect: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    const { names, codes } = await office.db.reading(member, async (tx) => {
      const all = await typedNames(tx)
      if (all.length === 0) return { names: all, codes: new Map<string, string>() }
      const cases = await tx.db
        .selectFrom('cases')
        .select(['id', 'code_name', sql<boolean>`id = any ((select wl.file_cases())::uuid[])`.as('ours')])
        .where('id', 'in', [...new Set(all.map((one) => one.caseId))])
        .execute()
      const ours = new Set(cases.filter((row) => row.ours).map((row) => row.id))
      return {
        names: all.filter((one) => ours.has(one.caseId) || one.organisationId === member.organisationId),
        codes: new Map(cases.map((row) => [row.id, row.code_name])),
      }
    })
    const together = Map.groupBy(names, (one) => `${one.caseId} ${one.organisationId}`)
    return [...together.values()].map((texts) => ({
      text: i18n.t('publishing.typed-names.today', {
        code: codes.get(texts[0]!.caseId) ?? '',
        organisation: texts[0]!.organisation,
        count: texts.length,
      }),
      href: caseHref(texts[0]!.caseId, '/coalition#typed-names'),
    }))
  },
}
