import type { I18n } from '#platform/i18n.ts'

/** What may stand in a frame on another site: an action form, the number of people, one update, the latest of them. */
export const embeddable = ['act', 'count', 'update', 'updates'] as const
export type Embeddable = (typeof embeddable)[number]

/** One thing to be shown on another site. */
export interface Embed {
  what: Embeddable
  /** Absolute address of what stands in the frame, `https://…/embed/…`, with its look. */
  framed: string
  /** Absolute address of the page on our own site, for whoever sees no frame. */
  page: string
  /** In the language of the embed: what is written here stands on other sites. */
  i18n: I18n
}

/** Height in CSS pixels of a frame that nobody fits to what stands in it. */
export const usualHeight: Readonly<Record<Embeddable, number>> = {
  act: 1000,
  count: 320,
  update: 600,
  updates: 600,
}

/**
 * The words of its link. Safety: what is copied to another site can never be called back, so it names nobody and tells
 * nothing; whatever does stands inside the frame, and goes with the page.
 */
const label = ({ i18n, what }: Embed): string => i18n.t(`ui.embed.${what}`)

/** For sites that allow our script: it puts a frame of the right height in the place of the link. */
export function embedLine(embed: Embed): string {
  const { origin, pathname, search } = new URL(embed.framed)
  const link = `<a href="${escaped(embed.page)}" data-watchlight="${escaped(pathname + search)}">${escaped(label(embed))}</a>`
  return `${link}<script async src="${escaped(origin)}/embed.js"></script>`
}

/** For sites whose filters let no script through, and few attributes: a frame of one height. */
export function embedFrame(embed: Embed, { width = '100%', height = usualHeight[embed.what] } = {}): string {
  return `<iframe src="${escaped(embed.framed)}" title="${escaped(label(embed))}" width="${width}" height="${height}" frameborder="0"></iframe>`
}

/** For sites that let no frame through either. */
export const embedLink = (embed: Embed): string =>
  `<a href="${escaped(embed.page)}">${escaped(label(embed))}</a>`

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('&#38;', '&amp;')
