import { sql } from 'kysely'
import { mustBeAllowed } from '#platform/access.ts'
import { inEachOrganisation } from '#platform/apart.ts'
import type { Tx } from '#platform/database.ts'
import { recordAll } from '#platform/events.ts'
import type { Job } from '#platform/module.ts'

const waitsAtMost = 8 * 86_400_000

/**
 * Mails about a page that is down wait for it to come back, at most a day longer than anything can be confirmed. Then
 * they end, or each look into the queue would pass by all of them for ever.
 */
export async function dropOutdatedMails(tx: Tx): Promise<number> {
  mustBeAllowed(tx, 'mail.send')
  const before = new Date(tx.now.getTime() - waitsAtMost)
  const { rows } = await sql<{ id: string }>`
    update mails m set state = 'suppressed', settled_at = ${tx.now}, sealed = ''
    where m.state = 'queued' and m.about is not null and m.created_at <= ${before}
      and not exists (select 1 from publications p join publications k
        on k.subject_kind = 'case' and k.subject_id = p.case_id where p.subject_id = m.about)
    returning m.id`.execute(tx.db)
  await recordAll(
    tx,
    'mail.suppressed',
    rows.map(({ id }) => ({ subject: id })),
  )
  return rows.length
}

export const dropOutdated: Job = {
  name: 'drop-outdated-mails',
  everySeconds: 3600,
  run: (services) => inEachOrganisation(services, dropOutdatedMails),
}
