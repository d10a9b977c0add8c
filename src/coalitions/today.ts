import { sql } from 'kysely'
import { caseHref } from '#cases/index.ts'
import type { TodaySource } from '#platform/module.ts'
import { listInvitationsToUs } from './invitation.ts'

/** Coalitions that ask the own organisation in. The code name is the inviter's; nothing else of the case stands here. */
export const invitationsToUs: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const open = await office.db.reading(member, listInvitationsToUs)
    return open.map(({ id, codeName, inviter, createdAt }) => ({
      text: i18n.t('coalition.today.invitation', { code: codeName, organisation: inviter }),
      href: `/coalition-invitations/${id}`,
      since: createdAt,
    }))
  },
}

/** Organisations that are to go: for the one concerned, and for those that have said their word already. */
export const goingsInNotice: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{
        id: string
        case_id: string
        code_name: string
        asked_at: Date
        notice_until: Date
        own: boolean
        zone: string
      }>`
        select d.id, d.case_id, c.code_name, d.asked_at, d.notice_until, d.concerns_id = o.id as own, o.time_zone as zone
        from coalition_decisions d join cases c on c.id = d.case_id
          join organisations o on o.id = ${member.organisationId}
        where d.state = 'open' and d.kind = 'end-membership' and (d.concerns_id = o.id
          or exists (select 1 from coalition_votes v where v.decision_id = d.id and v.organisation_id = o.id))
        order by d.asked_at limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t(row.own ? 'coalition.today.own-going' : 'coalition.today.going', {
        code: row.code_name,
        at: i18n.dateTime(row.notice_until, { zone: row.zone, style: 'short' }),
      }),
      href: caseHref(row.case_id, `/coalition/decisions/${row.id}`),
      since: row.asked_at,
    }))
  },
}

/** Questions to the coalition that the own organisation has not answered. */
export const decisionsForUs: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, async (tx) => {
      const found = await sql<{
        id: string
        case_id: string
        code_name: string
        asked_at: Date
        silent: boolean
      }>`
        select d.id, d.case_id, c.code_name, d.asked_at, wl.silence_ends(d.case_id, d.asked_at, d.silence_at) is not null as silent
        from coalition_decisions d join cases c on c.id = d.case_id
          join coalition_members m on m.case_id = d.case_id and m.organisation_id = ${member.organisationId}
            and m.left_at is null and m.role <> 'observer'
        where d.state = 'open' and (d.kind <> 'end-membership' or d.concerns_id <> ${member.organisationId})
          and not exists (select 1 from coalition_votes v
            where v.decision_id = d.id and v.organisation_id = ${member.organisationId} and v.voted_at >= m.joined_at)
        order by d.asked_at limit 20`.execute(tx.db)
      return found.rows
    })
    return rows.map((row) => ({
      text: i18n.t(row.silent ? 'coalition.today.silence' : 'coalition.today.decision', {
        code: row.code_name,
      }),
      href: caseHref(row.case_id, `/coalition/decisions/${row.id}`),
      since: row.asked_at,
    }))
  },
}
