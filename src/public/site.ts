import type { VisitorsAssets } from '#platform/assets.ts'
import type { Clock } from '#platform/clock.ts'
import {
  createCatalogue,
  createI18n,
  isLanguage,
  languages,
  type Catalogue,
  type I18n,
  type Language,
  type MessageKey,
} from '#platform/i18n.ts'
import type { Intake } from '#platform/intake/append.ts'
import type { LinkVerdict } from '#platform/keys/links.ts'
import { messages as platform } from '#platform/locales/index.ts'
import type { HeaderList } from '#platform/web/headers.ts'
import type { FindClient } from '#platform/web/client-address.ts'
import type { RateLimit } from '#platform/web/rate-limit.ts'
import type { Room } from '#platform/web/room.ts'
import { uiMessages, type LanguageLink, type PublicShell } from '#ui/index.ts'
import { messages as campaigns } from '#campaigns/locales/index.ts'
import { messages as cases } from '#cases/locales/index.ts'
import { messages as jointLetters } from '#joint-letters/locales/index.ts'
import { messages as supporters } from '#supporters/locales/index.ts'
import { messages as updates } from '#updates/locales/index.ts'
import { homePath, privacyPath } from './addresses.ts'
import { messages as own } from './locales/index.ts'
import type { NetworkTags } from './network-tag.ts'
import type { PageCache } from './page-cache.ts'
import type { Snapshot } from './snapshot.ts'
import type { Published } from './store.ts'
import { Overloaded } from '#platform/web/errors.ts'

/** All that the visitors' routes work with. */
export interface Site {
  published: Published
  pages: PageCache
  /** apart, because their addresses are chosen by others: a thousand of them must not push out the pages of our own */
  framed: PageCache
  intake: Intake
  clock: Clock
  assets: VisitorsAssets
  headers: HeaderList
  /** of pages that ask whether they still stand */
  askingHeaders: HeaderList
  /** 303 to a path of ours */
  seeOther(path: string): Response
  /** absolute, without a trailing slash; from configuration, never from the Host header */
  publicUrl: string
  /** the source code of the version that runs here, where the operator said so */
  sourceUrl: string | undefined
  verifyLink(
    purpose: 'confirm' | 'preference' | 'choices' | 'undo' | 'sign-on' | 'signatory',
    token: string,
  ): LinkVerdict
  findClient: FindClient
  rate: RateLimit
  /** of forms that bring a picture */
  uploads: RateLimit
  /** of the same, before they are read */
  uploading: Room
  networks: NetworkTags
  report(fault: object): void
}

/** What visitors read; nothing of the console is loaded into this process. */
export const catalogue: Catalogue = createCatalogue(
  platform,
  uiMessages,
  cases,
  supporters,
  campaigns,
  updates,
  jointLetters,
  own,
)

export const i18nOf = (lang: Language): I18n => createI18n(lang, catalogue)

/** @throws Overloaded when the database was never there since this process began */
export function snapshotOf(site: Site): Snapshot {
  if (!site.published.snapshot) throw new Overloaded(2)
  return site.published.snapshot
}

/** The organisation's name where there is one alone and it is told of, else the instance's. */
export function siteNameOf(site: Site): string {
  const { organisations, listed } = site.published.snapshot ?? { organisations: [], listed: [] }
  return (organisations.length === 1 && listed[0]?.name) || 'Watchlight'
}

/** What every page is wrapped in; `href`: the same page in another language, for those that have it. */
export function shellOf(
  site: Site,
  lang: Language,
  href: (lang: Language) => string = homePath,
  available: readonly string[] = languages,
): PublicShell {
  return {
    i18n: i18nOf(lang),
    assets: site.assets,
    siteName: siteNameOf(site),
    homeHref: homePath(lang),
    languages: linksIn(available, href),
    privacyHref: privacyPath(lang),
    sourceHref: site.sourceUrl ?? `${privacyPath(lang)}#source`,
  }
}

function linksIn(available: readonly string[], href: (lang: Language) => string): LanguageLink[] {
  return available.filter(isLanguage).map((lang) => ({ lang, href: href(lang) }))
}

/** A code of ours in the reader's words; one that has none yet says that the entry is to be checked. */
export function wordsFor(i18n: I18n, code: string): string {
  return i18n.t((catalogue.en.has(code) ? code : 'error.field.form') as MessageKey)
}

export const errorsIn = (
  i18n: I18n,
  errors: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(errors).map(([field, code]) => [field, wordsFor(i18n, code)]))
