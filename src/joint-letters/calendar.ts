import { offerCalendarDates } from '#cases/index.ts'

// The last day on which a letter takes signatures, of every room that one is in. One that was closed has none any more.
offerCalendarDates(async (tx) => {
  const rows = await tx.db
    .selectFrom('joint_letters as l')
    .innerJoin('cases as c', 'c.id', 'l.case_id')
    .select(['l.id', 'c.code_name as code', 'l.closes_on as day'])
    .where('l.state', '=', 'published')
    .where('l.closes_on', 'is not', null)
    .orderBy('l.closes_on')
    .limit(200)
    .execute()
  return rows.map(({ id, code, day }) => ({ id, code, at: day!, label: 'joint-letters.calendar.closes' }))
})
