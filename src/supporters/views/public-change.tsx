import { languages } from '#platform/i18n.ts'
import {
  Checkbox,
  ErrorSummary,
  PublicLayout,
  RadioGroup,
  say,
  Select,
  TextField,
  valueOf,
  type FormState,
  type PublicShell,
} from '#ui/index.ts'
import { undoCommands, type ChangeProjection, type UndoProjection } from './projection.ts'

/** Every field is empty, whoever comes: an empty one leaves what is held, which goes to the inbox alone. */
export function ChangePage(props: { shell: PublicShell; page: ChangeProjection; form?: FormState }) {
  const { shell, page, form } = props
  const { i18n } = shell
  const { t } = i18n
  const optional = t('ui.optional')
  return (
    <PublicLayout shell={shell} title={t('change.title')} class="plain">
      <p class="small">
        <a href={page.choicesHref}>{t('preferences.title')}</a>
      </p>
      <h1>{t('change.title')}</h1>
      <ErrorSummary i18n={i18n} form={form} />
      <p class="sentence">{say(i18n, 'change.text', { organisation: page.organisation })}</p>
      <form method="post" action={page.formHref}>
        <TextField
          form={form}
          name="firstName"
          label={t('change.firstName')}
          note={optional}
          autocomplete="given-name"
          maxlength={80}
        />
        <TextField
          form={form}
          name="lastName"
          label={t('change.lastName')}
          note={optional}
          autocomplete="family-name"
          maxlength={80}
        />
        <Checkbox
          form={form}
          name="signatures"
          label={t('change.signatures')}
          hint={t('change.signatures.hint')}
        />
        <Select
          form={form}
          name="country"
          label={t('change.country')}
          note={optional}
          empty={t('change.unchanged')}
          options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Select
          form={form}
          name="mailLanguage"
          label={t('change.language')}
          note={optional}
          empty={t('change.unchanged')}
          options={languages.map((value) => ({ value, label: i18n.language(value) }))}
        />
        <TextField
          form={form}
          name="former"
          label={t('change.former')}
          note={optional}
          hint={t('change.former.hint')}
          maxlength={170}
        />
        {page.others && (
          <RadioGroup
            form={form}
            name="scope"
            label={t('preferences.scope')}
            hint={t('change.scope.hint')}
            value={valueOf(form, 'scope') || 'one'}
            options={[
              {
                value: 'one',
                label: say(i18n, 'preferences.scope.one', { organisation: page.organisation }),
              },
              { value: 'all', label: t('preferences.scope.all') },
            ]}
          />
        )}
        <p>
          <button class="action" type="submit">
            {t('change.send')}
          </button>
        </p>
      </form>
      <section class="part">
        <h2>{t('change.address')}</h2>
        <p>{t('change.address.text')}</p>
      </section>
    </PublicLayout>
  )
}

/** Behind "undo" in the mail that tells of a change: buttons, since programs that read mail open links. */
export function UndoPage({ shell, page }: { shell: PublicShell; page: UndoProjection }) {
  const { i18n } = shell
  return (
    <PublicLayout shell={shell} title={i18n.t('undo.title')} class="plain">
      <h1>{i18n.t('undo.title')}</h1>
      <p class="sentence">
        {say(i18n, page.formHref ? 'undo.text' : 'undo.late', { organisation: page.organisation })}
      </p>
      {page.formHref && (
        <form method="post" action={page.formHref}>
          <ul class="commands">
            {undoCommands.map((command) => (
              <li>
                <p id={`about-${command}`}>{i18n.t(`undo.${command}.text`)}</p>
                <button
                  class="button"
                  type="submit"
                  name="command"
                  value={command}
                  aria-describedby={`about-${command}`}
                >
                  {i18n.t(`undo.${command}`)}
                </button>
              </li>
            ))}
          </ul>
        </form>
      )}
    </PublicLayout>
  )
}
