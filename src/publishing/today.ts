import { sql } from 'kysely'
import { caseHref } from '#cases/index.ts'
import type { TodaySource } from '#platform/module.ts'

/**
 * A withdrawal of which nobody knows whether it is her word: for everybody on the team, until two bring back what it took
 * or one says that it stands.
 */
export const withdrawalsInDoubt: TodaySource = {
  urgency: 1,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, (tx) =>
      tx.db
        .selectFrom('withdrawals as w')
        .innerJoin('cases as c', 'c.id', 'w.case_id')
        .select(['w.case_id', 'w.at', 'c.code_name'])
        .where('w.in_doubt', '=', true)
        .where('w.settled_at', 'is', null)
        .where(sql<boolean>`w.case_id = any ((select wl.file_cases())::uuid[])`)
        .orderBy('w.at')
        .limit(20)
        .execute(),
    )
    return rows.map((row) => ({
      text: i18n.t('publishing.doubt.today', { code: row.code_name }),
      href: caseHref(row.case_id, '/consents'),
      since: row.at,
    }))
  },
}

const ahead = 7 * 86_400_000

/** Consents with an end that she set and that comes within a week: afterwards her page goes down by itself. */
export const endingConsents: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, (tx) =>
      tx.db
        .selectFrom('consents as k')
        .innerJoin('cases as c', 'c.id', 'k.case_id')
        .select(['c.id', 'c.code_name', 'k.item', 'k.expires_at'])
        .where('k.state', '=', 'given')
        .where('k.expires_at', '<=', new Date(tx.now.getTime() + ahead))
        .orderBy('k.expires_at')
        .limit(20)
        .execute(),
    )
    return rows.map((row) => ({
      text: i18n.t('consent.today.ending', {
        code: row.code_name,
        item: i18n.t(`consent.item.${row.item}`),
        // the end is the first moment at which it no longer holds
        on: i18n.date(new Date(row.expires_at!.getTime() - 1), { zone: 'UTC' }),
      }),
      href: caseHref(row.id, '/consents'),
    }))
  },
}

/** Thirty, seven and one day before: so often the team is told that it wanted to ask again. */
const reviewAhead = 30

/**
 * Consents that the team wanted to ask about again. Safety: a review date warns, and takes nothing down: what she agreed
 * to stands until she says otherwise.
 */
export const consentsToReview: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, (tx) =>
      tx.db
        .selectFrom('consents as k')
        .innerJoin('cases as c', 'c.id', 'k.case_id')
        .select(['c.id', 'c.code_name', 'k.review_on', (of) => of.fn.countAll<number>().as('n')])
        .where('k.state', '=', 'given')
        .where('k.review_on', '<=', dayAfter(tx.now, reviewAhead))
        .groupBy(['c.id', 'c.code_name', 'k.review_on'])
        .orderBy('k.review_on')
        .limit(20)
        .execute(),
    )
    return rows.map((row) => ({
      text: i18n.t('consent.today.review', {
        code: row.code_name,
        count: row.n,
        on: i18n.date(row.review_on!, { zone: 'UTC' }),
      }),
      href: caseHref(row.id, '/consents'),
    }))
  },
}

const dayAfter = (now: Date, days: number): string =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

const remembered = 7 * 86_400_000

/** A consent that was taken back closed the room, or private advocacy: the team is told, whoever recorded it. */
export const closedRooms: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    const rows = await office.db.reading(member, (tx) =>
      tx.db
        .selectFrom('events as e')
        .innerJoin('cases as c', 'c.id', 'e.case_id')
        .select(['c.id', 'c.code_name', 'e.at', 'e.data'])
        .where('e.type', '=', 'case.publicity-fell')
        .where('e.at', '>', new Date(tx.now.getTime() - remembered))
        .where(sql<boolean>`c.id = any ((select wl.file_cases())::uuid[])`)
        // until it was opened again, or lowered further
        .whereRef(sql`(e.data->>'to')::int`, '=', 'c.publicity_level')
        .orderBy('e.at')
        .limit(20)
        .execute(),
    )
    return rows.map((row) => ({
      text: i18n.t('publishing.publicity.today.fell', {
        code: row.code_name,
        level: i18n.t(`cases.level.${(row.data['to'] ?? 1) as 1 | 2}`),
      }),
      href: caseHref(row.id, '/publicity'),
      since: row.at,
    }))
  },
}
