import type { Child } from 'hono/jsx'
import type { I18n } from '#platform/i18n.ts'
import { Checkbox, RadioGroup, Select, TextField, say, valueOf, type FormState } from '#ui/index.ts'

interface PersonFieldsProps {
  i18n: I18n
  form?: FormState
  person: string
  organisation: string
  privacyHref: string
  /** Preset only on the form for people inside the country of risk. */
  country?: string
  /** Who acts is known by the journey: nothing is asked again. */
  known?: boolean
  newsletter?: boolean
  /** The lead's newsletter is asked for beside it. */
  lead?: string
  /** What this kind of action asks besides, before the question whether to hear more. */
  children?: Child
}

/** Who acts, and whether to hear more. No state, no postcode, no telephone: people abroad are the normal case. */
export function PersonFields(props: PersonFieldsProps) {
  const { i18n, form } = props
  if (props.known) {
    return (
      <>
        {props.children}
        <PrivacyNotice {...props} />
      </>
    )
  }
  return (
    <>
      <fieldset class="group">
        <legend>{i18n.t('act.you')}</legend>
        <div class="pair">
          <TextField
            form={form}
            name="firstName"
            label={i18n.t('act.firstName')}
            autocomplete="given-name"
            maxlength={80}
            required
          />
          <TextField
            form={form}
            name="lastName"
            label={i18n.t('act.lastName')}
            autocomplete="family-name"
            maxlength={80}
            required
          />
        </div>
        <TextField
          form={form}
          name="email"
          type="email"
          label={i18n.t('act.email')}
          hint={i18n.t('act.email.hint')}
          autocomplete="email"
          maxlength={254}
          required
        />
        <CountrySelect i18n={i18n} form={form} country={props.country} required />
      </fieldset>
      {props.children}
      <KeepPosted {...props} />
      <PrivacyNotice {...props} />
    </>
  )
}

export function CountrySelect(props: { i18n: I18n; form?: FormState; country?: string; required?: boolean }) {
  const { i18n, form } = props
  return (
    <Select
      form={form}
      name="country"
      label={i18n.t('act.country')}
      note={props.required ? undefined : i18n.t('ui.optional')}
      value={valueOf(form, 'country') || props.country}
      empty={i18n.t('act.country.choose')}
      options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
      autocomplete="country"
      required={props.required}
    />
  )
}

/** Asked on every form, preset on none: staying in touch is the supporter's own word, the newsletter apart from it. */
export function KeepPosted(
  props: Pick<PersonFieldsProps, 'i18n' | 'form' | 'person' | 'organisation' | 'newsletter' | 'lead'>,
) {
  const { i18n, form } = props
  return (
    <div class="group">
      <RadioGroup
        form={form}
        name="follow"
        label={say(i18n, 'act.follow', { name: props.person })}
        hint={i18n.t('act.follow.hint')}
        options={[
          { value: 'yes', label: i18n.t('act.follow.yes') },
          { value: 'no', label: i18n.t('act.follow.no') },
        ]}
        inline
        required
      />
      {props.lead && <Newsletters {...props} lead={props.lead} />}
      {props.newsletter && !props.lead && (
        <Checkbox
          form={form}
          name="newsletter"
          label={say(i18n, 'act.newsletter', { organisation: props.organisation })}
          hint={i18n.t('act.newsletter.hint')}
        />
      )}
    </div>
  )
}

/** On a partner's page, where the charter says so: this organisation, this and the lead, none. */
function Newsletters(props: Pick<PersonFieldsProps, 'i18n' | 'form' | 'organisation'> & { lead: string }) {
  const { i18n, form, organisation, lead } = props
  return (
    <RadioGroup
      form={form}
      name="newsletter"
      label={i18n.t('act.newsletters')}
      hint={i18n.t('act.newsletters.hint')}
      options={(['own', 'both', 'none'] as const).map((value) => ({
        value,
        label: say(i18n, `act.newsletters.${value}`, { organisation, lead }),
      }))}
      required
    />
  )
}

export function PrivacyNotice(
  props: Pick<PersonFieldsProps, 'i18n' | 'organisation' | 'privacyHref' | 'known' | 'lead'>,
) {
  const { i18n } = props
  return (
    <p class="small">
      {say(i18n, 'act.privacy', { organisation: props.organisation })}{' '}
      {props.lead && !props.known && <>{say(i18n, 'act.privacy.lead', { lead: props.lead })} </>}
      <a href={props.privacyHref}>{i18n.t('act.privacy.link')}</a>
    </p>
  )
}
