import type { MessageKey } from '#platform/i18n.ts'
import { caseHref, dayOf, isOnTeam, offerCaseMark, offerTimeline } from '#cases/index.ts'
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

const told = ['publication.published', 'publication.taken-down', 'case.went-quiet', 'case.quiet-ended']

/** What went before the public and what was taken back, from the log: a page that is gone left no row. */
offerTimeline(async (tx, caseId, i18n, { zone }) => {
  if (!(await isOnTeam(tx, caseId))) return []
  const rows = await tx.db
    .selectFrom('events')
    .select(['type', 'at', 'data'])
    .where('case_id', '=', caseId)
    .where('type', 'in', told)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ type, at, data }) => ({
    on: dayOf(at, zone),
    at: { moment: at, zone },
    topic: 'publications' as const,
    kind: i18n.t('fact.topic.publications'),
    what: (
      <>
        {i18n.t(`event.${type}` as MessageKey)}
        {typeof data['kind'] === 'string' && (
          <> · {i18n.t(`publishing.kind.${data['kind']}` as MessageKey)}</>
        )}
      </>
    ),
    href: caseHref(caseId, '/publications'),
    visibility: 'team' as const,
  }))
})
