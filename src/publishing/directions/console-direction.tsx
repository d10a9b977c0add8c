/** The page of advance directions: for the team, with the file open. */
import {
  caseHref,
  casePage,
  getCase,
  isFileOpen,
  isOnTeam,
  listPersons,
  mustBeOnTeam,
  OpenFile,
  takeForm,
  type Again,
  calledOf,
} from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { Empty, type FormState } from '#ui/index.ts'
import { checkCodeWord, hashCodeWord, type CodeWordAnswer } from './code-word.ts'
import { listDirections, listPastDirections, saveDirection, type Direction } from './direction.ts'
import { codeWordForm, directionForm, speakersOf } from './forms.ts'
import { CodeWordCheck, confirmedLine, DirectionFacts, DirectionForm, PastDirections } from './views.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
export const directionHref = (caseId: string, path = ''): string => caseHref(caseId, `/direction${path}`)

function personOf(c: ConsoleContext): string {
  const id = c.req.param('personId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

export const showDirections = (c: ConsoleContext): Promise<Response> => directionsPage(c)

interface Checked {
  personId: string
  answer?: CodeWordAnswer
  again?: Again
}

async function directionsPage(c: ConsoleContext, checked?: Checked): Promise<Response> {
  const i18n = c.get('i18n')
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    const open = onTeam && (await isFileOpen(tx, row.id, c.get('sessionId')))
    return {
      ...{ row, onTeam, open },
      persons: open ? await listPersons(tx, row.id) : [],
      directions: open ? await listDirections(tx, row.id) : [],
    }
  })
  const { row } = now
  const may = can(c.get('member'), 'direction.write')
  return await casePage(c, {
    row,
    tab: 'direction',
    status: checked?.again?.status,
    body: !now.onTeam ? (
      <Empty title={i18n.t('direction.tab')}>
        <p>{i18n.t('case.team-only')}</p>
      </Empty>
    ) : !now.open ? (
      <section class="card">
        <p>{i18n.t('direction.intro')}</p>
        <OpenFile i18n={i18n} row={row} next="direction" />
      </section>
    ) : now.persons.length === 0 ? (
      <Empty title={i18n.t('direction.tab')}>
        <p>{i18n.t('consent.empty.person')}</p>
      </Empty>
    ) : (
      <>
        <p>{i18n.t('direction.intro')}</p>
        {now.persons.map((person) => {
          const { id } = person
          const name = calledOf(person)
          const direction = now.directions.find(({ personId }) => personId === id)
          return (
            <section class="card">
              <h2>
                <bdi>{name}</bdi>
              </h2>
              {direction ? (
                <>
                  <p class="small">{confirmedLine(i18n, direction)}</p>
                  <DirectionFacts i18n={i18n} direction={direction} />
                </>
              ) : (
                <p>{i18n.t('direction.none')}</p>
              )}
              {may && direction?.hasCodeWord && (
                <CodeWordCheck
                  i18n={i18n}
                  action={directionHref(row.id, `/${id}/code-word`)}
                  form={checked?.personId === id ? checked.again?.form : undefined}
                  answer={checked?.personId === id ? checked.answer : undefined}
                />
              )}
              {may && (
                <p>
                  <a href={directionHref(row.id, `/${id}`)}>
                    {i18n.t(direction ? 'direction.change' : 'direction.write')}
                    <span class="hidden"> {name}</span>
                  </a>
                </p>
              )}
            </section>
          )
        })}
      </>
    ),
  })
}

export const showDirection = (c: ConsoleContext): Promise<Response> => directionPage(c)

async function directionPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const personId = personOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, row.id)
    const person = (await listPersons(tx, row.id)).find(({ id }) => id === personId)
    if (!person) throw new NotFound()
    const open = await isFileOpen(tx, row.id, c.get('sessionId'))
    const direction = open
      ? (await listDirections(tx, row.id)).find((one) => one.personId === personId)
      : undefined
    return {
      ...{ row, person, open, direction, today: tx.now.toISOString().slice(0, 10) },
      past: direction ? await listPastDirections(tx, row.id, direction.id) : [],
    }
  })
  const { row, direction } = now
  // Safety: what is sealed shows only after this session has said why it is opened; what was typed is not lost for it
  if (!now.open && !again) return redirect(c, directionHref(row.id))
  const fresh: FormState = {
    values: direction ? valuesOf(direction) : { confirmedOn: now.today },
    errors: {},
  }
  return await casePage(c, {
    row,
    tab: 'direction',
    heading: i18n.t('direction.of', { name: calledOf(now.person) }),
    status: again?.status,
    body: (
      <>
        <DirectionForm
          i18n={i18n}
          action={directionHref(row.id, `/${personId}`)}
          back={directionHref(row.id)}
          hasCodeWord={direction?.hasCodeWord ?? false}
          version={direction?.version ?? 0}
          form={again?.form ?? fresh}
        />
        {now.past.length > 0 && <PastDirections i18n={i18n} past={now.past} zone={zone} />}
      </>
    ),
  })
}

const valuesOf = (direction: Direction): FormState['values'] => ({
  ...Object.fromEntries(
    direction.speakers.flatMap(({ name, relation, reach }, i) => [
      [`name${i + 1}`, name],
      [`relation${i + 1}`, relation],
      [`reach${i + 1}`, reach],
    ]),
  ),
  ...{ lawyer: direction.lawyer ? 'yes' : '', words: direction.words },
  ...{ items: direction.items, purposes: direction.purposes },
  ...{ confirmedOn: direction.confirmedOn, confirmedHow: direction.confirmedHow },
})

export async function takeDirection(c: ConsoleContext): Promise<Response> {
  const [caseId, personId] = [idOf(c), personOf(c)]
  const { db } = c.get('office')
  const member = c.get('member')
  await db.reading(member, (tx) => getCase(tx, caseId))
  const taken = await takeForm(c, directionForm, async (value) => {
    // slow, and so before the transaction
    const codeWord = value.dropCodeWord
      ? null
      : value.codeWord === ''
        ? undefined
        : await hashCodeWord(db, member, { caseId, personId, codeWord: value.codeWord })
    return await db.transaction(member, (tx) =>
      saveDirection(tx, {
        ...{ caseId, personId, version: value.version, speakers: speakersOf(value), codeWord },
        ...{ lawyer: value.lawyer, words: value.words, items: value.items, purposes: value.purposes },
        ...{ confirmedOn: value.confirmedOn, confirmedHow: value.confirmedHow },
      }),
    )
  })
  if (!taken.done) return await directionPage(c, taken.again)
  return redirect(c, directionHref(caseId), 'direction.saved')
}

export async function takeCodeWord(c: ConsoleContext): Promise<Response> {
  const [caseId, personId] = [idOf(c), personOf(c)]
  await c.get('office').db.reading(c.get('member'), (tx) => getCase(tx, caseId))
  const taken = await takeForm(c, codeWordForm, ({ said }) =>
    checkCodeWord(c.get('office').db, c.get('member'), { caseId, personId, said }),
  )
  return await directionsPage(
    c,
    taken.done ? { personId, answer: taken.value } : { personId, again: taken.again },
  )
}
