import type { ReadyPage } from '#platform/web/ready-bytes.ts'
import type { Change } from './store.ts'

/** A page that can be made anew at any time. */
export interface Recipe {
  /** short id of the case that all of it speaks of; undefined: it depends on all that is published */
  caseKey?: string
  make(): Promise<ReadyPage>
}

export interface PageCache {
  /** The bytes to answer with at once, for the fast way before the router. */
  find(path: string, now: number): ReadyPage | undefined
  /** The same, made when it is not there. */
  get(path: string, now: number, recipe: Recipe): Promise<ReadyPage>
  /** After a new reading: forgets what may not be shown any more, and marks what only shows older numbers. */
  changed(change: Change): void
}

interface Entry {
  page: ReadyPage
  recipe: Recipe
  madeAt: number
  /** its numbers have moved since */
  old: boolean
  making: boolean
}

/** Numbers of a page move at most this often, in milliseconds. */
const every = 500
const mostPages = 2_000

/** Ready bytes by address. A visitor's request makes no page that another one's has made already. */
export function openPageCache(): PageCache {
  const entries = new Map<string, Entry>()
  const making = new Map<string, Promise<ReadyPage>>()
  let epoch = 0

  /** Safety: a page that was begun before a withdrawal and finished after it is thrown away and made again. */
  async function make(path: string, now: number, recipe: Recipe): Promise<ReadyPage> {
    for (;;) {
      const began = epoch
      const page = await recipe.make()
      if (began !== epoch) continue
      entries.delete(path)
      entries.set(path, { page, recipe, madeAt: now, old: false, making: false })
      if (entries.size > mostPages) entries.delete(entries.keys().next().value!)
      return page
    }
  }

  function renew(path: string, entry: Entry, now: number): void {
    entry.making = true
    void make(path, now, entry.recipe).catch(() => {
      // what cannot be made any more is not shown any more; the router finds out why
      if (entries.get(path) === entry) entries.delete(path)
    })
  }

  return {
    find(path, now) {
      const entry = entries.get(path)
      if (!entry || now >= entry.page.freshUntil) return undefined
      if (entry.old && !entry.making && now - entry.madeAt >= every) renew(path, entry, now)
      return entry.page
    },
    async get(path, now, recipe) {
      const found = this.find(path, now)
      if (found) return found
      let promise = making.get(path)
      if (!promise) {
        promise = make(path, now, recipe).finally(() => making.delete(path))
        making.set(path, promise)
      }
      return await promise
    },
    changed(change) {
      if (change.everything || change.cases.size > 0) epoch++
      for (const [path, { recipe }] of entries) {
        const about = recipe.caseKey
        if (change.everything || (about === undefined ? change.cases.size > 0 : change.cases.has(about)))
          entries.delete(path)
        else if (about === undefined ? change.numbers.size > 0 : change.numbers.has(about))
          entries.get(path)!.old = true
      }
    },
  }
}
