/**
 * `/embed.js`, which runs in pages of others: puts a frame in the place of each link `<a data-watchlight="/embed/…">` to
 * the site that it came from, gives the frame the height of what stands in it, and tells the page as events of the frame
 * (`watchlight:ready`, `watchlight:acted`, `watchlight:shared`; they bubble) what happened there, never to whom.
 * The link stays where the frame is not allowed, or no script runs in it. No inline style, no HTML from text, no name
 * of its own: it lives beside any policy and any other script, and twice on a page does as much as once.
 */
;(() => {
  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement)) return
  // Safety: a link that somebody wrote into a comment there makes no frame of a site of his own
  const { origin } = new URL(script.src)
  const kinds = ['message', 'email', 'call', 'signature']
  const tallest = 20_000

  interface Framed {
    link: HTMLAnchorElement
    ready: boolean
  }
  const frames = new Map<HTMLIFrameElement, Framed>()

  function frameAll(): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-watchlight]')) frameOne(link)
  }

  function frameOne(link: HTMLAnchorElement): void {
    const path = link.dataset['watchlight'] ?? ''
    if (link.origin !== origin || !path.startsWith('/embed/') || link.dataset['watchlightFramed']) return
    link.dataset['watchlightFramed'] = 'yes'
    const frame = document.createElement('iframe')
    frame.src = origin + path
    frame.title = link.textContent.trim()
    frame.width = '100%'
    frame.height = '0'
    frame.referrerPolicy = 'no-referrer'
    frame.setAttribute('frameborder', '0')
    // a step that is shorter than the one before it must not leave its reader below it
    let loads = 0
    frame.addEventListener('load', () => {
      if (loads++ > 0 && frame.getBoundingClientRect().top < 0) frame.scrollIntoView()
    })
    frames.set(frame, { link, ready: false })
    link.after(frame)
  }

  function tell(frame: HTMLIFrameElement, what: string, detail: object = {}): void {
    frame.dispatchEvent(new CustomEvent(`watchlight:${what}`, { bubbles: true, detail }))
  }

  function hear(frame: HTMLIFrameElement, framed: Framed, said: Record<string, unknown>): void {
    const { height, title, kind } = said
    switch (said['watchlight']) {
      case 'size':
        framed.link.remove()
        if (typeof title === 'string') frame.title = title.slice(0, 300)
        if (typeof height === 'number' && height > 0) frame.height = `${Math.min(Math.ceil(height), tallest)}`
        break
      case 'ready':
        if (!framed.ready) tell(frame, 'ready')
        framed.ready = true
        break
      case 'acted':
        if (typeof kind === 'string' && kinds.includes(kind)) tell(frame, 'acted', { kind })
        break
      case 'shared':
        tell(frame, 'shared')
        break
    }
  }

  addEventListener('message', ({ source, origin: from, data }: MessageEvent<unknown>) => {
    // Safety: only what our own page says, and only in a frame that stands here
    if (from !== origin || typeof data !== 'object' || data === null) return
    for (const [frame, framed] of frames)
      if (source === frame.contentWindow) hear(frame, framed, data as Record<string, unknown>)
  })
  frameAll()
  // those that stand below the script
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', frameAll)
})()
