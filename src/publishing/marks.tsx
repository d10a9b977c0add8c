import { isOnTeam, offerCaseMark } from '#cases/index.ts'
import { Status } from '#ui/index.ts'

/** Stays on every screen of the case until somebody has spoken with her: work without her word is borrowed time. */
offerCaseMark({
  name: 'no-consent',
  order: 45,
  verb: 'consent.read',
  async find(tx, row, i18n) {
    if (!['received', 'verifying', 'open', 'monitoring'].includes(row.state)) return undefined
    if (!(await isOnTeam(tx, row.id))) return undefined
    const given = await tx.db
      .selectFrom('consents')
      .select('id')
      .where('case_id', '=', row.id)
      .where('state', 'in', ['given', 'unobtainable'])
      .limit(1)
      .executeTakeFirst()
    return given ? undefined : <Status tone="warning">{i18n.t('consent.mark.none')}</Status>
  },
})
