import { can } from '#platform/access.ts'
import { directionOf, isLanguage, languages, type I18n, type Language } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { DraftKey, dropDraft, organisationOf, readDraft, redirect } from '#organisations/index.ts'
import {
  AutosaveNote,
  ErrorSummary,
  LimitedText,
  Notice,
  RadioGroup,
  Select,
  Status,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { whyNotDrafting } from './circles.ts'
import { namesInCase } from './people-of-case.ts'
import { wordingForm } from './forms.ts'
import { getCase, type CaseRow } from './reads.ts'
import { takeForm, type Again } from './typed-form.ts'
import { caseHref, casePage } from './views/case-shell.tsx'
import { findWishesBeside, WishesBeside } from './wishes/beside.tsx'
import { listWordings, saveWording, type Wording } from './wording.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

function languageOf(c: ConsoleContext, row: CaseRow): Language {
  const asked = c.req.param('language') ?? row.defaultLanguage
  if (!isLanguage(asked)) throw new NotFound()
  return asked
}

const formKey = (caseId: string, language: string) => caseHref(caseId, `/wording/${language}`)

export const showWording = (c: ConsoleContext): Promise<Response> => wordingPage(c)

export async function takeWording(c: ConsoleContext): Promise<Response> {
  const { db } = c.get('office')
  const row = await db.reading(c.get('member'), (tx) => getCase(tx, idOf(c)))
  const language = languageOf(c, row)
  const taken = await takeForm(c, wordingForm, (value) =>
    db.transaction(c.get('member'), async (tx) => {
      await saveWording(tx, { ...value, caseId: row.id, language })
      await dropDraft(tx, formKey(row.id, language))
    }),
  )
  if (!taken.done) return await wordingPage(c, taken.again)
  return redirect(c, formKey(row.id, language), 'cases.wording.saved')
}

async function wordingPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const language = languageOf(c, row)
    return {
      row,
      language,
      wordings: await listWordings(tx, row.id),
      draft: again ? undefined : await readDraft(tx, formKey(row.id, language)),
      nameOf: await namesInCase(tx, row.id, i18n),
      wishes: await findWishesBeside(tx, row.id),
      why: await whyNotDrafting(tx, row.id),
    }
  })
  const { row, language, wordings, draft } = now
  const { zone } = await organisationOf(c)
  const saved = wordings.find((one) => one.language === language)
  const form = again?.form ?? (draft ? { values: draft.values, errors: {} } : filled(saved, wordings))
  const stored = saved && { ...saved, updatedBy: now.nameOf(saved.updatedBy) }
  const may = can(c.get('member'), 'case.wording') && !now.why
  return await casePage(c, {
    row,
    tab: 'wording',
    status: again?.status,
    islands: ['autosave', 'letter-length'],
    actions: saved && (
      <a class="button" href={caseHref(row.id, `/preview/${language}`)} target="_blank">
        {i18n.t('cases.wording.preview')}
      </a>
    ),
    body: (
      <>
        <p>{i18n.t('cases.wording.intro')}</p>
        <LanguageChoice i18n={i18n} row={row} now={language} wordings={wordings} />
        <WishesBeside i18n={i18n} caseId={row.id} wishes={now.wishes} />
        {saved?.translation === 'machine' && (
          <Notice tone="warning" title={i18n.t('cases.wording.unreviewed')}>
            <p>{i18n.t('cases.wording.unreviewed.text')}</p>
          </Notice>
        )}
        {again?.status === 409 && stored && <Theirs i18n={i18n} stored={stored} />}
        {now.why && (
          <Notice tone="info">
            <p>{i18n.t(now.why)}</p>
          </Notice>
        )}
        {draft && (
          <Notice tone="info">
            <p>{i18n.t('cases.wording.draft', { at: i18n.dateTime(draft.savedAt, { zone }) })}</p>
          </Notice>
        )}
        {may ? (
          <WordingForm
            i18n={i18n}
            action={formKey(row.id, language)}
            language={language}
            form={form}
            // after a conflict one has seen the newer version, so saving again replaces it
            version={again?.status === 409 || !draft ? (saved?.version ?? 0) : undefined}
          />
        ) : (
          stored && <Stored i18n={i18n} stored={stored} />
        )}
        {stored && (
          <p class="small">
            {i18n.t('cases.wording.last', {
              at: i18n.dateTime(stored.updatedAt, { zone }),
              name: stored.updatedBy,
            })}
          </p>
        )}
      </>
    ),
  })
}

function filled(saved: Wording | undefined, wordings: Wording[]): FormState {
  const { name, sentence, story, concern, translation } = saved ?? {
    name: '',
    sentence: '',
    story: '',
    concern: '',
    translation: wordings.length === 0 ? 'original' : '',
  }
  const zone = saved?.zone ?? wordings[0]?.zone ?? 'UTC'
  return { values: { name, sentence, story, concern, translation, zone }, errors: {} }
}

function LanguageChoice(props: { i18n: I18n; row: CaseRow; now: Language; wordings: Wording[] }) {
  const { i18n, row, now, wordings } = props
  return (
    <nav class="tabs" aria-label={i18n.t('cases.col.languages')}>
      <ul>
        {languages.map((code) => {
          const wording = wordings.find(({ language }) => language === code)
          return (
            <li>
              <a href={formKey(row.id, code)} aria-current={code === now ? 'true' : undefined}>
                {i18n.language(code)}
                {!wording && <span class="small"> ({i18n.t('cases.wording.missing')})</span>}
                {wording?.translation === 'machine' && (
                  <>
                    {' '}
                    <Status tone="warning">{i18n.t('cases.wording.unreviewed')}</Status>
                  </>
                )}
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function WordingForm(props: {
  i18n: I18n
  action: string
  language: Language
  form: FormState
  version?: number
}) {
  const { i18n, form, language } = props
  const content = { form, lang: language, dir: directionOf(language) }
  const version = props.version ?? Number(form.values['version'] ?? 0)
  return (
    <form class="sheet" method="post" action={props.action} data-autosave="/drafts">
      <ErrorSummary i18n={i18n} form={form} />
      <DraftKey form={props.action} />
      <input type="hidden" name="version" value={String(version)} />
      <TextField
        {...content}
        name="name"
        label={i18n.t('cases.wording.name')}
        hint={i18n.t('cases.wording.name.hint')}
        required
        maxlength={120}
        autocomplete="off"
      />
      <LimitedText
        {...content}
        i18n={i18n}
        name="sentence"
        rows={2}
        maxlength={300}
        required
        label={i18n.t('cases.wording.sentence')}
      />
      <Textarea
        {...content}
        name="story"
        rows={14}
        label={i18n.t('cases.wording.story')}
        hint={i18n.t('cases.wording.story.hint')}
        note={i18n.t('ui.optional')}
      />
      <LimitedText
        {...content}
        i18n={i18n}
        name="concern"
        rows={3}
        maxlength={600}
        label={i18n.t('cases.wording.concern')}
        hint={i18n.t('cases.wording.concern.hint')}
        note={i18n.t('ui.optional')}
      />
      <Select
        form={form}
        name="zone"
        label={i18n.t('cases.wording.zone')}
        hint={i18n.t('cases.wording.zone.hint')}
        options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
      />
      <RadioGroup
        form={form}
        name="translation"
        required
        label={i18n.t('cases.wording.translation')}
        options={(['original', 'machine', 'reviewed'] as const).map((value) => ({
          value,
          label: i18n.t(`cases.wording.${value}`),
        }))}
      />
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('cases.save')}
        </button>
        <AutosaveNote i18n={i18n} />
      </div>
    </form>
  )
}

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

function Theirs({ i18n, stored }: { i18n: I18n; stored: Wording }) {
  return (
    <>
      <Notice tone="warning" title={i18n.t('cases.changed.title')}>
        <p>{i18n.t('cases.changed.text')}</p>
      </Notice>
      <section class="card">
        <h2>{i18n.t('cases.changed.theirs', { name: stored.updatedBy })}</h2>
        <Stored i18n={i18n} stored={stored} />
      </section>
    </>
  )
}

function Stored({ i18n, stored }: { i18n: I18n; stored: Wording }) {
  return (
    <dl class="facts" lang={stored.language} dir={directionOf(stored.language)}>
      {(['name', 'sentence', 'story', 'concern'] as const).map((name) => (
        <>
          <dt lang={i18n.lang} dir={i18n.dir}>
            {i18n.t(`cases.wording.${name}`)}
          </dt>
          <dd>{name === 'story' ? <pre>{stored.story}</pre> : stored[name]}</dd>
        </>
      ))}
    </dl>
  )
}
