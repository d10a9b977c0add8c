import { existsSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { prepareDataDirectory } from '../paths.ts'

/** Proof that this process, and no other, runs the data directory. */
export interface Hold {
  readonly dataDirectory: string
  release(): void
}

export class AlreadyRunning extends Error {
  constructor(dataDirectory: string) {
    super(`Another Watchlight is running on ${dataDirectory}: use it, stop it, or set WATCHLIGHT_DATA.`)
    this.name = 'AlreadyRunning'
  }
}

const lockFile = (dataDirectory: string) => path.join(dataDirectory, 'running.lock')

/**
 * Takes the data directory for this process until `release` or its death; throws AlreadyRunning when taken.
 * The lock is SQLite's: the kernel lets go of it however the process dies, so a lock can never be stale,
 * which a file with a process id or a forgotten socket can. Only its holder may judge a postmaster an orphan.
 */
export function holdDataDirectory(directory: string): Hold {
  const dataDirectory = prepareDataDirectory(directory)
  const database = new DatabaseSync(lockFile(dataDirectory))
  try {
    database.exec('pragma busy_timeout = 0; pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode !== 5) throw error
    throw new AlreadyRunning(dataDirectory)
  }
  let held = true
  return {
    dataDirectory,
    release() {
      if (held) database.close()
      held = false
    },
  }
}

/** Whether some process runs this data directory now. Leaves no trace. */
export function isHeld(directory: string): boolean {
  if (!existsSync(lockFile(directory))) return false
  try {
    holdDataDirectory(directory).release()
    return false
  } catch (error) {
    if (error instanceof AlreadyRunning) return true
    throw error
  }
}
