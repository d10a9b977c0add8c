import type { CasePart } from '../part.ts'
import { showCalendar, takeCalendarEnd, takeNewCalendar } from './console-calendar.tsx'
import { calendarRoutes } from './private-calendar.ts'
import './access.ts'
import './tables.ts'

export const calendarPart: CasePart = {
  routes: [
    { method: 'GET', path: '/calendar', verb: 'calendar.see', handle: showCalendar },
    { method: 'POST', path: '/calendar', verb: 'calendar.make', handle: takeNewCalendar },
    { method: 'POST', path: '/calendar/end', verb: 'calendar.end', handle: takeCalendarEnd },
  ],
  privateRoutes: calendarRoutes,
}
