export const embedsEn = {
  'office.logo': 'Logo',
  'office.logo.text':
    'It stands on your organisation’s page and on your pages of campaigns, wherever your organisation is named in public.',
  'office.logo.none': 'No logo yet',
  'office.logo.none.text': 'Your pages carry your name alone.',
  'office.logo.file': 'Picture',
  'office.logo.file.hint':
    'JPEG, PNG or WebP, up to 4 MB. It is drawn anew; what the file says beside the picture is dropped.',
  'office.logo.put': 'Use this logo',
  'office.logo.saved': 'The logo is public now.',
  'office.logo.remove': 'Take the logo away',
  'office.logo.remove.text': 'It goes from all pages at once.',
  'office.logo.removed': 'The logo is gone.',
  'office.coalitions': 'Our coalitions',
  'office.findable': 'Who can find us',
  'office.findable.text':
    'Organisations on this server that look for others to stand around a case can choose from a list. Yours is on it only if you say so.',
  'office.findable.seen': 'What they see',
  'office.findable.seen.text':
    'Your organisation’s name, its country and its website. No person, no supporter, no case, and no coalition that you are in.',
  'office.findable.either': 'Either way',
  'office.findable.either.text':
    'Whoever stands in a coalition with you knows that already and can invite you again. Anybody else can give you a one-time link. You always answer an invitation yourselves.',
  'office.findable.question': 'On the list of this server',
  'office.findable.yes': 'Others may find us',
  'office.findable.no': 'We are not on the list',
  'office.findable.now.yes': 'Your organisation is on the list.',
  'office.findable.now.no': 'Your organisation is not on the list.',
  'office.findable.save': 'Save',
  'office.findable.saved': 'Saved. It holds from now on.',
  'office.mail-server': 'Mail server',
  'office.embed-sites': 'Sites for embeds',
  'office.embed-sites.text':
    'Action forms, counters and updates of your organisation can be shown inside the pages of these sites, and nowhere else. A change holds within seconds, also for what is embedded already.',
  'office.embed-sites.why':
    'A site that shows a form decides what stands around it. Allow only sites that you run or trust.',
  'office.embed-sites.list': 'Allowed sites: {count}',
  'office.embed-sites.col.site': 'Site',
  'office.embed-sites.col.since': 'Since',
  'office.embed-sites.col.remove': 'Change',
  'office.embed-sites.remove': 'Remove',
  'office.embed-sites.none': 'No site yet',
  'office.embed-sites.none.text':
    'Until a site stands here, an embed shows its plain link instead of the form.',
  'office.embed-sites.add': 'Allow a site',
  'office.embed-sites.origin': 'Address of the site',
  'office.embed-sites.origin.hint':
    'For instance https://www.example.org. What follows the name is left out; www and other names in front count as sites of their own.',
  'office.embed-sites.added': 'The site may show your embeds.',
  'office.embed-sites.removed': 'The site shows your embeds no longer.',
  'organisations.embed-site.most': 'Twenty sites are allowed already. Remove one first.',

  'organisations.embed.text':
    'Copy one of these into a page of your own site. What is shown comes from here each time: when it is paused, ends or goes quiet, it goes from your site within seconds.',
  'organisations.embed.named':
    'The frame is yours, so it shows something only while your organisation is named in public with the case.',
  'organisations.embed.later':
    'Visitors do not see this now. Until they do, the frame says that there is nothing to do.',
  'organisations.embed.no-site': 'No site may show embeds yet: an administrator allows them.',
  'organisations.embed.sites': 'Shown on:',
  'organisations.embed.look': 'See how it looks',
  'organisations.embed.what': 'What to show',
  'organisations.embed.what.act': 'The action form',
  'organisations.embed.what.count': 'The number of people',
  'organisations.embed.what.update': 'This update',
  'organisations.embed.what.updates': 'The latest updates',
  'organisations.embed.language': 'Language',
  'organisations.embed.step': 'Begin with',
  'organisations.embed.step.first': 'The first kind of action',
  'organisations.embed.theme': 'Light or dark',
  'organisations.embed.theme.auto': 'As the reader has it',
  'organisations.embed.theme.light': 'Light',
  'organisations.embed.theme.dark': 'Dark',
  'organisations.embed.font': 'Letters',
  'organisations.embed.font.house': 'Headings with serifs',
  'organisations.embed.font.sans': 'Without serifs',
  'organisations.embed.font.serif': 'With serifs',
  'organisations.embed.accent': 'Colour of the button',
  'organisations.embed.accent.hint':
    'Six digits, for instance 0a5c36. Without one it has the colour of this site.',
  'organisations.embed.accent.form': 'Please write six digits from 0 to 9 and a to f, for instance 0a5c36.',
  'organisations.embed.accent.unreadable':
    'No text can be read well on this colour. Choose a lighter or a darker one; until then the colour of this site is used.',
  'organisations.embed.make': 'Make the HTML',
  'organisations.embed.line': 'One line with script',
  'organisations.embed.line.for': 'For sites that allow a script: the frame gets the height that it needs',
  'organisations.embed.policy':
    'Where your site has a Content-Security-Policy, allow {address} in script-src and in frame-src.',
  'organisations.embed.frame': 'A frame without script',
  'organisations.embed.frame.for':
    'For sites whose filters remove scripts: the frame has one height. Where frames are removed too, the link below it stays.',
  'organisations.embed.link': 'A plain link',
  'organisations.embed.link.for': 'For sites that allow neither',
  'organisations.embed.filters': 'Where a site removes what you paste',
  'organisations.embed.filters.text':
    'In WordPress (tried with 6.1) all three stay for administrators and editors. Out of what authors and contributors write it takes scripts and frames, and leaves of each of the three a link to the page. Alone on a line, the bare address of an update shows the update, and that of a campaign the number and a button that leads to the form. Where whoever runs the site puts the script into all of its pages once, the link of the first one becomes the form itself, whoever wrote it.',
  'organisations.embed.copy': 'Copy',
  'organisations.embed.copied': 'Copied.',
  'organisations.embed.events': 'What your page hears',
  'organisations.embed.events.text':
    'With the script, the frame sends these events to your page: it is there; somebody acted, and how; somebody shared. They never say who.',
} as const

type EmbedMessages = Record<keyof typeof embedsEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends EmbedMessages {}
}
