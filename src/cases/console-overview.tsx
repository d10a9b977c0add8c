import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { ErrorSummary, Notice, Select, TextField, type FormState } from '#ui/index.ts'
import { listAssessments } from './risk/assessment.ts'
import { editCase } from './case.ts'
import { isOnTeam } from './circles.ts'
import { LanguageSelect } from './console-list.tsx'
import { isFileOpen, openFile } from './file.ts'
import { editCaseForm, openFileForm, personForm } from './forms.ts'
import { findNowCards } from './now-cards.ts'
import { findPerson, savePerson, type Person } from './persons/person.ts'
import { findPortrait } from './portrait.ts'
import { getCase, type CaseRow } from './reads.ts'
import { takeForm, type Again } from './typed-form.ts'
import { caseHref, casePage } from './views/case-shell.tsx'
import { PersonCard } from './persons/person-card.tsx'
import { Room } from './views/room.tsx'
import { listWordings } from './wording.ts'

interface Overview {
  row: CaseRow
  onTeam: boolean
  /** she is in the file */
  known: boolean
  /** only once this session has said why it reads the file */
  person?: Person
  missing: string[]
  zone: string
  /** what the nouns of the case say of this moment */
  cards: Child[]
}

/** A refused form comes back open; the others on the page stay as they are. */
interface Refused extends Again {
  which: 'facts' | 'person' | 'file'
}

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

export const showOverview = (c: ConsoleContext): Promise<Response> => overview(c)

async function overview(c: ConsoleContext, refused?: Refused): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx): Promise<Overview> => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    const found = onTeam ? await findPerson(tx, row.id) : undefined
    const person =
      refused?.which === 'person' || (await isFileOpen(tx, row.id, c.get('sessionId'))) ? found : undefined
    const assessment = (await listAssessments(tx, row.id, 1))[0]
    const today = tx.now.toISOString().slice(0, 10)
    const missing = [
      onTeam && !found && 'person',
      (await listWordings(tx, row.id)).length === 0 && 'wording',
      (!assessment || assessment.validUntil < today) && 'status',
      !(await findPortrait(tx, row.id)) && 'portrait',
    ].filter((one) => one !== false)
    const cards = await findNowCards(tx, row, c)
    return { row, onTeam, known: found !== undefined, person, missing, zone, cards }
  })
  const may = now.onTeam && can(c.get('member'), 'case.edit')
  return await casePage(c, {
    row: now.row,
    tab: 'overview',
    heading: <bdi>{now.row.codeName}</bdi>,
    status: refused?.status,
    body: (
      <>
        <ErrorSummary i18n={i18n} form={refused?.form} />
        <div class="columns">
          <div>
            <Facts i18n={i18n} now={now} may={may} refused={refused} />
            <Missing i18n={i18n} now={now} may={(verb) => can(c.get('member'), verb)} />
          </div>
          <div>
            {now.cards}
            <PersonCard
              i18n={i18n}
              row={now.row}
              onTeam={now.onTeam}
              known={now.known}
              person={now.person}
              form={formOf(refused, 'person')}
            />
            {now.onTeam && <Room i18n={i18n} row={now.row} />}
          </div>
        </div>
      </>
    ),
  })
}

type PartProps = { i18n: I18n; now: Overview; refused?: Refused }

const formOf = (refused: Refused | undefined, which: Refused['which']): FormState | undefined =>
  refused?.which === which ? refused.form : undefined

function Facts({ i18n, now, may, refused }: PartProps & { may: boolean }) {
  const { row, zone } = now
  const form = formOf(refused, 'facts')
  const filled = form ?? {
    values: { codeName: row.codeName, country: row.country, defaultLanguage: row.defaultLanguage },
    errors: {},
  }
  return (
    <section class="card">
      <h2>{i18n.t('cases.facts')}</h2>
      {row.closedAt && (
        <Notice tone="info">
          <p>
            {i18n.t('cases.closed.note', {
              on: i18n.date(row.closedAt, { zone }),
              reason: i18n.t(`cases.closing.${row.closingReason}` as MessageKey),
            })}
          </p>
        </Notice>
      )}
      <dl class="facts">
        <dt>{i18n.t('cases.col.country')}</dt>
        <dd>{i18n.country(row.country)}</dd>
        <dt>{i18n.t('cases.field.reason')}</dt>
        <dd>{i18n.t(`cases.reason.${row.openingReason}` as MessageKey)}</dd>
        <dt>{i18n.t('cases.col.opened')}</dt>
        <dd>{i18n.date(row.openedAt, { zone })}</dd>
        <dt>{i18n.t('cases.col.languages')}</dt>
        <dd>{i18n.list(row.languages.map((code) => i18n.language(code)))}</dd>
      </dl>
      {may && (
        <details open={form !== undefined}>
          <summary>{i18n.t('cases.facts.edit')}</summary>
          <form method="post" action={caseHref(row.id)}>
            <input type="hidden" name="version" value={String(row.version)} />
            <TextField
              name="codeName"
              form={filled}
              label={i18n.t('cases.field.code')}
              hint={i18n.t('cases.field.code.hint')}
              required
              maxlength={60}
            />
            <Select
              name="country"
              form={filled}
              label={i18n.t('cases.field.country')}
              required
              options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
            />
            <LanguageSelect i18n={i18n} name="defaultLanguage" form={filled} />
            <button class="button" type="submit">
              {i18n.t('cases.save')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}

/** Where the work goes on once the page could stand: the doors of later modules, in the order of the work. */
const steps = [
  { name: 'consents', verb: 'consent.read', href: (id: string) => caseHref(id, '/consents') },
  { name: 'publish', verb: 'consent.read', href: (id: string) => caseHref(id, '/publications') },
  { name: 'campaign', verb: 'campaign.edit', href: (id: string) => `/campaigns/new?case=${id}` },
  { name: 'update', verb: 'update.write', href: (id: string) => `/updates/new?case=${id}` },
  { name: 'letter', verb: 'joint-letter.write', href: (id: string) => `/joint-letters/new?case=${id}` },
] as const

function Missing({ i18n, now, may }: PartProps & { may: (verb: string) => boolean }) {
  const places: Record<string, string> = {
    person: '#person',
    wording: '/wording',
    status: '/status',
    portrait: '/portrait',
  }
  return (
    <section class="card">
      <h2>{i18n.t('cases.next.title')}</h2>
      {now.missing.length === 0 ? (
        <>
          <p>{i18n.t('cases.next.none')}</p>
          <ol>
            {steps
              .filter(({ verb }) => may(verb))
              .map(({ name, href }) => (
                <li>
                  <a href={href(now.row.id)}>{i18n.t(`cases.next.${name}`)}</a>
                </li>
              ))}
          </ol>
        </>
      ) : (
        <ul>
          {now.missing.map((one) => (
            <li>
              <a href={places[one]!.startsWith('#') ? places[one] : caseHref(now.row.id, places[one])}>
                {i18n.t(`cases.next.${one}` as MessageKey)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export async function takeFacts(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, editCaseForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => editCase(tx, { ...value, caseId: idOf(c) })),
  )
  if (!taken.done) return await overview(c, { ...taken.again, which: 'facts' })
  return redirect(c, caseHref(idOf(c)), 'cases.saved')
}

export async function takePerson(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, personForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => savePerson(tx, { ...value, caseId: idOf(c) })),
  )
  if (!taken.done) return await overview(c, { ...taken.again, which: 'person' })
  return redirect(c, caseHref(idOf(c)), 'cases.person.saved')
}

export async function takeFileOpening(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, openFileForm, async ({ reason, next }) => {
    await c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        openFile(tx, { reason, caseId: idOf(c), sessionId: c.get('sessionId') }),
      )
    return next
  })
  if (!taken.done) return await overview(c, { ...taken.again, which: 'file' })
  return redirect(c, taken.value ? caseHref(idOf(c), `/${taken.value}`) : `${caseHref(idOf(c))}#person`)
}
