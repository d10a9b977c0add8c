/** What the case page says, among the texts that the coalition writes together. */
import {
  caseHref,
  casePage,
  getCase,
  listWordings,
  offerCaseTab,
  onWordingSaved,
  type WordingText,
} from '#cases/index.ts'
import { textRoomRoutes } from './console.tsx'
import type { TextField } from './views/versions.tsx'
import { keepVersion } from './version.ts'

const fields: readonly TextField<WordingText>[] = [
  { label: 'cases.wording.name', of: ({ name }) => name },
  { label: 'cases.wording.sentence', of: ({ sentence }) => sentence },
  { label: 'cases.wording.story', of: ({ story }) => story },
  { label: 'cases.wording.concern', of: ({ concern }) => concern },
  { label: 'cases.wording.zone', of: ({ zone }) => zone },
]

const aboutCase = (caseId: string) => ({ kind: 'case', id: caseId, caseId }) as const

onWordingSaved(async (tx, { caseId, ...saved }) => await keepVersion(tx, aboutCase(caseId), saved))

offerCaseTab({
  ...{ name: 'discussion', label: 'joint-text.discussion', path: '/discussion' },
  ...{ verb: 'case.read', order: 35, group: 'words' },
})

export const caseTextRoom = textRoomRoutes<WordingText>('/cases/:caseId', 'case.read', async (c) => {
  const { row, texts } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, c.req.param('caseId') ?? '')
    return { row: found, texts: await listWordings(tx, found.id) }
  })
  return {
    about: aboutCase(row.id),
    ...{ texts, language: row.defaultLanguage, fields },
    hrefOf: (path) => caseHref(row.id, path),
    page: (parts) => casePage(c, { row, tab: 'discussion', ...parts }),
  }
})
