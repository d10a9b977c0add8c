/** Everybody in the file: for the team, once this session has said why it opens it. */
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { redirect } from '#organisations/index.ts'
import { ConfirmBox, Empty, Table } from '#ui/index.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import { isFileOpen } from '../file.ts'
import { getCase, type CaseRow } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { removePersonForm, wholePersonForm } from './forms.ts'
import { OpenFile } from './person-card.tsx'
import { formOf, PersonForm } from './person-form.tsx'
import { findPerson, listPersons, removePerson, savePerson, type Person } from './person.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const personOf = (c: ConsoleContext): string => c.req.param('personId') ?? ''
export const personsHref = (caseId: string, path = ''): string => caseHref(caseId, `/persons${path}`)

export async function showPersons(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    const open = onTeam && (await isFileOpen(tx, row.id, c.get('sessionId')))
    return { row, onTeam, open, persons: open ? await listPersons(tx, row.id) : [] }
  })
  const may = now.open && can(c.get('member'), 'case.person')
  const add = may ? { href: personsHref(now.row.id, '/new'), label: i18n.t('persons.add') } : undefined
  return await casePage(c, {
    row: now.row,
    tab: 'persons',
    actions: add && now.persons.length > 0 && (
      <a class="button" href={add.href}>
        {add.label}
      </a>
    ),
    body: !now.onTeam ? (
      <Empty title={i18n.t('persons.tab')}>
        <p>{i18n.t('cases.person.team-only')}</p>
      </Empty>
    ) : !now.open ? (
      <section class="card">
        <OpenFile i18n={i18n} row={now.row} next="persons" />
      </section>
    ) : now.persons.length === 0 ? (
      <Empty title={i18n.t('persons.empty.title')} action={add}>
        <p>{i18n.t('persons.empty.text')}</p>
      </Empty>
    ) : (
      <PersonsTable i18n={i18n} row={now.row} persons={now.persons} may={may} />
    ),
  })
}

function PersonsTable({
  i18n,
  row,
  persons,
  may,
}: {
  i18n: I18n
  row: CaseRow
  persons: Person[]
  may: boolean
}) {
  return (
    <>
      <p>{i18n.t('persons.intro')}</p>
      <Table
        caption={i18n.t('persons.tab')}
        columns={(['name', 'role', 'called', 'channels'] as const).map((name) => ({
          label: i18n.t(`persons.col.${name}`),
        }))}
        rows={persons.map((one) => [
          may ? (
            <a href={personsHref(row.id, `/${one.id}`)}>
              <bdi>{one.legalName}</bdi>
            </a>
          ) : (
            <bdi>{one.legalName}</bdi>
          ),
          i18n.t(`persons.role.${one.role}`),
          <bdi>{one.calledName || '–'}</bdi>,
          <bdi>{one.channels || '–'}</bdi>,
        ])}
      />
    </>
  )
}

export const newPerson = (c: ConsoleContext): Promise<Response> => personPage(c, {})
export const showPerson = (c: ConsoleContext): Promise<Response> => personPage(c, { personId: personOf(c) })

export async function takeNewPerson(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, wholePersonForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => savePerson(tx, { ...value, caseId: idOf(c) })),
  )
  if (!taken.done) return await personPage(c, { again: taken.again })
  return redirect(c, personsHref(idOf(c)), 'persons.saved')
}

export async function takePersonChanges(c: ConsoleContext): Promise<Response> {
  const personId = personOf(c)
  const taken = await takeForm(c, wholePersonForm, (value) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        savePerson(tx, { ...value, personId: knownId(personId), caseId: idOf(c) }),
      ),
  )
  if (!taken.done) return await personPage(c, { personId, again: taken.again })
  return redirect(c, personsHref(idOf(c)), 'persons.saved')
}

export async function takePersonRemoval(c: ConsoleContext): Promise<Response> {
  const personId = personOf(c)
  const taken = await takeForm(c, removePersonForm, ({ version }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        removePerson(tx, { caseId: idOf(c), personId: knownId(personId), version }),
      ),
  )
  if (!taken.done) return await personPage(c, { personId, again: taken.again })
  return redirect(c, personsHref(idOf(c)), 'persons.removed')
}

/** @throws NotFound for what can be no id */
function knownId(personId: string): string {
  if (!isId(personId)) throw new NotFound()
  return personId
}

async function personPage(c: ConsoleContext, at: { personId?: string; again?: Again }): Promise<Response> {
  const i18n = c.get('i18n')
  const { row, person, open } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, found.id)
    const mayRead = await isFileOpen(tx, found.id, c.get('sessionId'))
    const known = at.personId ? await findPerson(tx, found.id, knownId(at.personId)) : undefined
    if (at.personId && !known) throw new NotFound()
    return { row: found, person: mayRead ? known : undefined, open: mayRead }
  })
  // Safety: what is sealed shows only after this session has said why it is opened
  if (at.personId && !open) return redirect(c, personsHref(row.id))
  return await casePage(c, {
    row,
    tab: 'persons',
    heading: i18n.t(person ? 'persons.edit' : 'persons.add'),
    status: at.again?.status,
    body: (
      <>
        <PersonForm
          i18n={i18n}
          action={personsHref(row.id, person ? `/${person.id}` : '')}
          back={personsHref(row.id)}
          version={person?.version}
          form={at.again?.form ?? formOf(person)}
        />
        {person && <Removal i18n={i18n} row={row} person={person} />}
      </>
    ),
  })
}

function Removal(props: { i18n: I18n; row: CaseRow; person: Person }) {
  const { i18n, row, person } = props
  return (
    <details>
      <summary>{i18n.t('persons.remove')}</summary>
      <ConfirmBox title={i18n.t('persons.remove')} tone="danger">
        <p>{i18n.t('persons.remove.text')}</p>
        <form method="post" action={personsHref(row.id, `/${person.id}/remove`)}>
          <input type="hidden" name="version" value={String(person.version)} />
          <button class="button" type="submit">
            {i18n.t('persons.remove.button')}
          </button>
        </form>
      </ConfirmBox>
    </details>
  )
}
