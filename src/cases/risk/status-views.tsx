import { directionOf, type I18n, type MessageKey } from '#platform/i18n.ts'
import { Status, Table, type Tone } from '#ui/index.ts'
import type { RiskLevel } from '../tables.ts'
import type { Assessment, AssessmentReasons } from './assessment.ts'
import type { BackdropMark } from './backdrop.ts'
import { behindFields } from './forms.ts'
import type { Threat } from './threat.ts'

const tones: Record<RiskLevel, Tone | 'quiet'> = {
  low: 'success',
  moderate: 'info',
  high: 'warning',
  critical: 'danger',
  unknown: 'quiet',
}

/** A level by word and shape. */
export function Level({ i18n, harm, level }: { i18n: I18n; harm: string; level: RiskLevel }) {
  return (
    <Status tone={tones[level]}>
      {i18n.t('cases.risk.of', {
        harm: i18n.t(`cases.harm.${harm}` as MessageKey),
        level: i18n.t(`cases.risk.${level}`),
      })}
    </Status>
  )
}

/** What holds now for one harm, or that it has run out. */
export function Current(props: {
  i18n: I18n
  assessment: Assessment
  behind?: (AssessmentReasons & { threatIds: string[] }) | undefined
  threats: readonly Threat[]
  today: string
  /** where this harm is judged anew */
  again: string
}) {
  const { i18n, assessment: one, behind } = props
  const due = one.validUntil < props.today
  const day = (text: string) => i18n.date(text, { zone: 'UTC' })
  const threats = props.threats.filter(({ id }) => behind?.threatIds.includes(id))
  return (
    <section class="card">
      <h2>
        <Level i18n={i18n} harm={one.harm} level={one.level} />
      </h2>
      <p>
        <Status tone={due ? 'warning' : 'success'}>
          {i18n.t(due ? 'cases.status.due' : 'cases.status.now', { on: day(one.validUntil) })}
        </Status>
      </p>
      <dl class="facts">
        <dt>{i18n.t('cases.status.assessedOn')}</dt>
        <dd>{day(one.assessedOn)}</dd>
        {one.trend !== 'unknown' && (
          <>
            <dt>{i18n.t('cases.risk.trend')}</dt>
            <dd>{i18n.t(`cases.risk.trend.${one.trend}`)}</dd>
          </>
        )}
        {Object.entries(one.wording).map(([code, text]) => (
          <>
            <dt>{i18n.t('cases.status.wording', { language: i18n.language(code) })}</dt>
            <dd lang={code} dir={directionOf(code)}>
              {text}
            </dd>
          </>
        ))}
        {behind &&
          behindFields.map(
            (name) =>
              behind[name] && (
                <>
                  <dt>{i18n.t(`cases.risk.field.${name}`)}</dt>
                  <dd dir="auto" class="said">
                    {behind[name]}
                  </dd>
                </>
              ),
          )}
        {threats.length > 0 && (
          <>
            <dt>{i18n.t('threats.tab')}</dt>
            <dd>
              <ul class="plain">
                {threats.map(({ what }) => (
                  <li dir="auto">{what}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
      <p>
        <a href={props.again}>
          {i18n.t('cases.risk.again')}
          <span class="hidden"> {i18n.t(`cases.harm.${one.harm}` as MessageKey)}</span>
        </a>
      </p>
    </section>
  )
}

/** A wave has a code name; of an intervention the kind of addressee is told. */
const labelOf = (i18n: I18n, { kind, label }: BackdropMark): string =>
  kind === 'intervention' ? i18n.t(`intervention.addressee.${label}` as MessageKey) : label

/** The chart in words: every judgement, and beside them what went on at the time. */
export function History(props: {
  i18n: I18n
  all: readonly Assessment[]
  views: ReadonlyMap<string, Pick<AssessmentReasons, 'ownView' | 'dissent'>>
  backdrop: readonly BackdropMark[]
}) {
  const { i18n, all, views, backdrop } = props
  const day = (text: string) => i18n.date(text, { zone: 'UTC', style: 'short' })
  const rows = [
    ...all.map((one) => ({
      on: one.assessedOn,
      cells: [
        day(one.assessedOn),
        i18n.t(`cases.harm.${one.harm}` as MessageKey),
        <>
          <Status tone={tones[one.level]}>{i18n.t(`cases.risk.${one.level}`)}</Status>
          {(['ownView', 'dissent'] as const).map(
            (name) =>
              views.get(one.id)?.[name] && (
                <p class="small">
                  {i18n.t(`cases.risk.field.${name}`)}: <bdi>{views.get(one.id)?.[name]}</bdi>
                </p>
              ),
          )}
        </>,
        day(one.validUntil),
      ],
    })),
    ...backdrop.map((mark) => ({
      on: mark.from,
      cells: [
        day(mark.from),
        <>
          {i18n.t(`cases.risk.chart.${mark.kind}`)}: <bdi>{labelOf(i18n, mark)}</bdi>
        </>,
        '–',
        mark.to ? day(mark.to) : '–',
      ],
    })),
  ].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
  return (
    <details>
      <summary>{i18n.t('cases.status.history')}</summary>
      <Table
        caption={i18n.t('cases.risk.chart.caption')}
        columns={(['assessedOn', 'harm', 'level', 'validUntil'] as const).map((name) => ({
          label: i18n.t(`cases.status.${name}`),
        }))}
        rows={rows.map(({ cells }) => cells)}
      />
    </details>
  )
}
