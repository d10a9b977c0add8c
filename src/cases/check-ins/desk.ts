import type { Tx } from '#platform/database.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { organisationOf } from '#organisations/index.ts'
import { isOnTeam } from '../circles.ts'
import { namesInCase, type NameOf } from '../people-of-case.ts'
import { isFileOpen } from '../file.ts'
import { getCase, type CaseRow } from '../reads.ts'
import { caseHref } from '../views/case-shell.tsx'

/** What every page of this noun needs of its case. */
export interface Desk {
  row: CaseRow
  zone: string
  now: Date
  onTeam: boolean
  /** this session has said why it reads the file */
  open: boolean
  nameOf: NameOf
}

export const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
export const contactsHref = (caseId: string): string => caseHref(caseId, '/contacts')
export const checkInsHref = (caseId: string, path = ''): string => caseHref(caseId, `/check-ins${path}`)

/** Reads a page's own things beside it, in one snapshot. */
export async function readDesk<T>(
  c: ConsoleContext,
  read: (tx: Tx, desk: Desk) => Promise<T>,
): Promise<Desk & T> {
  const { zone } = await organisationOf(c)
  return await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    const open = onTeam && (await isFileOpen(tx, row.id, c.get('sessionId')))
    const desk: Desk = {
      ...{ row, zone, onTeam, open },
      now: tx.now,
      nameOf: await namesInCase(tx, row.id, c.get('i18n')),
    }
    return { ...desk, ...(await read(tx, desk)) }
  })
}

/** A moment as `<input type="datetime-local">` takes it, by the clock of a zone. */
export function asLocal(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at)
  return parts.replace(' ', 'T')
}
