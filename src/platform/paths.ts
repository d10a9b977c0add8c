/** The only file that knows where things lie. Everything else asks here. */
import { chmodSync, lchownSync, lstatSync, mkdirSync, statSync } from 'node:fs'
import { createHash } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'

/** Written in by the build (build.ts): bundled code no longer lies where its source did. */
declare const WATCHLIGHT_PROJECT_ROOT: string | undefined

const bundled = typeof WATCHLIGHT_PROJECT_ROOT === 'string'

export const projectRoot = bundled ? WATCHLIGHT_PROJECT_ROOT : path.resolve(import.meta.dirname, '../..')

/** The folder of the running build; undefined while the source itself runs (tests, the supervisor). */
export const buildFolder = bundled ? path.dirname(import.meta.dirname) : undefined

/** SQL files of db/migrations: the copy in the build when there is one. */
export const migrationsFolder = path.join(buildFolder ?? path.join(projectRoot, 'db'), 'migrations')

/** Makes the data directory when missing. Safety: nobody but its owner may enter it. */
export function prepareDataDirectory(directory: string): string {
  const absolute = path.resolve(directory)
  mkdirSync(absolute, { recursive: true, mode: 0o700 })
  const found = statSync(absolute)
  if (process.getuid && found.uid !== process.getuid()) {
    throw new Error(
      `The data directory ${absolute} belongs to user ${found.uid}: run as that user, or set WATCHLIGHT_DATA.`,
    )
  }
  if (found.mode & 0o077) chmodSync(absolute, 0o700)
  return absolute
}

/** Longest path that every Unix can bind a socket to, with room for the file's name. */
const longestSocketFolder = 80

/**
 * Where the unix sockets of a data directory lie: short (a socket's path ends at about 100 bytes, data directories do
 * not) and apart for each user who makes one. The folder may not be there yet.
 */
export function socketFolder(dataDirectory: string, owner?: { uid: number }): string {
  const purpose = `${path.resolve(dataDirectory)} ${owner?.uid ?? process.getuid?.() ?? 0}`
  const name = 'wl-' + createHash('sha256').update(purpose).digest('hex').slice(0, 16)
  const temporary = os.tmpdir().length + name.length < longestSocketFolder ? os.tmpdir() : '/tmp'
  return path.join(temporary, name)
}

/** Makes it when missing, for `owner` if we are root; throws when somebody else was there first. */
export function makeSocketFolder(dataDirectory: string, owner?: { uid: number; gid: number }): string {
  const folder = socketFolder(dataDirectory, owner)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (owner && lstatSync(folder).uid === process.getuid?.()) lchownSync(folder, owner.uid, owner.gid)
  mustBePrivateFolder(folder, owner?.uid ?? process.getuid?.())
  return folder
}

/**
 * Safety: the folder lies in a place where everybody may write. A stranger who made it first, or put a link there,
 * could stand between us and the database and read every password and row.
 */
export function mustBePrivateFolder(folder: string, uid: number | undefined): void {
  const found = lstatSync(folder)
  const wrong = !found.isDirectory()
    ? 'is no folder'
    : uid !== undefined && found.uid !== uid
      ? `belongs to user ${found.uid} and not to ${uid}`
      : found.mode & 0o077
        ? `is open to others (mode ${(found.mode & 0o777).toString(8)})`
        : undefined
  if (wrong) throw new Error(`The socket folder ${folder} ${wrong}. Look at who made it, then remove it.`)
}
