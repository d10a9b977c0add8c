import { z } from 'zod'
import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { ImageRefused } from '#platform/sandbox/run.ts'
import { NotFound } from '#platform/web/errors.ts'
import { file, readForm } from '#platform/web/forms.ts'
import { page, redirect, refusedForm } from './console-page.tsx'
import { findLogo, prepareLogo, putLogo, removeLogo } from './logo.ts'
import { LogoView } from './views/logo.tsx'

const address = '/organisation/logo'
const mostBytes = 4 * 1024 * 1024

export const logoRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: address, verb: 'organisation.see', handle: (c) => logoPage(c) },
  { method: 'POST', path: address, verb: 'logo.change', handle: takeLogo },
  { method: 'POST', path: `${address}/remove`, verb: 'logo.change', handle: takeRemoval },
  { method: 'GET', path: `${address}/picture`, verb: 'organisation.see', handle: showPicture },
]

const form = z.object({ logo: file(mostBytes) })

async function logoPage(c: ConsoleContext, refused?: Parameters<typeof refusedForm>[1]): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const logo = await c.get('office').db.reading(member, findLogo)
  return page(c, {
    title: i18n.t('office.logo'),
    section: 'organisation',
    trail: [{ href: '/organisation', label: i18n.t('ui.console.organisation') }],
    status: refused ? 422 : 200,
    body: (
      <LogoView
        i18n={i18n}
        logo={logo}
        mayChange={can(member, 'logo.change')}
        form={refused && refusedForm(i18n, refused)}
      />
    ),
  })
}

async function takeLogo(c: ConsoleContext): Promise<Response> {
  const read = await readForm(c, form, { maxBytes: mostBytes + 64 * 1024 })
  if (!read.ok) return logoPage(c, read)
  try {
    // outside the transaction: a picture of a stranger takes its time
    const picture = await prepareLogo(read.value.logo.bytes)
    await c.get('office').db.transaction(c.get('member'), (tx) => putLogo(tx, picture))
  } catch (error) {
    if (error instanceof ImageRefused) return logoPage(c, { values: {}, errors: { logo: error.code } })
    throw error
  }
  return redirect(c, address, 'office.logo.saved')
}

async function takeRemoval(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), removeLogo)
  return redirect(c, address, 'office.logo.removed')
}

async function showPicture(c: ConsoleContext): Promise<Response> {
  const logo = await c.get('office').db.reading(c.get('member'), findLogo)
  if (!logo) throw new NotFound()
  return c.body(new Uint8Array(logo.bytes), 200, {
    'Content-Type': logo.contentType,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
}
