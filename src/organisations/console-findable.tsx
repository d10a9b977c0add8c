import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { readForm } from '#platform/web/forms.ts'
import { z } from 'zod'
import { page, redirect, refusedForm } from './console-page.tsx'
import { getOrganisation, letBeFound } from './organisation.ts'
import { FindableView } from './views/findable.tsx'

const address = '/organisation/findable'

export const findableRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: address, verb: 'organisation.see', handle: (c) => findablePage(c) },
  { method: 'POST', path: address, verb: 'organisation.let-be-found', handle: takeFindable },
]

const schema = z.object({ findable: z.enum(['yes', 'no'], 'error.field.choose') })

async function findablePage(
  c: ConsoleContext,
  refused?: Parameters<typeof refusedForm>[1],
): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const { findable } = await c
    .get('office')
    .db.reading(member, (tx) => getOrganisation(tx, member.organisationId))
  return page(c, {
    title: i18n.t('office.findable'),
    section: 'organisation',
    trail: [{ href: '/organisation', label: i18n.t('ui.console.organisation') }],
    status: refused ? 422 : 200,
    body: (
      <FindableView
        {...{ i18n, findable, mayChange: can(member, 'organisation.let-be-found') }}
        form={refused && refusedForm(i18n, refused)}
      />
    ),
  })
}

async function takeFindable(c: ConsoleContext): Promise<Response> {
  const form = await readForm(c, schema)
  if (!form.ok) return findablePage(c, form)
  await c.get('office').db.transaction(c.get('member'), (tx) => letBeFound(tx, form.value.findable === 'yes'))
  return redirect(c, address, 'office.findable.saved')
}
