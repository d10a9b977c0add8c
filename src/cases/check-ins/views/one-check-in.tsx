import type { I18n } from '#platform/i18n.ts'
import {
  ConfirmBox,
  ErrorSummary,
  Notice,
  Select,
  Status,
  Table,
  Textarea,
  DateField,
  type Tone,
} from '#ui/index.ts'
import type { Again } from '../../typed-form.ts'
import { climbOf } from '../check-in.ts'
import { asLocal, checkInsHref, type Desk } from '../desk.ts'
import type { OneCheckIn } from '../reads.ts'
import { resolutions, type CheckInState } from '../states.ts'

const tones: Record<CheckInState, Tone | 'quiet'> = {
  scheduled: 'quiet',
  due: 'info',
  ok: 'success',
  'ok-by-proxy': 'success',
  duress: 'danger',
  late: 'danger',
  emergency: 'danger',
  resolved: 'success',
  'system-gap': 'warning',
  cancelled: 'quiet',
}

export const StateOfCheckIn = ({ i18n, state }: { i18n: I18n; state: CheckInState }) => (
  <Status tone={tones[state]}>{i18n.t(`check-ins.state.${state}`)}</Status>
)

/** The one thing to do now, first of all. */
export function WhatToDo({ i18n, checkIn: one }: { i18n: I18n; checkIn: OneCheckIn }) {
  const { state } = one.row
  const stage =
    state === 'duress' || state === 'emergency' || state === 'system-gap'
      ? state
      : state === 'late'
        ? one.row.ladder[one.row.step - 1]?.stage
        : undefined
  if (!stage) return null
  return (
    <Notice tone={state === 'system-gap' ? 'warning' : 'danger'} title={i18n.t(`check-ins.stage.${stage}`)}>
      <p>{i18n.t(`check-ins.todo.${stage}`)}</p>
    </Notice>
  )
}

export function CheckInFacts({ i18n, desk, checkIn: one }: { i18n: I18n; desk: Desk; checkIn: OneCheckIn }) {
  const { row } = one
  const moment = (at: Date) => i18n.dateTime(at, { zone: desk.zone })
  const climb = climbOf(row)
  const next = row.state === 'late' ? (row.ladder[row.step]?.minutes ?? climb.hardLimitMinutes) : undefined
  return (
    <section class="card">
      {row.unproven_at && (
        <Notice tone="warning">
          <p>{i18n.t('check-ins.one.unproven', { at: moment(row.unproven_at) })}</p>
        </Notice>
      )}
      <dl class="facts">
        <dt>{i18n.t('check-ins.col.state')}</dt>
        <dd>
          <StateOfCheckIn i18n={i18n} state={row.state} />
        </dd>
        <dt>{i18n.t('check-ins.one.window')}</dt>
        <dd>{moment(row.late_at)}</dd>
        {row.moved_at && row.moved_by && (
          <>
            <dt>{i18n.t('check-ins.move.moved')}</dt>
            <dd>
              {i18n.t('check-ins.move.from', { at: moment(row.agreed_at) })} ·{' '}
              <bdi>{desk.nameOf(row.moved_by)}</bdi>
              {one.moved && (
                <>
                  <br />
                  <bdi>{one.moved}</bdi>
                </>
              )}
            </dd>
          </>
        )}
        {row.answered_at && (
          <>
            <dt>{i18n.t('check-ins.col.answered')}</dt>
            <dd>{moment(row.answered_at)}</dd>
          </>
        )}
        {next !== undefined && (
          <>
            <dt>{i18n.t('check-ins.one.next')}</dt>
            <dd>{moment(new Date(row.late_at.getTime() + next * 60_000))}</dd>
          </>
        )}
        {row.state === 'late' && row.held_until && row.held_until > desk.now && (
          <>
            <dt>{i18n.t('check-ins.one.held')}</dt>
            <dd>{moment(row.held_until)}</dd>
          </>
        )}
        {row.resolution && (
          <>
            <dt>{i18n.t('check-ins.col.how')}</dt>
            <dd>
              {i18n.t(`check-ins.resolution.${row.resolution}`)}
              {row.resolved_by && (
                <>
                  {' · '}
                  <bdi>{desk.nameOf(row.resolved_by)}</bdi>
                </>
              )}
            </dd>
          </>
        )}
        {one.note && (
          <>
            <dt>{i18n.t('check-ins.resolve.note')}</dt>
            <dd dir="auto">{one.note}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

export function AlarmTable(props: { i18n: I18n; desk: Desk; checkIn: OneCheckIn; may: boolean }) {
  const { i18n, desk, checkIn: one } = props
  return (
    <Table
      caption={i18n.t('check-ins.one.alarms')}
      columns={(['stage', 'raised', 'told', 'taken'] as const).map((name) => ({
        label: i18n.t(`check-ins.one.${name}`),
      }))}
      rows={one.alarms.map((alarm) => [
        i18n.t(`check-ins.stage.${alarm.stage}`),
        i18n.dateTime(alarm.raisedAt, { zone: desk.zone, style: 'short' }),
        alarm.toldIn
          ? i18n.t('check-ins.one.told-in')
          : i18n.t('check-ins.one.told.count', {
              sent: alarm.sent,
              waiting: alarm.waiting,
              failed: alarm.failed,
            }),
        alarm.takenBy ? (
          <bdi>{desk.nameOf(alarm.takenBy)}</bdi>
        ) : props.may ? (
          <form method="post" action={checkInsHref(desk.row.id, `/${one.row.id}/alarms/${alarm.id}`)}>
            <button class="button" type="submit">
              {i18n.t('check-ins.one.take')}
            </button>
          </form>
        ) : (
          i18n.t('check-ins.one.nobody')
        ),
      ])}
    />
  )
}

export function MoveForm(props: { i18n: I18n; desk: Desk; checkIn: OneCheckIn; again: Again | undefined }) {
  const { i18n, desk, checkIn: one } = props
  const form = props.again?.form ?? { values: { at: asLocal(one.row.due_at, desk.zone) }, errors: {} }
  return (
    <details open={props.again !== undefined}>
      <summary>{i18n.t('check-ins.move.title')}</summary>
      <p>{i18n.t('check-ins.move.text')}</p>
      <form class="sheet" method="post" action={checkInsHref(desk.row.id, `/${one.row.id}/move`)}>
        <ErrorSummary i18n={i18n} form={form} />
        <DateField
          name="at"
          type="datetime-local"
          form={form}
          required
          label={i18n.t('check-ins.move.at')}
          hint={i18n.t('contacts.field.at.hint', { zone: desk.zone })}
        />
        <Textarea name="reason" form={form} rows={2} required label={i18n.t('check-ins.move.reason')} />
        <button class="button" type="submit">
          {i18n.t('check-ins.move.save')}
        </button>
      </form>
    </details>
  )
}

export function ResolveForm(props: {
  i18n: I18n
  desk: Desk
  checkIn: OneCheckIn
  again: Again | undefined
}) {
  const { i18n, desk, checkIn: one } = props
  const form = props.again?.form
  return (
    <ConfirmBox title={i18n.t('check-ins.resolve.title')}>
      <p>{i18n.t('check-ins.resolve.text')}</p>
      <form method="post" action={checkInsHref(desk.row.id, `/${one.row.id}/resolve`)}>
        <ErrorSummary i18n={i18n} form={form} />
        <Select
          name="resolution"
          form={form}
          required
          empty="–"
          label={i18n.t('check-ins.resolve.how')}
          options={resolutions.map((value) => ({ value, label: i18n.t(`check-ins.resolution.${value}`) }))}
        />
        <Textarea
          name="note"
          form={form}
          rows={3}
          label={i18n.t('check-ins.resolve.note')}
          note={i18n.t('ui.optional')}
        />
        <button class="action" type="submit">
          {i18n.t('check-ins.resolve.save')}
        </button>
      </form>
    </ConfirmBox>
  )
}
