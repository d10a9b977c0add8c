import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { caseHref } from '#cases/index.ts'
import { organisationOf, page, redirect } from '#organisations/index.ts'
import {
  ConfirmBox,
  Empty,
  Filter,
  Notice,
  Pager,
  Progress,
  Select,
  Status,
  Table,
  type Tone,
} from '#ui/index.ts'
import { cancelBroadcast, pauseBroadcast, resumeBroadcast } from './broadcast.ts'
import {
  broadcastsPerPage,
  getBroadcast,
  listBroadcasts,
  namedOutcomes,
  recorded,
  type Broadcast,
} from './broadcast-reads.ts'
import type { BroadcastState } from './tables.ts'

export const broadcastHref = (id: string, path = ''): string => `/broadcasts/${id}${path}`

const states = ['frozen', 'sending', 'paused', 'done', 'cancelled'] as const
const tones: Record<BroadcastState, Tone | 'quiet'> = {
  frozen: 'quiet',
  sending: 'info',
  paused: 'warning',
  cancelled: 'danger',
  done: 'success',
}
const State = ({ i18n, state }: { i18n: I18n; state: BroadcastState }) => (
  <Status tone={tones[state]}>{i18n.t(`broadcasts.state.${state}`)}</Status>
)

export async function showBroadcasts(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const state = states.find((one) => one === c.req.query('state'))
  const at = Math.max(1, Number(c.req.query('page')) || 1)
  const { rows, total } = await c
    .get('office')
    .db.reading(c.get('member'), (tx) => listBroadcasts(tx, { ...(state ? { state } : {}), page: at }))
  const before = (at - 1) * broadcastsPerPage
  const to = (number: number) =>
    `/broadcasts?${new URLSearchParams({ state: state ?? '', page: String(number) })}`
  return page(c, {
    title: i18n.t('ui.console.broadcasts'),
    section: 'broadcasts',
    body:
      total === 0 && !state ? (
        <Empty
          title={i18n.t('broadcasts.empty.title')}
          action={{ href: '/updates', label: i18n.t('ui.console.updates') }}
        >
          <p>{i18n.t('broadcasts.empty.text')}</p>
        </Empty>
      ) : (
        <>
          <Filter i18n={i18n} action="/broadcasts" clear={state && '/broadcasts'}>
            <Select
              name="state"
              label={i18n.t('broadcasts.state')}
              empty={i18n.t('broadcasts.all')}
              value={state ?? ''}
              options={states.map((value) => ({ value, label: i18n.t(`broadcasts.state.${value}`) }))}
            />
          </Filter>
          <BroadcastTable i18n={i18n} rows={rows} total={total} />
          {total > broadcastsPerPage && (
            <Pager
              i18n={i18n}
              from={before + 1}
              to={before + rows.length}
              total={total}
              previous={at > 1 ? to(at - 1) : undefined}
              next={before + rows.length < total ? to(at + 1) : undefined}
            />
          )}
        </>
      ),
  })
}

export function BroadcastTable({
  i18n,
  rows,
  total,
}: {
  i18n: I18n
  rows: readonly Broadcast[]
  total: number
}) {
  return (
    <Table
      caption={i18n.t('broadcasts.caption', { count: total })}
      columns={[
        { label: i18n.t('broadcasts.col.number') },
        { label: i18n.t('broadcasts.col.case') },
        { label: i18n.t('broadcasts.state') },
        { label: i18n.t('broadcasts.col.recipients'), numeric: true },
        { label: i18n.t('broadcasts.count.sent'), numeric: true },
        { label: i18n.t('broadcasts.col.open'), numeric: true },
      ]}
      rows={rows.map((row) => [
        <a href={broadcastHref(row.id)}>{i18n.t('broadcasts.one', { number: row.number })}</a>,
        <a href={caseHref(row.caseId)}>
          <bdi>{row.caseCode}</bdi>
        </a>,
        <State i18n={i18n} state={row.state} />,
        i18n.number(row.recipients),
        i18n.number(row.counts.sent),
        i18n.number(row.recipients - recorded(row.counts)),
      ])}
    />
  )
}

const idOf = (c: ConsoleContext): string => c.req.param('broadcastId') ?? ''

export async function showBroadcast(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const broadcast = await c.get('office').db.reading(c.get('member'), (tx) => getBroadcast(tx, idOf(c)))
  const { zone } = await organisationOf(c)
  const { state, finishedAt } = broadcast
  const may = (verb: string) => can(c.get('member'), verb)
  return page(c, {
    title: i18n.t('broadcasts.one', { number: broadcast.number }),
    section: 'broadcasts',
    islands: ['live-region'],
    trail: [
      { href: '/broadcasts', label: i18n.t('ui.console.broadcasts') },
      { href: `/updates/${broadcast.updateId}`, label: i18n.t('broadcasts.update') },
    ],
    body: (
      <>
        <live-region src={broadcastHref(broadcast.id, '/progress')} interval="2">
          <Standing i18n={i18n} broadcast={broadcast} zone={zone} names={may('broadcast.names')} />
        </live-region>
        {broadcast.jointId && (
          <p>
            {i18n.t('joint.part')}{' '}
            <a href={`/joint-broadcasts/${broadcast.jointId}`}>{i18n.t('joint.part.open')}</a>
          </p>
        )}
        {!finishedAt && (
          <div class="buttons">
            {state === 'sending' && may('broadcast.pause') && (
              <Button action={broadcastHref(broadcast.id, '/pause')} label={i18n.t('broadcasts.pause')} />
            )}
            {state === 'paused' && !broadcast.waitsForQuiet && may('broadcast.send') && (
              <Button action={broadcastHref(broadcast.id, '/resume')} label={i18n.t('broadcasts.resume')} />
            )}
          </div>
        )}
        {!finishedAt && state !== 'cancelled' && may('broadcast.cancel') && (
          <Cancel i18n={i18n} broadcast={broadcast} />
        )}
      </>
    ),
  })
}

const Button = ({ action, label }: { action: string; label: string }) => (
  <form method="post" action={action} class="inline">
    <button class="button" type="submit">
      {label}
    </button>
  </form>
)

function Cancel({ i18n, broadcast }: { i18n: I18n; broadcast: Broadcast }) {
  const left = broadcast.recipients - recorded(broadcast.counts)
  return (
    <details>
      <summary>{i18n.t('broadcasts.cancel')}</summary>
      <ConfirmBox title={i18n.t('broadcasts.cancel')} tone="danger">
        <p>{i18n.t('broadcasts.cancel.text', { sent: broadcast.counts.sent, left })}</p>
        <form method="post" action={broadcastHref(broadcast.id, '/cancel')}>
          <button class="action" type="submit">
            {i18n.t('broadcasts.cancel')}
          </button>
        </form>
      </ConfirmBox>
    </details>
  )
}

/** How it stands, as the live part of the page: whole without script, renewed every two seconds with it. */
export async function showProgress(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const broadcast = await c.get('office').db.reading(c.get('member'), (tx) => getBroadcast(tx, idOf(c)))
  const { zone } = await organisationOf(c)
  const names = can(c.get('member'), 'broadcast.names')
  return c.html(<Standing i18n={i18n} broadcast={broadcast} zone={zone} names={names} />)
}

function Standing(props: { i18n: I18n; broadcast: Broadcast; zone: string; names: boolean }) {
  const { i18n, broadcast, zone } = props
  const { counts, recipients, perSecond, finishedAt, awaySince, state } = broadcast
  const done = recorded(counts)
  const running = state === 'sending' && !awaySince && perSecond > 0
  return (
    <div data-done={finishedAt ? '' : undefined}>
      <p>
        <State i18n={i18n} state={state} />
      </p>
      {broadcast.waitsForQuiet && <p>{i18n.t('broadcasts.quiet')}</p>}
      <Progress
        i18n={i18n}
        label={i18n.t('broadcasts.progress')}
        done={done}
        total={recipients}
        rate={running ? perSecond : undefined}
        secondsLeft={running ? (recipients - done) / perSecond : undefined}
      />
      {awaySince && !finishedAt && (
        <Notice tone="warning" title={i18n.t('broadcasts.away')}>
          <p>{i18n.t('broadcasts.away.text', { at: i18n.dateTime(awaySince, { zone }) })}</p>
        </Notice>
      )}
      <p class="small">
        {i18n.t('broadcasts.audience', { acted: broadcast.acted, asked: broadcast.asked, recipients })}
      </p>
      <dl class="facts">
        {(['sent', 'suppressed', 'hard', 'soft', 'unknown', 'cancelled'] as const).map((name) => {
          const listed = namedOutcomes.find((one) => one === name)
          return (
            <div>
              <dt>{i18n.t(`broadcasts.count.${name}`)}</dt>
              <dd>
                {i18n.number(counts[name])}{' '}
                {listed && props.names && counts[name] > 0 && (
                  <a href={broadcastHref(broadcast.id, `/people/${listed}`)}>{i18n.t('broadcasts.names')}</a>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </div>
  )
}

const verbs = { pause: pauseBroadcast, resume: resumeBroadcast, cancel: cancelBroadcast }

export const takeStep =
  (step: keyof typeof verbs) =>
  async (c: ConsoleContext): Promise<Response> => {
    await c.get('office').db.transaction(c.get('member'), (tx) => verbs[step](tx, idOf(c)))
    return redirect(c, broadcastHref(idOf(c)), `broadcasts.did.${step}`)
  }
