/**
 * The visitors' addresses that our mails lead to; the public process serves them, so the two must agree. Opening one never
 * changes anything: it shows a button.
 */
export const signOnHref = (publicUrl: string, language: string, token: string): string =>
  `${publicUrl}/${language}/sign-on/${token}`
export const signatoryHref = (publicUrl: string, language: string, token: string): string =>
  `${publicUrl}/${language}/signatory/${token}`
export const letterHref = (publicUrl: string, language: string, caseKey: string, letterKey: string): string =>
  `${publicUrl}/${language}/c/${caseKey}/letters/${letterKey}`
