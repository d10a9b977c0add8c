/**
 * Filters of ours that do to HTML what WordPress is documented to do. They are not WordPress, which was never tried: they
 * keep to what developer.wordpress.org says that stays. Sources: wp_kses_allowed_html() in the context `post` with
 * _wp_add_global_attributes() (texts of authors and contributors, who lack `unfiltered_html`); wp_filter_oembed_result()
 * (what an address on its own line becomes, where nobody vouched for the site behind it).
 */

/** Of the elements of a text, those that could carry an embed; none of script, iframe, object, embed or form is among them. */
const inTexts: Record<string, readonly string[]> = {
  ...Object.fromEntries(
    [
      'b',
      'blockquote',
      'br',
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
const onAll = /^(?:class|id|style|title|role|dir|lang|hidden|aria-[a-z]+|data-[a-z0-9_-]+)$/
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

/** What an oEmbed answer may put into a page; nothing where it holds no frame. */
export function filterAnswer(html: string, secret: string): string | undefined {
  const kept = filter(html, (tag, attribute) => {
    const own = inAnswers[tag]
    return own !== undefined && (!attribute || own.includes(attribute))
  })
  const [, quote = '', frame] =
    /(<blockquote>[^]*?<\/blockquote>)?[^]*?(<iframe.*?><\/iframe>)/.exec(kept) ?? []
  if (!frame) return undefined
  const hidden = quote ? ' style="position: absolute; visibility: hidden;"' : ''
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
 * Runs in the page: a frame is shown, and its quotation hidden, once it says the word that stands in its address, and how
 * high it is. Source: what wp-includes/js/wp-embed.js does by its documentation.
 */
export const answerScript = `addEventListener('message', ({ data, source }) => {
  if (!data || !/^[a-zA-Z0-9]+$/.test(data.secret || '') || data.message !== 'height') return
  const [quote] = document.querySelectorAll('blockquote[data-secret="' + data.secret + '"]')
  for (const frame of document.querySelectorAll('iframe[data-secret="' + data.secret + '"]')) {
    if (frame.contentWindow !== source) continue
    frame.removeAttribute('style')
    frame.height = Math.max(200, Math.min(1000, data.value))
    if (quote) quote.hidden = true
  }
})
for (const frame of document.querySelectorAll('iframe[data-secret]'))
  frame.contentWindow.postMessage({ message: 'ready', secret: frame.dataset.secret }, '*')`
