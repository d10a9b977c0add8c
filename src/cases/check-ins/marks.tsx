import { Status } from '#ui/index.ts'
import { offerCaseMark } from '../marks.ts'

/** On every screen of the case, while no sign of life came. */
offerCaseMark({
  name: 'check-in',
  order: 5,
  verb: 'check-in.read',
  async find(tx, row, i18n) {
    const open = await tx.db
      .selectFrom('check_ins')
      .select('id')
      .where('case_id', '=', row.id)
      .where('state', 'in', ['late', 'emergency', 'duress'])
      .limit(1)
      .executeTakeFirst()
    return open && <Status tone="danger">{i18n.t('check-ins.now.mark')}</Status>
  },
})
