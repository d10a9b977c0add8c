import { can } from '#platform/access.ts'
import { Notice } from '#ui/index.ts'
import { caseHref } from '../../views/case-shell.tsx'
import type { AlertKind } from '../tables.ts'
import { sayAlarm } from '../wording.ts'
import type { DutyDesk } from './duty.tsx'

/** Where a human sees what it is about. */
const places: Readonly<Partial<Record<AlertKind, string>>> = {
  deadline: '/deadlines',
  hearing: '/proceedings',
  'in-danger': '/contacts',
}

/** What rang and waits for a human, each with the one button. */
export function Alerts({ desk }: { desk: DutyDesk }) {
  const { i18n, alerts, zone, member } = desk
  if (alerts.length === 0) return null
  return (
    <Notice tone="danger" title={i18n.t('duty.alerts')}>
      {alerts.map((alert) => (
        <form class="block" method="post" action={`/duty/alerts/${alert.id}`}>
          <p>
            <bdi>{sayAlarm(i18n, alert)}</bdi>{' '}
            <span class="hint">
              {i18n.t('duty.alerts.since', { at: i18n.dateTime(alert.raisedAt, { zone, style: 'short' }) })}
            </span>
          </p>
          <p class="buttons">
            {can(member, 'alarm.acknowledge') && (
              <button class="button" type="submit">
                {i18n.t('duty.gap.take')}
              </button>
            )}
            <a href={caseHref(alert.caseId, places[alert.stage] ?? '')}>{i18n.t('duty.alerts.open')}</a>
          </p>
        </form>
      ))}
    </Notice>
  )
}
