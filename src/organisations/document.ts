/** What visitors may know of an organisation: the body of its row in `published.organisations`. */
export interface OrganisationDocument {
  id: string
  shortId: string
  name: string
  country: string
  languages: string[]
  defaultLanguage: string
  website: string
  postalAddress: string
  privacyContact: string
  newsletterOffered: boolean
  donateUrl: string
  donatePurpose: 'general' | 'case'
  texts: Record<string, OrganisationTexts>
  social: { network: string; url: string }[]
  /** absent where it has none, and in a row that was written before there were any */
  logo?: LogoDocument
  /** origins that may show its embeds; absent in a row that was written before there were any */
  embedSites?: string[]
  /** not named in some case: told of only where a public page names it; of the row, not of its body */
  unlisted?: boolean
}

/** Its bytes lie in `published.logos` under this key. */
export interface LogoDocument {
  key: string
  width: number
  height: number
}

export interface OrganisationTexts {
  donateHeadline?: string
  donateSentence?: string
  donateButton?: string
}
