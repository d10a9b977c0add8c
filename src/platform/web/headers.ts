import type { MiddlewareHandler } from 'hono'

export type HeaderList = readonly (readonly [name: string, value: string])[]

const PUBLIC_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'"

// Frames of our own only: the preview beside an editor. `<live-region>` fetches, hence connect-src.
const CONSOLE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'self'; " +
  "require-trusted-types-for 'script'; trusted-types watchlight"

const NO_DEVICES =
  'accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), ' +
  'magnetometer=(), microphone=(), midi=(), payment=(), usb=()'

const everywhere = (https: boolean): HeaderList => [
  ['X-Content-Type-Options', 'nosniff'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ...(https ? ([['Strict-Transport-Security', 'max-age=63072000; includeSubDomains']] as const) : []),
]

/**
 * Headers of every answer to visitors. Safety: no script but our own files, no third party, and no referrer: the
 * address of the page that a visitor came from names the person she cares about.
 */
export const publicHeaders = ({ https }: { https: boolean }): HeaderList => [
  ['Content-Security-Policy', PUBLIC_POLICY],
  ['Referrer-Policy', 'no-referrer'],
  ['Permissions-Policy', NO_DEVICES],
  // The policy has no frame-ancestors; embeds have addresses and a policy of their own.
  ['X-Frame-Options', 'DENY'],
  ...everywhere(https),
]

const asking = (list: HeaderList): HeaderList =>
  list.map(([name, value]) =>
    name === 'Content-Security-Policy' ? [name, `${value}; connect-src 'self'`] : [name, value],
  )

/** Of pages of our own that ask, while somebody looks at them, whether they still stand; they may ask nobody else. */
export const askingHeaders = (of: { https: boolean }): HeaderList => asking(publicHeaders(of))

/**
 * Headers of a page that stands in a frame on another site. `sites`: the origins that may show it, `*` for all; without
 * any it may stand in none. Safety: what is pressed in it was seen as it is, because no other site can lay anything over
 * it; and no part of the rule can be more than an origin. It may ask us, and nobody else, whether it still stands.
 */
export const framedHeaders = ({
  https,
  sites,
}: {
  https: boolean
  sites: readonly string[] | '*'
}): HeaderList => {
  const ancestors =
    sites === '*' ? '*' : sites.filter((site) => /^https?:\/\/[a-z0-9.:-]+$/.test(site)).join(' ')
  return [
    [
      'Content-Security-Policy',
      `${PUBLIC_POLICY}; connect-src 'self'; frame-ancestors ${ancestors || "'none'"}`,
    ],
    ...publicHeaders({ https }).filter(
      ([name]) => !['Content-Security-Policy', 'X-Frame-Options'].includes(name),
    ),
  ]
}

/** Headers of every answer to staff. `same-origin`: with `no-referrer` browsers post `Origin: null`. */
export const consoleHeaders = ({ https }: { https: boolean }): HeaderList => [
  ['Content-Security-Policy', CONSOLE_POLICY],
  ['Referrer-Policy', 'same-origin'],
  [
    'Permissions-Policy',
    `${NO_DEVICES}, publickey-credentials-get=(self), publickey-credentials-create=(self)`,
  ],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ...everywhere(https),
]

/** Answers that were made with all of them: looking for each of them again takes longer than making such an answer. */
const complete = new WeakSet<Response>()

/** A redirection with the headers of its door, kept nowhere. */
export const redirection = (list: HeaderList): ((path: string) => Response) => {
  const always = { ...Object.fromEntries(list), 'Cache-Control': 'no-store', 'Content-Length': '0' }
  return (path) => {
    // plain: the server hands these on as they are
    const headers = { ...always, Location: /^[\x21-\x7e]*$/.test(path) ? path : encodeURI(path) }
    const response = new Response(null, { status: 303, headers })
    complete.add(response)
    return response
  }
}

/** Puts them on every answer, errors too. An answer that says nothing of caching is kept nowhere. */
export const withHeaders = (list: HeaderList): MiddlewareHandler =>
  async function headers(c, next) {
    await next()
    if (complete.has(c.res)) return
    for (const [name, value] of list) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
  }
