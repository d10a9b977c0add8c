import type { I18n, MessageKey } from '#platform/i18n.ts'
import { Notice, say, Status, Textarea, type FormState } from '#ui/index.ts'
import type { Approval } from '../approvals.ts'
import { liesReady, type Standing } from '../standing.ts'
import { isWordCode } from '../holding.ts'
import type { OwnWords, WordBefore } from '../taking-a-word-back.ts'
import { signOffHref } from '../asked.ts'
import type { SignOff } from '../sign-off-row.ts'

/** What the organisations of a coalition say to one text of theirs. */
export interface Approvals {
  given: readonly Approval[]
  /** who has said nothing yet, while it waits */
  silent: readonly { organisationId: string; name: string }[]
  standing: Standing
  /** names of those under whose name it stands, and who have not seen it */
  unheard: readonly string[]
  /** this reader's word would count */
  mayApprove: boolean
  /** this reader may say "no, because" */
  mayDissent: boolean
  /** what this reader may take back */
  mine: OwnWords
  /** why a second signature was taken back */
  secondReason: string | undefined
  /** what was taken back before it was given again */
  before: readonly WordBefore[]
}

/** Every organisation's word with its name, a dissent with its reason, and what is still missing. */
export function ApprovalList(props: { i18n: I18n; zone: string; signOff: SignOff; approvals: Approvals }) {
  const { i18n, zone, signOff } = props
  const { given, silent, standing } = props.approvals
  const open = signOff.state === 'asked' || (signOff.state === 'prepared' && !standing.agreed)
  if (signOff.quorum === 1 && given.length === 0 && standing.wanted === 1) return null
  return (
    <section aria-labelledby="approvals">
      <h2 id="approvals">{i18n.t('publishing.approvals')}</h2>
      {open && <Missing i18n={i18n} zone={zone} signOff={signOff} approvals={props.approvals} />}
      <ul class="plain-list">
        {given.map((one) => (
          <li>
            <bdi>{one.organisation}</bdi>{' '}
            <Status tone={one.answer === 'approve' ? 'success' : 'warning'}>
              {i18n.t(`publishing.approval.${one.answer}`)}
            </Status>{' '}
            <small>
              <bdi>{one.person}</bdi> · {i18n.dateTime(one.at, { zone, style: 'short' })}
            </small>
            {one.reason && (
              <p class="said pre-line" dir="auto">
                {one.reason}
              </p>
            )}
          </li>
        ))}
        {open &&
          silent.map(({ name }) => (
            <li>
              <bdi>{name}</bdi> <Status tone="quiet">{i18n.t('publishing.approval.silent')}</Status>
            </li>
          ))}
      </ul>
    </section>
  )
}

function Missing(props: { i18n: I18n; zone: string; signOff: SignOff; approvals: Approvals }) {
  const { i18n, zone, signOff } = props
  const { standing, unheard } = props.approvals
  const { wanted, approving, isBroken, stopped, silenceAt } = standing
  return (
    <Notice tone={stopped || signOff.state === 'prepared' ? 'warning' : 'info'}>
      <p>{i18n.t('publishing.approvals.count', { approving, wanted })}</p>
      {liesReady(signOff) && !stopped && <p>{i18n.t('publishing.prepared.words-missing')}</p>}
      {signOff.secondBy === undefined && <p>{i18n.t('publishing.approvals.by-hand')}</p>}
      {unheard.length > 0 && (
        <p>{say(i18n, 'publishing.approvals.unheard', { names: i18n.list([...unheard]) })}</p>
      )}
      {stopped && <p>{i18n.t('publishing.approvals.stopped')}</p>}
      {silenceAt && !isBroken && (
        <p>{i18n.t('publishing.approvals.silence', { at: i18n.dateTime(silenceAt, { zone }) })}</p>
      )}
      {silenceAt && isBroken && !stopped && <p>{i18n.t('publishing.approvals.no-silence')}</p>}
    </Notice>
  )
}

/** It could not come out by itself; why, and that nothing was lost. */
export function Held(props: { i18n: I18n; zone: string; signOff: SignOff; mayTry: boolean }) {
  const { i18n, zone, signOff } = props
  if (!signOff.held) return null
  const word = isWordCode(signOff.held.code)
  const at = i18n.dateTime(signOff.held.at, { zone, style: 'short' })
  return (
    <Notice tone="danger" title={i18n.t(word ? 'publishing.held.by-word' : 'publishing.held', { at })}>
      <p>{i18n.t(signOff.held.code as MessageKey)}</p>
      <p>{i18n.t(word ? 'publishing.held.by-word.text' : 'publishing.held.text')}</p>
      {props.mayTry && (
        <form method="post" action={signOffHref(signOff.caseId, signOff.id, '/again')}>
          <button class="button" type="submit">
            {i18n.t('publishing.held.again')}
          </button>
        </form>
      )}
    </Notice>
  )
}

/** The own word, taken back with why; what it does to the text is said before. */
export function TakeWordBack(props: {
  i18n: I18n
  signOff: SignOff
  mine: OwnWords
  form: FormState | undefined
}) {
  const { i18n, signOff, mine, form } = props
  if (!mine.approval && !mine.signature) return null
  const both = mine.approval && mine.signature
  return (
    <details open={form?.errors['wordReason'] !== undefined}>
      <summary>{i18n.t('publishing.word.take-back')}</summary>
      <form class="sheet" method="post" action={signOffHref(signOff.caseId, signOff.id, '/take-word-back')}>
        <p>
          {i18n.t(
            both
              ? 'publishing.word.both'
              : mine.approval
                ? 'publishing.word.approval'
                : 'publishing.word.signature',
          )}
        </p>
        <Textarea
          name="wordReason"
          rows={3}
          required
          form={form}
          label={i18n.t('publishing.word.why')}
          hint={i18n.t('publishing.word.hint')}
        />
        <button class="button" type="submit">
          {i18n.t('publishing.word.take-back')}
        </button>
      </form>
    </details>
  )
}

/** "No, because": kept with the text for as long as it is kept. */
export function Dissent({
  i18n,
  signOff,
  form,
}: {
  i18n: I18n
  signOff: SignOff
  form: FormState | undefined
}) {
  const wrong = form?.errors['reason'] !== undefined
  return (
    <details open={wrong}>
      <summary>{i18n.t('publishing.dissent')}</summary>
      <form class="sheet" method="post" action={signOffHref(signOff.caseId, signOff.id, '/dissent')}>
        <Textarea
          name="reason"
          rows={3}
          required
          form={form}
          label={i18n.t('publishing.dissent.why')}
          hint={i18n.t(
            signOff.state === 'asked' ? 'publishing.dissent.hint' : 'publishing.dissent.hint.timed',
          )}
        />
        <button class="button" type="submit">
          {i18n.t('publishing.dissent')}
        </button>
      </form>
    </details>
  )
}
