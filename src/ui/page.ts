import type { Child } from 'hono/jsx'

/** Addresses of the built files, each with its content's hash in its name. */
export interface Assets {
  publicCss: string
  consoleCss: string
  /** Island name (`letter-length`, `live-region`, `autosave`) to address. */
  islands: Readonly<Record<string, string>>
}

/** The same page in another language. */
export interface LanguageLink {
  lang: string
  href: string
}

/** Picture of a publication; sizes in CSS pixels of the file itself, so that the page does not jump while it loads. */
export interface PictureProjection {
  src: string
  width: number
  height: number
  alt: string
  credit: string
}

/** Where a link comes from outside, only these may stand in `href`. */
const safeSchemes = new Set(['https:', 'http:', 'mailto:', 'tel:'])

/**
 * The address if a page may link to it, else undefined: own paths, fragments, http(s), mailto and tel.
 */
export function safeHref(href: string | undefined): string | undefined {
  if (href === undefined) return undefined
  // Safety: `//host` and `/\host` leave this site although they look like own paths.
  if (/^(?:#|\?|\/(?![/\\]))/.test(href)) return href
  try {
    return safeSchemes.has(new URL(href).protocol) ? href : undefined
  } catch {
    return undefined
  }
}

/** Joins class names, leaving out what is false. */
export function classes(...names: (string | false | undefined)[]): string | undefined {
  return names.filter(Boolean).join(' ') || undefined
}

export type { Child }
