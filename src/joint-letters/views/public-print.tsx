import { directionOf } from '#platform/i18n.ts'
import { Prose, PublicLayout, say, type PublicShell } from '#ui/index.ts'
import { SignatoryNames, SignatoryNumbers } from './public-letter.tsx'
import type { LetterProjection } from './projection.ts'

/**
 * The letter alone, as it lies on a table: place and date, to whom, the words, and everybody who signed.
 * @param props.title of the tab and of the file that is printed, where it is not the letter's own
 */
export function LetterOnPaper(props: { shell: PublicShell; page: LetterProjection; title?: string }) {
  const { shell, page, title = page.title } = props
  const { i18n } = shell
  const on = <time datetime={page.datedOn}>{i18n.date(page.datedOn, { zone: 'UTC' })}</time>
  return (
    <PublicLayout shell={shell} title={title} canonical={page.canonical} class="plain on-paper">
      <p class="small not-printed">
        <a href={page.letterHref}>{i18n.t('joint-letter.read')}</a> · {i18n.t('joint-letter.print.how')}
      </p>
      <article class="sheet">
        <div lang={page.lang} dir={directionOf(page.lang)}>
          <p class="dateline">
            {page.place ? say(i18n, 'joint-letter.dateline', { place: page.place, on }) : on}
          </p>
          <p class="addressee">{page.addressee}</p>
          <h1>{page.title}</h1>
          <Prose html={page.bodyHtml} />
        </div>
        <section aria-labelledby="signatories">
          <h2 id="signatories">{i18n.t('joint-letter.signatories')}</h2>
          <SignatoryNumbers i18n={i18n} page={page} />
          <SignatoryNames i18n={i18n} signatories={page.signatories} />
        </section>
      </article>
    </PublicLayout>
  )
}
