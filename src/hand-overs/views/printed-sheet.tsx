import { directionOf, type I18n } from '#platform/i18n.ts'
import { Paragraphs } from '#ui/index.ts'
import type { SignersSheet } from '../sheet.ts'
import { elsewhereOf } from '../signers.ts'

/** The sheet as it goes to paper: the text, who signed it as each agreed, and the others as numbers. */
export function PrintedSheet({ i18n, sheet, zone }: { i18n: I18n; sheet: SignersSheet; zone: string }) {
  const { t, lang } = i18n
  const day = i18n.date(sheet.onDay, { zone: 'UTC' })
  return (
    <article class="paper handed-out signers-sheet" lang={lang} dir={directionOf(lang)}>
      <header>
        <h1 lang={sheet.title.language} dir={directionOf(sheet.title.language)}>
          {sheet.title.text}
        </h1>
        <p>
          <bdi>{sheet.to}</bdi>
        </p>
        <p>{sheet.place ? [<bdi>{sheet.place}</bdi>, i18n.lang === 'ar' ? '، ' : ', ', day] : day}</p>
      </header>
      {sheet.letters.map((part) => (
        <Letter i18n={i18n} part={part} zone={zone} many={sheet.letters.length > 1} />
      ))}
      <footer>
        <p>{t('hand-over.paper.through', { organisation: sheet.organisation })}</p>
        <p class="small">
          {t('hand-over.paper.as-of', { at: i18n.dateTime(sheet.asOf, { zone }) })} {t('hand-over.paper.sum')}{' '}
          <bdi dir="ltr">{sheet.sum.slice(0, 16)}</bdi>
        </p>
      </footer>
    </article>
  )
}

function Letter(props: { i18n: I18n; part: SignersSheet['letters'][number]; zone: string; many: boolean }) {
  const { i18n, part } = props
  const { letter, named, unnamed, countries } = part
  return (
    <section class="signed-letter">
      {letter ? (
        <>
          <Paragraphs text={letter.text} lang={letter.language} />
          <p class="small">
            {i18n.t('hand-over.paper.version', {
              version: letter.version,
              language: i18n.language(letter.language),
              on: i18n.date(letter.publishedAt, { zone: props.zone }),
            })}
          </p>
        </>
      ) : (
        <p class="small">{i18n.t('hand-over.version.none')}</p>
      )}
      <h2>{i18n.t('hand-over.paper.signed', { count: named.length + unnamed })}</h2>
      {named.length > 0 && (
        <ol class="signers">
          {named.map(({ name, country }) => (
            <li>
              <bdi>{name}</bdi>
              {country && (
                <>
                  {i18n.lang === 'ar' ? '، ' : ', '}
                  {i18n.country(country)}
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {unnamed > 0 && <Unnamed i18n={i18n} unnamed={unnamed} countries={countries} also={named.length > 0} />}
    </section>
  )
}

function Unnamed(props: {
  i18n: I18n
  unnamed: number
  countries: SignersSheet['letters'][number]['countries']
  /** others stand above by name */
  also: boolean
}) {
  const { i18n, unnamed, countries } = props
  const by = countries.map(({ country, people }) => `${i18n.country(country)} (${i18n.number(people)})`)
  const elsewhere = elsewhereOf({ unnamed, countries })
  const key = props.also ? 'hand-over.paper.and-unnamed' : 'hand-over.paper.unnamed'
  return (
    <>
      <p>{i18n.t(key, { count: unnamed })}</p>
      {by.length > 0 && (
        <p class="small">
          {i18n.list(elsewhere > 0 ? [...by, i18n.t('hand-over.paper.elsewhere', { count: elsewhere })] : by)}
        </p>
      )}
    </>
  )
}
