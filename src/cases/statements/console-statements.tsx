/** What the person said, talk by talk. The team reads all; the coalition's room the points that are for it. */
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Invalid, NotFound } from '#platform/web/errors.ts'
import { redirect } from '#organisations/index.ts'
import { Empty } from '#ui/index.ts'
import { idOf, readDesk } from '../check-ins/desk.ts'
import { listContacts } from '../check-ins/reads.ts'
import { mustBeOnTeam } from '../circles.ts'
import { OpenFile } from '../persons/person-card.tsx'
import { calledOf, listPersons } from '../persons/person.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { pointForm, pointsAtOnce, statementForm } from './forms.ts'
import { listStatements } from './reads.ts'
import { addPoint, takeStatement, type PointInput } from './statement.ts'
import { StatementForm } from './statement-form.tsx'
import { StatementCard, PointList } from './views.tsx'

export const statementsHref = (caseId: string, path = ''): string => caseHref(caseId, `/statements${path}`)

export const showStatements = (c: ConsoleContext): Promise<Response> => statementsPage(c)

async function statementsPage(
  c: ConsoleContext,
  adding?: { statementId: string; again: Again },
): Promise<Response> {
  const i18n = c.get('i18n')
  const desk = await readDesk(c, async (tx, { row, open, onTeam }) => ({
    ...(await listStatements(tx, row.id, open)),
    persons: onTeam ? await listPersons(tx, row.id) : [],
  }))
  const { row, statements, room, onTeam, persons } = desk
  const may = onTeam && can(c.get('member'), 'statement.write')
  const add = may ? { href: statementsHref(row.id, '/new'), label: i18n.t('statement.add') } : undefined
  const none = statements.length + room.length === 0
  const nameOf = (id: string) => {
    const person = persons.find((one) => one.id === id)
    return (person && calledOf(person)) || i18n.t('statement.person')
  }
  return await casePage(c, {
    row,
    tab: 'statements',
    status: adding?.again.status,
    actions: add && !none && (
      <a class="button" href={add.href}>
        {add.label}
      </a>
    ),
    body: none ? (
      <Empty title={i18n.t('statement.empty.title')} action={add}>
        <p>{i18n.t(onTeam ? 'statement.empty.text' : 'statement.room')}</p>
      </Empty>
    ) : (
      <>
        <p>{i18n.t(onTeam ? 'statement.intro' : 'statement.room')}</p>
        {onTeam && !desk.open && (
          <section class="card">
            <OpenFile i18n={i18n} row={row} next="statements" />
          </section>
        )}
        {statements.map((statement) => (
          <StatementCard
            i18n={i18n}
            caseId={row.id}
            statement={statement}
            personName={desk.open ? nameOf(statement.personId) : i18n.t('statement.person')}
            takenBy={desk.nameOf(statement.takenBy)}
            mayAdd={may && desk.open}
            adding={adding?.statementId === statement.id ? adding.again.form : undefined}
          />
        ))}
        {room.length > 0 && <PointList i18n={i18n} points={room} hrefOf={undefined} />}
      </>
    ),
  })
}

export async function takeNewPoint(c: ConsoleContext): Promise<Response> {
  const [caseId, statementId] = [idOf(c), c.req.param('statementId') ?? '']
  if (!isId(statementId)) throw new NotFound()
  await c.get('office').db.reading(c.get('member'), (tx) => mustBeOnTeam(tx, caseId))
  const taken = await takeForm(c, pointForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => addPoint(tx, { ...value, caseId, statementId })),
  )
  if (!taken.done) return await statementsPage(c, { statementId, again: taken.again })
  return redirect(c, statementsHref(caseId, `/points/${taken.value}`), 'statement.point.saved')
}

export const newStatement = (c: ConsoleContext): Promise<Response> => statementPage(c)

export async function takeNewStatement(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  await c.get('office').db.reading(c.get('member'), (tx) => mustBeOnTeam(tx, caseId))
  const taken = await takeForm(c, statementForm, async (value) => {
    const points = pointsAtOnce.flatMap((n): PointInput[] => {
      const [text, form] = [value[`text-${n}`], value[`form-${n}`]]
      if (!text) return []
      if (!form) throw new Invalid({ [`form-${n}`]: 'error.field.choose' })
      return [{ text, form, language: value.writtenIn, visibility: value.visibility }]
    })
    return await c
      .get('office')
      .db.transaction(c.get('member'), (tx) => takeStatement(tx, { ...value, caseId, points }))
  })
  if (!taken.done) return await statementPage(c, taken.again)
  return redirect(c, statementsHref(caseId), 'statement.saved')
}

async function statementPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const desk = await readDesk(c, async (tx, { row }) => {
    await mustBeOnTeam(tx, row.id)
    return { persons: await listPersons(tx, row.id), contacts: await listContacts(tx, row.id, false) }
  })
  return await casePage(c, {
    row: desk.row,
    tab: 'statements',
    heading: i18n.t('statement.add'),
    status: again?.status,
    body: (
      <StatementForm
        i18n={i18n}
        action={statementsHref(desk.row.id)}
        persons={desk.persons.map((person) => ({
          value: person.id,
          label: desk.open ? calledOf(person) : i18n.t(`persons.role.${person.role}`),
        }))}
        contacts={desk.contacts.map(({ id, at, channel }) => ({
          value: id,
          label: `${i18n.dateTime(at, { zone: desk.zone, style: 'short' })} · ${i18n.t(`contacts.channel.${channel}`)}`,
        }))}
        form={
          again?.form ?? {
            values: {
              personId: desk.persons[0]?.id ?? '',
              takenOn: desk.now.toISOString().slice(0, 10),
              visibility: 'team',
            },
            errors: {},
          }
        }
      />
    ),
  })
}
