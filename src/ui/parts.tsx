import type { Child } from 'hono/jsx'
import type { I18n } from '#platform/i18n.ts'
import { classes, type PictureProjection } from './page.ts'

export type Tone = 'info' | 'success' | 'warning' | 'danger'

/** Shape beside the word: no meaning hangs on a colour alone (WCAG 2.2 1.4.1). */
const shapes: Record<Tone | 'quiet', string> = {
  info: '●',
  success: '✓',
  warning: '▲',
  danger: '■',
  quiet: '○',
}

export function Notice(props: { tone?: Tone; title?: Child; children?: Child; live?: boolean }) {
  const tone = props.tone ?? 'info'
  return (
    <div class={`notice ${tone}`} role={props.live ? 'status' : undefined}>
      <span class="shape" aria-hidden="true">
        {shapes[tone]}
      </span>
      <div>
        {props.title && <p class="notice-title">{props.title}</p>}
        {props.children}
      </div>
    </div>
  )
}

/** A state in a word with its shape. */
export function Status({ tone, children }: { tone: Tone | 'quiet'; children: Child }) {
  return (
    <span class={`state ${tone}`}>
      <span aria-hidden="true">{shapes[tone]} </span>
      {children}
    </span>
  )
}

/** What an empty list is for and how its first entry comes to be. */
export function Empty(props: { title: Child; children?: Child; action?: { href: string; label: Child } }) {
  return (
    <div class="empty">
      <h2>{props.title}</h2>
      {props.children}
      {props.action && (
        <p>
          <a class="button" href={props.action.href}>
            {props.action.label}
          </a>
        </p>
      )}
    </div>
  )
}

/** Says in words what will happen to whom; its button and the way out are its children. */
export function ConfirmBox(props: { title: Child; tone?: 'warning' | 'danger'; children: Child }) {
  return (
    <section class={`confirm-box ${props.tone ?? 'warning'}`}>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  )
}

export function Picture(props: {
  i18n: I18n
  picture: PictureProjection
  class?: string
  /** Above the fold: loaded at once. */
  first?: boolean
}) {
  const { picture, i18n } = props
  return (
    <figure class={classes('picture', props.class)}>
      <img
        src={picture.src}
        alt={picture.alt}
        width={picture.width}
        height={picture.height}
        loading={props.first ? undefined : 'lazy'}
        decoding="async"
      />
      <figcaption>
        {i18n.t('ui.picture.credit')} <bdi>{picture.credit}</bdi>
      </figcaption>
    </figure>
  )
}

export interface LogoProjection {
  src: string
  width: number
  height: number
}

/** An organisation's logo. It stands beside the name, which says the same, so it is silent to who does not see it. */
export function Logo({ logo }: { logo: LogoProjection | undefined }) {
  if (!logo) return <></>
  return <img class="logo" src={logo.src} alt="" width={logo.width} height={logo.height} decoding="async" />
}

export interface CounterProjection {
  /** Confirmed people, each once; 0 where they are too few to be told and what stands on paper is not. */
  confirmed: number
  countries: number
  /** Always ahead of `confirmed`. */
  goal: number
  /** People whom staff entered with evidence; shown apart, never added. */
  recordedByStaff?: number
  /** Signatures on paper; shown apart, never added. */
  onPaper?: { evidenced: number; unproven: number }
}

/** How many people, from how many countries. Below the minimum the projection carries no counter, and nothing shows. */
export function Counter({ i18n, counter }: { i18n: I18n; counter: CounterProjection }) {
  const { confirmed, countries, goal, recordedByStaff, onPaper } = counter
  return (
    <div class="counter">
      {confirmed > 0 && (
        <>
          <p>
            <strong class="figure">{i18n.number(confirmed)}</strong>{' '}
            {i18n.t(onPaper ? 'ui.counter.online' : 'ui.counter.people', { count: confirmed })}{' '}
            {countries > 1 && i18n.t('ui.counter.countries', { count: countries })}
          </p>
          <progress value={confirmed} max={goal} aria-label={i18n.t('ui.counter.goal', { goal })} />
          <p class="small">
            {i18n.t('ui.counter.goal', { goal })}
            {recordedByStaff ? ` ${i18n.t('ui.counter.recorded', { count: recordedByStaff })}` : ''}
          </p>
        </>
      )}
      {onPaper && <OnPaper i18n={i18n} {...onPaper} />}
    </div>
  )
}

/** What was signed at a stand or on a sheet: a number of its own, which says whether the sheets were kept. */
function OnPaper(props: { i18n: I18n; evidenced: number; unproven: number }) {
  const { i18n, evidenced, unproven } = props
  return (
    <p class="paper">
      {evidenced > 0 && (
        <>
          <strong>{i18n.number(evidenced)}</strong> {i18n.t('ui.counter.paper', { count: evidenced })}{' '}
        </>
      )}
      {unproven > 0 && (
        <span class="small">
          {i18n.t(evidenced > 0 ? 'ui.counter.paper.more' : 'ui.counter.paper.unproven', {
            count: unproven,
          })}
        </span>
      )}
    </p>
  )
}

/** Long work as numbers first, the bar second. */
export function Progress(props: {
  i18n: I18n
  label: string
  done: number
  total: number
  /** Per second; left out until it is known. */
  rate?: number
  secondsLeft?: number
}) {
  const { i18n, done, total } = props
  const left = props.secondsLeft
  return (
    <div class="progress">
      <p>
        <strong>{props.label}</strong> <span>{i18n.t('ui.progress.of', { done, total })}</span>
      </p>
      <progress value={done} max={Math.max(total, 1)} aria-label={props.label} />
      <p class="small">
        {i18n.percent(total === 0 ? 1 : done / total)}
        {props.rate !== undefined && ` · ${i18n.t('ui.progress.rate', { rate: Math.round(props.rate) })}`}
        {left !== undefined &&
          ` · ${left < 60 ? i18n.t('ui.progress.seconds') : i18n.t('ui.progress.minutes', { count: Math.ceil(left / 60) })}`}
      </p>
    </div>
  )
}
