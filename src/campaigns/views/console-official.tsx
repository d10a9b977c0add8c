import { directionOf, type I18n } from '#platform/i18n.ts'
import { displayPhone } from '#platform/text/phone.ts'
import { ConfirmBox, Notice, safeHref } from '#ui/index.ts'
import { wrongReportsToFlag, type Target } from '../target-sealed.ts'

/** One official: what is known, from where, and when it was last looked at. */
export function OfficialView(props: {
  i18n: I18n
  target: Target
  stale: readonly ('email' | 'phone')[]
  edits: boolean
  now: Date
}) {
  const { i18n, target } = props
  const { t } = i18n
  return (
    <>
      {target.retiredAt && (
        <Notice tone="warning">
          <p>
            {t('officials.retired.notice', { on: i18n.date(target.retiredAt, { zone: target.timeZone }) })}
          </p>
        </Notice>
      )}
      {target.wrongReports >= wrongReportsToFlag && (
        <Notice tone="danger" title={t('officials.state.flagged', { count: target.wrongReports })}>
          <p>{t('officials.flagged.text')}</p>
        </Notice>
      )}
      <section class="card">
        <dl class="facts">
          <Fact label={t('officials.field.title')}>
            <bdi>{target.title}</bdi>
          </Fact>
          <Fact label={t('officials.field.institution')}>
            <bdi>{target.institution}</bdi>
          </Fact>
          <Fact label={t('officials.field.country')}>{i18n.country(target.country)}</Fact>
          <Fact label={t('officials.field.language')}>{i18n.language(target.language)}</Fact>
          {Object.entries(target.salutation).map(([lang, text]) => (
            <Fact label={t('officials.field.salutation', { language: i18n.language(lang) })}>
              <span lang={lang} dir={directionOf(lang)}>
                {text}
              </span>
            </Fact>
          ))}
          <Fact label={t('officials.field.hours')}>
            {t('officials.hours', {
              from: `${target.officeOpens}:00`,
              to: `${target.officeCloses}:00`,
              days: i18n.list(target.officeDays.map((day) => t(`officials.day.${day as 1}`))),
            })}
            <br />
            <span class="small">
              {t('officials.now', {
                time: i18n.time(props.now, { zone: target.timeZone }),
                zone: target.timeZone,
              })}
            </span>
          </Fact>
          <Fact label={t('officials.field.ceiling')}>
            {t('officials.ceiling', { count: target.ceilingPerHour })}
          </Fact>
          <Fact label={t('officials.field.manner')}>{t(`officials.manner.${target.manner}`)}</Fact>
        </dl>
      </section>
      <div class="columns">
        <Way {...props} channel="email" />
        <Way {...props} channel="phone" />
      </div>
    </>
  )
}

function Fact({ label, children }: { label: string; children: unknown }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children as string}</dd>
    </>
  )
}

function Way(props: Parameters<typeof OfficialView>[0] & { channel: 'email' | 'phone' }) {
  const { i18n, target, channel } = props
  const { t } = i18n
  const value = target[channel]
  const source = channel === 'email' ? target.emailSource : target.phoneSource
  const verified = channel === 'email' ? target.emailVerifiedOn : target.phoneVerifiedOn
  const link = safeHref(source)
  return (
    <section class="card">
      <h2>{t(`officials.channel.${channel}`)}</h2>
      {value ? (
        <>
          <p>
            <bdi dir="ltr">{channel === 'phone' ? displayPhone(value) : value}</bdi>
          </p>
          <p class="small">
            {source ? t('officials.source') : t('officials.source.none')}{' '}
            {source && (link ? <a href={link}>{source}</a> : <bdi>{source}</bdi>)}
          </p>
          <p>
            {verified
              ? t('officials.verified.on', { on: i18n.date(verified, { zone: 'UTC' }) })
              : t('officials.verified.never')}{' '}
            {props.stale.includes(channel) && <strong>{t('officials.verified.stale')}</strong>}
          </p>
          {channel === 'phone' && target.wrongReports > 0 && (
            <p>{t('officials.reports', { count: target.wrongReports })}</p>
          )}
          {props.edits && (
            <form method="post" action={`/officials/${target.id}/verify`}>
              <input type="hidden" name="channel" value={channel} />
              <button class="button" type="submit">
                {t(`officials.verify.${channel}`)}
              </button>
            </form>
          )}
        </>
      ) : (
        <p>{t('officials.channel.none')}</p>
      )}
    </section>
  )
}

export function RetireView(props: {
  i18n: I18n
  target: Target
  stops: { letters: number; campaigns: readonly string[] }
}) {
  const { i18n, target, stops } = props
  const { t } = i18n
  return (
    <ConfirmBox tone="danger" title={t('officials.retire.title')}>
      <ul>
        <li>{t('officials.retire.letters', { count: stops.letters })}</li>
        <li>
          {stops.campaigns.length > 0
            ? t('officials.retire.campaigns', { list: i18n.list([...stops.campaigns]) })
            : t('officials.retire.no-campaign')}
        </li>
        <li>{t('officials.retire.kept')}</li>
      </ul>
      <form method="post" action={`/officials/${target.id}/retire`}>
        <div class="buttons">
          <button class="button danger" type="submit">
            {t('officials.retire')}
          </button>
          <a href={`/officials/${target.id}`}>{t('officials.retire.not')}</a>
        </div>
      </form>
    </ConfirmBox>
  )
}
