/** One's own private calendar: made, shown once, ended. */
import type { ConsoleContext } from '#platform/module.ts'
import { organisationOf, page, redirect } from '#organisations/index.ts'
import { Notice } from '#ui/index.ts'
import { endFeed, findFeed, makeFeed } from './feed.ts'
import { feedPath } from './private-calendar.ts'

export const showCalendar = (c: ConsoleContext): Promise<Response> => calendarPage(c)

export async function takeNewCalendar(c: ConsoleContext): Promise<Response> {
  const token = await c.get('office').db.transaction(c.get('member'), (tx) => makeFeed(tx))
  return await calendarPage(c, c.get('office').privateUrl + feedPath(token))
}

export async function takeCalendarEnd(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => endFeed(tx))
  return redirect(c, '/calendar', 'cases.saved')
}

async function calendarPage(c: ConsoleContext, address?: string): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const feed = await c.get('office').db.reading(c.get('member'), (tx) => findFeed(tx))
  return await page(c, {
    title: i18n.t('calendar.title'),
    section: 'cases',
    trail: [{ href: '/cases', label: i18n.t('cases.title') }],
    body: (
      <>
        <p>{i18n.t('calendar.intro')}</p>
        {address && (
          <Notice tone="warning" title={i18n.t('calendar.once')}>
            <p>
              <code dir="ltr">{address}</code>
            </p>
          </Notice>
        )}
        {feed && <p>{i18n.t('calendar.since', { at: i18n.dateTime(feed.createdAt, { zone }) })}</p>}
        <div class="buttons">
          <form method="post" action="/calendar">
            <button class="action" type="submit">
              {i18n.t(feed ? 'calendar.again' : 'calendar.make')}
            </button>
          </form>
          {feed && (
            <form method="post" action="/calendar/end">
              <button class="button" type="submit">
                {i18n.t('calendar.end')}
              </button>
            </form>
          )}
        </div>
      </>
    ),
  })
}
