import { can } from '#platform/access.ts'
import type { Member } from '#platform/actor.ts'
import type { I18n } from '#platform/i18n.ts'
import {
  DateField,
  Notice,
  RadioGroup,
  Select,
  Status,
  Table,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
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
  gaps: readonly { id: string; from: Date }[]
  alerts: readonly OpenAlert[]
  nameOf(accountId: string): string
}

interface Part {
  desk: DutyDesk
  form?: FormState | undefined
}

export function Gaps({ desk }: Part) {
  const { i18n, gaps, zone, member } = desk
  return (
    <>
      {gaps.map(({ id, from }) => (
        <Notice tone="danger" title={i18n.t('duty.gap.title')}>
          <p>{i18n.t('duty.gap.text', { from: i18n.dateTime(from, { zone }) })}</p>
          {can(member, 'alarm.acknowledge') && (
            <form method="post" action={`/duty/gaps/${id}`}>
              <button class="button" type="submit">
                {i18n.t('duty.gap.take')}
              </button>
            </form>
          )}
        </Notice>
      ))}
    </>
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

export function Channels({ desk, form }: Part) {
  const { i18n, channels, endpoints } = desk
  if (!can(desk.member, 'alarm.channel')) return null
  return (
    <section class="card" id="channels">
      <h2>{i18n.t('duty.channels')}</h2>
      <p>{i18n.t('duty.channels.text')}</p>
      {!channels.some(({ provedAt }) => provedAt) && (
        <p>
          <Status tone="warning">{i18n.t('duty.channels.none')}</Status>
        </p>
      )}
      {channels.map((channel) => (
        <Channel desk={desk} channel={channel} />
      ))}
      {endpoints.length === 0 ? (
        <p>{i18n.t('duty.channels.no-endpoints')}</p>
      ) : (
        <details open={form !== undefined}>
          <summary>{i18n.t('duty.channel.add')}</summary>
          <p>{i18n.t('duty.channels.endpoints', { list: i18n.list([...endpoints]) })}</p>
          <ChannelForm desk={desk} form={form} />
        </details>
      )}
    </section>
  )
}

function Channel({ desk, channel }: { desk: DutyDesk; channel: MyChannel }) {
  const { i18n, zone } = desk
  const { id, url, provedAt, last } = channel
  return (
    <div class="block">
      <p>
        <code dir="ltr">{url}</code>
      </p>
      <p>
        <Status tone={provedAt ? 'success' : 'warning'}>
          {provedAt
            ? i18n.t('duty.channel.proved', { at: i18n.dateTime(provedAt, { zone }) })
            : i18n.t('duty.channel.untried')}
        </Status>
        {last && ` · ${i18n.t(`duty.channel.last.${last.state}`, { why: last.why })}`}
      </p>
      <form method="post" class="buttons">
        <button class="button" type="submit" formaction={`/duty/channels/${id}/test`}>
          {i18n.t('duty.channel.test')}
        </button>
        <button class="button" type="submit" formaction={`/duty/channels/${id}/remove`}>
          {i18n.t('duty.channel.remove')}
        </button>
      </form>
    </div>
  )
}

function ChannelForm({ desk, form }: Part) {
  const { i18n } = desk
  return (
    <form method="post" action="/duty/channels" autocomplete="off">
      <TextField
        name="url"
        type="url"
        form={form}
        required
        label={i18n.t('duty.channel.url')}
        hint={i18n.t('duty.channel.url.hint')}
      />
      <TextField
        name="authorization"
        value=""
        error={form?.errors['authorization']}
        note={i18n.t('ui.optional')}
        label={i18n.t('duty.channel.authorization')}
        hint={i18n.t('duty.channel.authorization.hint')}
      />
      <RadioGroup
        name="format"
        form={form ?? { values: { format: 'text' }, errors: {} }}
        required
        label={i18n.t('duty.channel.format')}
        options={(['text', 'json'] as const).map((value) => ({
          value,
          label: i18n.t(`duty.channel.format.${value}`),
        }))}
      />
      <Textarea
        name="template"
        form={form}
        rows={3}
        dir="ltr"
        note={i18n.t('ui.optional')}
        label={i18n.t('duty.channel.template')}
        hint={i18n.t('duty.channel.template.hint')}
      />
      <button class="action" type="submit">
        {i18n.t('duty.channel.add')}
      </button>
    </form>
  )
}
