/** What the public process needs, kept from the last whole start: it must serve even when the master key is away. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PublicBoot } from '../boot.ts'

const file = (dataDirectory: string) => path.join(dataDirectory, 'public.json')

/** Holds public keys and the login of wl_public, which may read what is published and append what is sealed. */
export function rememberPublicBoot(dataDirectory: string, boot: PublicBoot): void {
  const to = file(dataDirectory)
  writeFileSync(`${to}.new`, JSON.stringify(boot), { mode: 0o600, flush: true })
  renameSync(`${to}.new`, to)
}

export function recallPublicBoot(dataDirectory: string): PublicBoot | undefined {
  const from = file(dataDirectory)
  return existsSync(from) ? (JSON.parse(readFileSync(from, 'utf8')) as PublicBoot) : undefined
}
