import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'
import { directionOf, type I18n, type MessageKey } from '#platform/i18n.ts'

/**
 * A message in which every value stands in `<bdi>`, so that a name in another script cannot turn the sentence around it.
 */
export function say(i18n: I18n, key: MessageKey, values: Record<string, string | number | object>): Child {
  const isolated = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? <bdi>{value}</bdi> : value,
  ])
  // Safety: the value is plain text and escaped by JSX; only the message is ours.
  return (
    <>
      {i18n.parts(key, Object.fromEntries(isolated) as Record<string, string | number | object>) as Child[]}
    </>
  )
}

/** A name as it stands inside plain text of another script (Unicode isolates, for where no element can be). */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`
}

/** Markup that our own Markdown renderer made; nothing else may come here. */
export function Prose({ html, lang }: { html: string; lang?: string }) {
  return (
    <div class="prose" lang={lang} dir={lang && directionOf(lang)}>
      {raw(html)}
    </div>
  )
}

/** Plain text in paragraphs, as somebody typed it: an empty line starts a new paragraph. */
export function Paragraphs({ text, lang, class: name }: { text: string; lang?: string; class?: string }) {
  return (
    <div class={name ?? 'prose'} lang={lang} dir={lang && directionOf(lang)}>
      {text
        .split(/\n{2,}/)
        .filter((part) => part.trim() !== '')
        .map((part) => (
          <p>{part.split('\n').flatMap((line, i) => (i === 0 ? [line] : [<br />, line]))}</p>
        ))}
    </div>
  )
}
