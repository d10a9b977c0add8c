/** An update among the texts that the coalition writes together: comments, and two versions side by side. */
import { textRoomRoutes, type TextField } from '#coalitions/index.ts'
import { openUpdate, updatePage } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'
import type { UpdateWords } from './text.ts'

const fields: readonly TextField<UpdateWords>[] = [
  { label: 'updates.field.headline', of: ({ headline }) => headline },
  { label: 'updates.field.place', of: ({ place }) => place },
  { label: 'updates.field.authors', of: ({ authors = [] }) => authors.join('\n') },
  { label: 'updates.field.source', of: ({ source }) => source },
  { label: 'updates.field.body', of: ({ body }) => body },
  { label: 'updates.field.ask', of: ({ ask }) => ask },
  { label: 'updates.field.next', of: ({ nextExpected }) => nextExpected },
  { label: 'updates.field.correction', of: ({ correctionNote }) => correctionNote },
]

export const updateTextRoom = textRoomRoutes<UpdateWords>('/updates/:updateId', 'update.read', async (c) => {
  const opened = await openUpdate(c)
  const { update, texts } = opened.source
  return {
    about: { kind: 'update', id: update.id, caseId: update.caseId },
    ...{ texts, language: update.defaultLanguage, fields },
    hrefOf: (path) => updateHref(update.id, path),
    page: (parts) => updatePage(c, opened, { tab: 'discussion', ...parts }),
  }
})
