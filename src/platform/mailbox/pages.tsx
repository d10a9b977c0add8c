import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { CaughtMail } from './caught-mail.ts'
import { mailboxStyle } from './style.ts'

const pagePolicy =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
// a mail's own HTML: its inline style and nothing else; links open beside it
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

function Page({ title, children }: { title: string; children: Child }) {
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} · Mailbox of the demo</title>
        <link rel="stylesheet" href="/mailbox.css" />
      </head>
      <body>{children}</body>
    </html>
  )
}

const time = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
const shown = ({ name, address }: { name: string; address: string }): string =>
  name === '' ? address : `${name} <${address}>`
const receives = (mail: CaughtMail, to: string): boolean =>
  mail.envelope.to.some((address) => address.toLowerCase().includes(to.toLowerCase()))

function List({ mails, to }: { mails: CaughtMail[]; to: string }) {
  return (
    <Page title={to === '' ? 'All mail' : `Mail to ${to}`}>
      <header>
        <h1>Mailbox of the demo</h1>
        <p class="quiet">All mail that Watchlight sends on this machine ends here. Nobody else gets it.</p>
        <form method="get" action="/">
          <label>
            Recipient <input name="to" value={to} autocomplete="off" />
          </label>
          <button>Show</button>
          {to !== '' && <a href="/">All mail</a>}
        </form>
      </header>
      <main>
        {mails.length === 0 ? (
          <p>No mail yet. Act on a campaign, and the confirmation arrives here. Reload to look again.</p>
        ) : (
          <ol>
            {mails.map((mail) => (
              <li>
                <a href={`/mails/${mail.id}`}>
                  <bdi>{mail.subject === '' ? '(no subject)' : mail.subject}</bdi>
                </a>
                <br />
                from <bdi>{shown(mail.from)}</bdi>, to{' '}
                {mail.envelope.to.map((address, at) => (
                  <>
                    {at > 0 && ', '}
                    <a href={`/?to=${encodeURIComponent(address)}`}>
                      <bdi>{address}</bdi>
                    </a>
                  </>
                ))}
                , {time(mail.at)}
              </li>
            ))}
          </ol>
        )}
      </main>
    </Page>
  )
}

/** The text with its web addresses as links. */
function Linked({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/(https?:\/\/[^\s<>"')\]]+)/)
        .map((part, at) => (at % 2 === 1 ? <a href={part}>{part}</a> : part))}
    </>
  )
}

function Mail({ mail }: { mail: CaughtMail }) {
  return (
    <Page title={mail.subject}>
      <header>
        <p>
          <a href="/">All mail</a>
        </p>
        <h1>
          <bdi>{mail.subject === '' ? '(no subject)' : mail.subject}</bdi>
        </h1>
        <dl>
          <dt>From</dt>
          <dd>
            <bdi>{shown(mail.from)}</bdi>
          </dd>
          <dt>To</dt>
          <dd>
            <bdi>{mail.to.map(shown).join(', ')}</bdi>
          </dd>
          {mail.replyTo.length > 0 && (
            <>
              <dt>Reply to</dt>
              <dd>
                <bdi>{mail.replyTo.map(shown).join(', ')}</bdi>
              </dd>
            </>
          )}
          <dt>Arrived</dt>
          <dd>{time(mail.at)}</dd>
        </dl>
      </header>
      <main>
        {mail.html !== '' && (
          <>
            <h2>As most people see it</h2>
            <iframe
              title="The mail as HTML"
              src={`/mails/${mail.id}/html`}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
            ></iframe>
          </>
        )}
        <h2>As plain text</h2>
        <pre dir="auto">
          <Linked text={mail.text} />
        </pre>
        <details>
          <summary>Headers and source</summary>
          <p>
            Envelope from {mail.envelope.from === '' ? '(empty)' : mail.envelope.from}.{' '}
            <a href={`/mails/${mail.id}/source`}>Source of this mail</a>
          </p>
          <dl>
            {mail.headers.map(({ key, value }) => (
              <>
                <dt>{key}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </>
            ))}
          </dl>
        </details>
      </main>
    </Page>
  )
}

const ownHosts = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/

/** The pages of the mailbox, newest mail first, and the same as JSON under `/mails.json`. */
export function mailboxPages(mails: () => readonly CaughtMail[]): Hono {
  const app = new Hono()
  const page = (c: Context, body: Child, status: 200 | 404 = 200) => c.html(<>{body}</>, status)
  const chosen = (c: Context): CaughtMail[] => {
    const to = c.req.query('to') ?? ''
    const after = Number(c.req.query('after') ?? 0)
    return mails()
      .filter((mail) => mail.id > after && receives(mail, to))
      .toReversed()
  }
  app.use(async (c, next) => {
    // Safety: a web page elsewhere may point its own name at this machine and read the links of all mails.
    if (!ownHosts.test(c.req.header('host') ?? '')) return c.text('Not here.', 421)
    await next()
    if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', pagePolicy)
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'no-store')
  })
  app.get('/', (c) => page(c, <List mails={chosen(c)} to={c.req.query('to') ?? ''} />))
  app.get('/mailbox.css', (c) => c.body(mailboxStyle, 200, { 'content-type': 'text/css; charset=utf-8' }))
  app.get('/mails.json', (c) => c.json(chosen(c)))
  const missing = (c: Context) =>
    page(
      c,
      <Page title="No such mail">
        <main>
          <h1>No such mail</h1>
          <p>
            Old mails are dropped. <a href="/">See what is here</a>
          </p>
        </main>
      </Page>,
      404,
    )
  const found = (c: Context): CaughtMail | undefined =>
    mails().find(({ id }) => id === Number(c.req.param('id')))
  app.get('/mails/:id', (c) => {
    const mail = found(c)
    return mail ? page(c, <Mail mail={mail} />) : missing(c)
  })
  app.get('/mails/:id/html', (c) => {
    const mail = found(c)
    if (!mail) return missing(c)
    c.header('content-security-policy', mailPolicy)
    // links leave the frame: what they lead to is not the mail
    return c.html(mail.html.replace(/<head>/i, '<head><base target="_blank">'))
  })
  app.get('/mails/:id/source', (c) => {
    const mail = found(c)
    return mail ? c.text(mail.raw) : missing(c)
  })
  app.notFound(missing)
  return app
}
