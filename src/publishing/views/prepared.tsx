import { caseHref, type Fact, type LibertyStatus } from '#cases/index.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import { Checkbox, ConfirmBox, Notice, RadioGroup, Status, type FormState } from '#ui/index.ts'
import { signOffHref } from '../asked.ts'
import type { Condition } from '../conditions.ts'
import type { PreparedText } from '../prepared.ts'
import type { SignOff } from '../sign-off-row.ts'
import { Hindrance } from './open-sign-offs.tsx'

/** By what a text that was signed beforehand may be sent. */
export interface ToRelease {
  liberty?: { status: LibertyStatus; since: string }
  facts: Fact[]
}

const dayOf = (i18n: I18n, day: string): string => i18n.date(day, { zone: 'UTC' })

/** Has the day come? One person says how it is known, and that it is. */
export function Release(props: {
  i18n: I18n
  signOff: SignOff
  grounds: ToRelease
  form: FormState | undefined
}) {
  const { i18n, signOff, grounds } = props
  const condition = i18n.t(`publishing.condition.${signOff.condition as Condition}`)
  const options = [
    ...(grounds.liberty
      ? [
          {
            value: 'liberty',
            label: i18n.t('publishing.prepared.liberty', {
              status: i18n.t(`liberty.status.${grounds.liberty.status}`),
              since: dayOf(i18n, grounds.liberty.since),
            }),
          },
        ]
      : []),
    ...grounds.facts.map(({ id, on, statement }) => ({
      value: id,
      label: i18n.t('publishing.prepared.fact', { on: dayOf(i18n, on), statement }),
    })),
  ]
  if (options.length === 0)
    return (
      <Notice tone="info" title={i18n.t('publishing.prepared.waits', { condition })}>
        <p>{i18n.t('publishing.prepared.waits.text')}</p>
        <p>
          <a href={caseHref(signOff.caseId, '/liberty')}>{i18n.t('publishing.prepared.to-liberty')}</a>{' '}
          <a href={caseHref(signOff.caseId, '/timeline')}>{i18n.t('publishing.prepared.to-facts')}</a>
        </p>
      </Notice>
    )
  const form = props.form ?? { values: { ground: options[0]!.value }, errors: {} }
  return (
    <form class="sheet" method="post" action={signOffHref(signOff.caseId, signOff.id, '/release')}>
      <ConfirmBox title={i18n.t('publishing.signing.release')} tone="danger">
        <p>{i18n.t('publishing.signing.release.text', { condition })}</p>
        <RadioGroup
          name="ground"
          form={form}
          required
          label={i18n.t('publishing.prepared.ground')}
          options={options}
        />
        <Checkbox name="stated" form={form} required label={i18n.t('publishing.prepared.stated')} />
        <button class="action" type="submit">
          {i18n.t('publishing.signing.release.button')}
        </button>
      </ConfirmBox>
    </form>
  )
}

/** On the page of the wish: what is signed and ready for that day, and whether it has come. */
export function ReadyForWish(props: {
  i18n: I18n
  caseId: string
  version: number
  prepared: readonly PreparedText[]
  hindrances: ReadonlyMap<string, MessageKey>
}) {
  const { i18n, caseId, prepared, hindrances } = props
  if (prepared.length === 0)
    return (
      <Notice tone="warning" title={i18n.t('publishing.prepared.none')}>
        <p>
          {i18n.t('publishing.prepared.none.text')}{' '}
          <a href={caseHref(caseId, '/publish')}>{i18n.t('publishing.prepared.prepare')}</a>
        </p>
      </Notice>
    )
  return (
    <Notice
      tone={prepared.some(({ hasCome }) => hasCome) ? 'danger' : 'info'}
      title={i18n.t('publishing.prepared.ready', { count: prepared.length })}
    >
      <ul>
        {prepared.map(({ signOff, hasCome }) => (
          <li>
            <a href={signOffHref(caseId, signOff.id)}>{i18n.t(`publishing.kind.${signOff.kind}`)}</a>{' '}
            {signOff.wish?.version !== props.version ? (
              <Status tone="warning">{i18n.t('publishing.prepared.outdated')}</Status>
            ) : (
              <>
                {hasCome && <Status tone="danger">{i18n.t('publishing.prepared.come')}</Status>}
                <Hindrance i18n={i18n} why={hindrances.get(signOff.id)} />
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
