import type { Page } from './browser.ts'
import type { Member } from './member.ts'
import type { Story } from './world.ts'

/** A colleague reads what was signed, sees it on the page for it, and signs beside the author. */
export async function signBeside({ steps }: Story, colleague: Member, asked: Page): Promise<Page> {
  steps.check(
    'one signature is not enough: it waits for a colleague',
    asked.path.includes('/sign-offs/') && !asked.form('/sign'),
    asked.text,
  )
  const own = await colleague.open('/')
  steps.check(`${colleague.name} finds it on Today`, own.html.includes(asked.path), own.text)
  const page = await colleague.open(asked.path)
  const signed = await colleague.send(page, {
    form: '/sign',
    type: { reviewed: 'yes', confirmed: 'yes' },
  })
  steps.check(
    `${colleague.name} signs beside the author`,
    signed.status === 200 && !signed.path.endsWith('/sign'),
    signed.text,
  )
  return signed
}
