import { can } from '#platform/access.ts'
import type { Member } from '#platform/actor.ts'
import type { I18n } from '#platform/i18n.ts'
import { DateField, Notice, Select, Status, Table, Textarea, TextField, type FormState } from '#ui/index.ts'
import { adoptHref } from '../../adopting/today.ts'
import type { Colleague } from '../../colleagues.ts'
import type { MyChannel, OpenAlert } from '../reads.ts'
import type { Shift } from '../shift.ts'

export interface DutyDesk {
  i18n: I18n
  /** of the organisation: times on this page are told in it */
  zone: string
  now: Date
  member: Member
  /** gateways that the operator allows, host:port */
  endpoints: readonly string[]
  colleagues: readonly Colleague[]
  shifts: readonly Shift[]
  channels: readonly MyChannel[]
  /** of this installation, for browsers that are to ring */
  vapidKey: string
  gaps: readonly { id: string; from: Date }[]
  losses: readonly { id: string; at: Date }[]
  alerts: readonly OpenAlert[]
  nameOf(accountId: string): string
}

export interface Part {
  desk: DutyDesk
  form?: FormState | undefined
}

/** What is about no case that this member may know of: the server could not hear, or a team lost its last one. */
export function Gaps({ desk }: Part) {
  const { i18n, gaps, losses, zone } = desk
  return (
    <>
      {gaps.map(({ id, from }) => (
        <Notice tone="danger" title={i18n.t('duty.gap.title')}>
          <p>{i18n.t('duty.gap.text', { from: i18n.dateTime(from, { zone }) })}</p>
          <Take desk={desk} id={id} />
        </Notice>
      ))}
      {losses.map(({ id, at }) => (
        <Notice tone="danger" title={i18n.t('duty.left.title')}>
          <p>{i18n.t('duty.left.text', { at: i18n.dateTime(at, { zone }) })}</p>
          <p>
            <a href={adoptHref}>{i18n.t('cases.left.link')}</a>
          </p>
          <Take desk={desk} id={id} />
        </Notice>
      ))}
    </>
  )
}

function Take({ desk: { i18n, member }, id }: Part & { id: string }) {
  if (!can(member, 'alarm.acknowledge')) return null
  return (
    <form method="post" action={`/duty/gaps/${id}`}>
      <button class="button" type="submit">
        {i18n.t('duty.gap.take')}
      </button>
    </form>
  )
}

export function OnDuty({ desk, form }: Part) {
  const { i18n, zone, now, member } = desk
  const running = desk.shifts.filter(({ from, to }) => from <= now && to > now)
  const before = desk.shifts.filter(({ to, note }) => to <= now && note !== '').at(-1)
  const mine = running.find(({ accountId }) => accountId === member.accountId)
  return (
    <section class="card">
      <h2>{i18n.t('duty.now')}</h2>
      {running.length === 0 && (
        <p>
          <Status tone="warning">{i18n.t('duty.now.nobody')}</Status>
        </p>
      )}
      {running.map(({ accountId, to }) => (
        <p>
          <Status tone="success">
            <bdi>{desk.nameOf(accountId)}</bdi>
          </Status>{' '}
          {i18n.t('duty.until', { at: i18n.dateTime(to, { zone }) })}
        </p>
      ))}
      {[...(before ? [before] : []), ...running].map(
        ({ accountId, note }) =>
          note && (
            <Notice tone="info" title={i18n.t('duty.handover')}>
              <p dir="auto">{note}</p>
              <p>
                <bdi>{desk.nameOf(accountId)}</bdi>
              </p>
            </Notice>
          ),
      )}
      {mine && can(member, 'duty.hand-over') && (
        <form method="post" action={`/duty/shifts/${mine.id}/handover`}>
          <Textarea
            name="note"
            form={form ?? { values: { note: mine.note }, errors: {} }}
            rows={4}
            label={i18n.t('duty.handover')}
            hint={i18n.t('duty.handover.hint')}
          />
          <button class="button" type="submit">
            {i18n.t('duty.handover.save')}
          </button>
        </form>
      )}
    </section>
  )
}

export function Rota({ desk, form }: Part) {
  const { i18n, zone, now } = desk
  const may = can(desk.member, 'duty.plan')
  const ahead = desk.shifts.filter(({ to }) => to > now)
  return (
    <section class="card">
      <h2>{i18n.t('duty.ahead')}</h2>
      {ahead.length === 0 ? (
        <p>{i18n.t('duty.ahead.empty')}</p>
      ) : (
        <Table
          caption={i18n.t('duty.ahead')}
          columns={[
            ...(['who', 'from', 'to'] as const).map((name) => ({ label: i18n.t(`duty.col.${name}`) })),
            ...(may ? [{ label: i18n.t('duty.remove') }] : []),
          ]}
          rows={ahead.map(({ id, accountId, from, to }) => [
            <bdi>{desk.nameOf(accountId)}</bdi>,
            i18n.dateTime(from, { zone, style: 'short' }),
            i18n.dateTime(to, { zone, style: 'short' }),
            ...(may
              ? [
                  <form method="post" action={`/duty/shifts/${id}/remove`}>
                    <button class="button" type="submit">
                      {i18n.t('duty.remove')}
                    </button>
                  </form>,
                ]
              : []),
          ])}
        />
      )}
      {may && (
        <details open={form !== undefined}>
          <summary>{i18n.t('duty.new')}</summary>
          <form method="post" action="/duty/shifts">
            <Select
              name="accountId"
              form={form}
              required
              empty="–"
              label={i18n.t('duty.col.who')}
              options={desk.colleagues.map(({ accountId, name }) => ({ value: accountId, label: name }))}
            />
            <DateField
              name="from"
              type="datetime-local"
              form={form}
              required
              label={i18n.t('duty.col.from')}
            />
            <DateField name="to" type="datetime-local" form={form} required label={i18n.t('duty.col.to')} />
            <TextField
              name="zone"
              form={form ?? { values: { zone }, errors: {} }}
              required
              dir="ltr"
              width="half"
              label={i18n.t('duty.field.zone')}
              hint={i18n.t('duty.field.zone.hint')}
            />
            <button class="action" type="submit">
              {i18n.t('duty.save')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}
