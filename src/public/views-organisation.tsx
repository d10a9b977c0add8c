import { directionOf } from '#platform/i18n.ts'
import { Logo, PublicLayout, safeHref, say, type LogoProjection, type PublicShell } from '#ui/index.ts'

/** An update of an organisation's own, or one that it passes on. */
export interface NewsProjection {
  kind: string
  headline: string
  href: string
  /** YYYY-MM-DD */
  on: string
  zone: string
  place?: string | undefined
  summary?: string | undefined
  /** when not the page's own */
  lang?: string | undefined
  /** whose text it is, if another's; absent where that may not be named */
  courtesy?: string | undefined
  corrected: boolean
}

export interface OrganisationProjection {
  canonical: string
  name: string
  website?: string | undefined
  logo?: LogoProjection | undefined
  feeds: readonly { href: string; type: 'application/atom+xml' | 'application/feed+json' }[]
  news: readonly NewsProjection[]
  campaigns: readonly { title: string; href: string }[]
}

/** News of an organisation and what it passes on, with whose text that is. */
export function OrganisationPage({ shell, page }: { shell: PublicShell; page: OrganisationProjection }) {
  const { i18n } = shell
  const title = i18n.t('public.organisation.title', { organisation: page.name })
  const website = safeHref(page.website)
  return (
    <PublicLayout
      shell={shell}
      title={title}
      canonical={page.canonical}
      feeds={page.feeds.map((feed) => ({ ...feed, title }))}
      index
      class="update"
    >
      <Logo logo={page.logo} />
      <h1>{say(i18n, 'public.organisation.title', { organisation: page.name })}</h1>
      {website && (
        <p>
          <a href={website}>{say(i18n, 'public.organisation.website', { organisation: page.name })}</a>
        </p>
      )}
      {page.campaigns.length > 0 && (
        <section>
          <h2>{i18n.t('public.organisation.campaigns')}</h2>
          <ul>
            {page.campaigns.map(({ title: call, href }) => (
              <li>
                <a href={href}>{call}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{i18n.t('public.organisation.news')}</h2>
        {page.news.length === 0 && <p>{i18n.t('public.organisation.nothing')}</p>}
        <ol class="updates">
          {page.news.map((one) => (
            <li>
              <p class="small">
                {one.kind} · <time datetime={one.on}>{i18n.date(one.on, { zone: one.zone })}</time>
                {one.place && (
                  <>
                    {' · '}
                    <bdi>{one.place}</bdi>
                  </>
                )}
                {one.corrected && <> · {i18n.t('update.corrected')}</>}
              </p>
              <h3 lang={one.lang} dir={one.lang && directionOf(one.lang)}>
                <a href={one.href}>{one.headline}</a>
              </h3>
              {one.summary && (
                <p lang={one.lang} dir={one.lang && directionOf(one.lang)}>
                  {one.summary}
                </p>
              )}
              {one.courtesy && (
                <p class="small">{say(i18n, 'public.organisation.courtesy', { source: one.courtesy })}</p>
              )}
            </li>
          ))}
        </ol>
      </section>
    </PublicLayout>
  )
}
