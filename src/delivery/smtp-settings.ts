import { isIP } from 'node:net'

export interface SmtpSettings {
  host: string
  /** The address of this host that was checked: the socket goes there, while the certificate is held against the host. */
  address?: string
  port: number
  /** TLS from the first byte (port 465). */
  implicitTls: boolean
  /** Never speak to a server that offers no TLS. */
  requireTls: boolean
  user?: string
  password?: string
  /** Our own host name, said in EHLO. */
  name: string
  /** A certificate authority of the operator's own (PEM). */
  ca?: string
  /** Milliseconds until a connection must stand; default 10,000. */
  connectTimeout?: number
  /** Milliseconds that a reply may take; default 60,000 (the reply to the final dot gets five times as long). */
  replyTimeout?: number
}

/**
 * Reads WATCHLIGHT_SMTP_URL: `smtp://` takes TLS when offered, `smtp+starttls://` insists on it, `smtps://` speaks it
 * from the first byte. Throws with words for the operator; the message never contains the password.
 */
export function smtpSettings(url: string, name: string): SmtpSettings {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    throw new Error('the SMTP address must look like smtp://user:password@host:port')
  }
  const scheme = parsed.protocol
  if (!['smtp:', 'smtps:', 'smtp+starttls:'].includes(scheme)) {
    throw new Error(`the SMTP address must begin with smtp://, smtp+starttls:// or smtps://, not ${scheme}//`)
  }
  const host = parsed.hostname.replace(/^\[|\]$/g, '')
  if (host === '') throw new Error('the SMTP address names no host')
  const implicitTls = scheme === 'smtps:'
  const usual = implicitTls ? 465 : scheme === 'smtp:' ? 25 : 587
  return {
    host,
    port: parsed.port === '' ? usual : Number(parsed.port),
    implicitTls,
    requireTls: scheme !== 'smtp:',
    name,
    ...(parsed.username === '' ? {} : { user: decodeURIComponent(parsed.username) }),
    ...(parsed.password === '' ? {} : { password: decodeURIComponent(parsed.password) }),
  }
}

/** Whether a host is this machine, where plain text crosses no wire. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
