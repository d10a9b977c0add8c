import { directionOf } from '#platform/i18n.ts'
import { Prose, PublicLayout, type PublicShell } from '#ui/index.ts'
import type { AnswerProjection } from './projection.ts'
import { Dateline } from './public-letter.tsx'

/** Behind the link of a mail. A scanner that opens the link changes nothing: only a button acts. */
export function AnswerPage({ shell, page }: { shell: PublicShell; page: AnswerProjection }) {
  const { i18n } = shell
  if (page.changed) return <ChangedPage shell={shell} page={page} changed={page.changed} />
  const title = i18n.t(`sign-on.${page.asks}.title`)
  return (
    <PublicLayout shell={shell} title={title} class="plain">
      <h1>{title}</h1>
      {page.letter && (
        <p class="sentence" lang={page.letter.lang} dir={directionOf(page.letter.lang)}>
          <a href={page.letter.href}>{page.letter.title}</a>
        </p>
      )}
      <p>{i18n.t(`sign-on.${page.asks}.text`)}</p>
      <form method="post" action={page.formHref} class="stack">
        {page.asks === 'confirm' ? (
          <>
            <button class="action" type="submit" name="answer" value="confirm">
              {i18n.t('sign-on.confirm')}
            </button>
            <button class="link" type="submit" name="answer" value="not-us">
              {i18n.t('sign-on.not-us')}
            </button>
          </>
        ) : (
          <button class="action" type="submit" name="answer" value="withdraw">
            {i18n.t('sign-on.withdraw')}
          </button>
        )}
      </form>
    </PublicLayout>
  )
}

/**
 * Safety: who read other words signs nothing before she has these in front of her; what she typed is kept, and the button
 * sends along which words stood above it.
 */
function ChangedPage(props: {
  shell: PublicShell
  page: AnswerProjection
  changed: NonNullable<AnswerProjection['changed']>
}) {
  const { shell, page } = props
  const { letter, textHash } = props.changed
  const { i18n } = shell
  const title = i18n.t('sign-on.changed.title')
  return (
    <PublicLayout shell={shell} title={title} class="plain">
      <h1>{title}</h1>
      <p class="sentence">{i18n.t(`sign-on.changed.${textHash ? 'text' : 'closed'}`)}</p>
      <article>
        <h2 lang={letter.lang} dir={directionOf(letter.lang)}>
          {letter.title}
        </h2>
        {letter.fallback && (
          <p class="small">{i18n.t('update.fallback', { language: i18n.language(letter.lang) })}</p>
        )}
        <Dateline i18n={i18n} page={letter} />
        <div class="sheet" lang={letter.lang} dir={directionOf(letter.lang)}>
          <p class="addressee">{letter.addressee}</p>
          <Prose html={letter.bodyHtml} />
        </div>
      </article>
      <form method="post" action={page.formHref} class="stack">
        {textHash && (
          <>
            <input type="hidden" name="textHash" value={textHash} />
            <button class="action" type="submit" name="answer" value="confirm">
              {i18n.t('sign-on.changed.confirm')}
            </button>
          </>
        )}
        <button class="link" type="submit" name="answer" value="not-us">
          {i18n.t('sign-on.not-us')}
        </button>
      </form>
    </PublicLayout>
  )
}

/** What was said has been taken; where a letter is named, it is public and the reader came from its confirmation. */
export function AnsweredPage(props: {
  shell: PublicShell
  answer: 'confirm' | 'not-us' | 'withdraw'
  letterHref?: string
}) {
  const { shell, answer, letterHref } = props
  const { i18n } = shell
  const title = i18n.t(`sign-on.answered.${answer}.title`)
  return (
    <PublicLayout shell={shell} title={title} class="plain">
      <h1>{title}</h1>
      <p class="sentence">{i18n.t(`sign-on.answered.${answer}`)}</p>
      <p>
        <a href={letterHref ?? shell.homeHref}>
          {i18n.t(letterHref ? 'joint-letter.read' : 'ui.trouble.home')}
        </a>
      </p>
    </PublicLayout>
  )
}

/** A link past its date; what was not confirmed by then is gone. */
export function SignOnExpiredPage({ shell, signHref }: { shell: PublicShell; signHref?: string }) {
  const { i18n } = shell
  return (
    <PublicLayout shell={shell} title={i18n.t('expired.title')} class="plain">
      <h1>{i18n.t('expired.title')}</h1>
      <p>{i18n.t('sign-on.expired')}</p>
      <p>
        <a class={signHref ? 'action' : undefined} href={signHref ?? shell.homeHref}>
          {i18n.t(signHref ? 'joint-letter.sign' : 'ui.trouble.home')}
        </a>
      </p>
    </PublicLayout>
  )
}
