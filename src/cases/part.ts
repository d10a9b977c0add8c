import type { Module } from '#platform/module.ts'

/** What one noun of the case file brings to the module: `src/cases/<noun>/routes.ts` exports one. */
export type CasePart = Omit<Module, 'name'>

/** Joins the parts to what the composers take. */
export function joinParts(parts: readonly CasePart[]): CasePart {
  return {
    routes: parts.flatMap((part) => part.routes ?? []),
    privateRoutes: parts.flatMap((part) => part.privateRoutes ?? []),
    today: parts.flatMap((part) => part.today ?? []),
    jobs: parts.flatMap((part) => part.jobs ?? []),
    tasks: parts.flatMap((part) => part.tasks ?? []),
    intake: Object.assign({}, ...parts.map((part) => part.intake ?? {})) as NonNullable<Module['intake']>,
  }
}
