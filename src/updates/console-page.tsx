import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { caseBarOf, getCase, mayWriteIn, whyNotDrafting, type CaseRow } from '#cases/index.ts'
import { page, type PageParts } from '#organisations/index.ts'
import { classes } from '#ui/index.ts'
import { StateOfUpdate, updateHref } from './console-updates.tsx'
import { readUpdateSource, type UpdateSource } from './update-document.ts'

export const idOf = (c: ConsoleContext): string => c.req.param('updateId') ?? ''

export interface Opened {
  source: UpdateSource
  row: CaseRow
  /** an organisation that observes reads, and changes nothing */
  mayWrite: boolean
  mayDraft: boolean
  /** why her organisation does not draft */
  why: Awaited<ReturnType<typeof whyNotDrafting>>
}

export async function openUpdate(c: ConsoleContext): Promise<Opened> {
  const member = c.get('member')
  return await c.get('office').db.reading(member, async (tx) => {
    const source = await readUpdateSource(tx, idOf(c))
    const row = await getCase(tx, source.update.caseId)
    const why = await whyNotDrafting(tx, row.id)
    const mayDraft = !why && can(member, 'update.write')
    return { source, row, mayWrite: await mayWriteIn(tx, row.id), mayDraft, why }
  })
}

const tabs = [
  { name: 'text', path: '', verb: 'update.read' },
  { name: 'byline', path: '/byline', verb: 'update.read' },
  { name: 'picture', path: '/picture', verb: 'update.write' },
  { name: 'discussion', path: '/discussion', verb: 'update.read' },
  { name: 'preview', path: '/preview', verb: 'update.read' },
  { name: 'publish', path: '/publish', verb: 'update.publish' },
  { name: 'embed', path: '/embed', verb: 'update.read' },
  { name: 'repost', path: '/repost', verb: 'update.read' },
  { name: 'copies', path: '/copies', verb: 'update.read' },
  { name: 'send', path: '/send', verb: 'broadcast.read' },
] as const

/** One page of one update, with its parts as tabs and the case above. */
export async function updatePage(
  c: ConsoleContext,
  opened: Opened,
  parts: { tab: (typeof tabs)[number]['name']; body: Child } & Pick<
    PageParts,
    'islands' | 'status' | 'actions'
  >,
): Promise<Response> {
  const i18n = c.get('i18n')
  const { source, row } = opened
  const { update, texts } = source
  const { tab, body, ...rest } = parts
  return await page(c, {
    ...rest,
    // Safety: the browser keeps titles; a headline names her
    title: i18n.t('updates.one', { code: row.codeName }),
    heading: <bdi>{texts[0]?.headline || i18n.t('updates.untitled')}</bdi>,
    section: 'updates',
    caseBar: await caseBarOf(c, row),
    trail: [{ href: '/updates', label: i18n.t('ui.console.updates') }],
    body: (
      <>
        <p>
          <StateOfUpdate i18n={i18n} state={update.state} />
        </p>
        <nav class={classes('tabs')} aria-label={i18n.t('updates.parts')}>
          <ul>
            {tabs
              .filter(({ verb }) => can(c.get('member'), verb))
              .map(({ name, path }) => (
                <li>
                  <a href={updateHref(update.id, path)} aria-current={name === tab ? 'page' : undefined}>
                    {i18n.t(name === 'discussion' ? 'joint-text.discussion' : `updates.tab.${name}`)}
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
