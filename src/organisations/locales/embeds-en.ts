export const embedsEn = {
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
} as const

type EmbedMessages = Record<keyof typeof embedsEn, string>
declare module '#platform/i18n.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface
  interface MessageCatalogue extends EmbedMessages {}
}
