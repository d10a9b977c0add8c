import type { CasePart } from '../part.ts'
import { offerTimeline } from '../facts/timeline.ts'
import { offerRiskBackdrop } from '../risk/backdrop.ts'
import { caseHref, offerCaseTab } from '../views/case-shell.tsx'
import {
  showIntervention,
  showInterventions,
  takeIntervention,
  takeInterventionMove,
} from './console-interventions.tsx'
import { listInterventions, madeInterventions } from './intervention.ts'
import { interventionsDue } from './today.ts'
import './access.ts'
import './tables.ts'

const at = '/cases/:caseId/interventions'

offerCaseTab({
  name: 'interventions',
  label: 'intervention.tab',
  path: '/interventions',
  verb: 'case.read',
  order: 30,
  group: 'timeline',
})

offerRiskBackdrop(async (tx, caseId) =>
  (await madeInterventions(tx, caseId)).map(({ addressee, made_on: from }) => ({
    kind: 'intervention',
    ...{ from, to: from },
    label: addressee,
  })),
)

offerTimeline(async (tx, caseId, i18n) =>
  (await listInterventions(tx, caseId))
    .filter(({ state }) => state !== 'dropped')
    .flatMap((one) => {
      const entry = {
        topic: 'interventions' as const,
        kind: i18n.t('intervention.one'),
        href: caseHref(caseId, `/interventions/${one.id}`),
        visibility: 'team' as const,
      }
      const to = i18n.t(`intervention.addressee.${one.addressee}`)
      const planned = `${to}: ${i18n.t('intervention.state.planned')}`
      return [
        { ...entry, on: one.madeOn, what: one.state === 'planned' ? planned : to },
        ...(one.response && one.responseOn
          ? [
              {
                ...entry,
                on: one.responseOn,
                what: `${to}: ${i18n.t(`intervention.response.${one.response}`)}`,
              },
            ]
          : []),
      ]
    }),
)

export const interventionsPart: CasePart = {
  today: [interventionsDue],
  routes: [
    { method: 'GET', path: at, verb: 'case.read', handle: showInterventions },
    { method: 'POST', path: at, verb: 'intervention.write', handle: takeIntervention },
    { method: 'GET', path: `${at}/:interventionId`, verb: 'case.read', handle: showIntervention },
    {
      method: 'POST',
      path: `${at}/:interventionId`,
      verb: 'intervention.write',
      handle: takeInterventionMove,
    },
  ],
}
