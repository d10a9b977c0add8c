import { z } from 'zod'
import { mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'

/** What the organisations of a coalition agreed on among themselves. Hours and minutes are whole numbers. */
export const charterTerms = z.object({
  /** who writes drafts: the lead alone, every organisation but observers, or whom they name for it (of a lead without any: all) */
  drafts: z.enum(['lead', 'members', 'named']),
  /** who speaks in public for all: the lead, named spokespeople, or each for itself; it says whom the press is given (`listSpeakers`) */
  speaks: z.enum(['lead', 'spokespeople', 'each']),
  /** how many organisations agree before a joint text goes out; never below what the danger asks for */
  quorum: z.number().int().min(1).max(50),
  /** no objection for so long is agreement; 0: silence never is */
  silenceHours: z.number().int().min(0).max(336),
  /** whether an organisation's "no, because" beside a joint text is kept with it, or keeps it from going out */
  dissent: z.enum(['noted', 'stops']),
  /** after so many hours an organisation that has not answered is reminded, and once more later; 0: never */
  remindHours: z.number().int().min(0).max(336),
  /** after so many hours without a word of the lead the partners' quorum may hand the lead over */
  silentLeadHours: z.number().int().min(1).max(720),
  /** for so long any organisation may hold a joint mailing before it goes out */
  holdMinutes: z.number().int().min(0).max(1440),
  /** in which order organisations are credited */
  credit: z.enum(['lead-first', 'alphabet', 'joined']),
  /** who may ask new supporters on partner pages for mail: the page's organisation, or also the lead */
  sharing: z.enum(['own', 'own-and-lead']),
  /** who brings further organisations in */
  invites: z.enum(['lead', 'members']),
})
export type CharterTerms = z.output<typeof charterTerms>

export interface Charter {
  /** 0 as long as none was agreed: then the terms below hold */
  version: number
  terms: CharterTerms
  agreedAt?: Date
  decisionId?: string
}

/** What holds before the organisations have agreed on anything: the lead does the work, nothing is agreed by silence. */
export const firstTerms: CharterTerms = {
  drafts: 'members',
  speaks: 'lead',
  quorum: 1,
  silenceHours: 0,
  dissent: 'noted',
  remindHours: 24,
  silentLeadHours: 72,
  holdMinutes: 30,
  credit: 'lead-first',
  sharing: 'own',
  invites: 'lead',
}

/** The charter in force. For everybody in the coalition's room. */
export async function findCharter(tx: Tx, caseId: string): Promise<Charter> {
  mustBeAllowed(tx, 'coalition.see')
  return await charterInForce(tx, caseId)
}

/** The same without asking who: for rules that a worker keeps. */
export async function charterInForce(tx: Tx, caseId: string): Promise<Charter> {
  const row = await charters(tx, caseId).limit(1).executeTakeFirst()
  return row ? asCharter(row) : { version: 0, terms: firstTerms }
}

/** All that were in force, newest first. */
export async function listCharters(tx: Tx, caseId: string): Promise<Charter[]> {
  mustBeAllowed(tx, 'coalition.see')
  return (await charters(tx, caseId).execute()).map(asCharter)
}

const charters = (tx: Tx, caseId: string) =>
  tx.db.selectFrom('coalition_charters').selectAll().where('case_id', '=', caseId).orderBy('version', 'desc')

const asCharter = (row: Awaited<ReturnType<ReturnType<typeof charters>['execute']>>[number]): Charter => ({
  version: row.version,
  // a later version may know more terms than the one that was agreed then
  terms: charterTerms.parse({ ...firstTerms, ...(row.terms as object) }),
  agreedAt: row.agreed_at,
  decisionId: row.decision_id,
})
