import type { Child } from 'hono/jsx'
import { directionOf, type I18n } from '#platform/i18n.ts'
import {
  Counter,
  ErrorSummary,
  hasErrors,
  Logo,
  Notice,
  PublicLayout,
  safeHref,
  Status,
  say,
  Paragraphs,
  Prose,
} from '#ui/index.ts'
import type { FormState, PublicShell } from '#ui/index.ts'
import { CallForm } from './public-call.tsx'
import { EmailForm } from './public-email.tsx'
import { MessageForm } from './public-message.tsx'
import { SignatureForm } from './public-signature.tsx'
import type { ActionBase, ActionProjection, DemandProjection, PartnerProjection } from './projection.ts'

export interface ActionPageProps {
  shell: PublicShell
  page: ActionProjection
  /** A refused form comes back with all that was typed. */
  form?: FormState
  /** The form for people inside the country of risk. */
  inside?: boolean
  /** Carried along unseen: the partner organisation, the share link that led here, the journey. */
  hidden?: Readonly<Record<string, string>>
  /** What stands at the end of the page, below the background. */
  below?: Child
}

/** One action with the fields that it needs and no more. */
export function ActionPage(props: ActionPageProps) {
  const { shell, page, form } = props
  const { i18n } = shell
  const refused = hasErrors(form)
  return (
    <PublicLayout
      shell={shell}
      title={refused ? i18n.t('act.refused', { title: page.title }) : page.title}
      description={page.summary}
      canonical={page.canonical}
      oembed={page.embeddable}
      image={page.card}
      index={!refused && !props.inside}
      islands={page.kind === 'call' ? [] : ['letter-length']}
      class={page.partner ? `act accent-${page.partner.accent}` : 'act'}
    >
      <p class="small">
        <a href={page.caseHref}>{say(i18n, 'act.about', { name: page.person })}</a>
      </p>
      <h1 lang={page.lang} dir={directionOf(page.lang)}>
        {page.title}
      </h1>
      {page.partner && <Partner i18n={i18n} partner={page.partner} refused={refused} />}
      <ErrorSummary i18n={i18n} form={form} />
      {!refused && (
        <>
          <p class="sentence" lang={page.lang} dir={directionOf(page.lang)}>
            {page.summary}
          </p>
          {page.actBy && (
            <p class="act-by">{i18n.t('act.by', { on: i18n.date(page.actBy, { zone: page.zone }) })}</p>
          )}
          {page.demands.length > 0 && <Demands i18n={i18n} demands={page.demands} lang={page.lang} />}
          {page.counter && <Counter i18n={i18n} counter={page.counter} />}
        </>
      )}
      <Risk i18n={i18n} page={page} inside={props.inside} />
      <Advice i18n={i18n} page={page} />
      <Form {...props} />
      <p class="small">{i18n.t(page.kind === 'call' ? 'act.next.call' : 'act.next')}</p>
      <Background i18n={i18n} page={page} />
      {props.below}
    </PublicLayout>
  )
}

/** Whose page this is, and its own words. They do not stand between somebody and the form that she has to mend. */
function Partner(props: { i18n: I18n; partner: PartnerProjection; refused: boolean }) {
  const { i18n, partner } = props
  return (
    <section class="partner">
      <Logo logo={partner.logo} />
      <p class="small">
        {say(i18n, 'act.partner', { organisation: partner.name })}
        {partner.href && (
          <>
            {' · '}
            <a href={safeHref(partner.href)} rel="noopener noreferrer">
              {i18n.t('act.partner.website')}
            </a>
          </>
        )}
      </p>
      {!props.refused && <Prose html={partner.introHtml} lang={partner.lang} />}
    </section>
  )
}

function Form(props: ActionPageProps) {
  const { page } = props
  const { i18n } = props.shell
  const hidden = Object.entries(props.hidden ?? {}).map(([name, value]) => (
    <input type="hidden" name={name} value={value} />
  ))
  const shared = { i18n, form: props.form, inside: props.inside ?? false }
  let fields: Child
  switch (page.kind) {
    case 'message':
      fields = <MessageForm {...shared} page={page} />
      break
    case 'email':
      fields = <EmailForm {...shared} page={page} />
      break
    case 'call':
      fields = <CallForm {...shared} page={page} />
      break
    case 'signature':
      fields = <SignatureForm {...shared} page={page} />
      break
  }
  return (
    <form method="post" action={page.formHref} target="_self" id="form">
      {hidden}
      {fields}
    </form>
  )
}

function Demands({
  i18n,
  demands,
  lang,
}: {
  i18n: I18n
  demands: readonly DemandProjection[]
  lang: string
}) {
  return (
    <section class="demands">
      <h2>{i18n.t('act.demands')}</h2>
      <ol lang={lang} dir={directionOf(lang)}>
        {demands.map(({ text, state }) => (
          <li>
            {text}
            {state !== 'open' && (
              <>
                {' '}
                <Status tone={state === 'met' ? 'success' : 'info'}>{i18n.t(`act.demand.${state}`)}</Status>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Safety: stands before the form, so that nobody inside the country finds it after writing. */
function Risk({ i18n, page, inside }: { i18n: I18n; page: ActionBase; inside?: boolean }) {
  if (!page.risk) return null
  const country = i18n.country(page.risk.country)
  return (
    <Notice tone="warning" title={i18n.t(inside ? 'act.risk.inside' : 'act.risk.title', { country })}>
      <p>{page.risk.text ?? i18n.t('act.risk.text')}</p>
      <p>
        {inside ? (
          i18n.t('act.risk.safe')
        ) : (
          <a href={page.risk.insideHref} target="_self">
            {i18n.t('act.risk.link', { country })}
          </a>
        )}
      </p>
    </Notice>
  )
}

/** What the team asks of those who write or call. Safety: a rude letter harms the person. */
function Advice({ i18n, page }: { i18n: I18n; page: ActionBase }) {
  if (!page.dos && !page.donts) return null
  return (
    <section class="part">
      <h2>{i18n.t('act.advice')}</h2>
      <div lang={page.lang} dir={directionOf(page.lang)}>
        {page.dos && <Paragraphs text={page.dos} />}
        {page.donts && <Paragraphs text={page.donts} />}
      </div>
    </section>
  )
}

/** Below the form: who wants to act need not read it first, who wants to know finds it. */
function Background({ i18n, page }: { i18n: I18n; page: ActionBase }) {
  return (
    <>
      {page.whatHappenedHtml && (
        <section class="part">
          <h2>{i18n.t('act.whatHappened')}</h2>
          <Prose html={page.whatHappenedHtml} lang={page.lang} />
        </section>
      )}
      {page.whyItMattersHtml && (
        <section class="part">
          <h2>{i18n.t('act.whyItMatters')}</h2>
          <Prose html={page.whyItMattersHtml} lang={page.lang} />
        </section>
      )}
    </>
  )
}
