import { caseHref, Publicity, type PublicityLevel } from '#cases/index.ts'
import type { I18n } from '#platform/i18n.ts'
import { ConfirmBox, ErrorSummary, RadioGroup, Textarea, type FormState } from '#ui/index.ts'
import type { LoweredLevel, RaisedLevel } from '../levels.ts'
import type { WhatGoesDown } from '../reads.ts'
import { GoingDown, goesDown } from './going-down.tsx'
import { ReviewFields } from './signing-fields.tsx'

/** Who sees the case at this level, in a sentence. */
export function WhoSees({ i18n, level }: { i18n: I18n; level: PublicityLevel }) {
  return (
    <section>
      <p>
        <Publicity i18n={i18n} level={level} />
      </p>
      <p>{i18n.t(`cases.publicity.${level}.hint`)}</p>
    </section>
  )
}

/** One press of one person; the next page says what goes. */
export function LowerLevels(props: {
  i18n: I18n
  levels: readonly LoweredLevel[]
  href: (level: LoweredLevel) => string
}) {
  const { i18n } = props
  return (
    <section class="card">
      <h2>{i18n.t('publishing.publicity.lower')}</h2>
      <p>{i18n.t('publishing.publicity.lower.hint')}</p>
      <ul>
        {props.levels.map((level) => (
          <li>
            <a href={props.href(level)}>{i18n.t(`cases.level.${level}`)}</a>
            <br />
            <span class="small">{i18n.t(`cases.publicity.${level}.hint`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What goes away with it, then the one button. */
export function Lowering(props: {
  i18n: I18n
  from: PublicityLevel
  to: LoweredLevel
  down: WhatGoesDown
  left: number
  action: string
  back: string
}) {
  const { i18n, from, to, down } = props
  return (
    <ConfirmBox
      title={i18n.t(
        goesDown(down) ? 'publishing.publicity.lower.text' : 'publishing.publicity.lower.nothing',
      )}
      tone="danger"
    >
      <GoingDown i18n={i18n} down={down} />
      {to === 4 && <p>{i18n.t('publishing.publicity.lower.identity', { count: props.left })}</p>}
      {from === 5 && <p>{i18n.t('publishing.publicity.lower.address')}</p>}
      {from > 1 && to === 1 && <p>{i18n.t('publishing.publicity.lower.team')}</p>}
      <p>{i18n.t('publishing.publicity.lower.back')}</p>
      <form method="post" action={props.action}>
        <input type="hidden" name="level" value={String(to)} />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('publishing.publicity.lower.button')}
          </button>
          <a href={props.back}>{i18n.t('publishing.publicity.lower.cancel')}</a>
        </div>
      </form>
    </ConfirmBox>
  )
}

/** More people: two sign. Public levels are opened by signing a page. */
export function RaiseForm(props: {
  i18n: I18n
  caseId: string
  action: string
  levels: readonly RaisedLevel[]
  form: FormState
}) {
  const { i18n, levels, form } = props
  return (
    <section>
      <h2>{i18n.t('publishing.publicity.raise')}</h2>
      <p>
        {i18n.t('publishing.publicity.raise.public')}{' '}
        <a href={caseHref(props.caseId, '/publish')}>{i18n.t('publishing.publicity.raise.publish')}</a>
      </p>
      {levels.length > 0 && (
        <form class="sheet" method="post" action={props.action}>
          <ErrorSummary i18n={i18n} form={form} />
          <RadioGroup
            name="level"
            form={form}
            required
            label={i18n.t('publishing.publicity.raise.level')}
            hint={i18n.t('publishing.publicity.raise.hint')}
            options={levels.map((level) => ({
              value: String(level),
              label: i18n.t(`cases.level.${level}`),
              hint: i18n.t(`cases.publicity.${level}.hint`),
            }))}
          />
          <ReviewFields i18n={i18n} form={form} />
          <Textarea
            name="note"
            rows={2}
            form={form}
            label={i18n.t('publishing.ask.note')}
            note={i18n.t('ui.optional')}
          />
          <button class="button" type="submit">
            {i18n.t('publishing.publicity.raise.button')}
          </button>
        </form>
      )}
    </section>
  )
}
