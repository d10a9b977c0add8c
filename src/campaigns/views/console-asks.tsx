import { directionOf, type I18n } from '#platform/i18n.ts'
import {
  CheckboxGroup,
  Empty,
  ErrorSummary,
  Select,
  Status,
  Table,
  Textarea,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import type { CampaignOfficial } from '../campaign-officials.ts'
import type { CampaignTextVersion } from '../campaign-texts.ts'
import type { Campaign } from '../campaign.ts'
import { demandStates, type Demand } from '../demand.ts'
import type { Target } from '../target-sealed.ts'

const tones: Record<Demand['state'], Tone | 'quiet'> = { open: 'quiet', partly: 'info', met: 'success' }

/** What is asked for, in order, each with how far it is met. */
export function DemandsView(props: {
  i18n: I18n
  campaign: Campaign
  demands: readonly Demand[]
  texts: readonly CampaignTextVersion[]
  form: FormState
}) {
  const { i18n, campaign, demands, form } = props
  const { t } = i18n
  const own = props.texts.find((text) => text.language === campaign.defaultLanguage)
  const action = `/campaigns/${campaign.id}/demands`
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      <p>{t('campaigns.demands.text')}</p>
      {demands.length === 0 && (
        <Empty title={t('campaigns.demands.empty.title')}>
          <p>{t('campaigns.demands.empty.text')}</p>
        </Empty>
      )}
      <ol class="stack">
        {demands.map((demand, i) => (
          <li class="card">
            <p lang={campaign.defaultLanguage} dir={directionOf(campaign.defaultLanguage)}>
              <strong>{own?.demands[demand.id] ?? t('campaigns.demands.no-words')}</strong>
            </p>
            <p>
              <Status tone={tones[demand.state]}>{t(`campaigns.demand.${demand.state}`)}</Status>{' '}
              {demand.stateChangedAt &&
                t('campaigns.demands.since', {
                  on: i18n.date(demand.stateChangedAt, { zone: campaign.zone }),
                })}
            </p>
            <form method="post" action={action}>
              <input type="hidden" name="demand" value={demand.id} />
              <div class="buttons">
                {demandStates
                  .filter((state) => state !== demand.state)
                  .map((state) => (
                    <button class="button" type="submit" name="do" value={state}>
                      {t(`campaigns.demand.set.${state}`)}
                    </button>
                  ))}
                {i > 0 && (
                  <button class="button quiet" type="submit" name="do" value="up">
                    {t('campaigns.demands.up')}
                  </button>
                )}
                {i < demands.length - 1 && (
                  <button class="button quiet" type="submit" name="do" value="down">
                    {t('campaigns.demands.down')}
                  </button>
                )}
                <button class="button quiet" type="submit" name="do" value="remove">
                  {t('campaigns.demands.remove')}
                </button>
              </div>
            </form>
          </li>
        ))}
      </ol>
      <form method="post" action={action} novalidate>
        <Textarea
          form={form}
          name="text"
          label={t('campaigns.demands.add')}
          hint={t('campaigns.demands.add.hint', { language: i18n.language(campaign.defaultLanguage) })}
          rows={2}
          maxlength={300}
          lang={campaign.defaultLanguage}
          dir={directionOf(campaign.defaultLanguage)}
        />
        <button class="button primary" type="submit" name="do" value="add">
          {t('campaigns.demands.add.save')}
        </button>
      </form>
    </>
  )
}

/** Whom supporters may reach, and how. */
export function CampaignOfficialsView(props: {
  i18n: I18n
  campaign: Campaign
  officials: readonly CampaignOfficial[]
  all: readonly Target[]
  form: FormState
}) {
  const { i18n, campaign, officials, form } = props
  const { t } = i18n
  const action = `/campaigns/${campaign.id}/officials`
  const free = props.all.filter((one) => !officials.some((known) => known.id === one.id))
  const channels = (['email', 'call'] as const).filter((channel) => campaign.kinds.includes(channel))
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      {officials.length === 0 ? (
        <Empty title={t('campaigns.officials.empty.title')}>
          <p>{t('campaigns.officials.empty.text')}</p>
        </Empty>
      ) : (
        <Table
          caption={t('campaigns.officials.caption', { count: officials.length })}
          columns={[
            { label: t('officials.col.name') },
            { label: t('officials.col.channels') },
            { label: t('campaigns.col.state') },
            { label: t('campaigns.col.change') },
          ]}
          rows={officials.map((one) => [
            <div>
              <a href={`/officials/${one.id}`}>
                <bdi>{one.name}</bdi>
              </a>
              <br />
              <bdi class="small">{[one.title, one.institution].filter(Boolean).join(', ')}</bdi>
            </div>,
            i18n.list(one.channels.map((channel) => t(`campaigns.kind.${channel}`))),
            one.retiredAt ? (
              <Status tone="warning">{t('officials.state.retired')}</Status>
            ) : one.stoppedAt ? (
              <Status tone="warning">{t('campaigns.officials.stopped')}</Status>
            ) : (
              <Status tone="success">{t('campaigns.officials.open')}</Status>
            ),
            <form method="post" action={action}>
              <input type="hidden" name="official" value={one.id} />
              <button class="button quiet" type="submit" name="do" value="remove">
                {t('campaigns.officials.remove')}
              </button>
            </form>,
          ])}
        />
      )}
      <h2>{t('campaigns.officials.add')}</h2>
      {free.length + officials.length === 0 ? (
        <p>
          <a class="button" href="/officials/new">
            {t('officials.new')}
          </a>
        </p>
      ) : (
        <form method="post" action={action} novalidate>
          <Select
            form={form}
            name="official"
            label={t('officials.one')}
            empty={t('officials.choose')}
            options={[...free, ...officials.filter((one) => !one.retiredAt)].map((one) => ({
              value: one.id,
              label: `${one.name} · ${one.institution}`,
            }))}
          />
          <CheckboxGroup
            form={form}
            name="channels"
            label={t('campaigns.officials.channels')}
            inline
            options={channels.map((value) => ({ value, label: t(`campaigns.kind.${value}`) }))}
          />
          <p class="small">{t('campaigns.officials.note')}</p>
          <button class="button primary" type="submit" name="do" value="set">
            {t('campaigns.officials.save')}
          </button>
        </form>
      )}
    </>
  )
}
