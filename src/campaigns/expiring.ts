import { sql } from 'kysely'
import { workerOf } from '#platform/actor.ts'
import { mustBeAllowed } from '#platform/access.ts'
import { eachApart, inEachOrganisation } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import type { Job } from '#platform/module.ts'
import { endOptIns, eraseStranger } from '#supporters/index.ts'
import { remind } from './confirm-mail.ts'
import { stopOfficialEmails } from './official-emails.ts'
import { endPersonIndexes } from './supporter-actions.ts'

/** What nobody confirmed within seven days is erased, and whoever has nothing else with us is forgotten. */
export async function expireUnconfirmed(tx: Tx, organisationId: string): Promise<number> {
  mustBeAllowed(tx, 'action.confirm')
  const askedBy = new Date(tx.now.getTime() - 7 * 86_400_000)
  const { rows } = await sql<{ id: string; kind: string; case_id: string; supporter_id: string }>`
    update actions set state = 'expired', ended_at = ${tx.now}, sealed = null, name_sealed = null, journey = null
    where id in (select id from actions where organisation_id = ${organisationId} and state in ('pending', 'quarantined')
      and expires_at <= ${tx.now} order by expires_at limit 500 for update skip locked)
    returning id, kind, case_id, supporter_id`.execute(tx.db)
  const optIns = await sql<{ supporter_id: string }>`
    select distinct supporter_id from opt_ins where organisation_id = ${organisationId} and confirmed_at is null
      and ended_at is null and asked_at <= ${askedBy} limit 500`.execute(tx.db)
  await stopOfficialEmails(tx, { actionIds: rows.map((row) => row.id) }, true)
  const supporters = [...new Set([...rows, ...optIns.rows].map((row) => row.supporter_id))]
  if (supporters.length === 0) return 0
  await endOptIns(tx, organisationId, supporters, 'not-confirmed', { unconfirmed: true, askedBy })
  await recordAll(
    tx,
    'action.expired',
    rows.map((row) => ({
      caseId: row.case_id,
      organisationId,
      subject: row.id,
      data: { kind: row.kind },
    })),
  )
  await forgetStrangers(tx, organisationId, supporters)
  return rows.length
}

/** Erases those of these supporters who never confirmed anything: a name in a form is no reason to keep somebody. */
export async function forgetStrangers(
  tx: Tx,
  organisationId: string,
  supporters: readonly string[],
): Promise<void> {
  const { rows: strangers } = await sql<{ id: string }>`
    select s.id from supporters s where s.organisation_id = ${organisationId} and s.id = any (${supporters}::uuid[])
      and s.erased_at is null
      and not exists (select 1 from actions a where a.supporter_id = s.id and a.state not in ('expired'))
      and not exists (select 1 from opt_ins o where o.organisation_id = s.organisation_id and o.supporter_id = s.id
        and (o.confirmed_at is not null or o.ended_at is null))`.execute(tx.db)
  for (const { id } of strangers) await eraseStranger(tx, organisationId, id)
}

/** Network tags serve to find a burst; after seven days they are gone. */
async function dropNetworkTags(tx: Tx): Promise<void> {
  const before = new Date(tx.now.getTime() - 7 * 86_400_000).toISOString().slice(0, 10)
  await tx.db.deleteFrom('network_tags').where('day', '<', before).execute()
}

/** A page of thanks that was left open longer than that begins anew. */
async function dropVisits(tx: Tx): Promise<void> {
  const before = new Date(tx.now.getTime() - 7 * 86_400_000)
  await tx.db.deleteFrom('visits').where('began_at', '<', before).execute()
}

export const campaignJobs: readonly Job[] = [
  {
    name: 'expire-unconfirmed',
    everySeconds: 600,
    run: async ({ db, organisations }) =>
      eachApart(await organisations(), async (id) => {
        while ((await db.transaction(workerOf(id), (tx) => expireUnconfirmed(tx, id))) === 500);
      }),
  },
  {
    name: 'remind-unconfirmed',
    everySeconds: 3600,
    run: async ({ db, organisations }) =>
      eachApart(await organisations(), (id) => db.transaction(workerOf(id), (tx) => remind(tx, id))),
  },
  {
    name: 'end-person-indexes',
    everySeconds: 600,
    run: (services) => inEachOrganisation(services, endPersonIndexes),
  },
  {
    name: 'drop-network-tags',
    everySeconds: 3600,
    run: (services) => inEachOrganisation(services, dropNetworkTags),
  },
  {
    name: 'drop-visits',
    everySeconds: 3600,
    run: (services) => inEachOrganisation(services, dropVisits),
  },
]
