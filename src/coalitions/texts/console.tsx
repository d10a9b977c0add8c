/** Where a draft is talked about, whoever's module it is of: comments of the coalition, and two versions side by side. */
import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { mayWriteIn, takeForm, words, type Again } from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import { isLanguage, languages } from '#platform/i18n.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { writing } from '#platform/web/writing.ts'
import { commentOn, listComments, resolveComment } from './comment.ts'
import type { JointText } from './joint-text.ts'
import { listTextVersions } from './version.ts'
import { DiscussionView } from './views/discussion.tsx'
import { VersionsView, type TextField } from './views/versions.tsx'

/** What a module tells of a text of its own, so that it is talked about like every other. */
export interface TextRoom<Words extends object> {
  about: JointText
  /** in which it is written, its own language first */
  texts: readonly { language: string; version: number }[]
  language: string
  /** of the text's own address */
  hrefOf: (path: string) => string
  fields: readonly TextField<Words>[]
  /** what of it is no text, and is talked about too */
  beside?: Child
  page: (parts: { status?: 409 | 422 | undefined; body: Child }) => Promise<Response>
}

type Open<Words extends object> = (c: ConsoleContext) => Promise<TextRoom<Words>>

const commentForm = z.object({ language: z.enum(languages, 'error.field.choose'), text: words(4000, 60) })
const resolveForm = z.object({ resolved: z.enum(['yes', 'no']) })

/** @param at of the text, e.g. '/updates/:updateId'  @param verb that reads it  @param open throws NotFound behind the wall */
export const textRoomRoutes = <Words extends object>(
  at: string,
  verb: string,
  open: Open<Words>,
): readonly ConsoleRoute[] => [
  {
    ...{ method: 'GET', path: `${at}/discussion`, verb },
    handle: async (c) => await discussion(c, await open(c)),
  },
  {
    ...{ method: 'POST', path: `${at}/discussion`, verb: 'joint-text.comment' },
    handle: async (c) => await takeComment(c, await open(c)),
  },
  {
    ...{ method: 'POST', path: `${at}/discussion/:commentId`, verb: 'joint-text.comment' },
    handle: async (c) => await takeResolution(c, await open(c)),
  },
  {
    ...{ method: 'GET', path: `${at}/versions/:language`, verb },
    handle: async (c) => await versions(c, await open(c)),
  },
]

async function discussion<Words extends object>(
  c: ConsoleContext,
  room: TextRoom<Words>,
  again?: Again,
): Promise<Response> {
  const i18n = c.get('i18n')
  const { about, texts, hrefOf } = room
  const { zone } = await organisationOf(c)
  const member = c.get('member')
  const { comments, may } = await c.get('office').db.reading(member, async (tx) => ({
    comments: await listComments(tx, about),
    may: can(member, 'joint-text.comment') && (await mayWriteIn(tx, about.caseId)),
  }))
  return await room.page({
    status: again?.status,
    body: (
      <>
        {room.beside}
        <DiscussionView
          {...{ i18n, zone, comments, may }}
          languages={texts.map(({ language }) => language)}
          action={hrefOf('/discussion')}
          versionsHref={(language) => hrefOf(`/versions/${language}`)}
          form={again?.form ?? { values: { language: room.language }, errors: {} }}
          refused={again !== undefined}
        />
      </>
    ),
  })
}

async function takeComment<Words extends object>(
  c: ConsoleContext,
  room: TextRoom<Words>,
): Promise<Response> {
  const versionOf = (language: string) => room.texts.find((one) => one.language === language)?.version ?? 0
  const taken = await takeForm(c, commentForm, (value) =>
    writing(c, (tx) => commentOn(tx, room.about, { ...value, version: versionOf(value.language) })),
  )
  if (!taken.done) return await discussion(c, room, taken.again)
  return redirect(c, room.hrefOf('/discussion'), 'joint-text.comment.saved')
}

async function takeResolution<Words extends object>(
  c: ConsoleContext,
  room: TextRoom<Words>,
): Promise<Response> {
  const commentId = c.req.param('commentId') ?? ''
  const taken = await takeForm(c, resolveForm, ({ resolved }) =>
    writing(c, (tx) => resolveComment(tx, room.about, { commentId, resolved: resolved === 'yes' })),
  )
  if (!taken.done) return await discussion(c, room, taken.again)
  return redirect(c, room.hrefOf('/discussion'), 'joint-text.comment.saved')
}

/** Two versions of one language; the newest two unless told. */
async function versions<Words extends object>(c: ConsoleContext, room: TextRoom<Words>): Promise<Response> {
  const i18n = c.get('i18n')
  const language = c.req.param('language') ?? ''
  if (!isLanguage(language)) throw new NotFound()
  const { zone } = await organisationOf(c)
  const kept = await c
    .get('office')
    .db.reading(c.get('member'), (tx) => listTextVersions<Words>(tx, room.about, language))
  const of = (name: string) => kept.find(({ version }) => version === Number(c.req.query(name)))
  return await room.page({
    body: (
      <VersionsView
        {...{ i18n, zone, language, fields: room.fields, versions: kept }}
        from={of('from') ?? kept[1]}
        to={of('to') ?? kept[0]}
        action={room.hrefOf(`/versions/${language}`)}
        back={room.hrefOf('/discussion')}
      />
    ),
  })
}
