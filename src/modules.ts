/**
 * The modules in their order. The order IS the import rule: a module may import the `index.ts` of modules
 * that stand before it, and of nothing else but `platform` and `ui` (test/architecture.test.ts).
 */
export const modules = [
  'organisations',
  'cases',
  'coalitions',
  'publishing',
  'supporters',
  'delivery',
  'campaigns',
  'updates',
  'joint-letters',
  'hand-overs',
  'donations',
  'voices',
  'monitoring',
  'insight',
  'federation',
  'api',
] as const
