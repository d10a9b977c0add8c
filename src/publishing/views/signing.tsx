import type { Member } from '#platform/actor.ts'
import { can } from '#platform/access.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import { Checkbox, ConfirmBox, ErrorSummary, Notice, Status, Textarea, type FormState } from '#ui/index.ts'
import { liesReady } from '../standing.ts'
import { signOffHref } from '../asked.ts'
import type { Condition } from '../conditions.ts'
import { doorOf } from '../doors.ts'
import type { ToSign } from '../signing-reads.ts'
import { ApprovalList, Dissent, Held, TakeWordBack, type Approvals } from './approvals.tsx'
import { ItsHour } from './its-hour.tsx'
import { ObserverSignsNothing } from './observing.tsx'
import { Release, type ToRelease } from './prepared.tsx'
import { RegainedConsents, ReturningPages } from './returning.tsx'
import { ReviewFields, reviewValues } from './signing-fields.tsx'
import { Changes, Items, Preview, Trouble } from './to-sign.tsx'

interface Props {
  i18n: I18n
  toSign: ToSign
  zone: string
  /** the zone that this reader reads hours in */
  clock: string
  me: Member
  /** their organisation only watches this case */
  observes: boolean
  /** may say no, or take back */
  mayAnswer: boolean
  mayRelease: boolean
  grounds: ToRelease
  approvals: Approvals
  name: (accountId: string) => string
  form?: FormState
}

/** Who asks, what will be public, what is new in it, on which consents; then the signature. */
export function SigningView(props: Props) {
  const { i18n, toSign } = props
  const { signOff } = toSign
  const href = (path: string) => signOffHref(signOff.caseId, signOff.id, path)
  const isOpen = signOff.state === 'asked' || signOff.state === 'prepared'
  return (
    <>
      <ErrorSummary i18n={i18n} form={props.form} />
      <Story {...props} />
      {isOpen && (
        <Held
          i18n={i18n}
          zone={props.zone}
          signOff={signOff}
          mayTry={!props.observes && can(props.me, 'publishing.sign-off')}
        />
      )}
      <ApprovalList i18n={i18n} zone={props.zone} signOff={signOff} approvals={props.approvals} />
      {isOpen && <Trouble i18n={i18n} toSign={toSign} />}
      {isOpen && (
        <>
          {toSign.matter?.regained && <RegainedConsents i18n={i18n} consents={toSign.matter.regained} />}
          {toSign.matter?.returning && <ReturningPages i18n={i18n} pages={toSign.matter.returning} />}
          {toSign.matter?.page && (
            <Preview i18n={i18n} toSign={toSign} fileHref={(n) => href(`/files/${n}`)} />
          )}
          <Changes i18n={i18n} toSign={toSign} />
          <Items i18n={i18n} items={toSign.items} persons={toSign.persons} />
          {props.observes && <ObserverSignsNothing i18n={i18n} />}
          <Next {...props} />
        </>
      )}
    </>
  )
}

const tones = {
  asked: 'warning',
  prepared: 'info',
  signed: 'success',
  refused: 'danger',
  'taken-back': 'quiet',
  replaced: 'quiet',
} as const

function Story({ i18n, toSign, zone, clock, name, approvals }: Props) {
  const { signOff, text, reason } = toSign
  const at = (moment: Date) => i18n.dateTime(moment, { zone, style: 'short' })
  return (
    <section>
      <p>
        <Status tone={tones[signOff.state]}>{i18n.t(stateOf(signOff))}</Status>{' '}
        {i18n.t('publishing.signing.by', { name: name(signOff.signedBy), at: at(signOff.signedAt) })}
      </p>
      <p>
        {i18n.t(
          signOff.kind === 'publicity' ? 'publishing.publicity.rule' : `publishing.rule.${signOff.rule}`,
        )}
      </p>
      {toSign.matter?.raising && (
        <p>
          {i18n.t('publishing.publicity.from-to', {
            from: i18n.t(`cases.level.${toSign.matter.raising.from}`),
            to: i18n.t(`cases.level.${toSign.matter.raising.level}`),
          })}
        </p>
      )}
      {signOff.alone && <p>{i18n.t('publishing.signing.alone')}</p>}
      {signOff.publishAt && <ItsHour i18n={i18n} signOff={signOff} clock={clock} />}
      {signOff.condition && (
        <p>
          {i18n.t('publishing.signing.condition', {
            condition: i18n.t(`publishing.condition.${signOff.condition as Condition}`),
          })}
        </p>
      )}
      {signOff.secondBy && signOff.secondAt && (
        <p>
          {i18n.t('publishing.signing.second', { name: name(signOff.secondBy), at: at(signOff.secondAt) })}
        </p>
      )}
      {signOff.secondTaken && (
        <Notice
          tone="warning"
          title={i18n.t('publishing.word.second', {
            name: name(signOff.secondTaken.by),
            at: at(signOff.secondTaken.at),
          })}
        >
          <p class="pre-line" dir="auto">
            {approvals.secondReason}
          </p>
        </Notice>
      )}
      {approvals.before.map((one) => (
        <div>
          <p>
            {one.organisation
              ? i18n.t('publishing.word.before.approval', {
                  ...{ organisation: one.organisation, name: name(one.accountId), at: at(one.at) },
                })
              : i18n.t('publishing.word.second', { name: name(one.accountId), at: at(one.at) })}{' '}
            <Status tone="quiet">{i18n.t('publishing.word.before')}</Status>
          </p>
          <p class="said pre-line" dir="auto">
            {one.reason}
          </p>
        </div>
      ))}
      {text.note && (
        <blockquote>
          <p class="pre-line">
            <bdi>{text.note}</bdi>
          </p>
        </blockquote>
      )}
      {reason && (
        <Notice tone="danger" title={i18n.t('publishing.signing.reason')}>
          <p class="pre-line">
            <bdi>{reason}</bdi>
          </p>
        </Notice>
      )}
    </section>
  )
}

/** What this reader may do with it. */
function Next(props: Props) {
  const { i18n, toSign, me } = props
  const { signOff } = toSign
  const own = signOff.signedBy === me.accountId
  if (signOff.state === 'prepared') return <Prepared {...props} />
  const edit = doorOf(signOff.kind).href(signOff)
  if (own)
    return (
      <>
        <Notice tone="info" title={i18n.t('publishing.signing.waits')}>
          {!signOff.secondBy && (
            <p>
              {i18n.t(
                signOff.twoOrganisations ? 'publishing.signing.waits.other' : 'publishing.signing.waits.one',
              )}
            </p>
          )}
          <p>
            <a href={edit}>{i18n.t('publishing.signing.edit')}</a>
          </p>
        </Notice>
        {props.mayAnswer && <TakeBack {...props} />}
      </>
    )
  if (!can(me, 'publishing.sign-off')) return null
  const { mayApprove, mayDissent } = props.approvals
  const sameOrganisation = signOff.organisationId === me.organisationId
  const maySecond = signOff.secondBy === undefined && !(signOff.twoOrganisations && sameOrganisation)
  // in a coalition with a quorum another organisation does not refuse; it dissents
  const mayRefuse = signOff.quorum === 1 ? maySecond : sameOrganisation
  return (
    <>
      {isSound(toSign) && !props.observes && (maySecond || mayApprove) && <Signature {...props} />}
      {!maySecond && !mayApprove && signOff.secondBy === undefined && (
        <Notice tone="info">
          <p>{i18n.t('publishing.sign.organisation')}</p>
        </Notice>
      )}
      {mayDissent && <Dissent i18n={i18n} signOff={signOff} form={props.form} />}
      {props.mayAnswer && (
        <TakeWordBack i18n={i18n} signOff={signOff} mine={props.approvals.mine} form={props.form} />
      )}
      {props.mayAnswer && mayRefuse && <Refusal {...props} />}
    </>
  )
}

/** As it was signed, and on consents that stand. */
const isSound = ({ trouble, changed, items }: ToSign): boolean =>
  !trouble && !changed && items.every(({ consent }) => consent)

function Signature({ i18n, toSign, form: refused, approvals }: Props) {
  const { signOff, text, items } = toSign
  const form = refused ?? { values: reviewValues(text.review), errors: {} }
  const raises = signOff.kind === 'publicity'
  return (
    <form class="sheet" method="post" action={signOffHref(signOff.caseId, signOff.id, '/sign')}>
      {items.map(({ key }) => (
        <input type="hidden" name="items" value={key} />
      ))}
      <ReviewFields i18n={i18n} form={form} />
      <Checkbox name="reviewed" form={form} required label={i18n.t('publishing.signing.reviewed')} />
      <ConfirmBox title={i18n.t(raises ? 'publishing.publicity.before' : 'publishing.sign.before')}>
        <p>{i18n.t(signOff.quorum > 1 || liesReady(signOff) ? approving(signOff) : whatItDoes(signOff))}</p>
        <Checkbox
          name="confirmed"
          form={form}
          required
          label={i18n.t(raises ? 'publishing.publicity.confirmed' : 'publishing.signing.confirmed')}
        />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t(approvals.mayApprove ? 'publishing.approval.button' : buttonOf(signOff))}
          </button>
        </div>
      </ConfirmBox>
    </form>
  )
}

/** Signed by two, it waits for the organisations alone. */
const stateOf = ({ state, secondBy }: ToSign['signOff']): MessageKey =>
  state === 'asked' && secondBy ? 'publishing.state.joint' : `publishing.state.${state}`

function whatItDoes({ kind, condition, publishAt }: ToSign['signOff']): MessageKey {
  if (kind === 'publicity') return 'publishing.publicity.what'
  if (publishAt) return 'publishing.timed.what'
  return condition ? 'publishing.signing.what.prepared' : 'publishing.signing.what'
}

function approving({ condition, publishAt }: ToSign['signOff']): MessageKey {
  if (publishAt) return 'publishing.approval.what.timed'
  return condition ? 'publishing.approval.what.prepared' : 'publishing.approval.what'
}

function buttonOf({ kind, condition, publishAt }: ToSign['signOff']): MessageKey {
  if (kind === 'publicity') return 'publishing.publicity.button'
  return condition || publishAt ? 'publishing.signing.button.prepared' : 'publishing.sign.button'
}

function Refusal({ i18n, toSign, form }: Props) {
  const { signOff } = toSign
  const wrong = form?.errors['reason'] !== undefined
  return (
    <details open={wrong}>
      <summary>{i18n.t('publishing.signing.refuse')}</summary>
      <form class="sheet" method="post" action={signOffHref(signOff.caseId, signOff.id, '/refuse')}>
        <Textarea name="reason" rows={3} required form={form} label={i18n.t('publishing.signing.why')} />
        <button class="button" type="submit">
          {i18n.t('publishing.signing.refuse')}
        </button>
      </form>
    </details>
  )
}

function TakeBack({ i18n, toSign: { signOff } }: Props) {
  return (
    <form method="post" action={signOffHref(signOff.caseId, signOff.id, '/take-back')}>
      <button class="button" type="submit">
        {i18n.t(
          signOff.state === 'prepared' && signOff.publishAt
            ? 'publishing.timed.cancel'
            : 'publishing.signing.take-back',
        )}
      </button>
    </form>
  )
}

function Prepared(props: Props) {
  const { i18n, toSign, form } = props
  const { signOff } = toSign
  const { mayApprove, mayDissent, mine } = props.approvals
  const isReady = props.approvals.standing.agreed && (signOff.needed === 1 || signOff.secondBy !== undefined)
  const maySecond =
    signOff.secondTaken !== undefined &&
    signOff.signedBy !== props.me.accountId &&
    can(props.me, 'publishing.sign-off') &&
    !(signOff.twoOrganisations && signOff.organisationId === props.me.organisationId)
  return (
    <>
      {isSound(toSign) && !props.observes && (mayApprove || maySecond) && <Signature {...props} />}
      {!signOff.publishAt && isSound(toSign) && props.mayRelease && isReady && (
        <Release i18n={i18n} signOff={signOff} grounds={props.grounds} form={form} />
      )}
      {mayDissent && !props.observes && <Dissent i18n={i18n} signOff={signOff} form={form} />}
      {props.mayAnswer && !props.observes && (
        <TakeWordBack i18n={i18n} signOff={signOff} mine={mine} form={form} />
      )}
      {props.mayAnswer && <TakeBack {...props} />}
    </>
  )
}
