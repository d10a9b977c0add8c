import type { ActionKind } from '#campaigns/document.ts'
import type { Language } from '#platform/i18n.ts'
import type { HeaderList } from '#platform/web/headers.ts'
import type { PublicShell } from '#ui/index.ts'
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { actPath, insidePath, nextPath, sharePath, withQuery } from './addresses.ts'
import type { Visible } from './visible.ts'

/** What may stand in the query of a form: which letter to start from, or whom to call. */
export type Choice = { variant?: string; official?: string }

/** The addresses of one campaign's forms, and of the steps after them, in one language and at one place. */
export interface ActPlace {
  form(kind: ActionKind, choice?: Choice): string
  /** for people in the country of risk */
  inside(kind: ActionKind, choice?: Choice): string
  /** `after`: what this visit has done so far, as `nextPath` tells it */
  next(journey: string, after: readonly string[], step?: ActionKind | 'share', choice?: Choice): string
  share(): string
}

/** On our own pages. */
export const onOurPages = (lang: Language, id: string): ActPlace => ({
  form: (kind, choice) => withQuery(actPath(lang, id, kind), choice),
  inside: (kind, choice) => withQuery(insidePath(lang, id, kind), choice),
  next: (journey, after, step, choice) => withQuery(nextPath(lang, id, journey, after, step), choice),
  share: () => sharePath(lang, id),
})

/** A way in to the forms of campaigns: its routes, its addresses, and what is around its pages. */
export interface ActDoor {
  /** pattern of the address below which all forms of one campaign stand */
  at: string
  /** @throws NotFound, Gone */
  enter(c: Context): ActRoom
  /** where what was asked for stands by now, if it has another address */
  movedTo?(c: Context): string | undefined
  /** 303 to a path of this door */
  seeOther(path: string): Response
  /** the same, to what follows a form that was taken */
  goOn(path: string): Response
}

/** One campaign, as it is shown to whoever came in by one door. */
export interface ActRoom {
  lang: Language
  place: ActPlace
  /** Looks anew, for pages that are made again later. @throws NotFound, Gone */
  look(): Visible<'campaign'>
  /** `here`: the page itself, which other languages have too; without it the shell leads to their first page */
  shell(here?: (place: ActPlace) => string, available?: readonly string[]): PublicShell
  /** of a page about what was found */
  headers(found: Visible<'campaign'>): HeaderList
  /** what stands at the end of a form's page */
  below?(found: Visible<'campaign'>): Child
}
