import type { I18n, MessageKey } from '#platform/i18n.ts'
import { DateField, ErrorSummary, Select, Status, Table, Textarea, type FormState } from '#ui/index.ts'
import type { CaseRow } from '../reads.ts'
import { harms } from '../reasons.ts'
import { caseHref } from '../views/case-shell.tsx'
import type { Measure } from './measure.ts'

/** What is done against each harm: by whom, until when, and what remains. */
export function Measures(props: {
  i18n: I18n
  row: CaseRow
  measures: readonly Measure[]
  team: readonly { accountId: string; name: string }[]
  today: string
  form: FormState | undefined
  may: boolean
}) {
  const { i18n, row, measures, team, today, form } = props
  const name = (id?: string) => team.find(({ accountId }) => accountId === id)?.name ?? '–'
  return (
    <section id="measures">
      <h2>{i18n.t('cases.measures.title')}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      {measures.length === 0 ? (
        <p>{i18n.t('cases.measures.empty')}</p>
      ) : (
        <Table
          caption={i18n.t('cases.measures.title')}
          columns={(['what', 'owner', 'due', 'remains', 'state'] as const).map((column) => ({
            label: i18n.t(`cases.measures.${column}`),
          }))}
          rows={measures.map((one) => [
            <span dir="auto">
              {one.what} <small>({i18n.t(`cases.harm.${one.harm}` as MessageKey)})</small>
            </span>,
            <bdi>{name(one.ownerId)}</bdi>,
            one.dueOn ? i18n.date(one.dueOn, { zone: 'UTC', style: 'short' }) : '–',
            <span dir="auto">{one.remains ?? '–'}</span>,
            one.doneAt ? (
              <Status tone="success">{i18n.t('cases.measures.done')}</Status>
            ) : (
              <>
                {one.dueOn && one.dueOn < today && (
                  <Status tone="warning">{i18n.t('cases.measures.overdue')}</Status>
                )}
                {props.may && (
                  <form method="post" action={caseHref(row.id, '/measures/done')}>
                    <input type="hidden" name="measureId" value={one.id} />
                    <button class="link" type="submit">
                      {i18n.t('cases.measures.finish')}
                      <span class="hidden"> {one.what}</span>
                    </button>
                  </form>
                )}
              </>
            ),
          ])}
        />
      )}
      {props.may && (
        <details open={form !== undefined}>
          <summary>{i18n.t('cases.measures.add')}</summary>
          <form class="sheet" method="post" action={caseHref(row.id, '/measures')}>
            <Textarea name="what" form={form} required rows={2} label={i18n.t('cases.measures.what')} />
            <Select
              name="against"
              form={form}
              required
              empty="–"
              label={i18n.t('cases.measures.against')}
              options={harms.map((value) => ({ value, label: i18n.t(`cases.harm.${value}`) }))}
            />
            <Select
              name="ownerId"
              form={form}
              empty="–"
              note={i18n.t('ui.optional')}
              label={i18n.t('cases.measures.owner')}
              options={team.map((one) => ({ value: one.accountId, label: one.name }))}
            />
            <DateField
              name="dueOn"
              form={form}
              note={i18n.t('ui.optional')}
              label={i18n.t('cases.measures.due')}
            />
            <Textarea
              name="remains"
              form={form}
              rows={2}
              note={i18n.t('ui.optional')}
              label={i18n.t('cases.measures.remains')}
            />
            <button class="button" type="submit">
              {i18n.t('cases.measures.add')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}
