import type { CasePart } from '../part.ts'
import { offerTimeline } from '../facts/timeline.ts'
import { offerCaseTab, caseHref } from '../views/case-shell.tsx'
import {
  newProceeding,
  showProceeding,
  showProceedings,
  takeNewProceeding,
  takeProceeding,
  takeProceedingMove,
} from './console-proceedings.tsx'
import { takeAdjournment, takeCharge, takeChargeMove, takeHearing, takeHearingEnd } from './console-steps.tsx'
import { listHearings } from './hearing.ts'
import { dayOf } from '../zone.ts'
import './access.ts'
import './tables.ts'

const at = '/cases/:caseId/proceedings'
const one = `${at}/:proceedingId`
const write = 'proceeding.write'

offerCaseTab({
  name: 'proceedings',
  label: 'proceeding.tab',
  path: '/proceedings',
  verb: 'case.read',
  order: 20,
  group: 'legal',
})

offerTimeline(async (tx, caseId, i18n) =>
  (await listHearings(tx, caseId)).map((hearing) => ({
    on: dayOf(hearing.at, hearing.zone),
    at: { moment: hearing.at, zone: hearing.zone },
    topic: 'legal' as const,
    kind: i18n.t('proceeding.hearing'),
    what: `${i18n.t(`proceeding.hearing.${hearing.kind}`)}: ${i18n.t(`proceeding.hearing.state.${hearing.state}`)}`,
    href: caseHref(caseId, '/proceedings'),
    visibility: 'team' as const,
  })),
)

export const proceedingsPart: CasePart = {
  routes: [
    { method: 'GET', path: at, verb: 'case.read', handle: showProceedings },
    { method: 'POST', path: at, verb: write, handle: takeNewProceeding },
    { method: 'GET', path: `${at}/new`, verb: write, handle: newProceeding },
    { method: 'GET', path: one, verb: 'case.read', handle: showProceeding },
    { method: 'POST', path: one, verb: write, handle: takeProceeding },
    { method: 'POST', path: `${one}/state`, verb: write, handle: takeProceedingMove },
    { method: 'POST', path: `${one}/charges`, verb: write, handle: takeCharge },
    { method: 'POST', path: `${one}/charges/state`, verb: write, handle: takeChargeMove },
    { method: 'POST', path: `${one}/hearings`, verb: write, handle: takeHearing },
    { method: 'POST', path: `${one}/hearings/end`, verb: write, handle: takeHearingEnd },
    { method: 'POST', path: `${one}/hearings/adjourn`, verb: write, handle: takeAdjournment },
  ],
}
