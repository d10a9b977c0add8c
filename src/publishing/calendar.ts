import { offerCalendarDates } from '#cases/index.ts'

// Texts that are to come out at a set hour, signed or not yet, of every room that one is in. One that could not come out
// stands on Today.
offerCalendarDates(async (tx, since) => {
  const rows = await tx.db
    .selectFrom('sign_offs as s')
    .innerJoin('cases as c', 'c.id', 's.case_id')
    .select(['s.id', 'c.code_name', 's.publish_at', 's.state'])
    .where('s.publish_at', '>', since)
    .where('s.state', 'in', ['asked', 'prepared'])
    .where('s.held_at', 'is', null)
    .orderBy('s.publish_at')
    .limit(200)
    .execute()
  return rows.map(({ id, code_name: code, publish_at: at, state }) => ({
    ...{ id, code, at: at! },
    label: state === 'prepared' ? 'publishing.calendar.ready' : 'publishing.calendar.asked',
  }))
})
