import type { I18n } from '#platform/i18n.ts'
import { caseHref } from '#cases/index.ts'
import { pointOption } from '#publishing/index.ts'
import { CheckboxGroup, ErrorSummary, type FormState } from '#ui/index.ts'
import { updateHref } from './console-updates.tsx'
import type { UpdateSource } from './update-document.ts'

/** Which of her approved points stand in the update; each with the languages in which she approved it. */
export function PointsForm(props: { i18n: I18n; source: UpdateSource; form: FormState | undefined }) {
  const { i18n, source } = props
  const { update, words } = source
  const href = caseHref(update.caseId, '/statements')
  const form: FormState = props.form ?? { values: { points: update.points }, errors: {} }
  const ids = [...new Set(words.map(({ pointId }) => pointId))]
  const gone = update.points.filter((id) => !ids.includes(id)).length
  return (
    <details open={props.form !== undefined || update.points.length > 0}>
      <summary>{i18n.t('updates.points')}</summary>
      {ids.length === 0 && gone === 0 ? (
        <p>
          {i18n.t('updates.points.none')} <a href={href}>{i18n.t('updates.points.all')}</a>
        </p>
      ) : (
        <form class="sheet" method="post" action={updateHref(update.id, '/points')}>
          <ErrorSummary i18n={i18n} form={form} />
          <input type="hidden" name="version" value={String(update.version)} />
          {gone > 0 && <p class="error">{i18n.t('updates.points.gone', { count: gone })}</p>}
          <CheckboxGroup
            name="points"
            form={form}
            label={i18n.t('updates.points.label')}
            hint={i18n.t('updates.points.hint')}
            options={ids.map((value) => ({
              value,
              ...pointOption(
                i18n,
                words.filter(({ pointId }) => pointId === value),
              ),
            }))}
          />
          <div class="buttons">
            <button class="button" type="submit">
              {i18n.t('updates.points.save')}
            </button>
            <a href={href}>{i18n.t('updates.points.all')}</a>
          </div>
        </form>
      )}
    </details>
  )
}
