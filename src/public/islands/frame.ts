/**
 * In a framed page: tells the page around it how high it is, that it is there, and what was done in it. Safety: that an
 * act of some kind happened, and nothing of who acted or what was written. It can be said to anybody, since only the
 * organisation's own sites may show the frame (`frame-ancestors`). It hears one word, whether somebody listens by now.
 */
const tell = (watchlight: string, more: object = {}): void => parent.postMessage({ watchlight, ...more }, '*')

function follow(): void {
  const { frame, acted, actedNow } = document.body.dataset
  const page = document.documentElement
  new ResizeObserver(() =>
    tell('size', { height: page.getBoundingClientRect().height, title: document.title }),
  ).observe(page)
  if (frame !== 'ready') return
  tell('ready')
  if (acted && (actedNow !== undefined || location.hash === '#acted')) {
    tell('acted', { kind: acted })
    // the same page once more, loaded again or gone back to, is no second act
    history.replaceState(null, '', location.pathname + location.search)
  }
  shareOnce()
}

/** A press on a way to share, or the text being copied: once for this page, whatever else is pressed. */
function shareOnce(): void {
  let told = false
  const shared = (): void => {
    if (!told) tell('shared')
    told = true
  }
  for (const way of document.querySelectorAll('[data-share]')) {
    way.addEventListener(way instanceof HTMLTextAreaElement ? 'copy' : 'click', shared)
  }
}

/**
 * A WordPress site that was given the bare address of a page puts its frame into a sandbox where no form can be sent and no
 * link followed, and shows a link in its place until the frame speaks its language, with the word that stands in the
 * address. A form gives way to the number with the way to the form, or leaves the link; all else speaks. It speaks before
 * anything is observed, since a browser draws nothing in a frame that is hidden, and again when the page around it says
 * that it has begun to listen. Source: WordPress 6.1.9, wp-includes/js/wp-embed.js and embed.php.
 */
function speakToWordPress(): void {
  const secret = /^#\?secret=([a-zA-Z0-9]+)$/.exec(location.hash)?.[1]
  if (!secret) return
  const { card } = document.body.dataset
  if (card) return location.replace(card + location.hash)
  if (document.querySelector('form')) return
  const say = (message: 'height' | 'link', value: number | string): void =>
    parent.postMessage({ message, value, secret }, '*')
  const page = document.documentElement
  const sayHeight = (): void => say('height', Math.ceil(page.getBoundingClientRect().height))
  sayHeight()
  addEventListener('load', sayHeight)
  addEventListener(
    'message',
    ({ source, data }: MessageEvent<{ message?: unknown; secret?: unknown } | null>) => {
      if (source === parent && data?.message === 'ready' && data.secret === secret) sayHeight()
    },
  )
  new ResizeObserver(sayHeight).observe(page)
  for (const link of document.querySelectorAll('a'))
    link.addEventListener('click', (event) => {
      event.preventDefault()
      say('link', link.href)
    })
}

if (parent !== window) {
  follow()
  if (self.origin === 'null') speakToWordPress()
}

export {}
