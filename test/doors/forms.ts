/** The forms of the console as its own pages offer them, filled in: what a door takes is sent to it, whoever comes. */
import { readHtml, type Control } from '../../src/demo/html.ts'

const typed: Record<string, string> = {
  date: '2026-12-01',
  time: '10:00',
  'datetime-local': '2026-12-01T10:00',
  email: 'eve@post.example',
  url: 'https://post.example',
  number: '1',
}

/** Notes each form of a page under the path that it is sent to; the first one of a path stays. */
export function noteForms(html: string, at: string, forms: Map<string, URLSearchParams>): void {
  for (const { method, action, controls } of readHtml(html).forms) {
    const [path] = (action || at).split('?')
    if (method.toLowerCase() === 'post' && !forms.has(path!)) forms.set(path!, fill(controls))
  }
}

function fill(controls: readonly Control[]): URLSearchParams {
  const body = new URLSearchParams()
  for (const { name, type, value, options, checked } of controls) {
    if (!name || type === 'file') continue
    if (type === 'radio') {
      const group = controls.filter((one) => one.name === name)
      if (checked || (group[0]!.value === value && !group.some((one) => one.checked)))
        body.append(name, value)
    } else if (type === 'button' || type === 'submit') {
      if (!body.has(name)) body.append(name, value)
    } else if (type === 'checkbox') body.append(name, value)
    else body.append(name, value || options.find(Boolean) || (typed[type] ?? 'x'))
  }
  return body
}
