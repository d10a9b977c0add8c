/** Invitations from both sides: the team that sends one, and the organisation that answers it. */
import { casePage, getCase, takeForm, type Again } from '#cases/index.ts'
import { organisationOf, page, redirect, welcomeAddress } from '#organisations/index.ts'
import { can, mustBeAllowed } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Conflict, NotFound } from '#platform/web/errors.ts'
import { here, idOf, inTurn } from './console-coalition.tsx'
import { answerForm, inviteForm } from './forms.ts'
import {
  answerInvitation,
  confirmInvitation,
  getInvitationToUs,
  inviteOrganisation,
  listInvitable,
  revokeInvitationOf,
  type Invited,
} from './invitation.ts'
import { InvitationView } from './views/invitation.tsx'
import { InvitedView, InviteForm } from './views/invite.tsx'

function invitationOf(c: ConsoleContext): string {
  const id = c.req.param('invitationId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

export const showInvite = (c: ConsoleContext): Promise<Response> => invitePage(c)

async function invitePage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  // asked before the page: nobody fills a form in and is sent to prove herself then
  mustBeAllowed({ actor: c.get('member'), now: c.get('office').db.clock.now() }, 'coalition.invite')
  const { row, known } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    return { row: found, known: await listInvitable(tx, found.id) }
  })
  return await casePage(c, {
    row,
    tab: 'coalition',
    heading: i18n.t('coalition.invite'),
    status: again?.status,
    body: (
      <InviteForm
        {...{ i18n, known, codeName: row.codeName, closed: row.publicity < 2 }}
        action={here(row.id, '/invite')}
        back={here(row.id)}
        typed={again?.form}
      />
    ),
  })
}

export async function takeInvite(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, inviteForm, async ({ role, message, ...who }) => {
    const invited: Invited = who.organisationId
      ? { kind: 'known', organisationId: who.organisationId }
      : {
          kind: 'new',
          ...{ organisation: who.organisation ?? '', person: who.person ?? '', address: who.address ?? '' },
        }
    return {
      ...(await inTurn(c, (tx) => inviteOrganisation(tx, { caseId, role, message, invited }))),
      invited,
    }
  })
  if (!taken.done) return await invitePage(c, taken.again)
  const { token, expiresAt, invited } = taken.value
  if (!token || invited.kind !== 'new') return redirect(c, here(caseId), 'coalition.invited')
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const row = await c.get('office').db.reading(c.get('member'), (tx) => getCase(tx, caseId))
  return await casePage(c, {
    row,
    tab: 'coalition',
    heading: i18n.t('coalition.invited.title'),
    body: (
      <InvitedView
        {...{ i18n, zone, expiresAt }}
        person={invited.person}
        link={welcomeAddress(c.get('office').consoleUrl, token)}
        back={here(caseId)}
      />
    ),
  })
}

export async function takeRevocation(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  await inTurn(c, (tx) => revokeInvitationOf(tx, { caseId, invitationId: invitationOf(c) }))
  return redirect(c, here(caseId), 'coalition.invitation.revoked-done')
}

export async function takeConfirmation(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  await inTurn(c, (tx) => confirmInvitation(tx, { caseId, invitationId: invitationOf(c) }))
  return redirect(c, here(caseId), 'coalition.invitation.confirmed')
}

export const showInvitation = (c: ConsoleContext): Promise<Response> => invitationPage(c)

async function invitationPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const invitation = await c
    .get('office')
    .db.reading(c.get('member'), (tx) => getInvitationToUs(tx, invitationOf(c)))
  return await page(c, {
    title: i18n.t('coalition.invitation.title'),
    section: 'today',
    status: again?.status,
    body: (
      <InvitationView
        {...{ i18n, zone, invitation }}
        may={can(c.get('member'), 'coalition.answer')}
        action={`/coalition-invitations/${invitation.id}`}
        typed={again?.form}
      />
    ),
  })
}

export async function takeAcceptance(c: ConsoleContext): Promise<Response> {
  const invitationId = invitationOf(c)
  // Safety: whose it is comes before what was typed: a stranger's form is answered like no invitation at all
  await c.get('office').db.reading(c.get('member'), (tx) => getInvitationToUs(tx, invitationId))
  const taken = await takeForm(c, answerForm, ({ named }) =>
    inTurn(c, async (tx) => {
      const caseId = await answerInvitation(tx, { invitationId, accepts: true, named: named === 'yes' })
      const seen = await getCase(tx, caseId).catch((error: unknown) => {
        if (error instanceof NotFound) return undefined
        throw error
      })
      return seen && caseId
    }),
  )
  if (!taken.done) return await invitationPage(c, taken.again)
  // the room may have been shut since: then the case shows when it is opened
  return redirect(c, taken.value ? here(taken.value) : '/', 'coalition.joined')
}

export async function takeDecline(c: ConsoleContext): Promise<Response> {
  const invitationId = invitationOf(c)
  try {
    await inTurn(c, (tx) => answerInvitation(tx, { invitationId, accepts: false, named: false }))
  } catch (error) {
    if (error instanceof Conflict) return await invitationPage(c)
    throw error
  }
  return redirect(c, '/', 'coalition.declined')
}
