/** The frame of a hand-over's pages: the page of what is handed over, of which it is a part. */
import type { Child } from 'hono/jsx'
import type { Tx } from '#platform/database.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { isId } from '#platform/ids.ts'
import { NotFound } from '#platform/web/errors.ts'
import { campaignPage, getCampaign } from '#campaigns/index.ts'
import { letterPage, openLetter } from '#joint-letters/index.ts'
import { getHandOver, type HandOver, type Subject } from './hand-over.ts'

export const handOverHref = (id: string, path = ''): string => `/hand-overs/${id}${path}`

/** Where all hand-overs of the same thing stand. */
export const listHref = ({ campaignId, letterId }: Subject): string =>
  campaignId ? `/campaigns/${campaignId}/hand-over` : `/joint-letters/${letterId}/hand-over`

/** Safety: what is no id is not asked of the database, and is not there. */
export function idOf(c: ConsoleContext, name: string): string {
  const id = c.req.param(name) ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

export const reading = <T,>(c: ConsoleContext, run: (tx: Tx) => Promise<T>): Promise<T> =>
  c.get('office').db.reading(c.get('member'), run)

export const writing = <T,>(c: ConsoleContext, run: (tx: Tx) => Promise<T>): Promise<T> =>
  c.get('office').db.transaction(c.get('member'), run)

export const readHandOver = (c: ConsoleContext): Promise<HandOver> =>
  reading(c, (tx) => getHandOver(tx, idOf(c, 'handOverId')))

export interface FrameParts {
  body: Child
  status?: 200 | 409 | 422 | undefined
}

export async function framed(
  c: ConsoleContext,
  { campaignId, letterId }: Subject,
  { body, status = 200 }: FrameParts,
): Promise<Response> {
  if (!campaignId)
    return await letterPage(c, await openLetter(c, letterId), { tab: 'hand-over', body, status })
  const campaign = await reading(c, (tx) => getCampaign(tx, campaignId))
  return await campaignPage(c, campaign, 'hand-over', { body, status })
}
