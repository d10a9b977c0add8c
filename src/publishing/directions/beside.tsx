/** Her advance direction beside the forms where somebody else's word would be taken for hers. */
import { isFileOpen, isOnTeam, listPersons, calledOf } from '#cases/index.ts'
import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import { Notice, TextField, type FormState } from '#ui/index.ts'
import { isAnyOutOfReach } from '../doubt.ts'
import { directionHref } from './console-direction.tsx'
import { listDirections, personsWithDirection, type Direction } from './direction.ts'
import { confirmedLine, DirectionFacts } from './views.tsx'

export interface Beside {
  caseId: string
  /** whose direction is written down */
  known: boolean
  /** empty while the file is closed */
  directions: (Direction & { name: string })[]
}

/** Undefined where she speaks for herself, and for who is not on the team. */
export async function findBeside(
  tx: Tx,
  at: { caseId: string; personIds: readonly string[]; sessionId: string },
): Promise<Beside | undefined> {
  const { caseId, personIds } = at
  if (personIds.length === 0 || !(await isOnTeam(tx, caseId))) return undefined
  if ((await isAnyOutOfReach(tx, caseId, personIds)) === false) return undefined
  const known = (await personsWithDirection(tx, caseId)).some((id) => personIds.includes(id))
  const open = known && (await isFileOpen(tx, caseId, at.sessionId))
  const persons = open ? await listPersons(tx, caseId) : []
  const directions = open ? await listDirections(tx, caseId) : []
  return {
    ...{ caseId, known },
    directions: directions.flatMap((one) => {
      const person = persons.find(({ id }) => id === one.personId && personIds.includes(id))
      return person ? [{ ...one, name: calledOf(person) }] : []
    }),
  }
}

export function DirectionBeside({ i18n, beside }: { i18n: I18n; beside: Beside }) {
  return (
    <>
      <Notice tone="warning" title={i18n.t('direction.beside')}>
        <p>{i18n.t('direction.beside.text')}</p>
        {!beside.known && <p>{i18n.t('direction.beside.none')}</p>}
        {beside.known && beside.directions.length === 0 && <p>{i18n.t('direction.beside.closed')}</p>}
        <p>
          <a href={directionHref(beside.caseId)}>{i18n.t('direction.beside.open')}</a>
        </p>
      </Notice>
      {beside.directions.map((direction) => (
        <section class="card">
          <h2>
            <bdi>{direction.name}</bdi>
          </h2>
          <p class="small">{confirmedLine(i18n, direction)}</p>
          <DirectionFacts i18n={i18n} direction={direction} />
        </section>
      ))}
    </>
  )
}

/** Among the fields of a form where a word is taken. */
export function CodeWordSaid({ i18n, form }: { i18n: I18n; form: FormState | undefined }) {
  return (
    <TextField
      name="codeWord"
      secret
      form={form}
      label={i18n.t('direction.beside.code')}
      hint={i18n.t('direction.beside.code.hint')}
      note={i18n.t('ui.optional')}
      autocomplete="off"
    />
  )
}
