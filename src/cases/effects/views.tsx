import { directionOf, type I18n } from '#platform/i18n.ts'
import { ErrorSummary, RadioGroup, Status, Textarea, type FormState, type Tone } from '#ui/index.ts'
import type { Effect, EffectVersion } from './effect.ts'
import { positions as allPositions, type Outcome, type Position } from './lists.ts'
import type { StatedPosition } from './position.ts'

const tones: Record<Outcome, Tone | 'quiet'> = {
  positive: 'success',
  partial: 'info',
  none: 'quiet',
  negative: 'warning',
  tragic: 'danger',
  unknown: 'quiet',
}

const stances: Record<Position, Tone | 'quiet'> = {
  agree: 'success',
  'in-part': 'info',
  dissent: 'warning',
  abstain: 'quiet',
}

const dayOf = (i18n: I18n, day: string): string => i18n.date(day, { zone: 'UTC' })

/** What changed, as whoever may read it reads it. */
export function EffectFacts({ i18n, effect }: { i18n: I18n; effect: Effect }) {
  return (
    <>
      <p>
        <Status tone={tones[effect.outcome]}>{i18n.t(`effect.outcome.${effect.outcome}`)}</Status>{' '}
        <small>
          {dayOf(i18n, effect.on)} · {i18n.t(`effect.confidence.${effect.confidence}`)} ·{' '}
          {i18n.t(`fact.visibility.${effect.visibility}`)}
        </small>
      </p>
      <p dir="auto" class="said">
        {effect.what}
      </p>
      {Object.entries(effect.joint ?? {}).map(([code, text]) => (
        <blockquote lang={code} dir={directionOf(code)}>
          <p>{text}</p>
        </blockquote>
      ))}
    </>
  )
}

/** Who sees it how. Dissent stands beside the rest. */
export function Positions({ i18n, positions }: { i18n: I18n; positions: readonly StatedPosition[] }) {
  if (positions.length === 0) return null
  return (
    <ul class="plain">
      {positions.map(({ organisation, position, reason, at }) => (
        <li>
          <bdi>{organisation}</bdi>{' '}
          <Status tone={stances[position]}>{i18n.t(`effect.position.${position}`)}</Status>{' '}
          <small>{i18n.date(at, { zone: 'UTC', style: 'short' })}</small>
          {reason && (
            <p class="said" dir="auto">
              {reason}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

export function PositionForm(props: {
  i18n: I18n
  action: string
  mine: StatedPosition | undefined
  form: FormState | undefined
}) {
  const { i18n, mine } = props
  const form = props.form ?? {
    values: { position: mine?.position ?? '', reason: mine?.reason ?? '' },
    errors: {},
  }
  return (
    <details open={props.form !== undefined}>
      <summary>{i18n.t('effect.position.state')}</summary>
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={props.form} />
        <RadioGroup
          name="position"
          form={form}
          required
          label={i18n.t('effect.position')}
          hint={i18n.t('effect.position.hint')}
          options={allPositions.map((value) => ({ value, label: i18n.t(`effect.position.${value}`) }))}
        />
        <Textarea
          name="reason"
          form={form}
          rows={3}
          note={i18n.t('ui.optional')}
          label={i18n.t('effect.position.reason')}
        />
        <div class="buttons">
          <button class="button" type="submit">
            {i18n.t('effect.position.save')}
          </button>
        </div>
      </form>
    </details>
  )
}

export function EffectVersions(props: { i18n: I18n; versions: readonly EffectVersion[]; zone: string }) {
  const { i18n, zone } = props
  return (
    <section>
      <h2>{i18n.t('effect.before-now')}</h2>
      <ol class="course">
        {props.versions.map((one) => (
          <li>
            <p class="small">
              {i18n.dateTime(one.writtenAt, { zone })} · {i18n.t(`effect.change.${one.change}`)} ·{' '}
              {i18n.t(`effect.outcome.${one.outcome}`)} · {dayOf(i18n, one.on)} ·{' '}
              {i18n.t(`fact.visibility.${one.visibility}`)}
            </p>
            <p dir="auto" class="said">
              {one.what}
            </p>
            {one.evidence && (
              <p dir="auto" class="said small">
                {one.evidence}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
