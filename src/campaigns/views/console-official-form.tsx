import { directionOf, languages, type I18n } from '#platform/i18n.ts'
import {
  CheckboxGroup,
  DateField,
  ErrorSummary,
  Notice,
  RadioGroup,
  Select,
  TextField,
  type FormState,
} from '#ui/index.ts'
import type { Target } from '../target-sealed.ts'

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
const officeLanguages = [...languages, 'fr', 'es', 'km', 'de', 'fa', 'pt', 'ru', 'tr', 'vi', 'zh'] as const

/** Name, office and ways to reach it; each address with where it was found and when it was last checked. */
export function OfficialFormView(props: {
  i18n: I18n
  form: FormState
  action: string
  /** somebody else saved in between: how it stands now */
  saved?: Target | undefined
}) {
  const { i18n, form, saved } = props
  const { t } = i18n
  const common = { form }
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      {saved && <SavedInBetween i18n={i18n} saved={saved} />}
      <form method="post" action={props.action} novalidate>
        <input type="hidden" name="version" value={String(form.values['version'] ?? '')} />
        <fieldset class="group">
          <legend>{t('officials.group.office')}</legend>
          <TextField {...common} name="name" label={t('officials.field.name')} required />
          <TextField {...common} name="title" label={t('officials.field.title')} />
          <TextField {...common} name="institution" label={t('officials.field.institution')} required />
          <Select
            {...common}
            name="country"
            label={t('officials.field.country')}
            empty={t('officials.choose')}
            options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
            required
          />
          <Select
            {...common}
            name="language"
            label={t('officials.field.language')}
            hint={t('officials.field.language.hint')}
            empty={t('officials.choose')}
            options={officeLanguages.map((value) => ({ value, label: i18n.language(value) }))}
            required
          />
          {languages.map((lang) => (
            <TextField
              {...common}
              name={`salutation-${lang}`}
              label={t('officials.field.salutation', { language: i18n.language(lang) })}
              lang={lang}
              dir={directionOf(lang)}
              hint={t('officials.field.salutation.hint')}
            />
          ))}
          <RadioGroup
            {...common}
            name="manner"
            label={t('officials.field.manner')}
            options={(['press', 'thank'] as const).map((value) => ({
              value,
              label: t(`officials.manner.${value}`),
              hint: t(`officials.manner.${value}.hint`),
            }))}
          />
        </fieldset>
        <Hours i18n={i18n} form={form} />
        <Way i18n={i18n} form={form} channel="email" />
        <Way i18n={i18n} form={form} channel="phone" />
        <button class="action" type="submit">
          {t('officials.save')}
        </button>
      </form>
    </>
  )
}

function Hours({ i18n, form }: { i18n: I18n; form: FormState }) {
  const { t } = i18n
  const hour = (value: number) => ({ value: String(value), label: `${value}:00` })
  return (
    <fieldset class="group">
      <legend>{t('officials.field.hours')}</legend>
      <Select
        form={form}
        name="timeZone"
        label={t('officials.field.zone')}
        hint={t('officials.field.zone.hint')}
        options={zones.map((value) => ({ value, label: value }))}
        dir="ltr"
      />
      <div class="pair">
        <Select
          form={form}
          name="officeOpens"
          label={t('officials.field.opens')}
          options={Array.from({ length: 24 }, (_, i) => hour(i))}
        />
        <Select
          form={form}
          name="officeCloses"
          label={t('officials.field.closes')}
          options={Array.from({ length: 24 }, (_, i) => hour(i + 1))}
        />
      </div>
      <CheckboxGroup
        form={form}
        name="officeDays"
        label={t('officials.field.days')}
        inline
        options={([1, 2, 3, 4, 5, 6, 7] as const).map((day) => ({
          value: String(day),
          label: t(`officials.day.${day}`),
        }))}
      />
      <TextField
        form={form}
        name="ceilingPerHour"
        label={t('officials.field.ceiling')}
        hint={t('officials.field.ceiling.hint')}
        inputmode="numeric"
        width="short"
      />
    </fieldset>
  )
}

function Way({ i18n, form, channel }: { i18n: I18n; form: FormState; channel: 'email' | 'phone' }) {
  const { t } = i18n
  return (
    <fieldset class="group">
      <legend>{t(`officials.channel.${channel}`)}</legend>
      <TextField
        form={form}
        name={channel}
        type={channel === 'email' ? 'email' : 'tel'}
        label={t(`officials.field.${channel}`)}
        note={t('ui.optional')}
        hint={t(`officials.field.${channel}.hint`)}
      />
      <TextField
        form={form}
        name={`${channel}Source`}
        label={t('officials.field.source')}
        note={t('ui.optional')}
        hint={t('officials.field.source.hint')}
      />
      <DateField
        form={form}
        name={`${channel}VerifiedOn`}
        label={t('officials.field.verified')}
        note={t('ui.optional')}
      />
    </fieldset>
  )
}

function SavedInBetween({ i18n, saved }: { i18n: I18n; saved: Target }) {
  const { t } = i18n
  return (
    <Notice tone="warning" title={t('campaigns.conflict.title')}>
      <p>{t('campaigns.conflict.text')}</p>
      <dl class="facts">
        <dt>{t('officials.field.name')}</dt>
        <dd>
          <bdi>{saved.name}</bdi>
        </dd>
        <dt>{t('officials.field.email')}</dt>
        <dd>
          <bdi>{saved.email ?? t('officials.channel.none')}</bdi>
        </dd>
        <dt>{t('officials.field.phone')}</dt>
        <dd>
          <bdi dir="ltr">{saved.phone ?? t('officials.channel.none')}</bdi>
        </dd>
      </dl>
    </Notice>
  )
}
