import type { I18n } from '#platform/i18n.ts'
import { themeFields, type Theme } from './embed-theme.ts'

/** What may stand in a frame on another site: an action form, the number of people, one update, the latest of them. */
export const embeddable = ['act', 'count', 'update', 'updates'] as const
export type Embeddable = (typeof embeddable)[number]

/** One thing to be shown on another site. */
export interface Embed {
  what: Embeddable
  /** short id of the campaign, of the update, or of the case whose updates they are */
  id: string
  /** whose sites may show it: the short id of an organisation, or of its page of a campaign; else who answers for it */
  by?: string
  theme: Theme
  /** of a campaign's forms: which one to begin with, where it is not the first */
  step?: string
  /** Where our own site is, without a slash at its end. */
  publicUrl: string
  /** Path of the page there, for whoever sees no frame. */
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

/** Path of what stands in the frame. It lasts: it stands in pages that we cannot change. */
export function framedPath({
  what,
  id,
  by,
  theme,
  step,
}: Pick<Embed, 'what' | 'id' | 'by' | 'theme' | 'step'>): string {
  const fields = new URLSearchParams({ ...themeFields(theme), ...(step ? { step } : {}) })
  return `/embed/${what}/${id}${by ? `/${by}` : ''}?${fields}`
}

/**
 * The words of its link. Safety: what is copied to another site can never be called back, so it names nobody and tells
 * nothing; whatever does stands inside the frame, and goes with the page.
 */
const label = ({ i18n, what }: Embed): string => i18n.t(`ui.embed.${what}`)

/** For sites that allow our script: it puts a frame of the right height in the place of the link. */
export function embedLine(embed: Embed): string {
  const link = `<a href="${escaped(embed.publicUrl + embed.page)}" data-watchlight="${escaped(framedPath(embed))}">`
  const script = `<script async src="${escaped(embed.publicUrl)}/embed.js"></script>`
  return `${link}${escaped(label(embed))}</a>${script}`
}

/** A frame of one height, by itself. */
export function bareFrame(embed: Embed, { width = '100%', height = usualHeight[embed.what] } = {}): string {
  const src = escaped(embed.publicUrl + framedPath(embed))
  return `<iframe src="${src}" title="${escaped(label(embed))}" width="${width}" height="${height}" frameborder="0"></iframe>`
}

/**
 * For sites whose filters let no script through, and few attributes. The link below it is what is left where frames are
 * taken away as well, and what a reader has where the frame is not allowed.
 */
export const embedFrame = (embed: Embed): string => `${bareFrame(embed)}<p>${embedLink(embed)}</p>`

/** For sites that let no frame through either. */
export const embedLink = (embed: Embed): string =>
  `<a href="${escaped(embed.publicUrl + embed.page)}">${escaped(label(embed))}</a>`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
