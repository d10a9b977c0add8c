import type { I18n } from '#platform/i18n.ts'
import { languages as interfaceLanguages } from '#platform/i18n.ts'
import {
  CheckboxGroup,
  DateField,
  ErrorSummary,
  RadioGroup,
  Select,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import type { PersonRole } from '#cases/index.ts'
import { consentPurposes, type PresetName } from '../matrix.ts'
import { CodeWordSaid, DirectionBeside, type Beside } from '../directions/beside.tsx'
import { consentItems, consentWays, herWords } from '../tables.ts'

/** One talk with her, written down: answer, items, words, way and day. */
export function ConsentForm(props: {
  i18n: I18n
  action: string
  back: string
  /** of the case */
  languages: readonly string[]
  /** everybody in the file, the persons at risk first */
  persons: readonly { id: string; name: string; role: PersonRole }[]
  presets: readonly { name: PresetName; href: string }[]
  /** the one that filled the form */
  preset: PresetName | undefined
  /** the script to read aloud, one interface per language */
  scripts: readonly I18n[]
  /** while somebody else may speak for her */
  beside: Beside | undefined
  form: FormState
}) {
  const { i18n, form } = props
  const several = interfaceLanguages.filter((code) => props.languages.includes(code))
  return (
    <>
      <Presets i18n={i18n} presets={props.presets} preset={props.preset} />
      <Script i18n={i18n} scripts={props.scripts} />
      {props.beside && <DirectionBeside i18n={i18n} beside={props.beside} />}
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={form} />
        {props.persons.length > 1 && (
          <Select
            name="personId"
            form={form}
            required
            label={i18n.t('consent.form.person')}
            hint={i18n.t('consent.form.person.hint')}
            options={props.persons.map(({ id, name, role }) => ({
              value: id,
              label: `${name} (${i18n.t(`persons.role.${role}`)})`,
            }))}
          />
        )}
        <RadioGroup
          name="answer"
          form={form}
          required
          label={i18n.t('consent.form.answer')}
          options={[
            { value: 'given', label: i18n.t('consent.form.given') },
            {
              value: 'refused',
              label: i18n.t('consent.form.refused'),
              hint: i18n.t('consent.form.refused.hint'),
            },
            {
              value: 'proposed',
              label: i18n.t('consent.form.proposed'),
              hint: i18n.t('consent.form.proposed.hint'),
            },
          ]}
        />
        <CheckboxGroup
          name="items"
          form={form}
          label={i18n.t('consent.form.items')}
          hint={i18n.t('consent.form.items.hint')}
          options={consentItems.map((value) => ({ value, label: i18n.t(`consent.item.${value}`) }))}
        />
        <CheckboxGroup
          name="purposes"
          form={form}
          label={i18n.t('consent.form.purposes')}
          hint={i18n.t('consent.form.purposes.hint')}
          options={consentPurposes.map((value) => ({
            value,
            label: i18n.t(`consent.purpose.${value}`),
            ...(value === 'fundraising' ? { hint: i18n.t('consent.purpose.fundraising.hint') } : {}),
          }))}
        />
        <Textarea name="agreed" form={form} required rows={5} label={i18n.t('consent.form.agreed')} />
        <Select
          name="how"
          form={form}
          required
          empty="–"
          label={i18n.t('consent.form.how')}
          options={consentWays.map((value) => ({ value, label: i18n.t(`consent.how.${value}`) }))}
        />
        {props.beside && (
          <>
            <RadioGroup
              name="word"
              form={form}
              label={i18n.t('consent.form.word')}
              options={herWords.map((value) => ({ value, label: i18n.t(`consent.word.${value}`) }))}
            />
            <CodeWordSaid i18n={i18n} form={form} />
          </>
        )}
        <TextField
          name="witness"
          form={form}
          label={i18n.t('consent.form.witness')}
          note={i18n.t('ui.optional')}
          autocomplete="off"
        />
        <DateField name="givenOn" form={form} required label={i18n.t('consent.form.givenOn')} />
        <DateField
          name="expiresOn"
          form={form}
          label={i18n.t('consent.form.expiresOn')}
          hint={i18n.t('consent.form.expiresOn.hint')}
          note={i18n.t('ui.optional')}
        />
        <DateField
          name="reviewOn"
          form={form}
          label={i18n.t('consent.form.reviewOn')}
          hint={i18n.t('consent.form.reviewOn.hint')}
          note={i18n.t('ui.optional')}
        />
        {several.length > 1 && (
          <CheckboxGroup
            name="languages"
            form={form}
            inline
            label={i18n.t('consent.form.languages')}
            hint={i18n.t('consent.form.languages.hint')}
            options={several.map((value) => ({ value, label: i18n.language(value) }))}
          />
        )}
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('consent.form.save')}
          </button>
          <a href={props.back}>{i18n.t('cases.cancel')}</a>
        </div>
      </form>
    </>
  )
}

/** Four answers that most talks come to; each fills the form, which is then changed to what was said. */
function Presets({
  i18n,
  presets,
  preset,
}: {
  i18n: I18n
  presets: readonly { name: PresetName; href: string }[]
  preset: PresetName | undefined
}) {
  return (
    <section class="card">
      <h2>{i18n.t('consent.preset.title')}</h2>
      <p class="small">{i18n.t('consent.preset.text')}</p>
      <ul class="plain">
        {presets.map(({ name, href }) => (
          <li>
            <a href={href} aria-current={name === preset ? 'true' : undefined}>
              {i18n.t(`consent.preset.${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Ten plain sentences to read aloud before she answers, in her language. */
function Script({ i18n, scripts }: { i18n: I18n; scripts: readonly I18n[] }) {
  return (
    <details class="card">
      <summary>{i18n.t('consent.script.title')}</summary>
      {scripts.map((one) => (
        <section lang={one.lang} dir={one.dir}>
          <h3>{one.language(one.lang)}</h3>
          <ol>
            {scriptLines.map((line) => (
              <li>{one.t(`consent.script.${line}`)}</li>
            ))}
          </ol>
        </section>
      ))}
    </details>
  )
}

const scriptLines = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const
