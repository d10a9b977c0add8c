import { directionOf, isLanguage, languages, type I18n, type Language } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { findWishesBeside, takeForm, WishesBeside, type Again } from '#cases/index.ts'
import { DraftKey, dropDraft, organisationOf, readDraft, redirect } from '#organisations/index.ts'
import {
  AutosaveNote,
  ErrorSummary,
  LimitedText,
  Notice,
  RadioGroup,
  Status,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { idOf, openUpdate, updatePage } from './console-page.tsx'
import { PointsForm } from './console-points.tsx'
import { FactFields, updateHref } from './console-updates.tsx'
import { livePreview } from './console-preview.tsx'
import { factsForm, longestBody, pointsForm, textForm } from './forms.ts'
import { choosePoints } from './points.ts'
import { saveUpdateText, type UpdateText } from './text.ts'
import { undatedWords } from './undated.ts'
import { editUpdate, type Update } from './update.ts'

export const textKey = (updateId: string, language: string): string =>
  updateHref(updateId, `/text/${language}`)

export const showEditor = (c: ConsoleContext): Promise<Response> => editor(c)

export function languageOf(c: ConsoleContext, fallback: string): Language {
  const asked = c.req.param('language') ?? fallback
  if (!isLanguage(asked)) throw new NotFound()
  return asked
}

export async function takeText(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const language = languageOf(c, '')
  const taken = await takeForm(c, textForm, ({ version, translation, ...words }) =>
    c.get('office').db.transaction(c.get('member'), async (tx) => {
      await saveUpdateText(tx, { updateId, language, version, translation, words })
      await dropDraft(tx, textKey(updateId, language))
    }),
  )
  if (!taken.done) return await editor(c, { text: taken.again })
  return redirect(c, textKey(updateId, language), 'updates.saved')
}

export async function takeFacts(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const taken = await takeForm(c, factsForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => editUpdate(tx, { updateId, ...value })),
  )
  if (!taken.done) return await editor(c, { facts: taken.again })
  return redirect(c, updateHref(updateId), 'updates.saved')
}

export async function takePoints(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const taken = await takeForm(c, pointsForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => choosePoints(tx, { updateId, ...value })),
  )
  if (!taken.done) return await editor(c, { points: taken.again })
  return redirect(c, updateHref(updateId), 'updates.saved')
}

async function editor(
  c: ConsoleContext,
  again: { text?: Again; facts?: Again; points?: Again } = {},
): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openUpdate(c)
  const { update, texts } = opened.source
  const language = languageOf(c, update.defaultLanguage)
  const saved = texts.find((text) => text.language === language)
  const may = opened.mayDraft
  const draft =
    again.text || !may
      ? undefined
      : await c.get('office').db.reading(c.get('member'), (tx) => readDraft(tx, textKey(update.id, language)))
  const wishes = await c
    .get('office')
    .db.reading(c.get('member'), (tx) => findWishesBeside(tx, update.caseId))
  const { zone } = await organisationOf(c)
  const preview = await livePreview(c, opened.source, language)
  const form = again.text?.form ?? (draft ? { values: draft.values, errors: {} } : filled(saved, texts))
  const facts = again.facts?.form ?? {
    values: { kind: update.kind, datedOn: update.datedOn, defaultLanguage: update.defaultLanguage },
    errors: {},
  }
  return await updatePage(c, opened, {
    tab: 'text',
    status: (again.text ?? again.facts ?? again.points)?.status,
    islands: ['autosave', 'letter-length', 'live-region'],
    body: (
      <>
        <Versions i18n={i18n} update={update} texts={texts} now={language} />
        <WishesBeside i18n={i18n} caseId={update.caseId} wishes={wishes} />
        {opened.why && (
          <Notice tone="info">
            <p>{i18n.t(opened.why)}</p>
          </Notice>
        )}
        <Warnings i18n={i18n} update={update} saved={saved} language={language} />
        {draft && (
          <Notice tone="info">
            <p>{i18n.t('updates.draft', { at: i18n.dateTime(draft.savedAt, { zone }) })}</p>
          </Notice>
        )}
        <div class="columns">
          {may && (
            <TextForm
              i18n={i18n}
              action={textKey(update.id, language)}
              language={language}
              form={form}
              correcting={update.state === 'published'}
              version={again.text?.status === 409 || !draft ? (saved?.version ?? 0) : undefined}
            />
          )}
          {preview}
        </div>
        {may && <PointsForm i18n={i18n} source={opened.source} form={again.points?.form} />}
        {may && <FactsForm i18n={i18n} update={update} form={facts} />}
      </>
    ),
  })
}

function filled(saved: UpdateText | undefined, texts: readonly UpdateText[]): FormState {
  const first = texts[0]
  return {
    values: {
      translation: saved?.translation ?? (texts.length === 0 ? 'original' : ''),
      headline: saved?.headline ?? '',
      place: saved?.place ?? '',
      source: (saved ?? first)?.source ?? '',
      body: saved?.body ?? '',
      ask: saved?.ask ?? '',
      nextExpected: saved?.nextExpected ?? '',
      correctionNote: saved?.correctionNote ?? '',
    },
    errors: {},
  }
}

function Versions(props: { i18n: I18n; update: Update; texts: readonly UpdateText[]; now: Language }) {
  const { i18n, texts, now } = props
  return (
    <ul class="inline-list">
      {languages.map((code) => {
        const text = texts.find((one) => one.language === code)
        return (
          <li>
            <a href={textKey(props.update.id, code)} aria-current={code === now ? 'true' : undefined}>
              {i18n.language(code)}
            </a>{' '}
            {!text && <span class="small">({i18n.t('updates.missing')})</span>}
            {text?.translation === 'machine' && (
              <Status tone="warning">{i18n.t('updates.unreviewed')}</Status>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Warnings(props: { i18n: I18n; update: Update; saved: UpdateText | undefined; language: string }) {
  const { i18n, update, saved, language } = props
  const undated = saved ? undatedWords(`${saved.headline}\n${saved.body}`, language) : []
  return (
    <>
      {saved?.translation === 'machine' && (
        <Notice tone="warning" title={i18n.t('updates.unreviewed')}>
          <p>{i18n.t('updates.unreviewed.text')}</p>
        </Notice>
      )}
      {undated.length > 0 && (
        <Notice tone="info" title={i18n.t('updates.undated')}>
          <p>{i18n.t('updates.undated.text', { words: i18n.list(undated.map((word) => `“${word}”`)) })}</p>
        </Notice>
      )}
      {update.state === 'published' && (
        <Notice tone="info">
          <p>{i18n.t('updates.published.text')}</p>
        </Notice>
      )}
    </>
  )
}

function TextForm(props: {
  i18n: I18n
  action: string
  language: Language
  form: FormState
  correcting: boolean
  version: number | undefined
}) {
  const { i18n, form, language } = props
  const content = { form, lang: language, dir: directionOf(language) }
  return (
    <form class="sheet" method="post" action={props.action} data-autosave="/drafts">
      <DraftKey form={props.action} />
      <ErrorSummary i18n={i18n} form={form} />
      <input type="hidden" name="version" value={String(props.version ?? form.values.version ?? 0)} />
      <TextField {...content} name="headline" maxlength={160} label={i18n.t('updates.field.headline')} />
      <TextField
        {...content}
        name="place"
        maxlength={80}
        label={i18n.t('updates.field.place')}
        hint={i18n.t('updates.field.place.hint')}
      />
      <LimitedText
        {...content}
        i18n={i18n}
        name="body"
        rows={14}
        maxlength={longestBody}
        label={i18n.t('updates.field.body')}
        hint={i18n.t('updates.field.body.hint')}
      />
      <Textarea
        {...content}
        name="ask"
        rows={3}
        label={i18n.t('updates.field.ask')}
        hint={i18n.t('updates.field.ask.hint')}
      />
      <TextField {...content} name="nextExpected" maxlength={300} label={i18n.t('updates.field.next')} />
      <TextField
        {...content}
        name="source"
        maxlength={120}
        label={i18n.t('updates.field.source')}
        hint={i18n.t('updates.field.source.hint')}
      />
      {props.correcting && (
        <Textarea
          {...content}
          name="correctionNote"
          rows={3}
          label={i18n.t('updates.field.correction')}
          hint={i18n.t('updates.field.correction.hint')}
        />
      )}
      <RadioGroup
        form={form}
        name="translation"
        inline
        required
        label={i18n.t('updates.field.translation')}
        options={(['original', 'machine', 'reviewed'] as const).map((value) => ({
          value,
          label: i18n.t(`updates.translation.${value}`),
        }))}
      />
      <AutosaveNote i18n={i18n} />
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('updates.save')}
        </button>
      </div>
    </form>
  )
}

function FactsForm({ i18n, update, form }: { i18n: I18n; update: Update; form: FormState }) {
  return (
    <details open={Object.keys(form.errors).length > 0}>
      <summary>{i18n.t('updates.facts')}</summary>
      <form class="sheet" method="post" action={updateHref(update.id)}>
        <ErrorSummary i18n={i18n} form={form} />
        <input type="hidden" name="version" value={String(update.version)} />
        <FactFields i18n={i18n} form={form} />
        <div class="buttons">
          <button class="button" type="submit">
            {i18n.t('updates.save')}
          </button>
        </div>
      </form>
    </details>
  )
}
