import { directionOf, type I18n } from '#platform/i18n.ts'
import { Empty, Notice, Pager, Paragraphs, Status, Table } from '#ui/index.ts'
import type { CampaignOfficial } from '../campaign-officials.ts'
import type { Campaign } from '../campaign.ts'
import { BurstView, type StoppedByBurst } from './console-burst.tsx'
import { officialEmailStates, type countOfficialEmails, type HeldLetter } from '../letters-review.ts'

type Counts = Awaited<ReturnType<typeof countOfficialEmails>>

interface EmailsProps {
  i18n: I18n
  campaign: Campaign
  officials: readonly CampaignOfficial[]
  counts: Counts
  bursts: readonly StoppedByBurst[]
  held: readonly HeldLetter[]
  first: number
  perPage: number
}

/** Where every letter stands, office by office; then the ones that wait to be read. */
export function EmailsView(props: EmailsProps) {
  const { i18n, campaign, counts } = props
  const { t } = i18n
  const total = (state: string) => sum(counts.filter((one) => one.state === state && !one.test))
  const tests = sum(counts.filter((one) => one.test))
  return (
    <>
      {campaign.testMode && (
        <Notice tone="info" title={t('campaigns.test.mode')}>
          <p>{t('campaigns.test.on', { address: campaign.testAddress ?? '' })}</p>
        </Notice>
      )}
      {props.bursts.map((stopped) => (
        <BurstView i18n={i18n} campaign={campaign} stopped={stopped} />
      ))}
      <section class="card">
        <h2>{t('campaigns.emails.states')}</h2>
        <dl class="figures">
          {officialEmailStates.map((state) => (
            <div>
              <dt>{t(`campaigns.email.${state}`)}</dt>
              <dd>{i18n.number(total(state))}</dd>
              <dd class="small">{t(`campaigns.email.${state}.hint`)}</dd>
            </div>
          ))}
        </dl>
        {tests > 0 && <p class="small">{t('campaigns.emails.tests', { count: tests })}</p>}
        {total('unknown') > 0 && (
          <Notice tone="warning">
            <p>{t('campaigns.emails.unknown', { count: total('unknown') })}</p>
          </Notice>
        )}
      </section>
      <Offices {...props} />
      <Held {...props} total={sum(counts.filter((one) => one.state === 'held'))} />
    </>
  )
}

const sum = (counts: Counts): number => counts.reduce((all, one) => all + one.count, 0)

function Offices({ i18n, campaign, officials, counts }: EmailsProps) {
  const { t } = i18n
  const of = (id: string, states: readonly string[]) =>
    i18n.number(sum(counts.filter((one) => one.targetId === id && states.includes(one.state))))
  const byMail = officials.filter((one) => one.channels.includes('email'))
  if (byMail.length === 0) return null
  return (
    <section class="block">
      <h2>{t('campaigns.tab.officials')}</h2>
      <Table
        caption={t('campaigns.officials.caption', { count: byMail.length })}
        columns={[
          { label: t('officials.col.name') },
          { label: t('campaigns.email.queued'), numeric: true },
          { label: t('campaigns.email.accepted'), numeric: true },
          { label: t('campaigns.email.bounced'), numeric: true },
          { label: t('campaigns.email.unknown'), numeric: true },
          { label: t('campaigns.col.change') },
        ]}
        rows={byMail.map((one) => [
          <div>
            <bdi>{one.name}</bdi>
            <br />
            {one.stoppedAt && <Status tone="warning">{t('campaigns.officials.stopped')}</Status>}
          </div>,
          of(one.id, ['queued', 'claimed']),
          of(one.id, ['accepted']),
          of(one.id, ['bounced', 'refused']),
          of(one.id, ['unknown']),
          <form method="post" action={`/campaigns/${campaign.id}/emails/stop`}>
            <input type="hidden" name="official" value={one.id} />
            <button class="button quiet" type="submit" name="do" value={one.stoppedAt ? 'resume' : 'stop'}>
              {t(one.stoppedAt ? 'campaigns.official.resume' : 'campaigns.official.stop')}
            </button>
          </form>,
        ])}
      />
    </section>
  )
}

/** Letters in the supporters' own words. Safety: nobody's name stands here; the words are what is judged. */
function Held(props: EmailsProps & { total: number }) {
  const { i18n, campaign, held, first, perPage, total } = props
  const { t } = i18n
  const address = `/campaigns/${campaign.id}/emails`
  if (held.length === 0)
    return (
      <Empty title={t('campaigns.held.empty.title')}>
        <p>{t('campaigns.held.empty.text')}</p>
      </Empty>
    )
  return (
    <section class="block" id="held">
      <h2>{t('campaigns.held', { count: total })}</h2>
      <p>{t('campaigns.held.text')}</p>
      <form method="post" action={`${address}/review`}>
        {held.map((letter, i) => (
          <HeldCard {...props} letter={letter} number={first + i + 1} />
        ))}
        <div class="buttons">
          <button class="button primary" type="submit" name="do" value="approve">
            {t('campaigns.letters.approve')}
          </button>
          <button class="button danger" type="submit" name="do" value="reject">
            {t('campaigns.letters.reject')}
          </button>
        </div>
      </form>
      <Pager
        i18n={i18n}
        from={first + 1}
        to={first + held.length}
        total={total}
        previous={first > 0 ? `${address}?page=${first / perPage}` : undefined}
        next={first + held.length < total ? `${address}?page=${first / perPage + 2}` : undefined}
      />
    </section>
  )
}

function HeldCard(props: EmailsProps & { letter: HeldLetter; number: number }) {
  const { i18n, letter, number } = props
  const { t } = i18n
  const official = props.officials.find((one) => one.id === letter.targetId)
  const { words, link, shouting } = letter.warnings
  const named = (text: string) => text.replaceAll('{name}', `[${t('campaigns.test.name')}]`)
  const quiet = words.length === 0 && !link && !shouting
  return (
    <article class="card" aria-labelledby={`letter-${number}`}>
      <label class="choice">
        {/* nothing is ticked that carries a warning: it wants to be read first */}
        <input type="checkbox" name="letter" value={letter.id} checked={quiet} />
        <span id={`letter-${number}`}>
          {t('campaigns.held.one', {
            number,
            official: official?.name ?? '',
            at: i18n.date(letter.sentAt, { zone: props.campaign.zone, style: 'short' }),
          })}
        </span>
      </label>
      {!quiet && (
        <Notice tone="warning" title={t('campaigns.held.warning')}>
          {words.length > 0 && (
            <p>
              {t('campaigns.held.words')} <bdi>{words.join(' · ')}</bdi>
            </p>
          )}
          {link && <p>{t('campaigns.held.link')}</p>}
          {shouting && <p>{t('campaigns.held.shouting')}</p>}
        </Notice>
      )}
      <div class="beside">
        <section>
          <h3>{t('campaigns.held.theirs')}</h3>
          <p dir="auto">
            <strong>{letter.subject}</strong>
          </p>
          <div dir="auto">
            <Paragraphs text={named(letter.letter)} class="sheet" />
          </div>
        </section>
        <section lang={letter.language} dir={directionOf(letter.language)}>
          <h3 lang={i18n.lang} dir={i18n.dir}>
            {t('campaigns.held.ours')}
          </h3>
          <p>
            <strong>{letter.originalSubject}</strong>
          </p>
          <Paragraphs text={named(letter.original)} class="sheet" />
        </section>
      </div>
    </article>
  )
}
