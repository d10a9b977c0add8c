import type { I18n } from '#platform/i18n.ts'
import {
  DateField,
  Empty,
  ErrorSummary,
  FileField,
  RadioGroup,
  Select,
  Status,
  Table,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import type { Campaign } from '../campaign.ts'
import type { PaperBatch } from '../paper-batch.ts'
import type { PaperStanding } from '../paper-confirming.ts'
import type { SignedLetter } from '../signed-letter.ts'
import { paperKinds } from '../tables.ts'
import { CountsStatus } from './console-paper-room.tsx'

export const scanTypes = 'application/pdf,image/jpeg,image/png'

/** "Version 2, English" */
export const letterName = (i18n: I18n, letter: SignedLetter | undefined): string =>
  letter
    ? i18n.t('campaigns.letters.version', {
        version: letter.version,
        language: i18n.language(letter.language),
      })
    : '–'

/** The own organisation's batches. */
export function PaperView(props: {
  i18n: I18n
  campaign: Campaign
  batches: readonly PaperBatch[]
  standing: readonly PaperStanding[]
  letters: readonly SignedLetter[]
  mayRecord: boolean
}) {
  const { i18n, campaign, batches, letters } = props
  const { t } = i18n
  return (
    <>
      <p>{t('paper.intro')}</p>
      {letters.length === 0 ? (
        <Empty title={t('paper.no-letter.title')}>
          <p>{t('paper.no-letter.text')}</p>
        </Empty>
      ) : (
        <>
          {batches.length === 0 && (
            <Empty title={t('paper.empty.title')}>
              <p>{t('paper.empty.text')}</p>
            </Empty>
          )}
          {props.mayRecord && (
            <p>
              <a class="action" href={`/campaigns/${campaign.id}/paper/new`}>
                {t('paper.new')}
              </a>
            </p>
          )}
        </>
      )}
      {batches.length > 0 && <Batches {...props} />}
    </>
  )
}

function Batches(props: {
  i18n: I18n
  campaign: Campaign
  batches: readonly PaperBatch[]
  standing: readonly PaperStanding[]
  letters: readonly SignedLetter[]
}) {
  const { i18n, campaign, letters } = props
  const { t } = i18n
  return (
    <section class="card">
      <h2>{t('paper.own')}</h2>
      <Table
        caption={t('paper.own')}
        columns={[
          { label: t('paper.col.signatures'), numeric: true },
          ...(['on', 'kind', 'where', 'letter', 'state'] as const).map((name) => ({
            label: t(`paper.col.${name}`),
          })),
        ]}
        rows={props.batches.map((batch) => {
          const on = i18n.date(batch.on, { zone: campaign.zone, style: 'short' })
          return [
            <a
              href={`/paper/${batch.id}`}
              aria-label={t('paper.open', { signatures: i18n.number(batch.signatures), on })}
            >
              {i18n.number(batch.signatures)}
            </a>,
            on,
            t(`paper.kind.${batch.kind}`),
            <span dir="auto">{batch.where}</span>,
            letterName(
              i18n,
              letters.find(({ id }) => id === batch.letterId),
            ),
            <span>
              <PaperState i18n={i18n} batch={batch} />{' '}
              <CountsStatus
                i18n={i18n}
                standing={props.standing.find(({ batchId }) => batchId === batch.id)}
              />
            </span>,
          ]
        })}
      />
    </section>
  )
}

export function PaperState({ i18n, batch }: { i18n: I18n; batch: PaperBatch }) {
  if (batch.withdrawnAt) return <Status tone="quiet">{i18n.t('paper.withdrawn')}</Status>
  return (
    <Status tone={batch.evidenced ? 'success' : 'warning'}>
      {i18n.t(batch.evidenced ? 'paper.evidenced' : 'paper.unproven')}
    </Status>
  )
}

/** A batch is recorded once, as a whole: with its scans, or with the reason why there are none. */
export function NewPaperView(props: {
  i18n: I18n
  campaign: Campaign
  letters: readonly SignedLetter[]
  form: FormState
}) {
  const { i18n, campaign, letters, form } = props
  const { t } = i18n
  if (letters.length === 0)
    return (
      <Empty title={t('paper.no-letter.title')}>
        <p>{t('paper.no-letter.text')}</p>
      </Empty>
    )
  return (
    <form
      class="sheet"
      method="post"
      enctype="multipart/form-data"
      action={`/campaigns/${campaign.id}/paper/new`}
    >
      <h2>{t('paper.new')}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      <TextField
        form={form}
        name="signatures"
        inputmode="numeric"
        width="short"
        label={t('paper.signatures')}
        hint={t('paper.signatures.hint')}
        maxlength={16}
        required
      />
      <DateField form={form} name="on" label={t('paper.on')} hint={t('paper.on.hint')} required />
      <RadioGroup
        form={form}
        name="kind"
        label={t('paper.kind')}
        options={paperKinds.map((value) => ({ value, label: t(`paper.kind.${value}`) }))}
        required
      />
      <TextField
        form={form}
        name="where"
        label={t('paper.where')}
        hint={t('paper.where.hint')}
        maxlength={200}
        required
      />
      <Select
        form={form}
        name="letterId"
        label={t('paper.letter')}
        {...(letters.length > 1 ? { empty: '–' } : {})}
        options={letters.map((letter) => ({ value: letter.id, label: letterName(i18n, letter) }))}
        required
      />
      {/* files last: what stands before them is read of a form that is too large, too */}
      <Textarea
        form={form}
        name="without"
        label={t('paper.without')}
        hint={t('paper.without.hint')}
        note={t('ui.optional')}
        maxlength={500}
        rows={2}
      />
      <FileField
        form={form}
        name="evidence"
        accept={scanTypes}
        multiple
        label={t('paper.evidence')}
        hint={t('paper.evidence.hint')}
      />
      <button class="action" type="submit">
        {t('paper.record')}
      </button>
    </form>
  )
}
