/** A joint letter among the texts that the coalition writes together: comments, and two versions side by side. */
import { textRoomRoutes, type TextField } from '#coalitions/index.ts'
import { letterHref } from './console-letters.tsx'
import { letterPage, openLetter } from './console-page.tsx'
import type { LetterWords } from './text.ts'

const fields: readonly TextField<LetterWords>[] = [
  { label: 'joint-letters.field.title', of: ({ title }) => title },
  { label: 'joint-letters.field.addressee', of: ({ addressee }) => addressee },
  { label: 'joint-letters.field.place', of: ({ place }) => place },
  { label: 'joint-letters.field.body', of: ({ body }) => body },
]

export const letterTextRoom = textRoomRoutes<LetterWords>(
  '/joint-letters/:letterId',
  'joint-letter.read',
  async (c) => {
    const opened = await openLetter(c)
    const { letter, texts } = opened.source
    return {
      about: { kind: 'joint-letter', id: letter.id, caseId: letter.caseId },
      ...{ texts, language: letter.defaultLanguage, fields },
      hrefOf: (path) => letterHref(letter.id, path),
      page: (parts) => letterPage(c, opened, { tab: 'discussion', ...parts }),
    }
  },
)
