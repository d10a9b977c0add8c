export const held = {
  'supporter.held.address': 'Mail address',
  'supporter.held.name': 'Name',
  'supporter.held.country': 'Country',
  'supporter.held.language': 'Language',
  'supporter.held.locked': 'Nobody changes your details by a link, as was asked from this inbox',
  'supporter.held.change.before': '{part} before a change',
  'supporter.held.change': '{part} after a change by a link',
  'supporter.held.change.undone': '{part} after a change by a link; the change was undone',
  'supporter.held.opt-in': 'You asked to hear from us, in these words',
  'supporter.held.opt-in.open': 'You were asked whether to hear from us; not confirmed',
  'supporter.held.opt-in.ended': 'You once asked to hear from us; this has ended',
  'supporter.held.message': 'Your message of support',
  'supporter.held.email': 'Your letter to an official',
  'supporter.held.call': 'Your call to an official',
  'supporter.held.signature': 'Your signature',
  'supporter.held.signature.letter':
    'Your signature, under version {version} of the letter ({language}), published on {on}',
  'supporter.held.follow': 'You follow a case',
} as const

type HeldMessages = Record<keyof typeof held, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends HeldMessages {}
}
