import { IntlMessageFormat } from 'intl-messageformat'
import { countryCodes } from './i18n-countries.ts'

/**
 * The languages that the interface is complete in. To add one: its code here, its direction in `directions` when it is
 * written from the right, one locale file per module. French, Spanish and Khmer (`fr`, `es`, `km`) are to follow.
 */
export const languages = ['en', 'ar'] as const
export type Language = (typeof languages)[number]
export type Direction = 'ltr' | 'rtl'

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'])

/**
 * Locale used for digits and calendars. Arabic is pinned to Latin digits and the Gregorian calendar: telephone numbers,
 * dates of hearings and counts must read the same in every language of a case and in what people copy from it, and what
 * `ar` alone means has changed between releases of ICU.
 */
const formatLocales: Record<string, string> = { en: 'en-GB', ar: 'ar-u-nu-latn-ca-gregory' }

/** Keys of all messages; each module adds its own by declaration merging in its `locales/en.ts`. */
// oxlint-disable-next-line typescript/no-empty-interface
export interface MessageCatalogue {}
export type MessageKey = Extract<keyof MessageCatalogue, string>

export type Messages = Record<string, string>
/** All messages of an instance, by language. */
export type Catalogue = Readonly<Record<Language, ReadonlyMap<string, string>>>
export type MessageValues = Record<string, string | number>

export interface DateOptions {
  /** IANA zone, for instance `Asia/Amman`; a plain `YYYY-MM-DD` belongs to no zone and is shown as it is. */
  zone: string
  /** `month`: November 2026; `day`: 12 November; `long`: 12 November 2026; `short`: 12 Nov 2026; `weekday`: Thursday, 12 November 2026. */
  style?: 'month' | 'day' | 'short' | 'long' | 'weekday'
}

export interface I18n {
  readonly lang: Language
  readonly dir: Direction
  /** Plain text. Values are never parsed, so they may hold anything that a stranger typed. */
  t(key: MessageKey, values?: MessageValues): string
  /** The same message in pieces, so that a page can set a value apart (a name in `<bdi>`, a link). */
  parts<T extends object>(key: MessageKey, values: Record<string, string | number | T>): (string | T)[]
  number(n: number): string
  percent(fraction: number): string
  date(at: Date | string, options: DateOptions): string
  /** Date, time and name of the zone: never a time without its zone. */
  dateTime(at: Date | string, options: DateOptions): string
  /** Hours and minutes alone, where the zone stands beside it. */
  time(at: Date | string, options: { zone: string }): string
  list(items: string[]): string
  country(code: string): string
  language(code: string): string
  /** All countries, sorted by their name in this language. */
  countries(): readonly { code: string; name: string }[]
}

/**
 * Joins the messages of all modules. Throws when two modules claim the same key: one of them would silently win.
 */
export function createCatalogue(...modules: Record<Language, Messages>[]): Catalogue {
  const byLanguage = (lang: Language): ReadonlyMap<string, string> => {
    const all = new Map<string, string>()
    for (const messages of modules) {
      for (const [key, text] of Object.entries(messages[lang])) {
        if (all.has(key)) throw new Error(`Two modules define the message ${key}`)
        all.set(key, text)
      }
    }
    return all
  }
  return { en: byLanguage('en'), ar: byLanguage('ar') }
}

const made = new WeakMap<Catalogue, Map<string, I18n>>()

/**
 * The interface in one language; made once per catalogue and kept, so it may be called for each request.
 * `staff: true` marks texts that are missing in the language and shown in English instead; visitors see plain English.
 */
export function createI18n(lang: Language, catalogue: Catalogue, options: { staff?: boolean } = {}): I18n {
  const staff = options.staff ?? false
  let kept = made.get(catalogue)
  if (!kept) made.set(catalogue, (kept = new Map()))
  const id = `${lang} ${staff}`
  let i18n = kept.get(id)
  if (!i18n) kept.set(id, (i18n = build(lang, catalogue, staff)))
  return i18n
}

function build(lang: Language, catalogue: Catalogue, staff: boolean): I18n {
  const locale = formatLocale(lang)
  const say = compiler(lang, catalogue, staff)
  const numbers = new Intl.NumberFormat(locale)
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const regions = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' })
  const tongues = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' })
  const dates = dateFormats(locale)
  let countries: { code: string; name: string }[] | undefined
  return {
    lang,
    dir: directionOf(lang),
    t: (key, values = {}) => String(say(key).format<string>({ ...values })),
    parts: <T extends object>(key: MessageKey, values: Record<string, string | number | T>) =>
      say(key)
        .formatToParts<T>({ ...values })
        .map((part) => part.value),
    number: (n) => numbers.format(n),
    percent: (fraction) => percents.format(fraction),
    date: (at, { zone, style = 'long' }) => dates(at, zone, dateStyles[style]),
    dateTime: (at, { zone, style = 'long' }) =>
      dates(at, zone, { ...dateStyles[style], ...clock, timeZoneName: 'shortOffset' }),
    time: (at, { zone }) => dates(at, zone, clock),
    list: (items) => lists.format(items),
    country: (code) => named(regions, code.toUpperCase()),
    language: (code) => named(tongues, code),
    countries: () =>
      (countries ??= countryCodes
        .map((code) => ({ code, name: named(regions, code) }))
        .sort((a, b) => a.name.localeCompare(b.name, lang))),
  }
}

/** Messages are compiled on first use and kept: parsing costs far more than formatting. */
function compiler(lang: Language, catalogue: Catalogue, staff: boolean): (key: string) => IntlMessageFormat {
  const compiled = new Map<string, IntlMessageFormat>()
  const compile = (text: string, as: Language): IntlMessageFormat =>
    new IntlMessageFormat(text, formatLocale(as), undefined, { ignoreTag: true })
  return (key) => {
    let message = compiled.get(key)
    if (message) return message
    const own = catalogue[lang].get(key)
    const english = catalogue.en.get(key)
    if (own !== undefined) message = compile(own, lang)
    else if (english !== undefined) message = compile(staff ? `${english} [en]` : english, 'en')
    else throw new Error(`No message ${key}`)
    compiled.set(key, message)
    return message
  }
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

const dateStyles: Record<NonNullable<DateOptions['style']>, Intl.DateTimeFormatOptions> = {
  month: { month: 'long', year: 'numeric' },
  day: { day: 'numeric', month: 'long' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
}

function dateFormats(locale: string) {
  const kept = new Map<string, Intl.DateTimeFormat>()
  return (at: Date | string, zone: string, style: Intl.DateTimeFormatOptions): string => {
    const calendarDay = typeof at === 'string' && /^\d{4}-\d\d-\d\d$/.test(at)
    const timeZone = calendarDay ? 'UTC' : zone
    // "UTC" says it better than "GMT+0", in both scripts
    if (style.timeZoneName && timeZone === 'UTC') style = { ...style, timeZoneName: 'short' }
    const id = `${timeZone} ${JSON.stringify(style)}`
    let format = kept.get(id)
    if (!format) kept.set(id, (format = new Intl.DateTimeFormat(locale, { ...style, timeZone })))
    return format.format(typeof at === 'string' ? new Date(at) : at)
  }
}

/** A code that is no code (from an import, or typed by a stranger) is shown as it is instead of breaking the page. */
function named(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}

function formatLocale(lang: string): string {
  return formatLocales[lang] ?? lang
}

/** Direction of a language that content may be in, also one that the interface does not speak. */
export function directionOf(lang: string): Direction {
  return rightToLeft.has(lang.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr'
}

/** Quotation marks as a language writes them, by ISO 639; all others as English does. */
const guillemets = ['ar', 'be', 'el', 'es', 'fa', 'hy', 'it', 'kk', 'ky', 'ps', 'pt', 'ru', 'tg', 'uk']

/** Words to the letter, between the quotation marks of their language. */
export function quoted(text: string, lang: string): string {
  if (lang === 'fr') return `«\u00a0${text}\u00a0»`
  if (lang === 'de') return `„${text}“`
  return guillemets.includes(lang) ? `«${text}»` : `“${text}”`
}

export function isLanguage(lang: string): lang is Language {
  return (languages as readonly string[]).includes(lang)
}

/**
 * The best language for an Accept-Language header (RFC 9110 section 12.5.4, look-up by prefix as in RFC 4647
 * section 3.4); the first available one when nothing fits.
 */
export function negotiate<L extends string>(
  acceptLanguage: string | undefined,
  available: readonly [L, ...L[]] | readonly L[],
): L {
  const first = available[0]
  if (first === undefined) throw new Error('No language is available')
  // a header is a stranger's text: read only what a browser would send
  const ranges = (acceptLanguage ?? '').slice(0, 500).split(',')
  const wanted = ranges
    .map((range, order) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      const q = parameters
        .map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1])
        .find((v) => v !== undefined)
      return { tag: tag.trim(), weight: q === undefined ? 1 : Number(q), order }
    })
    .filter((range) => range.tag !== '' && range.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order)
  for (const { tag } of wanted) {
    for (let prefix = tag; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('-')))) {
      const found = available.find((lang) => lang.toLowerCase() === prefix)
      if (found !== undefined) return found
    }
  }
  return first
}
