import type { Context } from 'hono'
import type { ActionKind, CampaignDocument } from '#campaigns/document.ts'
import { isLanguage } from '#platform/i18n.ts'
import { shortIdOf } from '#platform/text/slug.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { HeaderList } from '#platform/web/headers.ts'
import {
  bareFrame,
  embedLink,
  framedPath,
  readTheme,
  usualHeight,
  type Embed,
  type Theme,
} from '#ui/index.ts'
import { actPath, updatePath, updatesPath, withQuery } from '../addresses.ts'
import { ready } from '../answers.ts'
import { forAnyFrame } from '../reading-routes.tsx'
import { i18nOf, siteNameOf, type Site } from '../site.ts'
import { Gone, throughPartner, visible, type Visible } from '../visible.ts'
import { hostOf } from './frame-door.ts'

const usualWidth = 600
/** seconds: as long as a page may be old */
const cacheAge = 5

/** The page that an address of ours leads to, and the case whose change changes the answer. */
interface Subject {
  embed: Embed
  look(): Visible<'campaign' | 'update' | 'case'>
  caseKey: string
}

/**
 * oEmbed 1.0, JSON alone: the frame of a page of ours, for sites that take an address and ask what to show for it. Safety:
 * who asks keeps the answer, so it holds a frame and a link, and neither title nor name. 404: no such page; 401: there was
 * one, and nothing may be shown now, for whatever reason; 501: another format.
 * Source: oembed.com, sections 2.2 and 2.3.4.
 */
export async function oembed(c: Context, site: Site): Promise<Response> {
  const { url = '', format = 'json', maxwidth, maxheight } = c.req.query()
  if (format !== 'json') return refuse(c, 501)
  try {
    const subject = subjectOf(site, url)
    const [width, height] = [limit(maxwidth), limit(maxheight)]
    const asked = { url: framedPath(subject.embed), maxwidth: width, maxheight: height }
    const path = withQuery('/oembed', asked)
    const headers: HeaderList = [...openToAll, ...site.headers.filter(([name]) => !isOpened.has(name))]
    return await ready(c, site, path, subject.caseKey, () => ({
      page: undefined,
      freshUntil: subject.look().freshUntil,
      type: 'application/json; charset=utf-8',
      headers,
      markup: () => JSON.stringify(answer(site, subject.embed, Number(width), Number(height))),
    }))
  } catch (error) {
    if (error instanceof NotFound) return refuse(c, 404)
    if (error instanceof Gone) return refuse(c, 401)
    throw error
  }
}

/** A page of somebody else's may ask too; there is nothing in the answer that is not for everybody. */
const openToAll: HeaderList = Object.entries(forAnyFrame)
const isOpened = new Set(Object.keys(forAnyFrame))

const refuse = (c: Context, status: 401 | 404 | 501): Response =>
  c.json({}, status, { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' })

const limit = (text: string | undefined): string | undefined =>
  /^[1-9]\d{0,3}$/.test(text ?? '') ? text : undefined

function answer(site: Site, embed: Embed, maxWidth: number, maxHeight: number) {
  const width = Math.min(usualWidth, maxWidth || usualWidth)
  const height = Math.min(usualHeight[embed.what], maxHeight || Infinity)
  return {
    version: '1.0',
    type: 'rich',
    provider_name: siteNameOf(site),
    provider_url: `${site.publicUrl}/`,
    cache_age: cacheAge,
    width,
    height,
    // sites that distrust scripts show the first, and the second once it has spoken to them
    html: `<blockquote>${embedLink(embed)}</blockquote>${bareFrame(embed, { width: String(width), height })}`,
  }
}

/** @throws NotFound where the address is none of ours, or of nothing that is shown in frames; Gone */
function subjectOf(site: Site, address: string): Subject {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.origin !== new URL(site.publicUrl).origin) throw new NotFound()
  const [, lang = '', kind, key = '', ...rest] = url.pathname.split('/')
  if (lang === 'embed') return framedSubject(site, url, kind, key, rest)
  const id = shortIdOf(key)
  if (!isLanguage(lang) || !id) throw new NotFound()
  const theme = readTheme((name) => (name === 'lang' ? lang : undefined))
  if (kind === 'act') return campaignSubject(site, theme, id, partnerIn(rest))
  const [updates, updateId, ...more] = rest
  if (kind !== 'c' || updates !== 'updates' || more.length > 0) throw new NotFound()
  return updateId === undefined ? caseSubject(site, theme, id) : updateSubject(site, theme, updateId)
}

/** The address of a frame itself: all that an editor leaves of one that is pasted into a text. It keeps its look. */
function framedSubject(
  site: Site,
  { searchParams }: URL,
  what: string | undefined,
  id: string,
  rest: readonly string[],
): Subject {
  const theme = readTheme((name) => searchParams.get(name) ?? undefined)
  const step = [...rest, searchParams.get('step') ?? undefined].find(isKind)
  const [by] = rest
  if (what === 'act') return campaignSubject(site, theme, id, partnerIn(rest), step)
  if (what === 'count') return countSubject(site, theme, id, by)
  if (what === 'update') return updateSubject(site, theme, id, by)
  if (what === 'updates') return caseSubject(site, theme, id, by)
  throw new NotFound()
}

const isKind = (part: string | undefined): part is ActionKind =>
  part !== undefined && ['email', 'call', 'message', 'signature'].includes(part)

/** What stands behind a campaign in an address is a kind of action, or the page of an organisation. */
const partnerIn = ([first]: readonly string[]): string | undefined => (isKind(first) ? undefined : first)

function campaignSubject(
  site: Site,
  theme: Theme,
  id: string,
  by: string | undefined,
  step?: string,
): Subject {
  const look = () => {
    const found = visible(site, 'campaign', id, theme.lang)
    return by === undefined ? found : throughPartner(found, by, theme.lang)
  }
  const { body, partner } = look()
  const page = actPath(theme.lang, partner ? `${id}/${partner.address}` : id, firstKind(body))
  const embed = embedOf(site, theme, { what: 'act', id, by: partner?.address, step, page })
  return { look, caseKey: body.caseKey, embed }
}

/** @throws NotFound */
function firstKind({ kinds: [kind] }: CampaignDocument): ActionKind {
  if (!kind) throw new NotFound()
  return kind
}

function countSubject(site: Site, theme: Theme, id: string, by: string | undefined): Subject {
  const look = () => hosted(visible(site, 'campaign', id, theme.lang), by)
  const { body } = look()
  const page = actPath(theme.lang, id, firstKind(body))
  return { look, caseKey: body.caseKey, embed: embedOf(site, theme, { what: 'count', id, by, page }) }
}

function updateSubject(site: Site, theme: Theme, id: string, by?: string): Subject {
  const look = () => hosted(visible(site, 'update', id, theme.lang), by)
  const { caseKey } = look().body
  const page = updatePath(theme.lang, caseKey, id)
  return { look, caseKey, embed: embedOf(site, theme, { what: 'update', id, by, page }) }
}

function caseSubject(site: Site, theme: Theme, id: string, by?: string): Subject {
  const look = () => hosted(visible(site, 'case', id, theme.lang), by)
  look()
  const page = updatesPath(theme.lang, id)
  return { look, caseKey: id, embed: embedOf(site, theme, { what: 'updates', id, by, page }) }
}

/** @throws Gone where the organisation in the address is not named with it */
function hosted<T extends Visible<'campaign' | 'update' | 'case'>>(found: T, by: string | undefined): T {
  hostOf(found, by)
  return found
}

const embedOf = (
  { publicUrl }: Site,
  theme: Theme,
  subject: Pick<Embed, 'what' | 'id' | 'by' | 'step' | 'page'>,
): Embed => ({
  ...subject,
  theme,
  publicUrl,
  i18n: i18nOf(theme.lang),
})
