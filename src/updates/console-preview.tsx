import { createI18n, directionOf, type I18n, type Language } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf, readDraft } from '#organisations/index.ts'
import { caseHref } from '#cases/index.ts'
import { Prose, Quotes } from '#ui/index.ts'
import { dateline } from './broadcast-writer.ts'
import { languageOf, textKey } from './console-editor.tsx'
import { idOf, openUpdate, updatePage } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'
import type { UpdateDocument } from './document.ts'
import { kindKey } from './kinds.ts'
import { draftDocument, sampleMail } from './preview.ts'
import type { UpdateText } from './text.ts'
import { readUpdateSource, type UpdateSource } from './update-document.ts'
import { authorNames } from './views/author-names.ts'
import { handOverOn } from './views/hand-over.tsx'
import type { UpdateProjection } from './views/projection.ts'
import { UpdatePage } from './views/public-update.tsx'

/** Beside the editor: follows what is typed as soon as the draft has saved itself; whole without script. */
export async function livePreview(c: ConsoleContext, source: UpdateSource, language: Language) {
  const i18n = c.get('i18n')
  const { id } = source.update
  return (
    <section aria-labelledby="live">
      <h2 id="live">{i18n.t('updates.preview.live')}</h2>
      <p class="small">{i18n.t('updates.preview.live.hint')}</p>
      <div class="preview">
        <live-region src={updateHref(id, `/live/${language}`)} interval="4">
          {await article(c, source, language)}
        </live-region>
      </div>
      <p>
        <a href={updateHref(id, `/preview/${language}`)}>{i18n.t('updates.preview.open')}</a>
      </p>
    </section>
  )
}

/** The text as it stands in one's own draft, or as it was saved. */
async function typedText(
  c: ConsoleContext,
  source: UpdateSource,
  language: string,
): Promise<UpdateText | undefined> {
  const saved = source.texts.find((one) => one.language === language)
  const { db } = c.get('office')
  const draft = await db.reading(c.get('member'), (tx) => readDraft(tx, textKey(source.update.id, language)))
  if (!draft) return saved
  const say = (name: string): string => {
    const value = draft.values[name]
    return (typeof value === 'string' ? value : (value?.[0] ?? '')).slice(0, 20_000)
  }
  return {
    language,
    headline: say('headline'),
    place: say('place'),
    body: say('body'),
    ask: say('ask'),
    nextExpected: say('nextExpected'),
    source: say('source'),
    correctionNote: say('correctionNote'),
    ...(saved?.authors ? { authors: saved.authors } : {}),
    translation: saved?.translation ?? 'original',
    version: saved?.version ?? 0,
    updatedAt: draft.savedAt,
  }
}

export async function showLive(c: ConsoleContext): Promise<Response> {
  const { source } = await openUpdate(c)
  return c.html(await article(c, source, languageOf(c, source.update.defaultLanguage)))
}

async function article(c: ConsoleContext, source: UpdateSource, language: Language) {
  const text = await typedText(c, source, language)
  if (!text) return <p>{c.get('i18n').t('updates.preview.nothing')}</p>
  const document = draftDocument(source, text, c.get('office').db.clock.now())
  const own = createI18n(language, c.get('office').catalogue)
  return (
    <article lang={language} dir={directionOf(language)}>
      <p class="small">{own.t(`update.kind.${kindKey(document.kind)}`)}</p>
      <h3>{document.headline}</h3>
      <p class="small">{dateline(own, document, source.shown?.zone ?? 'UTC')}</p>
      <Prose html={document.html} lang={language} />
      <Quotes i18n={own} quotes={document.quotes ?? []} lang={language} />
      {document.ask && <p>{document.ask}</p>}
      {document.nextExpected && (
        <p>
          <strong>{own.t('update.next')}</strong> {document.nextExpected}
        </p>
      )}
    </article>
  )
}

/** Page and mail as they would stand, side by side; nothing of it is public. */
export async function showPreview(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openUpdate(c)
  const { source } = opened
  const language = languageOf(c, source.update.defaultLanguage)
  const text = source.texts.find((one) => one.language === language)
  const mail = text && (await mailOf(c, source, text))
  const frame = (path: string) => updateHref(source.update.id, `/${path}/${language}`)
  return await updatePage(c, opened, {
    tab: 'preview',
    body: (
      <>
        <ul class="inline-list">
          {source.texts.map((one) => (
            <li>
              <a
                href={updateHref(source.update.id, `/preview/${one.language}`)}
                aria-current={one.language === language ? 'true' : undefined}
              >
                {i18n.language(one.language)}
              </a>
            </li>
          ))}
        </ul>
        {!mail && <p>{i18n.t('updates.preview.nothing')}</p>}
        {mail && (
          <>
            <div class="columns">
              <section>
                <h2>{i18n.t('updates.preview.page')}</h2>
                <iframe
                  class="preview"
                  title={i18n.t('updates.preview.page')}
                  src={frame('page')}
                  // its stylesheet is ours only to a frame of our own origin; scripts stay forbidden
                  sandbox="allow-same-origin"
                ></iframe>
                <p>
                  <a href={frame('page')} target="_blank">
                    {i18n.t('updates.preview.whole')}
                  </a>
                </p>
              </section>
              <section>
                <h2>{i18n.t('updates.preview.mail')}</h2>
                <p class="small">
                  {i18n.t('updates.preview.subject')} <bdi>{mail.subject}</bdi>
                </p>
                <iframe
                  class="preview"
                  title={i18n.t('updates.preview.mail')}
                  src={frame('mail')}
                  sandbox=""
                ></iframe>
                <form method="post" action={updateHref(source.update.id, `/test/${language}`)}>
                  <button class="button" type="submit">
                    {i18n.t('updates.test')}
                  </button>
                </form>
              </section>
            </div>
            <details>
              <summary>{i18n.t('updates.preview.text')}</summary>
              <pre class="preview" lang={language} dir={directionOf(language)}>
                {mail.text}
              </pre>
            </details>
          </>
        )}
      </>
    ),
  })
}

async function mailOf(c: ConsoleContext, source: UpdateSource, text: UpdateText) {
  const { db, catalogue, publicUrl } = c.get('office')
  const name = c.get('desk').memberName
  return await db.reading(c.get('member'), (tx) =>
    sampleMail(tx, source, text, { catalogue, publicUrl, name }),
  )
}

async function textOf(
  c: ConsoleContext,
): Promise<{ source: UpdateSource; text: UpdateText; language: Language }> {
  const source = await c.get('office').db.reading(c.get('member'), (tx) => readUpdateSource(tx, idOf(c)))
  const language = languageOf(c, '')
  const text = source.texts.find((one) => one.language === language)
  if (!text) throw new NotFound()
  return { source, text, language }
}

/** The mail's HTML, for a frame. Safety: no script, no address of elsewhere, only the styles that stand in it. */
export async function showMail(c: ConsoleContext): Promise<Response> {
  const { source, text } = await textOf(c)
  const { html } = await mailOf(c, source, text)
  return c.html(html, 200, {
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; sandbox",
  })
}

/** The public page as it would stand: the same component, nothing of it public. */
export async function showPage(c: ConsoleContext): Promise<Response> {
  const { source, text, language } = await textOf(c)
  const { name: organisation } = await organisationOf(c)
  const i18n = createI18n(language, c.get('office').catalogue)
  const document = draftDocument(source, text, c.get('office').db.clock.now())
  const shell = {
    i18n,
    assets: c.get('desk').assets,
    siteName: organisation,
    homeHref: updateHref(source.update.id),
    languages: [],
  }
  return c.html(<UpdatePage shell={shell} page={projectionOf(i18n, source, document, organisation)} />)
}

function projectionOf(
  i18n: I18n,
  source: UpdateSource,
  document: UpdateDocument,
  organisation: string,
): UpdateProjection {
  const { image } = document
  const { update, shown } = source
  return {
    id: document.id,
    lang: document.lang,
    canonical: '',
    kind: kindKey(document.kind),
    headline: document.headline,
    summary: document.excerpt,
    publishedAt: document.publishedAt,
    zone: shown?.zone ?? 'UTC',
    ...(document.place ? { place: document.place } : {}),
    authors: authorNames(document.authors, i18n.t('update.author.withheld')),
    source: { name: document.sourceOrganisation?.name ?? document.source ?? organisation },
    ...(image
      ? {
          picture: {
            src: caseHref(update.caseId, `/images/${update.imageId}/${image.width}`),
            width: image.width,
            height: image.height,
            alt: image.alt,
            credit: image.credit,
          },
        }
      : {}),
    ...handOverOn(document, { zone: shown?.zone ?? 'UTC' }),
    bodyHtml: document.html,
    ...(document.nextExpected ? { nextExpected: document.nextExpected } : {}),
    ...(document.quotes ? { quotes: document.quotes } : {}),
    person: shown?.names.get(document.lang) ?? source.codeName,
    caseHref: '',
    ...(document.ask ? { ask: { title: document.ask, href: '' } } : {}),
    corrections:
      document.correctedAt && document.correctionNote
        ? [{ on: document.correctedAt, text: document.correctionNote }]
        : [],
    earlier: [],
  }
}
