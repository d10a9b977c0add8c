import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'

export interface SessionCookie {
  name: string
  /** the token that came, when it has the form of one */
  read(c: Context): string | undefined
  /** gives it to the browser for at most so many seconds; the session itself ends by its row */
  give(c: Context, token: string, maxAgeSeconds: number): void
  take(c: Context): void
}

// 32 random bytes in base64url.
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/**
 * The cookie of the console. On https its `__Host-` name binds it to this host alone. Throws where neither https nor
 * localhost would protect it. Cookies cross ports: on localhost the name holds the port.
 */
export const sessionCookie = (consoleUrl: URL): SessionCookie => {
  const https = consoleUrl.protocol === 'https:'
  if (!https && consoleUrl.hostname !== 'localhost') {
    throw new Error(
      'WATCHLIGHT_CONSOLE_URL must begin with https:// (or be http://localhost on this machine)',
    )
  }
  const name = https ? '__Host-watchlight' : `watchlight-${consoleUrl.port || '80'}`
  // Lax: a link from a mail to the console must find the session; what changes something is held by `ownPagesOnly`.
  const options: CookieOptions = { path: '/', httpOnly: true, sameSite: 'Lax', secure: https }
  return {
    name,
    read(c) {
      const token = getCookie(c, name)
      return token !== undefined && TOKEN.test(token) ? token : undefined
    },
    give(c, token, maxAgeSeconds) {
      setCookie(c, name, token, { ...options, maxAge: maxAgeSeconds })
    },
    take(c) {
      deleteCookie(c, name, options)
    },
  }
}
