/** What the team reads on the emergency sheet. */
export const sheetsEn = {
  'sheets.emergency.card': 'Emergency',
  'sheets.emergency.text':
    'Lawyer, family, health, whom never to call: one press, no question. The log keeps it and the team sees it.',
  'sheets.emergency.open': 'Open the emergency sheet',
  'sheets.emergency.title': 'Emergency sheet',
  'sheets.emergency.logged': 'Opened at {at}. The log keeps it, and the others of the team see it on Today.',
  'sheets.emergency.lawyers': 'Lawyers',
  'sheets.emergency.no-lawyer': 'No lawyer is in the file.',
  'sheets.emergency.at-risk': 'At risk',
  'sheets.emergency.family': 'Family',
  'sheets.emergency.no-family': 'Nobody of the family is in the file.',
  'sheets.emergency.risk': 'What is known of the risk',
  'sheets.today.emergency': '{code}: a colleague opened the emergency sheet',
} as const

type SheetMessages = Record<keyof typeof sheetsEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends SheetMessages {}
}
