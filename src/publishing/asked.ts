import { caseHref } from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import type { MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Invalid, Refused } from '#platform/web/errors.ts'
import type { Asked } from './signing.ts'

export const signOffHref = (caseId: string, signOffId: string, path = ''): string =>
  caseHref(caseId, `/sign-offs/${signOffId}${path}`)

/** Where an author goes next: to the page where a second person signs, or on when it is done. */
export function afterAsking(
  c: ConsoleContext,
  caseId: string,
  { signOffId, state, publishAt }: Asked,
  done: { href: string; flash: MessageKey },
  /** said instead where what is asked for is no page */
  askedFlash: MessageKey = 'publishing.asked',
): Response {
  if (state === 'signed') return redirect(c, done.href, done.flash)
  const ready = publishAt ? 'publishing.timed' : 'publishing.prepared'
  return redirect(c, signOffHref(caseId, signOffId), state === 'asked' ? askedFlash : ready)
}

const onTheForm = [
  'publishing.no-consent',
  'campaigns.publish.unnamed',
  'publishing.point',
  'publishing.correction-adds',
  'publishing.approval.author-unheard',
  'publishing.publicity.no-consent',
  'publishing.prepared.no-wish',
  'publishing.prepared.not-yet',
  'publishing.prepared.more-needed',
  'publishing.prepared.words-missing',
  'publishing.approvals.stopped',
  'wish.not-standing',
]

/** A refusal that is mended on the form itself, with what was ticked still ticked. */
export const mendable = (error: unknown): unknown =>
  error instanceof Refused && onTheForm.includes(error.code) ? new Invalid({ '': error.code }) : error
