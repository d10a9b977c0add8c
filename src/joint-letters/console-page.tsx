import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import { isLanguage, type Language } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { caseBarOf, getCase, whyNotDrafting, type CaseRow } from '#cases/index.ts'
import { page, type PageParts } from '#organisations/index.ts'
import { letterHref, StateOfLetter } from './console-letters.tsx'
import { readLetterSource, type LetterSource } from './letter-document.ts'

export const idOf = (c: ConsoleContext): string => c.req.param('letterId') ?? ''

export function languageOf(c: ConsoleContext, fallback: string): Language {
  const asked = c.req.param('language') ?? fallback
  if (!isLanguage(asked)) throw new NotFound()
  return asked
}

export interface Opened {
  source: LetterSource
  row: CaseRow
  /** may change its words, as long as they do not stand still */
  mayDraft: boolean
  /** why her organisation does not draft */
  why: Awaited<ReturnType<typeof whyNotDrafting>>
  /** her organisation answers for it: publishes, closes, withdraws it */
  ours: boolean
}

export async function openLetter(c: ConsoleContext, letterId = idOf(c)): Promise<Opened> {
  const member = c.get('member')
  return await c.get('office').db.reading(member, async (tx) => {
    const source = await readLetterSource(tx, letterId)
    const row = await getCase(tx, source.letter.caseId)
    const why = await whyNotDrafting(tx, row.id)
    const writes = can(member, 'joint-letter.write')
    const ours = writes && source.letter.organisationId === member.organisationId
    return { source, row, why, ours, mayDraft: writes && !why && !source.signed }
  })
}

const tabs = [
  { name: 'text', path: '', verb: 'joint-letter.read' },
  { name: 'discussion', path: '/discussion', verb: 'joint-letter.read' },
  { name: 'preview', path: '/preview', verb: 'joint-letter.read' },
  { name: 'publish', path: '/publish', verb: 'joint-letter.publish' },
  { name: 'sign', path: '/sign', verb: 'joint-letter.sign' },
  { name: 'signatories', path: '/signatories', verb: 'joint-letter.read' },
  { name: 'print', path: '/print', verb: 'joint-letter.read' },
  { name: 'hand-over', path: '/hand-over', verb: 'hand-over.read' },
] as const

/** One page of one letter, with its parts as tabs and the case above. */
export async function letterPage(
  c: ConsoleContext,
  { source, row, ours }: Pick<Opened, 'source' | 'row' | 'ours'>,
  parts: { tab: (typeof tabs)[number]['name']; body: Child } & Pick<
    PageParts,
    'islands' | 'status' | 'actions'
  >,
): Promise<Response> {
  const i18n = c.get('i18n')
  const { letter, texts } = source
  const { tab, body, ...rest } = parts
  const shown = tabs.filter(
    ({ name, verb }) =>
      can(c.get('member'), verb) &&
      (ours || name !== 'publish') &&
      (texts.length > 0 || (name !== 'print' && name !== 'preview')),
  )
  return await page(c, {
    ...rest,
    // Safety: the browser keeps titles; the letter's own names her
    title: i18n.t('joint-letters.one', { code: row.codeName }),
    heading: <bdi>{texts[0]?.title || i18n.t('joint-letters.untitled')}</bdi>,
    section: 'joint-letters',
    caseBar: await caseBarOf(c, row),
    trail: [{ href: '/joint-letters', label: i18n.t('joint-letters.title') }],
    body: (
      <>
        <p>
          <StateOfLetter i18n={i18n} state={letter.state} />
        </p>
        <nav class="tabs" aria-label={i18n.t('joint-letters.parts')}>
          <ul>
            {shown.map(({ name, path }) => (
              <li>
                <a
                  href={letterHref(letter.id, name === 'print' ? `${path}/${texts[0]?.language}` : path)}
                  aria-current={name === tab ? 'page' : undefined}
                >
                  {i18n.t(name === 'discussion' ? 'joint-text.discussion' : `joint-letters.tab.${name}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {body}
      </>
    ),
  })
}
