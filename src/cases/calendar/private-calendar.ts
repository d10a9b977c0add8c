/** What a calendar program fetches. An address that is void and one that never was answer alike. */
import { createI18n, isLanguage } from '#platform/i18n.ts'
import type { PrivateContext, PrivateRoute } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { findAccount } from '#organisations/index.ts'
import { calendarEntries } from './entries.ts'
import { ownerOfFeed } from './feed.ts'
import { writeCalendar } from './ical.ts'

/** An address that says nothing but that it is a calendar. */
export const feedPath = (token: string): string => `/d/${token}.ics`

async function answerFeed(c: PrivateContext): Promise<Response> {
  const { db, catalogue } = c.get('door')
  const name = c.req.param('name') ?? ''
  const owner = name.endsWith('.ics') ? await ownerOfFeed(db, name.slice(0, -4)) : undefined
  if (!owner) throw new NotFound()
  const text = await db.reading(owner, async (tx) => {
    const account = await findAccount(tx, { id: owner.accountId })
    if (!account || account.disabledAt) throw new NotFound()
    const language = isLanguage(account.language) ? account.language : 'en'
    return writeCalendar(await calendarEntries(tx, createI18n(language, catalogue)), tx.now)
  })
  return c.body(text, 200, { 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'no-store' })
}

export const calendarRoutes: readonly PrivateRoute[] = [
  { method: 'GET', path: '/d/:name', handle: answerFeed },
]
