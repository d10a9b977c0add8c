/** Facts: written by the team; the timeline shows them beside what other nouns know of the course of things. */
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { Empty } from '#ui/index.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import { byLanguage } from '../forms.ts'
import { isFileOpen } from '../file.ts'
import { getCase } from '../reads.ts'
import { dayOf } from '../zone.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { listWordings } from '../wording.ts'
import { addFact, editFact, getFact, retractFact, type Fact } from './fact.ts'
import { factForm, retractForm } from './forms.ts'
import { visibilities, type Visibility } from './lists.ts'
import { findTimeline, timelineTopics } from './timeline.ts'
import { Eyes, TimelineList, Topics } from './timeline-views.tsx'
import { FactForm, formOf, Retraction } from './views.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const timelineHref = (caseId: string): string => caseHref(caseId, '/timeline')

function factOf(c: ConsoleContext): string {
  const id = c.req.param('factId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

export async function showTimeline(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const eye = visibilities.find((one) => one === c.req.query('eyes')) ?? 'team'
  const { zone } = await organisationOf(c)
  const { row, onTeam, entries, today } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    return {
      row: found,
      onTeam: await isOnTeam(tx, found.id),
      today: dayOf(tx.now, zone),
      entries: await findTimeline(tx, found.id, i18n, {
        open: await isFileOpen(tx, found.id, c.get('sessionId')),
        zone,
      }),
    }
  })
  const add =
    onTeam && can(c.get('member'), 'fact.write')
      ? { href: caseHref(row.id, '/facts/new'), label: i18n.t('fact.add') }
      : undefined
  const seen = entries.filter(
    ({ visibility }) => visibilities.indexOf(visibility) >= visibilities.indexOf(eye),
  )
  const topics = timelineTopics.filter((one) => seen.some((entry) => entry.topic === one))
  const topic = topics.find((one) => one === c.req.query('topic'))
  const href = timelineHref(row.id)
  return await casePage(c, {
    row,
    tab: 'timeline',
    actions: add && entries.length > 0 && (
      <a class="button" href={add.href}>
        {add.label}
      </a>
    ),
    body:
      entries.length === 0 ? (
        <Empty title={i18n.t('fact.empty.title')} action={add}>
          <p>{i18n.t(onTeam ? 'fact.empty.text' : 'fact.empty.room')}</p>
        </Empty>
      ) : (
        <>
          <Eyes
            i18n={i18n}
            href={href}
            eye={eye}
            all={onTeam ? visibilities : (['coalition', 'public'] as const satisfies readonly Visibility[])}
          />
          {topics.length > 1 && <Topics i18n={i18n} href={href} eye={eye} all={topics} topic={topic} />}
          <TimelineList
            i18n={i18n}
            entries={topic ? seen.filter((entry) => entry.topic === topic) : seen}
            today={today}
          />
        </>
      ),
  })
}

export const newFact = (c: ConsoleContext): Promise<Response> => factPage(c, {})
export const showFact = (c: ConsoleContext): Promise<Response> => factPage(c, { factId: factOf(c) })

export async function takeNewFact(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, factForm, ({ version: _version, ...value }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        addFact(tx, { ...value, public: byLanguage(value, 'public'), caseId }),
      ),
  )
  if (!taken.done) return await factPage(c, { again: taken.again })
  return redirect(c, timelineHref(caseId), 'fact.saved')
}

export async function takeFact(c: ConsoleContext): Promise<Response> {
  const [caseId, factId] = [idOf(c), factOf(c)]
  const taken = await takeForm(c, factForm, ({ version = -1, ...value }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        editFact(tx, { ...value, public: byLanguage(value, 'public'), caseId, factId, version }),
      ),
  )
  if (!taken.done) return await factPage(c, { factId, again: taken.again })
  return redirect(c, timelineHref(caseId), 'fact.saved')
}

export async function takeRetraction(c: ConsoleContext): Promise<Response> {
  const [caseId, factId] = [idOf(c), factOf(c)]
  const taken = await takeForm(c, retractForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => retractFact(tx, { ...value, caseId, factId })),
  )
  if (!taken.done) return await factPage(c, { factId, retracting: taken.again })
  return redirect(c, timelineHref(caseId), 'fact.saved')
}

async function factPage(
  c: ConsoleContext,
  at: { factId?: string; again?: Again; retracting?: Again },
): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, row.id)
    const fact: Fact | undefined = at.factId ? await getFact(tx, row.id, at.factId) : undefined
    return {
      ...{ row, fact },
      zone: (await listWordings(tx, row.id))[0]?.zone ?? zone,
      today: tx.now.toISOString().slice(0, 10),
    }
  })
  const { row, fact } = now
  const may = can(c.get('member'), 'fact.write') && !fact?.retractedAt
  return await casePage(c, {
    row,
    tab: 'timeline',
    heading: i18n.t(fact ? 'fact.edit' : 'fact.add'),
    status: (at.again ?? at.retracting)?.status,
    body: (
      <>
        <FactForm
          i18n={i18n}
          action={caseHref(row.id, fact ? `/facts/${fact.id}` : '/facts')}
          back={timelineHref(row.id)}
          row={row}
          fact={fact}
          may={may}
          form={at.again?.form ?? formOf(fact, { zone: now.zone, today: now.today })}
        />
        {fact && may && (
          <Retraction
            i18n={i18n}
            action={caseHref(row.id, `/facts/${fact.id}/retract`)}
            fact={fact}
            form={at.retracting?.form}
          />
        )}
      </>
    ),
  })
}
