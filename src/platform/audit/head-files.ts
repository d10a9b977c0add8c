/** Heads in the data directory, outside the database: whoever cuts the chain there alone is found out at once. */
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { headLine, readHeadLine, type Head } from './head.ts'

export const auditFolder = (dataDirectory: string): string => path.join(dataDirectory, 'audit')

export interface HeadFiles {
  /** The newest link that was noted. */
  last(): Promise<Head | undefined>
  /** Replaces it, as a whole or not at all. */
  noteLast(head: Head): Promise<void>
  /** The heads that stay, oldest first, and how many lines could not be read. */
  kept(): Promise<{ heads: Head[]; unreadable: number }>
  /** Adds one that stays; on the disk when it resolves. */
  keep(head: Head): Promise<void>
}

export function openHeadFiles(folder: string): HeadFiles {
  const newest = path.join(folder, 'last')
  const all = path.join(folder, 'heads')
  const prepare = () => mkdir(folder, { recursive: true, mode: 0o700 })
  return {
    async last() {
      return readHeadLine((await textOf(newest)).trimEnd())
    },
    async noteLast(head) {
      await prepare()
      await writeFile(`${newest}.new`, headLine(head), { mode: 0o600, flush: true })
      await rename(`${newest}.new`, newest)
    },
    async kept() {
      const lines = (await textOf(all)).split('\n').filter(Boolean)
      const heads = lines.map(readHeadLine)
      const read = heads.filter((head): head is Head => head !== undefined)
      return { heads: read, unreadable: heads.length - read.length }
    },
    async keep(head) {
      await prepare()
      // a power cut may have left half a line: a line end before keeps it apart
      await appendFile(all, `\n${headLine(head)}`, { mode: 0o600, flush: true })
    },
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
