/** What visitors do at the door of a running system. */
import type { Campaign } from './story.ts'
import { Browser, type Page, type Typed } from '../../src/demo/browser.ts'
import type { System } from './system.ts'

export const formOf = ({ publicUrl }: System, { shortId }: Campaign, kind: string): string =>
  `${publicUrl}/en/act/${shortId}/${kind}`

let networks = 0

/** Each visitor comes from a network of their own. */
export const newVisitor = (): Browser =>
  new Browser({ address: `2001:db8:${(++networks).toString(16)}:1::1` })

export interface Person {
  firstName: string
  lastName: string
  email: string
}

/** Opens the form of an action, fills it in and sends it. */
export async function act(
  system: System,
  campaign: Campaign,
  kind: 'message' | 'email' | 'call' | 'signature',
  person: Person | undefined,
  more: Typed = {},
  press?: string,
): Promise<Page> {
  const visitor = newVisitor()
  const page = await visitor.open(formOf(system, campaign, kind))
  return visitor.send(page, {
    ...(press ? { press } : {}),
    type: {
      ...(person ? { ...person, country: 'NL', follow: 'yes' } : {}),
      ...(kind === 'signature' ? { identity: 'country' } : {}),
      ...more,
    },
  })
}

/** A signature as a program would send it, without the page before it; answers the status, or undefined when nobody answered. */
export async function sign(system: System, campaign: Campaign, person: Person): Promise<number | undefined> {
  try {
    const answer = await fetch(formOf(system, campaign, 'signature'), {
      method: 'POST',
      redirect: 'manual',
      headers: { 'X-Forwarded-For': `2001:db8:${(++networks).toString(16)}:1::1` },
      body: new URLSearchParams({ ...person, country: 'NL', follow: 'yes', identity: 'country' }),
    })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return undefined
  }
}

/** Answers the confirmation mail of this address with its first button. */
export async function confirm(system: System, email: string): Promise<Page> {
  const mail = await system.mailbox.waitFor(
    ({ envelope, links }) => envelope.to.includes(email) && links.some((link) => link.includes('/confirm/')),
    { timeout: 60_000 },
  )
  const visitor = newVisitor()
  const page = await visitor.open(mail.links.find((link) => link.includes('/confirm/'))!)
  return visitor.send(page, { press: 'follow' })
}
