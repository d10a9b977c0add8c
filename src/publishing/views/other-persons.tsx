import type { I18n } from '#platform/i18n.ts'
import { CheckboxGroup, type FormState } from '#ui/index.ts'
import type { GivenConsent } from '../given.ts'
import { labelOfPerson, readTick, ticksOfOthers, type PersonShown } from '../persons-shown.ts'

/** What the text tells of the other persons in the case, each by that person's own consent. Nothing where she is alone. */
export function OtherPersons(props: {
  i18n: I18n
  form: FormState
  persons: readonly PersonShown[]
  given: readonly GivenConsent[]
  /** whose page it is; undefined while that is chosen in the same form */
  ownerId?: string | undefined
}) {
  const { i18n, form, persons, given, ownerId } = props
  const ticks = ticksOfOthers(given, ownerId)
  if (persons.length < 2 || ticks.length === 0) return null
  return (
    <CheckboxGroup
      name="others"
      form={form}
      label={i18n.t('publishing.sign.others')}
      hint={i18n.t('publishing.sign.others.hint')}
      options={ticks.map((value) => {
        const { personId, item } = readTick(value, '')
        return {
          value,
          label: (
            <>
              <bdi>{labelOfPerson(i18n, persons, personId)}</bdi>
              {': '}
              {i18n.t(`consent.item.${item}`)}
            </>
          ),
        }
      })}
    />
  )
}
