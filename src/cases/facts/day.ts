import type { I18n } from '#platform/i18n.ts'
import type { Precision } from './lists.ts'

/** A day, no more exact than it is known: 12 November 2026; about 12 November 2026; November 2026; 2026. */
export function sayDay(i18n: I18n, on: string, precision: Precision = 'exact'): string {
  const day = i18n.date(on, { zone: 'UTC' })
  switch (precision) {
    case 'exact':
      return day
    case 'estimated':
      return i18n.t('case.day.about', { day })
    case 'day-unknown':
      return i18n.date(on, { zone: 'UTC', style: 'month' })
    case 'day-and-month-unknown':
      return on.slice(0, 4)
  }
}
