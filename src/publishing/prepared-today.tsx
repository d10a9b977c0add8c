import { sql } from 'kysely'
import { isOnTeam, offerReadyText } from '#cases/index.ts'
import { can } from '#platform/access.ts'
import type { MessageKey } from '#platform/i18n.ts'
import type { TodaySource } from '#platform/module.ts'
import { signOffHref } from './asked.ts'
import { listPrepared } from './prepared.ts'
import { hindranceOf, hindrancesOf } from './still-ready.ts'
import { ReadyForWish } from './views/prepared.tsx'

type Asking = Parameters<TodaySource['find']>[0]

interface Found {
  id: string
  caseId: string
  code: string
  hindrance: MessageKey | undefined
}

/** Texts of the team's cases that are signed and ready. @param come whether the day has come for them */
async function readyTexts({ member, office }: Asking, come: boolean): Promise<Found[]> {
  if (!can(member, 'publishing.sign-off')) return []
  return await office.db.reading(member, async (tx) => {
    const found: Found[] = []
    for (const { signOff, hasCome } of await listPrepared(tx)) {
      if (hasCome !== come || !(await isOnTeam(tx, signOff.caseId))) continue
      const { code_name: code } = await tx.db
        .selectFrom('cases')
        .select('code_name')
        .where('id', '=', signOff.caseId)
        .executeTakeFirstOrThrow()
      const hindrance = await hindranceOf(tx, signOff)
      found.push({ id: signOff.id, caseId: signOff.caseId, code, hindrance })
    }
    return found
  })
}

/** Her liberty says that the day has come for which a text was signed; whoever is on the team may send it. */
export const preparedIsDue: TodaySource = {
  urgency: 1,
  section: 'cases',
  async find(asking) {
    const { i18n } = asking
    return (await readyTexts(asking, true)).map(({ id, caseId, code, hindrance: why }) => ({
      text: why
        ? i18n.t('publishing.prepared.today.hindered', { code, why: i18n.t(why) })
        : i18n.t('publishing.prepared.today', { code }),
      href: signOffHref(caseId, id),
    }))
  },
}

/** Safety: a text that could not be sent is signed anew before the day comes, not found out on it. */
export const preparedIsHindered: TodaySource = {
  urgency: 2,
  section: 'cases',
  async find(asking) {
    const { i18n } = asking
    return (await readyTexts(asking, false)).flatMap(({ id, caseId, code, hindrance: why }) =>
      why
        ? {
            text: i18n.t('publishing.prepared.today.anew', { code, why: i18n.t(why) }),
            href: signOffHref(caseId, id),
          }
        : [],
    )
  },
}

const remembered = 30

/** An organisation that left took its signature along, or the text gave way to nothing: it has to be signed anew. */
export const preparedIsGone: TodaySource = {
  urgency: 2,
  section: 'cases',
  async find({ member, office, i18n }) {
    if (!can(member, 'publishing.sign-off')) return []
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{ id: string; case_id: string; settled_at: Date; code_name: string }>`
        select s.id, s.case_id, s.settled_at, c.code_name from sign_offs s join cases c on c.id = s.case_id
        where s.state = 'replaced' and s.condition is not null
          and s.settled_at > ${tx.now}::timestamptz - make_interval(days => ${remembered})
          and s.case_id = any ((select wl.file_cases())::uuid[])
          and not exists (select 1 from sign_offs n where n.subject_kind = s.subject_kind and n.subject_id = s.subject_id
            and n.condition is not null and n.signed_at > s.signed_at)
        order by s.settled_at limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t('publishing.prepared.today.gone', { code: row.code_name }),
      href: signOffHref(row.case_id, row.id),
      since: row.settled_at,
    }))
  },
}

offerReadyText(async (tx, { caseId, wish }, c) => {
  if (wish.kind !== 'publish-if-arrested' || wish.revokedAt) return undefined
  const prepared = await listPrepared(tx, { caseId, wishId: wish.id })
  const hindrances = await hindrancesOf(
    tx,
    prepared.map(({ signOff }) => signOff),
  )
  const props = { i18n: c.get('i18n'), caseId, version: wish.version, prepared, hindrances }
  return <ReadyForWish {...props} />
})
