/** Looks at the page that a real browser shows: what is too wide, what keeps somebody from using it, and a picture of it. */
import { mkdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { barriersOn } from './axe.ts'
import { isFull } from './rounds.ts'

/** Pictures in `shots/` are for people: with `bin/test --full`, or asked for by SHOTS=1. */
export const photographs = isFull || process.env['SHOTS'] !== undefined

export interface Looking {
  /** whether axe reads it too */
  axe?: boolean
  /** with what is good practice beyond WCAG */
  practice?: boolean
}

/** @returns one line for each finding, which begins with the name of the page and its look */
export async function look(
  page: Page,
  name: string,
  { axe = true, practice = false }: Looking = {},
): Promise<string[]> {
  const found: string[] = []
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (wide > 0) found.push(`${name}: ${wide} px too wide`)
  if (photographs) {
    mkdirSync('shots', { recursive: true })
    await page.screenshot({ path: `shots/${name}.png`, fullPage: true })
  }
  if (axe)
    for (const { id, help, at } of await barriersOn(page, { practice }))
      found.push(`${name}: ${id}: ${help}: ${at.join(' | ')}`)
  return found
}
