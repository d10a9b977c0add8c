/** What two people, or one, do about a withdrawal in doubt; the forms stand on the page of consents. */
import { takeForm } from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { afterAsking } from './asked.ts'
import { showConsentsAgain } from './console-consents.tsx'
import { consentsHref } from './consents-href.ts'
import { restoringForm } from './forms.ts'
import { askToRestore, letStand } from './restoring.ts'
import { writing } from '#platform/web/writing.ts'

const caseOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const idOf = (c: ConsoleContext): string => c.req.param('withdrawalId') ?? ''

export async function takeRestoring(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, restoringForm, ({ reason }) =>
    writing(c, (tx) => askToRestore(tx, { caseId: caseOf(c), withdrawalId: idOf(c), reason })),
  )
  if (!taken.done) return await showConsentsAgain(c, { withdrawalId: idOf(c), again: taken.again })
  return afterAsking(c, caseOf(c), taken.value, {
    href: consentsHref(caseOf(c)),
    flash: 'publishing.doubt.restored',
  })
}

export async function takeStanding(c: ConsoleContext): Promise<Response> {
  await writing(c, (tx) => letStand(tx, { caseId: caseOf(c), withdrawalId: idOf(c) }))
  return redirect(c, consentsHref(caseOf(c)), 'publishing.doubt.stood')
}
