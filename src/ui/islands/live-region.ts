/**
 * `<live-region src interval>`: fetches HTML of our own origin every `interval` seconds and puts it in place. It stops
 * when an answer carries `data-done`, waits while the page is hidden, and waits longer after trouble.
 */
interface TrustedPolicy {
  createHTML(html: string): string
}
interface TrustedTypesWindow {
  trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy }
}

// The one policy that the console's Content-Security-Policy names.
const policy: TrustedPolicy = (window as TrustedTypesWindow).trustedTypes?.createPolicy('watchlight', {
  createHTML: (html) => html,
}) ?? { createHTML: (html) => html }

class LiveRegion extends HTMLElement {
  #timer = 0
  #failures = 0

  connectedCallback(): void {
    this.#plan()
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer)
  }

  #plan(): void {
    if (this.querySelector('[data-done]')) return
    const seconds = Math.max(1, Number(this.getAttribute('interval')) || 5)
    const wait = Math.min(60, seconds * 2 ** this.#failures) * 1000
    this.#timer = window.setTimeout(() => void this.#refresh(), wait)
  }

  async #refresh(): Promise<void> {
    if (document.hidden || this.contains(document.activeElement)) return this.#plan()
    try {
      const html = await fetchOwn(this.getAttribute('src') ?? '')
      this.innerHTML = policy.createHTML(html)
      this.#failures = 0
    } catch {
      this.#failures += 1
    }
    if (this.isConnected) this.#plan()
  }
}

/** Safety: only our own origin, only HTML, never an answer that was redirected (an expired session). */
async function fetchOwn(src: string): Promise<string> {
  const url = new URL(src, location.href)
  if (url.origin !== location.origin) throw new Error('Only own pages')
  const answer = await fetch(url, {
    headers: { accept: 'text/html' },
    redirect: 'error',
    credentials: 'same-origin',
  })
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('text/html'))
    throw new Error(String(answer.status))
  return answer.text()
}

customElements.define('live-region', LiveRegion)
