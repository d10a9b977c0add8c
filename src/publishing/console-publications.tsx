import {
  caseHref,
  caseMaterial,
  casePage,
  getCase,
  namesInCase,
  mayWriteIn,
  takeForm,
  type Again,
  type CaseRow,
} from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { ConfirmBox, Empty, Table } from '#ui/index.ts'
import { ObserverSignsNothing } from './views/observing.tsx'
import { OpenSignOffs } from './views/open-sign-offs.tsx'
import { askingOf, publishForm } from './forms.ts'
import { givenConsents } from './given.ts'
import { fingerprint, publishCase, unpublishCase } from './publish-case.ts'
import { listPersonsShown, othersAmong } from './persons-shown.ts'
import { formerPage, listPublications, type FormerPage, type PublicationRow } from './reads.ts'
import { afterAsking, mendable, signOffHref } from './asked.ts'
import { observes } from './rule.ts'
import { lastReview, listOpenSignOffs, waitingHour } from './signing-reads.ts'
import { hindrancesOf } from './still-ready.ts'
import { gateItems } from './tables.ts'
import { PublishForm } from './views/publish-form.tsx'
import { writing } from '#platform/web/writing.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const here = (caseId: string, path = '') => caseHref(caseId, `/publications${path}`)

export async function showPublications(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const { row, publications, name, ready, open, hindrances, watching, mayWrite } = await c
    .get('office')
    .db.reading(c.get('member'), async (tx) => {
      const found = await getCase(tx, idOf(c))
      const waiting = await listOpenSignOffs(tx, found.id)
      return {
        row: found,
        publications: await listPublications(tx, found.id),
        open: waiting,
        hindrances: await hindrancesOf(tx, waiting),
        name: await namesInCase(tx, found.id, i18n),
        watching: await observes(tx, found.id, c.get('member').organisationId),
        mayWrite: await mayWriteIn(tx, found.id),
        ready: (await givenConsents(tx, found.id)).some(({ item }) =>
          gateItems.some((gate) => gate === item),
        ),
      }
    })
  const may = !watching && can(c.get('member'), 'publishing.sign-off')
  const page = publications.find(({ subjectKind }) => subjectKind === 'case')
  const publishHref = caseHref(row.id, '/publish')
  const toPublish = { href: publishHref, label: i18n.t('publishing.publish') }
  const mayRecord = mayWrite && can(c.get('member'), 'consent.record')
  const toConsent = { href: caseHref(row.id, '/consents/new'), label: i18n.t('consent.record') }
  return await casePage(c, {
    row,
    tab: 'publications',
    actions: may && ready && publications.length > 0 && (
      <a class="button" href={publishHref}>
        {i18n.t(page ? 'publishing.again' : 'publishing.publish')}
      </a>
    ),
    body: (
      <>
        <OpenSignOffs {...{ i18n, open, hindrances, zone, name }} caseId={row.id} me={c.get('member')} />
        {publications.length === 0 ? (
          <Empty
            title={i18n.t('publishing.empty.title')}
            action={ready ? (may ? toPublish : undefined) : mayRecord ? toConsent : undefined}
          >
            <p>{i18n.t('publishing.empty.text')}</p>
            {!ready && <p>{i18n.t('publishing.empty.consent')}</p>}
          </Empty>
        ) : (
          <>
            <p>{i18n.t('publishing.intro')}</p>
            <Publications
              i18n={i18n}
              publications={publications}
              zone={zone}
              name={name}
              publicUrl={c.get('office').publicUrl}
              caseId={row.id}
              caseKey={row.shortId}
            />
            {page && <p class="small">{i18n.t('publishing.changed.since')}</p>}
            {page && mayWrite && can(c.get('member'), 'publishing.take-down') && (
              <TakeDown i18n={i18n} row={row} />
            )}
          </>
        )}
      </>
    ),
  })
}

function Publications(props: {
  caseId: string
  i18n: I18n
  publications: PublicationRow[]
  zone: string
  name: (accountId: string) => string
  publicUrl: string
  caseKey: string
}) {
  const { i18n, publications, zone } = props
  return (
    <Table
      caption={i18n.t('publishing.caption', { count: publications.length })}
      columns={(['what', 'languages', 'since', 'items'] as const).map((one) => ({
        label: i18n.t(`publishing.col.${one}`),
      }))}
      rows={publications.map((one) => [
        <>
          {i18n.t(`publishing.kind.${one.subjectKind}`)}
          {one.images > 0 && <span class="small"> {i18n.t('publishing.images', { count: one.images })}</span>}
        </>,
        <Addresses i18n={i18n} publication={one} publicUrl={props.publicUrl} caseKey={props.caseKey} />,
        // one piece: a narrow table sets what stands in a cell beside its label
        <div>
          <a href={signOffHref(props.caseId, one.signOffId)}>
            {i18n.t('publishing.since', {
              at: i18n.dateTime(one.publishedAt, { zone, style: 'short' }),
              name: props.name(one.publishedBy),
            })}
          </a>
          {one.secondBy && (
            <span class="small"> {i18n.t('publishing.second', { name: props.name(one.secondBy) })}</span>
          )}
          {one.alone && <span class="small"> ({i18n.t('publishing.alone')})</span>}
        </div>,
        i18n.list([...new Set(one.items.map(({ item }) => i18n.t(`consent.item.${item}`)))]),
      ])}
    />
  )
}

/** The languages, as links to what visitors see. */
function Addresses(props: {
  i18n: I18n
  publication: PublicationRow
  publicUrl: string
  /** short id of the case: news stand under its address */
  caseKey: string
}) {
  const { i18n, publication, publicUrl } = props
  const paths = {
    ...{ case: 'c', campaign: 'act', 'partner-page': 'act' },
    ...{ 'joint-letter': `c/${props.caseKey}/letters`, update: `c/${props.caseKey}/updates` },
  }
  const path = paths[publication.subjectKind]
  return (
    <ul class="inline-list">
      {publication.languages.map((code) => (
        <li>
          <a href={`${publicUrl}/${code}/${path}/${publication.key}`}>{i18n.language(code)}</a>
        </li>
      ))}
    </ul>
  )
}

function TakeDown({ i18n, row }: { i18n: I18n; row: CaseRow }) {
  return (
    <details>
      <summary>{i18n.t('publishing.unpublish')}</summary>
      <ConfirmBox title={i18n.t('publishing.unpublish')} tone="danger">
        <p>{i18n.t('publishing.unpublish.text')}</p>
        <form method="post" action={caseHref(row.id, '/unpublish')}>
          <button class="action" type="submit">
            {i18n.t('publishing.unpublish')}
          </button>
        </form>
      </ConfirmBox>
    </details>
  )
}

export const showPublishing = (c: ConsoleContext): Promise<Response> => publishingPage(c)

async function publishingPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const { zone } = await organisationOf(c)
  const i18n = c.get('i18n')
  const { material, given, persons, before, former, review, waits, watching } = await c
    .get('office')
    .db.reading(c.get('member'), async (tx) => {
      const row = await getCase(tx, idOf(c))
      return {
        material: await caseMaterial(tx, row.id),
        given: await givenConsents(tx, row.id),
        persons: await listPersonsShown(tx, row.id),
        before: (await listPublications(tx, row.id)).find(({ subjectKind }) => subjectKind === 'case'),
        former: await formerPage(tx, row.id),
        review: await lastReview(tx, row.id),
        waits: await waitingHour(tx, { caseId: row.id, subjectId: row.id }),
        watching: await observes(tx, row.id, c.get('member').organisationId),
      }
    })
  return await casePage(c, {
    row: material.row,
    tab: 'publications',
    heading: i18n.t('publishing.sign.title'),
    status: again?.status,
    body: watching ? (
      <ObserverSignsNothing i18n={i18n} />
    ) : (
      <PublishForm
        i18n={i18n}
        zone={zone}
        material={material}
        given={given}
        persons={persons}
        review={review}
        waits={waits}
        isPublic={before !== undefined}
        before={before ? asBefore(before) : former}
        // after a refusal one looks at what is there now
        seen={fingerprint(material)}
        action={caseHref(material.row.id, '/publish')}
        back={here(material.row.id)}
        form={again?.form}
      />
    ),
  })
}

/** What the page that stands shows, as the form ticks it. */
const asBefore = (page: PublicationRow): FormerPage => ({
  ...page,
  items: page.items.filter(({ personId }) => personId === page.personId).map(({ item }) => item),
  others: othersAmong(page.items, page.personId),
})

export async function takePublishing(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, publishForm, (value) =>
    writing(c, (tx) => publishCase(tx, { ...value, caseId: idOf(c) }, askingOf(value))).catch(
      (error: unknown) => {
        // a missing consent is something to mend on this page, with what was ticked still ticked
        throw mendable(error)
      },
    ),
  )
  if (!taken.done) return await publishingPage(c, taken.again)
  return afterAsking(c, idOf(c), taken.value, {
    href: here(idOf(c)),
    flash: 'publishing.published',
  })
}

export async function takeUnpublishing(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), async (tx) => {
    await getCase(tx, idOf(c))
    await unpublishCase(tx, idOf(c))
  })
  return redirect(c, here(idOf(c)), 'publishing.unpublished')
}
