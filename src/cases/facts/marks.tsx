import { Status } from '#ui/index.ts'
import { isOnTeam } from '../circles.ts'
import { offerCaseMark } from '../marks.ts'
import { listAssessments } from '../risk/assessment.ts'
import { listThreats } from '../risk/threat.ts'
import type { MessageKey } from '#platform/i18n.ts'
import { caseHref } from '../views/case-shell.tsx'
import { listFacts, restsOnOneSource } from './fact.ts'
import { offerTimeline } from './timeline.ts'
import { FactLine } from './views.tsx'

/** Stays visible until it is mended: one voice's word is no ground to stand on. */
offerCaseMark({
  name: 'single-source',
  order: 40,
  verb: 'case.read',
  async find(tx, row, i18n) {
    if (row.state === 'closed' || !(await isOnTeam(tx, row.id))) return undefined
    return (await restsOnOneSource(tx, row.id)) ? (
      <Status tone="warning">{i18n.t('fact.mark.single-source')}</Status>
    ) : undefined
  },
})

offerTimeline(async (tx, caseId, i18n) => {
  const team = await isOnTeam(tx, caseId)
  return (await listFacts(tx, caseId)).map((fact) => ({
    ...{ on: fact.on, precision: fact.precision, visibility: fact.visibility },
    topic: 'facts' as const,
    kind: i18n.t(`fact.kind.${fact.kind}`),
    what: <FactLine i18n={i18n} fact={fact} />,
    ...(team ? { href: caseHref(caseId, `/facts/${fact.id}`) } : {}),
  }))
})

offerTimeline(async (tx, caseId, i18n) =>
  (await listAssessments(tx, caseId)).map((one) => ({
    on: one.assessedOn,
    topic: 'risk' as const,
    kind: i18n.t('cases.tab.status'),
    what: i18n.t('cases.risk.of', {
      harm: i18n.t(`cases.harm.${one.harm}` as MessageKey),
      level: i18n.t(`cases.risk.${one.level}`),
    }),
    href: caseHref(caseId, '/status'),
    visibility: 'coalition' as const,
  })),
)

offerTimeline(async (tx, caseId, i18n) =>
  (await listThreats(tx, caseId)).map((one) => ({
    on: one.firstSeen,
    topic: 'risk' as const,
    kind: i18n.t('threats.tab'),
    what: one.what,
    href: caseHref(caseId, `/threats/${one.id}`),
    visibility: 'team' as const,
  })),
)
