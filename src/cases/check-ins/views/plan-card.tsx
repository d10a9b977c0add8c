import type { I18n } from '#platform/i18n.ts'
import { Notice, Status } from '#ui/index.ts'
import { checkInsHref, type Desk } from '../desk.ts'
import { planTurnsFrom } from '../plan.ts'
import type { Plan } from '../reads.ts'
import { readRule } from '../rrule.ts'

export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** A schedule in words: "Every day at 19:30, Asia/Amman". */
function sayRule(i18n: I18n, { rrule, zone }: Plan['row']): string {
  const { every, interval, days, times, until } = readRule(rrule)
  const at = { interval, zone, times: i18n.list(times.map(clockOf)) }
  const said =
    every === 'day'
      ? i18n.t('check-ins.plan.daily', at)
      : i18n.t('check-ins.plan.weekly', {
          ...at,
          days: i18n.list(days.map((day) => i18n.t(`check-ins.day.${day}`))),
        })
  return until
    ? `${said}, ${i18n.t('check-ins.plan.until', { on: i18n.date(until, { zone: 'UTC' }) })}`
    : said
}

const sealedParts = ['channels', 'trusted', 'proxies', 'lawyer', 'authorities', 'agreed'] as const

/** One plan: when, how long, who is asked what; whom and the link while the file is open. */
export function PlanCard(props: { i18n: I18n; desk: Desk; plan: Plan; may: boolean; privateUrl: string }) {
  const { i18n, desk, plan, may } = props
  const { row, text, token } = plan
  const path = checkInsHref(desk.row.id, `/plans/${row.id}`)
  return (
    <section class="card">
      <h2>{text ? <bdi>{text.name}</bdi> : i18n.t('check-ins.plan.sealed')}</h2>
      <p>
        <Status tone={row.state === 'active' ? 'success' : 'quiet'}>
          {i18n.t(`check-ins.plan.state.${row.state}`)}
        </Status>{' '}
        {plan.ringsNobody && <Status tone="danger">{i18n.t('check-ins.plan.rings-nobody')}</Status>}
        {plan.mailOnly && <Status tone="warning">{i18n.t('check-ins.plan.mail-only')}</Status>}
      </p>
      {plan.ringsNobody && <p>{i18n.t('check-ins.plan.rings-nobody.text')}</p>}
      {plan.mailOnly && (
        <p>
          {i18n.t('check-ins.plan.mail-only.text')} <a href="/duty">{i18n.t('duty.title')}</a>
        </p>
      )}
      <dl class="facts">
        <dt>{i18n.t('check-ins.col.due')}</dt>
        <dd>
          {sayRule(i18n, row)}; {i18n.t('check-ins.plan.window', { minutes: row.window_minutes })}
        </dd>
        {plan.next && (
          <>
            <dt>{i18n.t('check-ins.plan.next')}</dt>
            <dd>
              <a href={checkInsHref(desk.row.id, `/${plan.next.id}`)}>
                {i18n.dateTime(plan.next.at, { zone: desk.zone })}
              </a>
            </dd>
          </>
        )}
        <dt>{i18n.t('check-ins.field.codeWord')}</dt>
        <dd>
          {row.code_word ? i18n.t('check-ins.plan.word.code') : i18n.t('check-ins.plan.word.none')}
          {row.duress_word && ` · ${i18n.t('check-ins.plan.word.duress')}`}
        </dd>
        {text &&
          sealedParts.map(
            (name) =>
              text[name] && (
                <>
                  <dt>{i18n.t(`check-ins.field.${name}`)}</dt>
                  <dd dir="auto" class="as-typed">
                    {text[name]}
                  </dd>
                </>
              ),
          )}
      </dl>
      <details>
        <summary>{i18n.t('check-ins.plan.ladder')}</summary>
        <ol>
          {row.ladder.map(({ stage, minutes }) => (
            <li>
              {i18n.t(`check-ins.stage.${stage}`)}: {i18n.t('check-ins.plan.after', { minutes })}
            </li>
          ))}
          <li>
            {i18n.t('check-ins.stage.emergency')}:{' '}
            {i18n.t('check-ins.plan.after', { minutes: row.hard_limit_minutes })}
          </li>
        </ol>
      </details>
      {token && <HerLink {...props} address={`${props.privateUrl}/k/${token}`} />}
      {may && (
        <form method="post" action={`${path}/turn`} class="buttons">
          {text && (
            <a class="button" href={path}>
              {i18n.t('check-ins.plan.edit')}
            </a>
          )}
          {planTurnsFrom(row.state).map((turn) => (
            <button class="button" type="submit" name="turn" value={turn}>
              {i18n.t(`check-ins.plan.${turn}`)}
            </button>
          ))}
        </form>
      )}
    </section>
  )
}

function HerLink(props: { i18n: I18n; desk: Desk; plan: Plan; may: boolean; address: string }) {
  const { i18n, desk, plan } = props
  return (
    <Notice tone="info" title={i18n.t('check-ins.plan.link')}>
      <p>
        <code dir="ltr">{props.address}</code>
      </p>
      <p>{i18n.t('check-ins.plan.link.text')}</p>
      {props.may && (
        <form method="post" action={checkInsHref(desk.row.id, `/plans/${plan.row.id}/link`)}>
          <button class="button" type="submit">
            {i18n.t('check-ins.plan.link.renew')}
          </button>{' '}
          <small>{i18n.t('check-ins.plan.link.renew.text')}</small>
        </form>
      )}
    </Notice>
  )
}
