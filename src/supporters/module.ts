import type { Module } from '#platform/module.ts'
import './access.ts'
import { forgetChanges } from './change.ts'
import { listRoutes } from './console-list.tsx'
import { searchRoutes } from './console-search.tsx'
import { supporterRoutes } from './console-supporter.tsx'
import { indexMailboxes } from './mailboxes.ts'
import { forgetSearches, nameSearching } from './name-search.ts'

export const supportersModule: Module = {
  name: 'supporters',
  // the fixed addresses first: '/supporters/:id' would take them
  routes: [...listRoutes, ...searchRoutes, ...supporterRoutes],
  jobs: [forgetSearches, indexMailboxes, forgetChanges],
  tasks: [nameSearching],
}
