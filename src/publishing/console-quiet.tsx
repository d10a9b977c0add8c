/** The quiet of a case: one press to begin, two people to end it. */
import {
  caseHref,
  casePage,
  getCase,
  isOnTeam,
  namesInCase,
  type CaseMark,
  type NowCard,
} from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { ConfirmBox, Notice, Status } from '#ui/index.ts'
import { afterAsking } from './asked.ts'
import { askToEndQuiet, findQuiet, goQuiet } from './quiet.ts'
import { listOpenSignOffs } from './signing-reads.ts'
import { OpenSignOffs } from './views/open-sign-offs.tsx'
import { writing } from '#platform/web/writing.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const here = (caseId: string) => caseHref(caseId, '/quiet')

/** Stands on every screen of a case that is quiet. */
export const quietMark: CaseMark = {
  name: 'quiet',
  order: 5,
  verb: 'consent.read',
  async find(tx, row, i18n) {
    const quiet = await findQuiet(tx, row.id)
    return quiet && <Status tone="danger">{i18n.t('publishing.quiet.mark')}</Status>
  },
}

/** On the first page of a case, for its team: the one press. */
export const quietCard: NowCard = {
  name: 'quiet',
  order: 90,
  verb: 'publishing.go-quiet',
  async find(tx, row, c) {
    if (row.publicity < 4 || !(await isOnTeam(tx, row.id))) return undefined
    return <Press i18n={c.get('i18n')} caseId={row.id} />
  },
}

function Press({ i18n, caseId }: { i18n: I18n; caseId: string }) {
  return (
    <section class="card">
      <h2>{i18n.t('publishing.quiet.title')}</h2>
      <p>{i18n.t('publishing.quiet.what')}</p>
      <form method="post" action={here(caseId)}>
        <button class="action" type="submit">
          {i18n.t('publishing.quiet.button')}
        </button>
      </form>
    </section>
  )
}

export async function showQuiet(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const { zone } = await organisationOf(c)
  const { row, quiet, onTeam, open, name } = await c.get('office').db.reading(member, async (tx) => {
    const found = await getCase(tx, idOf(c))
    return {
      row: found,
      quiet: await findQuiet(tx, found.id),
      onTeam: await isOnTeam(tx, found.id),
      open: (await listOpenSignOffs(tx, found.id)).filter(({ kind }) => kind === 'restore'),
      name: await namesInCase(tx, found.id, i18n),
    }
  })
  return await casePage(c, {
    row,
    tab: 'quiet',
    body: quiet ? (
      <>
        <Notice tone="danger" title={i18n.t('publishing.quiet.mark')}>
          <p>
            {i18n.t('publishing.quiet.since', {
              at: i18n.dateTime(quiet.beganAt, { zone, style: 'short' }),
              name: name(quiet.beganBy),
            })}
          </p>
        </Notice>
        <OpenSignOffs i18n={i18n} caseId={row.id} open={open} me={member} zone={zone} name={name} />
        {onTeam && can(member, 'publishing.sign-off') && open.length === 0 && (
          <ConfirmBox title={i18n.t('publishing.quiet.end')}>
            <p>{i18n.t('publishing.quiet.end.text')}</p>
            <form method="post" action={`${here(row.id)}/end`}>
              <button class="button" type="submit">
                {i18n.t('publishing.quiet.end.button')}
              </button>
            </form>
          </ConfirmBox>
        )}
      </>
    ) : onTeam && can(member, 'publishing.go-quiet') ? (
      <Press i18n={i18n} caseId={row.id} />
    ) : (
      <p>{i18n.t('case.team-only')}</p>
    ),
  })
}

export async function takeQuiet(c: ConsoleContext): Promise<Response> {
  const { down } = await writing(c, (tx) => goQuiet(tx, idOf(c)))
  return redirect(c, here(idOf(c)), 'publishing.quiet.begun', { count: down })
}

export async function takeQuietEnd(c: ConsoleContext): Promise<Response> {
  const asked = await writing(c, (tx) => askToEndQuiet(tx, idOf(c)))
  return afterAsking(c, idOf(c), asked, {
    href: caseHref(idOf(c), '/publications'),
    flash: 'publishing.quiet.ended',
  })
}
