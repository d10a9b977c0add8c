import { directionOf, isLanguage, type I18n, type MessageKey } from '#platform/i18n.ts'
import { compareWords } from '#platform/text/compare-words.ts'
import { Select } from '#ui/index.ts'
import type { TextVersion } from '../version.ts'

/** One part of a text, as its module calls it. */
export interface TextField<Words> {
  label: MessageKey
  of: (words: Words) => string
}

interface Compared<Words> {
  i18n: I18n
  zone: string
  language: string
  fields: readonly TextField<Words>[]
}

/** Two versions side by side: what went on one side, what came on the other. */
export function VersionsView<Words>(
  props: Compared<Words> & {
    /** newest first */
    versions: readonly TextVersion<Words>[]
    from: TextVersion<Words> | undefined
    to: TextVersion<Words> | undefined
    action: string
    back: string
  },
) {
  const { i18n, versions, from, to } = props
  const named = versions.map((one) => ({ value: String(one.version), label: nameOf(props, one) }))
  return (
    <>
      <p>
        <a href={props.back}>{i18n.t('joint-text.discussion')}</a> · {i18n.language(props.language)}
      </p>
      {!from || !to ? (
        <p>{i18n.t(versions.length === 0 ? 'joint-text.versions.none' : 'joint-text.versions.one')}</p>
      ) : (
        <>
          <form class="filter" method="get" action={props.action}>
            <Select
              name="from"
              value={String(from.version)}
              label={i18n.t('joint-text.versions.from')}
              options={named}
            />
            <Select
              name="to"
              value={String(to.version)}
              label={i18n.t('joint-text.versions.to')}
              options={named}
            />
            <button class="button" type="submit">
              {i18n.t('joint-text.versions.compare')}
            </button>
          </form>
          <div class="columns">
            <Side {...props} heading={nameOf(props, from)} before={from} after={to} keeps="gone" />
            <Side {...props} heading={nameOf(props, to)} before={from} after={to} keeps="new" />
          </div>
        </>
      )}
    </>
  )
}

const nameOf = ({ i18n, zone }: { i18n: I18n; zone: string }, one: TextVersion<unknown>): string =>
  i18n.t('joint-text.versions.name', {
    ...{ version: one.version, person: one.person, organisation: one.organisation },
    at: i18n.dateTime(one.writtenAt, { zone, style: 'short' }),
  })

function Side<Words>(
  props: Compared<Words> & {
    heading: string
    before: TextVersion<Words>
    after: TextVersion<Words>
    keeps: 'gone' | 'new'
  },
) {
  const { i18n, language, fields, keeps } = props
  const [before, after] = [props.before.words, props.after.words]
  const dir = isLanguage(language) ? directionOf(language) : 'auto'
  return (
    <section>
      <h2>
        <bdi>{props.heading}</bdi>
      </h2>
      {fields
        .filter(({ of }) => of(before) !== '' || of(after) !== '')
        .map(({ label, of }) => (
          <div class="part">
            <p class="small">{i18n.t(label)}</p>
            <p class="pre-line" lang={language} dir={dir}>
              {compareWords(of(before), of(after)).flatMap(({ kind, text }) => {
                if (kind === 'same') return text
                if (kind !== keeps) return []
                return kind === 'gone' ? <del>{text}</del> : <ins>{text}</ins>
              })}
            </p>
          </div>
        ))}
    </section>
  )
}
