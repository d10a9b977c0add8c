/**
 * Filters of ours that do to HTML what WordPress does, compared with WordPress 6.1.9 itself (docs/operating/embeds.md says
 * how): with what it stored and showed of each text that we hand out. Sources: wp_kses_allowed_html() in the context `post`
 * with _wp_add_global_attributes() (texts of authors and contributors, who lack `unfiltered_html`); wp_filter_oembed_result()
 * (what an address on its own line becomes, where nobody vouched for the site behind it).
 */

/** Of the elements of a text, those that could carry an embed; none of script, iframe, embed, form or input is among them. */
const inTexts: Record<string, readonly string[]> = {
  ...Object.fromEntries(
    [
      'b',
      'blockquote',
      'br',
      'button',
      'code',
      'div',
      'em',
      'figure',
      'h2',
      'i',
      'li',
      'p',
      'span',
      'strong',
      'ul',
    ].map((name) => [name, []]),
  ),
  a: ['href', 'rel', 'rev', 'name', 'target', 'download'],
}
const onAll = /^(?:class|id|style|title|role|dir|lang|aria-[a-z]+|data-[a-z0-9_-]+)$/
const inAnswers: Record<string, readonly string[]> = {
  a: ['href'],
  blockquote: [],
  iframe: ['src', 'width', 'height', 'frameborder', 'marginwidth', 'marginheight', 'scrolling', 'title'],
}
const ofAddress = new Set(['href', 'src'])

/** Takes away each tag that is not allowed and leaves what stands between; takes away each attribute that is not. */
function filter(html: string, keeps: (tag: string, attribute?: string) => boolean): string {
  return html.replaceAll(/<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi, (_, end, name, rest) => {
    const tag = String(name).toLowerCase()
    if (!keeps(tag)) return ''
    if (end) return `</${tag}>`
    const attributes = [
      ...String(rest).matchAll(/([a-z][a-z0-9-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/gi),
    ]
    const kept = attributes.filter(([, attribute = '', value = '']) => {
      if (!keeps(tag, attribute.toLowerCase())) return false
      return !ofAddress.has(attribute) || /^["']?(?:https?:|mailto:|\/|#)/i.test(value)
    })
    return `<${[tag, ...kept.map(([whole]) => whole)].join(' ')}>`
  })
}

/** The text of an author or a contributor, as it is stored. */
export const filterText = (html: string): string =>
  filter(html, (tag, attribute) => {
    const own = inTexts[tag]
    return own !== undefined && (!attribute || own.includes(attribute) || onAll.test(attribute))
  })

/** How a frame is hidden until it speaks: by WordPress 6.1.9, and by later ones as they are documented. */
export const hidings = ['clip: rect(1px, 1px, 1px, 1px);', 'visibility: hidden;'] as const

/** What an oEmbed answer may put into a page; nothing where it holds no frame. */
export function filterAnswer(html: string, secret: string, hiding: string = hidings[0]): string | undefined {
  const kept = filter(html, (tag, attribute) => {
    const own = inAnswers[tag]
    return own !== undefined && (!attribute || own.includes(attribute))
  })
  const [, quote = '', frame] =
    /(<blockquote>[^]*?<\/blockquote>)?[^]*(<iframe.*?><\/iframe>)/.exec(kept) ?? []
  if (!frame) return undefined
  const hidden = quote ? ` style="position: absolute; ${hiding}"` : ''
  return (
    quote.replace('<blockquote', `<blockquote class="wp-embedded-content" data-secret="${secret}"`) +
    frame
      .replace(
        '<iframe',
        `<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"${hidden}`,
      )
      .replace(/src="([^"]*)"/, `src="$1#?secret=${secret}" data-secret="${secret}"`)
  )
}

/**
 * Runs in the page: a frame is shown, and its quotation hidden, once it says the word that stands in its address; whatever
 * it says, and to whatever height. A link is followed where it leads to the frame's own host, and its reader is in the
 * frame. Source: wp-includes/js/wp-embed.js of WordPress 6.1.9.
 */
export const answerScript = `addEventListener('message', ({ data, source }) => {
  if (!data || !/^[a-zA-Z0-9]+$/.test(data.secret || '')) return
  for (const quote of document.querySelectorAll('blockquote[data-secret="' + data.secret + '"]'))
    quote.style.display = 'none'
  for (const frame of document.querySelectorAll('iframe[data-secret="' + data.secret + '"]')) {
    if (frame.contentWindow !== source) continue
    frame.removeAttribute('style')
    if (data.message === 'height') frame.height = Math.max(200, Math.min(1000, Math.trunc(data.value)))
    if (data.message === 'link' && new URL(data.value).host === new URL(frame.src).host)
      if (document.activeElement === frame) top.location.href = data.value
  }
})
const ready = () => {
  for (const frame of document.querySelectorAll('iframe.wp-embedded-content'))
    frame.contentWindow.postMessage({ message: 'ready', secret: frame.dataset.secret }, '*')
}
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', ready)
else ready()`
