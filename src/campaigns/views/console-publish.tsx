import type { I18n, MessageKey } from '#platform/i18n.ts'
import {
  covers,
  OtherPersons,
  SigningFields,
  type GivenConsent,
  type PersonShown,
} from '#publishing/index.ts'
import {
  Checkbox,
  CheckboxGroup,
  ConfirmBox,
  Empty,
  ErrorSummary,
  Notice,
  say,
  type FormState,
} from '#ui/index.ts'
import type { CampaignSource } from '../campaign-document.ts'

/** In words: what becomes public, on which consents; then the signature. */
export function PublishView(props: {
  i18n: I18n
  source: CampaignSource
  languages: readonly { language: string; translation: string; missing: readonly MessageKey[] }[]
  consents: readonly GivenConsent[]
  others: { persons: readonly PersonShown[]; given: readonly GivenConsent[] }
  /** the act-by day is over */
  late: boolean
  form: FormState
}) {
  const { i18n, source, languages, form, consents } = props
  const { t } = i18n
  const { campaign, shown } = source
  if (campaign.state === 'ended')
    return (
      <Notice tone="info">
        <p>{t('campaigns.error.ended')}</p>
      </Notice>
    )
  if (!shown)
    return (
      <Empty
        title={t('campaigns.publish.case-first')}
        action={{ href: `/cases/${campaign.caseId}`, label: t('campaigns.publish.to-case') }}
      >
        <p>{t('campaigns.publish.case-first.text')}</p>
      </Empty>
    )
  if (props.late)
    return (
      <Notice tone="warning">
        <p>{t('campaigns.publish.too-late')}</p>
      </Notice>
    )
  const ready = languages.filter((one) => one.missing.length === 0)
  const officials = source.officials.filter((one) => !one.retiredAt)
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      {languages.length === 0 && (
        <Notice tone="warning">
          <p>{t('campaigns.missing.title')}</p>
        </Notice>
      )}
      {languages
        .filter((one) => one.missing.length > 0)
        .map((one) => (
          <Notice
            tone="warning"
            title={t('campaigns.publish.missing', { language: i18n.language(one.language) })}
          >
            <ul>
              {one.missing.map((key) => (
                <li>{t(key)}</li>
              ))}
            </ul>
          </Notice>
        ))}
      {ready.length > 0 && (
        <form method="post" action={`/campaigns/${campaign.id}/publish`} novalidate>
          <input type="hidden" name="version" value={String(form.values['version'] ?? '')} />
          <CheckboxGroup
            form={form}
            name="languages"
            label={t('campaigns.publish.languages')}
            options={ready.map((one) => ({
              value: one.language,
              label: i18n.language(one.language),
              hint: t(`campaigns.translation.${one.translation as 'original'}`),
            }))}
          />
          <CheckboxGroup
            form={form}
            name="items"
            label={t('campaigns.publish.items')}
            hint={t('campaigns.publish.items.hint')}
            options={consents
              .filter((one) => covers(one, []))
              .map((one) => ({
                value: one.item,
                label: t(`campaigns.item.${one.item}`),
                hint: t('campaigns.publish.given', { on: i18n.date(one.givenAt, { zone: campaign.zone }) }),
              }))}
          />
          <OtherPersons i18n={i18n} form={form} {...props.others} ownerId={shown.gate.personId} />
          <SigningFields
            i18n={i18n}
            form={form}
            isPublic={campaign.state === 'live'}
            mayPrepare={campaign.state === 'draft'}
            zone={campaign.zone}
          />
          <ConfirmBox
            title={t(campaign.state === 'paused' ? 'campaigns.resume.title' : 'campaigns.publish.title')}
          >
            <ul>
              <li>{say(i18n, 'campaigns.publish.who', { name: shown.defaultName })}</li>
              <li>
                {t('campaigns.publish.kinds', {
                  list: i18n.list(campaign.kinds.map((kind) => t(`campaigns.kind.${kind}`))),
                })}
              </li>
              {officials.length > 0 && (
                <li>
                  {say(i18n, 'campaigns.publish.officials', {
                    list: i18n.list(officials.map((one) => one.name)),
                  })}
                </li>
              )}
              {campaign.kinds.includes('email') && (
                <li>
                  {campaign.testMode
                    ? t('campaigns.publish.test', { address: campaign.testAddress ?? '' })
                    : t('campaigns.publish.real')}
                </li>
              )}
              <li>
                {campaign.actBy
                  ? t('campaigns.publish.until', {
                      on: i18n.date(campaign.actBy, { zone: campaign.zone }),
                      zone: campaign.zone,
                    })
                  : t('campaigns.publish.open-end')}
              </li>
              {campaign.state === 'paused' && <li>{t('campaigns.resume.letters')}</li>}
            </ul>
            <Checkbox form={form} name="read" label={t('campaigns.publish.read')} />
            <div class="buttons">
              <button class="action" type="submit">
                {t(campaign.state === 'paused' ? 'campaigns.resume' : 'campaigns.publish')}
              </button>
              <a href={`/campaigns/${campaign.id}/preview`}>{t('campaigns.tab.preview')}</a>
            </div>
          </ConfirmBox>
        </form>
      )}
    </>
  )
}
