import { createI18n, directionOf, type Catalogue, type Language } from '#platform/i18n.ts'
import { Prose, say } from '#ui/index.ts'
import type { JointLetterDocument } from '../document.ts'

/** The letter as it is read, for the desk: in its own language, whatever the language of the page. */
export function LetterArticle(props: {
  catalogue: Catalogue
  letter: Pick<JointLetterDocument, 'lang' | 'title' | 'addressee' | 'place' | 'datedOn' | 'html'>
}) {
  const { letter } = props
  const lang = letter.lang as Language
  const own = createI18n(lang, props.catalogue)
  const on = <time datetime={letter.datedOn}>{own.date(letter.datedOn, { zone: 'UTC' })}</time>
  return (
    <article class="letter-article" lang={lang} dir={directionOf(lang)}>
      <p class="dateline">
        {letter.place ? say(own, 'joint-letter.dateline', { place: letter.place, on }) : on}
      </p>
      <p class="said">{letter.addressee}</p>
      <h3>{letter.title}</h3>
      <Prose html={letter.html} lang={lang} />
    </article>
  )
}
