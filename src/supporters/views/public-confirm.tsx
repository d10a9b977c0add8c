import { PublicLayout, say, type PublicShell } from '#ui/index.ts'
import type { ConfirmedProjection, ConfirmProjection } from './projection.ts'

/** Behind the link of a mail. A scanner that opens the link changes nothing: only a button acts. */
export function ConfirmPage({ shell, page }: { shell: PublicShell; page: ConfirmProjection }) {
  const { i18n } = shell
  const title = i18n.t('confirm.title')
  const name = page.person
  return (
    <PublicLayout shell={shell} title={title} class="plain">
      <h1>{title}</h1>
      <p class="sentence">{say(i18n, `confirm.text.${page.purpose}`, { name })}</p>
      <form method="post" action={page.formHref} class="stack">
        <button class="action" type="submit" name="answer" value="follow">
          {say(i18n, page.purpose === 'action' ? 'confirm.follow' : 'confirm.follow.only', { name })}
        </button>
        {page.purpose === 'action' && (
          <button class="button" type="submit" name="answer" value="only">
            {i18n.t('confirm.only')}
          </button>
        )}
        <p class="small">{say(i18n, 'confirm.note', { organisation: page.organisation })}</p>
        <button class="link" type="submit" name="answer" value="not_me">
          {i18n.t('confirm.notMe')}
        </button>
      </form>
    </PublicLayout>
  )
}

export function ConfirmedPage({ shell, page }: { shell: PublicShell; page: ConfirmedProjection }) {
  const { i18n } = shell
  const title = i18n.t(page.answer === 'not_me' ? 'confirmed.notMe.title' : 'confirmed.title')
  return (
    <PublicLayout shell={shell} title={title} class="plain">
      <h1>{title}</h1>
      <p class="sentence">{say(i18n, `confirmed.${page.answer}`, { name: page.person })}</p>
      {page.next && (
        <p>
          <a class="action" href={page.next.href}>
            {page.next.label}
          </a>
        </p>
      )}
      <p>
        <a href={page.caseHref}>{say(i18n, 'supporter.case', { name: page.person })}</a>
      </p>
    </PublicLayout>
  )
}

/** A link past its date; what was never confirmed is gone by then. */
export function ExpiredPage({ shell, actHref }: { shell: PublicShell; actHref?: string }) {
  const { i18n } = shell
  return (
    <PublicLayout shell={shell} title={i18n.t('expired.title')} class="plain">
      <h1>{i18n.t('expired.title')}</h1>
      <p>{i18n.t('expired.text')}</p>
      <p>
        <a class={actHref ? 'action' : undefined} href={actHref ?? shell.homeHref}>
          {i18n.t(actHref ? 'expired.again' : 'ui.trouble.home')}
        </a>
      </p>
    </PublicLayout>
  )
}
