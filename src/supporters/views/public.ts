/** What the visitors' door of this module renders. */
export * from './projection.ts'
export * from './public-change.tsx'
export * from './public-confirm.tsx'
export * from './public-follow.tsx'
export * from './public-preferences.tsx'
