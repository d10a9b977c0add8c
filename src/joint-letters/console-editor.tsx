/** The words of a letter, language by language, while nobody has signed them. */
import { directionOf, languages, type I18n, type Language } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { findWishesBeside, takeForm, WishesBeside, type Again } from '#cases/index.ts'
import { DraftKey, dropDraft, organisationOf, readDraft, redirect } from '#organisations/index.ts'
import {
  AutosaveNote,
  ConfirmBox,
  ErrorSummary,
  LimitedText,
  Notice,
  RadioGroup,
  Status,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { beginAgain } from './begin-again.ts'
import { FactFields, letterHref } from './console-letters.tsx'
import { idOf, languageOf, letterPage, openLetter, type Opened } from './console-page.tsx'
import { livePreview } from './console-preview.tsx'
import { factsForm, longestBody, textForm } from './forms.ts'
import { editLetter, type JointLetter } from './letter.ts'
import { saveLetterText, type LetterText } from './text.ts'

export const textKey = (letterId: string, language: string): string =>
  letterHref(letterId, `/text/${language}`)

export const showEditor = (c: ConsoleContext): Promise<Response> => editor(c)

export async function takeText(c: ConsoleContext): Promise<Response> {
  const letterId = idOf(c)
  const language = languageOf(c, '')
  const taken = await takeForm(c, textForm, ({ version, translation, ...words }) =>
    c.get('office').db.transaction(c.get('member'), async (tx) => {
      await saveLetterText(tx, { letterId, language, version, translation, words })
      await dropDraft(tx, textKey(letterId, language))
    }),
  )
  if (!taken.done) return await editor(c, { text: taken.again })
  return redirect(c, textKey(letterId, language), 'joint-letters.saved')
}

export async function takeFacts(c: ConsoleContext): Promise<Response> {
  const letterId = idOf(c)
  const taken = await takeForm(c, factsForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => editLetter(tx, { letterId, ...value })),
  )
  if (!taken.done) return await editor(c, { facts: taken.again })
  return redirect(c, letterHref(letterId), 'joint-letters.saved')
}

export async function takeAgain(c: ConsoleContext): Promise<Response> {
  const id = await c.get('office').db.transaction(c.get('member'), (tx) => beginAgain(tx, idOf(c)))
  return redirect(c, letterHref(id), 'joint-letters.begun-again')
}

async function editor(c: ConsoleContext, again: { text?: Again; facts?: Again } = {}): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openLetter(c)
  const { letter, texts } = opened.source
  const language = languageOf(c, letter.defaultLanguage)
  const saved = texts.find((text) => text.language === language)
  const { draft, wishes } = await c.get('office').db.reading(c.get('member'), async (tx) => ({
    draft: again.text || !opened.mayDraft ? undefined : await readDraft(tx, textKey(letter.id, language)),
    wishes: await findWishesBeside(tx, letter.caseId),
  }))
  const { zone } = await organisationOf(c)
  const form = again.text?.form ?? (draft ? { values: draft.values, errors: {} } : filled(saved, texts))
  const preview = await livePreview(c, opened.source, language)
  // what was typed while somebody else signed is still there to be taken along
  const writes = opened.mayDraft || again.text !== undefined
  return await letterPage(c, opened, {
    tab: 'text',
    status: (again.text ?? again.facts)?.status,
    islands: ['autosave', 'letter-length', 'live-region'],
    body: (
      <>
        <Versions i18n={i18n} letter={letter} texts={texts} now={language} />
        <WishesBeside i18n={i18n} caseId={letter.caseId} wishes={wishes} />
        <Warnings i18n={i18n} opened={opened} saved={saved} />
        {draft && (
          <Notice tone="info">
            <p>{i18n.t('joint-letters.draft', { at: i18n.dateTime(draft.savedAt, { zone }) })}</p>
          </Notice>
        )}
        <div class={writes ? 'columns' : undefined}>
          {writes && (
            <TextForm
              i18n={i18n}
              action={textKey(letter.id, language)}
              language={language}
              form={form}
              version={again.text?.status === 409 || !draft ? (saved?.version ?? 0) : undefined}
            />
          )}
          {preview}
        </div>
        {opened.ours && <FactsForm i18n={i18n} letter={letter} form={again.facts?.form} />}
        {opened.ours && texts.length > 0 && letter.publishedAt && <BeginAgain i18n={i18n} letter={letter} />}
      </>
    ),
  })
}

const filled = (saved: LetterText | undefined, texts: readonly LetterText[]): FormState => ({
  values: {
    translation: saved?.translation ?? (texts.length === 0 ? 'original' : ''),
    ...{ title: saved?.title ?? '', addressee: saved?.addressee ?? '' },
    ...{ place: saved?.place ?? '', body: saved?.body ?? '' },
  },
  errors: {},
})

function Versions(props: { i18n: I18n; letter: JointLetter; texts: readonly LetterText[]; now: Language }) {
  const { i18n, texts, now } = props
  return (
    <ul class="inline-list">
      {languages.map((code) => {
        const text = texts.find((one) => one.language === code)
        return (
          <li>
            <a href={textKey(props.letter.id, code)} aria-current={code === now ? 'true' : undefined}>
              {i18n.language(code)}
            </a>{' '}
            {!text && <span class="small">({i18n.t('joint-letters.missing.text')})</span>}
            {text?.translation === 'machine' && (
              <Status tone="warning">{i18n.t('joint-letters.unreviewed')}</Status>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Warnings(props: { i18n: I18n; opened: Opened; saved: LetterText | undefined }) {
  const { i18n, opened, saved } = props
  const { signed, letter } = opened.source
  return (
    <>
      {saved?.translation === 'machine' && (
        <Notice tone="warning" title={i18n.t('joint-letters.unreviewed')}>
          <p>{i18n.t('joint-letters.unreviewed.text')}</p>
        </Notice>
      )}
      {opened.why && (
        <Notice tone="info">
          <p>{i18n.t(opened.why)}</p>
        </Notice>
      )}
      {signed ? (
        <Notice tone="info" title={i18n.t('joint-letters.stands.title')}>
          <p>{i18n.t('joint-letters.stands.text')}</p>
        </Notice>
      ) : (
        opened.mayDraft &&
        letter.state !== 'draft' && (
          <Notice tone="info">
            <p>{i18n.t('joint-letters.stands.before')}</p>
          </Notice>
        )
      )}
    </>
  )
}

function TextForm(props: {
  i18n: I18n
  action: string
  language: Language
  form: FormState
  version: number | undefined
}) {
  const { i18n, form, language } = props
  const content = { form, lang: language, dir: directionOf(language) }
  return (
    <form class="sheet" method="post" action={props.action} data-autosave="/drafts">
      <DraftKey form={props.action} />
      <ErrorSummary i18n={i18n} form={form} />
      <input type="hidden" name="version" value={String(props.version ?? form.values.version ?? 0)} />
      <TextField {...content} name="title" maxlength={160} label={i18n.t('joint-letters.field.title')} />
      <Textarea
        {...content}
        name="addressee"
        rows={3}
        label={i18n.t('joint-letters.field.addressee')}
        hint={i18n.t('joint-letters.field.addressee.hint')}
      />
      <TextField
        {...content}
        name="place"
        maxlength={80}
        label={i18n.t('joint-letters.field.place')}
        hint={i18n.t('joint-letters.field.place.hint')}
      />
      <LimitedText
        {...content}
        i18n={i18n}
        name="body"
        rows={18}
        maxlength={longestBody}
        label={i18n.t('joint-letters.field.body')}
        hint={i18n.t('joint-letters.field.body.hint')}
      />
      <RadioGroup
        form={form}
        name="translation"
        inline
        required
        label={i18n.t('joint-letters.field.translation')}
        options={(['original', 'machine', 'reviewed'] as const).map((value) => ({
          value,
          label: i18n.t(`joint-letters.translation.${value}`),
        }))}
      />
      <AutosaveNote i18n={i18n} />
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('joint-letters.save')}
        </button>
      </div>
    </form>
  )
}

function FactsForm(props: { i18n: I18n; letter: JointLetter; form: FormState | undefined }) {
  const { i18n, letter } = props
  const form = props.form ?? {
    values: {
      ...{ datedOn: letter.datedOn, defaultLanguage: letter.defaultLanguage, zone: letter.zone },
      ...{ openToOthers: letter.openToOthers ? 'yes' : '', closesOn: letter.closesOn ?? '' },
    },
    errors: {},
  }
  return (
    <details open={props.form !== undefined}>
      <summary>{i18n.t('joint-letters.facts')}</summary>
      <form class="sheet" method="post" action={letterHref(letter.id)}>
        <ErrorSummary i18n={i18n} form={form} />
        <input type="hidden" name="version" value={String(letter.version)} />
        <FactFields i18n={i18n} form={form} />
        <div class="buttons">
          <button class="button" type="submit">
            {i18n.t('joint-letters.save')}
          </button>
        </div>
      </form>
    </details>
  )
}

const BeginAgain = ({ i18n, letter }: { i18n: I18n; letter: JointLetter }) => (
  <details>
    <summary>{i18n.t('joint-letters.again')}</summary>
    <ConfirmBox title={i18n.t('joint-letters.again')}>
      <p>{i18n.t('joint-letters.again.text')}</p>
      <form method="post" action={letterHref(letter.id, '/again')}>
        <button class="button" type="submit">
          {i18n.t('joint-letters.again')}
        </button>
      </form>
    </ConfirmBox>
  </details>
)
