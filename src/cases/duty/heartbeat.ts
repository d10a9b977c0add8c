import { reasonOf } from '#platform/jobs.ts'
import type { Job, WorkerServices } from '#platform/module.ts'
import { fetchOutside, OutsideError } from '#platform/outside/index.ts'

const fresh = 2 * 60_000

/**
 * Tells a monitor outside that check-ins are looked at; when it hears nothing, it calls the operator. Only after a look
 * that went well for every organisation: a worker that runs and no longer looks, or no longer reads what people at risk
 * send, must fall silent.
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
  const isFresh = (at: Date | null | undefined) =>
    at && Math.abs(db.clock.now().getTime() - at.getTime()) <= fresh
  for (const organisationId of all) {
    const pulse = await db.reading({ kind: 'worker', organisationId }, (tx) =>
      tx.db.selectFrom('check_in_pulses').select(['turned_at', 'heard_at']).executeTakeFirst(),
    )
    if (!isFresh(pulse?.turned_at) || !isFresh(pulse?.heard_at)) return false
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
