import type { I18n, MessageKey } from '#platform/i18n.ts'
import { Checkbox, ErrorSummary, Notice, RadioGroup, Textarea, TextField, type FormState } from '#ui/index.ts'
import { charterTerms, type Charter, type CharterTerms } from '../charter.ts'

const choices = ['drafts', 'speaks', 'dissent', 'credit', 'sharing', 'invites'] as const
const numbers = ['quorum', 'silenceHours', 'remindHours', 'silentLeadHours', 'holdMinutes'] as const
const optionsOf = (name: (typeof choices)[number]): readonly string[] => charterTerms.shape[name].options

/** The terms as sentences. With `before`, what would change stands beside what holds now. */
export function Terms({ i18n, terms, before }: { i18n: I18n; terms: CharterTerms; before?: CharterTerms }) {
  const said = (of: CharterTerms, name: keyof CharterTerms): string =>
    typeof of[name] === 'number'
      ? i18n.t(`coalition.terms.${name}.value` as MessageKey, { n: of[name] })
      : i18n.t(`coalition.terms.${name}.${of[name]}` as MessageKey)
  return (
    <dl class="facts">
      {[...choices, ...numbers].map((name) => (
        <>
          <dt>{i18n.t(`coalition.terms.${name}`)}</dt>
          <dd>
            {before && before[name] !== terms[name] ? (
              <>
                <ins>{said(terms, name)}</ins> <del>{said(before, name)}</del>
              </>
            ) : (
              said(terms, name)
            )}
          </dd>
        </>
      ))}
    </dl>
  )
}

export function CharterView(props: {
  i18n: I18n
  zone: string
  charter: Charter
  former: readonly Charter[]
  /** address of a change that waits for its votes */
  open: string | undefined
  change: string | undefined
  decisionHref: (id: string) => string
}) {
  const { i18n, zone, charter } = props
  return (
    <>
      <p>{i18n.t(charter.version === 0 ? 'coalition.charter.none' : 'coalition.charter.text')}</p>
      {props.open && (
        <Notice tone="info">
          <p>
            <a href={props.open}>{i18n.t('coalition.charter.change-waits')}</a>
          </p>
        </Notice>
      )}
      <Terms i18n={i18n} terms={charter.terms} />
      <h2>{i18n.t('coalition.charter.fixed')}</h2>
      <ul>
        {(['consent', 'table', 'leaving', 'supporters'] as const).map((what) => (
          <li>{i18n.t(`coalition.charter.fixed.${what}`)}</li>
        ))}
      </ul>
      {props.change && (
        <p>
          <a class="button" href={props.change}>
            {i18n.t('coalition.charter.change')}
          </a>
        </p>
      )}
      {props.former.length > 0 && (
        <section>
          <h2>{i18n.t('coalition.charter.former')}</h2>
          <ol class="course">
            {props.former.map((one) => (
              <li>
                <a href={props.decisionHref(one.decisionId ?? '')}>
                  {i18n.t('coalition.charter.version', {
                    version: one.version,
                    at: one.agreedAt ? i18n.date(one.agreedAt, { zone }) : '',
                  })}
                </a>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}

export function CharterForm(props: {
  i18n: I18n
  action: string
  back: string
  terms: CharterTerms
  typed: FormState | undefined
}) {
  const { i18n, terms } = props
  const now = Object.fromEntries(Object.entries(terms).map(([name, value]) => [name, String(value)]))
  const form = props.typed ?? { values: now, errors: {} }
  return (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={props.typed} />
      <p>{i18n.t('coalition.charter.change.text')}</p>
      {choices.map((name) => (
        <RadioGroup
          {...{ form, name, required: true }}
          label={i18n.t(`coalition.terms.${name}`)}
          options={optionsOf(name).map((value) => ({
            value,
            label: i18n.t(`coalition.terms.${name}.${value}` as MessageKey),
          }))}
        />
      ))}
      {numbers.map((name) => (
        <TextField
          {...{ form, name, required: true, inputmode: 'numeric', autocomplete: 'off' }}
          label={i18n.t(`coalition.terms.${name}.field`)}
          hint={i18n.t(`coalition.terms.${name}.hint`)}
        />
      ))}
      <Textarea
        {...{ form, name: 'text', rows: 4, note: i18n.t('ui.optional') }}
        label={i18n.t('coalition.charter.why')}
      />
      {terms.silenceHours > 0 && (
        <Checkbox
          {...{ form, name: 'silence' }}
          label={i18n.t('coalition.decision.silence', { hours: terms.silenceHours })}
          hint={i18n.t('coalition.decision.silence.hint')}
        />
      )}
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('coalition.charter.propose')}
        </button>
        <a href={props.back}>{i18n.t('coalition.back')}</a>
      </div>
    </form>
  )
}
