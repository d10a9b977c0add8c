import { can } from '#platform/access.ts'
import { RadioGroup, Status, Textarea, TextField } from '#ui/index.ts'
import type { MyChannel } from '../reads.ts'
import type { DutyDesk, Part } from './duty.tsx'

/** How one is woken: gateways of the operator, and browsers of one's own. */
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
      <BrowserThatRings desk={desk} />
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
  const { id, shown, addedAt, provedAt, last } = channel
  return (
    <div class="block">
      <p>
        {shown.kind === 'http' ? (
          <code dir="ltr">{shown.url}</code>
        ) : (
          i18n.t('duty.push.channel', {
            browser: shown.browser || i18n.t('duty.push.unknown'),
            at: i18n.dateTime(addedAt, { zone, style: 'short' }),
          })
        )}
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

/** Without script, or in a browser that cannot, the page says so; the island shows the button instead. */
function BrowserThatRings({ desk }: Part) {
  const { i18n, vapidKey } = desk
  return (
    <div class="block" data-alarm-browser={vapidKey}>
      <h3>{i18n.t('duty.push.title')}</h3>
      <p data-part="without">{i18n.t('duty.push.without')}</p>
      <div data-part="offer" hidden>
        <p>{i18n.t('duty.push.text')}</p>
        <form method="post" action="/duty/channels/push">
          {(['endpoint', 'p256dh', 'auth'] as const).map((name) => (
            <input type="hidden" name={name} value="" />
          ))}
          <button class="action" type="submit">
            {i18n.t('duty.push.button')}
          </button>
        </form>
      </div>
      <output>
        {(['denied', 'trouble'] as const).map((what) => (
          <span data-part={what} hidden>
            <Status tone="warning">{i18n.t(`duty.push.${what}`)}</Status>
          </span>
        ))}
      </output>
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
