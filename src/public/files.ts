import type pg from 'pg'

export interface PublishedFile {
  contentType: string
  bytes: Buffer
}

export interface Files {
  get(key: string, now: number): Promise<PublishedFile | undefined>
  /** Which files there are now, each with the moment (ms) until which it may be shown; `anew`: forget all bytes. */
  keepOnly(files: ReadonlyMap<string, number>, anew: boolean): void
}

const mostBytes = 64 * 1024 * 1024

/** Bytes of published images: fetched when first asked for, kept up to 64 MB, the longest unused forgotten first. */
export function openFiles(pool: pg.Pool): Files {
  let existing: ReadonlyMap<string, number> = new Map()
  const kept = new Map<string, PublishedFile>()
  let size = 0

  function drop(key: string): void {
    size -= kept.get(key)?.bytes.length ?? 0
    kept.delete(key)
  }

  function keep(key: string, file: PublishedFile): void {
    drop(key)
    kept.set(key, file)
    size += file.bytes.length
    for (const oldest of kept.keys()) {
      if (size <= mostBytes) break
      drop(oldest)
    }
  }

  const mayBeShown = (key: string, now: number): boolean => now < (existing.get(key) ?? -Infinity)

  return {
    async get(key, now) {
      if (!mayBeShown(key, now)) return undefined
      const known = kept.get(key)
      if (known) {
        keep(key, known)
        return known
      }
      const { rows } = await pool.query<PublishedFile>(
        `select content_type as "contentType", bytes from published.files where key = $1
         union all select content_type, bytes from published.page_files where key = $1
         union all select content_type, bytes from published.logos where key = $1`,
        [key],
      )
      // Safety: it may have been withdrawn while we fetched it
      if (!rows[0] || !mayBeShown(key, now)) return undefined
      keep(key, rows[0])
      return rows[0]
    },
    keepOnly(files, anew) {
      existing = files
      for (const key of [...kept.keys()]) if (anew || !files.has(key)) drop(key)
    },
  }
}
