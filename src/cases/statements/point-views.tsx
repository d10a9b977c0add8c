import type { I18n } from '#platform/i18n.ts'
import { Status } from '#ui/index.ts'
import type { PastPoint, Point } from './reads.ts'
import { StateOfPoint, Words } from './views.tsx'

type NameOf = (accountId: string) => string

export function PointFacts({ i18n, point, nameOf }: { i18n: I18n; point: Point; nameOf: NameOf }) {
  const day = (on: string) => i18n.date(on, { zone: 'UTC' })
  return (
    <>
      <p>
        <StateOfPoint i18n={i18n} state={point.state} /> {i18n.t(`statement.form.${point.form}`)} ·{' '}
        {i18n.t(`statement.visibility.${point.visibility}`)} · {day(point.saidOn)}
      </p>
      {point.texts.map((text) => (
        <section class="card">
          <h2>
            {i18n.language(text.language)}{' '}
            {text.original ? (
              <small>{i18n.t('statement.original')}</small>
            ) : (
              <small>
                <Status tone={text.outdated ? 'danger' : text.state === 'translated' ? 'warning' : 'success'}>
                  {i18n.t(text.outdated ? 'statement.outdated' : `statement.text.${text.state}`)}
                </Status>
              </small>
            )}
          </h2>
          <Words i18n={i18n} form={point.form} text={text} />
          <p class="small">
            {i18n.t('statement.written-by')} <bdi>{nameOf(text.writtenBy)}</bdi>
            {text.checkedBy && (
              <>
                {' · '}
                {i18n.t(text.native ? 'statement.checked-by.native' : 'statement.checked-by')}{' '}
                <bdi>{nameOf(text.checkedBy)}</bdi>
              </>
            )}
          </p>
        </section>
      ))}
      <dl class="facts">
        {point.readBackOn && (
          <>
            <dt>{i18n.t('statement.read-back')}</dt>
            <dd>
              {day(point.readBackOn)} · <bdi>{nameOf(point.readBackBy!)}</bdi>
              {point.changed && (
                <p class="said" dir="auto">
                  {point.changed}
                </p>
              )}
            </dd>
          </>
        )}
        {point.approvedOn && (
          <>
            <dt>{i18n.t('statement.approved')}</dt>
            <dd>
              {day(point.approvedOn)} · {i18n.t(`statement.how.${point.approvedHow!}`)} ·{' '}
              <bdi>{nameOf(point.approvedBy!)}</bdi>
              {point.approval && (
                <p class="said" dir="auto">
                  {point.approval}
                </p>
              )}
            </dd>
          </>
        )}
        {point.ended && (
          <>
            <dt>{i18n.t('statement.ended')}</dt>
            <dd class="said" dir="auto">
              {point.ended}
            </dd>
          </>
        )}
      </dl>
    </>
  )
}

export function PastPoints(props: { i18n: I18n; past: readonly PastPoint[]; zone: string; nameOf: NameOf }) {
  const { i18n } = props
  return (
    <section>
      <h2>{i18n.t('statement.past')}</h2>
      <ol class="course">
        {props.past.map((one) => (
          <li>
            <p class="small">
              {i18n.dateTime(one.writtenAt, { zone: props.zone })} · <bdi>{props.nameOf(one.writtenBy)}</bdi>{' '}
              · {i18n.t(`statement.form.${one.form}`)}
            </p>
            {one.texts.map(({ language, text }) => (
              <p lang={language} dir="auto" class="said">
                {text}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}
