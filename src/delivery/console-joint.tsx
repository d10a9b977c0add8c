/** A broadcast of the coalition as its room sees it: when it goes, who holds it, and numbers of each organisation. */
import { z } from 'zod'
import { caseHref, mayWriteIn, takeForm, words, type Again } from '#cases/index.ts'
import { listCoalition } from '#coalitions/index.ts'
import { organisationOf, page, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { Table } from '#ui/index.ts'
import { holdJoint, releaseJoint, stopJoint } from './joint-broadcast.ts'
import { getJoint, type JointInList } from './joint-reads.ts'
import { JointState, JointView } from './views/joint.tsx'

export const jointHref = (id: string, path = ''): string => `/joint-broadcasts/${id}${path}`

const at = '/joint-broadcasts/:jointId'
const idOf = (c: ConsoleContext): string => c.req.param('jointId') ?? ''

const holdForm = z.object({ reason: words(600, 6) })

async function jointPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(member, async (tx) => {
    const joint = await getJoint(tx, idOf(c))
    const coalition = await listCoalition(tx, joint.caseId, { gone: true })
    return { joint, coalition, takesPart: await mayWriteIn(tx, joint.caseId) }
  })
  const { joint, coalition } = now
  const leads = coalition.some((one) => one.role === 'lead' && one.organisationId === member.organisationId)
  const sender = coalition.find((one) => one.organisationId === joint.organisationId)
  return page(c, {
    title: i18n.t('joint.title', { code: joint.caseCode }),
    section: 'broadcasts',
    status: again?.status,
    trail: [
      { href: caseHref(joint.caseId), label: joint.caseCode },
      { href: `/updates/${joint.updateId}/send`, label: i18n.t('broadcasts.update') },
    ],
    body: (
      <JointView
        {...{ i18n, zone, joint, sender: sender?.name ?? '' }}
        mine={member.organisationId}
        may={{
          hold: now.takesPart && can(member, 'broadcast.hold'),
          release: now.takesPart && can(member, 'broadcast.release'),
          stop: can(member, 'broadcast.cancel') && (leads || joint.organisationId === member.organisationId),
        }}
        action={jointHref(joint.id)}
        typed={again?.form}
      />
    ),
  })
}

async function takeHold(c: ConsoleContext): Promise<Response> {
  const jointId = idOf(c)
  const { db } = c.get('office')
  // whoever may not see it is told so before anything that was typed is looked at
  await db.reading(c.get('member'), (tx) => getJoint(tx, jointId))
  const taken = await takeForm(c, holdForm, ({ reason }) =>
    db.transaction(c.get('member'), (tx) => holdJoint(tx, { jointId, reason })),
  )
  return taken.done ? redirect(c, jointHref(jointId), 'joint.did.hold') : await jointPage(c, taken.again)
}

async function takeRelease(c: ConsoleContext): Promise<Response> {
  const [jointId, holdId] = [idOf(c), c.req.param('holdId') ?? '']
  await c.get('office').db.transaction(c.get('member'), (tx) => releaseJoint(tx, { jointId, holdId }))
  return redirect(c, jointHref(jointId), 'joint.did.release')
}

async function takeStop(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => stopJoint(tx, idOf(c)))
  return redirect(c, jointHref(idOf(c)), 'joint.did.stop')
}

export const jointRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: at, verb: 'broadcast.read', handle: (c) => jointPage(c) },
  { method: 'POST', path: `${at}/hold`, verb: 'broadcast.hold', handle: takeHold },
  { method: 'POST', path: `${at}/holds/:holdId/release`, verb: 'broadcast.release', handle: takeRelease },
  { method: 'POST', path: `${at}/stop`, verb: 'broadcast.cancel', handle: takeStop },
]

export const JointTable = (props: { i18n: I18n; zone: string; rows: readonly JointInList[] }) => {
  const { i18n, zone, rows } = props
  return (
    <Table
      caption={i18n.t('joint.before')}
      columns={[
        { label: i18n.t('joint.col.begun') },
        { label: i18n.t('joint.col.standing') },
        { label: i18n.t('joint.col.mails'), numeric: true },
      ]}
      rows={rows.map((row) => [
        <a href={jointHref(row.id)}>{i18n.dateTime(row.createdAt, { zone, style: 'short' })}</a>,
        <JointState i18n={i18n} standing={row.standing} />,
        i18n.number(row.recipients),
      ])}
    />
  )
}
