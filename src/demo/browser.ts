/** A browser without script, for the played story: it sees pages, follows their links and sends their forms. */
import { plainWords, readHtml, type Control, type HtmlForm, type HtmlPage } from './html.ts'

/** What is typed into the fields of a form: a list for several boxes of one name, false to leave one unticked. */
export type Typed = Record<string, string | readonly string[] | File | false>

export class Page {
  readonly url: string
  readonly status: number
  readonly html: string
  readonly seen: HtmlPage

  constructor(url: string, status: number, html: string) {
    this.url = url
    this.status = status
    this.html = html
    this.seen = readHtml(html)
  }

  get text(): string {
    return this.seen.text
  }

  get path(): string {
    return new URL(this.url).pathname
  }

  says(words: string): boolean {
    return this.text.includes(plainWords(words))
  }

  /** The address of a link, by its words or a part of its address. */
  link(fits: string | RegExp): string | undefined {
    const found = this.seen.links.find(({ href, text }) =>
      typeof fits === 'string'
        ? text.includes(fits) || href.includes(fits)
        : fits.test(text) || fits.test(href),
    )
    return found && new URL(found.href, this.url).href
  }

  /** The forms that are sent to such an address. */
  forms(action: string | RegExp = /(?:)/): HtmlForm[] {
    return this.seen.forms.filter(
      (form) =>
        form.method.toLowerCase() === 'post' &&
        // stands on every page of the console
        !form.action.endsWith('/sign-out') &&
        form.action !== '/leave' &&
        (typeof action === 'string'
          ? new URL(form.action || this.url, this.url).pathname.endsWith(action)
          : action.test(form.action || this.url)),
    )
  }

  /** The value of a choice in a list, by its words. */
  choice(words: string): string | undefined {
    return new RegExp(`<option value="([^"]+)"[^>]*>[^<]*${words}`).exec(this.html)?.[1]
  }

  form(action?: string | RegExp): HtmlForm | undefined {
    return this.forms(action)[0]
  }
}

export interface Sending {
  /** which form, by its address; else the first one */
  form?: string | RegExp
  /** the words on the button, or its value */
  press?: string | RegExp
  type?: Typed
  /** a refusal is what one wants to see */
  refused?: true
}

export class Browser {
  readonly language: string
  readonly address: string | undefined
  private readonly cookies = new Map<string, string>()

  /** @param address the network that this visitor comes from, told by the demo's own proxy header */
  constructor(options: { language?: string; address?: string } = {}) {
    this.language = options.language ?? 'en'
    this.address = options.address
  }

  async open(url: string): Promise<Page> {
    return this.request(url, { method: 'GET' })
  }

  /** Follows a link of a page. @throws Error when there is none */
  async follow(page: Page, link: string | RegExp): Promise<Page> {
    const href = page.link(link)
    if (!href) throw new Error(`no link ${link} on ${page.path}`)
    const next = await this.open(href)
    if (next.status >= 400) throw new Error(`the link ${link} on ${page.path} leads to ${next.status}`)
    return next
  }

  /** Fills in a form and presses its button. @throws Error with what the page complains of, unless `refused` */
  async send(page: Page, sending: Sending = {}): Promise<Page> {
    const names = Object.keys(sending.type ?? {})
    const asks = (form: HtmlForm) =>
      names.every((name) => form.controls.some((control) => control.name === name)) &&
      buttonOf(form, sending.press) !== undefined
    // where several forms go to one address, the one that asks for what is to be said
    const form = page.forms(sending.form).find(asks) ?? page.form(sending.form)
    if (!form) throw new Error(`no form ${sending.form ?? ''} on ${page.path}: ${page.text.slice(0, 300)}`)
    const body = fill(form, sending, page.path)
    const url = new URL(form.action || page.url, page.url).href
    const multipart = form.enctype.toLowerCase() === 'multipart/form-data'
    const answer = await this.request(url, {
      method: 'POST',
      body: multipart ? body : new URLSearchParams([...body] as [string, string][]),
      headers: { 'Sec-Fetch-Site': 'same-origin', Origin: new URL(url).origin },
    })
    const refused = answer.status >= 400
    if (refused !== (sending.refused ?? false))
      throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${complaintOf(answer)}`)
    return answer
  }

  private async request(
    url: string,
    init: RequestInit & { headers?: Record<string, string> },
  ): Promise<Page> {
    let [at, now] = [url, init]
    for (let hops = 0; hops < 8; hops++) {
      const answer = await fetch(at, { ...now, redirect: 'manual', headers: this.headers(at, now.headers) })
      this.keep(at, answer)
      const to = answer.headers.get('Location')
      if (answer.status < 300 || answer.status >= 400 || !to)
        return new Page(at, answer.status, await answer.text())
      await answer.body?.cancel()
      at = new URL(to, at).href
      now = { method: 'GET' }
    }
    throw new Error(`${url} leads round in a circle`)
  }

  private headers(url: string, more: Record<string, string> = {}): Record<string, string> {
    const { origin } = new URL(url)
    const jar = [...this.cookies].filter(([key]) => key.startsWith(`${origin} `))
    const cookie = jar.map(([key, value]) => `${key.slice(origin.length + 1)}=${value}`).join('; ')
    return {
      'Accept-Language': this.language,
      ...(this.address ? { 'X-Forwarded-For': this.address } : {}),
      ...(cookie ? { Cookie: cookie } : {}),
      ...more,
    }
  }

  private keep(url: string, answer: Response): void {
    const { origin } = new URL(url)
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(`${origin} ${name}`)
      else this.cookies.set(`${origin} ${name}`, value)
    }
  }
}

/** The words of the summary of errors, or the beginning of the page. */
function complaintOf(page: Page): string {
  const summary = /class="error-summary"[^]*?<ul>([^]*?)<\/ul>/.exec(page.html)?.[1]
  return summary ? readHtml(summary).text : page.text.slice(0, 300)
}

function fill(form: HtmlForm, { press, type = {} }: Sending, where: string): FormData {
  const body = new FormData()
  const rest = new Set(Object.keys(type))
  for (const control of form.controls) {
    if (!control.name || control.type === 'button' || control.type === 'submit') continue
    const typed = type[control.name]
    rest.delete(control.name)
    for (const value of valuesOf(control, typed, where)) body.append(control.name, value as string)
  }
  if (rest.size > 0) throw new Error(`${where} does not ask for ${[...rest].join(', ')}`)
  const button = buttonOf(form, press)
  if (!button) throw new Error(`${where} has no button ${press ?? ''}`)
  if (button.name) body.append(button.name, button.value)
  return body
}

function valuesOf(control: Control, typed: Typed[string] | undefined, where: string): (string | File)[] {
  const { type, value, name } = control
  if (type === 'checkbox' || type === 'radio') {
    const wanted = typed === undefined ? control.checked : boxOf(typed, control)
    return wanted ? [value] : []
  }
  if (type === 'file') return typed instanceof File ? [typed] : []
  if (typed === undefined || typed === false) return [value]
  const text = typeof typed === 'string' ? typed : ''
  if (type === 'select' && !control.options.includes(text))
    throw new Error(`${where}: ${name} does not offer "${text}" (${control.options.slice(0, 12).join(', ')})`)
  return [text]
}

const boxOf = (typed: Typed[string], { value }: Control): boolean =>
  Array.isArray(typed) ? typed.includes(value) : typed === value || (typed === 'on' && value !== '')

const buttonOf = (form: HtmlForm, press: Sending['press']): Control | undefined =>
  form.controls.find(
    ({ type, label, value }) =>
      (type === 'button' || type === 'submit') &&
      (press === undefined ||
        (typeof press === 'string'
          ? label === press || value === press
          : press.test(label) || press.test(value))),
  )
