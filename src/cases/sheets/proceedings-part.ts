import { isolate } from '#ui/index.ts'
import { listCharges } from '../proceedings/charge.ts'
import { listHearings } from '../proceedings/hearing.ts'
import { listProceedings, type Proceeding } from '../proceedings/proceeding.ts'
import { code, entry, line, lines, onDay, type Entry, type Line, type SheetRoom } from './room.ts'

/** What courts know too. Talks about a settlement, immunity and what is owed stay with the team. */
const known = {
  aloud: ['court'],
  case: ['court', 'level', 'numbers', 'judges', 'sentence'],
  file: ['court', 'level', 'numbers', 'judges', 'representation', 'measures', 'sentence'],
} as const

export async function readProceedings(room: SheetRoom): Promise<Entry[]> {
  const { tx, i18n, caseId, sieve, audience } = room
  const found: Entry[] = []
  for (const one of await listProceedings(tx, caseId)) {
    const texts = known[audience.detail].map((name) =>
      line(code(i18n, `proceeding.text.${name}`), sieve.text(one.text[name])),
    )
    found.push(
      ...entry(
        code(i18n, `proceeding.kind.${one.kind}`),
        lines(
          line(i18n.t('proceeding.role'), code(i18n, `proceeding.role.${one.role}`)),
          line(i18n.t('proceeding.state'), code(i18n, `proceeding.state.${one.state}`)),
          line(i18n.t('proceeding.openedOn'), onDay(i18n, one.openedOn)),
          ...texts,
          ...(await charges(room, one)),
          ...(await hearings(room, one)),
        ),
      ),
    )
  }
  return found
}

async function charges({ tx, i18n, caseId, sieve, audience }: SheetRoom, one: Proceeding): Promise<Line[]> {
  const all = (await listCharges(tx, caseId, one.id)).filter(
    ({ state }) => audience.detail !== 'aloud' || state !== 'announced',
  )
  return all.flatMap((charge) => {
    const parts = [charge.offence, charge.translated, charge.law, charge.article]
    if (audience.detail !== 'aloud') parts.push(charge.maximum)
    const told = parts.flatMap((text) => sieve.text(text) ?? [])
    if (told.length === 0) return []
    const state = code(i18n, `proceeding.charge.${charge.state}`)
    return [{ label: i18n.t('sheets.charge'), text: [state, ...told.map(isolate)].join(' · ') }]
  })
}

/** Safety: who told us of a date is never told on; a closed hearing is not spoken of aloud. */
async function hearings({ tx, i18n, caseId, sieve, audience }: SheetRoom, one: Proceeding): Promise<Line[]> {
  const aloud = audience.detail === 'aloud'
  const all = (await listHearings(tx, caseId, one.id)).filter(
    ({ state, openness }) => state !== 'cancelled' && (!aloud || openness === 'public'),
  )
  return all.map((hearing) => {
    const told = [
      i18n.dateTime(hearing.at, { zone: hearing.zone }),
      code(i18n, `proceeding.hearing.${hearing.kind}`),
      code(i18n, `proceeding.hearing.state.${hearing.state}`),
      ...(aloud ? [] : [sieve.text(hearing.room) ?? '']),
      ...(audience.detail === 'file'
        ? [sieve.text(hearing.present) ?? '', sieve.text(hearing.result) ?? '']
        : []),
    ]
    return { label: i18n.t('proceeding.hearing'), text: told.filter(Boolean).join(' · ') }
  })
}
