import type { I18n } from '#platform/i18n.ts'
import {
  ConfirmBox,
  ErrorSummary,
  Notice,
  Paragraphs,
  Status,
  Table,
  Textarea,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import type { Hold, Joint, JointStanding } from '../joint-reads.ts'

const tones: Record<JointStanding, Tone | 'quiet'> = {
  waiting: 'warning',
  quiet: 'warning',
  sending: 'info',
  cancelled: 'danger',
  done: 'success',
}

export const JointState = ({ i18n, standing }: { i18n: I18n; standing: JointStanding }) => (
  <Status tone={tones[standing]}>{i18n.t(`joint.standing.${standing}`)}</Status>
)

interface Props {
  i18n: I18n
  /** IANA zone of the reader's organisation */
  zone: string
  joint: Joint
  /** name of the organisation that sends it out */
  sender: string
  mine: string
  may: { hold: boolean; release: boolean; stop: boolean }
  action: string
  typed: FormState | undefined
}

export function JointView(props: Props) {
  const { i18n, zone, joint, mine, may } = props
  const standing = joint.holds.filter(({ releasedAt }) => !releasedAt)
  const waits = joint.standing === 'waiting' || joint.standing === 'quiet'
  const holdsAlready = standing.some(({ organisationId }) => organisationId === mine)
  const at = i18n.dateTime(joint.holdUntil, { zone })
  return (
    <>
      <p>
        <JointState i18n={i18n} standing={joint.standing} />
      </p>
      <p>{i18n.t('joint.sender', { organisation: props.sender, count: joint.recipients })}</p>
      {joint.standing === 'waiting' && (
        <Notice tone={standing.length > 0 ? 'warning' : 'info'}>
          <p>
            {standing.length > 0
              ? i18n.t('joint.held', { count: standing.length })
              : i18n.t('joint.goes', { at })}
          </p>
        </Notice>
      )}
      {joint.standing === 'quiet' && <p>{i18n.t('joint.quiet', { count: joint.holdMinutes })}</p>}
      <Holds {...props} />
      {waits && may.hold && !holdsAlready && <HoldForm {...props} />}
      <Results {...props} />
      {may.stop && (waits || joint.standing === 'sending') && (
        <details>
          <summary>{i18n.t('joint.stop')}</summary>
          <ConfirmBox title={i18n.t('joint.stop')} tone="danger">
            <p>{i18n.t('joint.stop.text')}</p>
            <form method="post" action={`${props.action}/stop`}>
              <button class="action" type="submit">
                {i18n.t('joint.stop')}
              </button>
            </form>
          </ConfirmBox>
        </details>
      )}
    </>
  )
}

function Holds({ i18n, zone, joint, mine, may, action }: Props) {
  if (joint.holds.length === 0) return null
  const releases = (hold: Hold) =>
    may.release && !hold.releasedAt && (hold.organisationId === mine || hold.orphaned)
  return (
    <section>
      <h2>{i18n.t('joint.holds')}</h2>
      <ul class="plain-list">
        {joint.holds.map((hold) => (
          <li>
            <bdi>{hold.organisation}</bdi>{' '}
            <Status tone={hold.releasedAt ? 'quiet' : 'warning'}>
              {i18n.t(hold.releasedAt ? 'joint.hold.released' : 'joint.hold.stands')}
            </Status>{' '}
            <small>
              <bdi>{hold.person}</bdi> · {i18n.dateTime(hold.heldAt, { zone, style: 'short' })}
            </small>
            <div class="said" dir="auto">
              <Paragraphs text={hold.reason} />
            </div>
            {releases(hold) && (
              <form method="post" action={`${action}/holds/${hold.id}/release`}>
                <button class="button" type="submit">
                  {i18n.t('joint.release')}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function HoldForm({ i18n, action, typed }: Props) {
  return (
    <form class="sheet" method="post" action={`${action}/hold`}>
      <h2>{i18n.t('joint.hold')}</h2>
      <ErrorSummary i18n={i18n} form={typed} />
      <Textarea
        {...{ form: typed ?? { values: {}, errors: {} }, name: 'reason', rows: 3, required: true }}
        label={i18n.t('joint.hold.reason')}
        hint={i18n.t('joint.hold.hint')}
      />
      <button class="action" type="submit">
        {i18n.t('joint.hold.save')}
      </button>
    </form>
  )
}

const outcomes = ['sent', 'hard', 'soft', 'unknown', 'suppressed', 'cancelled'] as const

/** Numbers of each organisation: whoever sent it out and the lead see all, the others their own. */
function Results({ i18n, joint }: Props) {
  if (joint.parts.length === 0) return null
  return (
    <Table
      caption={i18n.t('joint.results')}
      columns={[
        { label: i18n.t('joint.col.organisation') },
        { label: i18n.t('broadcasts.state') },
        { label: i18n.t('joint.col.mails'), numeric: true },
        ...outcomes.map((name) => ({ label: i18n.t(`broadcasts.count.${name}`), numeric: true })),
      ]}
      rows={joint.parts.map((part) => [
        <bdi>{part.name}</bdi>,
        i18n.t(`broadcasts.state.${part.state}`),
        i18n.number(part.recipients),
        ...outcomes.map((name) => i18n.number(part.counts[name])),
      ])}
    />
  )
}
