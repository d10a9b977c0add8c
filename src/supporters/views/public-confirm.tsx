import { PublicLayout, say, type PublicShell } from '#ui/index.ts'
import type { ConfirmedProjection, ConfirmProjection } from './projection.ts'

type Answer = ConfirmedProjection['answer']

/** Safety: who chose "confirm only" in the mail must not be led to agree to mails by the first button of the page. */
function answersOf({ purpose, meant }: ConfirmProjection): Answer[] {
  const all: Answer[] = purpose === 'action' ? ['follow', 'only', 'not_me'] : ['follow', 'not_me']
  return all.toSorted((a, b) => Number(b === meant) - Number(a === meant))
}

function wordsOf({ purpose }: ConfirmProjection, answer: Answer) {
  if (answer === 'not_me') return 'confirm.notMe'
  if (answer === 'only') return 'confirm.only'
  if (purpose === 'newsletter') return 'confirm.newsletter'
  return purpose === 'action' ? 'confirm.follow' : 'confirm.follow.only'
}

/** Behind the link of a mail. A scanner that opens the link changes nothing: only a button acts. */
export function ConfirmPage({ shell, page }: { shell: PublicShell; page: ConfirmProjection }) {
  const { i18n } = shell
  const title = i18n.t('confirm.title')
  const name = page.person
  return (
    <PublicLayout shell={shell} title={title} class="plain">
      <h1>{title}</h1>
      <p class="sentence">
        {say(i18n, `confirm.text.${page.purpose}`, { name, organisation: page.organisation })}
      </p>
      <form method="post" action={page.formHref} class="stack">
        {answersOf(page).map((answer, n) => (
          <button
            class={n === 0 ? 'action' : answer === 'not_me' ? 'link' : 'button'}
            type="submit"
            name="answer"
            value={answer}
          >
            {say(i18n, wordsOf(page, answer), { name })}
          </button>
        ))}
        <p class="small">{say(i18n, 'confirm.note', { organisation: page.organisation })}</p>
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
      <p class="sentence">{say(i18n, confirmedWords(page), { name: page.person })}</p>
      {page.organisation && page.answer !== 'not_me' && (
        <p>{say(i18n, 'confirmed.organisation', { organisation: page.organisation })}</p>
      )}
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

/** Who only asked to hear did nothing that counts. */
function confirmedWords({ purpose, answer }: ConfirmedProjection) {
  if (purpose === 'action' || answer === 'not_me') return `confirmed.${answer}` as const
  return purpose === 'newsletter' ? 'confirmed.newsletter' : 'confirmed.follow.only'
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
