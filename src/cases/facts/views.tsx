import { directionOf, languages, type I18n } from '#platform/i18n.ts'
import {
  ConfirmBox,
  DateField,
  ErrorSummary,
  Notice,
  Select,
  Status,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import type { CaseRow } from '../reads.ts'
import { verifications } from '../risk/lists.ts'
import type { Fact } from './fact.ts'
import { factKinds, incidentClasses, precisions, reliabilities, tlpMarks, visibilities } from './lists.ts'

export function formOf(fact: Fact | undefined, at: { zone: string; today: string }): FormState {
  if (!fact)
    return {
      values: {
        on: at.today,
        zone: at.zone,
        kind: 'fact',
        precision: 'exact',
        visibility: 'team',
        tlp: 'amber',
      },
      errors: {},
    }
  const { sources, public: words = {}, version: _version, retractedAt: _at, ...rest } = fact
  return {
    values: {
      ...rest,
      sources: sources.join('\n'),
      ...Object.fromEntries(Object.entries(words).map(([code, text]) => [`public-${code}`, text])),
    },
    errors: {},
  }
}

export function FactForm(props: {
  i18n: I18n
  action: string
  back: string
  row: CaseRow
  fact: Fact | undefined
  may: boolean
  form: FormState
}) {
  const { i18n, form, fact, row } = props
  const choose = (name: string, label: string, hint?: string) => ({
    ...{ name, form, label, required: true },
    ...(hint ? { hint } : {}),
  })
  return (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={form} />
      {fact?.retractedAt && (
        <Notice tone="warning" title={i18n.t('fact.retracted')}>
          <p dir="auto">{fact.retracted}</p>
        </Notice>
      )}
      {fact && <input type="hidden" name="version" value={String(fact.version)} />}
      <Select
        {...choose('kind', i18n.t('fact.kind'), i18n.t('fact.kind.hint'))}
        options={factKinds.map((value) => ({ value, label: i18n.t(`fact.kind.${value}`) }))}
      />
      <Select
        name="class"
        form={form}
        empty="–"
        label={i18n.t('fact.class')}
        hint={i18n.t('fact.class.hint')}
        options={incidentClasses.map((value) => ({ value, label: i18n.t(`fact.class.${value}`) }))}
      />
      <Textarea
        name="statement"
        form={form}
        required
        rows={4}
        label={i18n.t('fact.statement')}
        hint={i18n.t('fact.statement.hint')}
      />
      <DateField name="on" form={form} required label={i18n.t('fact.on')} />
      <Select
        {...choose('precision', i18n.t('fact.precision'))}
        options={precisions.map((value) => ({ value, label: i18n.t(`fact.precision.${value}`) }))}
      />
      <TextField
        name="zone"
        form={form}
        required
        dir="ltr"
        width="half"
        label={i18n.t('fact.zone')}
        hint={i18n.t('fact.zone.hint')}
      />
      <Textarea
        name="sources"
        form={form}
        required
        rows={3}
        label={i18n.t('fact.sources')}
        hint={i18n.t('fact.sources.hint')}
      />
      <TextField
        name="attribution"
        form={form}
        note={i18n.t('ui.optional')}
        label={i18n.t('fact.attribution')}
        hint={i18n.t('fact.attribution.hint')}
      />
      <Select
        {...choose('reliability', i18n.t('fact.reliability'))}
        empty="–"
        options={reliabilities.map((value) => ({ value, label: i18n.t(`fact.reliability.${value}`) }))}
      />
      <Select
        {...choose('verification', i18n.t('fact.verification'))}
        empty="–"
        options={verifications.map((value) => ({ value, label: i18n.t(`threats.verification.${value}`) }))}
      />
      <Select
        {...choose('visibility', i18n.t('fact.visibility'), i18n.t('fact.visibility.hint'))}
        options={visibilities.map((value) => ({ value, label: i18n.t(`fact.visibility.${value}`) }))}
      />
      <Select
        {...choose('tlp', i18n.t('fact.tlp'), i18n.t('fact.tlp.hint'))}
        options={tlpMarks.map((value) => ({ value, label: i18n.t(`fact.tlp.${value}`) }))}
      />
      <details open={form.values['visibility'] === 'public'}>
        <summary>{i18n.t('fact.public')}</summary>
        <p class="small">{i18n.t('fact.public.text')}</p>
        {languages
          .filter((code) => row.languages.includes(code))
          .map((code) => (
            <Textarea
              name={`public-${code}`}
              form={form}
              rows={2}
              lang={code}
              dir={directionOf(code)}
              label={i18n.t('fact.public.in', { language: i18n.language(code) })}
            />
          ))}
      </details>
      {props.may && (
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('fact.save')}
          </button>
          <a href={props.back}>{i18n.t('cases.cancel')}</a>
        </div>
      )}
    </form>
  )
}

export function Retraction(props: { i18n: I18n; action: string; fact: Fact; form?: FormState | undefined }) {
  const { i18n, fact, form } = props
  return (
    <details open={form !== undefined}>
      <summary>{i18n.t('fact.retract')}</summary>
      <ConfirmBox title={i18n.t('fact.retract')}>
        <p>{i18n.t('fact.retract.text')}</p>
        <form method="post" action={props.action}>
          <ErrorSummary i18n={i18n} form={form} />
          <input type="hidden" name="version" value={String(fact.version)} />
          <Textarea name="why" form={form} required rows={2} label={i18n.t('fact.retract.why')} />
          <button class="button" type="submit">
            {i18n.t('fact.retract.button')}
          </button>
        </form>
      </ConfirmBox>
    </details>
  )
}

/** A fact in the timeline: struck out by word, not by line, where it was retracted. */
export function FactLine({ i18n, fact }: { i18n: I18n; fact: Fact }) {
  return (
    <>
      {fact.retractedAt && <Status tone="warning">{i18n.t('fact.retracted')}</Status>} {fact.statement}
    </>
  )
}
