/** What the visitors' door of this module renders. */
export * from './own-mail-links.ts'
export * from './projection.ts'
export * from './public-action.tsx'
export * from './public-next.tsx'
