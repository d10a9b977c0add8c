import { directionOf, type I18n } from '#platform/i18n.ts'
import {
  isolate,
  Notice,
  Picture,
  Prose,
  PublicLayout,
  Quotes,
  safeHref,
  say,
  type PublicShell,
} from '#ui/index.ts'
import { HandOverFacts } from './hand-over.tsx'
import type { EarlierUpdate, UpdateProjection } from './projection.ts'

/** One dated public text: who says it, when and where, what is asked now. A correction stands above the text. */
export function UpdatePage({ shell, page }: { shell: PublicShell; page: UpdateProjection }) {
  const { i18n } = shell
  const dir = directionOf(page.lang)
  return (
    <PublicLayout
      shell={shell}
      title={page.headline}
      description={page.summary}
      canonical={page.canonical}
      oembed={page.canonical}
      image={page.card}
      index
      class="update"
    >
      <article>
        <header>
          <p class="kicker">
            {i18n.t(`update.kind.${page.kind}`)} ·{' '}
            <a href={page.caseHref}>{say(i18n, 'update.case', { name: page.person })}</a>
          </p>
          {page.fallback && (
            <p class="small">{i18n.t('update.fallback', { language: i18n.language(page.lang) })}</p>
          )}
          <h1 lang={page.lang} dir={dir}>
            {page.headline}
          </h1>
          <Byline i18n={i18n} page={page} />
        </header>
        {page.corrections.length > 0 && (
          <Notice tone="warning" title={i18n.t('update.corrected')}>
            {page.corrections.map(({ on, text }) => (
              <p>
                <time datetime={on}>{i18n.date(on, { zone: page.zone })}</time>: {text}
              </p>
            ))}
          </Notice>
        )}
        {page.picture && <Picture i18n={i18n} picture={page.picture} first />}
        {page.handOver && <HandOverFacts i18n={i18n} handOver={page.handOver} />}
        {page.changed && (
          <p class="sentence" lang={page.lang} dir={dir}>
            {page.changed}
          </p>
        )}
        <Prose html={page.bodyHtml} lang={page.lang} />
        <Quotes i18n={i18n} quotes={page.quotes ?? []} lang={page.lang} />
        {page.nextExpected && (
          <p>
            <strong>{i18n.t('update.next')}</strong> {page.nextExpected}
          </p>
        )}
      </article>
      <Ask i18n={i18n} page={page} />
      {page.earlier.length > 0 && <Earlier i18n={i18n} updates={page.earlier} zone={page.zone} />}
    </PublicLayout>
  )
}

function Byline({ i18n, page }: { i18n: I18n; page: UpdateProjection }) {
  const { authors, source } = page
  return (
    <div class="byline">
      <p>
        {page.place && (
          <>
            <bdi>{page.place}</bdi>
            {' · '}
          </>
        )}
        <time datetime={page.publishedAt}>{i18n.dateTime(page.publishedAt, { zone: page.zone })}</time>
      </p>
      {(authors.length > 0 || source) && (
        <p>
          {authors.length > 0 && <>{say(i18n, 'update.by', { authors: i18n.list(authors.map(isolate)) })} </>}
          {source && <Source i18n={i18n} source={source} />}
        </p>
      )}
      {page.postedBy && <p>{say(i18n, 'update.postedBy', { organisation: page.postedBy })}</p>}
    </div>
  )
}

function Source({ i18n, source }: { i18n: I18n; source: NonNullable<UpdateProjection['source']> }) {
  const href = safeHref(source.href)
  const name = <bdi>{source.name}</bdi>
  return (
    <>
      {i18n.t('update.source')} {href ? <a href={href}>{name}</a> : name}
    </>
  )
}

function Ask({ i18n, page }: { i18n: I18n; page: UpdateProjection }) {
  return (
    <section class="now" aria-labelledby="now">
      <h2 id="now">{i18n.t('update.ask')}</h2>
      {page.ask ? (
        <>
          {page.ask.text && <p>{page.ask.text}</p>}
          <p>
            <a class="action" href={safeHref(page.ask.href)}>
              {page.ask.title}
            </a>
          </p>
        </>
      ) : (
        <p>{i18n.t('update.ask.nothing')}</p>
      )}
    </section>
  )
}

function Earlier({ i18n, updates, zone }: { i18n: I18n; updates: readonly EarlierUpdate[]; zone: string }) {
  return (
    <section>
      <h2>{i18n.t('update.earlier')}</h2>
      <ol class="updates">
        {updates.map((update) => (
          <li>
            <p class="small">
              {i18n.t(`update.kind.${update.kind}`)} ·{' '}
              <time datetime={update.on}>{i18n.date(update.on, { zone })}</time>
              {update.place && (
                <>
                  {' · '}
                  <bdi>{update.place}</bdi>
                </>
              )}
            </p>
            <h3 lang={update.lang} dir={update.lang && directionOf(update.lang)}>
              <a href={update.href}>{update.headline}</a>
            </h3>
          </li>
        ))}
      </ol>
    </section>
  )
}
