/** What the parts of the story hand on to each other. */
import type { DemoWorld } from '../commands/demo.ts'
import { Browser } from './browser.ts'
import type { Member } from './member.ts'
import type { OwnSite } from './own-site.ts'
import type { Steps } from './steps.ts'

export interface Story {
  world: DemoWorld
  steps: Steps
  ines?: Member
  tomas?: Member
  layla?: Member
  /** of the organisations that joined: partners, and one that watches */
  wanjiru?: Member
  salma?: Member
  aram?: Member
  /** the case's page in the console */
  caseHref?: string
  /** the case's page for visitors, per language */
  casePage?: { en: string; ar: string }
  /** the campaign's page in the console, and where visitors act */
  campaignHref?: string
  actHref?: string
  /** the petition's way to whom it addresses, in the console */
  handOverHref?: string
  /** the update's page in the console */
  updateHref?: string
  /** the update of all organisations in the console */
  jointHref?: string
  /** where visitors read the joint letter */
  letterPage?: string | undefined
  /** of a partner, outside of Watchlight */
  site?: OwnSite
  /** her points in the console, in the order in which she said them */
  pointHrefs?: string[]
}

let visitors = 0

/** A new visitor, from a network of its own: addresses that RFC 5737 keeps for examples. */
export function newVisitor(language = 'en'): Browser {
  const [net, host] = [Math.floor(visitors / 250) % 3, (visitors++ % 250) + 1]
  return new Browser({ language, address: `${['203.0.113', '198.51.100', '192.0.2'][net]}.${host}` })
}

/** A day from today, as forms want it. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** A moment some minutes ago by the clock of a zone, as forms want it. */
export const momentBefore = (minutes: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .format(Date.now() - minutes * 60_000)
    .replace(' ', 'T')
