import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { parseOrigin } from '#platform/text/origin.ts'
import { Invalid, NotFound } from '#platform/web/errors.ts'
import { readForm, typed } from '#platform/web/forms.ts'
import { z } from 'zod'
import { organisationOf, page, redirect, refusedForm } from './console-page.tsx'
import { addEmbedSite, listEmbedSites, removeEmbedSite } from './embed-site.ts'
import { EmbedSitesView } from './views/embed-sites.tsx'

const address = '/organisation/embeds'

export const embedSiteRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: address, verb: 'embed-site.list', handle: (c) => sitesPage(c) },
  { method: 'POST', path: address, verb: 'embed-site.change', handle: takeSite },
  { method: 'POST', path: `${address}/:siteId/remove`, verb: 'embed-site.change', handle: takeRemoval },
]

async function sitesPage(c: ConsoleContext, refused?: Parameters<typeof refusedForm>[1]): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const { zone } = await organisationOf(c)
  const sites = await c.get('office').db.reading(member, (tx) => listEmbedSites(tx))
  return page(c, {
    title: i18n.t('office.embed-sites'),
    section: 'organisation',
    trail: [{ href: '/organisation', label: i18n.t('ui.console.organisation') }],
    status: refused ? 422 : 200,
    body: (
      <EmbedSitesView
        i18n={i18n}
        zone={zone}
        sites={sites}
        mayChange={can(member, 'embed-site.change')}
        form={refused && refusedForm(i18n, refused)}
      />
    ),
  })
}

async function takeSite(c: ConsoleContext): Promise<Response> {
  const { db, publicUrl } = c.get('office')
  // a trial on one machine has its sites there too
  const loopback = new URL(publicUrl).protocol === 'http:'
  const schema = z.object({ origin: typed((text) => parseOrigin(text, { loopback })) })
  const form = await readForm(c, schema)
  if (!form.ok) return sitesPage(c, form)
  const { origin } = form.value
  try {
    await db.transaction(c.get('member'), (tx) => addEmbedSite(tx, origin))
  } catch (error) {
    if (error instanceof Invalid) return sitesPage(c, { values: { origin }, errors: error.fields })
    throw error
  }
  return redirect(c, address, 'office.embed-sites.added')
}

async function takeRemoval(c: ConsoleContext): Promise<Response> {
  const id = c.req.param('siteId') ?? ''
  if (!isId(id)) throw new NotFound()
  await c.get('office').db.transaction(c.get('member'), (tx) => removeEmbedSite(tx, id))
  return redirect(c, address, 'office.embed-sites.removed')
}
