/** The letter as visitors would read it, and as it lies on a table; nothing of it is public by that. */
import { createI18n, type I18n, type Language } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { Tx } from '#platform/database.ts'
import { listCoalition } from '#coalitions/index.ts'
import { organisationOf, readDraft } from '#organisations/index.ts'
import { letterHref } from './console-letters.tsx'
import { textKey } from './console-editor.tsx'
import { idOf, languageOf, letterPage, openLetter } from './console-page.tsx'
import type { JointLetterDocument } from './document.ts'
import { buildLetterDocument, readLetterSource, type LetterSource } from './letter-document.ts'
import { isPublic } from './publishing.ts'
import { publicLetters } from './public-letters.ts'
import { listShown, type Shown } from './shown.ts'
import type { LetterText } from './text.ts'
import { LetterArticle } from './views/letter-article.tsx'
import { LetterOnPaper, LetterPage, type LetterProjection } from './views/public.ts'

/** Beside the editor: follows what is typed as soon as the draft has saved itself; whole without script. */
export async function livePreview(c: ConsoleContext, source: LetterSource, language: Language) {
  const i18n = c.get('i18n')
  const { id } = source.letter
  return (
    <section aria-labelledby="live">
      <h2 id="live">{i18n.t('joint-letters.preview.live')}</h2>
      {!source.signed && <p class="small">{i18n.t('joint-letters.preview.live.hint')}</p>}
      <div class="preview">
        <live-region src={letterHref(id, `/live/${language}`)} interval="4">
          {await article(c, source, language)}
        </live-region>
      </div>
    </section>
  )
}

export async function showLive(c: ConsoleContext): Promise<Response> {
  const { source } = await openLetter(c)
  return c.html(await article(c, source, languageOf(c, source.letter.defaultLanguage)))
}

async function article(c: ConsoleContext, source: LetterSource, language: Language) {
  const text = await typedText(c, source, language)
  if (!text) return <p>{c.get('i18n').t('joint-letters.preview.nothing')}</p>
  const letter = buildLetterDocument(source, text, source.texts)
  return <LetterArticle catalogue={c.get('office').catalogue} letter={letter} />
}

/** The text as it stands in one's own draft, or as it was saved. */
async function typedText(
  c: ConsoleContext,
  source: LetterSource,
  language: string,
): Promise<LetterText | undefined> {
  const saved = source.texts.find((one) => one.language === language)
  const draft = await c
    .get('office')
    .db.reading(c.get('member'), (tx) => readDraft(tx, textKey(source.letter.id, language)))
  if (!draft || source.signed) return saved
  const say = (name: string): string => {
    const value = draft.values[name]
    return (typeof value === 'string' ? value : (value?.[0] ?? '')).slice(0, 20_000)
  }
  return {
    ...{ language, title: say('title'), addressee: say('addressee'), place: say('place'), body: say('body') },
    ...{ translation: saved?.translation ?? 'original', version: saved?.version ?? 0 },
    updatedAt: draft.savedAt,
  }
}

/** In a frame, so that the visitors' own styles hold in it. */
export async function showPreview(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openLetter(c)
  const { letter, texts } = opened.source
  const language = languageOf(c, letter.defaultLanguage)
  const has = texts.some((one) => one.language === language)
  return await letterPage(c, opened, {
    tab: 'preview',
    body: (
      <>
        <ul class="inline-list">
          {texts.map((one) => (
            <li>
              <a
                href={letterHref(letter.id, `/preview/${one.language}`)}
                aria-current={one.language === language ? 'true' : undefined}
              >
                {i18n.language(one.language)}
              </a>
            </li>
          ))}
        </ul>
        {has ? (
          <>
            <p class="small">{i18n.t('joint-letters.preview.text')}</p>
            <iframe
              class="preview"
              title={i18n.t('joint-letters.tab.preview')}
              src={letterHref(letter.id, `/page/${language}`)}
              // its stylesheet is ours only to a frame of our own origin; scripts stay forbidden
              sandbox="allow-same-origin"
            ></iframe>
          </>
        ) : (
          <p>{i18n.t('joint-letters.preview.nothing')}</p>
        )}
      </>
    ),
  })
}

/** The public page as it would stand: the same component. */
export async function showPage(c: ConsoleContext): Promise<Response> {
  const { i18n, page } = await projectionOf(c, languageOf(c, ''))
  return c.html(<LetterPage shell={await shellOf(c, i18n)} page={page} />)
}

/** Leads to the letter on paper, in its own language. */
export async function showPrintDoor(c: ConsoleContext): Promise<Response> {
  const { source } = await openLetter(c)
  return c.redirect(letterHref(source.letter.id, `/print/${source.letter.defaultLanguage}`), 303)
}

/** The letter with all who stand under it in public, to be printed and handed over. */
export async function showPrint(c: ConsoleContext): Promise<Response> {
  const { i18n, page, code } = await projectionOf(c, languageOf(c, ''))
  // Safety: the browser keeps titles, and names the printed file by them; the letter's own names her
  const title = i18n.t('joint-letters.one', { code })
  return c.html(<LetterOnPaper shell={await shellOf(c, i18n)} page={page} title={title} />)
}

async function shellOf(c: ConsoleContext, i18n: I18n) {
  const { name } = await organisationOf(c)
  const { assets } = c.get('desk')
  return { i18n, assets, siteName: name, homeHref: letterHref(idOf(c)), languages: [] }
}

async function projectionOf(
  c: ConsoleContext,
  language: Language,
): Promise<{ i18n: I18n; page: LetterProjection; code: string }> {
  const i18n = createI18n(language, c.get('office').catalogue)
  const { source, shown, body, answers } = await c
    .get('office')
    .db.reading(c.get('member'), (tx) => readForPage(tx, idOf(c), language))
  if (!body) throw new NotFound()
  return { i18n, page: asProjection({ source, shown, body, answers }), code: source.codeName }
}

async function readForPage(tx: Tx, letterId: string, language: Language) {
  const source = await readLetterSource(tx, letterId)
  const { letter, texts } = source
  const shown = await listShown(tx, letter)
  const text = texts.find((one) => one.language === language)
  const standing = isPublic(letter) ? await publicLetters(tx, letterId) : []
  const body: Omit<JointLetterDocument, 'publishedAt'> | undefined =
    standing.find(({ lang }) => lang === language) ?? (text && buildLetterDocument(source, text, texts))
  const owner = (await listCoalition(tx, letter.caseId)).find(
    (one) => one.organisationId === letter.organisationId,
  )
  return { source, shown, body, answers: owner?.namedInPublic ? owner.name : undefined }
}

function asProjection(of: {
  source: LetterSource
  shown: readonly Shown[]
  body: Omit<JointLetterDocument, 'publishedAt'>
  answers: string | undefined
}): LetterProjection {
  const { source, shown, body } = of
  const { letter } = source
  const here = letterHref(letter.id)
  return {
    ...{ lang: body.lang, title: body.title, addressee: body.addressee, place: body.place },
    ...{ datedOn: body.datedOn, bodyHtml: body.html, summary: body.excerpt },
    ...(of.answers ? { organisation: { name: of.answers } } : {}),
    person: source.shown?.names.get(body.lang) ?? source.codeName,
    ...{ caseHref: '', letterHref: here, canonical: '', fallback: false },
    signatories: shown.map(({ name, country }) => ({ name, country })),
    countries: new Set(shown.map(({ country }) => country)).size,
    signatoriesHref: letterHref(letter.id, '/signatories'),
    printHref: letterHref(letter.id, '/print'),
    ...(body.openToOthers ? { sign: { href: '', ...(body.closesOn ? { until: body.closesOn } : {}) } } : {}),
    closed: body.closed === true,
  }
}
