/** What staff read about the tasks of the room. */
export const en = {
  'coalition.tab.tasks': 'Tasks of the coalition',
  'coalition.task.intro':
    'What the organisations ask of each other, or of themselves. The whole room reads it; observers read only. Nothing of the file belongs here: tasks of the case team stand in the file.',
  'coalition.task.section': 'Open tasks',
  'coalition.task.to-all': 'All tasks',
  'coalition.task.more': '{count, plural, one {One more is open} other {# more are open}}',
  'coalition.task.filters': 'Which tasks',
  'coalition.task.filter.open': 'Open ({count})',
  'coalition.task.filter.done': 'Done ({count})',
  'coalition.task.filter.all': 'All ({count})',
  'coalition.task.none': 'No task is open',
  'coalition.task.none.done': 'No task is done yet',
  'coalition.task.none.text':
    'Any organisation of the coalition but observers can ask something of another, or of itself, until a day. It stands on Today of that organisation’s people, under the code name alone.',
  'coalition.task.add': 'Set a task',
  'coalition.task.what': 'What is to be done',
  'coalition.task.what.hint': 'The whole room reads it. No name, place or fact of the file.',
  'coalition.task.note': 'More about it',
  'coalition.task.whose': 'Which organisation',
  'coalition.task.owner': 'Who of your organisation',
  'coalition.task.owner.hint':
    'Only where your own organisation is asked. Another organisation names its own people.',
  'coalition.task.until': 'Until',
  'coalition.task.zone': 'The day ends by the clock of',
  'coalition.task.state': 'State',
  'coalition.task.state.open': 'Open',
  'coalition.task.state.done': 'Done',
  'coalition.task.state.withdrawn': 'Withdrawn',
  'coalition.task.overdue': 'Overdue',
  'coalition.task.nobody': 'Of nobody yet',
  'coalition.task.set-by': 'Set by {person}, {organisation}, {at}',
  'coalition.task.history': 'What became of it',
  'coalition.task.saved': 'Kept.',
  'coalition.task.changed': 'Somebody was faster: this task stands otherwise by now. Look at it again.',
  'coalition.task.too-many':
    'There are as many open tasks as the room can hold. Finish or withdraw some first.',
  'coalition.task.error.own-people': 'You can name people of your own organisation only, for its own tasks.',
  'coalition.task.error.past': 'This day has ended already.',
  'coalition.task.act.done': 'Mark as done',
  'coalition.task.act.reopen': 'Open again',
  'coalition.task.act.take': 'I take it',
  'coalition.task.act.name': 'Name',
  'coalition.task.act.let-go': 'Free it for a colleague',
  'coalition.task.act.give-back': 'Give it back to the coalition',
  'coalition.task.act.give': 'Give it to this organisation',
  'coalition.task.act.withdraw': 'Withdraw the task',
  'coalition.task.step.set': '{person}, {organisation}, set it for {whom}.',
  'coalition.task.step.given': '{person}, {organisation}, gave it to {whom}.',
  'coalition.task.step.taken': '{person}, {organisation}, took it.',
  'coalition.task.step.named': '{person}, {organisation}, named {whom}.',
  'coalition.task.step.let-go': '{person}, {organisation}, freed it for a colleague.',
  'coalition.task.step.given-back': '{person}, {organisation}, gave it back: it is nobody’s.',
  'coalition.task.step.done': '{person}, {organisation}, marked it as done.',
  'coalition.task.step.reopened': '{person}, {organisation}, opened it again.',
  'coalition.task.step.withdrawn': '{person}, {organisation}, withdrew it.',
  'coalition.task.step.left': '{organisation} left the work of the coalition: it is nobody’s.',
  'coalition.task.today':
    '{code}: {count, plural, one {a task of the coalition waits for your organisation} other {# tasks of the coalition wait for your organisation}}',
  'coalition.task.today.late':
    '{code}: {count, plural, one {a task of the coalition waits for your organisation} other {# tasks of the coalition wait for your organisation}}, {late, plural, one {one of them overdue} other {# of them overdue}}',
  'coalition.work.tasks': 'Tasks done',
} as const

type TaskMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends TaskMessages {}
}
