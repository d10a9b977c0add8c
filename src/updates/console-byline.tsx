import { directionOf, languages, type I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { isOnTeam, takeForm, type Again } from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import { ErrorSummary, Notice, RadioGroup, Select, TextField, type FormState } from '#ui/index.ts'
import {
  addAuthor,
  authorsIn,
  chooseSource,
  mostAuthors,
  namedOrganisations,
  raiseAuthor,
  readRealNames,
  removeAuthor,
  type BylineRow,
} from './byline.ts'
import { idOf, openUpdate, updatePage } from './console-page.tsx'
import { updateHref } from './console-updates.tsx'
import { authorActForm, authorForm, sourceForm } from './forms.ts'
import { authorKinds } from './tables.ts'
import type { Update } from './update.ts'
import type { UpdateSource } from './update-document.ts'
import { authorNames } from './views/author-names.ts'

export const showByline = (c: ConsoleContext): Promise<Response> => bylinePage(c)

export async function takeAuthor(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const taken = await takeForm(c, authorForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => addAuthor(tx, { updateId, ...value })),
  )
  if (!taken.done) return await bylinePage(c, { author: taken.again })
  return redirect(c, updateHref(updateId, '/byline'), 'updates.saved')
}

export async function takeAuthorAct(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const authorId = c.req.param('authorId') ?? ''
  const taken = await takeForm(c, authorActForm, ({ version, act }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        (act === 'up' ? raiseAuthor : removeAuthor)(tx, { updateId, version, authorId }),
      ),
  )
  if (!taken.done) return await bylinePage(c, { source: taken.again })
  return redirect(c, updateHref(updateId, '/byline'), 'updates.saved')
}

export async function takeSource(c: ConsoleContext): Promise<Response> {
  const updateId = idOf(c)
  const taken = await takeForm(c, sourceForm, ({ version, organisationId }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        chooseSource(tx, { updateId, version, organisationId: organisationId || undefined }),
      ),
  )
  if (!taken.done) return await bylinePage(c, { source: taken.again })
  return redirect(c, updateHref(updateId, '/byline'), 'updates.saved')
}

interface Known {
  /** who may be named, by id */
  organisations: ReadonlyMap<string, string>
  realNames: ReadonlyMap<string, string>
  onTeam: boolean
}

async function bylinePage(
  c: ConsoleContext,
  again: { author?: Again; source?: Again } = {},
): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const opened = await openUpdate(c)
  const { source } = opened
  const { update, byline } = source
  const known: Known = await c.get('office').db.reading(member, async (tx) => ({
    organisations: await namedOrganisations(tx, update.caseId),
    realNames: await readRealNames(tx, update),
    onTeam: await isOnTeam(tx, update.caseId),
  }))
  const may = opened.mayDraft
  return await updatePage(c, opened, {
    tab: 'byline',
    status: (again.author ?? again.source)?.status,
    body: (
      <>
        <p>{i18n.t('updates.byline.text')}</p>
        {update.state === 'published' && (
          <Notice tone="info">
            <p>{i18n.t('updates.published.text')}</p>
          </Notice>
        )}
        <AsTyped i18n={i18n} source={source} />
        {byline.authors.length > 0 && <Authors i18n={i18n} source={source} known={known} may={may} />}
        {may && byline.authors.length < mostAuthors && (
          <AuthorForm i18n={i18n} update={update} known={known} form={again.author?.form} />
        )}
        {may && <SourceForm i18n={i18n} source={source} known={known} form={again.source?.form} />}
      </>
    ),
  })
}

/** Names that stand in the texts from before there were rows. */
function AsTyped({ i18n, source }: { i18n: I18n; source: UpdateSource }) {
  const typed = [...new Set(source.texts.flatMap(({ authors = [] }) => authors))]
  if (source.byline.authors.length > 0 || typed.length === 0) return null
  return (
    <Notice tone="info">
      <p>{i18n.t('updates.byline.typed', { names: i18n.list(typed) })}</p>
    </Notice>
  )
}

function Authors(props: { i18n: I18n; source: UpdateSource; known: Known; may: boolean }) {
  const { i18n, source, known, may } = props
  const { update, byline } = source
  return (
    <ol class="plain-list">
      {byline.authors.map((row, at) => (
        <li>
          <p>
            <bdi>{nameOf(i18n, row) ?? i18n.t('updates.byline.unnamed')}</bdi>{' '}
            <span class="small">{i18n.t(`updates.author.${row.kind}`)}</span>
          </p>
          {known.realNames.has(row.id) && (
            <p class="small">
              {i18n.t('updates.byline.real')} <bdi>{known.realNames.get(row.id)}</bdi>
            </p>
          )}
          {may && (
            <form class="buttons" method="post" action={updateHref(update.id, `/byline/${row.id}`)}>
              <input type="hidden" name="version" value={String(update.version)} />
              {at > 0 && (
                <button class="link" type="submit" name="act" value="up">
                  {i18n.t('updates.byline.up')}
                </button>
              )}
              <button class="link" type="submit" name="act" value="remove">
                {i18n.t('updates.byline.remove')}
              </button>
            </form>
          )}
        </li>
      ))}
    </ol>
  )
}

/** In the reader's language; nothing for an organisation that may not be named now. */
const nameOf = (i18n: I18n, row: BylineRow): string | undefined =>
  authorNames(authorsIn({ authors: [row] }, i18n.lang), i18n.t('update.author.withheld'))[0]

const organisationOptions = ({ organisations }: Known) =>
  [...organisations].map(([value, label]) => ({ value, label }))

function AuthorForm(props: { i18n: I18n; update: Update; known: Known; form: FormState | undefined }) {
  const { i18n, update, known } = props
  const form: FormState = props.form ?? { values: {}, errors: {} }
  return (
    <form class="sheet" method="post" action={updateHref(update.id, '/byline')}>
      <h2>{i18n.t('updates.byline.add')}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      <input type="hidden" name="version" value={String(update.version)} />
      <RadioGroup
        name="kind"
        form={form}
        required
        label={i18n.t('updates.byline.kind')}
        options={authorKinds.map((value) => ({
          value,
          label: i18n.t(`updates.author.${value}`),
          hint: i18n.t(`updates.author.${value}.hint`),
        }))}
      />
      {languages.map((code) => (
        <TextField
          form={form}
          name={`name-${code}`}
          lang={code}
          dir={directionOf(code)}
          maxlength={120}
          label={i18n.t('updates.byline.name', { language: i18n.language(code) })}
          hint={i18n.t('updates.byline.name.hint')}
        />
      ))}
      <Select
        name="organisationId"
        form={form}
        empty="–"
        label={i18n.t('updates.byline.organisation')}
        hint={i18n.t('updates.byline.organisation.hint')}
        options={organisationOptions(known)}
      />
      {known.onTeam && (
        <TextField
          form={form}
          name="realName"
          maxlength={200}
          label={i18n.t('updates.byline.realName')}
          hint={i18n.t('updates.byline.realName.hint')}
        />
      )}
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('updates.byline.add')}
        </button>
      </div>
    </form>
  )
}

function SourceForm(props: { i18n: I18n; source: UpdateSource; known: Known; form: FormState | undefined }) {
  const { i18n, source, known } = props
  const { update, byline } = source
  const form: FormState = props.form ?? { values: { organisationId: byline.source?.id ?? '' }, errors: {} }
  const others = organisationOptions(known).filter(({ value }) => value !== update.organisationId)
  return (
    <form class="sheet" method="post" action={updateHref(update.id, '/byline/source')}>
      <h2>{i18n.t('updates.byline.source')}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      <input type="hidden" name="version" value={String(update.version)} />
      {byline.source && !byline.source.name && <p class="error">{i18n.t('updates.byline.unnamed')}</p>}
      <Select
        name="organisationId"
        form={form}
        empty={i18n.t('updates.byline.source.own')}
        label={i18n.t('updates.field.source')}
        hint={i18n.t('updates.byline.source.hint')}
        options={others}
      />
      <div class="buttons">
        <button class="button" type="submit">
          {i18n.t('updates.save')}
        </button>
      </div>
    </form>
  )
}
