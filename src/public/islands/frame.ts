/**
 * In a framed page: tells the page around it how high it is, that it is there, and what was done in it. Safety: that an
 * act of some kind happened, and nothing of who acted or what was written. It can be said to anybody, since only the
 * organisation's own sites may show the frame (`frame-ancestors`); it hears nothing.
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

if (parent !== window) follow()

export {}
