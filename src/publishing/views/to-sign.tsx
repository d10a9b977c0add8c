import { compareWords } from '#platform/text/compare-words.ts'
import { directionOf, isLanguage, type I18n, type MessageKey } from '#platform/i18n.ts'
import { Notice, Prose, Status, Table } from '#ui/index.ts'
import type { Part } from '../doors.ts'
import { labelOfPerson, type PersonShown } from '../persons-shown.ts'
import type { ItemToSign, LanguageToSign, ToSign } from '../signing-reads.ts'

const direction = (language: string) => (isLanguage(language) ? directionOf(language) : 'auto')

/** Exactly what will be public, each language in its own. */
export function Preview(props: { i18n: I18n; toSign: ToSign; fileHref: (n: number) => string }) {
  const { i18n, toSign } = props
  const files = toSign.matter?.page?.files ?? []
  // the first of each picture is the smaller one
  const [picture] = files
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{i18n.t('publishing.sign.preview')}</h2>
      {toSign.languages.map(({ language, parts }) => (
        <article class="preview" lang={language} dir={direction(language)}>
          <h3 lang={i18n.lang} dir={direction(i18n.lang)}>
            {i18n.language(language)}
          </h3>
          {parts.map((part) => (
            <PartOfPage i18n={i18n} part={part} language={language} />
          ))}
        </article>
      ))}
      {picture && (
        <figure>
          <img
            src={props.fileHref(0)}
            alt={i18n.t('publishing.sign.picture')}
            width={picture.width}
            height={picture.height}
            loading="lazy"
          />
        </figure>
      )}
    </section>
  )
}

function PartOfPage({ i18n, part, language }: { i18n: I18n; part: Part; language: string }) {
  return (
    <div class="part">
      <p class="small" lang={i18n.lang} dir={direction(i18n.lang)}>
        {i18n.t(part.label)}
      </p>
      {part.html ? <Prose html={part.html} lang={language} /> : <p class="pre-line">{part.text}</p>}
    </div>
  )
}

/** What is different from what is public now, word by word. */
export function Changes({ i18n, toSign }: { i18n: I18n; toSign: ToSign }) {
  const known = toSign.languages.filter(({ before }) => before.length > 0)
  if (known.length === 0 && toSign.gone.length === 0) return null
  const changed = known.filter((one) => changesIn(one).length > 0)
  const fresh = toSign.languages.filter(({ before }) => before.length === 0)
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{i18n.t('publishing.sign.changes')}</h2>
      {changed.length === 0 && <p>{i18n.t('publishing.sign.changes.none')}</p>}
      {fresh.length > 0 && (
        <p>
          {i18n.t('publishing.sign.changes.languages', {
            languages: i18n.list(fresh.map(({ language }) => i18n.language(language))),
          })}
        </p>
      )}
      {toSign.gone.length > 0 && (
        <p>
          {i18n.t('publishing.sign.changes.gone', {
            languages: i18n.list(toSign.gone.map((language) => i18n.language(language))),
          })}
        </p>
      )}
      {changed.map((one) => (
        <div class="preview" lang={one.language} dir={direction(one.language)}>
          {changesIn(one).map(({ label, before, after }) => (
            <div class="part">
              <p class="small" lang={i18n.lang} dir={direction(i18n.lang)}>
                {i18n.t(label)}
              </p>
              <p class="pre-line">
                {compareWords(before, after).map(({ kind, text }) =>
                  kind === 'gone' ? <del>{text}</del> : kind === 'new' ? <ins>{text}</ins> : text,
                )}
              </p>
            </div>
          ))}
        </div>
      ))}
    </section>
  )
}

interface Change {
  label: MessageKey
  before: string
  after: string
}

/** Part by part; what stands several times under one label (letters) is compared in its order. */
function changesIn({ parts, before }: LanguageToSign): Change[] {
  const labels = [...new Set([...parts, ...before].map(({ label }) => label))]
  return labels.flatMap((label) => {
    const of = (all: readonly Part[]) => all.filter((part) => part.label === label).map(({ text }) => text)
    const [then, now] = [of(before), of(parts)]
    return Array.from({ length: Math.max(then.length, now.length) }, (_, n) => ({
      label,
      before: then[n] ?? '',
      after: now[n] ?? '',
    })).filter((one) => one.before !== one.after)
  })
}

/** Everything that it shows of a person, each beside the consent that it stands on. */
export function Items(props: { i18n: I18n; items: readonly ItemToSign[]; persons: readonly PersonShown[] }) {
  const { i18n, items, persons } = props
  if (items.length === 0) return null
  return (
    <section aria-labelledby="items">
      <h2 id="items">{i18n.t('publishing.sign.shows')}</h2>
      <Table
        caption={i18n.t('publishing.sign.shows.caption', { count: items.length })}
        columns={[
          { label: i18n.t('consent.col.item') },
          { label: i18n.t('publishing.sign.shows.consent') },
          { label: i18n.t('publishing.sign.shows.until') },
        ]}
        rows={items.map(({ personId, item, consent, isNew }) => [
          <>
            <strong>{i18n.t(`consent.item.${item}`)}</strong>
            {persons.length > 1 && (
              <>
                {' · '}
                <bdi>{labelOfPerson(i18n, persons, personId)}</bdi>
              </>
            )}
            {isNew && (
              <>
                {' '}
                <Status tone="warning">{i18n.t('publishing.sign.shows.new')}</Status>
              </>
            )}
          </>,
          consent ? (
            <Status tone="success">
              {i18n.t('publishing.sign.shows.given', {
                on: i18n.date(consent.givenAt, { zone: 'UTC', style: 'short' }),
              })}
            </Status>
          ) : (
            <Status tone="danger">{i18n.t('publishing.sign.gate.missing')}</Status>
          ),
          consent?.expiresAt
            ? i18n.date(new Date(consent.expiresAt.getTime() - 1), { zone: 'UTC', style: 'short' })
            : i18n.t('publishing.sign.shows.open-end'),
        ])}
      />
    </section>
  )
}

/** Why it cannot be signed as it stands. */
export function Trouble({ i18n, toSign }: { i18n: I18n; toSign: ToSign }) {
  if (toSign.trouble)
    return (
      <Notice tone="warning" title={i18n.t('publishing.sign.cannot')}>
        <p>{i18n.t(toSign.trouble as MessageKey)}</p>
      </Notice>
    )
  if (toSign.changed)
    return (
      <Notice tone="warning" title={i18n.t('publishing.sign.cannot')}>
        <p>{i18n.t('publishing.sign.changed')}</p>
      </Notice>
    )
  return null
}
