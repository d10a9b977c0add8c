import type { I18n } from '#platform/i18n.ts'
import { PublicLayout, say, type PublicShell } from '#ui/index.ts'
import type { OrganisationDocument } from '#organisations/document.ts'
import { HandOverNote, type HandOverProjection } from '#updates/views/public.ts'

/** After the last day to act: says so, and what one can do instead. */
export function ClosedPage(props: {
  shell: PublicShell
  on: string
  person: string
  caseHref: string
  followHref: string
  handOver: HandOverProjection | undefined
}) {
  const { i18n } = props.shell
  const title = i18n.t('public.closed.title')
  return (
    <PublicLayout shell={props.shell} title={title} class="plain">
      <h1>{title}</h1>
      <p class="sentence">{i18n.t('public.closed.text', { on: props.on })}</p>
      <p>
        <a class="action" href={props.caseHref}>
          {say(i18n, 'public.closed.case', { name: props.person })}
        </a>
      </p>
      <p>
        <a href={props.followHref}>{i18n.t('public.closed.follow')}</a>
      </p>
      {props.handOver && <HandOverNote i18n={i18n} handOver={props.handOver} />}
    </PublicLayout>
  )
}

/** What is kept of whom, and who answers for it. */
export function PrivacyPage(props: {
  shell: PublicShell
  organisations: readonly OrganisationDocument[]
  sourceUrl: string | undefined
}) {
  const { i18n } = props.shell
  const title = i18n.t('public.privacy.title')
  return (
    <PublicLayout shell={props.shell} title={title} class="plain" index>
      <h1>{title}</h1>
      <p class="sentence">{i18n.t('public.privacy.visit')}</p>
      <p>{i18n.t('public.privacy.act')}</p>
      <p>{i18n.t('public.privacy.time')}</p>
      <p>{i18n.t('public.privacy.organisations')}</p>
      <p>{i18n.t('public.privacy.network')}</p>
      {props.organisations.length > 0 && <h2>{i18n.t('public.privacy.who')}</h2>}
      {props.organisations.map((organisation) => (
        <Controller i18n={i18n} organisation={organisation} />
      ))}
      <h2 id="source">{i18n.t('public.source.title')}</h2>
      <p>{i18n.t('public.source.text')}</p>
      <p>
        {props.sourceUrl ? (
          <a href={props.sourceUrl} rel="noopener noreferrer">
            {i18n.t('public.source.link')}
          </a>
        ) : (
          i18n.t('public.source.ask')
        )}
      </p>
    </PublicLayout>
  )
}

function Controller({ i18n, organisation }: { i18n: I18n; organisation: OrganisationDocument }) {
  return (
    <section>
      <h3>
        <bdi>{organisation.name}</bdi>
      </h3>
      <p>
        {organisation.postalAddress.split('\n').map((line) => (
          <>
            <bdi>{line}</bdi>
            <br />
          </>
        ))}
      </p>
      <p>{say(i18n, 'public.privacy.contact', { contact: organisation.privacyContact })}</p>
    </section>
  )
}
