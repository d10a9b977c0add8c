import type { Config } from '#platform/config.ts'
import { auditHandlers } from './audit.ts'
import { memberHandlers } from './member.ts'
import { say, startUntilAsked } from './running.ts'

export async function run(_words: string[], config: Config): Promise<number> {
  const supervisor = await startUntilAsked(config, {
    log: say,
    handlers: (staff) => ({ ...memberHandlers(staff, config), ...auditHandlers(staff, config) }),
  })
  say(`Visitors: ${config.publicUrl}`)
  if (supervisor.staff) say(`Console:  ${config.consoleUrl}`)
  return await supervisor.stopped
}
