/** What the visitors' door of this module renders. */
export * from './projection.ts'
export * from './public-answer.tsx'
export * from './public-letter.tsx'
export * from './public-print.tsx'
export * from './public-sign-on.tsx'
