import { directionOf, type I18n } from '#platform/i18n.ts'
import { safeHref, say } from '#ui/index.ts'
import type { DonateProjection, FollowLinks, UpdateTeaser } from './projection.ts'

export function UpdateList({
  i18n,
  updates,
  zone,
  heading: Heading = 'h3',
}: {
  i18n: I18n
  updates: readonly UpdateTeaser[]
  zone: string
  /** one below the heading that the list stands under */
  heading?: 'h2' | 'h3'
}) {
  return (
    <ol class="updates">
      {updates.map((update) => (
        <li>
          <p class="small">
            {update.kind} · <time datetime={update.on}>{i18n.date(update.on, { zone })}</time>
            {update.place && (
              <>
                {' · '}
                <bdi>{update.place}</bdi>
              </>
            )}
          </p>
          <Heading lang={update.lang} dir={update.lang && directionOf(update.lang)}>
            <a href={update.href}>{update.headline}</a>
          </Heading>
          {update.summary && <p>{update.summary}</p>}
        </li>
      ))}
    </ol>
  )
}

/** Says first where the money goes: to this case or to general work. */
export function DonateBlock(props: { i18n: I18n; donate: DonateProjection; name: string }) {
  const { i18n, donate, name } = props
  return (
    <>
      <p>{donate.sentence}</p>
      <p>
        <strong>
          {donate.purpose === 'case'
            ? say(i18n, 'case.donate.case', { name, organisation: donate.organisation })
            : say(i18n, 'case.donate.general', { organisation: donate.organisation })}
        </strong>
      </p>
      <p>
        <a class="button" href={safeHref(donate.href)} rel="noopener noreferrer">
          {donate.button ?? say(i18n, 'case.donate.button', { organisation: donate.organisation })}
        </a>
      </p>
    </>
  )
}

export function FollowBlock({ i18n, follow, name }: { i18n: I18n; follow: FollowLinks; name: string }) {
  const social = follow.social.flatMap(({ label, href }) => {
    const safe = safeHref(href)
    return safe ? [{ label, href: safe }] : []
  })
  if (!follow.mailHref && !follow.atomHref && social.length === 0) return null
  return (
    <section class="part">
      <h2>{say(i18n, 'case.follow', { name })}</h2>
      <div>
        {follow.mailHref && (
          <p>
            <a class="button" href={follow.mailHref}>
              {i18n.t('case.follow.mail')}
            </a>
          </p>
        )}
        <ul class="inline-list">
          {follow.atomHref && (
            <li>
              <a href={follow.atomHref}>{i18n.t('case.follow.atom')}</a>
            </li>
          )}
          {follow.jsonFeedHref && (
            <li>
              <a href={follow.jsonFeedHref}>{i18n.t('case.follow.json')}</a>
            </li>
          )}
          {social.map(({ label, href }) => (
            <li>
              <a href={href} rel="me noopener noreferrer">
                <bdi>{label}</bdi>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
