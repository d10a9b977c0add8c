import { reasonOf } from '#platform/jobs.ts'
import type { Job, WorkerServices } from '#platform/module.ts'
import { fetchOutside, OutsideError } from '#platform/outside/index.ts'

const fresh = 2 * 60_000

/**
 * Tells a monitor outside that check-ins are looked at; when it hears nothing, it calls the operator. Only after a look
 * that went well for every organisation: a worker that runs and no longer looks must fall silent.
 */
export const heartbeat: Job = {
  name: 'heartbeat',
  everySeconds: 60,
  run: async (services) => void (await beat(services)),
}

export async function beat(
  services: Pick<WorkerServices, 'db' | 'heartbeatUrl' | 'outsideAllow' | 'organisations' | 'log'>,
): Promise<boolean> {
  const { heartbeatUrl: address, db } = services
  if (!address) return false
  const all = await services.organisations()
  for (const organisationId of all) {
    const pulse = await db.reading({ kind: 'worker', organisationId }, (tx) =>
      tx.db.selectFrom('check_in_pulses').select('turned_at').executeTakeFirst(),
    )
    if (!pulse || Math.abs(db.clock.now().getTime() - pulse.turned_at.getTime()) > fresh) return false
  }
  try {
    const { status } = await fetchOutside(address, { allow: services.outsideAllow, onlyAllowed: true })
    if (status < 300) return true
    services.log(`the heartbeat was answered with ${status}`)
  } catch (error) {
    services.log(
      `the heartbeat did not go out: ${error instanceof OutsideError ? error.code : reasonOf(error)}`,
    )
  }
  return false
}
