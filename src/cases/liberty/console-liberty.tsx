/** Liberty: what holds now, the restrictions beside it, and how it came to this. */
import { can } from '#platform/access.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { redirect } from '#organisations/index.ts'
import { Empty } from '#ui/index.ts'
import { isOnTeam } from '../circles.ts'
import { getCase } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { endRestrictionForm, libertyForm, restrictionForm, strikeForm } from './forms.ts'
import { addRestriction, endRestriction, listRestrictions } from './restriction.ts'
import { listLiberty, setLiberty, strikeLiberty } from './status.ts'
import { CurrentLiberty, LibertyForm, LibertyHistory, Restrictions } from './views.tsx'

type Which = 'status' | 'restriction' | 'strike' | 'end'
const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const libertyHref = (caseId: string): string => caseHref(caseId, '/liberty')

export const showLiberty = (c: ConsoleContext): Promise<Response> => libertyPage(c)

export async function takeLiberty(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, libertyForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => setLiberty(tx, { ...value, caseId })),
  )
  return await answer(c, taken, 'status')
}

export async function takeStrike(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, strikeForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => strikeLiberty(tx, { ...value, caseId })),
  )
  return await answer(c, taken, 'strike')
}

export async function takeRestriction(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, restrictionForm, ({ from: since, about: note, ...value }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) => addRestriction(tx, { ...value, since, note, caseId })),
  )
  return await answer(c, taken, 'restriction')
}

export async function takeRestrictionEnd(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, endRestrictionForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => endRestriction(tx, { ...value, caseId })),
  )
  return await answer(c, taken, 'end')
}

const answer = async (
  c: ConsoleContext,
  taken: Awaited<ReturnType<typeof takeForm>>,
  which: Which,
): Promise<Response> =>
  taken.done
    ? redirect(c, libertyHref(idOf(c)), 'cases.saved')
    : await libertyPage(c, { ...taken.again, which })

async function libertyPage(c: ConsoleContext, again?: Again & { which: Which }): Promise<Response> {
  const i18n = c.get('i18n')
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    return {
      ...{ row, onTeam, today: tx.now.toISOString().slice(0, 10) },
      all: onTeam ? await listLiberty(tx, row.id) : [],
      restrictions: onTeam ? await listRestrictions(tx, row.id) : [],
    }
  })
  const { row, all, today } = now
  const may = can(c.get('member'), 'liberty.write')
  const form = (which: Which) => (again?.which === which ? again.form : undefined)
  const current = all.find(({ struckAt }) => !struckAt)
  return await casePage(c, {
    row,
    tab: 'liberty',
    status: again?.status,
    body: !now.onTeam ? (
      <Empty title={i18n.t('liberty.tab')}>
        <p>{i18n.t('case.team-only')}</p>
      </Empty>
    ) : (
      <>
        {current ? (
          <CurrentLiberty i18n={i18n} liberty={current} />
        ) : (
          <Empty title={i18n.t('liberty.empty.title')}>
            <p>{i18n.t('liberty.empty.text')}</p>
          </Empty>
        )}
        <Restrictions
          {...{ i18n, may, today }}
          action={`${libertyHref(row.id)}/restrictions`}
          all={now.restrictions}
          form={form('restriction')}
          ending={form('end')}
        />
        {may && (
          <LibertyForm
            i18n={i18n}
            action={libertyHref(row.id)}
            open={!current || form('status') !== undefined}
            form={form('status') ?? { values: { since: today }, errors: {} }}
          />
        )}
        {all.length > 0 && (
          <LibertyHistory
            {...{ i18n, all, may }}
            action={`${libertyHref(row.id)}/strike`}
            form={form('strike')}
          />
        )}
      </>
    ),
  })
}
