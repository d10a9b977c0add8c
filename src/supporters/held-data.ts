import type { Tx } from '#platform/database.ts'
import type { Sealer } from '#platform/keys/keyring.ts'
import { openChange, type ChangedPart, type Details } from './change.ts'
import type { HeldItem } from './holdings.ts'
import { listHoldings } from './holdings.ts'
import { fullName, openAddress, openName, openWording } from './sealed.ts'

/** All that an organisation holds about whoever reads an inbox, opened. Only for the person herself and for staff who may read it. */
export async function heldData(tx: Tx, organisationId: string, inbox: number): Promise<HeldItem[]> {
  const key = await tx.keys.organisation(organisationId)
  const box = await tx.db
    .selectFrom('inboxes')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('number', '=', inbox)
    .executeTakeFirst()
  const address = box ? openAddress(key, box) : undefined
  if (!box || address === undefined) return []
  const items: HeldItem[] = [{ label: 'supporter.held.address', text: address, at: box.created_at }]
  if (box.details_locked_at) items.push({ label: 'supporter.held.locked', at: box.details_locked_at })
  const supporters = await tx.db
    .selectFrom('supporters')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('inbox', '=', inbox)
    .where('erased_at', 'is', null)
    .orderBy('number')
    .execute()
  for (const supporter of supporters) {
    const name = fullName(openName(key, supporter))
    if (name) items.push({ label: 'supporter.held.name', text: name, at: supporter.created_at })
    if (supporter.country) items.push({ label: 'supporter.held.country', text: supporter.country.trim() })
    items.push({ label: 'supporter.held.language', text: supporter.language })
    const optIns = await tx.db
      .selectFrom('opt_ins')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .where('supporter_id', '=', supporter.id)
      .orderBy('asked_at')
      .execute()
    for (const optIn of optIns)
      items.push({
        label: optIn.ended_at
          ? 'supporter.held.opt-in.ended'
          : optIn.confirmed_at
            ? 'supporter.held.opt-in'
            : 'supporter.held.opt-in.open',
        text: openWording(key, optIn),
        at: optIn.asked_at,
      })
    items.push(...(await changesOf(tx, key, supporter.id)), ...(await listHoldings(tx, supporter.id)))
  }
  return items
}

/** What she set right herself, with what it was before as long as that is kept. */
async function changesOf(tx: Tx, key: Sealer, supporterId: string): Promise<HeldItem[]> {
  const rows = await tx.db
    .selectFrom('supporter_changes')
    .select(['id', 'what', 'sealed', 'asked_at', 'undone_at'])
    .where('supporter_id', '=', supporterId)
    .orderBy('number')
    .execute()
  return rows.flatMap((row) => {
    const { before, after } = row.sealed.length === 0 ? {} : openChange(key, row)
    return row.what.flatMap((part) => {
      const values: HeldItem['values'] = (i18n) => ({ part: i18n.t(`supporter.held.${part}`) })
      const one = { values, at: row.asked_at }
      const changed = row.undone_at ? 'supporter.held.change.undone' : 'supporter.held.change'
      return before && after
        ? [
            { ...one, label: 'supporter.held.change.before', text: partOf(part, before) },
            { ...one, label: changed, text: partOf(part, after) },
          ]
        : [{ ...one, label: changed, text: '–' }]
    })
  })
}

const partOf = (part: ChangedPart, { country, language, ...name }: Details): string =>
  part === 'name' ? fullName(name) : part === 'country' ? (country ?? '–') : language
