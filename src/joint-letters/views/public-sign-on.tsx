import { directionOf, type I18n } from '#platform/i18n.ts'
import {
  Checkbox,
  ErrorSummary,
  FileField,
  hasErrors,
  PublicLayout,
  RadioGroup,
  say,
  Select,
  TextField,
  type FormState,
  type PublicShell,
} from '#ui/index.ts'
import type { SignOnProjection } from './projection.ts'

interface Props {
  shell: PublicShell
  page: SignOnProjection
  /** A refused form comes back with all that was typed. */
  form?: FormState
}

/** An organisation from outside the coalition signs the letter. It works without script, logo and all. */
export function SignOnPage({ shell, page, form }: Props) {
  const { i18n } = shell
  const title = i18n.t('sign-on.title')
  const fields = { i18n, form, page }
  return (
    <PublicLayout shell={shell} title={hasErrors(form) ? i18n.t('sign-on.refused') : title} class="act">
      <p class="small">
        <a href={page.letterHref}>{i18n.t('joint-letter.read')}</a>
      </p>
      <h1>{title}</h1>
      <ErrorSummary i18n={i18n} form={form} />
      {!hasErrors(form) && (
        <>
          <p class="sentence" lang={page.lang} dir={directionOf(page.lang)}>
            {page.title}
          </p>
          <p>{i18n.t('sign-on.how')}</p>
          <p>{i18n.t('sign-on.stands')}</p>
          {page.until && (
            <p class="act-by">
              {i18n.t('joint-letter.sign.until', { on: i18n.date(page.until, { zone: 'UTC' }) })}
            </p>
          )}
        </>
      )}
      <form method="post" action={page.formHref} enctype="multipart/form-data">
        <input type="hidden" name="textHash" value={page.textHash} />
        <OrganisationFields {...fields} />
        <ContactFields {...fields} />
        <Answers {...fields} />
        <PrivacyNote {...fields} />
        <p>
          <button class="action" type="submit">
            {i18n.t('sign-on.send')}
          </button>
        </p>
      </form>
    </PublicLayout>
  )
}

interface FieldsProps {
  i18n: I18n
  form: FormState | undefined
  page: SignOnProjection
}

/** What stands in public. */
function OrganisationFields({ i18n, form }: FieldsProps) {
  return (
    <fieldset class="group">
      <legend>{i18n.t('sign-on.organisation.title')}</legend>
      <p class="hint">{i18n.t('sign-on.organisation.hint')}</p>
      <TextField
        form={form}
        name="organisation"
        label={i18n.t('sign-on.organisation')}
        autocomplete="organization"
        maxlength={120}
        required
      />
      <Select
        form={form}
        name="country"
        label={i18n.t('sign-on.country')}
        empty={i18n.t('act.country.choose')}
        options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
        autocomplete="country"
        required
      />
      <TextField
        form={form}
        name="website"
        dir="ltr"
        inputmode="url"
        label={i18n.t('sign-on.website')}
        hint={i18n.t('sign-on.website.hint')}
        autocomplete="url"
        maxlength={200}
        required
      />
      <FileField
        form={form}
        name="logo"
        label={i18n.t('sign-on.logo')}
        note={i18n.t('ui.optional')}
        hint={i18n.t(hasErrors(form) ? 'sign-on.logo.again' : 'sign-on.logo.hint')}
        accept="image/png,image/jpeg,image/webp"
      />
    </fieldset>
  )
}

/** What the letter's organisation alone reads. */
function ContactFields({ i18n, form, page }: FieldsProps) {
  return (
    <fieldset class="group">
      <legend>{i18n.t('sign-on.contact.title')}</legend>
      <p class="hint">{say(i18n, 'sign-on.contact.hint', { organisation: page.takenBy })}</p>
      <TextField
        form={form}
        name="name"
        label={i18n.t('sign-on.name')}
        autocomplete="name"
        maxlength={80}
        required
      />
      <TextField
        form={form}
        name="role"
        label={i18n.t('sign-on.role')}
        autocomplete="organization-title"
        maxlength={80}
        required
      />
      <TextField
        form={form}
        name="email"
        type="email"
        label={i18n.t('sign-on.email')}
        hint={i18n.t('sign-on.email.hint')}
        autocomplete="email"
        maxlength={254}
        required
      />
    </fieldset>
  )
}

/** Nothing is preset: each is somebody's own word. */
function Answers({ i18n, form }: FieldsProps) {
  return (
    <div class="group">
      <Checkbox form={form} name="authority" label={i18n.t('sign-on.authority')} required />
      <RadioGroup
        form={form}
        name="hear"
        label={i18n.t('sign-on.hear')}
        hint={i18n.t('sign-on.hear.hint')}
        options={[
          { value: 'yes', label: i18n.t('sign-on.hear.yes') },
          { value: 'no', label: i18n.t('sign-on.hear.no') },
        ]}
        inline
        required
      />
    </div>
  )
}

function PrivacyNote({ i18n, page }: FieldsProps) {
  return (
    <p class="small">
      {say(i18n, 'sign-on.privacy', { organisation: page.takenBy })}{' '}
      <a href={page.privacyHref}>{i18n.t('ui.footer.privacy')}</a>
    </p>
  )
}

/** The same for whoever signs first, again, or with an address that is refused: it tells nobody who signed. */
export function SignOnSentPage(props: { shell: PublicShell; letterHref: string }) {
  const { i18n } = props.shell
  return (
    <PublicLayout shell={props.shell} title={i18n.t('sign-on.sent.title')} class="plain">
      <h1>{i18n.t('sign-on.sent.title')}</h1>
      <p class="sentence">{i18n.t('sign-on.sent.text')}</p>
      <p>{i18n.t('sign-on.sent.then')}</p>
      <p>
        <a href={props.letterHref}>{i18n.t('joint-letter.read')}</a>
      </p>
    </PublicLayout>
  )
}
