/** What the coalition decides together, and the charter that says how. */
import { caseHref, casePage, getCase, takeForm, type Again, type CaseRow } from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can, mustBeAllowed } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { charterTerms, findCharter, listCharters } from './charter.ts'
import { listCoalition } from './coalition.ts'
import { idOf, inTurn } from './console-coalition.tsx'
import { askDecision, getDecision, listDecisions, takeBackDecision, voteOn } from './decision.ts'
import { charterForm, concernForm, questionForm, voteForm } from './forms.ts'
import { maySpeakFor } from './people.ts'
import { CharterForm, CharterView } from './views/charter.tsx'
import { ConcernForm, DecisionList, QuestionForm } from './views/decisions.tsx'
import { DecisionView } from './views/decision.tsx'

const list = (caseId: string, path = ''): string => caseHref(caseId, `/coalition/decisions${path}`)

function decisionOf(c: ConsoleContext): string {
  const id = c.req.param('decisionId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

/** Whoever may not see the case is told so before anything that was typed is looked at. */
const seen = (c: ConsoleContext): Promise<CaseRow> =>
  c.get('office').db.reading(c.get('member'), (tx) => getCase(tx, idOf(c)))

async function mayAsk(c: ConsoleContext, tx: Tx, caseId: string): Promise<boolean> {
  return can(c.get('member'), 'coalition.decide') && (await maySpeakFor(tx, caseId))
}

export const showDecisions = (c: ConsoleContext): Promise<Response> => listPage(c)

async function listPage(c: ConsoleContext, again?: Again & { form: { name?: string } }): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    return {
      ...{ row, may: await mayAsk(c, tx, row.id), charter: await findCharter(tx, row.id) },
      ...{ decisions: await listDecisions(tx, row.id), coalition: await listCoalition(tx, row.id) },
    }
  })
  const { row, may, charter, decisions, coalition } = now
  const concern = again?.form.values['kind'] !== undefined
  return await casePage(c, {
    row,
    tab: 'decisions',
    status: again?.status,
    body: (
      <>
        <DecisionList {...{ i18n, zone, decisions }} hrefOf={(id) => list(row.id, `/${id}`)} />
        {may && (
          <>
            <QuestionForm
              i18n={i18n}
              action={list(row.id)}
              silenceHours={charter.terms.silenceHours}
              open={decisions.length === 0}
              typed={concern ? undefined : again?.form}
            />
            {coalition.length > 1 && (
              <ConcernForm
                i18n={i18n}
                action={list(row.id, '/concern')}
                coalition={coalition}
                mine={c.get('member').organisationId}
                typed={concern ? again?.form : undefined}
              />
            )}
          </>
        )}
      </>
    ),
  })
}

export async function takeQuestion(c: ConsoleContext): Promise<Response> {
  const { id: caseId } = await seen(c)
  const taken = await takeForm(c, questionForm, (value) =>
    inTurn(c, (tx) => askDecision(tx, { caseId, kind: 'question', ...value })),
  )
  if (!taken.done) return await listPage(c, taken.again)
  return redirect(c, list(caseId, `/${taken.value}`), 'coalition.decision.asked')
}

export async function takeConcern(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const { id: caseId } = await seen(c)
  const taken = await takeForm(c, concernForm, (value) =>
    inTurn(c, async (tx) => {
      const name = (await listCoalition(tx, caseId)).find(
        ({ organisationId }) => organisationId === value.concernsId,
      )?.name
      const title = i18n.t(`coalition.decision.title.${value.kind}`, { organisation: name ?? '' })
      return await askDecision(tx, { caseId, ...value, title })
    }),
  )
  if (!taken.done) return await listPage(c, taken.again)
  return redirect(c, list(caseId, `/${taken.value}`), 'coalition.decision.asked')
}

export const showDecision = (c: ConsoleContext): Promise<Response> => decisionPage(c)

async function decisionPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    return {
      ...{ row, decision: await getDecision(tx, row.id, decisionOf(c)) },
      ...{ may: await mayAsk(c, tx, row.id), coalition: await listCoalition(tx, row.id, { gone: true }) },
      charter: await findCharter(tx, row.id),
    }
  })
  const { row, decision } = now
  return await casePage(c, {
    row,
    tab: 'decisions',
    heading: <bdi>{decision.title}</bdi>,
    status: again?.status,
    body: (
      <DecisionView
        {...{ i18n, zone, decision, coalition: now.coalition, charter: now.charter }}
        mine={c.get('member').organisationId}
        may={now.may}
        action={list(row.id, `/${decision.id}`)}
        back={list(row.id)}
        typed={again?.form}
      />
    ),
  })
}

export async function takeVote(c: ConsoleContext): Promise<Response> {
  const { id: caseId } = await seen(c)
  const decisionId = decisionOf(c)
  await c.get('office').db.reading(c.get('member'), (tx) => getDecision(tx, caseId, decisionId))
  const taken = await takeForm(c, voteForm, (value) =>
    inTurn(c, (tx) => voteOn(tx, { caseId, decisionId, ...value })),
  )
  if (!taken.done) return await decisionPage(c, taken.again)
  return redirect(c, list(caseId, `/${decisionId}`), 'coalition.vote.saved')
}

export async function takeBack(c: ConsoleContext): Promise<Response> {
  const { id: caseId } = await seen(c)
  const decisionId = decisionOf(c)
  await inTurn(c, (tx) => takeBackDecision(tx, { caseId, decisionId }))
  return redirect(c, list(caseId, `/${decisionId}`), 'coalition.decision.taken-back')
}

export async function showCharter(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const open = (await listDecisions(tx, row.id)).find(
      ({ kind, state }) => kind === 'charter' && state === 'open',
    )
    return {
      ...{ row, open, charter: await findCharter(tx, row.id), former: await listCharters(tx, row.id) },
      may: await mayAsk(c, tx, row.id),
    }
  })
  const { row, charter, former, open, may } = now
  return await casePage(c, {
    row,
    tab: 'charter',
    body: (
      <CharterView
        {...{ i18n, zone, charter, former }}
        open={open && list(row.id, `/${open.id}`)}
        change={may && !open ? caseHref(row.id, '/coalition/charter/change') : undefined}
        decisionHref={(id) => list(row.id, `/${id}`)}
      />
    ),
  })
}

export const showCharterChange = (c: ConsoleContext): Promise<Response> => changePage(c)

async function changePage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  // asked before the page: nobody fills a form in and is sent to prove herself then
  mustBeAllowed({ actor: c.get('member'), now: c.get('office').db.clock.now() }, 'coalition.reshape')
  const { row, charter } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    return { row: found, charter: await findCharter(tx, found.id) }
  })
  return await casePage(c, {
    row,
    tab: 'charter',
    heading: i18n.t('coalition.charter.change'),
    status: again?.status,
    body: (
      <CharterForm
        i18n={i18n}
        action={caseHref(row.id, '/coalition/charter/change')}
        back={caseHref(row.id, '/coalition/charter')}
        terms={charter.terms}
        typed={again?.form}
      />
    ),
  })
}

export async function takeCharterChange(c: ConsoleContext): Promise<Response> {
  const { id: caseId } = await seen(c)
  const title = c.get('i18n').t('coalition.decision.title.charter')
  const taken = await takeForm(c, charterForm, ({ text, silence, ...terms }) =>
    inTurn(c, (tx) =>
      askDecision(tx, { caseId, kind: 'charter', title, text, silence, terms: charterTerms.parse(terms) }),
    ),
  )
  if (!taken.done) return await changePage(c, taken.again)
  return redirect(c, list(caseId, `/${taken.value}`), 'coalition.decision.asked')
}
