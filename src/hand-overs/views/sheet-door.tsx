import { languages, type I18n } from '#platform/i18n.ts'
import { ConfirmBox, ErrorSummary, Notice, RadioGroup, say, Select, type FormState } from '#ui/index.ts'
import { handOverHref } from '../console-frame.tsx'
import type { HandOver } from '../hand-over.ts'
import type { OwnNumbers } from '../own-numbers.ts'

/** Before a sheet is made: what it will hold, and that paper cannot be called back. */
export function SheetDoor(props: {
  i18n: I18n
  handOver: HandOver
  organisation: string
  numbers: OwnNumbers
  /** nothing is made while the case is */
  quiet: boolean
  mayMake: boolean
  form: FormState
}) {
  const { i18n, handOver, numbers, form } = props
  const { t } = i18n
  const open = !handOver.recordedAt && !handOver.droppedAt
  return (
    <>
      <p>
        <a href={handOverHref(handOver.id)}>{t('hand-over.sheet.back')}</a>
      </p>
      <h2>{t('hand-over.sheet')}</h2>
      <p>{say(i18n, 'hand-over.sheet.whose', { organisation: props.organisation })}</p>
      <dl class="figures">
        {(['full', 'first', 'unnamed'] as const).map((name) => (
          <div>
            <dt>{t(`hand-over.col.${name}`)}</dt>
            <dd>{i18n.number(numbers[name])}</dd>
          </div>
        ))}
      </dl>
      {!open && <p>{t('hand-over.sheet.closed')}</p>}
      {open && !props.mayMake && <p>{t('hand-over.sheet.not-you')}</p>}
      {open && props.mayMake && props.quiet && <Notice tone="info">{t('hand-over.error.quiet')}</Notice>}
      {open && props.mayMake && !props.quiet && (
        <form class="sheet" method="post" action={handOverHref(handOver.id, '/sheet')}>
          <ErrorSummary i18n={i18n} form={form} />
          <Select
            form={form}
            name="language"
            label={t('hand-over.sheet.language')}
            options={languages.map((value) => ({ value, label: i18n.language(value) }))}
          />
          <RadioGroup
            form={form}
            name="as"
            label={t('hand-over.sheet.as')}
            options={(['paper', 'csv'] as const).map((value) => ({
              value,
              label: t(`hand-over.sheet.as.${value}`),
            }))}
            required
          />
          <ConfirmBox title={t('hand-over.sheet.make')}>
            <p>{t('hand-over.sheet.names', { count: numbers.full + numbers.first })}</p>
            <p>{t('hand-over.sheet.log')}</p>
            <div class="buttons">
              <button class="action" type="submit">
                {t('hand-over.sheet.make')}
              </button>
            </div>
          </ConfirmBox>
        </form>
      )}
    </>
  )
}
