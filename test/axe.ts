/** What keeps somebody from using a page that a real browser shows. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

export interface Barrier {
  id: string
  help: string
  impact: string
  /** where, as the page's own markup */
  at: string[]
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * axe is put into the page once and asked for violations alone: a third of the time that the builder takes, which opens a
 * second tab for each page to gather what each frame found.
 */
export async function barriersOn(page: Page, { practice = false } = {}): Promise<Barrier[]> {
  // the frame of a preview runs no script, so axe would wait in it for ever; what it shows is looked at where visitors see it
  await page.evaluate(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()))
  await page.evaluate(new AxeBuilder({ page })['script']())
  return await page.evaluate(
    async (tags) => {
      type Found = { id: string; help: string; impact: string; nodes: { html: string }[] }
      const { axe } = window as unknown as {
        axe: { run(context: object, options: object): Promise<{ violations: Found[] }> }
      }
      // lists of all countries and time zones: the browser itself draws them
      const context = { include: ['html'], exclude: ['select > option'] }
      const { violations } = await axe.run(context, { runOnly: tags, resultTypes: ['violations'] })
      return violations.map(({ id, help, impact, nodes }) => ({
        ...{ id, help, impact },
        at: nodes.map(({ html }) => html.slice(0, 140)),
      }))
    },
    practice ? [...wcag, 'best-practice'] : wcag,
  )
}
