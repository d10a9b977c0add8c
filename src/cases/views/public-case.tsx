import type { Child } from 'hono/jsx'
import { directionOf, type I18n, type MessageKey } from '#platform/i18n.ts'
import {
  Counter,
  isolate,
  Notice,
  Picture,
  Prose,
  PublicLayout,
  Quotes,
  safeHref,
  say,
  type PublicShell,
  type QuoteProjection,
} from '#ui/index.ts'
import { sayDay } from '../facts/day.ts'
import type { AskProjection, CaseProjection, NamedOrganisation, StatusProjection } from './projection.ts'
import { DonateBlock, FollowBlock, UpdateList } from './public-case-blocks.tsx'

/** The page of one person at risk. What has no content is absent: no placeholder hints at what is kept back. */
export function CasePage({ shell, page }: { shell: PublicShell; page: CaseProjection }) {
  const { i18n } = shell
  return (
    <PublicLayout
      shell={shell}
      title={page.name}
      description={page.sentence}
      canonical={page.canonical}
      image={page.card}
      index
      feeds={feeds(i18n, page)}
      class="case"
    >
      {page.fallback && (
        <p class="small">{i18n.t('case.fallback', { language: i18n.language(page.lang) })}</p>
      )}
      <div class="lede" lang={page.lang} dir={directionOf(page.lang)}>
        {page.portrait && <Picture i18n={i18n} picture={page.portrait} class="portrait" first />}
        <div>
          <h1>
            <bdi>{page.name}</bdi>
          </h1>
          {page.urgentSince && (
            <div lang={i18n.lang} dir={directionOf(i18n.lang)}>
              <Notice tone="danger" title={i18n.t('case.urgent')}>
                <p>
                  {i18n.t('case.urgent.since', {
                    on: i18n.date(new Date(page.urgentSince), { zone: page.zone }),
                  })}
                </p>
              </Notice>
            </div>
          )}
          <p class="sentence">{page.sentence}</p>
          {page.status && <StatusLine i18n={i18n} status={page.status} zone={page.zone} />}
          <Asks i18n={i18n} page={page} />
        </div>
      </div>
      {page.storyHtml && (
        <Section title={say(i18n, 'case.story', { name: page.name })}>
          <Prose html={page.storyHtml} lang={page.lang} />
        </Section>
      )}
      {page.counter && (
        <Section title={i18n.t('case.counter')}>
          <Counter i18n={i18n} counter={page.counter} />
        </Section>
      )}
      {page.updates.length > 0 && (
        <Section title={i18n.t('case.updates')}>
          <UpdateList i18n={i18n} updates={page.updates} zone={page.zone} />
          {page.allUpdatesHref && (
            <p>
              <a href={page.allUpdatesHref}>{i18n.t('case.updates.all')}</a>
            </p>
          )}
        </Section>
      )}
      {page.letters && page.letters.length > 0 && (
        <Section title={i18n.t('case.letters')}>
          <UpdateList i18n={i18n} updates={page.letters} zone={page.zone} />
        </Section>
      )}
      {page.quotes && page.quotes.length > 0 && <HerWords i18n={i18n} page={page} quotes={page.quotes} />}
      {page.timeline && page.timeline.length > 0 && (
        <Section title={i18n.t('case.timeline')}>
          <ol class="timeline" lang={page.lang} dir={directionOf(page.lang)}>
            {page.timeline.map(({ on, precision, text }) => (
              <li>
                <time datetime={on}>{sayDay(i18n, on, precision)}</time>
                <p>{text}</p>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {page.effects && page.effects.length > 0 && (
        <Section title={i18n.t('case.effects')}>
          <ol class="timeline" lang={page.lang} dir={directionOf(page.lang)}>
            {page.effects.map(({ on, text, joint }) => (
              <li>
                <time datetime={on}>{sayDay(i18n, on)}</time>
                <p>{text}</p>
                {joint && <p>{joint}</p>}
              </li>
            ))}
          </ol>
        </Section>
      )}
      {page.organisations.length > 0 && (
        <Section title={i18n.t('case.organisations')}>
          <Organisations i18n={i18n} organisations={page.organisations} />
        </Section>
      )}
      {page.donate && (
        <Section title={page.donate.headline}>
          <DonateBlock i18n={i18n} donate={page.donate} name={page.name} />
        </Section>
      )}
      <FollowBlock i18n={i18n} follow={page.follow} name={page.name} />
    </PublicLayout>
  )
}

/** A part of the page with its heading in the margin where the screen is wide. */
export function Section({ title, children, class: name }: { title: Child; children: Child; class?: string }) {
  return (
    <section class={name ? `part ${name}` : 'part'}>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  )
}

function StatusLine({ i18n, status, zone }: { i18n: I18n; status: StatusProjection; zone: string }) {
  const on = i18n.date(status.assessedOn, { zone })
  return (
    <div class="status-line">
      {!status.due && <p class="status-text">{status.text}</p>}
      <p class="small">
        {status.due
          ? i18n.t('case.status.due', { on })
          : say(i18n, 'case.status.assessed', { on, by: assessors(i18n, status) })}
        {!status.due && status.nextReviewOn && (
          <> {i18n.t('case.status.next', { on: i18n.date(status.nextReviewOn, { zone }) })}</>
        )}
      </p>
    </div>
  )
}

function assessors(i18n: I18n, status: StatusProjection): string {
  return status.assessors.length > 0 &&
    status.assessors.length === status.assessorCount &&
    status.assessorCount <= 2
    ? i18n.list(status.assessors.map(isolate))
    : i18n.t('case.status.assessors', { count: status.assessorCount })
}

function Asks({ i18n, page }: { i18n: I18n; page: CaseProjection }) {
  const [first, ...others] = page.asks
  return (
    <section class="now" aria-labelledby="now">
      <h2 id="now">{i18n.t('case.now')}</h2>
      {first ? (
        <>
          {first.summary && <p>{first.summary}</p>}
          <p>
            <a class="action" href={first.href}>
              {askLabel(i18n, first, page.name)}
            </a>
          </p>
          {first.actBy && (
            <p class="small">{i18n.t('case.actBy', { on: i18n.date(first.actBy, { zone: page.zone }) })}</p>
          )}
          {others.length > 0 && (
            <ul class="also">
              {others.map((ask) => (
                <li>
                  <a href={ask.href}>{askLabel(i18n, ask, page.name)}</a>
                </li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <p>{i18n.t('case.now.nothing')}</p>
      )}
    </section>
  )
}

function askLabel(i18n: I18n, ask: AskProjection, name: string): Child {
  return ask.title || say(i18n, `case.ask.${ask.kind}` satisfies MessageKey, { name })
}

function HerWords({
  i18n,
  page,
  quotes,
}: {
  i18n: I18n
  page: CaseProjection
  quotes: readonly QuoteProjection[]
}) {
  const hers = quotes.some(({ form }) => form === 'verbatim')
  return (
    <Section title={say(i18n, hers ? 'case.words' : 'case.words.reported', { name: page.name })}>
      <Quotes i18n={i18n} quotes={quotes} lang={page.lang} />
    </Section>
  )
}

function Organisations({ i18n, organisations }: { i18n: I18n; organisations: readonly NamedOrganisation[] }) {
  return (
    <ul class="plain-list">
      {organisations.map(({ name, role, href }) => {
        const safe = safeHref(href)
        return (
          <li>
            {safe ? (
              <a href={safe}>
                <bdi>{name}</bdi>
              </a>
            ) : (
              <bdi>{name}</bdi>
            )}
            {organisations.length > 1 && role !== 'partner' && (
              <span class="small"> {i18n.t(`case.role.${role}`)}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function feeds(i18n: I18n, page: CaseProjection) {
  const title = i18n.t('case.feed', { name: page.name })
  return [
    page.follow.atomHref && { title, href: page.follow.atomHref, type: 'application/atom+xml' as const },
    page.follow.jsonFeedHref && {
      title,
      href: page.follow.jsonFeedHref,
      type: 'application/feed+json' as const,
    },
  ].filter((feed) => typeof feed === 'object')
}
