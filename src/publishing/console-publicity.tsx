/** How public a case is: asking for more needs two people, less is one press. */
import {
  caseHref,
  casePage,
  getCase,
  isOnTeam,
  namesInCase,
  mustBeOnTeam,
  takeForm,
  type Again,
} from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { afterAsking, mendable } from './asked.ts'
import { lowerForm, raiseForm } from './forms.ts'
import { loweredLevels, raisedLevels } from './levels.ts'
import { isBeyond, lowerPublicity, raisePublicity } from './publicity.ts'
import { countPages, listPublications } from './reads.ts'
import { observes } from './rule.ts'
import { lastReview, listOpenSignOffs } from './signing-reads.ts'
import { ObserverSignsNothing } from './views/observing.tsx'
import { OpenSignOffs } from './views/open-sign-offs.tsx'
import { Lowering, LowerLevels, RaiseForm, WhoSees } from './views/publicity.tsx'
import { reviewValues } from './views/signing-fields.tsx'
import { writing } from '#platform/web/writing.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const here = (caseId: string, path = '') => caseHref(caseId, `/publicity${path}`)

export const showPublicity = (c: ConsoleContext): Promise<Response> => publicityPage(c)

async function publicityPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const { zone } = await organisationOf(c)
  const { row, onTeam, open, review, name, watching } = await c
    .get('office')
    .db.reading(member, async (tx) => {
      const found = await getCase(tx, idOf(c))
      return {
        row: found,
        onTeam: await isOnTeam(tx, found.id),
        open: (await listOpenSignOffs(tx, found.id)).filter(({ kind }) => kind === 'publicity'),
        review: await lastReview(tx, found.id),
        watching: await observes(tx, found.id, member.organisationId),
        name: await namesInCase(tx, found.id, i18n),
      }
    })
  const higher = raisedLevels.filter((level) => level > row.publicity)
  const lower = loweredLevels.filter((level) => level < row.publicity)
  return await casePage(c, {
    row,
    tab: 'publicity',
    status: again?.status,
    body: (
      <>
        <WhoSees i18n={i18n} level={row.publicity} />
        <OpenSignOffs i18n={i18n} caseId={row.id} open={open} me={member} zone={zone} name={name} />
        {onTeam && can(member, 'publishing.lower') && lower.length > 0 && (
          <LowerLevels
            i18n={i18n}
            levels={lower}
            href={(level) => `${here(row.id, '/lower')}?level=${level}`}
          />
        )}
        {watching && <ObserverSignsNothing i18n={i18n} />}
        {onTeam && !watching && can(member, 'publishing.sign-off') && (
          <RaiseForm
            i18n={i18n}
            caseId={row.id}
            action={here(row.id)}
            levels={higher}
            form={again?.form ?? { values: reviewValues(review), errors: {} }}
          />
        )}
        {!onTeam && <p>{i18n.t('case.team-only')}</p>}
      </>
    ),
  })
}

export async function takeRaise(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, raiseForm, ({ level, concerns, reviewNote, note }) =>
    writing(c, (tx) =>
      raisePublicity(tx, {
        ...{ caseId: idOf(c), level, note },
        review: { concerns, note: reviewNote || undefined },
      }),
    ).catch((error: unknown) => {
      throw mendable(error)
    }),
  )
  if (!taken.done) return await publicityPage(c, taken.again)
  const done = { href: here(idOf(c)), flash: 'publishing.publicity.raised' } as const
  return afterAsking(c, idOf(c), taken.value, done, 'publishing.publicity.asked')
}

/** Before anything goes, in words: what visitors and colleagues lose. */
export async function showLowering(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const asked = lowerForm.safeParse({ level: c.req.query('level') })
  const { row, pages } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, found.id)
    return { row: found, pages: await listPublications(tx, found.id) }
  })
  if (!asked.success) throw new NotFound()
  const { level } = asked.data
  const down = pages.filter((one) => isBeyond(one, level))
  return await casePage(c, {
    row,
    tab: 'publicity',
    heading: i18n.t('publishing.publicity.lower.title', { level: i18n.t(`cases.level.${level}`) }),
    body: (
      <Lowering
        i18n={i18n}
        from={row.publicity}
        to={level}
        down={countPages(down)}
        left={pages.length - down.length}
        action={here(row.id, '/lower')}
        back={here(row.id)}
      />
    ),
  })
}

export async function takeLowering(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, lowerForm, ({ level }) =>
    writing(c, (tx) => lowerPublicity(tx, { caseId: idOf(c), level })),
  )
  if (!taken.done) return await publicityPage(c, taken.again)
  return redirect(c, here(idOf(c)), 'publishing.publicity.lowered', { count: taken.value.takenDown.length })
}
