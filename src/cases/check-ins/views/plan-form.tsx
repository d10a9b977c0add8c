import { languages, type I18n } from '#platform/i18n.ts'
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  RadioGroup,
  Select,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { checkInsHref, type Desk } from '../desk.ts'
import { ladderStages } from '../ladder.ts'
import type { Plan } from '../reads.ts'
import { weekdays } from '../rrule.ts'

export function PlanForm(props: { i18n: I18n; desk: Desk; plan: Plan | undefined; form: FormState }) {
  const { i18n, desk, plan, form } = props
  const optional = i18n.t('ui.optional')
  return (
    <form
      class="sheet"
      method="post"
      action={checkInsHref(desk.row.id, plan ? `/plans/${plan.row.id}` : '/plans')}
      autocomplete="off"
    >
      <input type="hidden" name="version" value={String(form.values['version'] ?? '0')} />
      <ErrorSummary i18n={i18n} form={form} />
      <TextField
        name="name"
        form={form}
        required
        maxlength={80}
        label={i18n.t('check-ins.field.name')}
        hint={i18n.t('check-ins.field.name.hint')}
      />
      <When i18n={i18n} form={form} />
      <Select
        name="language"
        form={form}
        required
        label={i18n.t('check-ins.field.language')}
        options={languages.map((value) => ({ value, label: i18n.language(value) }))}
      />
      <Words i18n={i18n} plan={plan} form={form} />
      {(['channels', 'trusted', 'proxies', 'lawyer', 'authorities', 'agreed'] as const).map((name) => (
        <Textarea
          name={name}
          form={form}
          rows={name === 'lawyer' || name === 'proxies' ? 2 : 3}
          note={optional}
          label={i18n.t(`check-ins.field.${name}`)}
          hint={
            name === 'channels' || name === 'trusted' ? i18n.t(`check-ins.field.${name}.hint`) : undefined
          }
        />
      ))}
      <Ladder i18n={i18n} form={form} />
      <button class="action" type="submit">
        {i18n.t('check-ins.plan.save')}
      </button>
      <a href={checkInsHref(desk.row.id)}>{i18n.t('cases.cancel')}</a>
    </form>
  )
}

function When({ i18n, form }: { i18n: I18n; form: FormState }) {
  return (
    <>
      <RadioGroup
        name="every"
        form={form}
        required
        inline
        label={i18n.t('check-ins.field.every')}
        options={(['day', 'week'] as const).map((value) => ({
          value,
          label: i18n.t(`check-ins.every.${value}`),
        }))}
      />
      <TextField
        name="interval"
        form={form}
        required
        inputmode="numeric"
        width="short"
        label={i18n.t('check-ins.field.interval')}
      />
      <CheckboxGroup
        name="days"
        form={form}
        label={i18n.t('check-ins.field.days')}
        hint={i18n.t('check-ins.field.days.hint')}
        options={weekdays.map((value) => ({ value, label: i18n.t(`check-ins.day.${value}`) }))}
      />
      <TextField
        name="times"
        form={form}
        required
        dir="ltr"
        width="half"
        label={i18n.t('check-ins.field.times')}
        hint={i18n.t('check-ins.field.times.hint')}
      />
      <TextField
        name="zone"
        form={form}
        required
        dir="ltr"
        width="half"
        label={i18n.t('check-ins.field.zone')}
        hint={i18n.t('check-ins.field.zone.hint')}
      />
      <DateField name="startsOn" form={form} required label={i18n.t('check-ins.field.startsOn')} />
      <DateField
        name="until"
        form={form}
        note={i18n.t('ui.optional')}
        label={i18n.t('check-ins.field.until')}
      />
      <TextField
        name="windowMinutes"
        form={form}
        required
        inputmode="numeric"
        width="short"
        label={i18n.t('check-ins.field.windowMinutes')}
        hint={i18n.t('check-ins.field.windowMinutes.hint')}
      />
    </>
  )
}

/** Safety: words that were typed are not written back into a page; whoever mends a refused form types them again. */
function Words({ i18n, plan, form }: { i18n: I18n; plan: Plan | undefined; form: FormState }) {
  const set = { codeWord: plan?.row.code_word, duressWord: plan?.row.duress_word }
  return (
    <>
      {(['codeWord', 'duressWord'] as const).map((name) => (
        <TextField
          name={name}
          value=""
          error={form.errors[name]}
          maxlength={60}
          note={i18n.t('ui.optional')}
          label={i18n.t(`check-ins.field.${name}`)}
          hint={
            set[name]
              ? `${i18n.t(`check-ins.field.${name}.hint`)} ${i18n.t('check-ins.field.word.set')}`
              : i18n.t(`check-ins.field.${name}.hint`)
          }
        />
      ))}
      {(set.codeWord || set.duressWord) && (
        <Checkbox name="forget" form={form} label={i18n.t('check-ins.field.forget')} />
      )}
    </>
  )
}

function Ladder({ i18n, form }: { i18n: I18n; form: FormState }) {
  return (
    <fieldset class="field">
      <legend>{i18n.t('check-ins.field.ladder')}</legend>
      <p class="hint">{i18n.t('check-ins.field.ladder.hint')}</p>
      {ladderStages.map((stage) => (
        <TextField
          name={`minutes-${stage}`}
          form={form}
          inputmode="numeric"
          width="short"
          label={i18n.t(`check-ins.stage.${stage}`)}
          note={i18n.t('ui.optional')}
        />
      ))}
      <TextField
        name="hardLimitMinutes"
        form={form}
        required
        inputmode="numeric"
        width="short"
        label={i18n.t('check-ins.field.hardLimitMinutes')}
      />
    </fieldset>
  )
}
