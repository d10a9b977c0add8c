import type { I18n } from '#platform/i18n.ts'
import {
  ErrorSummary,
  Notice,
  Paragraphs,
  RadioGroup,
  Status,
  Textarea,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import type { Charter } from '../charter.ts'
import type { CoalitionMember } from '../coalition.ts'
import type { Decision } from '../decision-row.ts'
import { answers, type Answer } from '../lists.ts'
import { Terms } from './charter.tsx'
import { StandingOf } from './decisions.tsx'

const stances: Record<Answer, Tone | 'quiet'> = { agree: 'success', object: 'warning', abstain: 'quiet' }

/** One question with every organisation's word; who has said nothing stands there too. */
export function DecisionView(props: {
  i18n: I18n
  zone: string
  decision: Decision
  /** also those that left */
  coalition: readonly CoalitionMember[]
  charter: Charter
  mine: string
  may: boolean
  action: string
  back: string
  typed: FormState | undefined
}) {
  const { i18n, zone, decision, mine } = props
  const open = decision.state === 'open'
  const votes = props.may && open && !(decision.kind === 'end-membership' && decision.concernsId === mine)
  return (
    <>
      <p>
        <StandingOf i18n={i18n} decision={decision} />
        {decision.settledAt && (
          <small> · {i18n.dateTime(decision.settledAt, { zone, style: 'short' })}</small>
        )}
      </p>
      <p>
        <bdi>{decision.person}</bdi>, <bdi>{decision.organisation}</bdi> ·{' '}
        {i18n.dateTime(decision.askedAt, { zone, style: 'short' })}
      </p>
      {decision.text && (
        <div class="said" dir="auto">
          <Paragraphs text={decision.text} />
        </div>
      )}
      {decision.terms && (
        <Terms i18n={i18n} terms={decision.terms} before={open ? props.charter.terms : undefined} />
      )}
      {open && (
        <Notice tone="info">
          <p>{i18n.t('coalition.decision.needs', { quorum: decision.quorum })}</p>
          {decision.noticeUntil && (
            <p>
              {i18n.t('coalition.decision.notice', { at: i18n.dateTime(decision.noticeUntil, { zone }) })}
            </p>
          )}
          {decision.silenceAt && (
            <p>
              {i18n.t('coalition.decision.silent-until', { at: i18n.dateTime(decision.silenceAt, { zone }) })}
            </p>
          )}
        </Notice>
      )}
      <Votes {...props} />
      {votes && <VoteForm {...props} />}
      {open && props.may && decision.organisationId === mine && (
        <form method="post" action={`${props.action}/take-back`}>
          <button class="link" type="submit">
            {i18n.t('coalition.decision.take-back')}
          </button>
        </form>
      )}
      <p>
        <a href={props.back}>{i18n.t('coalition.tab.decisions')}</a>
      </p>
    </>
  )
}

function Votes(props: {
  i18n: I18n
  zone: string
  decision: Decision
  coalition: readonly CoalitionMember[]
}) {
  const { i18n, zone, decision } = props
  const waiting = props.coalition.filter(
    ({ organisationId, role, leftAt, joinedAt }) =>
      !leftAt &&
      role !== 'observer' &&
      !(decision.kind === 'end-membership' && decision.concernsId === organisationId) &&
      !decision.votes.some((vote) => vote.organisationId === organisationId && vote.at >= joinedAt),
  )
  return (
    <section>
      <h2>{i18n.t('coalition.votes')}</h2>
      <ul class="plain-list">
        {decision.votes.map((vote) => (
          <li>
            <bdi>{vote.organisation}</bdi>{' '}
            <Status tone={stances[vote.answer]}>{i18n.t(`coalition.answer.${vote.answer}`)}</Status>{' '}
            <small>
              <bdi>{vote.person}</bdi> · {i18n.dateTime(vote.at, { zone, style: 'short' })}
            </small>
            {vote.reason && (
              <p class="said" dir="auto">
                {vote.reason}
              </p>
            )}
          </li>
        ))}
        {decision.state === 'open' &&
          waiting.map(({ name }) => (
            <li>
              <bdi>{name}</bdi> <Status tone="quiet">{i18n.t('coalition.answer.waiting')}</Status>
            </li>
          ))}
      </ul>
    </section>
  )
}

function VoteForm(props: {
  i18n: I18n
  decision: Decision
  mine: string
  action: string
  typed: FormState | undefined
}) {
  const { i18n, decision } = props
  const before = decision.votes.find(({ organisationId }) => organisationId === props.mine)
  const form = props.typed ?? {
    values: { answer: before?.answer ?? '', reason: before?.reason ?? '' },
    errors: {},
  }
  return (
    <form class="sheet" method="post" action={props.action}>
      <h2>{i18n.t(before ? 'coalition.vote.change' : 'coalition.vote')}</h2>
      <ErrorSummary i18n={i18n} form={props.typed} />
      <RadioGroup
        {...{ form, name: 'answer', required: true }}
        label={i18n.t('coalition.vote.answer')}
        options={answers.map((value) => ({
          value,
          label: i18n.t(`coalition.answer.${value}`),
          hint: i18n.t(`coalition.answer.${value}.hint`),
        }))}
      />
      <Textarea
        {...{ form, name: 'reason', rows: 3, note: i18n.t('ui.optional') }}
        label={i18n.t('coalition.vote.reason')}
        hint={i18n.t('coalition.vote.reason.hint')}
      />
      <button class="action" type="submit">
        {i18n.t('coalition.vote.save')}
      </button>
    </form>
  )
}
