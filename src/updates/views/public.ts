/** What the visitors' door of this module renders. */
export * from './author-names.ts'
export * from './hand-over.tsx'
export { publicNumbers } from '../hand-over-numbers.ts'
export * from './projection.ts'
export * from './public-update.tsx'
export * from './quote-lines.ts'
