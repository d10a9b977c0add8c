import { sql } from 'kysely'
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { TodayItem, TodaySource } from '#platform/module.ts'
import { listReadyUnanswered } from './approvals.ts'
import { signOffHref } from './asked.ts'
import { isWordCode } from './holding.ts'
import type { SignedKind } from './tables.ts'

/** A text that a colleague signed and that waits for me; whatever it says, it is not public meanwhile. */
export const signaturesAskedOfMe: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    if (!can(member, 'publishing.sign-off')) return []
    const rows = await office.db.reading(member, (tx) =>
      tx.db
        .selectFrom('sign_offs as s')
        .innerJoin('cases as c', 'c.id', 's.case_id')
        .innerJoin('coalition_members as m', 'm.case_id', 's.case_id')
        .select(['s.id', 's.case_id', 's.subject_kind', 's.signed_at', 'c.code_name'])
        .where('s.state', '=', 'asked')
        .where('m.organisation_id', '=', member.organisationId)
        .where('m.left_at', 'is', null)
        // who only watches is asked for nothing
        .where('m.role', '<>', 'observer')
        .where((where) =>
          where.or([
            where.and([
              where.or([where('s.second_by', 'is', null), where('s.second_taken_back_at', 'is not', null)]),
              where('s.signed_by', '<>', member.accountId),
              where.or([
                where('s.two_organisations', '=', false),
                where('s.organisation_id', '<>', member.organisationId),
              ]),
            ]),
            // one word per organisation, where the charter asks for more than sign
            where.and([
              where('s.quorum', '>', 1),
              where('s.organisation_id', '<>', member.organisationId),
              where.not(
                where.exists(
                  where
                    .selectFrom('sign_off_approvals as a')
                    .select('a.answer')
                    .whereRef('a.sign_off_id', '=', 's.id')
                    .where('a.organisation_id', '=', member.organisationId)
                    .whereRef('a.answered_at', '>=', 'm.joined_at'),
                ),
              ),
            ]),
          ]),
        )
        .orderBy('s.signed_at')
        .limit(20)
        .execute(),
    )
    return rows.map((row) => itemOf(i18n, 'publishing.today.asked', row, row.signed_at))
  },
}

/** What lies signed wants another organisation's word by now: ours would be one. */
export const readyWantsOurWord: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    if (!can(member, 'publishing.sign-off')) return []
    const found = await office.db.reading(member, (tx) => listReadyUnanswered(tx, member.organisationId))
    return found.map(({ signOff: { id, caseId, signedAt, condition }, code }) => ({
      text: i18n.t(condition ? 'publishing.today.ready-unanswered' : 'publishing.today.timed-unanswered', {
        code,
      }),
      href: signOffHref(caseId, id),
      since: signedAt,
    }))
  },
}

/** A line that leads to its signing page, by the code name of the case. */
const itemOf = (
  i18n: I18n,
  key:
    | 'publishing.today.asked'
    | 'publishing.today.dropped'
    | 'publishing.today.held'
    | 'publishing.today.word-missing'
    | 'publishing.today.refused',
  row: { id: string; case_id: string; subject_kind: SignedKind; code_name: string },
  since: Date,
): TodayItem => ({
  text: i18n.t(key, { code: row.code_name, what: i18n.t(`publishing.kind.${row.subject_kind}`) }),
  href: signOffHref(row.case_id, row.id),
  since,
})

const remembered = 7

/** What people signed and its hour did not bring out: it waits for them. */
export const textsHeld: TodaySource = {
  urgency: 1,
  async find({ member, office, i18n }) {
    if (!can(member, 'publishing.sign-off')) return []
    const rows = await office.db.reading(member, (tx) =>
      tx.db
        .selectFrom('sign_offs as s')
        .innerJoin('cases as c', 'c.id', 's.case_id')
        .select(['s.id', 's.case_id', 's.subject_kind', 's.held_at', 's.held_code', 'c.code_name'])
        .where('s.state', 'in', ['asked', 'prepared'])
        .where('s.held_at', 'is not', null)
        .orderBy('s.held_at')
        .limit(20)
        .execute(),
    )
    return rows.map((row) =>
      itemOf(
        i18n,
        isWordCode(row.held_code!) ? 'publishing.today.word-missing' : 'publishing.today.held',
        row,
        row.held_at!,
      ),
    )
  },
}

/** What was to come out at its hour and ended because somebody showed less, or left: it is asked anew, or let be. */
export const hoursDropped: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    if (!can(member, 'publishing.sign-off')) return []
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{
        id: string
        case_id: string
        subject_kind: SignedKind
        settled_at: Date
        code_name: string
      }>`
        select s.id, s.case_id, s.subject_kind, s.settled_at, c.code_name
        from sign_offs s join cases c on c.id = s.case_id
        where s.state = 'replaced' and s.publish_at is not null and s.organisation_id = ${member.organisationId}
          and (s.settled_by is null or exists (select 1 from events e
            where e.case_id = s.case_id and e.type = 'sign-off.dropped' and e.subject = s.id))
          and s.settled_at > ${tx.now}::timestamptz - make_interval(days => ${remembered})
          and not exists (select 1 from sign_offs n where n.subject_kind = s.subject_kind
            and n.subject_id = s.subject_id and n.signed_at > s.signed_at)
        order by s.settled_at limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => itemOf(i18n, 'publishing.today.dropped', row, row.settled_at))
  },
}

/** A colleague said no to what I asked, and I have not asked again. */
export const answersToMe: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    if (!can(member, 'publishing.sign-off')) return []
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{
        id: string
        case_id: string
        subject_kind: SignedKind
        settled_at: Date
        code_name: string
      }>`
        select s.id, s.case_id, s.subject_kind, s.settled_at, c.code_name
        from sign_offs s join cases c on c.id = s.case_id
        where s.state = 'refused' and s.signed_by = ${member.accountId}
          and s.settled_at > ${tx.now}::timestamptz - make_interval(days => ${remembered})
          and not exists (select 1 from sign_offs n where n.subject_kind = s.subject_kind
            and n.subject_id = s.subject_id and n.signed_at > s.signed_at)
        order by s.settled_at limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => itemOf(i18n, 'publishing.today.refused', row, row.settled_at))
  },
}
