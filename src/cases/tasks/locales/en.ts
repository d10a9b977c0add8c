/** Tasks of a case, for the team. */
export const taskEn = {
  'task.tab': 'Tasks',
  'task.empty.title': 'Nothing to do is written down',
  'task.empty.text':
    'Write down what has to be done, by whom and until when. What is due stands on Today of whoever does it, under the code name alone.',
  'task.add': 'Add a task',
  'task.what': 'What is to be done',
  'task.owner': 'Who does it',
  'task.due': 'Until',
  'task.state': 'State',
  'task.done': 'Done',
  'task.overdue': 'Overdue',
  'task.finish': 'Mark as done',
  'task.reopen': 'To do again',
  'task.today': '{code}: {count, plural, one {a task is due} other {# tasks are due}}',
} as const

type TaskMessages = Record<keyof typeof taskEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends TaskMessages {}
}
