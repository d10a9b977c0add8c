/** What the names in an address stand for: the ids of one case, and of its lead's own lists. */
import pg from 'pg'
import type { TestOffice } from '../office.ts'

const openInvitation = `coalition_invitations where state = 'open'`

/** The segment before a name, or two of them where one does not say it, and the table whose row it names. */
const ofCase: Record<string, string> = {
  'plans/:planId': 'check_in_plans',
  'check-ins/:checkInId': 'check_ins',
  'alarms/:alarmId': 'alarms',
  'effects/:effectId': 'effects',
  'facts/:factId': 'facts',
  'attachments/:attachmentId': 'attachments',
  'persons/:personId': 'persons',
  'direction/:personId': 'persons',
  'threats/:threatId': 'threats',
  'statements/:statementId': 'statements',
  'points/:pointId': 'statement_points',
  'wishes/:wishId': 'wishes',
  'interventions/:interventionId': 'interventions',
  'proceedings/:proceedingId': 'proceedings',
  'coalition/invitations/:invitationId': openInvitation,
  'coalition-invitations/:invitationId': openInvitation,
  'coalition/decisions/:decisionId': 'coalition_decisions',
  'coalition/tasks/:taskId': 'coalition_tasks',
  ':caseId/decisions/:decisionId': 'case_decisions',
  'withdrawals/:withdrawalId': 'withdrawals',
  'unobtainable/:spellId': 'unobtainable_spells',
  'sign-offs/:signOffId': `sign_offs where state = 'asked'`,
  'images/:imageId': 'case_images',
  // the one about which somebody said something
  'updates/:updateId': 'updates where id in (select update_id from text_comments)',
  'byline/:authorId': 'update_authors',
  'copies/:copyId': 'update_copies',
  'joint-letters/:letterId': 'joint_letters',
  'signatories/:signatoryId': 'joint_letter_signatories',
  ':caseId/discussion/:commentId': 'text_comments where num_nonnulls(campaign_id, update_id, letter_id) = 0',
  ':letterId/discussion/:commentId': 'text_comments where letter_id is not null',
  ':id/discussion/:commentId': 'text_comments where campaign_id is not null',
  ':updateId/discussion/:commentId': 'text_comments where update_id is not null',
  'campaigns/:id': 'campaigns',
  'partner-pages/:id': 'partner_pages',
  'hand-overs/:handOverId': 'hand_overs',
  'broadcasts/:broadcastId': 'broadcasts',
  'joint-broadcasts/:jointId': 'joint_broadcasts',
  'holds/:holdId': 'broadcast_holds',
  'batches/:id': 'message_batches',
  'paper/:batchId': 'paper_batches',
  'evidence/:evidenceId': 'paper_evidence',
}
const ofOrganisation: Record<string, string> = {
  'members/:memberId': 'members',
  'members/invitations/:invitationId': 'one_time_links',
  'supporters/:id': 'supporters',
  'searches/:id': 'name_searches',
  'officials/:id': 'targets',
  'shifts/:id': 'duty_shifts',
  'channels/:id': 'alarm_channels',
}
const words: Record<string, string> = { language: 'en', width: '480', outcome: 'sent', n: '0' }

export interface Address {
  path: string
  /** each name in it stands for a row that is there */
  whole: boolean
}

/** What forms name, by its table. */
const named = [
  ...['case_tasks', 'risk_measures', 'time_limits', 'persons', 'statement_points', 'reposts'],
  ...['paper_batches', 'campaigns'],
]

export interface Addresses {
  /** the way from a route's pattern to its address */
  addressOf: (pattern: string) => Address
  /** a row of the case by its table; empty when it has none */
  idOf: (table: string) => string
}

/** For one case and the organisation that leads it. */
export async function addressesOf(
  { database }: TestOffice,
  { caseId, organisationId }: { caseId: string; organisationId: string },
): Promise<Addresses> {
  const ids = new Map([[':caseId', caseId]])
  const rowsOfCase = { ...ofCase, ...Object.fromEntries(named.map((table) => [table, table])) }
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  const asked = [
    ...Object.entries(rowsOfCase).map(([name, table]) => [name, table, 'case_id', caseId] as const),
    ...Object.entries(ofOrganisation).map(
      ([name, table]) => [name, table, 'organisation_id', organisationId] as const,
    ),
  ]
  await client.query('begin')
  for (const table of new Set(asked.map(([, rows]) => rows.split(' ')[0])))
    await client.query(`alter table ${table} no force row level security`)
  for (const [name, rows, column, owner] of asked) {
    const where = rows.includes(' where ') ? 'and' : 'where'
    const found = await client.query<{ id: string }>(
      `select id from ${rows} ${where} ${column} = $1 limit 1`,
      [owner],
    )
    if (found.rows[0]) ids.set(name, found.rows[0].id)
  }
  await client.query('rollback')
  await client.end()
  const addressOf = (pattern: string): Address => {
    let whole = true
    const parts = pattern.replaceAll(/\{.*?\}(?=\/|$)/g, '').split('/')
    const path = parts.map((part, i) => {
      if (!part.startsWith(':')) return part
      const [one, two] = [
        parts.slice(i - 1, i + 1).join('/'),
        parts.slice(Math.max(0, i - 2), i + 1).join('/'),
      ]
      const id = words[part.slice(1)] ?? ids.get(two) ?? ids.get(one) ?? ids.get(part)
      whole &&= id !== undefined
      return id ?? caseId
    })
    return { path: path.join('/'), whole }
  }
  return { addressOf, idOf: (table) => ids.get(table) ?? '' }
}
