import { sayDay } from '#cases/index.ts'
import type { I18n } from '#platform/i18n.ts'
import { Prose } from '#ui/index.ts'
import type { KitPage } from './kit.ts'

/** One language of the kit, part by part. @param picture address of the portrait, or the picture itself */
export function KitBody({ i18n, page, picture }: { i18n: I18n; page: KitPage; picture: string | undefined }) {
  const { portrait, status } = page
  return (
    <>
      <p>
        <strong>{page.sentence}</strong>
      </p>
      {portrait && picture && (
        <figure>
          <img src={picture} alt={portrait.alt} width={portrait.width} height={portrait.height} />
          <figcaption>{i18n.t('press.credit', { credit: portrait.credit })}</figcaption>
        </figure>
      )}
      {page.storyHtml && <Prose html={page.storyHtml} lang={page.language} />}
      {status && (
        <p>
          {status.due
            ? i18n.t('case.status.due', { on: i18n.date(status.assessedOn, { zone: 'UTC' }) })
            : `${status.text} (${i18n.date(status.assessedOn, { zone: 'UTC' })})`}
        </p>
      )}
      {page.facts.length > 0 && (
        <>
          <h3>{i18n.t('press.facts')}</h3>
          <ul>
            {page.facts.map(({ on, precision, text }) => (
              <li>
                {sayDay(i18n, on, precision)}: {text}
              </li>
            ))}
          </ul>
        </>
      )}
      {page.quotes.length > 0 && (
        <>
          <h3>{i18n.t('press.quotes')}</h3>
          {page.quotes.map((quote) => (
            <blockquote>
              <p class="pre-line">{quote.form === 'verbatim' ? `“${quote.text}”` : quote.text}</p>
              <p class="small">
                {i18n.t(quote.form === 'verbatim' ? 'press.quote.verbatim' : 'press.quote.paraphrase', {
                  name: page.name,
                  on: i18n.date(quote.saidOn, { zone: 'UTC' }),
                })}
              </p>
            </blockquote>
          ))}
        </>
      )}
    </>
  )
}
