import { offerCaseTab, offerPeopleBeside } from '#cases/index.ts'
import { eachApart, inEachOrganisation } from '#platform/apart.ts'
import type { Module } from '#platform/module.ts'
import {
  showCoalition,
  showLeaving,
  showPeople,
  takeLeaving,
  takeNaming,
  takePerson,
} from './console-coalition.tsx'
import {
  showCharter,
  showCharterChange,
  showDecision,
  showDecisions,
  takeBack,
  takeCharterChange,
  takeConcern,
  takeQuestion,
  takeVote,
} from './console-decisions.tsx'
import {
  showInvitation,
  showInvite,
  takeAcceptance,
  takeConfirmation,
  takeDecline,
  takeInvite,
  takeRevocation,
} from './console-invitations.tsx'
import { ownCoalitionRoutes } from './console-own-coalitions.tsx'
import { listCoalition } from './coalition.ts'
import { carryOutWishes } from './own-coalitions.ts'
import { listPeople } from './people.ts'
import { remindOrganisation } from './reminding.ts'
import { settleSilent } from './settling.ts'
import { decisionsForUs, goingsInNotice, invitationsToUs } from './today.ts'
import { roomTaskRoutes } from './tasks/console.tsx'
import { roomTasks } from './tasks/today.ts'
import { caseTextRoom } from './texts/case-page.tsx'
import './access.ts'
import './tables.ts'
import './tasks/work.ts'

const at = '/cases/:caseId/coalition'
const decisions = `${at}/decisions`
const charter = `${at}/charter`
const invitation = '/coalition-invitations/:invitationId'

for (const [name, path, order] of [
  ['coalition', '', 20],
  ['decisions', '/decisions', 30],
  ['charter', '/charter', 40],
] as const)
  offerCaseTab({
    ...{ name, label: `coalition.tab.${name}`, path: `/coalition${path}` },
    ...{ verb: 'coalition.see', order, group: 'team' },
  })

// whom the case team may admit beside its own colleagues: those whom the other organisations have named
offerPeopleBeside(async (tx, caseId) => {
  const people = await listPeople(tx, caseId)
  const coalition = people.length > 0 ? await listCoalition(tx, caseId) : []
  return people.flatMap(({ accountId, name, organisationId }) => {
    const of = coalition.find((one) => one.organisationId === organisationId)
    return of ? [{ accountId, name, role: of.role, organisationId, organisation: of.name }] : []
  })
})

offerCaseTab({
  ...{ name: 'coalition-tasks', label: 'coalition.tab.tasks', path: '/coalition/tasks' },
  ...{ verb: 'coalition.see', order: 25, group: 'team' },
})

export const coalitionsModule: Module = {
  name: 'coalitions',
  today: [invitationsToUs, goingsInNotice, decisionsForUs, roomTasks],
  routes: [
    ...caseTextRoom,
    ...roomTaskRoutes,
    ...ownCoalitionRoutes,
    { method: 'GET', path: at, verb: 'coalition.see', handle: showCoalition },
    { method: 'GET', path: `${at}/invite`, verb: 'coalition.invite', handle: showInvite },
    { method: 'POST', path: `${at}/invite`, verb: 'coalition.invite', handle: takeInvite },
    {
      method: 'POST',
      path: `${at}/invitations/:invitationId/revoke`,
      verb: 'coalition.revoke',
      handle: takeRevocation,
    },
    {
      method: 'POST',
      path: `${at}/invitations/:invitationId/confirm`,
      verb: 'coalition.confirm',
      handle: takeConfirmation,
    },
    { method: 'POST', path: `${at}/naming`, verb: 'coalition.naming', handle: takeNaming },
    { method: 'GET', path: `${at}/people`, verb: 'coalition.people', handle: showPeople },
    { method: 'POST', path: `${at}/people`, verb: 'coalition.people', handle: takePerson },
    { method: 'GET', path: `${at}/leave`, verb: 'coalition.leave', handle: showLeaving },
    { method: 'POST', path: `${at}/leave`, verb: 'coalition.leave', handle: takeLeaving },
    { method: 'GET', path: invitation, verb: 'coalition.see', handle: showInvitation },
    { method: 'POST', path: `${invitation}/accept`, verb: 'coalition.answer', handle: takeAcceptance },
    { method: 'POST', path: `${invitation}/decline`, verb: 'coalition.answer', handle: takeDecline },
    { method: 'GET', path: decisions, verb: 'coalition.see', handle: showDecisions },
    { method: 'POST', path: decisions, verb: 'coalition.decide', handle: takeQuestion },
    { method: 'POST', path: `${decisions}/concern`, verb: 'coalition.reshape', handle: takeConcern },
    { method: 'GET', path: `${decisions}/:decisionId`, verb: 'coalition.see', handle: showDecision },
    { method: 'POST', path: `${decisions}/:decisionId`, verb: 'coalition.decide', handle: takeVote },
    {
      method: 'POST',
      path: `${decisions}/:decisionId/take-back`,
      verb: 'coalition.decide',
      handle: takeBack,
    },
    { method: 'GET', path: charter, verb: 'coalition.see', handle: showCharter },
    { method: 'GET', path: `${charter}/change`, verb: 'coalition.reshape', handle: showCharterChange },
    { method: 'POST', path: `${charter}/change`, verb: 'coalition.reshape', handle: takeCharterChange },
  ],
  jobs: [
    {
      name: 'settle-decisions',
      everySeconds: 30,
      async run({ db, organisations }) {
        await eachApart(await organisations(), (id) => settleSilent(db, id))
      },
    },
    {
      name: 'carry-out-wishes',
      everySeconds: 10,
      async run({ db, organisations }) {
        await eachApart(await organisations(), (id) => carryOutWishes(db, id))
      },
    },
    {
      name: 'remind-organisations',
      everySeconds: 300,
      run: (services) => inEachOrganisation(services, remindOrganisation),
    },
  ],
}
