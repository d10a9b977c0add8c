import type { I18n } from '#platform/i18n.ts'
import {
  ConfirmBox,
  DateField,
  ErrorSummary,
  Notice,
  RadioGroup,
  say,
  Status,
  Table,
  type FormState,
} from '#ui/index.ts'
import { handOverHref, listHref } from '../console-frame.tsx'
import { inLanguage, type HandOver } from '../hand-over.ts'
import type { SheetOf } from '../numbers.ts'
import { hows } from '../tables.ts'
import { FactFields, factValues } from './fact-fields.tsx'
import { SignedNow, StateOfHandOver } from './hand-overs.tsx'

export interface HandOverViewProps {
  i18n: I18n
  handOver: HandOver
  sheets: readonly SheetOf[]
  zone: string
  organisationId: string
  /** one's own organisation's, to change and to record */
  ours: boolean
  /** nothing is made or recorded while the case is */
  quiet: boolean
  mayPrint: boolean
  /** a joint letter's printable page, while it is public */
  paper: string | undefined
  /** YYYY-MM-DD */
  today: string
  change: FormState | undefined
  record: FormState | undefined
}

export function HandOverView(props: HandOverViewProps) {
  const { i18n, handOver, ours } = props
  const { t } = i18n
  const open = !handOver.recordedAt && !handOver.droppedAt
  return (
    <>
      <p>
        <a href={listHref(handOver)}>{t(handOver.campaignId ? 'hand-over.all' : 'hand-over.all.letter')}</a>
      </p>
      <h2>
        <bdi>{inLanguage(handOver.to, i18n.lang)}</bdi> <StateOfHandOver i18n={i18n} handOver={handOver} />
      </h2>
      <Facts {...props} />
      {open && props.quiet && <Notice tone="info">{t('hand-over.error.quiet')}</Notice>}
      {handOver.campaignId ? (
        <Sheets {...props} open={open} />
      ) : (
        props.paper && (
          <p>
            <a href={props.paper}>{t('hand-over.paper')}</a>
          </p>
        )
      )}
      {ours && open && !props.quiet && <RecordForm {...props} />}
      {handOver.recordedAt && <Telling {...props} />}
      {ours && !handOver.droppedAt && <ChangeForm {...props} />}
      {ours && open && <Drop i18n={i18n} handOver={handOver} />}
    </>
  )
}

function Facts({ i18n, handOver }: HandOverViewProps) {
  const { t } = i18n
  const place = inLanguage(handOver.place, i18n.lang)
  return (
    <dl class="facts">
      <dt>{t(handOver.recordedAt ? 'hand-over.col.on' : 'hand-over.planned')}</dt>
      <dd>{i18n.date(handOver.onDay, { zone: 'UTC' })}</dd>
      {place && (
        <>
          <dt>{t('hand-over.where')}</dt>
          <dd>
            <bdi>{place}</bdi>
          </dd>
        </>
      )}
      {handOver.numbers && (
        <>
          <dt>{t('hand-over.frozen')}</dt>
          <dd>
            <SignedNow i18n={i18n} numbers={handOver.numbers} />
          </dd>
        </>
      )}
    </dl>
  )
}

/** Who has made its sheet; numbers alone, of every organisation but the names of none. */
function Sheets(props: HandOverViewProps & { open: boolean }) {
  const { i18n, handOver, sheets, zone } = props
  const { t } = i18n
  const ours = sheets.find((one) => one.organisationId === props.organisationId)
  const stale = sheets.filter(({ sheet }) => sheet && sheet.gone > 0)
  return (
    <section>
      <h2>{t('hand-over.sheets')}</h2>
      <p>{t('hand-over.sheets.text')}</p>
      {props.open &&
        stale.map(({ name, sheet }) => (
          <Notice tone="warning" title={say(i18n, 'hand-over.stale.title', { organisation: name })}>
            <p>{t('hand-over.stale', { count: sheet!.gone })}</p>
          </Notice>
        ))}
      {sheets.length === 0 ? (
        <p>{t('hand-over.sheets.none')}</p>
      ) : (
        <Table
          caption={t('hand-over.sheets')}
          columns={[
            { label: t('hand-over.col.organisation') },
            { label: t('hand-over.col.signers'), numeric: true },
            { label: t('hand-over.col.made') },
            { label: t('hand-over.col.full'), numeric: true },
            { label: t('hand-over.col.first'), numeric: true },
            { label: t('hand-over.col.unnamed'), numeric: true },
          ]}
          rows={sheets.map(({ name, people, recorded, sheet }) => [
            <bdi>{name}</bdi>,
            i18n.number(people + recorded),
            sheet ? (
              i18n.dateTime(sheet.asOf, { zone })
            ) : (
              <Status tone="warning">{t('hand-over.sheet.missing')}</Status>
            ),
            sheet ? i18n.number(sheet.full) : '',
            sheet ? i18n.number(sheet.first) : '',
            sheet ? i18n.number(sheet.unnamed) : '',
          ])}
        />
      )}
      {props.open && props.mayPrint && !props.quiet && ours && (
        <p>
          <a class="button" href={handOverHref(handOver.id, '/sheet')}>
            {t('hand-over.sheet.make')}
          </a>
        </p>
      )}
    </section>
  )
}

function RecordForm({ i18n, handOver, record, today, sheets }: HandOverViewProps) {
  const { t } = i18n
  const form = record ?? {
    values: { onDay: handOver.onDay <= today ? handOver.onDay : today },
    errors: {},
  }
  const missing = sheets.filter(({ sheet }) => !sheet).map(({ name }) => name)
  return (
    <form class="sheet" method="post" action={handOverHref(handOver.id, '/record')}>
      <ErrorSummary i18n={i18n} form={form} />
      <input type="hidden" name="version" value={String(handOver.version)} />
      <h2>{t('hand-over.record')}</h2>
      <DateField form={form} name="onDay" label={t('hand-over.on')} required />
      <RadioGroup
        form={form}
        name="how"
        label={t('hand-over.how')}
        options={hows.map((value) => ({ value, label: t(`hand-over.how.${value}`) }))}
        required
      />
      <ConfirmBox title={t('hand-over.record')}>
        <p>{t('hand-over.record.text')}</p>
        {missing.length > 0 && <p>{t('hand-over.record.missing', { organisations: i18n.list(missing) })}</p>}
        <div class="buttons">
          <button class="action" type="submit">
            {t('hand-over.record')}
          </button>
        </div>
      </ConfirmBox>
    </form>
  )
}

/** The update that tells of it, or the way to it. */
function Telling({ i18n, handOver, ours }: HandOverViewProps) {
  const { t } = i18n
  return (
    <section class="card">
      <h2>{t('hand-over.telling')}</h2>
      {handOver.updateId ? (
        <p>
          <a href={`/updates/${handOver.updateId}`}>{t('hand-over.telling.read')}</a>
        </p>
      ) : (
        <>
          <p>{t('hand-over.telling.text')}</p>
          {ours && (
            <form method="post" action={handOverHref(handOver.id, '/update')}>
              <button class="action" type="submit">
                {t('hand-over.telling.begin')}
              </button>
            </form>
          )}
        </>
      )}
    </section>
  )
}

function ChangeForm({ i18n, handOver, change }: HandOverViewProps) {
  const { t } = i18n
  const form = change ?? { values: factValues(handOver), errors: {} }
  return (
    <details open={change !== undefined}>
      <summary>{t('hand-over.change')}</summary>
      <form class="sheet" method="post" action={handOverHref(handOver.id)}>
        <ErrorSummary i18n={i18n} form={form} />
        <input type="hidden" name="version" value={String(handOver.version)} />
        <FactFields i18n={i18n} form={form} />
        {handOver.updateId && <p>{t('hand-over.change.told')}</p>}
        <div class="buttons">
          <button class="button" type="submit">
            {t('hand-over.save')}
          </button>
        </div>
      </form>
    </details>
  )
}

const Drop = ({ i18n, handOver }: { i18n: I18n; handOver: HandOver }) => (
  <details>
    <summary>{i18n.t('hand-over.drop')}</summary>
    <ConfirmBox title={i18n.t('hand-over.drop')} tone="danger">
      <p>{i18n.t('hand-over.drop.text')}</p>
      <form method="post" action={handOverHref(handOver.id, '/drop')}>
        <button class="action" type="submit">
          {i18n.t('hand-over.drop')}
        </button>
      </form>
    </ConfirmBox>
  </details>
)
