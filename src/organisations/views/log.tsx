import type { Check } from '#platform/audit/keeping-watch.ts'
import type { I18n } from '#platform/i18n.ts'
import { Empty, Filter, Select, Table, TextField } from '#ui/index.ts'
import type { LogEntry } from '../log.ts'
import { sayEvent } from '../say-event.ts'
import type { ServingMember } from '../member.ts'
import { ChainNotice } from './audit.tsx'

export function LogView(props: {
  i18n: I18n
  entries: readonly LogEntry[]
  more: boolean
  members: readonly ServingMember[]
  zone: string
  type: string
  who: string
  check: Check | undefined
}) {
  const { i18n, entries, members, zone, type, who } = props
  const last = entries.at(-1)
  const names = new Map(members.map((member) => [member.accountId, member.name]))
  const older = new URLSearchParams({ type, who, before: String(last?.id ?? '') })
  return (
    <>
      <p>{i18n.t('office.log.text')}</p>
      <ChainNotice i18n={i18n} zone={zone} check={props.check} />
      <p>
        <a href="/organisation/audit">{i18n.t('office.audit.open')}</a>
      </p>
      <Filter i18n={i18n} action="/log" clear="/log">
        <TextField
          name="type"
          label={i18n.t('office.log.type')}
          hint={i18n.t('office.log.type.hint')}
          value={type}
          dir="ltr"
        />
        <Select
          name="who"
          label={i18n.t('office.log.who')}
          empty={i18n.t('office.log.anyone')}
          options={members.map((member) => ({ value: member.accountId, label: member.name }))}
          value={who}
        />
      </Filter>
      {entries.length === 0 ? (
        <Empty title={i18n.t('office.log.empty')} />
      ) : (
        <Table
          caption={i18n.t('office.log.caption')}
          columns={[
            { label: i18n.t('office.log.when') },
            { label: i18n.t('office.log.what') },
            { label: i18n.t('office.log.who') },
            { label: i18n.t('office.log.data') },
          ]}
          rows={entries.map((entry) => [
            i18n.dateTime(entry.at, { zone, style: 'short' }),
            sayEvent(i18n, entry.type),
            <bdi>{actor(entry)}</bdi>,
            <code dir="ltr" class="small">
              {entry.type} {brief(entry)}
            </code>,
          ])}
        />
      )}
      {props.more && (
        <p>
          <a href={`/log?${older}`}>{i18n.t('office.log.older')}</a>
        </p>
      )}
    </>
  )

  function actor(entry: LogEntry): string {
    const account = entry.accountId ?? (entry.data.accountId as string | undefined)
    if (account) return names.get(account) ?? i18n.t('office.log.former')
    return entry.actorKind === 'worker' ? i18n.t('office.log.worker') : ''
  }
}

/** Beside the event's own name, which the filter takes: counts and codes; ids only by their end, which is enough to follow one thing through the log. */
function brief(entry: LogEntry): string {
  const short = (value: unknown) =>
    typeof value === 'string' && /^[0-9a-f]{8}-/.test(value) ? value.slice(-6) : String(value)
  const parts = Object.entries(entry.data)
    .filter(([name]) => name !== 'accountId')
    .map(([name, value]) => `${name}=${short(value)}`)
  return [entry.subject && `#${entry.subject.slice(-6)}`, ...parts].filter(Boolean).join(' ')
}
