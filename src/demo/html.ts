/** Reads our own pages as a browser without script would: links, forms, and the words that one sees. */

export interface Control {
  name: string
  /** input type, or `textarea`, `select`, `button` */
  type: string
  value: string
  checked: boolean
  /** values that a select offers */
  options: string[]
  /** words on a button */
  label: string
}

export interface HtmlForm {
  method: string
  action: string
  enctype: string
  controls: Control[]
}

export interface HtmlPage {
  title: string
  lang: string
  dir: string
  /** what stands on the page, with single blanks */
  text: string
  links: { href: string; text: string }[]
  forms: HtmlForm[]
  images: { src: string; alt: string; srcset: string }[]
  /** `<link>`s of the head by their type: feeds */
  alternates: { type: string; href: string }[]
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

export const unescapeHtml = (text: string): string =>
  text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1))
    return String.fromCodePoint(code)
  })

/** Isolates around names are for the eye; blanks are one. */
export const plainWords = (text: string): string =>
  text
    .replace(/[\u2066-\u2069\u200e\u200f]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const token =
  /<!--[^]*?-->|<!doctype[^>]*>|<(\/?)([a-z][\w-]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>|[^<]+/gi
const attribute = /([^\s=]+)(?:="([^"]*)")?/g
const silent = new Set(['script', 'style', 'title', 'option', 'head'])
const inline = new Set(['a', 'b', 'i', 'em', 'strong', 'bdi', 'span', 'code', 'time', 'small', 'kbd', 'abbr'])

interface Reading extends HtmlPage {
  open: string[]
  pieces: string[]
  form: HtmlForm | undefined
  control: Control | undefined
  link: { href: string; pieces: string[] } | undefined
  option: { value: string | undefined; chosen: boolean; text: string } | undefined
}

export function readHtml(html: string): HtmlPage {
  const page: Reading = {
    ...{ title: '', lang: '', dir: '', text: '', links: [], forms: [], images: [], alternates: [] },
    ...{ open: [], pieces: [], form: undefined, control: undefined, link: undefined, option: undefined },
  }
  for (const [whole, slash, name, rest] of html.matchAll(token)) {
    if (name === undefined) {
      if (!whole.startsWith('<')) words(page, unescapeHtml(whole))
      continue
    }
    const tag = name.toLowerCase()
    if (!inline.has(tag)) words(page, ' ')
    if (slash) close(page, tag)
    else open(page, tag, attributesOf(rest ?? ''))
  }
  page.text = plainWords(page.pieces.join(''))
  page.title = plainWords(page.title)
  return page
}

function attributesOf(text: string): Map<string, string> {
  const found = [...text.matchAll(attribute)]
  return new Map(found.map(([, name = '', value = '']) => [name.toLowerCase(), unescapeHtml(value)]))
}

function words(page: Reading, text: string): void {
  const inside = page.open.at(-1)
  if (inside === 'title') page.title += text
  if (inside === 'textarea' && page.control) page.control.value += text
  if (inside === 'option' && page.option) page.option.text += text
  if (inside === 'button' && page.control) page.control.label += text
  if (page.open.some((tag) => silent.has(tag))) return
  page.pieces.push(text)
  page.link?.pieces.push(text)
}

const leaves = new Set(['input', 'img', 'br', 'hr', 'meta', 'link', 'source', 'path', 'rect', 'circle'])

function open(page: Reading, tag: string, has: Map<string, string>): void {
  const get = (name: string) => has.get(name) ?? ''
  if (tag === 'html') [page.lang, page.dir] = [get('lang'), get('dir')]
  else if (tag === 'link' && get('rel') === 'alternate' && has.has('type'))
    page.alternates.push({ type: get('type'), href: get('href') })
  else if (tag === 'a' && has.has('href')) page.link = { href: get('href'), pieces: [] }
  else if (tag === 'img') page.images.push({ src: get('src'), alt: get('alt'), srcset: get('srcset') })
  else if (tag === 'form') {
    page.form = {
      method: get('method') || 'get',
      action: get('action'),
      enctype: get('enctype'),
      controls: [],
    }
    page.forms.push(page.form)
  } else if (tag === 'option') {
    page.option = { value: has.get('value'), chosen: has.has('selected'), text: '' }
  } else if (['input', 'textarea', 'select', 'button'].includes(tag) && page.form && !has.has('disabled')) {
    const type = tag === 'input' ? get('type') || 'text' : tag
    const control = { name: get('name'), type, value: get('value'), checked: has.has('checked') }
    page.control = { ...control, options: [], label: '' }
    if ((type === 'checkbox' || type === 'radio') && !has.has('value')) page.control.value = 'on'
    page.form.controls.push(page.control)
  }
  if (!leaves.has(tag)) page.open.push(tag)
}

function close(page: Reading, tag: string): void {
  const at = page.open.lastIndexOf(tag)
  if (at >= 0) page.open.length = at
  if (tag === 'form') page.form = undefined
  if (tag === 'a' && page.link) {
    page.links.push({ href: page.link.href, text: plainWords(page.link.pieces.join('')) })
    page.link = undefined
  }
  if (tag === 'option' && page.option && page.control) {
    const value = page.option.value ?? page.option.text.trim()
    page.control.options.push(value)
    if (page.option.chosen || page.control.options.length === 1) page.control.value = value
    page.option = undefined
  }
  // the line break after <textarea> belongs to the markup
  if (tag === 'textarea' && page.control) page.control.value = page.control.value.replace(/^\n/, '')
  if (tag === 'button' && page.control) page.control.label = plainWords(page.control.label)
}
