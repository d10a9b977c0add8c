/** Time limits: for the team, with code names on Today. */
export const deadlineEn = {
  'deadline.tab': 'Time limits',
  'deadline.empty.title': 'No time limit is written down',
  'deadline.empty.text':
    'The end of custody, the last day of an appeal, a filing: type day and hour as your lawyer reckons them. Today warns a week and a day before.',
  'deadline.no-law': 'No law is built in: what is typed here is what counts.',
  'deadline.add': 'Add a time limit',
  'deadline.what': 'What has to be done',
  'deadline.kind': 'Kind',
  'deadline.due': 'By when',
  'deadline.owner': 'Who does it',
  'deadline.state': 'State',
  'deadline.source': 'Where the day comes from',
  'deadline.source.hint': 'The article, the paper, who reckoned it.',
  'deadline.settled': 'How, or what followed',
  'deadline.over': 'Time is up',
  'deadline.move': 'What became of it: {what}, {at}',
  'deadline.move.met': 'It was met',
  'deadline.move.missed': 'It was missed',
  'deadline.move.lifted': 'It no longer applies',
  'deadline.move.running': 'It runs again',
  'deadline.state.running': 'Running',
  'deadline.state.met': 'Met',
  'deadline.state.missed': 'Missed',
  'deadline.state.lifted': 'Lifted',
  'deadline.kind.custody': 'End of custody',
  'deadline.kind.appeal': 'Appeal',
  'deadline.kind.filing': 'Filing',
  'deadline.kind.payment': 'Payment',
  'deadline.kind.reporting': 'Reporting',
  'deadline.kind.review': 'Review',
  'deadline.kind.other': 'Other time limit',
  'deadline.today.over': '{code}: {what} was at {at}. Say what came of it.',
  'deadline.today.hour': '{code}: {what} within the hour, {at}',
  'deadline.today.day': '{code}: {what} within a day, {at}',
  'deadline.today.week': '{code}: {what} within a week, {at}',
  'deadline.error.not-yet': 'Its moment has not passed yet.',
} as const

type DeadlineMessages = Record<keyof typeof deadlineEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends DeadlineMessages {}
}
