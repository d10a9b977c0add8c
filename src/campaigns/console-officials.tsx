import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { csvStream } from '#platform/text/csv.ts'
import { organisationOf, page, redirect, refusedForm } from '#organisations/index.ts'
import type { FormState } from '#ui/index.ts'
import {
  attempt,
  fieldsOf,
  idOf,
  now,
  oneOf,
  pageOf,
  reading,
  takeForm,
  textsOf,
  writing,
  type Refusal,
} from './console-parts.tsx'
import { exportTargets, listTargets, staleChannels, type TargetFilter } from './target-reads.ts'
import { newTargetValues, targetForm, targetInputOf, targetValues } from './target-forms.ts'
import { addTarget, editTarget, getTarget, retireTarget, verifyTarget, whatRetiringStops } from './target.ts'
import { OfficialFormView } from './views/console-official-form.tsx'
import { OfficialView, RetireView } from './views/console-official.tsx'
import { OfficialsView } from './views/console-officials.tsx'

export const officialRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/officials', verb: 'target.read', handle: officialsPage },
  { method: 'POST', path: '/officials/export', verb: 'target.export', handle: exportOfficials },
  { method: 'GET', path: '/officials/new', verb: 'target.edit', handle: (c) => newPage(c) },
  { method: 'POST', path: '/officials/new', verb: 'target.edit', handle: takeNew },
  { method: 'GET', path: '/officials/:id', verb: 'target.read', handle: officialPage },
  { method: 'GET', path: '/officials/:id/edit', verb: 'target.edit', handle: (c) => editPage(c) },
  { method: 'POST', path: '/officials/:id/edit', verb: 'target.edit', handle: takeEdit },
  { method: 'POST', path: '/officials/:id/verify', verb: 'target.edit', handle: takeVerification },
  { method: 'GET', path: '/officials/:id/retire', verb: 'target.edit', handle: retirePage },
  { method: 'POST', path: '/officials/:id/retire', verb: 'target.edit', handle: takeRetirement },
]

const perPage = 25
const trail = (c: ConsoleContext) => [{ href: '/officials', label: c.get('i18n').t('ui.console.officials') }]

function filterOf(query: Record<string, string>): TargetFilter {
  const channel = oneOf(query['channel'], ['email', 'phone'])
  const only = oneOf(query['only'], ['stale', 'flagged', 'retired'])
  const sort = oneOf(query['sort'], ['name', 'country', 'institution', 'verified'])
  return {
    q: (query['q'] ?? '').slice(0, 200),
    country: /^[A-Z]{2}$/.test(query['country'] ?? '') ? query['country']! : '',
    ...(channel ? { channel } : {}),
    ...(only ? { only } : {}),
    ...(sort ? { sort } : {}),
    descending: query['order'] === 'descending',
  }
}

async function officialsPage(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const query = c.req.query()
  const all = await reading(c, (tx) => listTargets(tx, filterOf(query)))
  const first = (pageOf(query) - 1) * perPage
  return page(c, {
    title: i18n.t('ui.console.officials'),
    section: 'officials',
    actions: can(c.get('member'), 'target.edit') && (
      <a class="button primary" href="/officials/new">
        {i18n.t('officials.new')}
      </a>
    ),
    body: (
      <OfficialsView
        i18n={i18n}
        query={query}
        officials={all.slice(first, first + perPage)}
        first={first}
        total={all.length}
        now={now(c)}
        exports={can(c.get('member'), 'target.export')}
      />
    ),
  })
}

async function exportOfficials(c: ConsoleContext): Promise<Response> {
  const query = textsOf(await fieldsOf(c))
  const rows = await writing(c, (tx) => exportTargets(tx, filterOf(query)))
  const pieces = await Array.fromAsync(csvStream(exportHeader, rows))
  return c.body(new Uint8Array(Buffer.concat(pieces)), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="officials.csv"',
    'Cache-Control': 'no-store',
  })
}

const exportHeader = [
  'name',
  'title',
  'institution',
  'country',
  'language',
  'email',
  'email source',
  'email verified',
  'phone',
  'phone source',
  'phone verified',
  'time zone',
  'manner',
  'wrong-number reports',
]

async function newPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const form = refused
    ? refusedForm(i18n, refused)
    : { values: { ...newTargetValues, timeZone: zone }, errors: {} }
  return page(c, {
    title: i18n.t('officials.new'),
    section: 'officials',
    trail: trail(c),
    status: refused ? (refused.status ?? 422) : 200,
    body: <OfficialFormView i18n={i18n} form={form} action="/officials/new" />,
  })
}

async function takeNew(c: ConsoleContext): Promise<Response> {
  const form = await takeForm(c, targetForm)
  if (!form.ok) return newPage(c, form)
  const done = await attempt(() => writing(c, (tx) => addTarget(tx, targetInputOf(form.value))), form.values)
  return done.ok ? redirect(c, `/officials/${done.value}`, 'officials.added') : newPage(c, done)
}

async function officialPage(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const target = await reading(c, (tx) => getTarget(tx, idOf(c, 'id')))
  const edits = can(c.get('member'), 'target.edit') && !target.retiredAt
  return page(c, {
    title: i18n.t('officials.one'),
    heading: <bdi>{target.name}</bdi>,
    section: 'officials',
    trail: trail(c),
    actions: edits && (
      <>
        <a class="button" href={`/officials/${target.id}/edit`}>
          {i18n.t('officials.edit')}
        </a>
        <a class="button quiet" href={`/officials/${target.id}/retire`}>
          {i18n.t('officials.retire')}
        </a>
      </>
    ),
    body: (
      <OfficialView
        i18n={i18n}
        target={target}
        stale={staleChannels(target, now(c))}
        edits={edits}
        now={now(c)}
      />
    ),
  })
}

async function editPage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const i18n = c.get('i18n')
  const target = await reading(c, (tx) => getTarget(tx, idOf(c, 'id')))
  let form: FormState = { values: targetValues(target), errors: {} }
  if (refused) {
    // whoever saves again after having been told does so knowingly
    const values =
      refused.status === 409 ? { ...refused.values, version: String(target.version) } : refused.values
    form = refusedForm(i18n, { ...refused, values })
  }
  return page(c, {
    title: i18n.t('officials.edit'),
    heading: <bdi>{target.name}</bdi>,
    section: 'officials',
    trail: [...trail(c), { href: `/officials/${target.id}`, label: <bdi>{target.name}</bdi> }],
    status: refused ? (refused.status ?? 422) : 200,
    body: (
      <OfficialFormView
        i18n={i18n}
        form={form}
        action={`/officials/${target.id}/edit`}
        saved={refused?.status === 409 ? target : undefined}
      />
    ),
  })
}

async function takeEdit(c: ConsoleContext): Promise<Response> {
  const targetId = idOf(c, 'id')
  const form = await takeForm(c, targetForm)
  if (!form.ok) return editPage(c, form)
  const version = Number(form.value.version ?? 0)
  const done = await attempt(
    () => writing(c, (tx) => editTarget(tx, { ...targetInputOf(form.value), targetId, version })),
    form.values,
  )
  return done.ok ? redirect(c, `/officials/${targetId}`, 'officials.saved') : editPage(c, done)
}

async function takeVerification(c: ConsoleContext): Promise<Response> {
  const targetId = idOf(c, 'id')
  const fields = await fieldsOf(c)
  const channel = fields['channel'] === 'phone' ? 'phone' : 'email'
  const { zone } = await organisationOf(c)
  const on = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now(c))
  await writing(c, (tx) => verifyTarget(tx, { targetId, channel, on }))
  return redirect(c, `/officials/${targetId}`, 'officials.verified')
}

async function retirePage(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const id = idOf(c, 'id')
  const [target, stops] = await reading(c, async (tx) => [
    await getTarget(tx, id),
    await whatRetiringStops(tx, id),
  ])
  return page(c, {
    title: i18n.t('officials.retire'),
    heading: <bdi>{target.name}</bdi>,
    section: 'officials',
    trail: [...trail(c), { href: `/officials/${id}`, label: <bdi>{target.name}</bdi> }],
    body: <RetireView i18n={i18n} target={target} stops={stops} />,
  })
}

async function takeRetirement(c: ConsoleContext): Promise<Response> {
  const targetId = idOf(c, 'id')
  const stopped = await writing(c, (tx) => retireTarget(tx, { targetId }))
  return redirect(c, '/officials', 'officials.retired', { count: stopped })
}
