import type { I18n } from '#platform/i18n.ts'
import { ErrorSummary, RadioGroup, type FormState } from '#ui/index.ts'

/** Whether others see that the organisation is here, and what they see then; a change by an administrator alone. */
export function FindableView(props: {
  i18n: I18n
  findable: boolean
  mayChange: boolean
  form: FormState | undefined
}) {
  const { t } = props.i18n
  const now = props.findable ? 'yes' : 'no'
  return (
    <>
      <p>{t('office.findable.text')}</p>
      <dl class="facts">
        {(['seen', 'either'] as const).map((part) => (
          <>
            <dt>{t(`office.findable.${part}`)}</dt>
            <dd>{t(`office.findable.${part}.text`)}</dd>
          </>
        ))}
      </dl>
      <ErrorSummary i18n={props.i18n} form={props.form} />
      {props.mayChange ? (
        <form method="post" action="/organisation/findable" class="sheet">
          <RadioGroup
            {...{ name: 'findable', form: props.form, required: true, value: now }}
            label={t('office.findable.question')}
            options={(['yes', 'no'] as const).map((value) => ({
              value,
              label: t(`office.findable.${value}`),
            }))}
          />
          <div class="buttons">
            <button class="action" type="submit">
              {t('office.findable.save')}
            </button>
          </div>
        </form>
      ) : (
        <p>{t(`office.findable.now.${now}`)}</p>
      )}
    </>
  )
}
