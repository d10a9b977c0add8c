/** What the team reads about the persons of a case. */
export const personsEn = {
  'persons.tab': 'Persons',
  'persons.intro':
    'Everybody whose safety or word this case touches. Each has consents of her own: who leaves takes only her part with her.',
  'persons.empty.title': 'Nobody is in the file yet',
  'persons.empty.text':
    'Begin with the person at risk. Family, co-accused, colleagues, lawyers and witnesses follow when they matter.',
  'persons.add': 'Add a person',
  'persons.edit': 'The file of a person',
  'persons.save': 'Save the file',
  'persons.saved': 'The file of the person is saved.',
  'persons.col.name': 'Name in the papers',
  'persons.col.role': 'In this case',
  'persons.col.called': 'Called',
  'persons.col.channels': 'Safe ways and hours',
  'persons.role': 'What this person is in the case',
  'persons.role.at-risk': 'Person at risk',
  'persons.role.co-accused': 'Co-accused',
  'persons.role.family': 'Family',
  'persons.role.colleague': 'Colleague',
  'persons.role.lawyer': 'Lawyer',
  'persons.role.witness': 'Witness',
  'persons.field.legalName': 'Name in the papers',
  'persons.field.calledName': 'How this person wants to be called',
  'persons.field.publicName': 'Name for the public',
  'persons.field.publicName.hint':
    'Own name or pseudonym. It stays sealed until there is a consent and a sign-off.',
  'persons.field.codeName': 'Short name inside the team',
  'persons.field.codeName.hint': 'For notes and calls on lines that others may hear.',
  'persons.field.pronouns': 'Pronouns',
  'persons.field.languages': 'Languages',
  'persons.field.interpreter': 'Interpreter',
  'persons.field.affiliation': 'Organisation, paper, party or union',
  'persons.field.work': 'Work for the rights of others',
  'persons.work.journalist': 'Journalist',
  'persons.work.lawyer': 'Lawyer',
  'persons.work.unionist': 'Unionist',
  'persons.work.land-environment': 'Land or environment',
  'persons.work.womens-rights': 'Women’s rights',
  'persons.work.lgbtiq': 'LGBTIQ+ rights',
  'persons.work.student': 'Student',
  'persons.work.religious': 'Religious or belief community',
  'persons.work.opposition-politician': 'Opposition politician',
  'persons.work.family-of-defender': 'Family of a defender',
  'persons.work.other': 'Other',
  'persons.field.dependants': 'Dependants',
  'persons.field.dependants.hint': 'How many people live from this person. Names do not belong here.',
  'persons.field.channels': 'Safe ways and hours',
  'persons.field.neverContact': 'Never contact, never mention',
  'persons.field.health': 'Health needs',
  'persons.field.health.hint': 'Medicine, conditions, what a doctor or a guard must know in custody.',
  'persons.remove': 'Take this person out of the case',
  'persons.remove.text':
    'All consents of this person end at once, and whatever shows this person goes down. The others stay. The entry stays sealed until the case is erased.',
  'persons.remove.button': 'Take this person out',
  'persons.removed': 'This person is no longer part of the case, and nothing shows her any more.',
  'case.person.last':
    'A case is about at least one person at risk. Add another one first, or close the case.',
} as const

type PersonMessages = Record<keyof typeof personsEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends PersonMessages {}
}
