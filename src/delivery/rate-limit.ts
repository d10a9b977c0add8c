/** Spreads mails evenly under a ceiling per second; a pause is made up for by a tenth of a second at most. */
export class RateLimit {
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #at: number

  constructor(perSecond: number, now = performance.now()) {
    this.#perSecond = perSecond
    this.#burst = Math.max(1, perSecond / 10)
    this.#tokens = this.#burst
    this.#at = now
  }

  /** Takes leave for one mail: 0 when it may go now, else the milliseconds to wait before asking again. */
  take(now = performance.now()): number {
    if (this.#perSecond === Infinity) return 0
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) * this.#perSecond) / 1000)
    this.#at = now
    if (this.#tokens >= 1) {
      this.#tokens--
      return 0
    }
    return Math.ceil(((1 - this.#tokens) * 1000) / this.#perSecond)
  }
}
