import type { Child } from 'hono/jsx'
import { directionOf, type I18n } from '#platform/i18n.ts'
import { Prose, PublicLayout, safeHref, say, type PublicShell } from '#ui/index.ts'
import type { LetterHead, LetterProjection, SignatoryProjection } from './projection.ts'

/** So many stand on the letter's own page; the others on the whole list. */
const onLetter = 30

/** A joint letter, who signed it, and how an organisation signs it too. @param props.over that it was handed over */
export function LetterPage(props: { shell: PublicShell; page: LetterProjection; over?: Child }) {
  const { shell, page } = props
  const { i18n } = shell
  const more = page.signatories.length > onLetter
  return (
    <PublicLayout
      shell={shell}
      title={page.title}
      description={page.summary}
      canonical={page.canonical}
      index
      class="update joint-letter"
    >
      <article>
        <header>
          <p class="kicker">
            {i18n.t('joint-letter')} ·{' '}
            <a href={page.caseHref}>{say(i18n, 'update.case', { name: page.person })}</a>
          </p>
          {page.fallback && (
            <p class="small">{i18n.t('update.fallback', { language: i18n.language(page.lang) })}</p>
          )}
          <h1 lang={page.lang} dir={directionOf(page.lang)}>
            {page.title}
          </h1>
          <Dateline i18n={i18n} page={page} />
        </header>
        <div class="sheet" lang={page.lang} dir={directionOf(page.lang)}>
          <p class="addressee">{page.addressee}</p>
          <Prose html={page.bodyHtml} />
        </div>
      </article>
      {props.over}
      <SignNow i18n={i18n} page={page} />
      <section aria-labelledby="signatories">
        <h2 id="signatories">{i18n.t('joint-letter.signatories')}</h2>
        <SignatoryNumbers i18n={i18n} page={page} />
        <SignatoryNames i18n={i18n} signatories={page.signatories.slice(0, onLetter)} />
        <ul class="inline-list">
          {page.signatories.length > 0 && (
            <li>
              <a href={page.signatoriesHref}>
                {i18n.t(more ? 'joint-letter.signatories.all' : 'joint-letter.signatories.page', {
                  count: page.signatories.length,
                })}
              </a>
            </li>
          )}
          <li>
            <a href={page.printHref}>{i18n.t('joint-letter.print')}</a>
          </li>
        </ul>
      </section>
    </PublicLayout>
  )
}

export function Dateline({ i18n, page }: { i18n: I18n; page: LetterHead }) {
  const href = safeHref(page.organisation?.href)
  const name = <bdi>{page.organisation?.name}</bdi>
  return (
    <div class="byline">
      <p>
        {page.place && (
          <>
            <bdi>{page.place}</bdi>
            {' · '}
          </>
        )}
        <time datetime={page.datedOn}>{i18n.date(page.datedOn, { zone: 'UTC' })}</time>
      </p>
      {page.organisation && (
        <p>
          {i18n.t('joint-letter.answers')} {href ? <a href={href}>{name}</a> : name}
        </p>
      )}
    </div>
  )
}

function SignNow({ i18n, page }: { i18n: I18n; page: LetterProjection }) {
  if (!page.sign) return page.closed ? <p class="small">{i18n.t('joint-letter.closed')}</p> : null
  const { href, until } = page.sign
  return (
    <section class="now" aria-labelledby="now">
      <h2 id="now">{i18n.t('joint-letter.sign.title')}</h2>
      <p>{i18n.t('joint-letter.sign.who')}</p>
      {until && <p>{i18n.t('joint-letter.sign.until', { on: i18n.date(until, { zone: 'UTC' }) })}</p>}
      <p>
        <a class="action" href={href}>
          {i18n.t('joint-letter.sign')}
        </a>
      </p>
    </section>
  )
}

export function SignatoryNumbers(props: {
  i18n: I18n
  page: Pick<LetterProjection, 'signatories' | 'countries'>
}) {
  const { i18n, page } = props
  const count = page.signatories.length
  if (count === 0) return <p>{i18n.t('joint-letter.signatories.none')}</p>
  return (
    <p class="signed-by">
      {i18n.t('joint-letter.signatories.count', { count })}{' '}
      {page.countries > 1 && i18n.t('joint-letter.signatories.countries', { count: page.countries })}
    </p>
  )
}

export function SignatoryNames(props: { i18n: I18n; signatories: readonly SignatoryProjection[] }) {
  const { i18n, signatories } = props
  if (signatories.length === 0) return null
  return (
    <ul class="signatories">
      {signatories.map(({ name, country }) => (
        <li>
          <bdi>{name}</bdi> · <span class="small">{i18n.country(country)}</span>
        </li>
      ))}
    </ul>
  )
}

/** The whole list, with logos and web sites. */
export function SignatoriesPage({ shell, page }: { shell: PublicShell; page: LetterProjection }) {
  const { i18n } = shell
  const title = i18n.t('joint-letter.signatories.of', { title: page.title })
  return (
    <PublicLayout shell={shell} title={title} canonical={page.canonical} index class="plain joint-letter">
      <p class="small">
        <a href={page.letterHref}>{i18n.t('joint-letter.read')}</a> ·{' '}
        <a href={page.caseHref}>{say(i18n, 'update.case', { name: page.person })}</a>
      </p>
      <h1>{i18n.t('joint-letter.signatories')}</h1>
      <p class="sentence" lang={page.lang} dir={directionOf(page.lang)}>
        {page.title}
      </p>
      <SignatoryNumbers i18n={i18n} page={page} />
      {page.sign && (
        <p>
          <a class="action" href={page.sign.href}>
            {i18n.t('joint-letter.sign')}
          </a>
        </p>
      )}
      <ul class="signatories with-logos">
        {page.signatories.map((one) => (
          <li>
            {one.logo && (
              <img
                src={one.logo.src}
                alt=""
                width={one.logo.width}
                height={one.logo.height}
                loading="lazy"
                decoding="async"
              />
            )}
            <div>
              <p class="name">
                <bdi>{one.name}</bdi>
              </p>
              <p class="small">
                {i18n.country(one.country)}
                {one.website && (
                  <>
                    {' · '}
                    <a href={safeHref(one.website.href)} rel="nofollow noopener noreferrer">
                      <bdi>{one.website.host}</bdi>
                    </a>
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </PublicLayout>
  )
}
