export const relay = {
  'delivery.relay': 'Mail server',
  'delivery.relay.text':
    'Mail to your supporters, to officials and to whoever signs your letters can leave by a mail server of your own. It signs for the domain of your address, and mailboxes can tell that the mail is yours. Without one it leaves by the server of this Watchlight.',
  'delivery.relay.staff':
    'Alarms, invitations and mail about access always leave by the server of this Watchlight: they have to arrive whatever yours does.',
  'delivery.relay.none': 'Your mail leaves by the server of this Watchlight.',
  'delivery.relay.in-use': 'Your mail leaves by your own server since {since}.',
  'delivery.relay.untested': 'It was saved without a test. Send a test mail to see whether it works.',
  'delivery.relay.away': 'Your mail server takes no mail',
  'delivery.relay.away.text':
    'Since {since}. Your mail waits and nothing is lost. We knock again by ourselves, at first every second, then every minute. Mail of others is not held up.',
  'delivery.relay.trying':
    'A test mail to whoever asked for it is on its way since {since}. This takes a few seconds, at most a minute.',
  'delivery.relay.trying.look': 'Look again',
  'delivery.relay.passed': 'It took the test mail of {at}.',
  'delivery.relay.failed': 'It did not take the test mail of {at}',
  'delivery.relay.proposed.failed': 'The server that you named did not take the test mail of {at}',
  'delivery.relay.proposed.failed.text':
    'It is not in use: your mail leaves as before. Mend below what is wrong and try it again, or save it without a test.',
  'delivery.relay.answer': 'Its answer, or what happened on the way:',
  'delivery.relay.drop': 'Let go of it',
  'delivery.relay.dropped': 'The server that you named is forgotten, with its password.',
  'delivery.relay.test': 'Send me a test mail',
  'delivery.relay.tested': 'A test mail to your own address is on its way.',
  'delivery.relay.name': 'Name a mail server',
  'delivery.relay.change': 'Change the mail server',
  'delivery.relay.from':
    'Your mail comes from {address}. The server has to let your organisation send from this address.',
  'delivery.relay.host': 'Host name',
  'delivery.relay.host.hint': 'As whoever runs it gives it to you, for example smtp.harbour.example.',
  'delivery.relay.port': 'Port',
  'delivery.relay.port.hint': '465, 587, 2525 or 25.',
  'delivery.relay.security': 'Encryption',
  'delivery.relay.security.tls': 'TLS from the first byte (usually port 465)',
  'delivery.relay.security.starttls': 'STARTTLS, and nothing without it (usually port 587)',
  'delivery.relay.security.none': 'None: a server on this very machine',
  'delivery.relay.user': 'User name',
  'delivery.relay.user.hint': 'Leave it empty where the server asks for no sign-in.',
  'delivery.relay.password': 'Password',
  'delivery.relay.password.hint': 'It is kept sealed and never shown again.',
  'delivery.relay.password.kept':
    'One is kept, sealed. Leave this empty to go on with it. Whoever changes host, port, encryption or user name types the password anew.',
  'delivery.relay.try': 'Try it, then use it',
  'delivery.relay.try.hint':
    'The server is in use once it has taken a test mail to your own address. Until then your mail leaves as before.',
  'delivery.relay.save': 'Save without a test',
  'delivery.relay.trying.begun': 'The server is being tried. It is in use once it has taken the test mail.',
  'delivery.relay.saved': 'Your mail leaves by this server from now on. Nobody has tried it yet.',
  'delivery.relay.off': 'Turn it off',
  'delivery.relay.off.title': 'Your mail will leave by the server of this Watchlight again',
  'delivery.relay.off.text':
    'From the next mail on, and what waits goes too. The password is destroyed. If your domain lets only your own server send (SPF, DMARC), mailboxes may take your mail for forged: ask the operator first.',
  'delivery.relay.off.do': 'Turn my mail server off',
  'delivery.relay.off.done': 'Your mail leaves by the server of this Watchlight again.',
  'delivery.relay.dns': 'What to set in DNS',
  'delivery.relay.dns.text':
    'For {domain}, the domain of your address. Whoever runs the server tells you the values.',
  'delivery.relay.dns.spf':
    'SPF: this server may send for the domain, and the one of this Watchlight still may: alarms and invitations come from your address too.',
  'delivery.relay.dns.dkim': 'DKIM: the public key with which the server signs. It signs, not Watchlight.',
  'delivery.relay.dns.dmarc': 'DMARC: what a mailbox shall do with mail that neither of them vouches for.',
  'delivery.relay.error.host': 'Please give a host name, such as smtp.harbour.example.',
  'delivery.relay.error.port': 'Please choose 465, 587, 2525 or 25. The operator can allow another port.',
  'delivery.relay.error.security':
    'Without encryption nothing leaves this machine. Please choose another one.',
  'delivery.relay.error.user': 'A password needs a user name.',
  'delivery.relay.error.password-again':
    'Please type the password again. The one that is kept goes to no other host, port or user name.',
  'delivery.relay.error.gone': 'It was turned off or let go of in the meantime.',
  'delivery.relay.error.often':
    'Your organisation has tried six times within an hour. Please wait until an hour has passed since the first of them.',
  'delivery.relay.error.trying': 'A test mail is on its way already.',
  'delivery.today.relay-away': 'Your own mail server takes no mail. Everything waits and nothing is lost.',
  'mail.relay-test.subject': 'Test of your mail server',
  'mail.relay-test.preheader': 'Your mail server took this mail.',
  'mail.relay-test.what': 'The mail server of {organisation} took this mail and brought it here.',
  'mail.relay-test.look':
    'If your mail program can show the source of a mail, look for dkim=pass, spf=pass and dmarc=pass. If one is missing, ask whoever runs the server what to set in DNS.',
  'mail.relay-test.unexpected':
    'If you did not ask for this test, tell an administrator of your organisation.',
}

type RelayMessages = Record<keyof typeof relay, string>

declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends RelayMessages {}
}
