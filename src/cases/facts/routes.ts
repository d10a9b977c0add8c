import type { CasePart } from '../part.ts'
import { offerCaseTab } from '../views/case-shell.tsx'
import { downloadAttachment, showAttachments, takeAttachment } from './console-attachments.tsx'
import { newFact, showFact, showTimeline, takeFact, takeNewFact, takeRetraction } from './console-facts.tsx'
import './access.ts'
import './marks.tsx'
import './tables.ts'

const at = '/cases/:caseId'

offerCaseTab({
  name: 'timeline',
  label: 'fact.tab',
  path: '/timeline',
  verb: 'case.read',
  order: 10,
  group: 'timeline',
})
offerCaseTab({
  name: 'attachments',
  label: 'attachment.tab',
  path: '/attachments',
  verb: 'case.read',
  order: 20,
  group: 'timeline',
})

export const factsPart: CasePart = {
  routes: [
    { method: 'GET', path: `${at}/timeline`, verb: 'case.read', handle: showTimeline },
    { method: 'POST', path: `${at}/facts`, verb: 'fact.write', handle: takeNewFact },
    { method: 'GET', path: `${at}/facts/new`, verb: 'fact.write', handle: newFact },
    { method: 'GET', path: `${at}/facts/:factId`, verb: 'case.read', handle: showFact },
    { method: 'POST', path: `${at}/facts/:factId`, verb: 'fact.write', handle: takeFact },
    { method: 'POST', path: `${at}/facts/:factId/retract`, verb: 'fact.write', handle: takeRetraction },
    { method: 'GET', path: `${at}/attachments`, verb: 'case.read', handle: showAttachments },
    { method: 'POST', path: `${at}/attachments`, verb: 'fact.write', handle: takeAttachment },
    {
      method: 'POST',
      path: `${at}/attachments/:attachmentId`,
      verb: 'fact.open-attachment',
      handle: downloadAttachment,
    },
  ],
}
