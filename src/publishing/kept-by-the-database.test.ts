import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { buildCase, buildConsents, buildDesk, type BuiltCase } from '../../test/build-case.ts'
import { testDatabase } from '../../test/database.ts'
import { askForPage, withdrawConsent } from './index.ts'

const database = await testDatabase()
const clock = fixedClock('2026-11-12T09:00:00Z')
const office = openDatabase({ url: database.officeUrl, keys: database.keys, clock })
afterAll(() => office.close())
const { member } = await buildDesk(office)
let her: BuiltCase
let consents: Record<string, string>
beforeEach(async () => {
  her = await buildCase(office, member)
  consents = await buildConsents(office, member, her)
})

test('nothing of the words stands in plain columns', async () => {
  await office.transaction(member, (tx) =>
    withdrawConsent(tx, { caseId: her.caseId, consentIds: [consents['name']!], reason: 'canary reason' }),
  )
  const rows = await office.transaction(member, ({ db }) =>
    sql<{ row: string }>`select to_jsonb(c)::text as row from consents c
      union all select to_jsonb(c)::text from cases c union all select to_jsonb(p)::text from persons p
      union all select to_jsonb(t)::text from case_texts t union all select to_jsonb(e)::text from events e
      union all select to_jsonb(a)::text from risk_assessments a`.execute(db),
  )
  expect(rows.rows.length).toBeGreaterThan(5)
  expect(rows.rows.filter(({ row }) => /Samira|Haddad|canary|children|arrest is expected/.test(row))).toEqual(
    [],
  )
})

test('the foreign key alone holds: a raw publication beside a withdrawal under way fails', async () => {
  await office.transaction(member, (tx) =>
    askForPage(tx, {
      caseId: her.caseId,
      subjectKind: 'case',
      subjectId: her.caseId,
      key: her.shortId,
      items: [],
      gate: { personId: her.personId, item: 'name' },
      documents: [{ language: 'en', body: {} }],
      text: 'signed',
    }),
  )
  const publicationId = await office.transaction(
    member,
    async ({ db }) =>
      (
        await db
          .selectFrom('publications')
          .select('id')
          .where('case_id', '=', her.caseId)
          .executeTakeFirstOrThrow()
      ).id,
  )
  const story = consents['story']!
  const raw = office.transaction(member, async ({ db }) => {
    await db.updateTable('consents').set({ state: 'withdrawn' }).where('id', '=', story).execute()
    const second = office.transaction(member, ({ db: other }) =>
      other
        .insertInto('publication_items')
        .values({
          publication_id: publicationId,
          case_id: her.caseId,
          person_id: her.personId,
          item: 'story',
          consent_id: story,
        })
        .execute(),
    )
    second.catch(() => {})
    // until the second one waits for our row
    for (;;) {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from pg_locks where not granted`.execute(db)
      if (rows[0]!.n > 0) break
    }
    return { second }
  })
  await expect((await raw).second).rejects.toMatchObject({ code: '23503' })
})
