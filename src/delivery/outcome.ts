/** What became of one mail. `unknown`: its last byte may have reached the relay, but no answer came back. */
export type Outcome = 'sent' | 'soft' | 'hard' | 'unknown'

/** One reply of a mail server. `code` is 0 where the connection ended before it answered. */
export interface SmtpReply {
  code: number
  text: string
}

export interface MailOutcome {
  outcome: Outcome
  /** The SMTP code, 0 where there was none. */
  code: number
  /** The server's own words, safe to store and to show: one line, no control characters, no addresses. */
  reply: string
}

/** The step of the SMTP dialogue to which a reply belongs. `dot` is everything after the final dot left. */
export type Stage = 'mail' | 'rcpt' | 'data' | 'dot'

// Safety: servers repeat the recipient's address in their replies; being on a list is itself the secret, so no
// reply reaches a log or a table before its addresses are gone.
const addressLike = /<?[^\s<>@"'(),;:]{1,128}@[^\s<>@"'(),;:]{1,255}>?/gu

/** A server's reply without control characters and addresses, at most 200 characters, for rows, logs and screens. */
export function safeReply(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(addressLike, '[address]')
    .trim()
    .slice(0, 200)
    .toWellFormed()
}

/**
 * Reads a reply as an outcome. A connection that ended is `unknown` only after the final dot left; before that
 * nothing was handed over and the mail may be tried again. Source: RFC 5321 4.2.1 (first digit).
 */
export function outcomeOf(stage: Stage, reply: SmtpReply): MailOutcome {
  const said = { code: reply.code, reply: safeReply(reply.text) }
  if (reply.code >= 200 && reply.code < 300) return { outcome: 'sent', ...said }
  if (reply.code >= 500) return { outcome: 'hard', ...said }
  if (reply.code >= 400) return { outcome: 'soft', ...said }
  return { outcome: stage === 'dot' ? 'unknown' : 'soft', ...said }
}

/** Whether a refusal speaks about us (no relaying, sign in first, policy) and not about the recipient. */
export function refusesUs(reply: SmtpReply): boolean {
  // Source: RFC 3463 3.8: X.7.Y is security or policy.
  return reply.code === 530 || reply.code === 535 || /^\d{3}[ -]5\.7\./.test(reply.text)
}
