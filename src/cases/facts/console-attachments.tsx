/** Evidence of a case: put in by the team, opened with a reason, only ever downloaded. */
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import type { Upload } from '#platform/web/body.ts'
import { asDownload } from '#platform/web/download.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { Empty, ErrorSummary, FileField, Select, Table, Textarea, type FormState } from '#ui/index.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import { isFileOpen } from '../file.ts'
import { OpenFile } from '../persons/person-card.tsx'
import { getCase, type CaseRow } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { attach, largestAttachment, listAttachments, openAttachment, type Attachment } from './attachment.ts'
import { listFacts, type Fact } from './fact.ts'
import { attachmentForm } from './forms.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const attachmentsHref = (caseId: string, path = ''): string => caseHref(caseId, `/attachments${path}`)

export const showAttachments = (c: ConsoleContext): Promise<Response> => attachmentsPage(c)

async function attachmentsPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    const open = onTeam && (await isFileOpen(tx, row.id, c.get('sessionId')))
    return {
      ...{ row, onTeam, open },
      all: open ? await listAttachments(tx, row.id) : [],
      facts: open ? await listFacts(tx, row.id) : [],
    }
  })
  const { row, open } = now
  return await casePage(c, {
    row,
    tab: 'attachments',
    status: again?.status,
    body: !now.onTeam ? (
      <Empty title={i18n.t('attachment.tab')}>
        <p>{i18n.t('case.team-only')}</p>
      </Empty>
    ) : !open ? (
      <section class="card">
        <OpenFile i18n={i18n} row={row} next="attachments" />
      </section>
    ) : (
      <>
        {now.all.length === 0 ? (
          <Empty title={i18n.t('attachment.empty.title')}>
            <p>{i18n.t('attachment.empty.text')}</p>
          </Empty>
        ) : (
          <AttachmentTable i18n={i18n} row={row} all={now.all} facts={now.facts} zone={zone} />
        )}
        {can(c.get('member'), 'fact.write') && (
          <AttachForm i18n={i18n} row={row} facts={now.facts} form={again?.form} />
        )}
      </>
    ),
  })
}

function AttachmentTable(props: {
  i18n: I18n
  row: CaseRow
  all: Attachment[]
  facts: Fact[]
  zone: string
}) {
  const { i18n, row, facts, zone } = props
  return (
    <Table
      caption={i18n.t('attachment.tab')}
      columns={(['name', 'fact', 'size', 'since', 'open'] as const).map((name) => ({
        label: i18n.t(`attachment.col.${name}`),
      }))}
      rows={props.all.map((one) => [
        <>
          <bdi>{one.fileName}</bdi>
          {one.note && (
            <small class="said" dir="auto">
              {' '}
              {one.note}
            </small>
          )}
        </>,
        <span dir="auto">{facts.find(({ id }) => id === one.factId)?.statement.slice(0, 80) ?? '–'}</span>,
        i18n.t('attachment.kilobytes', { count: Math.max(1, Math.round(one.size / 1024)) }),
        i18n.date(one.createdAt, { zone, style: 'short' }),
        <form method="post" action={attachmentsHref(row.id, `/${one.id}`)}>
          <button class="link" type="submit">
            {i18n.t('attachment.open')}
            <span class="hidden"> {one.fileName}</span>
          </button>
        </form>,
      ])}
    />
  )
}

function AttachForm(props: { i18n: I18n; row: CaseRow; facts: Fact[]; form?: FormState | undefined }) {
  const { i18n, row, facts, form } = props
  return (
    <form class="sheet" method="post" enctype="multipart/form-data" action={attachmentsHref(row.id)}>
      <h2>{i18n.t('attachment.add')}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      <FileField
        name="file"
        form={form}
        required
        accept="image/jpeg,image/png,image/webp,image/avif,application/pdf,audio/*"
        label={i18n.t('attachment.file')}
        hint={i18n.t('attachment.file.hint')}
      />
      {facts.length > 0 && (
        <Select
          name="factId"
          form={form}
          empty="–"
          note={i18n.t('ui.optional')}
          label={i18n.t('attachment.col.fact')}
          options={facts.map(({ id, statement }) => ({ value: id, label: statement.slice(0, 80) }))}
        />
      )}
      <Textarea
        name="note"
        form={form}
        rows={2}
        note={i18n.t('ui.optional')}
        label={i18n.t('attachment.note')}
      />
      <button class="action" type="submit">
        {i18n.t('attachment.save')}
      </button>
    </form>
  )
}

/** A name without path, control signs or direction marks, at most 120 characters. */
const plainName = (name: string): string =>
  name
    .replaceAll(/^.*[/\\]/g, '')
    .replaceAll(/[\p{Cc}\p{Cf}"]/gu, '')
    .slice(-120) || 'file'

export async function takeAttachment(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  // Safety: nobody makes us read a large body who may not put it here
  await c.get('office').db.reading(c.get('member'), (tx) => mustBeOnTeam(tx, caseId))
  const taken = await takeForm(
    c,
    attachmentForm,
    ({ file, ...value }: { file: Upload; factId?: string | undefined; note: string }) =>
      c
        .get('office')
        .db.transaction(c.get('member'), (tx) =>
          attach(tx, { ...value, caseId, fileName: plainName(file.name), bytes: file.bytes }),
        ),
    largestAttachment + 64 * 1024,
  )
  if (!taken.done) return await attachmentsPage(c, taken.again)
  return redirect(c, attachmentsHref(caseId), 'attachment.saved')
}

export async function downloadAttachment(c: ConsoleContext): Promise<Response> {
  const [caseId, attachmentId] = [idOf(c), c.req.param('attachmentId') ?? '']
  if (!isId(attachmentId)) throw new NotFound()
  const found = await c.get('office').db.transaction(c.get('member'), async (tx) => {
    await mustBeOnTeam(tx, caseId)
    const open = await isFileOpen(tx, caseId, c.get('sessionId'))
    return open ? await openAttachment(tx, { caseId, attachmentId }) : undefined
  })
  if (!found) return redirect(c, attachmentsHref(caseId))
  return asDownload(c, found)
}
