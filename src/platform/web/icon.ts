import type { Context } from 'hono'

/** A lamp over water. Browsers ask for `/favicon.ico` by themselves; without an answer each visit begins with a 404. */
const lamp = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1d2a33"/><circle cx="16" cy="14" r="10" fill="#f2b65e" opacity=".28"/><path d="M16 3v3M10 9l6-4 6 4z" fill="#e9dcc3" stroke="#e9dcc3" stroke-width="1.5"/><path d="M11 10h10l-1.5 11h-7z" fill="#f6c169"/><path d="M5 26c3-2 4-2 7 0s5 2 8 0 4-2 7 0" fill="none" stroke="#9fb4bf" stroke-width="2" stroke-linecap="round"/></svg>`

export const answerIcon = (c: Context): Response =>
  c.body(lamp, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' })
