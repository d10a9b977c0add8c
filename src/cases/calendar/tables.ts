import type { Generated } from 'kysely'

declare module '#platform/tables.ts' {
  interface Tables {
    calendar_feeds: CalendarFeedTable
  }
}

export interface CalendarFeedTable {
  id: string
  organisation_id: string
  account_id: string
  token_hash: Buffer
  created_at: Date
  revoked_at: Generated<Date | null>
}
