/** The page on which a second person signs, and what may be done with a request. */
import {
  caseHref,
  casePage,
  getCase,
  isZone,
  isOnTeam,
  listFacts,
  mayWriteIn,
  namesInCase,
  takeForm,
  type Again,
  type CaseRow,
  type NameOf,
} from '#cases/index.ts'
import { listCoalition } from '#coalitions/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { afterAsking, mendable, signOffHref } from './asked.ts'
import { refusalForm, releaseForm, signForm, wordBackForm } from './forms.ts'
import { unheardAuthors } from './heard-authors.ts'
import { observes } from './rule.ts'
import { readToSign, type ToSign } from './signing-reads.ts'
import { sign, tryAgain } from './countersigning.ts'
import { refuseSignature, takeBackSignature } from './signing.ts'
import { dissent, listApprovals, mayApprove, mayDissent, silentOn } from './approvals.ts'
import { liesReady, standingOf, waitsForHour } from './standing.ts'
import { listWordsBefore, ownWords, takeBackWord } from './taking-a-word-back.ts'
import { groundsFor, releasePrepared } from './prepared.ts'
import { findSignOff } from './sign-off-row.ts'
import type { ToRelease } from './views/prepared.tsx'
import type { Approvals } from './views/approvals.tsx'
import { SigningView } from './views/signing.tsx'
import { writing } from '#platform/web/writing.ts'

const idOf = (c: ConsoleContext): string => c.req.param('signOffId') ?? ''
const caseOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

interface Opened {
  row: CaseRow
  toSign: ToSign
  onTeam: boolean
  /** the organisation only watches: nobody of it signs */
  observes: boolean
  /** may say no, or take back */
  mayAnswer: boolean
  name: NameOf
  grounds: ToRelease
  approvals: Approvals
}

async function open(c: ConsoleContext): Promise<Opened> {
  const member = c.get('member')
  return await c.get('office').db.reading(member, async (tx) => {
    const row = await getCase(tx, caseOf(c))
    const toSign = await readToSign(tx, idOf(c))
    if (toSign.signOff.caseId !== row.id) throw new NotFound()
    const onTeam = await isOnTeam(tx, row.id)
    return {
      ...{ row, toSign, onTeam },
      observes: await observes(tx, row.id, member.organisationId),
      mayAnswer: can(member, 'publishing.answer') && (await mayWriteIn(tx, row.id)),
      name: await namesInCase(tx, row.id, c.get('i18n')),
      grounds: onTeam ? await readGrounds(tx, toSign) : { facts: [] },
      approvals: await readApprovals(tx, toSign),
    }
  })
}

async function readApprovals(tx: Tx, { signOff, matter }: ToSign): Promise<Approvals> {
  const given = await listApprovals(tx, signOff)
  const standing = await standingOf(tx, signOff)
  const asked = signOff.state === 'asked' && signOff.quorum > 1
  const lacking = (liesReady(signOff) || waitsForHour(signOff)) && !standing.agreed
  const answers = can(tx.actor, 'publishing.answer')
  return {
    ...{ given, standing },
    unheard:
      asked && matter ? await namesOf(tx, signOff.caseId, await unheardAuthors(tx, matter, signOff)) : [],
    silent: asked || lacking ? await silentOn(tx, signOff, given) : [],
    mayApprove: can(tx.actor, 'publishing.sign-off') && (await mayApprove(tx, signOff)),
    mayDissent: answers && (await mayDissent(tx, signOff)),
    mine: answers ? await ownWords(tx, signOff) : { approval: false, signature: false },
    secondReason: await signOff.secondTaken?.reason(),
    before: await listWordsBefore(tx, signOff),
  }
}

const namesOf = async (tx: Tx, caseId: string, ids: readonly string[]): Promise<string[]> =>
  ids.length === 0
    ? []
    : (await listCoalition(tx, caseId))
        .filter(({ organisationId }) => ids.includes(organisationId))
        .map(({ name }) => name)

/** The words of the facts that a prepared text may be sent by, for the team. */
async function readGrounds(tx: Tx, { signOff }: ToSign): Promise<ToRelease> {
  if (signOff.state !== 'prepared') return { facts: [] }
  const { liberty, facts } = await groundsFor(tx, signOff)
  const all = facts.length > 0 ? await listFacts(tx, signOff.caseId) : []
  return {
    ...(liberty ? { liberty } : {}),
    facts: facts.flatMap((id) => all.find((one) => one.id === id) ?? []),
  }
}

export const showSigning = (c: ConsoleContext): Promise<Response> => signingPage(c)

async function signingPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const { row, toSign, onTeam, grounds, approvals, ...may } = await open(c)
  const { zone } = await organisationOf(c)
  return await casePage(c, {
    row,
    tab: 'publications',
    heading: i18n.t('publishing.signing.title', {
      what: i18n.t(`publishing.kind.${toSign.signOff.kind}`),
    }),
    status: again?.status,
    body: (
      <SigningView
        i18n={i18n}
        toSign={toSign}
        zone={zone}
        clock={clockOf(c, zone)}
        me={member}
        observes={may.observes}
        mayAnswer={may.mayAnswer}
        mayRelease={onTeam && !may.observes && can(member, 'publishing.sign-off')}
        grounds={grounds}
        approvals={approvals}
        name={may.name}
        form={again?.form}
      />
    ),
  })
}

/** The zone that the reader wants to read hours in. */
const clockOf = (c: ConsoleContext, zone: string): string => {
  const asked = c.req.query('zone') ?? ''
  return isZone(asked) ? asked : zone
}

/** One picture as it will be published, for whoever signs; nothing of it is public. */
export async function showFile(c: ConsoleContext): Promise<Response> {
  const { toSign } = await open(c)
  const file = toSign.matter?.page?.files?.[Number(c.req.param('n'))]
  if (!file) throw new NotFound()
  return c.body(new Uint8Array(file.bytes), 200, {
    'Content-Type': file.contentType,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
}

export async function takeSignature(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, signForm, ({ items, concerns, reviewNote }) =>
    writing(c, (tx) =>
      sign(tx, {
        signOffId: idOf(c),
        items,
        review: { concerns, note: reviewNote || undefined },
      }),
    ).catch((error: unknown) => {
      throw mendable(error)
    }),
  )
  if (!taken.done) return await signingPage(c, taken.again)
  const { kind } = await c.get('office').db.reading(c.get('member'), (tx) => findSignOff(tx, idOf(c)))
  return afterAsking(
    c,
    caseOf(c),
    taken.value,
    kind === 'publicity'
      ? { href: caseHref(caseOf(c), '/publicity'), flash: 'publishing.publicity.raised' }
      : { href: caseHref(caseOf(c), '/publications'), flash: 'publishing.signed' },
    'publishing.approval.waits',
  )
}

export async function takeRefusal(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, refusalForm, ({ reason }) =>
    writing(c, (tx) => refuseSignature(tx, { signOffId: idOf(c), reason })),
  )
  if (!taken.done) return await signingPage(c, taken.again)
  return redirect(c, signOffHref(caseOf(c), idOf(c)), 'publishing.refused')
}

export async function takeDissent(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, refusalForm, ({ reason }) =>
    writing(c, (tx) => dissent(tx, { signOffId: idOf(c), reason })),
  )
  if (!taken.done) return await signingPage(c, taken.again)
  return redirect(c, signOffHref(caseOf(c), idOf(c)), 'publishing.dissented')
}

export async function takeWordBack(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, wordBackForm, ({ wordReason: reason }) =>
    writing(c, (tx) => takeBackWord(tx, { signOffId: idOf(c), reason })),
  )
  if (!taken.done) return await signingPage(c, taken.again)
  return redirect(c, signOffHref(caseOf(c), idOf(c)), 'publishing.word.taken-back')
}

export async function takeAgain(c: ConsoleContext): Promise<Response> {
  await writing(c, (tx) => tryAgain(tx, idOf(c)))
  return redirect(c, signOffHref(caseOf(c), idOf(c)), 'publishing.tried-again')
}

export async function takeReturn(c: ConsoleContext): Promise<Response> {
  await writing(c, (tx) => takeBackSignature(tx, idOf(c)))
  return redirect(c, caseHref(caseOf(c), '/publications'), 'publishing.taken-back')
}

export async function takeRelease(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, releaseForm, ({ ground }) =>
    writing(c, (tx) => releasePrepared(tx, idOf(c), ground)).catch((error: unknown) => {
      throw mendable(error)
    }),
  )
  if (!taken.done) return await signingPage(c, taken.again)
  return redirect(c, caseHref(caseOf(c), '/publications'), 'publishing.released')
}
