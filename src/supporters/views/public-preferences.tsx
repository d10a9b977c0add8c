import { PublicLayout, RadioGroup, say, type PublicShell } from '#ui/index.ts'
import type {
  PreferenceCommand,
  PreferenceDone,
  PreferencesProjection,
  UnsubscribeProjection,
} from './projection.ts'

export function UnsubscribePage({ shell, page }: { shell: PublicShell; page: UnsubscribeProjection }) {
  const { i18n } = shell
  return (
    <PublicLayout shell={shell} title={i18n.t('unsubscribe.title')} class="plain">
      <h1>{i18n.t('unsubscribe.title')}</h1>
      <form method="post" action={page.formHref} class="stack">
        {page.person !== undefined && (
          <button class="button" type="submit" name="scope" value="case">
            {say(i18n, 'unsubscribe.case', { name: page.person })}
          </button>
        )}
        <button class="button" type="submit" name="scope" value="all">
          {i18n.t('unsubscribe.all')}
        </button>
        <p class="small">{i18n.t('unsubscribe.note')}</p>
      </form>
    </PublicLayout>
  )
}

/** Thanks for an answer about something that may not be shown at this moment: they name nobody. */
export function AnswerTakenPage({ shell }: { shell: PublicShell }) {
  const { i18n } = shell
  return (
    <PublicLayout shell={shell} title={i18n.t('answered.title')} class="plain">
      <h1>{i18n.t('answered.title')}</h1>
      <p class="sentence">{i18n.t('answered.text')}</p>
    </PublicLayout>
  )
}

/** The same whether the link was known or not. */
export function UnsubscribedPage({
  shell,
  preferencesHref,
}: {
  shell: PublicShell
  preferencesHref?: string
}) {
  const { i18n } = shell
  return (
    <PublicLayout shell={shell} title={i18n.t('unsubscribed.title')} class="plain">
      <h1>{i18n.t('unsubscribed.title')}</h1>
      <p class="sentence">{i18n.t('unsubscribed.text')}</p>
      {preferencesHref && (
        <p>
          <a href={preferencesHref}>{i18n.t('unsubscribed.preferences')}</a>
        </p>
      )}
    </PublicLayout>
  )
}

/**
 * Commands, not a view: the page shows nothing of what is held, so a link that fell into other hands shows nothing
 * either. What is held goes to the inbox itself.
 */
export function PreferencesPage({ shell, page }: { shell: PublicShell; page: PreferencesProjection }) {
  const { i18n } = shell
  const commands: PreferenceCommand[] = [
    ...(page.person === undefined ? [] : ['stop_case' as const]),
    'stop_all',
    'held',
    ...(page.person === undefined ? [] : ['take_back' as const]),
    'erase',
  ]
  const values = { name: page.person ?? '', organisation: page.organisation }
  return (
    <PublicLayout shell={shell} title={i18n.t('preferences.title')} class="plain">
      <h1>{i18n.t('preferences.title')}</h1>
      <p class="sentence">{say(i18n, 'preferences.text', { organisation: page.organisation })}</p>
      <form method="post" action={page.formHref}>
        {page.others && (
          <RadioGroup
            name="scope"
            label={i18n.t('preferences.scope')}
            hint={i18n.t('preferences.scope.hint')}
            value="one"
            options={[
              { value: 'one', label: say(i18n, 'preferences.scope.one', values) },
              { value: 'all', label: i18n.t('preferences.scope.all') },
            ]}
          />
        )}
        <ul class="commands">
          {commands.map((command) => (
            <li>
              <p id={`about-${command}`}>{say(i18n, `preferences.${command}.text`, values)}</p>
              <button
                class="button"
                type="submit"
                name="command"
                value={command}
                aria-describedby={`about-${command}`}
              >
                {say(i18n, `preferences.${command}`, values)}
              </button>
            </li>
          ))}
        </ul>
      </form>
      <section class="part">
        <h2>{i18n.t('preferences.change')}</h2>
        <p>{say(i18n, 'preferences.change.text', values)}</p>
        <p>
          <a class="button" href={page.changeHref}>
            {i18n.t('preferences.change.open')}
          </a>
        </p>
      </section>
      <p class="small">
        <a href={page.privacyHref}>{i18n.t('ui.footer.privacy')}</a>
      </p>
    </PublicLayout>
  )
}

export function PreferencesDonePage({ shell, command }: { shell: PublicShell; command: PreferenceDone }) {
  const { i18n } = shell
  return (
    <PublicLayout shell={shell} title={i18n.t('preferences.done.title')} class="plain">
      <h1>{i18n.t('preferences.done.title')}</h1>
      <p class="sentence">{i18n.t(`preferences.done.${command}`)}</p>
    </PublicLayout>
  )
}
