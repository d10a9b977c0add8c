import { isOnTeam, offerReadyText } from '#cases/index.ts'
import { can } from '#platform/access.ts'
import type { TodaySource } from '#platform/module.ts'
import { signOffHref } from './asked.ts'
import { listPrepared } from './prepared.ts'
import { ReadyForWish } from './views/prepared.tsx'

/** Her liberty says that the day has come for which a text was signed; whoever is on the team may send it. */
export const preparedIsDue: TodaySource = {
  urgency: 1,
  section: 'cases',
  async find({ member, office, i18n }) {
    if (!can(member, 'publishing.sign-off')) return []
    const due = await office.db.reading(member, async (tx) => {
      const found: { id: string; caseId: string; code: string }[] = []
      for (const { signOff, hasCome } of await listPrepared(tx)) {
        if (!hasCome || !(await isOnTeam(tx, signOff.caseId))) continue
        const { code_name: code } = await tx.db
          .selectFrom('cases')
          .select('code_name')
          .where('id', '=', signOff.caseId)
          .executeTakeFirstOrThrow()
        found.push({ id: signOff.id, caseId: signOff.caseId, code })
      }
      return found
    })
    return due.map(({ id, caseId, code }) => ({
      text: i18n.t('publishing.prepared.today', { code }),
      href: signOffHref(caseId, id),
    }))
  },
}

offerReadyText(async (tx, { caseId, wish }, c) => {
  if (wish.kind !== 'publish-if-arrested' || wish.revokedAt) return undefined
  const prepared = await listPrepared(tx, { caseId, wishId: wish.id })
  return <ReadyForWish i18n={c.get('i18n')} caseId={caseId} version={wish.version} prepared={prepared} />
})
