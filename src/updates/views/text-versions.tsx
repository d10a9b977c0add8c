import { directionOf, isLanguage, type I18n, type MessageKey } from '#platform/i18n.ts'
import { compareWords } from '#publishing/index.ts'
import { Select } from '#ui/index.ts'
import type { TextVersion } from '../text-version.ts'

const fields: readonly { label: MessageKey; of: (text: TextVersion) => string }[] = [
  { label: 'updates.field.headline', of: ({ headline }) => headline },
  { label: 'updates.field.place', of: ({ place }) => place },
  { label: 'updates.field.authors', of: ({ authors = [] }) => authors.join('\n') },
  { label: 'updates.field.source', of: ({ source }) => source },
  { label: 'updates.field.body', of: ({ body }) => body },
  { label: 'updates.field.ask', of: ({ ask }) => ask },
  { label: 'updates.field.next', of: ({ nextExpected }) => nextExpected },
  { label: 'updates.field.correction', of: ({ correctionNote }) => correctionNote },
]

/** Two versions side by side: what went on one side, what came on the other. */
export function VersionsView(props: {
  i18n: I18n
  zone: string
  language: string
  /** newest first */
  versions: readonly TextVersion[]
  from: TextVersion | undefined
  to: TextVersion | undefined
  action: string
  back: string
}) {
  const { i18n, versions, from, to } = props
  const named = versions.map((one) => ({ value: String(one.version), label: nameOf(props, one) }))
  return (
    <>
      <p>
        <a href={props.back}>{i18n.t('updates.tab.discussion')}</a> · {i18n.language(props.language)}
      </p>
      {!from || !to ? (
        <p>{i18n.t(versions.length === 0 ? 'updates.versions.none' : 'updates.versions.one')}</p>
      ) : (
        <>
          <form class="filter" method="get" action={props.action}>
            <Select
              name="from"
              value={String(from.version)}
              label={i18n.t('updates.versions.from')}
              options={named}
            />
            <Select
              name="to"
              value={String(to.version)}
              label={i18n.t('updates.versions.to')}
              options={named}
            />
            <button class="button" type="submit">
              {i18n.t('updates.versions.compare')}
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

const nameOf = ({ i18n, zone }: { i18n: I18n; zone: string }, one: TextVersion): string =>
  i18n.t('updates.versions.name', {
    ...{ version: one.version, person: one.person, organisation: one.organisation },
    at: i18n.dateTime(one.writtenAt, { zone, style: 'short' }),
  })

function Side(props: {
  i18n: I18n
  language: string
  heading: string
  before: TextVersion
  after: TextVersion
  keeps: 'gone' | 'new'
}) {
  const { i18n, language, before, after, keeps } = props
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
