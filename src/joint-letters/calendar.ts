import { sql } from 'kysely'
import { offerCalendarDates } from '#cases/index.ts'

// The last day on which a letter takes signatures, as visitors read it, of every room that one is in. One that was closed has none any more.
offerCalendarDates(async (tx) => {
  const rows = await tx.db
    .selectFrom('joint_letters as l')
    .innerJoin('cases as c', 'c.id', 'l.case_id')
    .select([
      'l.id',
      'c.code_name as code',
      sql<string>`((l.public_closes_at - interval '1 second') at time zone l.zone)::date`.as('day'),
    ])
    .where('l.state', '=', 'published')
    .where('l.public_closes_at', 'is not', null)
    .orderBy('l.public_closes_at')
    .limit(200)
    .execute()
  return rows.map(({ id, code, day }) => ({ id, code, at: day, label: 'joint-letters.calendar.closes' }))
})
