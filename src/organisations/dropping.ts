import type { Job, WorkerServices } from '#platform/module.ts'

const keptFor = 30 * 86_400_000

/**
 * Removes sessions that are over, links that open nothing any more and forgotten drafts after thirty days; events stay.
 * The worker may not see these rows, so the database does it and answers with counts.
 */
export async function dropOutdated({
  db,
}: Pick<WorkerServices, 'db'>): Promise<{ sessions: number; links: number; drafts: number }> {
  const before = new Date(db.clock.now().getTime() - keptFor)
  const { rows } = await db.pool.query<Record<'old_sessions' | 'old_links' | 'old_drafts', number>>(
    'select * from wl.drop_outdated($1)',
    [before],
  )
  const { old_sessions = 0, old_links = 0, old_drafts = 0 } = rows[0] ?? {}
  return { sessions: old_sessions, links: old_links, drafts: old_drafts }
}

export const dropOutdatedJob: Job = {
  name: 'drop-outdated',
  everySeconds: 6 * 3600,
  async run(services) {
    await dropOutdated(services)
  },
}
