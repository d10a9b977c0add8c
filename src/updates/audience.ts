import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { Conflict, Refused } from '#platform/web/errors.ts'
import { sendsTogether, startBroadcast, startJointBroadcast, type JointWho } from '#delivery/index.ts'
import { getUpdate, lockUpdate } from './update.ts'

export const audienceKinds = ['message', 'email', 'call', 'signature'] as const
export type AudienceKind = (typeof audienceKinds)[number]

/** `acted`: did something; `following`: asked to hear and did nothing yet; `all`: both. */
export const audienceWho = ['acted', 'following', 'all'] as const

export interface Audience {
  who: (typeof audienceWho)[number]
  /** what they did, any of it; empty: whatever */
  kinds: readonly AudienceKind[]
  /** empty: all */
  languages: readonly string[]
  countries: readonly string[]
}

export interface AudienceCount {
  /** in the audience, whether or not they may be written to */
  people: number
  acted: number
  /** of them, asked to hear what happens */
  asked: number
  /** of those who asked: unsubscribed since, or their inbox is gone */
  suppressed: number
  /** of those who asked: this update reached them before */
  already: number
  /** inboxes that will get one mail each */
  recipients: number
}

export interface CountedAudience extends AudienceCount {
  byLanguage: (AudienceCount & { language: string })[]
  byCountry: (AudienceCount & { country: string })[]
}

type Row = AudienceCount & { language: string | null; country: string | null; level: number }

/** Counts whom a broadcast of this update would reach, before anybody is written to. */
export async function countAudience(tx: Tx, updateId: string, audience: Audience): Promise<CountedAudience> {
  mustBeAllowed(tx, 'broadcast.read')
  const update = await getUpdate(tx, updateId)
  const { rows } = await sql<Row>`
    with ${chosen(organisationOf(tx), update, audience)}
    select language, country, grouping(language, country)::int as level, count(*)::int as people,
      count(*) filter (where acted)::int as acted, count(*) filter (where asked)::int as asked,
      count(*) filter (where asked and suppressed)::int as suppressed,
      count(*) filter (where asked and not suppressed and already)::int as already,
      count(*) filter (where place = 1 and mailable)::int as recipients
    from ranked group by grouping sets ((), (language), (country))
    order by people desc, language, country`.execute(tx.db)
  const none: AudienceCount = { people: 0, acted: 0, asked: 0, suppressed: 0, already: 0, recipients: 0 }
  const plain = ({
    people,
    acted,
    asked,
    suppressed,
    already,
    recipients,
  }: AudienceCount): AudienceCount => ({
    ...{ people, acted, asked, suppressed, already, recipients },
  })
  return {
    ...plain(rows.find((row) => row.level === 3) ?? none),
    byLanguage: rows
      .filter((row) => row.level === 1)
      .map((row) => ({ ...plain(row), language: row.language ?? '' })),
    byCountry: rows
      .filter((row) => row.level === 2)
      .map((row) => ({ ...plain(row), country: row.country ?? '' })),
  }
}

/**
 * Freezes the audience and begins to send the update to it: one mail for each inbox, whoever shares it.
 * For admins and campaigners with a recent step-up.
 * @throws Conflict ('updates.error.not-published', 'broadcasts.error.under-way', 'broadcasts.error.nobody',
 *   'broadcasts.error.together' where other organisations send too)
 */
export async function sendUpdate(tx: Tx, updateId: string, audience: Audience): Promise<string> {
  mustBeAllowed(tx, 'broadcast.send')
  const update = await lockUpdate(tx, updateId)
  if (update.state !== 'published') throw new Conflict('updates.error.not-published')
  // Safety: beside others it goes out from all of them, or somebody whom two of them know would get it twice
  if (await sendsTogether(tx, update.caseId)) throw new Conflict('broadcasts.error.together')
  const counted = await countAudience(tx, updateId, audience)
  const { rows } = await sql<{ number: number }>`
    with ${chosen(organisationOf(tx), update, audience)}
    select number from ranked where place = 1 and mailable order by number`.execute(tx.db)
  return await startBroadcast(tx, {
    caseId: update.caseId,
    updateId: update.id,
    audience: { ...audience },
    acted: counted.acted,
    asked: counted.asked,
    supporters: rows.map((row) => row.number),
  })
}

/**
 * Sends the update from every organisation of the coalition, once to each person; it goes when the charter's minutes are
 * over and nobody holds it. Whom it is about is not narrowed by language or country: an organisation that chose them
 * would count by them whom others know. For admins and campaigners with a recent step-up.
 * @throws Conflict ('updates.error.not-published', 'broadcasts.error.under-way', 'broadcasts.error.nobody')
 */
export async function sendUpdateTogether(tx: Tx, updateId: string, who: JointWho): Promise<string> {
  mustBeAllowed(tx, 'broadcast.send')
  const update = await lockUpdate(tx, updateId)
  if (update.state !== 'published') throw new Conflict('updates.error.not-published')
  return await startJointBroadcast(tx, { caseId: update.caseId, updateId: update.id, who })
}

function organisationOf(tx: Tx): string {
  if (tx.actor.kind !== 'member') throw new Refused()
  return tx.actor.organisationId
}

/** Everybody in the audience, and in each inbox the first of those who may be written to has `place` 1. */
function chosen(organisationId: string, update: { id: string; caseId: string }, audience: Audience) {
  const kinds = audience.kinds.length > 0 ? audience.kinds : audienceKinds
  // uncorrelated, so that each is read once and hashed: `exists` was quadratic while statistics were young
  const did = (these: readonly string[]) => sql`s.id in (select a.supporter_id from actions a
    where a.organisation_id = ${organisationId} and a.case_id = ${update.caseId} and a.state = 'confirmed'
      and a.supporter_id is not null and a.kind = any (${these}::text[]))`
  const asked = sql`s.id in (select o.supporter_id from opt_ins o where o.organisation_id = ${organisationId}
    and o.scope = 'case' and o.case_id = ${update.caseId} and o.confirmed_at is not null and o.ended_at is null)`
  const who = {
    acted: did(kinds),
    following: sql`(${asked} and not ${did(audienceKinds)})`,
    all: sql`(${did(kinds)} or (${asked} and not ${did(audienceKinds)}))`,
  }[audience.who]
  // Safety: an inbox that may hold this update already is not written to again
  const already = sql`s.inbox in (select t.inbox from broadcasts b
    join deliveries d on d.broadcast_id = b.id and d.outcome in ('sent', 'unknown')
    join supporters t on t.organisation_id = d.organisation_id and t.number = d.supporter
    where b.update_id = ${update.id} and b.organisation_id = ${organisationId})`
  return sql`people as (
      select s.number, s.inbox, s.language, coalesce(s.country, '') as country, ${did(audienceKinds)} as acted,
        ${asked} as asked, i.suppressed_at is not null as suppressed, ${already} as already
      from supporters s join inboxes i on i.organisation_id = s.organisation_id and i.number = s.inbox
      where s.organisation_id = ${organisationId} and s.erased_at is null and ${who}
        and (${audience.languages.length} = 0 or s.language = any (${audience.languages}::text[]))
        and (${audience.countries.length} = 0 or s.country = any (${audience.countries}::text[]))
    ), judged as (select *, asked and not suppressed and not already as mailable from people),
    ranked as (select *, row_number() over (partition by inbox, mailable order by number) as place from judged)`
}
