/** What happens in proceedings: charges and hearings, each written on the page of its proceedings. */
import type { z } from 'zod'
import type { ConsoleContext } from '#platform/module.ts'
import type { Tx } from '#platform/database.ts'
import { redirect } from '#organisations/index.ts'
import { momentOf } from '../moment.ts'
import { takeForm } from '../typed-form.ts'
import { addCharge, moveCharge } from './charge.ts'
import { idOf, proceedingOf, proceedingPage, proceedingsHref, type Which } from './console-proceedings.tsx'
import { adjournForm, chargeForm, hearingForm, heldForm, moveChargeForm } from './forms.ts'
import { adjournHearing, endHearing, scheduleHearing } from './hearing.ts'

interface Where {
  caseId: string
  proceedingId: string
}

/** One form of the page, one verb behind it; the page comes back with what could not be taken. */
const taking =
  <S extends z.ZodType>(
    which: Which,
    schema: S,
    run: (tx: Tx, where: Where, value: z.output<S>) => Promise<unknown>,
  ) =>
  async (c: ConsoleContext): Promise<Response> => {
    const where = { caseId: idOf(c), proceedingId: proceedingOf(c) }
    const taken = await takeForm(c, schema, (value) =>
      c.get('office').db.transaction(c.get('member'), (tx) => run(tx, where, value)),
    )
    if (!taken.done) return await proceedingPage(c, where.proceedingId, { ...taken.again, which })
    return redirect(c, proceedingsHref(where.caseId, `/${where.proceedingId}`), 'cases.saved')
  }

export const takeCharge = taking('charge', chargeForm, (tx, where, { chargeState: state, ...value }) =>
  addCharge(tx, { ...value, ...where, state }),
)

export const takeChargeMove = taking('chargeMove', moveChargeForm, (tx, where, { chargeId, to, toOn }) =>
  moveCharge(tx, { ...where, chargeId, state: to, stateOn: toOn }),
)

export const takeHearing = taking('hearing', hearingForm, (tx, where, value) => {
  const { hearingKind: kind, onDay: _day, atTime: _time, ...rest } = value
  return scheduleHearing(tx, { ...rest, ...where, kind, at: momentOf(value) })
})

export const takeHearingEnd = taking('held', heldForm, (tx, where, value) =>
  endHearing(tx, { ...value, ...where }),
)

export const takeAdjournment = taking('adjourn', adjournForm, (tx, where, value) => {
  const { onDay: _day, atTime: _time, ...rest } = value
  return adjournHearing(tx, { ...rest, ...where, at: momentOf(value) })
})
