import type { I18n, MessageKey } from '#platform/i18n.ts'
import {
  CheckboxGroup,
  DateField,
  ErrorSummary,
  Select,
  Status,
  Table,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import {
  bases,
  contactCodes,
  counselCodes,
  detentionTypes,
  libertyStatuses,
  restrictionKinds,
} from './lists.ts'
import { toneOf } from './marks.tsx'
import type { Restriction } from './restriction.ts'
import type { Liberty } from './status.ts'

const day = (i18n: I18n, text: string) => i18n.date(text, { zone: 'UTC', style: 'short' })
const label = (i18n: I18n, list: string, code: string) => i18n.t(`liberty.${list}.${code}` as MessageKey)

/** What holds now, with all that is known of it. */
export function CurrentLiberty({ i18n, liberty: one }: { i18n: I18n; liberty: Liberty }) {
  const lists = (['contact', 'counsel', 'basis'] as const).filter((name) => one[name].length > 0)
  return (
    <section class="card">
      <h2>
        <Status tone={toneOf(one.status)}>{label(i18n, 'status', one.status)}</Status>
      </h2>
      <p>{i18n.t('liberty.since', { on: i18n.date(one.since, { zone: 'UTC' }) })}</p>
      <dl class="facts">
        {one.place && (
          <>
            <dt>{i18n.t('liberty.place')}</dt>
            <dd dir="auto">{one.place}</dd>
          </>
        )}
        {one.detention && (
          <>
            <dt>{i18n.t('liberty.detention')}</dt>
            <dd>{label(i18n, 'detention', one.detention)}</dd>
          </>
        )}
        {lists.map((name) => (
          <>
            <dt>{i18n.t(`liberty.${name}`)}</dt>
            <dd>
              <ul class="plain">
                {one[name].map((code) => (
                  <li>{label(i18n, name, code)}</li>
                ))}
              </ul>
            </dd>
          </>
        ))}
        {one.note && (
          <>
            <dt>{i18n.t('liberty.note')}</dt>
            <dd dir="auto" class="said">
              {one.note}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

export function LibertyForm(props: { i18n: I18n; action: string; open: boolean; form: FormState }) {
  const { i18n, form } = props
  const optional = i18n.t('ui.optional')
  const options = (list: string, codes: readonly string[]) =>
    codes.map((value) => ({ value, label: label(i18n, list, value) }))
  return (
    <details open={props.open}>
      <summary>{i18n.t('liberty.add')}</summary>
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={form} />
        <Select
          {...{ form, name: 'status', required: true, empty: '–' }}
          label={i18n.t('liberty.status')}
          options={options('status', libertyStatuses)}
        />
        <DateField name="since" form={form} required label={i18n.t('liberty.from')} />
        <TextField name="place" form={form} note={optional} label={i18n.t('liberty.place')} />
        <fieldset>
          <legend>{i18n.t('liberty.held')}</legend>
          <Select
            {...{ form, name: 'detention', note: optional, empty: '–' }}
            label={i18n.t('liberty.detention')}
            options={options('detention', detentionTypes)}
          />
          {(
            [
              ['contact', contactCodes],
              ['counsel', counselCodes],
            ] as const
          ).map(([name, codes]) => (
            <CheckboxGroup
              {...{ form, name, note: optional }}
              label={i18n.t(`liberty.${name}`)}
              options={options(name, codes)}
            />
          ))}
        </fieldset>
        <CheckboxGroup
          {...{ form, name: 'basis', note: optional }}
          label={i18n.t('liberty.basis')}
          hint={i18n.t('liberty.basis.hint')}
          options={options('basis', bases)}
        />
        <Textarea name="note" form={form} rows={3} note={optional} label={i18n.t('liberty.note')} />
        <button class="action" type="submit">
          {i18n.t('liberty.save')}
        </button>
      </form>
    </details>
  )
}

export function Restrictions(props: {
  i18n: I18n
  action: string
  all: readonly Restriction[]
  may: boolean
  today: string
  form: FormState | undefined
  ending: FormState | undefined
}) {
  const { i18n, action, all, may, today } = props
  const form = props.form ?? { values: { from: today }, errors: {} }
  const open = all.filter(({ endedOn }) => !endedOn)
  const optional = i18n.t('ui.optional')
  return (
    <section id="restrictions">
      <h2>{i18n.t('liberty.restrictions')}</h2>
      {all.length === 0 ? (
        <p>{i18n.t('liberty.restrictions.empty')}</p>
      ) : (
        <Table
          caption={i18n.t('liberty.restrictions')}
          columns={(['kind', 'from', 'until', 'about'] as const).map((name) => ({
            label: i18n.t(`liberty.restrictions.${name}`),
          }))}
          rows={all.map((one) => [
            <Status tone={one.endedOn ? 'quiet' : 'warning'}>{label(i18n, 'restriction', one.kind)}</Status>,
            day(i18n, one.since),
            one.endedOn
              ? i18n.t('liberty.restrictions.ended', { on: day(i18n, one.endedOn) })
              : one.untilOn
                ? day(i18n, one.untilOn)
                : i18n.t('liberty.restrictions.on'),
            <span dir="auto">{one.note ?? '–'}</span>,
          ])}
        />
      )}
      {may && open.length > 0 && (
        <details open={props.ending !== undefined}>
          <summary>{i18n.t('liberty.restrictions.end')}</summary>
          <form class="sheet" method="post" action={`${action}/end`}>
            <ErrorSummary i18n={i18n} form={props.ending} />
            <Select
              {...{ form: props.ending, name: 'restrictionId', required: true, empty: '–' }}
              label={i18n.t('liberty.restrictions.which')}
              options={open.map(({ id, kind, since }) => ({
                value: id,
                label: `${label(i18n, 'restriction', kind)} · ${day(i18n, since)}`,
              }))}
            />
            <DateField
              {...{ form: props.ending ?? { values: { endedOn: today }, errors: {} }, name: 'endedOn' }}
              required
              label={i18n.t('liberty.restrictions.endedOn')}
            />
            <button class="button" type="submit">
              {i18n.t('liberty.restrictions.end')}
            </button>
          </form>
        </details>
      )}
      {may && (
        <details open={props.form !== undefined}>
          <summary>{i18n.t('liberty.restrictions.add')}</summary>
          <form class="sheet" method="post" action={action}>
            <ErrorSummary i18n={i18n} form={props.form} />
            <Select
              {...{ form, name: 'kind', required: true, empty: '–' }}
              label={i18n.t('liberty.restrictions.kind')}
              options={restrictionKinds.map((value) => ({ value, label: label(i18n, 'restriction', value) }))}
            />
            <DateField name="from" form={form} required label={i18n.t('liberty.restrictions.from')} />
            <DateField
              name="untilOn"
              form={form}
              note={optional}
              label={i18n.t('liberty.restrictions.until')}
            />
            <Textarea
              {...{ form, name: 'about', rows: 2, note: optional }}
              label={i18n.t('liberty.restrictions.about')}
            />
            <button class="button" type="submit">
              {i18n.t('liberty.restrictions.add')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}

/** How it came to this. What was struck out stays, with the reason. */
export function LibertyHistory(props: {
  i18n: I18n
  action: string
  all: readonly Liberty[]
  may: boolean
  form: FormState | undefined
}) {
  const { i18n, all, form } = props
  const standing = all.filter(({ struckAt }) => !struckAt)
  return (
    <section>
      <h2>{i18n.t('liberty.history')}</h2>
      <Table
        caption={i18n.t('liberty.history')}
        columns={(['status', 'from', 'place', 'note'] as const).map((name) => ({
          label: i18n.t(`liberty.${name}`),
        }))}
        rows={all.map((one) => [
          one.struckAt ? (
            <s>{label(i18n, 'status', one.status)}</s>
          ) : (
            <Status tone={toneOf(one.status)}>{label(i18n, 'status', one.status)}</Status>
          ),
          day(i18n, one.since),
          <span dir="auto">{one.place ?? '–'}</span>,
          one.struckAt ? (
            <>
              {i18n.t('liberty.struck')} <span dir="auto">{one.why}</span>
            </>
          ) : (
            <span dir="auto">{one.note ?? '–'}</span>
          ),
        ])}
      />
      {props.may && standing.length > 0 && (
        <details open={form !== undefined}>
          <summary>{i18n.t('liberty.strike')}</summary>
          <form class="sheet" method="post" action={props.action}>
            <ErrorSummary i18n={i18n} form={form} />
            <Select
              {...{ form, name: 'statusId', required: true, empty: '–' }}
              label={i18n.t('liberty.strike.which')}
              options={standing.map(({ id, status, since }) => ({
                value: id,
                label: `${label(i18n, 'status', status)} · ${day(i18n, since)}`,
              }))}
            />
            <Textarea name="why" form={form} required rows={2} label={i18n.t('liberty.strike.why')} />
            <button class="button" type="submit">
              {i18n.t('liberty.strike')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}
