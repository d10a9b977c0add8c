import { describe, expect, test } from 'vitest'
import { createCatalogue, createI18n, type MessageKey } from '#platform/i18n.ts'
import { messages } from './locales/index.ts'
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  FileField,
  LimitedText,
  RadioGroup,
  safeHref,
  say,
  scoped,
  Select,
  Textarea,
  TextField,
  type FormState,
} from './index.ts'

const i18n = createI18n(
  'en',
  createCatalogue(messages, { en: { greet: 'Thank you, {name}.' }, ar: { greet: 'شكرًا {name}' } }),
)
const options = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]
const form: FormState = {
  values: {
    name: '"><script>x</script>',
    text: '\n</textarea><b>',
    choice: 'no',
    box: 'yes',
    many: ['yes', 'no'],
  },
  errors: {
    name: 'Write a name.',
    choice: 'Choose one.',
    when: 'Write a date.',
    file: 'Too large.',
    country: 'Choose.',
  },
}
const html = (node: unknown) => String(node)
const whole = async (node: { toString(): string | Promise<string> }) => String(await node.toString())

describe('a refused field', () => {
  test.each([
    ['name', <TextField form={form} name="name" label="Name" hint="As in your passport" />],
    ['when', <DateField form={form} name="when" label="When" hint="Local time" />],
    ['file', <FileField form={form} name="file" label="File" hint="PDF" />],
    ['country', <Select form={form} name="country" label="Country" hint="Where you are" options={options} />],
  ])('%s tells its hint and its error to a screen reader', (name, field) => {
    const page = html(field)
    expect(page).toContain(`<label for="f-${name}">`)
    expect(page).toContain(`aria-describedby="f-${name}-error f-${name}-hint"`)
    expect(page).toContain('aria-invalid="true"')
    expect(page).toContain(`id="f-${name}-error"`)
    expect(page).toContain(`id="f-${name}-hint"`)
  })
  test('a group of choices carries error and hint on the group, its first choice is what the summary links to', () => {
    const page = html(<RadioGroup form={form} name="choice" label="Which?" options={options} hint="One" />)
    expect(page).toMatch(/<fieldset[^>]*aria-describedby="f-choice-error f-choice-hint"/)
    expect(page).toMatch(/id="f-choice"[^>]*value="yes"/)
    expect(page).toMatch(/value="no"[^>]*checked/)
    expect(page).not.toMatch(/value="yes"[^>]*checked/)
  })
  test('the summary links each error to its field by the name it has below, and takes the focus', async () => {
    const own = { ...form }
    const fields = (
      <>
        <ErrorSummary i18n={i18n} form={own} />
        <TextField form={own} name="name" label="Name" />
        <RadioGroup form={own} name="choice" label={<bdi>Which?</bdi>} options={options} />
      </>
    )
    const page = await whole(fields)
    expect(page).toMatch(/role="alert" tabindex="-1" autofocus/)
    expect(page).toContain('<a href="#f-name" target="_self">Name: Write a name.</a>')
    expect(page).toContain('<a href="#f-choice" target="_self"><bdi>Which?</bdi>: Choose one.</a>')
    expect(page).toContain('<a href="#f-when" target="_self">Write a date.</a>')
    expect(page).toContain('5 things need your attention')
  })
  test('without errors there is no summary', () =>
    expect(html(<ErrorSummary i18n={i18n} form={{ values: {}, errors: {} }} />)).not.toContain('alert'))
})

describe('what was typed', () => {
  test('comes back whole and as text', () => {
    expect(html(<TextField form={form} name="name" label="Name" />)).toContain(
      'value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"',
    )
    // the first line break is the one that a browser drops, the second was typed
    expect(html(<Textarea form={form} name="text" label="Text" />)).toContain(
      '\n\n&lt;/textarea&gt;&lt;b&gt;</textarea>',
    )
    expect(html(<Checkbox form={form} name="box" label="Box" />)).toContain('checked')
    expect(
      html(<CheckboxGroup form={form} name="many" label="Many" options={options} />).match(/checked/g),
    ).toHaveLength(2)
  })
  test('a field named like a part of every object has no value', () => {
    expect(html(<TextField form={form} name="constructor" label="x" />)).toContain('value=""')
  })
  test('the room left is told without script, counting a line break once', () => {
    expect(html(<LimitedText i18n={i18n} name="t" label="T" value={'a\r\nb'} maxlength={10} />)).toContain(
      'Characters left: 7',
    )
  })
})

test('nothing is chosen for the visitor unless a value says so', () => {
  expect(html(<RadioGroup name="follow" label="Follow?" options={options} required />)).not.toContain(
    'checked',
  )
  expect(html(<Checkbox name="newsletter" label="News" />)).not.toContain('checked')
})

test('a name stands apart in its own direction and cannot bring markup', () => {
  expect(html(<p>{say(i18n, 'greet' as MessageKey, { name: '<b>نادية' })}</p>)).toContain(
    'Thank you, <bdi>&lt;b&gt;نادية</bdi>.',
  )
})

test.each([
  ['/en/c/x', true],
  ['#f-name', true],
  ['https://a.example/', true],
  ['tel:+4930', true],
  ['//evil.example', false],
  ['/\\evil.example', false],
  ['javascript:alert(1)', false],
  [' javascript:alert(1)', false],
  ['java\nscript:alert(1)', false],
  ['data:text/html,x', false],
  ['evil', false],
])('a link from outside to %s is shown: %s', (href, shown) => {
  expect(safeHref(href)).toBe(shown ? href : undefined)
})

test('equally named fields of two forms on a page stand apart, and each summary leads to its own', async () => {
  const refused = scoped({ values: { when: '' }, errors: { when: 'Write a date.' } }, 'adjourn')
  const page = await whole(
    <>
      <ErrorSummary i18n={i18n} form={refused} />
      <DateField form={refused} name="when" label="Adjourned to" />
      <DateField form={scoped({ values: {}, errors: {} }, 'held')} name="when" label="Held on" />
    </>,
  )
  const ids = [...page.matchAll(/ id="(f-[\w-]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(page).toContain('href="#f-adjourn-when"')
  expect(page).toContain('name="when"')
})
