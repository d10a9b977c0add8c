import type { Child } from 'hono/jsx'
import { PublicLayout, type PublicShell } from './public-layout.tsx'

function Plain(props: {
  shell: PublicShell
  title: string
  children: Child
  back?: { href: string; label: string }
}) {
  const { shell } = props
  const back = props.back ?? { href: shell.homeHref, label: shell.i18n.t('ui.trouble.home') }
  return (
    <PublicLayout shell={shell} title={props.title} class="plain">
      <h1>{props.title}</h1>
      {props.children}
      <p>
        <a href={back.href}>{back.label}</a>
      </p>
    </PublicLayout>
  )
}

/**
 * Safety: the one answer for all that was public and is not: paused, ended, gone quiet, withdrawn, expired, an
 * organisation that left. It takes nothing but the shell, so that the reason cannot show.
 */
export function NeutralPage({ shell }: { shell: PublicShell }) {
  const { i18n } = shell
  return (
    <Plain shell={shell} title={i18n.t('ui.neutral.title')}>
      <p>{i18n.t('ui.neutral.text')}</p>
      <p>{i18n.t('ui.neutral.todo')}</p>
    </Plain>
  )
}

export function NotFoundPage({ shell }: { shell: PublicShell }) {
  const { i18n } = shell
  return (
    <Plain shell={shell} title={i18n.t('ui.notFound.title')}>
      <p>{i18n.t('ui.notFound.text')}</p>
    </Plain>
  )
}

/** 429; the same number of seconds goes into `Retry-After`. */
export function TooManyPage({ shell, retryAfter }: { shell: PublicShell; retryAfter: number }) {
  const { i18n } = shell
  return (
    <Plain shell={shell} title={i18n.t('ui.tooMany.title')}>
      <p>{i18n.t('ui.tooMany.text', { minutes: Math.max(1, Math.ceil(retryAfter / 60)) })}</p>
      <p>{i18n.t('ui.trouble.again')}</p>
    </Plain>
  )
}

/** 503: nothing of what was sent is kept half. */
export function OverloadedPage({ shell, retryAfter }: { shell: PublicShell; retryAfter: number }) {
  const { i18n } = shell
  return (
    <Plain shell={shell} title={i18n.t('ui.overloaded.title')}>
      <p>{i18n.t('ui.overloaded.text', { seconds: retryAfter })}</p>
      <p>{i18n.t('ui.trouble.again')}</p>
    </Plain>
  )
}

/** 413. */
export function TooLargePage({ shell }: { shell: PublicShell }) {
  const { i18n } = shell
  return (
    <Plain shell={shell} title={i18n.t('ui.tooLarge.title')}>
      <p>{i18n.t('ui.tooLarge.text')}</p>
    </Plain>
  )
}

/** 500: `reference` is what an operator finds in the log; it says nothing else. */
export function ErrorPage({ shell, reference }: { shell: PublicShell; reference?: string }) {
  const { i18n } = shell
  return (
    <Plain shell={shell} title={i18n.t('ui.error.title')}>
      <p>{i18n.t('ui.error.text')}</p>
      {reference && (
        <p class="small">
          {i18n.t('ui.error.reference')} <code dir="ltr">{reference}</code>
        </p>
      )}
    </Plain>
  )
}
