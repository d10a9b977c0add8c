/** The organisation's own list of its coalitions: the way to what it may do while a room is shut to it. */
import { organisationOf, page, redirect } from '#organisations/index.ts'
import { mustBeAllowed } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { isId } from '#platform/ids.ts'
import { NotFound } from '#platform/web/errors.ts'
import { here, inTurn } from './console-coalition.tsx'
import { getOwnCoalition, listOwnCoalitions, wishToBeUnnamed, wishToLeave } from './own-coalitions.ts'
import { OwnCoalitionsView, ShutRoomView } from './views/own-coalitions.tsx'

const address = '/organisation/coalitions'

export const ownCoalitionRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: address, verb: 'coalition.list', handle: showOwnCoalitions },
  { method: 'GET', path: `${address}/:caseId`, verb: 'coalition.list', handle: showShutRoom },
  { method: 'POST', path: `${address}/:caseId/leave`, verb: 'coalition.leave', handle: takeLeavingWish },
  { method: 'POST', path: `${address}/:caseId/unname`, verb: 'coalition.naming', handle: takeUnnamingWish },
]

function caseOf(c: ConsoleContext): string {
  const id = c.req.param('caseId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

const trail = (c: ConsoleContext) => ({
  href: '/organisation',
  label: c.get('i18n').t('ui.console.organisation'),
})

async function showOwnCoalitions(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const coalitions = await c.get('office').db.reading(c.get('member'), listOwnCoalitions)
  return await page(c, {
    title: i18n.t('office.coalitions'),
    section: 'organisation',
    trail: [trail(c)],
    body: (
      <OwnCoalitionsView
        {...{ i18n, zone, coalitions }}
        roomHref={here}
        shutHref={(caseId) => `${address}/${caseId}`}
      />
    ),
  })
}

async function showShutRoom(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const coalition = await c.get('office').db.reading(c.get('member'), (tx) => getOwnCoalition(tx, caseOf(c)))
  if (coalition.isOpen) return redirect(c, here(coalition.caseId))
  // asked before the page: nobody reads what a button does and is sent to prove herself then
  mustBeAllowed({ actor: c.get('member'), now: c.get('office').db.clock.now() }, 'coalition.leave')
  const { zone } = await organisationOf(c)
  return await page(c, {
    title: coalition.codeName,
    heading: <bdi>{coalition.codeName}</bdi>,
    section: 'organisation',
    trail: [trail(c), { href: address, label: i18n.t('office.coalitions') }],
    body: (
      <ShutRoomView {...{ i18n, zone, coalition }} action={`${address}/${coalition.caseId}`} back={address} />
    ),
  })
}

async function takeLeavingWish(c: ConsoleContext): Promise<Response> {
  await inTurn(c, (tx) => wishToLeave(tx, { caseId: caseOf(c) }))
  return redirect(c, address, 'coalition.wish.saved')
}

async function takeUnnamingWish(c: ConsoleContext): Promise<Response> {
  await inTurn(c, (tx) => wishToBeUnnamed(tx, { caseId: caseOf(c) }))
  return redirect(c, address, 'coalition.wish.saved')
}
