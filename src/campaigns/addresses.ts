/**
 * The visitors' addresses that our own mails lead to; the public process serves them, so the two must agree. Opening one
 * never changes anything: it shows a button.
 */
export function confirmHref(
  publicUrl: string,
  language: string,
  token: string,
  choice?: 'only' | 'not-me',
): string {
  return `${publicUrl}/${language}/confirm/${token}${choice ? `/${choice}` : ''}`
}

export const undoHref = (publicUrl: string, language: string, token: string): string =>
  `${publicUrl}/${language}/undo/${token}`

export const preferencesHref = (publicUrl: string, language: string, token: string): string =>
  `${publicUrl}/${language}/preferences/${token}`
