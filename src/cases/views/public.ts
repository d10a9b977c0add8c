/** What the visitors' door of this module renders. */
export { quotesBy } from './page-projection.ts'
export * from './projection.ts'
export * from './public-case.tsx'
export { DonateBlock, UpdateList } from './public-case-blocks.tsx'
export * from './public-home.tsx'
export * from './public-updates.tsx'
