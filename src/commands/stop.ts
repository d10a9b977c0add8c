import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '#platform/config.ts'
import { askSupervisor } from '#platform/supervisor/control.ts'
import { isHeld } from '#platform/supervisor/hold.ts'

export async function run(_words: string[], config: Config): Promise<number> {
  await askSupervisor(config.dataDirectory, 'stop')
  while (isHeld(config.dataDirectory)) await pause(100)
  return 0
}
