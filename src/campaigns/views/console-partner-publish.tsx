import type { I18n } from '#platform/i18n.ts'
import { covers, SigningFields, type GivenConsent } from '#publishing/index.ts'
import { Checkbox, CheckboxGroup, ConfirmBox, ErrorSummary, Notice, say, type FormState } from '#ui/index.ts'
import type { Campaign } from '../campaign.ts'
import type { PartnerPage } from '../partner-page.ts'

/** In words: what becomes public of the organisation's own page, on which consents; then the signature. */
export function PublishPartnerPageView(props: {
  i18n: I18n
  campaign: Campaign
  page: PartnerPage
  name: string
  /** languages in which the campaign is public and the introduction is written */
  ready: readonly string[]
  consents: readonly GivenConsent[]
  form: FormState
}) {
  const { i18n, campaign, page, form, ready } = props
  const { t } = i18n
  return (
    <>
      <h2>{say(i18n, 'partner-page.title', { organisation: props.name })}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      {ready.length === 0 ? (
        <Notice tone="warning">
          <p>{t(campaign.state === 'live' ? 'partner-page.incomplete' : 'partner-page.campaign-first')}</p>
          <p>
            <a href={`/partner-pages/${page.id}`}>{t('partner-page.open')}</a>
          </p>
        </Notice>
      ) : (
        <form method="post" action={`/partner-pages/${page.id}/publish`} novalidate>
          <input type="hidden" name="version" value={String(form.values['version'] ?? '')} />
          <CheckboxGroup
            form={form}
            name="languages"
            label={t('partner-page.publish.languages')}
            options={ready.map((language) => ({ value: language, label: i18n.language(language) }))}
          />
          <CheckboxGroup
            form={form}
            name="items"
            label={t('partner-page.publish.items')}
            hint={t('partner-page.publish.items.hint')}
            options={props.consents
              .filter((one) => covers(one, []))
              .map((one) => ({
                value: one.item,
                label: t(`campaigns.item.${one.item}`),
                hint: t('campaigns.publish.given', { on: i18n.date(one.givenAt, { zone: campaign.zone }) }),
              }))}
          />
          <SigningFields
            i18n={i18n}
            form={form}
            isPublic={page.state === 'live'}
            mayPrepare={false}
            mayWait={false}
            zone={campaign.zone}
          />
          <ConfirmBox title={t('partner-page.publish.title')}>
            <ul>
              <li>{t('partner-page.publish.named')}</li>
              <li>{t('partner-page.publish.mail')}</li>
              <li>{t('partner-page.publish.goes')}</li>
            </ul>
            <Checkbox form={form} name="read" label={t('partner-page.publish.read')} />
            <div class="buttons">
              <button class="action" type="submit">
                {t('partner-page.publish')}
              </button>
              <a href={`/partner-pages/${page.id}`}>{t('partner-page.open')}</a>
            </div>
          </ConfirmBox>
        </form>
      )}
    </>
  )
}
