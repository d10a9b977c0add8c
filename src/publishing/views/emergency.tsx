import type { I18n } from '#platform/i18n.ts'
import { ConfirmBox, ErrorSummary, Notice, RadioGroup, Status, type FormState } from '#ui/index.ts'
import type { Emergency } from '../emergency.ts'
import { emergencyReasons } from '../tables.ts'

/** The flag is up: since when, why, who has looked, and what may be done. */
export function EmergencyNow(props: {
  i18n: I18n
  flag: Emergency
  overdue: boolean
  zone: string
  name: (accountId: string) => string
  /** absent for who may not */
  review: string | undefined
  pull: string | undefined
}) {
  const { i18n, flag, zone, name } = props
  const at = (moment: Date) => i18n.dateTime(moment, { zone, style: 'short' })
  return (
    <>
      <Notice tone="danger" title={i18n.t('emergency.up', { at: at(flag.raisedAt) })}>
        <p>
          {i18n.t('emergency.by', {
            reason: i18n.t(`emergency.reason.${flag.reason}`),
            name: name(flag.raisedBy),
          })}
        </p>
        {flag.reviewedAt && flag.reviewedBy && (
          <p>{i18n.t('emergency.looked', { at: at(flag.reviewedAt), name: name(flag.reviewedBy) })}</p>
        )}
        <p>
          {props.overdue && (
            <>
              <Status tone="danger">{i18n.t('emergency.overdue')}</Status>{' '}
            </>
          )}
          {i18n.t('emergency.due', { at: at(flag.reviewDueAt) })}
        </p>
      </Notice>
      {props.review && (
        <section class="card">
          <h2>{i18n.t('emergency.review')}</h2>
          <p>{i18n.t('emergency.review.text')}</p>
          <form method="post" action={props.review}>
            <button class="button" type="submit">
              {i18n.t('emergency.review.button')}
            </button>
          </form>
        </section>
      )}
      {props.pull && (
        <section class="card">
          <h2>{i18n.t('emergency.pull')}</h2>
          <p>{i18n.t('emergency.pull.text')}</p>
          <form method="post" action={props.pull}>
            <button class="button" type="submit">
              {i18n.t('emergency.pull.button')}
            </button>
          </form>
        </section>
      )}
    </>
  )
}

/** One reason, one press. */
export function RaiseEmergency(props: {
  i18n: I18n
  action: string
  isPublic: boolean
  form: FormState | undefined
}) {
  const { i18n, form } = props
  return (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={form} />
      <RadioGroup
        name="reason"
        form={form ?? { values: {}, errors: {} }}
        required
        label={i18n.t('emergency.reason')}
        options={emergencyReasons.map((value) => ({ value, label: i18n.t(`emergency.reason.${value}`) }))}
      />
      <ConfirmBox title={i18n.t('emergency.raise')} tone="danger">
        <p>{i18n.t('emergency.raise.text')}</p>
        <p>{i18n.t(props.isPublic ? 'emergency.raise.public' : 'emergency.raise.private')}</p>
        <button class="action" type="submit">
          {i18n.t('emergency.raise.button')}
        </button>
      </ConfirmBox>
    </form>
  )
}
