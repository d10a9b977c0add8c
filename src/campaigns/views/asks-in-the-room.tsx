import { directionOf, type I18n } from '#platform/i18n.ts'
import { Status, type Tone } from '#ui/index.ts'
import type { Asks } from '../asks-in-the-room.tsx'
import type { DemandState } from '../demand.ts'

const demandTones: Record<DemandState, Tone | 'quiet'> = { open: 'quiet', partly: 'info', met: 'success' }

/** What a campaign asks, of whom, and how far each is met: as it is drafted, whether or not it is public. */
function AsksOf({ i18n, asks }: { i18n: I18n; asks: Asks }) {
  const { campaign, demands, officials } = asks
  const lang = campaign.defaultLanguage
  return (
    <>
      {demands.length === 0 ? (
        <p>{i18n.t('campaigns.asks.none')}</p>
      ) : (
        <ol>
          {demands.map(({ words, state }) => (
            <li>
              <span lang={lang} dir={directionOf(lang)}>
                {words ?? i18n.t('campaigns.demands.no-words')}
              </span>{' '}
              <Status tone={demandTones[state]}>{i18n.t(`campaigns.demand.${state}`)}</Status>
            </li>
          ))}
        </ol>
      )}
      <p class="small">
        {officials.length === 0 ? (
          i18n.t('campaigns.asks.of-nobody')
        ) : (
          <>
            {i18n.t('campaigns.asks.of')}{' '}
            {officials.map(({ name, title }, place) => (
              <>
                {place > 0 && ' · '}
                <bdi>{name}</bdi>, <bdi>{title}</bdi>
              </>
            ))}
          </>
        )}
      </p>
    </>
  )
}

/** Above what is said to a campaign: what it asks, which is talked about too. */
export const DraftedAsks = ({ i18n, asks }: { i18n: I18n; asks: Asks }) => (
  <section aria-labelledby="asks">
    <h2 id="asks">{i18n.t('campaigns.asks')}</h2>
    <AsksOf i18n={i18n} asks={asks} />
  </section>
)

/** On the coalition's page: every campaign of the case with what it asks, and where that is talked about. */
export function RoomAsks({ i18n, all }: { i18n: I18n; all: readonly Asks[] }) {
  return (
    <section aria-labelledby="asks">
      <h2 id="asks">{i18n.t('campaigns.asks')}</h2>
      <p class="small">{i18n.t('campaigns.asks.text')}</p>
      {all.map((asks) => (
        <article class="card">
          <h3>
            <a href={`/campaigns/${asks.campaign.id}`}>
              <bdi>{asks.campaign.codeName}</bdi>
            </a>{' '}
            <Status tone="quiet">{i18n.t(`campaigns.state.${asks.campaign.state}`)}</Status>
          </h3>
          <AsksOf i18n={i18n} asks={asks} />
          <p>
            <a href={`/campaigns/${asks.campaign.id}/discussion`}>
              {i18n.t('campaigns.asks.discuss', { count: asks.comments })}
              <span class="hidden"> {asks.campaign.codeName}</span>
            </a>
          </p>
        </article>
      ))}
    </section>
  )
}
