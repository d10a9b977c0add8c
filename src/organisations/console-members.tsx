import { can } from '#platform/access.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { isId } from '#platform/ids.ts'
import { Conflict, Invalid, NotFound } from '#platform/web/errors.ts'
import { readForm, type FieldErrors, type TypedValues } from '#platform/web/forms.ts'
import { organisationOf, page, redirect, refusedForm } from './console-page.tsx'
import { inviteForm, roleForm } from './forms.ts'
import { welcomeAddress } from './joining.ts'
import { linkLasts, listInvitations } from './link.ts'
import { changeRole, getMember, inviteMember, listMembers, removeMember, revokeInvitation } from './member.ts'
import { InviteView, InvitedView, MemberView, MembersView } from './views/members.tsx'

export const memberRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/members', verb: 'member.list', handle: membersPage },
  { method: 'GET', path: '/members/invite', verb: 'member.invite', handle: (c) => invitePage(c) },
  { method: 'POST', path: '/members/invite', verb: 'member.invite', handle: takeInvitation },
  {
    method: 'POST',
    path: '/members/invitations/:invitationId/revoke',
    verb: 'member.revoke-invitation',
    handle: takeRevocation,
  },
  { method: 'GET', path: '/members/:memberId', verb: 'member.list', handle: (c) => memberPage(c) },
  { method: 'POST', path: '/members/:memberId/role', verb: 'member.change-role', handle: takeRole },
  { method: 'POST', path: '/members/:memberId/remove', verb: 'member.remove', handle: takeRemoval },
]

type Refusal = { values: TypedValues; errors: FieldErrors }
const trail = (c: ConsoleContext) => [{ href: '/members', label: c.get('i18n').t('ui.console.members') }]

/** Safety: what is no id is not asked of the database, and is not there. */
function idOf(c: ConsoleContext, name: string): string {
  const id = c.req.param(name) ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

async function membersPage(c: ConsoleContext): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const invites = can(member, 'member.invite')
  const { zone } = await organisationOf(c)
  const shown = await c.get('office').db.reading(member, async (tx) => ({
    members: await listMembers(tx),
    invitations: invites ? await listInvitations(tx) : [],
  }))
  return page(c, {
    title: i18n.t('ui.console.members'),
    section: 'members',
    actions: invites && (
      <a class="action" href="/members/invite">
        {i18n.t('office.invite.title')}
      </a>
    ),
    body: <MembersView i18n={i18n} {...shown} zone={zone} me={member.memberId} />,
  })
}

async function invitePage(c: ConsoleContext, refused?: Refusal): Promise<Response> {
  const [i18n, office] = [c.get('i18n'), c.get('office')]
  // asked before the page: nobody fills a form in and is sent to prove herself then
  mustBeAllowed({ actor: c.get('member'), now: office.db.clock.now() }, 'member.invite')
  return page(c, {
    title: i18n.t('office.invite.title'),
    section: 'members',
    trail: trail(c),
    status: refused ? 422 : 200,
    body: <InviteView i18n={i18n} form={refused && refusedForm(i18n, refused)} />,
  })
}

async function takeInvitation(c: ConsoleContext): Promise<Response> {
  const form = await readForm(c, inviteForm)
  if (!form.ok) return invitePage(c, form)
  const [i18n, { db, consoleUrl }] = [c.get('i18n'), c.get('office')]
  try {
    const { zone } = await organisationOf(c)
    const { mail, ...person } = form.value
    const token = await db.transaction(c.get('member'), async (tx) => {
      const made = await inviteMember(tx, person)
      if (mail) {
        await c.get('desk').mailInvitation(tx, {
          organisationId: c.get('member').organisationId,
          to: { name: person.name, address: person.address },
          language: i18n.lang,
          link: welcomeAddress(consoleUrl, made.token),
          expiresAt: new Date(tx.now.getTime() + linkLasts.invitation),
          zone,
        })
      }
      return made.token
    })
    return await page(c, {
      title: i18n.t('office.invited.title'),
      section: 'members',
      trail: trail(c),
      body: <InvitedView i18n={i18n} name={form.value.name} link={welcomeAddress(consoleUrl, token)} />,
    })
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    const { mail, ...typedIn } = form.value
    return invitePage(c, {
      values: { ...typedIn, ...(mail ? { mail: 'yes' } : {}) },
      errors: { ...error.fields },
    })
  }
}

async function takeRevocation(c: ConsoleContext): Promise<Response> {
  const invitationId = idOf(c, 'invitationId')
  await c.get('office').db.transaction(c.get('member'), (tx) => revokeInvitation(tx, { invitationId }))
  return redirect(c, '/members', 'office.invite.revoked')
}

async function memberPage(c: ConsoleContext, errors?: FieldErrors): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const memberId = idOf(c, 'memberId')
  const shown = await c.get('office').db.reading(member, (tx) => getMember(tx, memberId))
  const { zone } = await organisationOf(c)
  return page(c, {
    title: shown.name,
    heading: <bdi>{shown.name}</bdi>,
    section: 'members',
    trail: trail(c),
    status: errors ? 409 : 200,
    body: (
      <MemberView
        i18n={i18n}
        member={shown}
        zone={zone}
        changes={can(member, 'member.change-role')}
        form={errors && refusedForm(i18n, { values: {}, errors })}
      />
    ),
  })
}

async function takeRole(c: ConsoleContext): Promise<Response> {
  const memberId = idOf(c, 'memberId')
  const form = await readForm(c, roleForm)
  if (!form.ok) return memberPage(c, form.errors)
  return lastAdminSaid(c, async () => {
    const { role } = form.value
    await c.get('office').db.transaction(c.get('member'), (tx) => changeRole(tx, { memberId, role }))
    return redirect(c, '/members', 'office.member.role-changed')
  })
}

async function takeRemoval(c: ConsoleContext): Promise<Response> {
  const memberId = idOf(c, 'memberId')
  return lastAdminSaid(c, async () => {
    await c.get('office').db.transaction(c.get('member'), (tx) => removeMember(tx, { memberId }))
    return redirect(c, '/members', 'office.member.removed')
  })
}

async function lastAdminSaid(c: ConsoleContext, act: () => Promise<Response>): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Conflict) return memberPage(c, { '': error.code })
    throw error
  }
}
