import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import os from 'node:os'

function firstReadable(files: string[]): string | undefined {
  for (const file of files) {
    try {
      return readFileSync(file, 'utf8').trim()
    } catch {
      continue
    }
  }
  return undefined
}

/** Changes when the machine starts anew: what was in its memory, unwritten journal pages too, is gone then. */
export const bootId = (): string => firstReadable(['/proc/sys/kernel/random/boot_id']) ?? randomUUID()

/** Tells machines apart without naming them: a data directory that was copied elsewhere is noticed. */
export function hostId(): string {
  const name = firstReadable(['/etc/machine-id', '/var/lib/dbus/machine-id']) || os.hostname()
  return createHash('sha256').update(`watchlight ${name}`).digest('hex').slice(0, 16)
}
