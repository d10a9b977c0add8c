import { directionOf, isLanguage, quoted, type I18n } from '#platform/i18n.ts'
import { ErrorSummary, Status, type FormState, type Tone } from '#ui/index.ts'
import { caseHref } from '../views/case-shell.tsx'
import type { PointForm, PointState } from './lists.ts'
import type { Point, PointWords, Statement } from './reads.ts'
import { Circle, PointFields } from './statement-form.tsx'

const tones: Record<PointState, Tone | 'quiet'> = {
  taken: 'quiet',
  'read-back': 'info',
  approved: 'success',
  narrowed: 'warning',
  withdrawn: 'danger',
}

export const StateOfPoint = ({ i18n, state }: { i18n: I18n; state: PointState }) => (
  <Status tone={tones[state]}>{i18n.t(`statement.state.${state}`)}</Status>
)

/** Safety: only words to the letter stand in quotation marks, here as everywhere. */
export function Words(props: { i18n: I18n; form: PointForm; text: PointWords }) {
  const { i18n, form, text } = props
  if (text.unreadable) return <p class="small">{i18n.t('statement.error.altered')}</p>
  if (text.text === undefined) return <p class="small">{i18n.t('statement.sealed')}</p>
  const dir = isLanguage(text.language) ? directionOf(text.language) : 'auto'
  return form === 'verbatim' ? (
    <blockquote class="said" lang={text.language} dir={dir}>
      {quoted(text.text, text.language)}
    </blockquote>
  ) : (
    <p class="said" lang={text.language} dir={dir}>
      {text.text}
    </p>
  )
}

export function PointList(props: {
  i18n: I18n
  points: readonly Point[]
  hrefOf: ((pointId: string) => string) | undefined
}) {
  const { i18n, hrefOf } = props
  return (
    <ol class="plain">
      {props.points.map((point) => {
        const original = point.texts.find((one) => one.original)
        const title = i18n.t('statement.point', { n: String(point.place) })
        return (
          <li>
            <h3>{hrefOf ? <a href={hrefOf(point.id)}>{title}</a> : title}</h3>
            {original && <Words i18n={i18n} form={point.form} text={original} />}
            <p class="small">
              <StateOfPoint i18n={i18n} state={point.state} /> {i18n.t(`statement.form.${point.form}`)} ·{' '}
              {i18n.t(`statement.visibility.${point.visibility}`)}
              {point.texts.length > 1 &&
                ` · ${i18n.list(point.texts.map(({ language }) => i18n.language(language)))}`}
            </p>
          </li>
        )
      })}
    </ol>
  )
}

export function StatementCard(props: {
  i18n: I18n
  caseId: string
  statement: Statement
  personName: string
  takenBy: string
  mayAdd: boolean
  adding: FormState | undefined
}) {
  const { i18n, statement, adding } = props
  const href = (path: string) => caseHref(props.caseId, `/statements${path}`)
  return (
    <section class="card">
      <h2>
        <bdi>{props.personName}</bdi> · {i18n.date(statement.takenOn, { zone: 'UTC' })}
      </h2>
      <p class="small">
        {i18n.t(`contacts.channel.${statement.channel}`)} · {i18n.language(statement.language)} ·{' '}
        {i18n.t('statement.by')} <bdi>{props.takenBy}</bdi>
      </p>
      {statement.about && (
        <p class="said" dir="auto">
          {statement.about}
        </p>
      )}
      <PointList i18n={i18n} points={statement.points} hrefOf={(id) => href(`/points/${id}`)} />
      {props.mayAdd && (
        <details open={adding !== undefined}>
          <summary>{i18n.t('statement.point.add')}</summary>
          <form class="sheet" method="post" action={href(`/${statement.id}/points`)}>
            <ErrorSummary i18n={i18n} form={adding} />
            <PointFields i18n={i18n} form={adding} required />
            <Circle i18n={i18n} form={adding} />
            <button class="button" type="submit">
              {i18n.t('statement.point.add')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}
