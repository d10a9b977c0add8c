import { directionOf, type I18n } from '#platform/i18n.ts'
import { Picture, safeHref, say, type PictureProjection } from '#ui/index.ts'
import type { HandOverDocument, UpdateDocument } from '../document.ts'
import { publicNumbers } from '../hand-over-numbers.ts'

/** A hand-over as an update told it; already cleared for the public. */
export interface HandOverProjection extends HandOverDocument {
  /** language of the words */
  lang: string
  zone: string
  picture?: PictureProjection
  /** the update that tells of it; absent on its own page */
  href?: string
}

/**
 * The hand-over that an update tells of, for its own page.
 * @param minimum of the campaign, as for `publicNumbers`
 */
export const handOverOn = (
  { handOver, lang }: Pick<UpdateDocument, 'handOver' | 'lang'>,
  { zone, minimum = 0 }: { zone: string; minimum?: number },
): { handOver?: HandOverProjection } =>
  handOver ? { handOver: { ...publicNumbers(handOver, minimum), lang, zone } } : {}

/** On which day, to whom, how it was taken, and how many had signed. */
export function HandOverFacts({ i18n, handOver }: { i18n: I18n; handOver: HandOverProjection }) {
  const { how, on, to, lang, zone, people, recorded, onPaper, organisations, countries } = handOver
  const what = people === undefined ? 'organisations' : 'people'
  const signed = people ?? organisations ?? 0
  return (
    <>
      <p class="sentence">
        {say(i18n, `update.hand-over.${how}`, {
          on: i18n.date(on, { zone }),
          to: (
            <bdi lang={lang} dir={directionOf(lang)}>
              {to}
            </bdi>
          ),
        })}
      </p>
      {signed > 0 && (
        <p>
          {i18n.t(countries > 0 ? `update.hand-over.${what}.from` : `update.hand-over.${what}`, {
            count: signed,
            countries,
          })}{' '}
          {recorded && i18n.t('update.hand-over.recorded', { count: recorded })}
        </p>
      )}
      {onPaper && <p>{i18n.t('update.hand-over.paper', { ...onPaper })}</p>}
    </>
  )
}

/** The same with its photograph and the way to the text, on the pages of what was handed over. */
export function HandOverNote({ i18n, handOver }: { i18n: I18n; handOver: HandOverProjection }) {
  return (
    <section class="part hand-over">
      <h2>{i18n.t('update.hand-over')}</h2>
      <HandOverFacts i18n={i18n} handOver={handOver} />
      {handOver.picture && <Picture i18n={i18n} picture={handOver.picture} />}
      {handOver.href && (
        <p>
          <a href={safeHref(handOver.href)}>{i18n.t('update.hand-over.read')}</a>
        </p>
      )}
    </section>
  )
}
