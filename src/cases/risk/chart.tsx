import type { I18n, MessageKey } from '#platform/i18n.ts'
import type { RiskLevel } from '../tables.ts'
import type { Assessment } from './assessment.ts'
import type { BackdropMark } from './backdrop.ts'

const levels: readonly RiskLevel[] = ['critical', 'high', 'moderate', 'low', 'unknown']
const box = { width: 640, height: 220, left: 84, right: 12, top: 12, bottom: 34 }
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`)
const rowHeight = (box.height - box.top - box.bottom) / levels.length

/** Pictures tell the series of harms apart by the shape of the point and the dash of the line, not by colour alone. */
const shapes = ['circle', 'square', 'diamond', 'triangle'] as const

/**
 * Level over time, one stepped line per harm, with waves of action behind it and interventions as ticks. The table beside
 * it says the same in words: this is the picture of it, hidden from screen readers.
 */
export function RiskChart(props: {
  i18n: I18n
  assessments: readonly Assessment[]
  backdrop: readonly BackdropMark[]
  /** YYYY-MM-DD */
  today: string
}) {
  const { i18n, assessments, backdrop, today } = props
  const days = [...assessments.map(({ assessedOn }) => assessedOn), ...backdrop.map(({ from }) => from)]
  if (assessments.length === 0) return null
  const first = Math.min(...days.map(day))
  const last = Math.max(day(today), ...days.map(day)) + 86_400_000
  const x = (text: string): number =>
    Math.round(box.left + ((day(text) - first) / (last - first)) * (box.width - box.left - box.right))
  const y = (level: RiskLevel): number => box.top + (levels.indexOf(level) + 0.5) * rowHeight
  const harms = [...new Set(assessments.map(({ harm }) => harm))]
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true" direction="ltr">
        {backdrop
          .filter(({ kind }) => kind === 'wave')
          .map(({ from, to }) => (
            <rect
              class="wave"
              x={x(from)}
              width={Math.max(3, x(to && to < today ? to : today) - x(from))}
              y={box.top}
              height={box.height - box.top - box.bottom}
            />
          ))}
        {levels.map((level) => (
          <>
            <line class="grid" x1={box.left} x2={box.width - box.right} y1={y(level)} y2={y(level)} />
            <text x={box.left - 8} y={y(level) + 4} text-anchor="end">
              {i18n.t(`cases.risk.${level}`)}
            </text>
          </>
        ))}
        {backdrop
          .filter(({ kind }) => kind === 'intervention')
          .map(({ from }) => (
            <line
              class="intervention"
              x1={x(from)}
              x2={x(from)}
              y1={box.height - box.bottom}
              y2={box.height - box.bottom + 8}
            />
          ))}
        {harms.map((harm, i) => (
          <Series
            points={seriesOf(assessments, harm).map((one) => [x(one.assessedOn), y(one.level)])}
            end={x(today)}
            i={i}
          />
        ))}
        <text x={box.left} y={box.height - 6}>
          {i18n.date(new Date(first), { zone: 'UTC', style: 'short' })}
        </text>
        <text x={box.width - box.right} y={box.height - 6} text-anchor="end">
          {i18n.date(today, { zone: 'UTC', style: 'short' })}
        </text>
      </svg>
      <figcaption>
        <ul class="legend">
          {harms.map((harm, i) => (
            <li>
              <svg viewBox="0 0 28 12" width="28" height="12" aria-hidden="true">
                <Series points={[[4, 6]]} end={26} i={i} />
              </svg>{' '}
              {i18n.t(`cases.harm.${harm}` as MessageKey)}
            </li>
          ))}
          {backdrop.some(({ kind }) => kind === 'wave') && (
            <li>
              <svg viewBox="0 0 28 12" width="28" height="12" aria-hidden="true">
                <rect class="wave" x="2" y="0" width="24" height="12" />
              </svg>{' '}
              {i18n.t('cases.risk.chart.wave')}
            </li>
          )}
          {backdrop.some(({ kind }) => kind === 'intervention') && (
            <li>
              <svg viewBox="0 0 28 12" width="28" height="12" aria-hidden="true">
                <line class="intervention" x1="14" x2="14" y1="1" y2="11" />
              </svg>{' '}
              {i18n.t('cases.risk.chart.intervention')}
            </li>
          )}
        </ul>
        <p class="small">{i18n.t('cases.risk.chart.note')}</p>
      </figcaption>
    </figure>
  )
}

/** Oldest first: a judgement holds until the next one. */
const seriesOf = (all: readonly Assessment[], harm: string): Assessment[] =>
  all.filter((one) => one.harm === harm).toReversed()

function Series({ points, end, i }: { points: readonly (readonly number[])[]; end: number; i: number }) {
  const path = points.map(([px, py], n) => (n === 0 ? `M${px} ${py}` : `H${px}V${py}`)).join('')
  const shape = shapes[i % shapes.length]!
  return (
    <g class={`series series-${(i % shapes.length) + 1}`}>
      <path class="line" d={`${path}H${Math.max(end, points.at(-1)?.[0] ?? end)}`} />
      {points.map(([px = 0, py = 0]) =>
        shape === 'circle' ? (
          <circle cx={px} cy={py} r="4" />
        ) : shape === 'square' ? (
          <rect x={px - 4} y={py - 4} width="8" height="8" />
        ) : (
          <path d={shape === 'diamond' ? `M${px} ${py - 5}l5 5l-5 5l-5 -5z` : `M${px} ${py - 5}l5 9h-10z`} />
        ),
      )}
    </g>
  )
}
