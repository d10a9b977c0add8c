import type { I18n, MessageKey } from '#platform/i18n.ts'
import { Checkbox, ConfirmBox, DateField, Notice, Select, Textarea, type FormState } from '#ui/index.ts'
import type { CaseRow } from '../reads.ts'
import { closingReasons, openingReasons, outcomes } from '../reasons.ts'
import type { TeamRole } from '../tables.ts'
import { caseHref, StateOfCase } from '../views/case-shell.tsx'
import type { Decision } from './decision.ts'
import { stepsFrom, type Step } from './states.ts'

export interface Life {
  i18n: I18n
  zone: string
  row: CaseRow
  team: { accountId: string; name: string; role: TeamRole }[]
  decision: Decision | undefined
  me: string
  /** on the team, in a role that leads files */
  may: boolean
  /** YYYY-MM-DD */
  today: string
}

type Part = { life: Life; form?: FormState }

const hidden = (row: CaseRow) => <input type="hidden" name="version" value={String(row.version)} />

export function LifeFacts({ life, form }: Part) {
  const { i18n, row, zone, team } = life
  const who = team.find(({ accountId }) => accountId === row.caseworkerId)
  const active = row.state === 'open' || row.state === 'monitoring'
  return (
    <section class="card">
      <h2>{i18n.t('cases.life.title')}</h2>
      {active && !who && team.length > 0 && (
        <Notice tone="danger">
          <p>{i18n.t('cases.life.nobody')}</p>
        </Notice>
      )}
      <dl class="facts">
        <dt>{i18n.t('cases.col.state')}</dt>
        <dd>
          <StateOfCase i18n={i18n} state={row.state} />
        </dd>
        {who && (
          <>
            <dt>{i18n.t('cases.life.caseworker')}</dt>
            <dd>
              <bdi>{who.name}</bdi>
            </dd>
          </>
        )}
        {row.closingReason && (
          <>
            <dt>{i18n.t('cases.life.reason')}</dt>
            <dd>{i18n.t(`cases.closing.${row.closingReason}` as MessageKey)}</dd>
          </>
        )}
        {row.outcome && (
          <>
            <dt>{i18n.t('cases.life.outcome')}</dt>
            <dd>{i18n.t(`cases.outcome.${row.outcome}` as MessageKey)}</dd>
          </>
        )}
        {row.closedAt && (
          <>
            <dt>{i18n.t('cases.life.closed')}</dt>
            <dd>{i18n.date(row.closedAt, { zone })}</dd>
          </>
        )}
        {row.retentionUntil && (
          <>
            <dt>{i18n.t('cases.life.retention')}</dt>
            <dd>{i18n.date(row.retentionUntil, { zone: 'UTC' })}</dd>
          </>
        )}
      </dl>
      {life.may && active && (
        <details open={form !== undefined || !who}>
          <summary>{i18n.t('cases.life.hand-over')}</summary>
          <form method="post" action={caseHref(row.id, '/caseworker')}>
            {hidden(row)}
            <Caseworker life={life} form={form} />
            <button class="button" type="submit">
              {i18n.t('cases.save')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}

function Caseworker({ life, form }: Part) {
  const { i18n, row, team } = life
  return (
    <Select
      name="caseworkerId"
      form={form ?? { values: { caseworkerId: row.caseworkerId ?? '' }, errors: {} }}
      required
      empty="–"
      label={i18n.t('cases.life.caseworker')}
      hint={i18n.t('cases.life.caseworker.hint')}
      options={team
        .filter(({ role }) => role !== 'observer')
        .map(({ accountId, name }) => ({ value: accountId, label: name }))}
    />
  )
}

/** What may follow now, but for the two endings that a second person answers. */
export function StepButtons({ life, form }: Part) {
  const { i18n, row } = life
  const next = stepsFrom(row.state).filter(({ both }) => !both)
  if (next.length === 0) return null
  return (
    <section class="card">
      <h2>{i18n.t('cases.life.next')}</h2>
      {next.map((step) => (
        <StepForm life={life} step={step} form={form} />
      ))}
    </section>
  )
}

function StepForm({ life, step, form }: Part & { step: Step }) {
  const { i18n, row } = life
  return (
    <form method="post" action={caseHref(row.id, '/step')}>
      {hidden(row)}
      <input type="hidden" name="step" value={step.name} />
      <p class="small">{i18n.t(`cases.life.step.${step.name}.text` as MessageKey)}</p>
      {step.name === 'open' && (
        <>
          <Caseworker life={life} form={form} />
          <Select
            name="reason"
            form={form ?? { values: { reason: row.openingReason }, errors: {} }}
            label={i18n.t('cases.field.reason')}
            options={openingReasons.map((value) => ({ value, label: i18n.t(`cases.reason.${value}`) }))}
          />
        </>
      )}
      <p>
        <button class="button" type="submit">
          {i18n.t(`cases.life.step.${step.name}` as MessageKey)}
        </button>
      </p>
    </form>
  )
}

export function Closing({ life, form }: Part) {
  const { i18n, row } = life
  if (!stepsFrom(row.state).some(({ name }) => name === 'close')) return null
  return (
    <details open={form !== undefined}>
      <summary>{i18n.t('cases.close.title')}</summary>
      <ConfirmBox title={i18n.t('cases.close.title')}>
        <p>{i18n.t('cases.close.text')}</p>
        <form method="post" action={caseHref(row.id, '/close')}>
          <Select
            name="reason"
            form={form}
            label={i18n.t('cases.close.reason')}
            empty="–"
            required
            options={closingReasons.map((value) => ({ value, label: i18n.t(`cases.closing.${value}`) }))}
          />
          <Select
            name="outcome"
            form={form}
            label={i18n.t('cases.life.outcome')}
            hint={i18n.t('cases.life.outcome.hint')}
            empty="–"
            required
            options={outcomes.map((value) => ({ value, label: i18n.t(`cases.outcome.${value}`) }))}
          />
          <DateField
            name="retentionUntil"
            form={form}
            required
            label={i18n.t('cases.life.retention')}
            hint={i18n.t('cases.life.retention.hint')}
          />
          <Textarea
            name="note"
            form={form}
            rows={3}
            note={i18n.t('ui.optional')}
            label={i18n.t('cases.life.note')}
          />
          <Checkbox
            name="continuePrivately"
            form={form}
            label={i18n.t('cases.life.private')}
            hint={i18n.t('cases.life.private.hint')}
          />
          <button class="button" type="submit">
            {i18n.t('cases.close.button')}
          </button>
        </form>
      </ConfirmBox>
    </details>
  )
}

export function Erasing({ life, form }: Part) {
  const { i18n, row } = life
  if (row.state !== 'archived') return null
  return (
    <details open={form !== undefined}>
      <summary>{i18n.t('cases.life.erase')}</summary>
      <ConfirmBox title={i18n.t('cases.life.erase')} tone="danger">
        <p>{i18n.t('cases.life.erase.text')}</p>
        <form method="post" action={caseHref(row.id, '/erase')}>
          <Textarea
            name="note"
            form={form}
            rows={3}
            note={i18n.t('ui.optional')}
            label={i18n.t('cases.life.note')}
          />
          <Checkbox name="sure" form={form} label={i18n.t('cases.life.erase.sure')} />
          <button class="button" type="submit">
            {i18n.t('cases.life.erase.button')}
          </button>
        </form>
      </ConfirmBox>
    </details>
  )
}

/** What a colleague asks, and the two answers; whoever asked sees that it waits, and may take it back. */
export function DecisionWaits({ life }: { life: Life }) {
  const { i18n, row, decision, team, zone } = life
  if (!decision) return null
  const asker = team.find(({ accountId }) => accountId === decision.askedBy)?.name
  const own = decision.askedBy === life.me
  return (
    <ConfirmBox
      title={i18n.t(`cases.life.asked.${decision.kind}`)}
      tone={decision.kind === 'erase' ? 'danger' : 'warning'}
    >
      <dl class="facts">
        <dt>{i18n.t('cases.life.asked.by')}</dt>
        <dd>
          <bdi>{asker ?? i18n.t('cases.team.unknown')}</bdi>,{' '}
          {i18n.dateTime(decision.askedAt, { zone, style: 'short' })}
        </dd>
        {decision.reason && (
          <>
            <dt>{i18n.t('cases.life.reason')}</dt>
            <dd>{i18n.t(`cases.closing.${decision.reason}` as MessageKey)}</dd>
            <dt>{i18n.t('cases.life.outcome')}</dt>
            <dd>{i18n.t(`cases.outcome.${decision.outcome}` as MessageKey)}</dd>
            <dt>{i18n.t('cases.life.retention')}</dt>
            <dd>{i18n.date(decision.retentionUntil!, { zone: 'UTC' })}</dd>
          </>
        )}
        {decision.note && (
          <>
            <dt>{i18n.t('cases.life.note')}</dt>
            <dd dir="auto">{decision.note}</dd>
          </>
        )}
      </dl>
      {decision.continuePrivately && <p>{i18n.t('cases.life.private')}</p>}
      <p>{i18n.t(own ? 'cases.life.asked.own' : `cases.life.asked.${decision.kind}.text`)}</p>
      <div class="buttons">
        {(own ? (['taken-back'] as const) : life.may ? (['agreed', 'refused'] as const) : []).map(
          (answer) => (
            <form method="post" action={caseHref(row.id, `/decisions/${decision.id}`)}>
              <input type="hidden" name="answer" value={answer} />
              <button class="button" type="submit">
                {i18n.t(`cases.life.answer.${answer}`)}
              </button>
            </form>
          ),
        )}
      </div>
    </ConfirmBox>
  )
}
