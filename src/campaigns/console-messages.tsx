import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { isId } from '#platform/ids.ts'
import { NotFound } from '#platform/web/errors.ts'
import { isOnTeam, listCases, Publicity } from '#cases/index.ts'
import { organisationOf, page, redirect, refusedForm } from '#organisations/index.ts'
import { handOverForm } from './campaign-forms.ts'
import {
  countMessages,
  gatherMessages,
  getBatch,
  handOverMessages,
  listBatches,
  listMessages,
  moderateMessages,
  moderations,
  noteMessagesRead,
  undoModeration,
} from './campaign-messages.ts'
import {
  attempt,
  fieldsOf,
  idOf,
  now,
  oneOf,
  pageOf,
  takeForm,
  textOf,
  tickedOf,
  writing,
  type Refusal,
} from './console-parts.tsx'
import { BatchView } from './views/console-batch.tsx'
import { MessagesView } from './views/console-messages.tsx'

export const messageRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/messages', verb: 'message.read', handle: (c) => messagesPage(c) },
  { method: 'POST', path: '/messages/moderate', verb: 'message.moderate', handle: takeModeration },
  { method: 'POST', path: '/messages/undo', verb: 'message.moderate', handle: takeUndo },
  { method: 'POST', path: '/messages/batches', verb: 'message.moderate', handle: takeGathering },
  { method: 'GET', path: '/messages/batches/:id', verb: 'message.read', handle: (c) => batchPage(c) },
  {
    method: 'POST',
    path: '/messages/batches/:id/hand-over',
    verb: 'message.hand-over',
    handle: takeHandOver,
  },
]

const perPage = 50

async function readMessages(...[tx, ...of]: Parameters<typeof listMessages>) {
  const messages = await listMessages(tx, ...of)
  await noteMessagesRead(tx, messages)
  return messages
}

async function messagesPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const query = c.req.query()
  const moderation = oneOf(query['state'], moderations) ?? 'held'
  const filter = {
    moderation,
    ...(isId(query['case'] ?? '') ? { caseId: query['case']! } : {}),
    ...(/^[a-z]{2,3}$/.test(query['language'] ?? '') ? { language: query['language']! } : {}),
  }
  const first = (pageOf(query) - 1) * perPage
  // opening sealed words is an act, and leaves a trace
  const shown = await writing(c, async (tx) => ({
    messages: await readMessages(tx, filter, { limit: perPage, offset: first }),
    total: await countMessages(tx, filter),
    cases: (await listCases(tx, { sort: 'code' })).rows,
    batches: await listBatches(tx),
  }))
  const { zone } = await organisationOf(c)
  const undo = /^\d{13}$/.test(query['undo'] ?? '') ? query['undo'] : undefined
  return page(c, {
    title: i18n.t('ui.console.messages'),
    section: 'messages',
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <MessagesView
        i18n={i18n}
        query={query}
        moderation={moderation}
        {...shown}
        first={first}
        perPage={perPage}
        zone={zone}
        supporters={can(c.get('member'), 'action.record-by-hand')}
        form={refused ? refusedForm(i18n, refused) : { values: {}, errors: {} }}
        {...(undo ? { undo } : {})}
      />
    ),
  })
}

async function takeModeration(c: ConsoleContext): Promise<Response> {
  const fields = await fieldsOf(c)
  const to = oneOf(textOf(fields, 'do'), moderations)
  if (!to) throw new NotFound()
  const ids = tickedOf(fields, 'message').filter(isId)
  const done = await writing(c, async (tx) => ({
    count: await moderateMessages(tx, { ids, to }),
    at: tx.now.getTime(),
  }))
  const from = oneOf(textOf(fields, 'from'), moderations) ?? 'held'
  const undo = to === 'held' || done.count === 0 ? '' : `&undo=${done.at}`
  return redirect(c, `/messages?state=${from}${undo}`, `messages.done.${to}`, { count: done.count })
}

async function takeUndo(c: ConsoleContext): Promise<Response> {
  const at = Number((await fieldsOf(c))['at'])
  if (!Number.isSafeInteger(at) || at < 0 || at > 8e15) throw new NotFound()
  const count = await writing(c, (tx) => undoModeration(tx, new Date(at)))
  return redirect(c, '/messages', 'messages.done.held', { count })
}

async function takeGathering(c: ConsoleContext): Promise<Response> {
  const caseId = textOf(await fieldsOf(c), 'case')
  if (!isId(caseId)) throw new NotFound()
  const done = await attempt(() => writing(c, (tx) => gatherMessages(tx, { caseId })), {})
  return done.ok ? redirect(c, `/messages/batches/${done.value}`, 'messages.gathered') : messagesPage(c, done)
}

async function batchPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const shown = await writing(c, async (tx) => {
    const batch = await getBatch(tx, idOf(c, 'id'))
    return {
      batch,
      messages: await readMessages(tx, { batchId: batch.id }),
      onTeam: await isOnTeam(tx, batch.caseId),
    }
  })
  const { zone } = await organisationOf(c)
  return page(c, {
    title: i18n.t('messages.batch'),
    section: 'messages',
    trail: [{ href: '/messages', label: i18n.t('ui.console.messages') }],
    caseBar: {
      codeName: shown.batch.caseCodeName,
      href: `/cases/${shown.batch.caseId}`,
      publicity: <Publicity i18n={i18n} level={shown.batch.publicityLevel} />,
    },
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <BatchView
        i18n={i18n}
        {...shown}
        today={new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now(c))}
        form={refused ? refusedForm(i18n, refused) : { values: {}, errors: {} }}
      />
    ),
  })
}

async function takeHandOver(c: ConsoleContext): Promise<Response> {
  const batchId = idOf(c, 'id')
  const form = await takeForm(c, handOverForm)
  if (!form.ok) return batchPage(c, form)
  const done = await attempt(
    () => writing(c, (tx) => handOverMessages(tx, { batchId, ...form.value })),
    form.values,
  )
  return done.ok ? redirect(c, `/messages/batches/${batchId}`, 'messages.handed-over') : batchPage(c, done)
}
