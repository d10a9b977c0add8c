/** One point: her words, what was said about them, and what may happen next. */
import type { z } from 'zod'
import { can } from '#platform/access.ts'
import type { Tx } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import type { MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { writing } from '#platform/web/writing.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { redirect } from '#organisations/index.ts'
import { idOf, readDesk } from '../check-ins/desk.ts'
import { mustBeOnTeam } from '../circles.ts'
import { OpenFile } from '../persons/person-card.tsx'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import {
  approveForm,
  changeForm,
  checkForm,
  narrowForm,
  readBackForm,
  translateForm,
  withdrawPointForm,
} from './forms.ts'
import { approvePoint, narrowPoint, readBack, withdrawPoint } from './her-word.ts'
import { changePoint, checkTranslation, translatePoint } from './point.ts'
import { PointActs } from './point-acts.tsx'
import { PastPoints, PointFacts } from './point-views.tsx'
import { getPoint, listPastPoints } from './reads.ts'

export type PointActName = 'change' | 'translate' | 'check' | 'read-back' | 'approve' | 'narrow' | 'withdraw'

interface Act<S extends z.ZodType> {
  form: S
  run(tx: Tx, at: { caseId: string; pointId: string }, value: z.output<S>): Promise<unknown>
}
const act = <S extends z.ZodType>(form: S, run: Act<S>['run']): Act<z.ZodType> => ({
  form,
  run: (tx, at, value) => run(tx, at, value as z.output<S>),
})

const acts: Record<PointActName, Act<z.ZodType>> = {
  change: act(changeForm, (tx, at, value) => changePoint(tx, { ...at, ...value })),
  translate: act(translateForm, (tx, at, value) => translatePoint(tx, { ...at, ...value })),
  check: act(checkForm, (tx, at, value) => checkTranslation(tx, { ...at, ...value })),
  'read-back': act(readBackForm, (tx, at, value) => readBack(tx, { ...at, ...value })),
  approve: act(approveForm, (tx, at, value) => approvePoint(tx, { ...at, ...value })),
  narrow: act(narrowForm, (tx, at, value) => narrowPoint(tx, { ...at, ...value })),
  withdraw: act(withdrawPointForm, (tx, at, value) => withdrawPoint(tx, { ...at, ...value })),
}

function pointOf(c: ConsoleContext): string {
  const id = c.req.param('pointId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

const mendable = ['statement.error.no-consent', 'statement.error.own-translation']

export const takePointAct =
  (name: PointActName) =>
  async (c: ConsoleContext): Promise<Response> => {
    const at = { caseId: idOf(c), pointId: pointOf(c) }
    const { db } = c.get('office')
    await db.reading(c.get('member'), (tx) => mustBeOnTeam(tx, at.caseId))
    const { form, run } = acts[name]
    const taken = await takeForm(c, form, (value) =>
      // Safety: what she takes back goes down, whoever held its locks in another order
      writing(c, (tx) => run(tx, at, value)).catch((error: unknown) => {
        // something to mend on this page, with what was typed still there
        if (error instanceof Refused && mendable.includes(error.code)) throw new Invalid({ '': error.code })
        throw error
      }),
    )
    if (!taken.done) return await pointPage(c, { name, again: taken.again })
    return redirect(
      c,
      caseHref(at.caseId, `/statements/points/${at.pointId}`),
      `statement.done.${name}` as MessageKey,
    )
  }

export const showPoint = (c: ConsoleContext): Promise<Response> => pointPage(c)

async function pointPage(
  c: ConsoleContext,
  failed?: { name: PointActName; again: Again },
): Promise<Response> {
  const i18n = c.get('i18n')
  const desk = await readDesk(c, async (tx, { row, open }) => {
    await mustBeOnTeam(tx, row.id)
    const point = await getPoint(tx, row.id, pointOf(c), open)
    return { point, past: open ? await listPastPoints(tx, row.id, point.id) : [] }
  })
  const { row, point, open } = desk
  return await casePage(c, {
    row,
    tab: 'statements',
    heading: i18n.t('statement.point', { n: String(point.place) }),
    status: failed?.again.status,
    body: (
      <>
        <PointFacts i18n={i18n} point={point} nameOf={desk.nameOf} />
        {!open && (
          <section class="card">
            <OpenFile i18n={i18n} row={row} next="statements" />
          </section>
        )}
        {open && point.state !== 'withdrawn' && can(c.get('member'), 'statement.write') && (
          <section class="card">
            <PointActs
              i18n={i18n}
              action={(name) => caseHref(row.id, `/statements/points/${point.id}/${name}`)}
              point={point}
              today={desk.now.toISOString().slice(0, 10)}
              me={c.get('member').accountId}
              failed={failed}
            />
          </section>
        )}
        {desk.past.length > 0 && (
          <PastPoints i18n={i18n} past={desk.past} zone={desk.zone} nameOf={desk.nameOf} />
        )}
        <p>
          <a href={caseHref(row.id, '/statements')}>{i18n.t('statement.back')}</a>
        </p>
      </>
    ),
  })
}
