import type { Context } from 'hono'
import { isLanguage } from '#platform/i18n.ts'
import { shortIdOf } from '#platform/text/slug.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { HeaderList } from '#platform/web/headers.ts'
import { bareFrame, embedLink, readTheme, usualHeight, type Embed, type Theme } from '#ui/index.ts'
import { actPath, updatePath, updatesPath, withQuery } from '../addresses.ts'
import { ready } from '../answers.ts'
import { forAnyFrame } from '../reading-routes.tsx'
import { i18nOf, siteNameOf, type Site } from '../site.ts'
import { Gone, throughPartner, visible, type Visible } from '../visible.ts'

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
    const path = withQuery('/oembed', {
      url: site.publicUrl + subject.embed.page,
      maxwidth: width,
      maxheight: height,
    })
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
  const id = shortIdOf(key)
  if (!isLanguage(lang) || !id) throw new NotFound()
  const theme = readTheme((name) => (name === 'lang' ? lang : undefined))
  if (kind === 'act') return campaignSubject(site, theme, id, partnerIn(rest))
  const [updates, updateId, ...more] = rest
  if (kind !== 'c' || updates !== 'updates' || more.length > 0) throw new NotFound()
  return updateId === undefined ? caseSubject(site, theme, id) : updateSubject(site, theme, updateId)
}

const isKind = (part = ''): boolean => ['email', 'call', 'message', 'signature'].includes(part)

/** What stands behind a campaign in an address is a kind of action, or the page of an organisation. */
const partnerIn = ([first]: readonly string[]): string | undefined => (isKind(first) ? undefined : first)

function campaignSubject(site: Site, theme: Theme, id: string, by: string | undefined): Subject {
  const look = () => {
    const found = visible(site, 'campaign', id, theme.lang)
    return by === undefined ? found : throughPartner(found, by, theme.lang)
  }
  const { body, partner } = look()
  const [kind] = body.kinds
  if (!kind) throw new NotFound()
  const page = actPath(theme.lang, partner ? `${id}/${partner.address}` : id, kind)
  const embed = embedOf(site, theme, { what: 'act', id, by: partner?.address, page })
  return { look, caseKey: body.caseKey, embed }
}

function updateSubject(site: Site, theme: Theme, id: string): Subject {
  const look = () => visible(site, 'update', id, theme.lang)
  const { caseKey } = look().body
  const page = updatePath(theme.lang, caseKey, id)
  return { look, caseKey, embed: embedOf(site, theme, { what: 'update', id, page }) }
}

function caseSubject(site: Site, theme: Theme, id: string): Subject {
  const look = () => visible(site, 'case', id, theme.lang)
  look()
  const page = updatesPath(theme.lang, id)
  return { look, caseKey: id, embed: embedOf(site, theme, { what: 'updates', id, page }) }
}

const embedOf = (
  { publicUrl }: Site,
  theme: Theme,
  subject: Pick<Embed, 'what' | 'id' | 'by' | 'page'>,
): Embed => ({
  ...subject,
  theme,
  publicUrl,
  i18n: i18nOf(theme.lang),
})
