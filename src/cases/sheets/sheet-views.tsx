import { directionOf, type I18n } from '#platform/i18n.ts'
import { audiences } from './audiences.ts'
import type { CaseSheet } from './case-sheet.ts'
import type { Entry } from './room.ts'

/** The sheet as it goes to paper. It names neither the case's code name nor anything of what was left out. */
export function HandedOut(props: {
  i18n: I18n
  sheet: CaseSheet
  recipient: string | undefined
  zone: string
  madeBy: string
}) {
  const { i18n, sheet } = props
  const lang = i18n.lang
  return (
    <article class="paper handed-out" lang={lang} dir={directionOf(lang)}>
      <Mark i18n={i18n} sheet={sheet} />
      <dl class="facts">
        <dt>{i18n.t('sheets.case.made-for')}</dt>
        <dd>
          {i18n.t(`sheets.audience.${sheet.audience}`)}
          {props.recipient && (
            <>
              {' · '}
              <bdi>{props.recipient}</bdi>
            </>
          )}
        </dd>
        <dt>{i18n.t('sheets.case.made-by')}</dt>
        <dd dir="auto">{props.madeBy}</dd>
        <dt>{i18n.t('sheets.case.made-at')}</dt>
        <dd>{i18n.dateTime(sheet.madeAt, { zone: props.zone })}</dd>
      </dl>
      {sheet.sections.length === 0 && <p>{i18n.t('sheets.case.empty')}</p>}
      {sheet.sections.map(({ part, entries }) => (
        <section>
          <h2>{i18n.t(`sheets.part.${part}`)}</h2>
          {entries.map((entry) => (
            <OneEntry entry={entry} />
          ))}
        </section>
      ))}
      <section>
        <p>{i18n.t('sheets.case.selection')}</p>
        {sheet.leftOut && <p>{i18n.t('sheets.case.left-out')}</p>}
        <Mark i18n={i18n} sheet={sheet} />
      </section>
    </article>
  )
}

/** How the Traffic Light Protocol writes its marks, in every language. */
const tlpOf = ({ audience }: CaseSheet): string =>
  `TLP:${audiences[audience].tlp.toUpperCase().replace('-', '+')}`

function Mark({ i18n, sheet }: { i18n: I18n; sheet: CaseSheet }) {
  return (
    <p class="paper-mark">
      <strong>
        <bdi dir="ltr">{tlpOf(sheet)}</bdi>
      </strong>{' '}
      {i18n.t('sheets.case.not-on')}
    </p>
  )
}

function OneEntry({ entry }: { entry: Entry }) {
  const plain = entry.lines.filter(({ label }) => !label)
  const labelled = entry.lines.filter(({ label }) => label)
  return (
    <div class="entry">
      {entry.title && (
        <h3>
          <bdi>{entry.title}</bdi>
        </h3>
      )}
      {plain.map(({ text }) => (
        <p class="said" dir="auto">
          {text}
        </p>
      ))}
      {labelled.length > 0 && (
        <dl class="facts">
          {labelled.map(({ label, text }) => (
            <>
              <dt>{label}</dt>
              <dd class="said" dir="auto">
                {text}
              </dd>
            </>
          ))}
        </dl>
      )}
    </div>
  )
}
