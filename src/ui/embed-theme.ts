import { isLanguage, type Language } from '#platform/i18n.ts'

export const themeSchemes = ['auto', 'light', 'dark'] as const
/** `house`: headings with serifs, text without */
export const themeLetters = ['house', 'sans', 'serif'] as const

/** How a frame looks, as its address says; whatever it says wrongly is as if it said nothing. */
export interface Theme {
  lang: Language
  scheme: (typeof themeSchemes)[number]
  letters: (typeof themeLetters)[number]
  /** six digits, in lower case: the colour of the one action; undefined: the house's own */
  accent: string | undefined
}

/** Reads the fields `lang`, `theme`, `font` and `accent` (with or without `#`) of a query. */
export function readTheme(field: (name: string) => string | undefined): Theme {
  const lang = field('lang') ?? ''
  const accent = (field('accent') ?? '').replace(/^#/, '').toLowerCase()
  return {
    lang: isLanguage(lang) ? lang : 'en',
    scheme: themeSchemes.find((one) => one === field('theme')) ?? 'auto',
    letters: themeLetters.find((one) => one === field('font')) ?? 'house',
    accent: inkOn(accent) ? accent : undefined,
  }
}

/** The fields of an address that say the same; the usual ones are left out. */
export const themeFields = ({ lang, scheme, letters: font, accent }: Theme): Record<string, string> => ({
  lang,
  ...(scheme === 'auto' ? {} : { theme: scheme }),
  ...(font === 'house' ? {} : { font }),
  ...(accent ? { accent } : {}),
})

// of the house (`light.css`), and white
const inks = ['211c16', 'ffffff'] as const
/** WCAG 2.2, 1.4.3 */
const leastContrast = 4.5

/** What can be read on a colour of six digits in lower case; undefined where neither ink can, or where it is no such colour. */
export function inkOn(colour: string): string | undefined {
  if (!/^[0-9a-f]{6}$/.test(colour)) return undefined
  return inks.find((ink) => contrast(ink, colour) >= leastContrast)
}

/** Source: WCAG 2.2, contrast ratio and relative luminance. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/**
 * The stylesheet of one colour, with the ink that can be read on it; undefined for a colour without. The edge is the
 * ink of the page, so that the action stands out on any paper. It goes before the colour of a partner's own page.
 */
export function accentCss(colour: string): string | undefined {
  const ink = inkOn(colour)
  if (!ink) return undefined
  return `@layer tokens,base,forms,page,embed;@layer embed{:root,[class*=accent-]{--lamp:#${colour};--on-lamp:#${ink};--lamp-edge:var(--ink)}}`
}
