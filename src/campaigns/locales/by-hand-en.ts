export const byHand = {
  'by-hand.title': 'Record what reached you otherwise',
  'by-hand.intro':
    'For people who phoned, wrote or came by. It is shown apart as “recorded by staff”, never added to the number of confirmed people, and thanked like the rest.',
  'by-hand.kind': 'What was it?',
  'by-hand.kind.message': 'A message of support to the person',
  'by-hand.kind.call': 'A call to an official, or to us',
  'by-hand.kind.email': 'A letter or email to an official',
  'by-hand.kind.signature': 'A signature on paper',
  'by-hand.on': 'Day on which it happened',
  'by-hand.first-name': 'First name',
  'by-hand.last-name': 'Last name',
  'by-hand.email': 'Email',
  'by-hand.email.hint':
    'Only when the person gave it to you. Without it, this is counted and nobody is mailed.',
  'by-hand.country': 'Country',
  'by-hand.country.unknown': 'Not known',
  'by-hand.language': 'Language of mails to this person',
  'by-hand.note': 'What was said or sent',
  'by-hand.listed.legend': 'If it is a signature',
  'by-hand.listed': 'How may this person stand on the list that is handed over?',
  'by-hand.listed.full': 'With full name and country',
  'by-hand.listed.first-name': 'With first name and country',
  'by-hand.listed.country': 'Without a name: only counted',
  'by-hand.listed.how': 'How the person agreed to this',
  'by-hand.listed.how.hint':
    'For a name, with the email address, so that it can be taken off again. For example: “Ticked ‘my name may be handed over’ on our sheet of 3 May.”',
  'by-hand.agreed': 'This person asked to hear how it goes on',
  'by-hand.agreement': 'How the person agreed',
  'by-hand.agreement.hint':
    'In a sentence, for example: “Asked on the phone on 3 May to be told what happens.” It is kept as the proof.',
  'by-hand.save': 'Record',
  'by-hand.saved': 'Recorded. You can enter the next one.',
} as const

type ByHandMessages = Record<keyof typeof byHand, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends ByHandMessages {}
}
