import type { I18n } from '#platform/i18n.ts'
import { Checkbox, CheckboxGroup, DateField, Select, Textarea, type FormState } from '#ui/index.ts'
import { reviewQuestions, type Review } from '../review.ts'
import { zones } from '../hour.ts'
import { conditions } from '../conditions.ts'

/** What an author answers beside any text that is to be public: the review, and how it is to be signed. */
export function SigningFields(props: {
  i18n: I18n
  form: FormState
  /** something of this kind is public already: a correction is possible */
  isPublic: boolean
  /** it can be signed now and sent later */
  mayPrepare: boolean
  /** it can wait for an hour; it can unless told */
  mayWait?: boolean
  /** of the organisation: whose clock an hour is meant by, unless told */
  zone: string
}) {
  const { i18n, form } = props
  return (
    <>
      <ReviewFields i18n={i18n} form={form} />
      {props.isPublic && (
        <Checkbox
          name="correcting"
          form={form}
          label={i18n.t('publishing.ask.correcting')}
          hint={i18n.t('publishing.ask.correcting.hint')}
        />
      )}
      {props.mayPrepare && (
        <Select
          name="condition"
          form={form}
          label={i18n.t('publishing.ask.when')}
          hint={i18n.t('publishing.ask.when.hint')}
          empty={i18n.t('publishing.ask.when.now')}
          options={conditions.map((value) => ({ value, label: i18n.t(`publishing.condition.${value}`) }))}
        />
      )}
      {props.mayWait !== false && (
        <>
          <DateField
            name="hour"
            type="datetime-local"
            form={form}
            label={i18n.t('publishing.ask.hour')}
            note={i18n.t('ui.optional')}
            hint={i18n.t('publishing.ask.hour.hint')}
          />
          <Select
            name="hourZone"
            form={form}
            value={form.values['hourZone'] ? undefined : props.zone}
            label={i18n.t('publishing.ask.zone')}
            options={zones.map((value) => ({ value, label: value }))}
          />
        </>
      )}
      <Textarea
        name="note"
        rows={2}
        form={form}
        label={i18n.t('publishing.ask.note')}
        note={i18n.t('ui.optional')}
      />
    </>
  )
}

/** The questions of the do-no-harm review; an answer is where there is cause for concern. */
export function ReviewFields({ i18n, form }: { i18n: I18n; form: FormState }) {
  return (
    <>
      <CheckboxGroup
        name="concerns"
        form={form}
        label={i18n.t('publishing.review')}
        hint={i18n.t('publishing.review.hint')}
        options={reviewQuestions.map((value) => ({ value, label: i18n.t(`publishing.review.${value}`) }))}
      />
      <Textarea
        name="reviewNote"
        rows={3}
        form={form}
        label={i18n.t('publishing.review.note')}
        note={i18n.t('ui.optional')}
      />
    </>
  )
}

/** A review as the values of its fields. */
export const reviewValues = ({ concerns, note }: Review): FormState['values'] => ({
  concerns: [...concerns],
  reviewNote: note ?? '',
})
