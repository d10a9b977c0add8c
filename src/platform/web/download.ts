import type { Context } from 'hono'

export interface Download {
  fileName: string
  contentType: string
  bytes: Uint8Array
}

/** A file that somebody put in. Safety: saved, never shown: it opens no window of ours, and nothing stays in a cache. */
export const asDownload = (c: Context, { fileName, contentType, bytes }: Download): Response =>
  c.body(new Uint8Array(bytes), 200, {
    'Content-Type': contentType,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  })
