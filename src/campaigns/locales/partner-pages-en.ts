/** An organisation's own page of a campaign: for its staff, and what visitors read on it. */
export const partnerPages = {
  'act.partner': 'On the page of {organisation}',
  'act.partner.website': 'Its website',
  'act.partner.social': '{organisation} elsewhere',
  'act.newsletters': 'May we send you a newsletter?',
  'act.newsletters.hint': 'This is apart from the case. Each organisation asks you by mail once more.',
  'act.newsletters.own': 'Yes, that of {organisation}',
  'act.newsletters.both': 'Yes, those of {organisation} and of {lead}',
  'act.newsletters.none': 'No, none',
  'act.privacy.lead':
    'If you choose both newsletters, {lead} keeps your name, your address and your country as well, and is responsible for them.',
  'act.news': 'News about {name}',

  'campaigns.tab.pages': 'Pages of organisations',
  'partner-page.title': 'Page of {organisation}',
  'partner-page.list.intro':
    'Each organisation of the coalition may show this campaign on a page of its own: its words, its name, its supporters. Letters, asks, officials and news are the campaign’s on all of them.',
  'partner-page.list.empty.title': 'No other organisation yet',
  'partner-page.list.empty.text':
    'When others join the coalition, each can have a page of this campaign here.',
  'partner-page.col.organisation': 'Organisation',
  'partner-page.col.state': 'Page',
  'partner-page.col.address': 'Address',
  'partner-page.none': 'No page',
  'partner-page.observes': 'Observes; has no page',
  'partner-page.not-named': 'Not named in public',
  'partner-page.begin': 'Make our page',
  'partner-page.open': 'Open our page',
  'partner-page.look': 'Look at it',
  'partner-page.drafted': 'Your page is there as a draft. Write what stands on top of it.',
  'partner-page.saved': 'Saved. Visitors see it when it is signed.',
  'partner-page.paused': 'Your page is off. Its address answers with the neutral text.',
  'partner-page.closed': 'Your page is closed. What was done through it stays counted.',
  'partner-page.published': 'Your page is public.',
  'partner-page.state.draft': 'Draft',
  'partner-page.state.live': 'Public',
  'partner-page.state.paused': 'Off',
  'partner-page.state.closed': 'Closed',
  'partner-page.live-at': 'Visitors find it at',
  'partner-page.intro': 'Introduction',
  'partner-page.intro.in': 'Introduction in {language}',
  'partner-page.intro.hint':
    'Why your organisation stands by this campaign. It stands above the campaign’s own words. Leave a language empty in which you have no page.',
  'partner-page.address': 'Last part of the address',
  'partner-page.address.hint':
    'Small letters, digits and hyphens, as in “{example}”. Changing it ends the former address.',
  'partner-page.address.wrong':
    'Use 3 to 48 small letters, digits and single hyphens, and none of the words that the forms use.',
  'partner-page.address.taken': 'Another page of this campaign has this address.',
  'partner-page.accent': 'Colour of the button',
  'partner-page.accent.lamp': 'Amber, as on the campaign’s page',
  'partner-page.accent.sea': 'Blue',
  'partner-page.accent.leaf': 'Green',
  'partner-page.accent.rose': 'Rose',
  'partner-page.accent.plum': 'Violet',
  'partner-page.accent.clay': 'Terracotta',
  'partner-page.donate': 'Show how to give to your organisation',
  'partner-page.donate.hint':
    'The appeal in your organisation’s settings, with the sentence on what a gift is for.',
  'partner-page.social': 'Show where else your organisation is found',
  'partner-page.sender':
    'Mails to people who act here, and their letters to officials, come from {sender}. Change it in your organisation’s settings.',
  'partner-page.save': 'Save',
  'partner-page.to-publish': 'Go on to signing',
  'partner-page.publish': 'Sign our page',
  'partner-page.publish.title': 'What becomes public',
  'partner-page.publish.languages': 'Languages',
  'partner-page.publish.items': 'What your words use of the person',
  'partner-page.publish.items.hint':
    'What the case page stands on is always among them. Each needs a consent.',
  'partner-page.publish.named': 'Your organisation is named as the one that answers for this page.',
  'partner-page.publish.mail':
    'Whoever acts here becomes a supporter of your organisation alone; nobody else in the coalition can see, count or mail them.',
  'partner-page.publish.goes': 'When the campaign or the case stops, this page goes with it.',
  'partner-page.publish.read': 'I have read the page in each language that becomes public',
  'partner-page.pause': 'Take it off for now',
  'partner-page.pause.text':
    'The address answers with the neutral text at once. Letters that people confirmed go on. It comes back when it is signed anew.',
  'partner-page.close': 'Close it',
  'partner-page.close.text': 'For good. Its supporters stay yours.',
  'partner-page.theirs': 'This page is of another organisation: it alone can change it.',
  'partner-page.today': '{campaign} is public again: your page of it waits to be signed anew',
  'partner-page.own': 'This campaign is your organisation’s own: its page is the campaign’s.',
  'partner-page.exists': 'Your organisation has a page of this campaign already.',
  'partner-page.observer': 'An observing organisation has no page of a campaign.',
  'partner-page.campaign-first': 'Your page can be public as soon as the campaign is, in the same languages.',
  'partner-page.unnamed':
    'Your organisation is not named in public, so it can have no page. You can change that in the coalition.',
  'partner-page.incomplete':
    'Choose languages in which the campaign is public and your introduction is written.',
  'partner-page.error.closed': 'This page is closed for good: it cannot be signed any more.',
  'partner-page.not-live': 'Your page is not public.',

  'campaigns.numbers.own': 'These are the numbers of your organisation alone.',
  'campaigns.number.people.own': 'Confirmed through your organisation, each once.',
  'campaigns.people': 'Through whom people came',
  'campaigns.people.text':
    'People who confirmed, each once in the whole campaign. An organisation sees numbers of the others, never who they are.',
  'campaigns.people.organisation': 'Organisation',
  'campaigns.people.people': 'People',
  'campaigns.people.others': 'Through others',
  'campaigns.people.acts': 'Acts confirmed',
  'campaigns.people.recorded': 'Recorded by staff',
  'campaigns.people.left': '{name} (has left)',
  'campaigns.people.together':
    'Together {count, plural, one {# person} other {# people}}. {shared, plural, =0 {Nobody came through more than one organisation.} other {The column of people adds up to # more, because some came through several organisations.}}',
} as const

type PartnerPageMessages = Record<keyof typeof partnerPages, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends PartnerPageMessages {}
}
