import type { I18n, MessageKey } from '#platform/i18n.ts'
import { Empty, Notice, say, Table } from '#ui/index.ts'
import type { Campaign } from '../campaign.ts'
import type { CampaignNumbers, readPeople } from '../campaign-numbers.ts'
import type { OnPaper } from '../document.ts'
import type { listSignedLetters } from '../signed-letter.ts'
import { Bars } from './console-bars.tsx'
import { SignedLetters } from './console-signed-letters.tsx'

interface Spread {
  countries: readonly { country: string; count: number }[]
  days: readonly { day: string; count: number }[]
}

/** What came of it. Every number says what it counts; there is no sum of all. */
export function OverviewView(props: {
  i18n: I18n
  campaign: Campaign
  numbers: CampaignNumbers
  spread: Spread
  people: Awaited<ReturnType<typeof readPeople>>
  /** of the own organisation */
  onPaper: OnPaper
  signed: Awaited<ReturnType<typeof listSignedLetters>>
  publicUrl: string
  /** one may write down what reached staff otherwise */
  mayRecord: boolean
  maySeeSupporters: boolean
}) {
  const { i18n, campaign, numbers, spread } = props
  const { t } = i18n
  // several organisations bring people: what stands here of one's own is not the public number
  const shared = props.people.through.length > 1
  const address = `${props.publicUrl}/${campaign.defaultLanguage}/act/${campaign.shortId}`
  return (
    <>
      <Standing i18n={i18n} campaign={campaign} address={address} />
      {props.mayRecord && campaign.state !== 'draft' && (
        <p>
          <a href={`/campaigns/${campaign.id}/record`}>{t('by-hand.title')}</a>
        </p>
      )}
      <section class="card">
        <h2>{t('campaigns.numbers')}</h2>
        <dl class="figures">
          <Figure
            i18n={i18n}
            count={numbers.people}
            name="people"
            hint={shared ? 'campaigns.number.people.own' : undefined}
          />
          <Figure i18n={i18n} count={numbers.asked} name="asked" />
          <Figure i18n={i18n} count={numbers.confirmed} name="confirmed" />
          <Figure i18n={i18n} count={numbers.accepted} name="accepted" />
          <Figure i18n={i18n} count={numbers.bounced} name="bounced" />
          {numbers.unknown > 0 && <Figure i18n={i18n} count={numbers.unknown} name="unknown" />}
          <Figure i18n={i18n} count={numbers.selfReported} name="self" />
          <Figure i18n={i18n} count={numbers.recordedByStaff} name="staff" />
          {props.onPaper.evidenced > 0 && <Figure i18n={i18n} count={props.onPaper.evidenced} name="paper" />}
          {props.onPaper.unproven > 0 && (
            <Figure i18n={i18n} count={props.onPaper.unproven} name="unproven" />
          )}
        </dl>
        <p class="small">
          {shared && `${t('campaigns.numbers.own')} `}
          {t('campaigns.numbers.note')}
        </p>
        {numbers.held > 0 && (
          <p>
            <a href={`/campaigns/${campaign.id}/emails`}>{t('campaigns.held', { count: numbers.held })}</a>
          </p>
        )}
        {numbers.setAside > 0 && (
          <p>
            {props.maySeeSupporters ? (
              <a href="/supporters?acts=set-aside">{t('campaigns.set-aside', { count: numbers.setAside })}</a>
            ) : (
              t('campaigns.set-aside', { count: numbers.setAside })
            )}
          </p>
        )}
      </section>
      <SignedLetters i18n={i18n} zone={campaign.zone} {...props.signed} />
      {shared && <People i18n={i18n} {...props.people} />}
      {spread.days.length === 0 ? (
        <Empty title={t('campaigns.spread.empty.title')}>
          <p>{t('campaigns.spread.empty.text')}</p>
        </Empty>
      ) : (
        <div class="columns">
          <section class="card">
            <h2>{t('campaigns.by-country')}</h2>
            <Table
              caption={t('campaigns.by-country.caption', { count: spread.countries.length })}
              columns={[
                { label: t('officials.col.country') },
                { label: t('campaigns.number.confirmed'), numeric: true },
              ]}
              rows={spread.countries
                .slice(0, 30)
                .map((one) => [i18n.country(one.country.trim()), i18n.number(one.count)])}
            />
          </section>
          <section class="card">
            <h2>{t('campaigns.by-day')}</h2>
            <Bars counts={spread.days.map((one) => one.count)} />
            <Table
              caption={t('campaigns.by-day.caption', { zone: campaign.zone })}
              columns={[
                { label: t('campaigns.col.day') },
                { label: t('campaigns.number.confirmed'), numeric: true },
              ]}
              rows={spread.days
                .toReversed()
                .map((one) => [
                  i18n.date(one.day, { zone: campaign.zone, style: 'short' }),
                  i18n.number(one.count),
                ])}
            />
          </section>
        </div>
      )}
    </>
  )
}

const sayPaper = (i18n: I18n, { evidenced, unproven }: OnPaper): string =>
  unproven > 0 ? i18n.t('campaigns.people.paper.both', { evidenced, unproven }) : i18n.number(evidenced)

/** Each organisation's people are its own; what all may know are numbers. */
function People(props: { i18n: I18n } & Awaited<ReturnType<typeof readPeople>>) {
  const { i18n, through, together } = props
  const { t } = i18n
  const shared = through.reduce((sum, one) => sum + one.people, 0) - together
  const paper = through.some(({ onPaper }) => onPaper.evidenced + onPaper.unproven > 0)
  return (
    <section class="card">
      <h2>{t('campaigns.people')}</h2>
      <p>{t('campaigns.people.text')}</p>
      <Table
        caption={t('campaigns.people')}
        columns={[
          { label: t('campaigns.people.organisation') },
          { label: t('campaigns.people.people'), numeric: true },
          { label: t('campaigns.people.others'), numeric: true },
          { label: t('campaigns.people.acts'), numeric: true },
          { label: t('campaigns.people.recorded'), numeric: true },
          ...(paper
            ? [
                { label: t('campaigns.people.paper'), numeric: true },
                { label: t('campaigns.people.paper.others'), numeric: true },
              ]
            : []),
        ]}
        rows={through.map((one) => [
          one.left ? say(i18n, 'campaigns.people.left', { name: one.name }) : <bdi>{one.name}</bdi>,
          i18n.number(one.people),
          i18n.number(one.throughOthers),
          i18n.number(one.acts),
          i18n.number(one.recorded),
          ...(paper ? [sayPaper(i18n, one.onPaper), sayPaper(i18n, one.paperOfOthers)] : []),
        ])}
      />
      <p>{t('campaigns.people.together', { count: together, shared })}</p>
    </section>
  )
}

type NumberName =
  | 'people'
  | 'asked'
  | 'confirmed'
  | 'accepted'
  | 'bounced'
  | 'unknown'
  | 'self'
  | 'staff'
  | 'paper'
  | 'unproven'

function Figure(props: { i18n: I18n; count: number; name: NumberName; hint?: MessageKey | undefined }) {
  const { i18n, count, name } = props
  return (
    <div>
      <dt>{i18n.t(`campaigns.number.${name}`)}</dt>
      <dd>{i18n.number(count)}</dd>
      <dd class="small">{i18n.t(props.hint ?? `campaigns.number.${name}.hint`)}</dd>
    </div>
  )
}

function Standing({ i18n, campaign, address }: { i18n: I18n; campaign: Campaign; address: string }) {
  const { t } = i18n
  if (campaign.state === 'live')
    return (
      <p>
        {t('campaigns.live-at')}{' '}
        <a href={address} dir="ltr">
          {address}
        </a>
      </p>
    )
  if (campaign.state === 'paused')
    return (
      <Notice tone="warning" title={t('campaigns.state.paused')}>
        <p>{t(`campaigns.pause.${(campaign.pauseReason ?? 'other') as 'other'}`)}</p>
        <p>
          <a href={`/campaigns/${campaign.id}/publish`}>{t('campaigns.resume')}</a>
        </p>
      </Notice>
    )
  if (campaign.state === 'ended')
    return (
      <Notice tone="info" title={t('campaigns.state.ended')}>
        <p>{t(`campaigns.outcome.${(campaign.outcome ?? 'replaced') as 'replaced'}`)}</p>
      </Notice>
    )
  return (
    <Notice tone="info" title={t('campaigns.state.draft')}>
      <p>{t('campaigns.draft.todo')}</p>
    </Notice>
  )
}
