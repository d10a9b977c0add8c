export interface OwnMailLinks {
  /** Absent when the address would be longer than some mail programs accept. */
  mailto?: string
  gmail: string
  outlook: string
}

/** Longest `mailto:` that common programs on Windows and old phones open whole. */
const mailtoLimit = 1900

/**
 * Addresses that open a letter in the supporter's own mail program.
 * Source: RFC 6068 section 5: line breaks are %0D%0A.
 */
export function ownMailLinks(letter: { to: readonly string[]; subject: string; body: string }): OwnMailLinks {
  const body = encode(letter.body.replace(/\r\n|\r|\n/g, '\r\n'))
  // Safety: a subject with a line break could add recipients in careless programs.
  const subject = encode(letter.subject.replace(/[\r\n]+/g, ' '))
  const to = letter.to.map((address) => encode(address).replace('%40', '@')).join(',')
  const mailto = `mailto:${to}?subject=${subject}&body=${body}`
  return {
    ...(mailto.length <= mailtoLimit ? { mailto } : {}),
    gmail: `https://mail.google.com/mail/?view=cm&fs=1&to=${to}&su=${subject}&body=${body}`,
    outlook: `https://outlook.live.com/mail/0/deeplink/compose?to=${to}&subject=${subject}&body=${body}`,
  }
}

/** A lone surrogate (half an emoji, cut off) would make encodeURIComponent throw. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
