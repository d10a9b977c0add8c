/** A member of the organisation at the console: signs in as people do, and proves it again when asked. */
import { totpCode } from '#platform/sign-in/totp.ts'
import { Browser, type Page, type Sending } from './browser.ts'
import { passphraseOf } from './cast.ts'

const period = 30_000

export class Member {
  readonly name: string
  readonly address: string
  private readonly browser: Browser
  private readonly consoleUrl: string
  private secret = ''
  /** a code is taken once */
  private spent = -1

  constructor(consoleUrl: string, who: { name: string; address: string }, language = 'en') {
    this.consoleUrl = consoleUrl
    this.name = who.name
    this.address = who.address
    this.browser = new Browser({ language })
  }

  /** Accepts a one-time link with a passphrase and an app for codes; answers the page with the recovery codes. */
  async accept(link: string, type: Record<string, string> = {}): Promise<Page> {
    const page = await this.browser.open(link)
    this.secret = this.secretOn(page)
    const answer = await this.browser.send(page, {
      form: /welcome/,
      type: {
        ...type,
        ...(page.html.includes('name="address"') ? { address: this.address } : {}),
        name: this.name,
        passphrase: passphraseOf(this.name),
        code: await this.code(),
      },
    })
    return answer
  }

  /** Opens a page of the console by its path. */
  async open(path: string): Promise<Page> {
    const page = await this.browser.open(path.startsWith('http') ? path : this.consoleUrl + path)
    return this.proved(page)
  }

  async follow(page: Page, link: string | RegExp): Promise<Page> {
    return this.proved(await this.browser.follow(page, link))
  }

  /** Sends a form of a page; where the console asks for a proof first, gives it and goes on. */
  async send(page: Page, sending: Sending = {}): Promise<Page> {
    return this.proved(await this.browser.send(page, sending))
  }

  /** Opens a page and sends a form of it at once. */
  async fill(path: string, sending: Sending = {}): Promise<Page> {
    const page = await this.open(path)
    if (page.status >= 400) throw new Error(`${path} answered ${page.status}: ${page.text.slice(0, 200)}`)
    return this.send(page, sending)
  }

  async signIn(): Promise<Page> {
    const page = await this.browser.open(`${this.consoleUrl}/sign-in`)
    return this.browser.send(page, { form: '/sign-in', type: await this.proof() })
  }

  private async proved(page: Page): Promise<Page> {
    // asked on the page itself where a form was sent
    if (!page.form('/step-up')) return page
    const next = await this.browser.send(page, { form: /step-up/, type: await this.proof() })
    // what was being sent is offered once more
    const again = next.seen.forms.find((form) => form.controls.length > 0 && next.path.startsWith('/step-up'))
    return again ? this.browser.send(next, { form: again.action }) : next
  }

  private async proof(): Promise<Record<string, string>> {
    return { address: this.address, passphrase: passphraseOf(this.name), code: await this.code() }
  }

  /** The code that the app shows; waits for the next one where this one was used. */
  private async code(): Promise<string> {
    let step = Math.floor(Date.now() / period)
    if (step <= this.spent) {
      step = this.spent + 1
      // one step early is taken too: clocks differ
      const wait = (step - 1) * period - Date.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    }
    this.spent = step
    return totpCode(this.secret, new Date(step * period))
  }

  private secretOn(page: Page): string {
    const uri = page.seen.links.find(({ href }) => href.startsWith('otpauth://'))?.href
    const secret = uri && new URL(uri).searchParams.get('secret')
    if (!secret) throw new Error(`${page.path} offers no secret for an app: ${page.text.slice(0, 200)}`)
    return secret
  }
}
