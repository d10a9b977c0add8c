import MarkdownIt, { type Env } from 'markdown-it'
import sanitizeHtml from 'sanitize-html'
import { directionOf } from '../i18n.ts'
import { plainTextOf } from './markdown-text.ts'

/** Where a picture of the text is served from; both sizes so that the page does not jump while it loads. */
export interface TextImage {
  src: string
  width: number
  height: number
  srcset?: string
  sizes?: string
}

export interface MarkdownOptions {
  /** BCP 47 tag of the text, which decides its direction */
  language: string
  /** gives the place of a picture that the text names as `image:ID`; unknown ones are left out */
  image?: (id: string) => TextImage | undefined
  /** lowest level that the page leaves to the text: "#" becomes this one. 2 unless told */
  firstHeading?: 2 | 3 | 4
}

export interface RenderedText {
  html: string
  /** the same for the plain part of a mail and for feeds' summaries, links in full */
  text: string
  /** ids of the pictures that the text names, in order, each once, known or not */
  images: string[]
}

const LINK = /^(?:https?:\/\/[^\s/]|mailto:[^\s]|tel:\+?\d)/i
const IMAGE = /^image:([A-Za-z0-9-]{1,64})$/

// Safety: HTML in the source is text; of addresses only these kinds are links at all.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable('table')
markdown.validateLink = (url) => LINK.test(url.trim()) || IMAGE.test(url.trim())

interface Rendering extends MarkdownOptions {
  images: string[]
}

const escape = markdown.utils.escapeHtml

markdown.renderer.rules['image'] = (tokens, index, _options, given) => {
  const env = given?.['rendering'] as Rendering
  const token = tokens[index]
  const id = IMAGE.exec(String(token?.attrGet('src') ?? ''))?.[1]
  if (id === undefined) return ''
  if (!env.images.includes(id)) env.images.push(id)
  const image = env.image?.(id)
  if (image === undefined) return ''
  const sources =
    image.srcset === undefined
      ? ''
      : ` srcset="${escape(image.srcset)}" sizes="${escape(image.sizes ?? '100vw')}"`
  return `<img src="${escape(image.src)}"${sources} alt="${escape(token?.content ?? '')}" width="${image.width}" height="${image.height}" loading="lazy">`
}

const heading = (tag: string, first: number): string => `h${Math.min(Number(tag.slice(1)) + first - 1, 6)}`

// Safety: a second wall behind markdown-it, which has had holes: what is not on this list does not leave.
const sanitize = (html: string, first: number): string =>
  sanitizeHtml(html, {
    allowedTags: [
      'p',
      'br',
      'hr',
      'strong',
      'em',
      's',
      'code',
      'pre',
      'blockquote',
      'ul',
      'ol',
      'li',
      'a',
      'img',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
    ],
    allowedAttributes: {
      a: ['href', 'rel'],
      img: ['src', 'srcset', 'sizes', 'alt', 'width', 'height', 'loading'],
      ol: ['start'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https'] },
    allowProtocolRelative: false,
    transformTags: {
      a: (_tag, attributes) => ({
        tagName: 'a',
        // A link tells its target neither who reads nor where.
        attribs: { href: attributes['href'] ?? '', rel: 'noreferrer' },
      }),
      ...Object.fromEntries(
        ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [
          tag,
          (_tag: string, attribs: sanitizeHtml.Attributes) => ({ tagName: heading(tag, first), attribs }),
        ]),
      ),
    },
  })

/**
 * Renders an author's Markdown for page, feed and mail: one element with language and direction, headings below the
 * page's own, links to http(s), mailto and tel, pictures only from our own store. Bound the length before (`parsePlain`).
 */
export const renderMarkdown = (source: string, options: MarkdownOptions): RenderedText => {
  const rendering: Rendering = { ...options, images: [] }
  const env: Env = { rendering }
  const tokens = markdown.parse(source.toWellFormed(), env)
  const html = sanitize(
    markdown.renderer.render(tokens, markdown.options, env),
    options.firstHeading ?? 2,
  ).trim()
  const language = escape(options.language)
  return {
    html: `<div class="prose" lang="${language}" dir="${directionOf(options.language)}">${html}</div>`,
    text: plainTextOf(tokens),
    images: rendering.images,
  }
}
