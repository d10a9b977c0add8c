/** One hand-over: who has made its sheet, how it went, and the update that tells of it. */
import { can } from '#platform/access.ts'
import { createI18n, type Language } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { dayOf, takeForm, type Again } from '#cases/index.ts'
import { myPart } from '#coalitions/index.ts'
import { findQuiet } from '#publishing/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { framed, handOverHref, idOf, readHandOver, reading, writing } from './console-frame.tsx'
import { changeForm, recordForm } from './forms.ts'
import { changeHandOver, dropHandOver, recordHandOver } from './hand-over.ts'
import { findPaper } from './paper.ts'
import { listSheets } from './numbers.ts'
import { draftUpdateAbout } from './updating.ts'
import { HandOverView } from './views/hand-over.tsx'

export const showHandOver = (c: ConsoleContext): Promise<Response> => onePage(c)

async function onePage(c: ConsoleContext, again: { change?: Again; record?: Again } = {}): Promise<Response> {
  const member = c.get('member')
  const handOver = await readHandOver(c)
  const { id, caseId, campaignId } = handOver
  const { sheets, mine, paper, quiet } = await reading(c, async (tx) => ({
    sheets: campaignId ? await listSheets(tx, { id, caseId, campaignId }) : [],
    mine: await myPart(tx, caseId),
    paper: await findPaper(tx, handOver),
    quiet: (await findQuiet(tx, caseId)) !== undefined,
  }))
  const { zone } = await organisationOf(c)
  return await framed(c, handOver, {
    status: (again.change ?? again.record)?.status,
    body: (
      <HandOverView
        i18n={c.get('i18n')}
        handOver={handOver}
        sheets={sheets}
        zone={zone}
        organisationId={member.organisationId}
        ours={handOver.organisationId === member.organisationId && can(member, 'hand-over.write')}
        quiet={quiet}
        mayPrint={can(member, 'hand-over.sheet') && mine.role !== 'observer'}
        paper={paper && `${c.get('office').publicUrl}${paper}`}
        today={dayOf(c.get('office').db.clock.now(), zone)}
        change={again.change?.form}
        record={again.record?.form}
      />
    ),
  })
}

export async function takeChange(c: ConsoleContext): Promise<Response> {
  const handOverId = idOf(c, 'handOverId')
  const taken = await takeForm(c, changeForm, (value) =>
    writing(c, (tx) => changeHandOver(tx, { handOverId, ...value })),
  )
  if (!taken.done) return await onePage(c, { change: taken.again })
  return redirect(c, handOverHref(handOverId), 'hand-over.changed')
}

export async function takeRecord(c: ConsoleContext): Promise<Response> {
  const handOverId = idOf(c, 'handOverId')
  const { zone } = await organisationOf(c)
  const today = dayOf(c.get('office').db.clock.now(), zone)
  const taken = await takeForm(c, recordForm(today), (value) =>
    writing(c, (tx) => recordHandOver(tx, { handOverId, ...value })),
  )
  if (!taken.done) return await onePage(c, { record: taken.again })
  return redirect(c, handOverHref(handOverId), 'hand-over.recorded')
}

export async function takeDrop(c: ConsoleContext): Promise<Response> {
  const handOverId = idOf(c, 'handOverId')
  await writing(c, (tx) => dropHandOver(tx, handOverId))
  return redirect(c, handOverHref(handOverId), 'hand-over.dropped')
}

export async function takeUpdate(c: ConsoleContext): Promise<Response> {
  const { catalogue } = c.get('office')
  const updateId = await writing(c, (tx) =>
    draftUpdateAbout(tx, idOf(c, 'handOverId'), (language: Language) => createI18n(language, catalogue)),
  )
  return redirect(c, `/updates/${updateId}`, 'hand-over.drafted')
}
