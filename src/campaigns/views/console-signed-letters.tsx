import type { I18n } from '#platform/i18n.ts'
import { Paragraphs, Status, Table } from '#ui/index.ts'
import type { listSignedLetters, SignedLetter } from '../signed-letter.ts'

/** Every version of the letter that was public, with how many people signed it. */
export function SignedLetters(
  props: { i18n: I18n; zone: string } & Awaited<ReturnType<typeof listSignedLetters>>,
) {
  const { i18n, letters, unknown } = props
  const { t } = i18n
  if (letters.length === 0) return <></>
  return (
    <section class="card">
      <h2>{t('campaigns.letters')}</h2>
      <p>{t('campaigns.letters.text')}</p>
      <Table
        caption={t('campaigns.letters')}
        columns={[
          { label: t('campaigns.letters') },
          { label: t('campaigns.letters.published') },
          { label: t('campaigns.letters.people'), numeric: true },
        ]}
        rows={letters.map((letter) => [
          <Version i18n={i18n} letter={letter} />,
          i18n.dateTime(letter.publishedAt, { zone: props.zone, style: 'short' }),
          i18n.number(letter.people),
        ])}
      />
      {unknown > 0 && <p>{t('campaigns.letters.unknown', { count: unknown })}</p>}
    </section>
  )
}

function Version({ i18n, letter }: { i18n: I18n; letter: SignedLetter }) {
  const { language, version } = letter
  return (
    <>
      <details>
        <summary>
          {i18n.t('campaigns.letters.version', { version, language: i18n.language(language) })}
        </summary>
        <Paragraphs text={letter.text} lang={language} />
      </details>
      {letter.current && <Status tone="success">{i18n.t('campaigns.letters.current')}</Status>}
    </>
  )
}
