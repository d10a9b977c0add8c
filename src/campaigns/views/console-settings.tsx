import { languages, type I18n } from '#platform/i18n.ts'
import {
  Checkbox,
  ConfirmBox,
  DateField,
  ErrorSummary,
  Notice,
  RadioGroup,
  Select,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { letterModes, type Campaign } from '../campaign.ts'
import { Kinds } from './console-campaigns.tsx'

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** What is not text: ways to act, last day, how letters may be changed; below it the test mode. */
export function SettingsView(props: { i18n: I18n; campaign: Campaign; form: FormState; conflict: boolean }) {
  const { i18n, campaign, form } = props
  const { t } = i18n
  const byMail = campaign.kinds.includes('email')
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      {props.conflict && (
        <Notice tone="warning" title={t('campaigns.conflict.title')}>
          <p>{t('campaigns.conflict.text')}</p>
        </Notice>
      )}
      <form method="post" action={`/campaigns/${campaign.id}/settings`} novalidate>
        <input type="hidden" name="version" value={String(form.values['version'] ?? '')} />
        <TextField
          form={form}
          name="codeName"
          label={t('campaigns.field.code-name')}
          hint={t('campaigns.field.code-name.hint')}
          required
        />
        <Kinds i18n={i18n} form={form} />
        <DateField
          form={form}
          name="actBy"
          label={t('campaigns.field.act-by')}
          note={t('ui.optional')}
          hint={t('campaigns.field.act-by.hint')}
        />
        <Select
          form={form}
          name="zone"
          label={t('officials.field.zone')}
          hint={t('campaigns.field.zone.hint')}
          options={zones.map((value) => ({ value, label: value }))}
          dir="ltr"
        />
        {byMail ? (
          <RadioGroup
            form={form}
            name="letterMode"
            label={t('campaigns.field.letter-mode')}
            options={letterModes.map((value) => ({
              value,
              label: t(`campaigns.letter-mode.${value}`),
              hint: t(`campaigns.letter-mode.${value}.hint`),
            }))}
          />
        ) : (
          <input type="hidden" name="letterMode" value={String(form.values['letterMode'] ?? '')} />
        )}
        <TextField
          form={form}
          name="goalMinimum"
          label={t('campaigns.field.goal')}
          hint={t('campaigns.field.goal.hint')}
          inputmode="numeric"
          width="short"
        />
        <Select
          form={form}
          name="defaultLanguage"
          label={t('campaigns.field.language')}
          hint={t('campaigns.field.language.hint')}
          options={languages.map((value) => ({ value, label: i18n.language(value) }))}
        />
        <TextField
          form={form}
          name="testAddress"
          type="email"
          label={t('campaigns.field.test-address')}
          hint={t('campaigns.field.test-address.hint')}
          required
        />
        <button class="action" type="submit">
          {t('campaigns.save')}
        </button>
      </form>
      {byMail && <TestMode i18n={i18n} campaign={campaign} />}
    </>
  )
}

function TestMode({ i18n, campaign }: { i18n: I18n; campaign: Campaign }) {
  const { t } = i18n
  return (
    <section class="block" id="test">
      <h2>{t('campaigns.test.title')}</h2>
      <form method="post" action={`/campaigns/${campaign.id}/test`}>
        <p>{t('campaigns.test.text', { address: campaign.testAddress ?? '' })}</p>
        <button class="button" type="submit">
          {t('campaigns.test.send')}
        </button>
      </form>
      {campaign.testMode ? (
        <ConfirmBox title={t('campaigns.test.end.title')}>
          <p>{t('campaigns.test.on', { address: campaign.testAddress ?? '' })}</p>
          <p>{t('campaigns.test.end.text')}</p>
          <form method="post" action={`/campaigns/${campaign.id}/end-test`}>
            <input type="hidden" name="version" value={String(campaign.version)} />
            <Checkbox
              name="requeue"
              label={t('campaigns.test.requeue')}
              hint={t('campaigns.test.requeue.hint')}
            />
            <button class="button" type="submit">
              {t('campaigns.test.end')}
            </button>
          </form>
        </ConfirmBox>
      ) : (
        <p>{t('campaigns.test.off')}</p>
      )}
    </section>
  )
}
