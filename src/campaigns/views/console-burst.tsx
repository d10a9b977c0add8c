import type { I18n } from '#platform/i18n.ts'
import { Notice, Table } from '#ui/index.ts'
import type { BurstLetter } from '../burst-letters.ts'
import type { CampaignOfficial } from '../campaign-officials.ts'
import type { Campaign } from '../campaign.ts'

export interface StoppedByBurst {
  official: CampaignOfficial
  letters: readonly BurstLetter[]
  /** of all that waits for the office; more than are shown */
  total: number
}

/** Why an office gets nothing since a burst, what waits for it, and the two ways on. */
export function BurstView(props: { i18n: I18n; campaign: Campaign; stopped: StoppedByBurst }) {
  const { i18n, campaign } = props
  const { official, letters, total } = props.stopped
  const { t } = i18n
  const sign = official.burst!
  return (
    <section class="block" id={`burst-${official.id}`}>
      <h2>
        {t('campaigns.burst.title')} <bdi>{official.name}</bdi>
      </h2>
      <Notice tone="warning">
        <p>
          {t(`campaigns.burst.${sign.sign}`, {
            count: sign.letters,
            at: i18n.dateTime(official.stoppedAt!, { zone: campaign.zone, style: 'short' }),
          })}
        </p>
        <p>{t('campaigns.burst.text')}</p>
      </Notice>
      <form method="post" action={`/campaigns/${campaign.id}/emails/stop`}>
        <input type="hidden" name="official" value={official.id} />
        <button class="button primary" type="submit" name="do" value="resume">
          {t('campaigns.burst.resume')}
        </button>
      </form>
      {letters.length > 0 && (
        <form method="post" action={`/campaigns/${campaign.id}/emails/review`}>
          <Table
            caption={
              total > letters.length
                ? t('campaigns.burst.caption.part', { count: total, shown: letters.length })
                : t('campaigns.burst.caption', { count: total })
            }
            columns={[
              { label: t('campaigns.burst.letter') },
              { label: t('campaigns.burst.col.network') },
              { label: t('campaigns.burst.confirmed') },
              { label: t('campaigns.burst.country') },
              { label: t('campaigns.burst.own') },
            ]}
            rows={letters.map((letter, i) => [
              <label class="choice">
                <input type="checkbox" name="letter" value={letter.id} checked={letter.ofBurst} />
                <span>{t('campaigns.burst.one', { number: i + 1 })}</span>
              </label>,
              letter.network === undefined
                ? t('campaigns.burst.network.alone')
                : t('campaigns.burst.network.number', { number: letter.network }),
              i18n.dateTime(letter.confirmedAt, { zone: campaign.zone, style: 'short' }),
              letter.country ? i18n.country(letter.country) : '',
              letter.ownWords === undefined ? (
                t('campaigns.burst.published')
              ) : (
                <span dir="auto">{letter.ownWords}</span>
              ),
            ])}
          />
          <p class="small">
            {letters.some((one) => one.ofBurst) && <>{t('campaigns.burst.ticked')} </>}
            {t('campaigns.burst.final')}
          </p>
          <button class="button danger" type="submit" name="do" value="reject">
            {t('campaigns.letters.reject')}
          </button>
        </form>
      )}
    </section>
  )
}
