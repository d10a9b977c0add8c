import type { I18n } from '#platform/i18n.ts'
import type { TotpOffer } from '#platform/sign-in/totp.ts'
import { ErrorSummary, Select, TextField, say, type FormState } from '#ui/index.ts'
import type { WelcomeLink } from '../joining.ts'
import { PassphraseFields } from './credentials.tsx'
import { PasskeyButton } from './sign-in.tsx'

/** One page, one form: who you are, and either a passkey or a passphrase with an app. */
export function WelcomeForm(props: {
  i18n: I18n
  link: WelcomeLink
  action: string
  /** where an account that is here already takes the link instead */
  join: string | undefined
  form?: FormState
  offer: TotpOffer
}) {
  const { i18n, link, form } = props
  return (
    <>
      <Introduction i18n={i18n} link={link} />
      <ErrorSummary i18n={i18n} form={form} />
      <form method="post" action={`${props.action}?lang=${i18n.lang}`} class="narrow">
        {(link.purpose === 'first-member' || link.purpose === 'new-organisation') && (
          <NewOrganisation i18n={i18n} form={form} />
        )}
        <TextField
          name="name"
          label={i18n.t('office.name')}
          value={form ? undefined : link.note?.name}
          form={form}
          autocomplete="name"
          required
        />
        {link.purpose === 'first-member' && (
          <TextField
            name="address"
            type="email"
            label={i18n.t('office.address')}
            form={form}
            autocomplete="username"
            required
          />
        )}
        <h2>{i18n.t('office.welcome.choose')}</h2>
        <p>{i18n.t('office.welcome.either')}</p>
        <PasskeyButton
          kind="create"
          options={`${props.action}/passkey`}
          label={i18n.t('office.welcome.passkey')}
          trouble={i18n.t('office.passkey.trouble')}
        />
        <PassphraseFields i18n={i18n} form={form} offer={props.offer} />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('office.welcome.submit')}
          </button>
        </div>
      </form>
      {props.join && <JoinWithAccount i18n={i18n} action={props.join} />}
    </>
  )
}

function Introduction({ i18n, link }: { i18n: I18n; link: WelcomeLink }) {
  if (link.purpose === 'first-member') return <p>{i18n.t('office.welcome.first.text')}</p>
  if (link.purpose === 'new-organisation')
    return <p>{say(i18n, 'office.welcome.new-organisation.text', { address: link.note?.address ?? '' })}</p>
  if (link.purpose === 'recovery') return <p>{i18n.t('office.welcome.recovery.text')}</p>
  return (
    <p>
      {say(i18n, 'office.welcome.invitation.text', {
        organisation: link.organisation,
        role: link.role ? i18n.t(`office.role.${link.role}`) : '',
        address: link.note?.address ?? '',
      })}
    </p>
  )
}

function NewOrganisation({ i18n, form }: { i18n: I18n; form?: FormState }) {
  return (
    <>
      <TextField
        name="organisation"
        label={i18n.t('office.organisation.name')}
        form={form}
        autocomplete="organization"
        required
      />
      <Select
        name="country"
        label={i18n.t('office.organisation.country')}
        empty={i18n.t('office.choose')}
        options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
        form={form}
        autocomplete="country"
        required
      />
    </>
  )
}

/** Safety: stands there for every address, so that whoever made the link does not read off it who has an account here. */
function JoinWithAccount({ i18n, action }: { i18n: I18n; action: string }) {
  return (
    <section>
      <h2>{i18n.t('office.welcome.join.title')}</h2>
      <p>{i18n.t('office.welcome.join.text')}</p>
      <form method="post" action={action}>
        <button class="button" type="submit">
          {i18n.t('office.welcome.join')}
        </button>
      </form>
    </section>
  )
}
