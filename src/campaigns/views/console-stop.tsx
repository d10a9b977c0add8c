import type { I18n } from '#platform/i18n.ts'
import { ConfirmBox, ErrorSummary, Notice, RadioGroup, type FormState } from '#ui/index.ts'
import { campaignOutcomes, pauseReasons } from '../campaign-stopping.ts'
import type { Campaign } from '../campaign.ts'

/** To stop for now, or for good; in words what happens to whom. */
export function StopView(props: {
  i18n: I18n
  campaign: Campaign
  /** the own organisation runs it, or leads, and who ran it has left */
  mayEnd: boolean
  waiting: number
  form: FormState
}) {
  const { i18n, campaign, waiting, form } = props
  const { t } = i18n
  if (campaign.state === 'ended')
    return (
      <Notice tone="info" title={t('campaigns.state.ended')}>
        <p>{t(`campaigns.outcome.${(campaign.outcome ?? 'replaced') as 'replaced'}`)}</p>
      </Notice>
    )
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      {campaign.state === 'live' && (
        <ConfirmBox tone="warning" title={t('campaigns.pause.title')}>
          <p>{t('campaigns.pause.text')}</p>
          <p>{t('campaigns.pause.letters', { count: waiting })}</p>
          <form method="post" action={`/campaigns/${campaign.id}/pause`}>
            <RadioGroup
              form={form}
              name="reason"
              label={t('campaigns.pause.reason')}
              options={pauseReasons.map((value) => ({ value, label: t(`campaigns.pause.${value}`) }))}
            />
            <button class="button danger" type="submit">
              {t('campaigns.pause')}
            </button>
          </form>
        </ConfirmBox>
      )}
      {props.mayEnd ? (
        <ConfirmBox tone="danger" title={t('campaigns.end.title')}>
          <p>{t('campaigns.end.text')}</p>
          <p>{t('campaigns.end.letters', { count: waiting })}</p>
          <form method="post" action={`/campaigns/${campaign.id}/end`}>
            <RadioGroup
              form={form}
              name="outcome"
              label={t('campaigns.end.outcome')}
              options={campaignOutcomes.map((value) => ({ value, label: t(`campaigns.outcome.${value}`) }))}
            />
            <button class="button danger" type="submit">
              {t('campaigns.end')}
            </button>
          </form>
        </ConfirmBox>
      ) : (
        <p>{t('campaigns.end.another-runs')}</p>
      )}
    </>
  )
}
