/** What staff read where a case is an emergency. */
export const emergencyEn = {
  'emergency.tab': 'Emergency flag',
  'emergency.mark': 'Emergency',
  'emergency.none': 'The flag of this case is not up.',
  'emergency.card.up': 'The flag is up. Anybody on the team can take it down.',
  'emergency.card.down': 'One press wakes the whole team and marks the case on every screen.',
  'emergency.card.look': 'To the flag',
  'emergency.card.raise': 'Raise the flag',
  'emergency.reason': 'What has happened?',
  'emergency.reason.arrested': 'Arrested or taken away',
  'emergency.reason.disappeared': 'Disappeared',
  'emergency.reason.attacked': 'Attacked',
  'emergency.reason.threatened': 'Threatened, and soon',
  'emergency.reason.raid': 'Home or office raided',
  'emergency.reason.health': 'Health in danger',
  'emergency.reason.other': 'Something else',
  'emergency.raise': 'Raise the emergency flag',
  'emergency.raise.text':
    'The whole team is woken, and the case is marked on every screen. Within 12 hours somebody has to say whether it still is an emergency; nothing is taken down by the clock.',
  'emergency.raise.public':
    'The public page says “Urgent” with today’s date, and not what has happened. No other word of it changes.',
  'emergency.raise.private': 'Nothing of this case is public, and nothing becomes public by it.',
  'emergency.raise.button': 'Raise it now',
  'emergency.raised': 'The flag is up, and the team is being woken.',
  'emergency.raised.public': 'The flag is up, the team is being woken, and the public page says “Urgent”.',
  'emergency.is-up': 'The flag of this case is up already.',
  'emergency.is-down': 'The flag of this case is down already.',
  'emergency.up': 'Emergency since {at}',
  'emergency.by': '{reason}. Raised by {name}.',
  'emergency.looked': 'Last reviewed {at} by {name}.',
  'emergency.due': 'To be reviewed by {at}.',
  'emergency.overdue': 'Review overdue',
  'emergency.review': 'It still is an emergency',
  'emergency.review.text': 'You looked at it, and the flag stays. The next review is due in 12 hours.',
  'emergency.review.button': 'Reviewed: keep it up',
  'emergency.pull': 'It is no emergency any more',
  'emergency.pull.text':
    'The mark goes from every screen, and the word “Urgent” from the public page. Anybody on the team may do this.',
  'emergency.pull.button': 'Take the flag down',
  'emergency.reviewed': 'Noted. The next review is due in 12 hours.',
  'emergency.pulled': 'The flag is down.',
  'emergency.today': '{code}: emergency',
  'emergency.today.overdue': '{code}: emergency, its review is overdue',
} as const

type EmergencyMessages = Record<keyof typeof emergencyEn, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends EmergencyMessages {}
}
