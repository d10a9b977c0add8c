import { Status } from '#ui/index.ts'
import { offerTimeline } from '../facts/timeline.ts'
import { offerCaseMark } from '../marks.ts'
import { caseHref } from '../views/case-shell.tsx'
import { dayOf } from '../zone.ts'
import { listContacts } from './reads.ts'

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

/** That there was a contact, how and how she was; what was said only while the file is open. */
offerTimeline(async (tx, caseId, i18n, { open, zone }) =>
  (await listContacts(tx, caseId, open)).map((one) => ({
    on: dayOf(one.at, zone),
    at: { moment: one.at, zone },
    topic: 'contacts' as const,
    kind: i18n.t('contacts.tab'),
    what: (
      <>
        {i18n.t(`contacts.channel.${one.channel}`)}: {i18n.t(`contacts.wellbeing.${one.wellbeing}`)}
        {one.statement_taken && <> · {i18n.t('contacts.statement')}</>}
        {one.text?.note && (
          <>
            <br />
            <bdi>{one.text.note}</bdi>
          </>
        )}
      </>
    ),
    href: caseHref(caseId, '/contacts'),
    visibility: 'team' as const,
  })),
)
