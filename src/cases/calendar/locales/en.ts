/** A private calendar of one member. */
export const calendarEn = {
  'calendar.title': 'Private calendar',
  'calendar.intro':
    'An address for your calendar program with the hearings and time limits of your teams, your own tasks, and the hours at which texts are to come out. It shows code names and kinds, and no word of a case. Whoever has the address reads the dates: keep it to yourself, and end it when a device is lost.',
  'calendar.once': 'Your address, shown this once. A new one ends this one.',
  'calendar.since': 'Your calendar has been out since {at}.',
  'calendar.make': 'Make an address',
  'calendar.again': 'Make a new address and end the former one',
  'calendar.end': 'End the address',
  'calendar.link': 'Dates in your own calendar program',
  'calendar.task': 'Task',
} as const

type CalendarMessages = Record<keyof typeof calendarEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends CalendarMessages {}
}
