import { getOrganisation } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { TodaySource } from '#platform/module.ts'
import { jointHref } from './console-joint.tsx'
import { listLeftUnsent, listWaitingJoints } from './joint-reads.ts'

/** What goes out from several organisations and can still be held. The code name, and nothing else of the case. */
export const jointsToday: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    if (!can(member, 'broadcast.read')) return []
    const { zone, joints } = await office.db.reading(member, async (tx) => ({
      zone: (await getOrganisation(tx, member.organisationId)).timeZone,
      joints: await listWaitingJoints(tx),
    }))
    return joints.map(({ id, caseCode: code, holdUntil, held, createdAt: since }) => ({
      text: held
        ? i18n.t('joint.today.held', { code })
        : i18n.t('joint.today.goes', { code, at: i18n.dateTime(holdUntil, { zone }) }),
      href: jointHref(id),
      since,
    }))
  },
}

/** Somebody left before it had mailed those who were its to mail: nobody else does, unless the update is sent anew. */
export const leftUnsentToday: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    if (!can(member, 'broadcast.send')) return []
    const left = await office.db.reading(member, listLeftUnsent)
    return left.map(({ updateId, caseCode: code, leftAt: since, people: count }) => ({
      text: i18n.t('joint.today.left', { code, count }),
      href: `/updates/${updateId}/send`,
      since,
    }))
  },
}
