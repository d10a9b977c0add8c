import type { Child } from 'hono/jsx'
import type { I18n } from '#platform/i18n.ts'
import {
  Checkbox,
  CheckboxGroup,
  ConfirmBox,
  DateField,
  ErrorSummary,
  RadioGroup,
  Select,
  Textarea,
  type FormState,
} from '#ui/index.ts'
import type { Again } from '../typed-form.ts'
import type { PointActName } from './console-points.tsx'
import { approvalWays, isNarrower, mayMove, pointVisibilities } from './lists.ts'
import type { Point } from './reads.ts'
import { languageOptions, PointFields } from './statement-form.tsx'

interface ActsProps {
  i18n: I18n
  action(name: PointActName): string
  point: Point
  today: string
  /** who reads the page: nobody checks their own translation */
  me: string
  failed: { name: PointActName; again: Again } | undefined
}

/** What may happen to the point as it stands, in the order in which it usually does. */
export function PointActs(props: ActsProps) {
  const { i18n, point, today } = props
  const original = point.texts.find((one) => one.original)!
  const translations = point.texts.filter((one) => !one.original)
  const toCheck = translations.filter((one) => one.state === 'translated' && !one.outdated)
  const ready = translations.filter((one) => one.state !== 'translated' && !one.outdated)
  const circles = pointVisibilities.filter((one) => isNarrower(one, point.visibility))
  const approvable = mayMove(point.state, 'approve') || (point.state === 'approved' && ready.length > 0)
  const how = (form: FormState) => (
    <>
      <DateField name="on" form={form} required label={i18n.t('statement.on')} />
      <RadioGroup
        name="how"
        form={form}
        required
        label={i18n.t('statement.how')}
        options={approvalWays.map((value) => ({ value, label: i18n.t(`statement.how.${value}`) }))}
      />
    </>
  )
  return (
    <>
      {mayMove(point.state, 'read-back') && (
        <Act {...props} name="read-back" values={{ on: today }}>
          {(form) => (
            <>
              <DateField name="on" form={form} required label={i18n.t('statement.on')} />
              <Textarea
                name="changed"
                form={form}
                rows={2}
                note={i18n.t('ui.optional')}
                label={i18n.t('statement.changed')}
              />
              <Textarea
                name="text"
                form={form}
                rows={3}
                note={i18n.t('ui.optional')}
                label={i18n.t('statement.reads-now')}
                hint={i18n.t('statement.reads-now.hint')}
              />
            </>
          )}
        </Act>
      )}
      {toCheck
        .filter((one) => one.writtenBy !== props.me)
        .map((one) => (
          <Act {...props} name="check" of={i18n.language(one.language)} values={{}}>
            {(form) => (
              <>
                <input type="hidden" name="language" value={one.language} />
                <Checkbox name="native" form={form} label={i18n.t('statement.native')} />
              </>
            )}
          </Act>
        ))}
      {approvable && (
        <Act {...props} name="approve" values={{ on: today, visibility: point.visibility }}>
          {(form) => (
            <>
              <input type="hidden" name="seen" value={point.seen} />
              {how(form)}
              <Textarea
                name="note"
                form={form}
                rows={2}
                label={i18n.t('statement.note')}
                hint={i18n.t('statement.note.hint')}
              />
              <RadioGroup
                name="visibility"
                form={form}
                required
                label={i18n.t('statement.approve.for')}
                options={pointVisibilities.map((value) => ({
                  value,
                  label: i18n.t(`statement.visibility.${value}`),
                }))}
              />
              {ready.length > 0 && (
                <CheckboxGroup
                  name="languages"
                  form={form}
                  label={i18n.t('statement.approve.languages')}
                  options={ready.map(({ language }) => ({ value: language, label: i18n.language(language) }))}
                />
              )}
            </>
          )}
        </Act>
      )}
      <Act {...props} name="translate" values={{}}>
        {(form) => (
          <>
            <Select
              name="language"
              form={form}
              required
              empty="–"
              label={i18n.t('statement.translation.into')}
              options={languageOptions(i18n).filter(({ value }) => value !== original.language)}
            />
            <Textarea name="text" form={form} required rows={3} label={i18n.t('statement.translation')} />
          </>
        )}
      </Act>
      <Act {...props} name="change" values={{ text: original.text ?? '', form: point.form }}>
        {(form) => (
          <>
            <p>{i18n.t('statement.change.text')}</p>
            <PointFields i18n={i18n} form={form} required />
          </>
        )}
      </Act>
      {circles.length > 0 && (
        <Act {...props} name="narrow" values={{}}>
          {(form) => (
            <>
              <RadioGroup
                name="visibility"
                form={form}
                required
                label={i18n.t('statement.narrow.to')}
                options={circles.map((value) => ({ value, label: i18n.t(`statement.visibility.${value}`) }))}
              />
              <Textarea name="reason" form={form} rows={2} label={i18n.t('statement.reason')} />
            </>
          )}
        </Act>
      )}
      <Act {...props} name="withdraw" values={{}} danger>
        {(form) => <Textarea name="reason" form={form} rows={2} label={i18n.t('statement.reason')} />}
      </Act>
    </>
  )
}

function Act(
  props: ActsProps & {
    name: PointActName
    of?: string
    values: FormState['values']
    danger?: boolean
    children: (form: FormState) => Child
  },
) {
  const { i18n, name, point, failed } = props
  const mine = failed?.name === name ? failed.again.form : undefined
  const form: FormState = mine ?? { values: props.values, errors: {} }
  const title = `${i18n.t(`statement.act.${name}`)}${props.of ? `: ${props.of}` : ''}`
  const fields = (
    <form class="sheet" method="post" action={props.action(name)}>
      <ErrorSummary i18n={i18n} form={mine} />
      <input type="hidden" name="version" value={String(point.version)} />
      {props.children(form)}
      <div class="buttons">
        <button class="button" type="submit">
          {title}
        </button>
      </div>
    </form>
  )
  return (
    <details open={mine !== undefined}>
      <summary>{title}</summary>
      {name === 'narrow' || name === 'withdraw' ? (
        <ConfirmBox title={i18n.t(`statement.act.${name}.what`)} tone={props.danger ? 'danger' : 'warning'}>
          {fields}
        </ConfirmBox>
      ) : (
        fields
      )}
    </details>
  )
}
