export const auditEn = {
  'office.audit': 'Audit chain',
  'office.audit.open': 'How the log is protected',
  'office.audit.text':
    'Every change, and every opening of a sealed file, is linked into one chain over all events of this server. Whoever changes, deletes or adds an entry afterwards breaks it.',
  'office.audit.unchecked': 'The chain has not been looked through yet.',
  'office.audit.whole':
    'The chain was whole when it was last looked through, {at}. Links: {links}, events: {events}.',
  'office.audit.broken': 'The chain is broken at link {link}',
  'office.audit.broken.do':
    'Found {at}. Tell the operator of this server and the other organisations, keep your mails with signed heads, and do not rely on the log until it is explained.',
  'office.audit.fault.link-missing': 'The link is missing.',
  'office.audit.fault.link-changed': 'The link was changed, or was not made with the key of this server.',
  'office.audit.fault.link-misplaced': 'The link does not follow the one before it.',
  'office.audit.fault.events-missing': 'Events were deleted.',
  'office.audit.fault.events-added': 'Events were put in afterwards.',
  'office.audit.fault.events-changed': 'Events were changed, exchanged or replaced.',
  'office.audit.fault.events-ahead': 'There are events that somebody put there by hand.',
  'office.audit.fault.cut':
    'The chain ends before a link that a signed head speaks of: it was cut, or an older backup was restored.',
  'office.audit.fault.rewritten':
    'A signed head says otherwise: this link, or one before it, was written anew.',
  'office.audit.head': 'Last signed head',
  'office.audit.head.text': 'Made {at}. It holds two counts and a hash, and names nobody.',
  'office.audit.head.none': 'No head has been signed yet',
  'office.audit.mail': 'Heads by mail',
  'office.audit.mail.text':
    'Each week the newest signed head goes to an address of yours. Kept out of reach of whoever runs this server, it proves what the log was then.',
  'office.audit.address': 'Audit address',
  'office.audit.address.hint':
    'Best a mailbox that several people keep and the operator cannot open. It is asked by mail first; then the newest head comes within ten minutes.',
  'office.audit.saved':
    'Saved. A new address gets a mail with a link first; heads go there once it is confirmed.',
  'office.audit.unconfirmed': 'Not confirmed yet: no head goes there. Save it again to send the link anew.',
  'office.audit.confirmed': 'Confirmed {at}',
  'office.audit.confirm.title': 'Confirm this audit address',
  'office.audit.confirm.text':
    'An organisation asked for the signed heads of its audit chain to go to this mailbox: one mail a week, with two counts and a hash. Confirm only if you keep this mailbox and expected the question.',
  'office.audit.confirm.button': 'Yes, send them here',
  'office.audit.confirmed.title': 'The address is confirmed',
  'office.audit.confirmed.text': 'Signed heads come here from now on, one a week. You can close this page.',
  'office.audit.how': 'How to verify',
  'office.audit.how.keep': 'Keep the mails with signed heads. If one does not come for a week, ask why.',
  'office.audit.how.ask':
    'Give one of them, the older the better, to whoever runs this server, and be there when this is run:',
  'office.audit.how.read':
    'It looks through all events and says that the chain is whole, or names the first link that is wrong.',
  'office.audit.how.limit':
    'Who distrusts the machine itself verifies a copy of the data on another one; the master key is needed for it.',
  'office.audit.key': 'Heads are signed with Ed25519 and are checked with this key. Note it elsewhere:',
  'office.today.chain': 'Somebody changed the history: the audit chain is broken',
} as const

type AuditMessages = Record<keyof typeof auditEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends AuditMessages {}
}
