/**
 * The visitors' addresses that our own mails lead to; the public process serves them. One page holds all three buttons,
 * because opening a link never changes anything: the fragment only says which button the reader came for.
 */
export function confirmHref(
  publicUrl: string,
  language: string,
  token: string,
  choice?: 'only' | 'not-me',
): string {
  return `${publicUrl}/${language}/confirm/${token}${choice ? `#${choice}` : ''}`
}

export const preferencesHref = (publicUrl: string, language: string, token: string): string =>
  `${publicUrl}/${language}/preferences/${token}`
