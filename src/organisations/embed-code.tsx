import type { Child } from 'hono/jsx'
import { createI18n, isLanguage } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { inkOn, readTheme, type Embed, type Embeddable, type FormState } from '#ui/index.ts'
import { listEmbedSites } from './embed-site.ts'
import { getOrganisation } from './organisation.ts'
import { EmbedCodeView } from './views/embed-code.tsx'

export interface EmbedChoice {
  what: Embeddable
  id: string
  /** path of its page for visitors, in a language */
  page: (language: string) => string
  /** of a form: the organisation's own page of the campaign; all else is shown on the sites of whoever copies it */
  by?: string | undefined
}

/** What a page of the console offers to be shown on sites of the organisation. */
export interface EmbedOffer {
  /** the first is preset */
  choices: readonly EmbedChoice[]
  /** preset */
  language: string
  /** kinds of action that a form may begin with */
  steps?: readonly { value: string; label: string }[]
  /** visitors see it now */
  stands: boolean
}

/** The HTML to copy, for the look that the query of the page asks for; for any member who sees the thing itself. */
export async function embedCode(
  c: ConsoleContext,
  offer: EmbedOffer,
): Promise<{ body: Child; islands: readonly string[] }> {
  const [i18n, { db, catalogue, publicUrl }] = [c.get('i18n'), c.get('office')]
  const member = c.get('member')
  const { sites, organisation } = await db.reading(member, async (tx) => ({
    sites: await listEmbedSites(tx),
    organisation: await getOrganisation(tx, member.organisationId),
  }))
  const asked = c.req.query()
  const language = isLanguage(asked['lang'] ?? '') ? asked['lang']! : offer.language
  const theme = readTheme((name) => (name === 'lang' ? language : asked[name]))
  const chosen = offer.choices.find(({ what }) => what === asked['what']) ?? offer.choices[0]!
  const step = offer.steps?.find(({ value }) => value === asked['step'])?.value
  const embed: Embed = {
    what: chosen.what,
    id: chosen.id,
    by: chosen.what === 'act' ? chosen.by : organisation.shortId,
    page: chosen.page(theme.lang),
    theme,
    ...(step && chosen.what === 'act' ? { step } : {}),
    publicUrl,
    i18n: createI18n(theme.lang, catalogue),
  }
  const form: FormState = {
    values: { ...asked, what: chosen.what, lang: theme.lang, theme: theme.scheme, font: theme.letters },
    errors: asked['accent'] && !theme.accent ? { accent: i18n.t(wrongWith(asked['accent'])) } : {},
  }
  return {
    body: <EmbedCodeView i18n={i18n} offer={offer} embed={embed} form={form} sites={sites} />,
    islands: ['copy-text'],
  }
}

const wrongWith = (accent: string) =>
  /^#?[0-9a-f]{6}$/i.test(accent) && !inkOn(accent.replace('#', '').toLowerCase())
    ? 'organisations.embed.accent.unreadable'
    : 'organisations.embed.accent.form'
