/** `<letter-length for max pattern>`: keeps the shown rest true while one types. Nothing depends on it. */
class LetterLength extends HTMLElement {
  #field: HTMLTextAreaElement | null = null
  readonly #show = (): void => {
    if (!this.#field) return
    const max = Number(this.getAttribute('max'))
    // a textarea's value has one character per line break, as the server counts
    const left = Math.max(0, max - this.#field.value.length)
    const digits = new Intl.NumberFormat(document.documentElement.lang === 'ar' ? 'ar-u-nu-latn' : undefined)
    this.textContent = (this.getAttribute('pattern') ?? '#').replace('#', digits.format(left))
    // read aloud only when it begins to matter
    if (left < max / 10) this.setAttribute('aria-live', 'polite')
    else this.removeAttribute('aria-live')
  }

  connectedCallback(): void {
    const field = document.getElementById(this.getAttribute('for') ?? '')
    this.#field = field instanceof HTMLTextAreaElement ? field : null
    this.#field?.addEventListener('input', this.#show)
    this.#show()
  }

  disconnectedCallback(): void {
    this.#field?.removeEventListener('input', this.#show)
  }
}

customElements.define('letter-length', LetterLength)
