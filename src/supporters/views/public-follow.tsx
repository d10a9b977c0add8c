import {
  Checkbox,
  ErrorSummary,
  PublicLayout,
  say,
  TextField,
  type FormState,
  type PublicShell,
} from '#ui/index.ts'
import type { FollowProjection } from './projection.ts'

/** To hear what happens without doing anything. The address is used once it has been confirmed by mail. */
export function FollowPage(props: { shell: PublicShell; page: FollowProjection; form?: FormState }) {
  const { shell, page, form } = props
  const { i18n } = shell
  const title = i18n.t('follow.title', { name: page.person })
  return (
    <PublicLayout shell={shell} title={title} class="plain">
      <p class="small">
        <a href={page.caseHref}>{say(i18n, 'supporter.case', { name: page.person })}</a>
      </p>
      <h1>{say(i18n, 'follow.title', { name: page.person })}</h1>
      <ErrorSummary i18n={i18n} form={form} />
      <p class="sentence">{i18n.t('follow.text')}</p>
      <form method="post" action={page.formHref}>
        <TextField
          form={form}
          name="email"
          type="email"
          label={i18n.t('follow.email')}
          autocomplete="email"
          maxlength={254}
          required
        />
        <TextField
          form={form}
          name="firstName"
          label={i18n.t('follow.firstName')}
          note={i18n.t('ui.optional')}
          hint={i18n.t('follow.firstName.hint')}
          autocomplete="given-name"
          maxlength={80}
        />
        <Checkbox
          form={form}
          name="newsletter"
          label={say(i18n, 'follow.newsletter', { organisation: page.organisation })}
        />
        <p class="small">
          {say(i18n, 'follow.privacy', { organisation: page.organisation })}{' '}
          <a href={page.privacyHref}>{i18n.t('ui.footer.privacy')}</a>
        </p>
        <p>
          <button class="action" type="submit">
            {i18n.t('follow.send')}
          </button>
        </p>
      </form>
    </PublicLayout>
  )
}

/** The same for an address that is known, new or refused: it tells nobody who follows. */
export function FollowSentPage(props: { shell: PublicShell; person: string; caseHref: string }) {
  const { i18n } = props.shell
  return (
    <PublicLayout shell={props.shell} title={i18n.t('followSent.title')} class="plain">
      <h1>{i18n.t('followSent.title')}</h1>
      <p class="sentence">{say(i18n, 'followSent.text', { name: props.person })}</p>
      <p>
        <a href={props.caseHref}>{say(i18n, 'supporter.case', { name: props.person })}</a>
      </p>
    </PublicLayout>
  )
}
