import { z } from 'zod'
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { readForm } from '#platform/web/forms.ts'
import { organisationOf, page, redirect, refusedForm } from '#organisations/index.ts'
import { ConfirmBox, ErrorSummary, Notice, Status, Table, TextField, type FormState } from '#ui/index.ts'
import { eraseSupporter } from './erasing.ts'
import { unlockDetails } from './locking.ts'
import { getSupporter, inboxOf, noteOpening, type OptInRow, type SupporterDetail } from './reads.ts'
import { suppress } from './suppression.ts'

export const supporterRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/supporters/:id', verb: 'supporter.read', handle: (c) => showSupporter(c) },
  { method: 'POST', path: '/supporters/:id/suppress', verb: 'supporter.suppress', handle: suppressSupporter },
  { method: 'POST', path: '/supporters/:id/unlock', verb: 'supporter.unlock', handle: unlockSupporter },
  { method: 'POST', path: '/supporters/:id/erase', verb: 'supporter.erase', handle: eraseThem },
]

function idOf(c: ConsoleContext): string {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

async function showSupporter(c: ConsoleContext, form?: FormState): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const one = await c
    .get('office')
    .db.reading(member, (tx) => getSupporter(tx, member.organisationId, idOf(c)))
  // Safety: whoever looks at a supporter leaves a trace before the page goes out
  await c.get('office').db.transaction(member, (tx) => noteOpening(tx, { subject: one.id }))
  const { zone } = await organisationOf(c)
  return await page(c, {
    // Safety: the browser keeps titles in its history, so the number stands here and not the name
    title: i18n.t('supporters.one.title', { number: one.number }),
    section: 'supporters',
    trail: [{ href: '/supporters', label: i18n.t('supporters.title') }],
    status: form ? 422 : 200,
    body: (
      <>
        <ErrorSummary i18n={i18n} form={form} />
        <Standing i18n={i18n} shown={one} zone={zone} />
        <Held i18n={i18n} shown={one} zone={zone} />
        <OptIns i18n={i18n} rows={one.optIns} zone={zone} />
        <Acts i18n={i18n} shown={one} zone={zone} />
        {!one.suppressed && !one.erasedAt && can(member, 'supporter.suppress') && (
          <StopMail i18n={i18n} id={one.id} />
        )}
        {one.lockedAt && !one.erasedAt && can(member, 'supporter.unlock') && (
          <Unlock i18n={i18n} id={one.id} />
        )}
        {!one.erasedAt && can(member, 'supporter.erase') && <Erase i18n={i18n} id={one.id} form={form} />}
      </>
    ),
  })
}

interface Part {
  i18n: I18n
  shown: SupporterDetail
  zone: string
}

function Standing({ i18n, shown: one, zone }: Part) {
  return (
    <>
      {one.erasedAt && (
        <Notice tone="warning">
          <p>{i18n.t('supporters.one.erased', { on: i18n.date(one.erasedAt, { zone }) })}</p>
        </Notice>
      )}
      {one.suppressed && one.suppressedAt && !one.erasedAt && (
        <Notice tone="warning">
          <p>
            {i18n.t('supporters.one.suppressed', {
              on: i18n.date(one.suppressedAt, { zone }),
              reason: i18n.t(`supporters.reason.${one.suppressed}`),
            })}
          </p>
        </Notice>
      )}
      {one.lockedAt && !one.erasedAt && (
        <Notice>
          <p>{i18n.t('supporters.one.locked', { on: i18n.date(one.lockedAt, { zone }) })}</p>
        </Notice>
      )}
    </>
  )
}

function Held({ i18n, shown: one, zone }: Part) {
  const facts: [string, string | undefined][] = [
    [i18n.t('supporters.col.name'), one.name || i18n.t('supporters.nameless')],
    [i18n.t('supporters.one.address'), one.address],
    [i18n.t('supporters.col.country'), one.country ? i18n.country(one.country) : undefined],
    [i18n.t('supporters.col.language'), i18n.language(one.language)],
    [i18n.t('supporters.one.since'), i18n.date(one.since, { zone })],
  ]
  return (
    <section aria-labelledby="held">
      <h2 id="held">{i18n.t('supporters.one.held')}</h2>
      <dl class="facts">
        {facts.map(([label, value]) =>
          value ? (
            <>
              <dt>{label}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </>
          ) : null,
        )}
      </dl>
      {one.sharing > 0 && <p>{i18n.t('supporters.one.sharing', { count: one.sharing })}</p>}
    </section>
  )
}

function OptIns({ i18n, rows, zone }: { i18n: I18n; rows: readonly OptInRow[]; zone: string }) {
  return (
    <section aria-labelledby="opt-ins">
      <h2 id="opt-ins">{i18n.t('supporters.one.optIns')}</h2>
      {rows.length === 0 ? (
        <p>{i18n.t('supporters.one.optIns.none')}</p>
      ) : (
        <Table
          caption={i18n.t('supporters.one.optIns')}
          columns={[
            { label: i18n.t('supporters.filter.mail') },
            { label: i18n.t('supporters.optIn.wording') },
            { label: i18n.t('supporters.optIn.asked') },
            { label: i18n.t('supporters.optIn.state') },
          ]}
          rows={rows.map((row) => [
            scopeOf(i18n, row),
            <q lang={row.language}>
              <bdi>{row.wording}</bdi>
            </q>,
            i18n.dateTime(row.askedAt, { zone, style: 'short' }),
            <OptInState i18n={i18n} row={row} zone={zone} />,
          ])}
        />
      )}
    </section>
  )
}

const scopeOf = (i18n: I18n, row: OptInRow): string =>
  row.scope === 'newsletter'
    ? i18n.t('supporters.optIn.newsletter')
    : row.caseCodeName
      ? i18n.t('supporters.optIn.case', { name: row.caseCodeName })
      : i18n.t('supporters.optIn.hidden')

function OptInState({ i18n, row, zone }: { i18n: I18n; row: OptInRow; zone: string }) {
  const dayOf = (at: Date): string => i18n.date(at, { zone, style: 'short' })
  if (row.endedAt)
    return <Status tone="quiet">{i18n.t('supporters.optIn.ended', { on: dayOf(row.endedAt) })}</Status>
  if (row.confirmedAt)
    return (
      <Status tone="success">{i18n.t('supporters.optIn.confirmed', { on: dayOf(row.confirmedAt) })}</Status>
    )
  return <Status tone="quiet">{i18n.t('supporters.optIn.open')}</Status>
}

function Acts({ i18n, shown: one, zone }: Part) {
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">{i18n.t('supporters.one.actions')}</h2>
      {one.held.length === 0 ? (
        <p>{i18n.t('supporters.one.nothing')}</p>
      ) : (
        <ul>
          {one.held.map((item) => (
            <li>
              {i18n.t(item.staffLabel as MessageKey, item.values?.(i18n, zone))}
              {item.at && <span class="small"> {i18n.dateTime(item.at, { zone, style: 'short' })}</span>}
              {item.staffNote && (
                <>
                  {' '}
                  <Status tone="warning">{i18n.t(item.staffNote as MessageKey)}</Status>
                </>
              )}
              {item.text && (
                <blockquote>
                  <bdi>{item.text}</bdi>
                </blockquote>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function StopMail({ i18n, id }: { i18n: I18n; id: string }) {
  return (
    <ConfirmBox title={i18n.t('supporters.suppress.title')}>
      <p>{i18n.t('supporters.suppress.text')}</p>
      <form method="post" action={`/supporters/${id}/suppress`}>
        <button class="button" type="submit">
          {i18n.t('supporters.suppress.button')}
        </button>
      </form>
    </ConfirmBox>
  )
}

function Unlock({ i18n, id }: { i18n: I18n; id: string }) {
  return (
    <ConfirmBox title={i18n.t('supporters.unlock.title')}>
      <p>{i18n.t('supporters.unlock.text')}</p>
      <form method="post" action={`/supporters/${id}/unlock`}>
        <button class="button" type="submit">
          {i18n.t('supporters.unlock.button')}
        </button>
      </form>
    </ConfirmBox>
  )
}

function Erase({ i18n, id, form }: { i18n: I18n; id: string; form?: FormState }) {
  const word = i18n.t('supporters.erase.word')
  return (
    <ConfirmBox title={i18n.t('supporters.erase.title')} tone="danger">
      <p>{i18n.t('supporters.erase.text')}</p>
      <form method="post" action={`/supporters/${id}/erase`}>
        <TextField
          form={form}
          name="word"
          label={i18n.t('supporters.erase.label', { word })}
          autocomplete="off"
          width="half"
          required
        />
        <button class="button danger" type="submit">
          {i18n.t('supporters.erase.button')}
        </button>
      </form>
    </ConfirmBox>
  )
}

async function suppressSupporter(c: ConsoleContext): Promise<Response> {
  const [member, id] = [c.get('member'), idOf(c)]
  await c.get('office').db.transaction(member, async (tx) => {
    const inbox = await inboxOf(tx, member.organisationId, id)
    await suppress(tx, member.organisationId, inbox, 'staff')
  })
  return redirect(c, `/supporters/${id}`, 'supporters.suppress.done')
}

async function unlockSupporter(c: ConsoleContext): Promise<Response> {
  const [member, id] = [c.get('member'), idOf(c)]
  await c.get('office').db.transaction(member, async (tx) => {
    const inbox = await inboxOf(tx, member.organisationId, id)
    await unlockDetails(tx, member.organisationId, inbox)
  })
  return redirect(c, `/supporters/${id}`, 'supporters.unlock.done')
}

async function eraseThem(c: ConsoleContext): Promise<Response> {
  const [i18n, member, id] = [c.get('i18n'), c.get('member'), idOf(c)]
  const word = i18n.t('supporters.erase.word')
  const result = await readForm(c, z.object({ word: z.string() }))
  const typed = result.ok ? result.value.word : ''
  if (typed.trim().toLowerCase() !== word.toLowerCase())
    return await showSupporter(c, {
      ...refusedForm(i18n, { values: { word: typed }, errors: {} }),
      errors: { word: i18n.t('supporters.erase.wrong', { word }) },
    })
  await c.get('office').db.transaction(member, (tx) => eraseSupporter(tx, member.organisationId, id))
  return redirect(c, `/supporters/${id}`, 'supporters.erase.done')
}
