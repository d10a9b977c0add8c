export const crisisEn = {
  'crisis.title': 'Somebody is in danger now',
  'crisis.intro':
    'Write down what the call tells you. The file opens for you and one colleague alone; nothing becomes public by this.',
  'crisis.who': 'Who is in danger?',
  'crisis.who.hint': 'The name in her papers, as well as you can hear it. Sealed, for the team only.',
  'crisis.reason': 'What has happened?',
  'crisis.colleague': 'Which colleague will look at it with you?',
  'crisis.colleague.hint':
    'She sees the whole file, and is the second who signs before anything becomes public.',
  'crisis.alone': 'You are alone in your organisation: you will sign alone, and the log says so.',
  'crisis.code.hint': 'Drawn by chance. Lists, titles and mails show it instead of her name.',
  'crisis.sure': 'You are the caseworker of this file. All of this can be changed later.',
  'crisis.open': 'Open the file',
  'crisis.opened': 'The file {code} is open. Now ask her, or whoever speaks for her, what she allows.',
  'cases.step.label': 'Next step',
  'cases.step.person': 'Write her into the file',
  'cases.step.consent': 'Record what she allows',
  'cases.step.wording': 'Write what the public will read',
  'cases.step.publish': 'Ask for her page to become public',
  'cases.step.signature': 'Her page waits for a second signature',
}

type CrisisMessages = Record<keyof typeof crisisEn, string>

declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends CrisisMessages {}
}
