import { offerTimeline } from '../facts/timeline.ts'
import { caseHref } from '../views/case-shell.tsx'
import { listEffects } from './effect.ts'

offerTimeline(async (tx, caseId, i18n) =>
  (await listEffects(tx, caseId)).map((effect) => ({
    on: effect.on,
    topic: 'effects' as const,
    kind: i18n.t('effect.one'),
    what: effect.what,
    href: caseHref(caseId, `/effects/${effect.id}`),
    visibility: effect.visibility,
  })),
)
