import { sql } from 'kysely'
import { can } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { TodaySource } from '#platform/module.ts'
import { asLetter, isOver, type JointLetter } from './letter.ts'
import { mayModerate } from './moderation.ts'

/** For so long a member is told on Today that it has not signed; then it has been heard. */
const askFor = 14
const warnDays = 3
const dayMs = 86_400_000

type Open = JointLetter & { code: string; waiting: number; since: Date | null; signed: boolean }

/** Letters that visitors read now, with who waits under each. */
async function openLetters(tx: Tx): Promise<Open[]> {
  const organisationId = tx.actor.kind === 'member' ? tx.actor.organisationId : null
  const rows = await tx.db
    .selectFrom('joint_letters as l')
    .innerJoin('cases as k', 'k.id', 'l.case_id')
    .selectAll('l')
    .select((of) => [
      'k.code_name as code',
      sql<number>`(select count(*)::int from joint_letter_signatories s where s.letter_id = l.id and s.state = 'waiting')`.as(
        'waiting',
      ),
      sql<Date | null>`(select min(s.verified_at) from joint_letter_signatories s where s.letter_id = l.id and s.state = 'waiting')`.as(
        'since',
      ),
      of
        .exists(
          of
            .selectFrom('joint_letter_signatories as s')
            .select('s.id')
            .whereRef('s.letter_id', '=', 'l.id')
            .where('s.member_organisation_id', '=', organisationId)
            .where('s.state', '=', 'listed'),
        )
        .as('signed'),
    ])
    .where('l.state', 'in', ['published', 'closed'])
    .orderBy('l.published_at')
    .execute()
  return rows.map((row) => ({
    ...asLetter(row),
    ...{ code: row.code, waiting: row.waiting, since: row.since, signed: Boolean(row.signed) },
  }))
}

/** Who signed from outside stands nowhere until one of those who moderate has looked. */
const waitingToBeListed: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    if (!can(member, 'joint-letter.moderate')) return []
    return await office.db.reading(member, async (tx) => {
      const items = []
      for (const letter of await openLetters(tx)) {
        if (letter.waiting === 0 || !(await mayModerate(tx, letter))) continue
        items.push({
          text: i18n.t('joint-letters.today.waiting', { code: letter.code, count: letter.waiting }),
          href: `/joint-letters/${letter.id}/signatories?state=waiting`,
          count: letter.waiting,
          ...(letter.since ? { since: letter.since } : {}),
        })
      }
      return items
    })
  },
}

/** The last moment to ask others, or to move the day. */
const closingSoon: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    if (!can(member, 'joint-letter.publish')) return []
    const now = office.db.clock.now().getTime()
    const letters = await office.db.reading(member, openLetters)
    return letters.flatMap((letter) => {
      const until = letter.publicClosesAt?.getTime()
      const ours = letter.organisationId === member.organisationId && letter.state === 'published'
      if (!ours || until === undefined || until < now || until - now > warnDays * dayMs) return []
      // its last moment, and not the first of the day after
      const on = i18n.date(new Date(until - 1000), { zone: letter.zone })
      return [
        {
          text: i18n.t('joint-letters.today.closing', { code: letter.code, on }),
          href: `/joint-letters/${letter.id}`,
        },
      ]
    })
  },
}

/** A member is told that a letter is open; whether it signs is its own to say. */
const notSigned: TodaySource = {
  urgency: 4,
  async find({ member, office, i18n }) {
    if (!can(member, 'joint-letter.sign')) return []
    const now = office.db.clock.now().getTime()
    return await office.db.reading(member, async (tx) => {
      const observed = await tx.db
        .selectFrom('coalition_members')
        .select('case_id')
        .where('organisation_id', '=', member.organisationId)
        .where('left_at', 'is', null)
        .where('role', '=', 'observer')
        .execute()
      const open = (await openLetters(tx)).filter(
        (letter) =>
          letter.state === 'published' &&
          !letter.signed &&
          now - letter.publishedAt!.getTime() <= askFor * dayMs &&
          !isOver(letter, new Date(now)) &&
          !observed.some(({ case_id: caseId }) => caseId === letter.caseId),
      )
      return open.map(({ id, code }) => ({
        text: i18n.t('joint-letters.today.sign', { code }),
        href: `/joint-letters/${id}/sign`,
      }))
    })
  },
}

export const letterToday: readonly TodaySource[] = [waitingToBeListed, closingSoon, notSigned]
