import type { I18n } from '#platform/i18n.ts'
import {
  ConfirmBox,
  ErrorSummary,
  FileField,
  Paragraphs,
  Table,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import type { Campaign } from '../campaign.ts'
import type { getPaper, PaperChange } from '../paper-batch.ts'
import type { listConfirmations, PaperStanding } from '../paper-confirming.ts'
import type { SignedLetter } from '../signed-letter.ts'
import { CountsStatus } from './console-paper-room.tsx'
import { letterName, PaperState, scanTypes } from './console-paper.tsx'

/** What was asked for, before it is done. */
export type AskAgain =
  | { what: 'correct'; version: number; signatures: number; why: string }
  | { what: 'withdraw'; version: number; why: string }

interface BatchProps {
  i18n: I18n
  campaign: Campaign
  batch: Awaited<ReturnType<typeof getPaper>>
  letter: SignedLetter | undefined
  /** of whoever recorded or changed it, by account */
  names: ReadonlyMap<string, string>
  mayRecord: boolean
  mayConfirm: boolean
  /** undefined once it is withdrawn */
  standing: PaperStanding | undefined
  confirmations: Awaited<ReturnType<typeof listConfirmations>>
  ask?: AskAgain | undefined
  form: FormState
}

export function PaperBatchView(props: BatchProps) {
  const { i18n, batch, ask, form } = props
  const { t } = i18n
  return (
    <>
      <p>
        <a href={`/campaigns/${batch.campaignId}/paper`}>{t('paper.own')}</a>
      </p>
      <h2>{t('paper.batch', { count: batch.signatures })}</h2>
      {ask ? (
        <Sure i18n={i18n} batch={batch} ask={ask} />
      ) : (
        <>
          <ErrorSummary i18n={i18n} form={form} />
          <Facts {...props} />
          {batch.evidence.length > 0 && <Scans {...props} />}
          <Second {...props} />
          {batch.changes.length > 0 && <History {...props} />}
          {props.mayRecord && !batch.withdrawnAt && <Changes {...props} />}
        </>
      )}
    </>
  )
}

function Facts({ i18n, campaign, batch, letter, names, standing }: BatchProps) {
  const { t } = i18n
  const { zone } = campaign
  return (
    <section class="card">
      <p>
        <PaperState i18n={i18n} batch={batch} /> <CountsStatus i18n={i18n} standing={standing} />
      </p>
      <p>
        {i18n.date(batch.on, { zone })} · {t(`paper.kind.${batch.kind}`)} ·{' '}
        <span dir="auto">{batch.where}</span>
      </p>
      <p>{t('paper.signed', { letter: letterName(i18n, letter) })}</p>
      {batch.withoutEvidence && (
        <>
          <h3>{t('paper.why-without')}</h3>
          <Paragraphs text={batch.withoutEvidence} />
        </>
      )}
      <p class="small">
        {t('paper.recorded-by', {
          on: i18n.date(batch.recordedAt, { zone }),
          name: names.get(batch.recordedBy) ?? '–',
        })}
      </p>
    </section>
  )
}

function Scans({ i18n, batch }: BatchProps) {
  const { t } = i18n
  return (
    <section class="card">
      <h2>{t('paper.files')}</h2>
      <Table
        caption={t('paper.files')}
        columns={[
          { label: t('paper.file') },
          { label: t('paper.size'), numeric: true },
          { label: t('paper.download') },
        ]}
        rows={batch.evidence.map((one) => [
          <bdi>{one.name}</bdi>,
          t('paper.kilobytes', { count: Math.max(1, Math.round(one.size / 1024)) }),
          <form method="post" action={`/paper/${batch.id}/evidence/${one.id}`}>
            <button class="link" type="submit">
              {t('paper.download')}
              <span class="hidden"> {one.name}</span>
            </button>
          </form>,
        ])}
      />
    </section>
  )
}

/** Who stands by the number besides whoever wrote it, or that nobody does yet. */
function Second({ i18n, campaign, batch, names, standing, confirmations, mayConfirm }: BatchProps) {
  const { t } = i18n
  const may = mayConfirm && standing?.may === 'confirm'
  if (!may && standing?.state !== 'waits' && confirmations.length === 0) return <></>
  return (
    <section class="card">
      <h2>{t('paper.second')}</h2>
      {confirmations.map(({ signatures: count, by, at }) => (
        <p>
          {t('paper.second.by', {
            count,
            name: names.get(by) ?? '–',
            on: i18n.date(at, { zone: campaign.zone }),
          })}
        </p>
      ))}
      {standing?.state === 'waits' && <p>{t('paper.second.waits')}</p>}
      {may ? (
        <form method="post" action={`/paper/${batch.id}/confirm`}>
          <p>{t(batch.evidenced ? 'paper.second.look' : 'paper.second.bare')}</p>
          <input type="hidden" name="version" value={String(batch.version)} />
          <button class="action" type="submit">
            {t('paper.confirm.number', { count: batch.signatures })}
          </button>
        </form>
      ) : (
        standing?.state === 'waits' && <p class="small">{t('paper.second.alone')}</p>
      )}
    </section>
  )
}

function History({ i18n, campaign, batch, names }: BatchProps) {
  const { t } = i18n
  const what = ({ kind, was, becomes }: PaperChange): string =>
    kind === 'corrected' ? t('paper.history.corrected', { was, becomes }) : t(`paper.history.${kind}`)
  return (
    <section class="card">
      <h2>{t('paper.history')}</h2>
      <ol class="stack">
        {batch.changes.map((change) => (
          <li>
            <strong>{what(change)}</strong>{' '}
            <span class="small">
              {t('paper.history.by', {
                on: i18n.dateTime(change.at, { zone: campaign.zone, style: 'short' }),
                name: names.get(change.by) ?? '–',
              })}
            </span>
            {change.why && <Paragraphs text={change.why} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Changes({ i18n, batch, form }: BatchProps) {
  const { t } = i18n
  const version = <input type="hidden" name="version" value={String(batch.version)} />
  const href = `/paper/${batch.id}`
  return (
    <>
      <form class="sheet" method="post" enctype="multipart/form-data" action={`${href}/evidence`}>
        <h2>{t('paper.add')}</h2>
        {version}
        <FileField
          form={form}
          name="evidence"
          accept={scanTypes}
          multiple
          required
          label={t('paper.evidence')}
          hint={t('paper.evidence.hint')}
        />
        <button class="button" type="submit">
          {t('paper.add')}
        </button>
      </form>
      <form class="sheet" method="post" action={`${href}/correct`}>
        <h2>{t('paper.correct')}</h2>
        <p>{t('paper.correct.text')}</p>
        {version}
        <TextField
          form={form}
          name="signatures"
          inputmode="numeric"
          width="short"
          label={t('paper.becomes')}
          maxlength={16}
          required
        />
        <Textarea form={form} name="why" label={t('paper.why')} maxlength={500} rows={2} required />
        <button class="button" type="submit">
          {t('paper.go-on')}
        </button>
      </form>
      <form class="sheet" method="post" action={`${href}/withdraw`}>
        <h2>{t('paper.withdraw')}</h2>
        <p>{t('paper.withdraw.text')}</p>
        {version}
        <Textarea
          form={form}
          name="whyWithdrawn"
          label={t('paper.why-withdrawn')}
          maxlength={500}
          rows={2}
          required
        />
        <button class="button danger" type="submit">
          {t('paper.go-on')}
        </button>
      </form>
    </>
  )
}

/** In words what happens to the number that the public reads. */
function Sure({ i18n, batch, ask }: { i18n: I18n; batch: BatchProps['batch']; ask: AskAgain }) {
  const { t } = i18n
  const correcting = ask.what === 'correct'
  const difference = correcting ? ask.signatures - batch.signatures : -batch.signatures
  return (
    <ConfirmBox
      tone={correcting ? 'warning' : 'danger'}
      title={
        correcting
          ? t('paper.correct.sure.title', { was: batch.signatures, becomes: ask.signatures })
          : t('paper.withdraw.sure.title', { count: batch.signatures })
      }
    >
      <p>
        {correcting
          ? t('paper.correct.sure.text', {
              difference: `${difference > 0 ? '+' : '−'}${i18n.number(Math.abs(difference))}`,
            })
          : t('paper.withdraw.sure.text')}
      </p>
      <Paragraphs text={ask.why} />
      <form method="post" action={`/paper/${batch.id}/${ask.what}`}>
        <input type="hidden" name="version" value={String(ask.version)} />
        {correcting && <input type="hidden" name="signatures" value={String(ask.signatures)} />}
        <input type="hidden" name={correcting ? 'why' : 'whyWithdrawn'} value={ask.why} />
        <div class="buttons">
          <button class={correcting ? 'action' : 'button danger'} type="submit" name="sure" value="yes">
            {t(correcting ? 'paper.correct.sure' : 'paper.withdraw.sure')}
          </button>
          <a class="button quiet" href={`/paper/${batch.id}`}>
            {t('paper.back')}
          </a>
        </div>
      </form>
    </ConfirmBox>
  )
}
