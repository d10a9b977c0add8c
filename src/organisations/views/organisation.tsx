import { directionOf, languages, type I18n } from '#platform/i18n.ts'
import {
  AutosaveNote,
  Checkbox,
  CheckboxGroup,
  ErrorSummary,
  RadioGroup,
  Select,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { DraftKey, DraftNotice } from '../console-page.tsx'
import { donateParts, networks, zones } from '../forms.ts'
import type { Organisation } from '../organisation.ts'
import { languageNames } from './door.tsx'

interface FormProps {
  i18n: I18n
  form: FormState
}

export function OrganisationFormView(props: FormProps & { formKey: string; draftAt?: string }) {
  const { i18n, form } = props
  return (
    <>
      {props.draftAt && <DraftNotice i18n={i18n} at={props.draftAt} form={props.formKey} />}
      <ErrorSummary i18n={i18n} form={form} />
      <form class="sheet" method="post" action="/organisation" data-autosave="/drafts">
        <DraftKey form={props.formKey} />
        <Who i18n={i18n} form={form} />
        <Mail i18n={i18n} form={form} />
        <Donations i18n={i18n} form={form} />
        <Social i18n={i18n} form={form} />
        <AutosaveNote i18n={i18n} />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('office.organisation.save')}
          </button>
        </div>
      </form>
    </>
  )
}

function Who({ i18n, form }: FormProps) {
  const tongues = languages.map((value) => ({ value, label: languageNames[value] ?? value }))
  return (
    <section class="card">
      <h2>{i18n.t('office.organisation.who')}</h2>
      <p>{i18n.t('office.organisation.public')}</p>
      <TextField name="name" label={i18n.t('office.organisation.name')} form={form} required />
      <Select
        name="country"
        label={i18n.t('office.organisation.country')}
        empty={i18n.t('office.choose')}
        options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
        form={form}
        required
      />
      <Select
        name="timeZone"
        label={i18n.t('office.organisation.zone')}
        hint={i18n.t('office.organisation.zone.hint')}
        options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        form={form}
        required
      />
      <CheckboxGroup
        name="languages"
        label={i18n.t('office.organisation.languages')}
        options={tongues}
        form={form}
        inline
      />
      <Select
        name="defaultLanguage"
        label={i18n.t('office.organisation.default')}
        options={tongues}
        form={form}
        required
      />
      <TextField
        name="website"
        type="url"
        label={i18n.t('office.organisation.website')}
        note={i18n.t('ui.optional')}
        form={form}
      />
      <TextField
        name="privacyContact"
        type="email"
        label={i18n.t('office.organisation.privacy')}
        hint={i18n.t('office.organisation.privacy.hint')}
        form={form}
        required
      />
    </section>
  )
}

function Mail({ i18n, form }: FormProps) {
  return (
    <section class="card">
      <h2>{i18n.t('office.organisation.mail')}</h2>
      <TextField
        name="senderName"
        label={i18n.t('office.organisation.sender')}
        hint={i18n.t('office.organisation.sender.hint')}
        form={form}
        required
      />
      <TextField
        name="senderAddress"
        type="email"
        label={i18n.t('office.organisation.senderAddress')}
        hint={i18n.t('office.organisation.senderAddress.hint')}
        form={form}
        required
      />
      <TextField
        name="campaignAddress"
        type="email"
        label={i18n.t('office.organisation.campaignAddress')}
        hint={i18n.t('office.organisation.campaignAddress.hint')}
        form={form}
        required
      />
      <Textarea
        name="postalAddress"
        rows={3}
        label={i18n.t('office.organisation.postal')}
        hint={i18n.t('office.organisation.postal.hint')}
        form={form}
        required
      />
      <Checkbox
        name="newsletterOffered"
        label={i18n.t('office.organisation.newsletter')}
        hint={i18n.t('office.organisation.newsletter.hint')}
        form={form}
      />
    </section>
  )
}

function Donations({ i18n, form }: FormProps) {
  return (
    <section class="card">
      <h2>{i18n.t('office.organisation.donate')}</h2>
      <p>{i18n.t('office.organisation.donate.text')}</p>
      <TextField
        name="donateUrl"
        type="url"
        label={i18n.t('office.organisation.donateUrl')}
        note={i18n.t('ui.optional')}
        form={form}
      />
      <RadioGroup
        name="donatePurpose"
        label={i18n.t('office.organisation.purpose')}
        options={[
          { value: 'general', label: i18n.t('office.organisation.purpose.general') },
          { value: 'case', label: i18n.t('office.organisation.purpose.case') },
        ]}
        form={form}
        required
      />
      {languages.map((lang) => (
        <fieldset class="group">
          <legend>{languageNames[lang]}</legend>
          {donateParts.map((part) => (
            <TextField
              name={`${part}.${lang}`}
              label={i18n.t(`office.organisation.${part}`)}
              note={i18n.t('ui.optional')}
              lang={lang}
              dir={directionOf(lang)}
              maxlength={200}
              form={form}
            />
          ))}
        </fieldset>
      ))}
    </section>
  )
}

function Social({ i18n, form }: FormProps) {
  return (
    <section class="card">
      <h2>{i18n.t('office.organisation.social')}</h2>
      <p>{i18n.t('office.organisation.social.text')}</p>
      {networks.map((network) => (
        <TextField
          name={`social.${network}`}
          type="url"
          label={i18n.t(`office.network.${network}`)}
          note={i18n.t('ui.optional')}
          form={form}
        />
      ))}
    </section>
  )
}

/** For members who may not change it. */
export function OrganisationView({ i18n, organisation }: { i18n: I18n; organisation: Organisation }) {
  const rows = [
    ['office.organisation.name', organisation.name],
    ['office.organisation.country', i18n.country(organisation.country)],
    ['office.organisation.zone', organisation.timeZone],
    ['office.organisation.languages', i18n.list(organisation.languages.map((lang) => i18n.language(lang)))],
    ['office.organisation.website', organisation.website],
    ['office.organisation.privacy', organisation.privacyContact],
    ['office.organisation.sender', organisation.senderName],
    ['office.organisation.senderAddress', organisation.senderAddress],
    ['office.organisation.campaignAddress', organisation.campaignAddress],
    ['office.organisation.postal', organisation.postalAddress],
  ] as const
  return (
    <>
      <p>{i18n.t('office.organisation.read-only')}</p>
      <dl class="facts">
        {rows.map(([label, value]) => (
          <>
            <dt>{i18n.t(label)}</dt>
            <dd>
              <bdi>{value || i18n.t('office.none')}</bdi>
            </dd>
          </>
        ))}
      </dl>
    </>
  )
}
