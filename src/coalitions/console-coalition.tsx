/** The coalition of a case: who is in it, whom one turns to, how one comes in and leaves. */
import { caseHref, casePage, getCase, isOnTeam, listColleagues, takeForm, type Again } from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can, mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { leaveCoalition, listCoalition, myPart, nameInPublic } from './coalition.ts'
import { listContributions } from './contribution.ts'
import { namingForm, personForm } from './forms.ts'
import { whatIsNamed } from './member-gone.ts'
import { listInvitations } from './invitation.ts'
import { givesSpeakers, listPeople, namePerson } from './people.ts'
import { quickAct, tasksHref } from './tasks/console.tsx'
import { countTasks, listRoomTasks } from './tasks/task.ts'
import { roomPartsOf } from './room-parts.ts'
import { listTypedNames } from './typed-names.ts'
import { CoalitionView } from './views/coalition.tsx'
import { LeaveView } from './views/leave.tsx'
import { PeopleForm } from './views/people.tsx'

export const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
export const here = (caseId: string, path = ''): string => caseHref(caseId, `/coalition${path}`)

export async function showCoalition(c: ConsoleContext): Promise<Response> {
  const { zone } = await organisationOf(c)
  const member = c.get('member')
  const now = await c.get('office').db.reading(member, async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    return {
      ...{ row, onTeam, mine: await myPart(tx, row.id) },
      coalition: await listCoalition(tx, row.id, { gone: true }),
      work: await listContributions(tx, row.id),
      people: await listPeople(tx, row.id),
      typed: await listTypedNames(tx, row.id),
      ...{ tasks: await listRoomTasks(tx, row.id), counts: await countTasks(tx, row.id), at: tx.now },
      parts: await roomPartsOf(c, tx, row.id),
      named: await whatIsNamed(tx, { caseId: row.id, organisationId: member.organisationId }),
      invitations: onTeam ? await listInvitations(tx, row.id) : [],
    }
  })
  const invites = now.onTeam && can(member, 'coalition.invite') && now.mine.role !== 'observer'
  return await casePage(c, {
    row: now.row,
    tab: 'coalition',
    actions: invites && (
      <a class="button" href={here(now.row.id, '/invite')}>
        {c.get('i18n').t('coalition.invite')}
      </a>
    ),
    body: (
      <CoalitionView
        i18n={c.get('i18n')}
        {...now}
        zone={zone}
        organisationId={member.organisationId}
        quick={quickAct({ ...member, role: can(member, 'coalition.task') ? now.mine.role : 'observer' })}
        taskHref={(path) => tasksHref(now.row.id, path)}
        may={{
          invite: invites,
          name: can(member, 'coalition.naming'),
          people: can(member, 'coalition.people'),
          leave: can(member, 'coalition.leave') && now.mine.role !== 'lead',
          confirm: can(member, 'coalition.confirm'),
          me: member.accountId,
        }}
      />
    ),
  })
}

export async function takeNaming(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, namingForm, ({ named }) =>
    inTurn(c, (tx) => nameInPublic(tx, { caseId, named: named === 'yes' })),
  )
  if (!taken.done) return await showCoalition(c)
  return redirect(c, here(caseId), 'coalition.naming.saved')
}

export const showPeople = (c: ConsoleContext): Promise<Response> => peoplePage(c)

async function peoplePage(c: ConsoleContext, again?: Again): Promise<Response> {
  const member = c.get('member')
  mustBeAllowed({ actor: member, now: c.get('office').db.clock.now() }, 'coalition.people')
  const now = await c.get('office').db.reading(member, async (tx) => {
    const row = await getCase(tx, idOf(c))
    return {
      row,
      speaks: await givesSpeakers(tx, row.id),
      people: await listPeople(tx, row.id),
      colleagues: (await listColleagues(tx)).filter(({ role }) => role !== 'viewer'),
    }
  })
  const i18n = c.get('i18n')
  const { row, people, colleagues, speaks } = now
  return await casePage(c, {
    row,
    tab: 'coalition',
    heading: i18n.t('coalition.people.ours'),
    status: again?.status,
    body: (
      <PeopleForm
        i18n={i18n}
        action={here(row.id, '/people')}
        back={here(row.id)}
        colleagues={colleagues}
        speaks={speaks}
        mine={people.filter(({ organisationId }) => organisationId === member.organisationId)}
        chosen={c.req.query('who')}
        typed={again?.form}
      />
    ),
  })
}

export async function takePerson(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, personForm, (value) =>
    inTurn(c, (tx) => namePerson(tx, { caseId, ...value })),
  )
  if (!taken.done) return await peoplePage(c, taken.again)
  return redirect(c, here(caseId), 'coalition.people.saved')
}

export async function showLeaving(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  mustBeAllowed({ actor: c.get('member'), now: c.get('office').db.clock.now() }, 'coalition.leave')
  const { row, mine } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    return { row: found, mine: await myPart(tx, found.id) }
  })
  return await casePage(c, {
    row,
    tab: 'coalition',
    heading: i18n.t('coalition.leave'),
    body: (
      <LeaveView
        i18n={i18n}
        action={here(row.id, '/leave')}
        back={here(row.id)}
        leads={mine.role === 'lead'}
      />
    ),
  })
}

export async function takeLeaving(c: ConsoleContext): Promise<Response> {
  await inTurn(c, (tx) => leaveCoalition(tx, { caseId: idOf(c) }))
  return redirect(c, '/cases', 'coalition.leave.done')
}

/** One transaction as this member. */
export const inTurn = <T,>(c: ConsoleContext, run: (tx: Tx) => Promise<T>): Promise<T> =>
  c.get('office').db.transaction(c.get('member'), run)
