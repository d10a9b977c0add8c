/** The emergency flag of a case: one raises it, all see it, anybody of the team pulls it. */
import {
  caseHref,
  casePage,
  getCase,
  isOnTeam,
  namesInCase,
  takeForm,
  type Again,
  type CaseMark,
  type NowCard,
} from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Status } from '#ui/index.ts'
import { findEmergency, pullEmergency, raiseEmergency, reviewEmergency } from './emergency.ts'
import { emergencyForm } from './forms.ts'
import { EmergencyNow, RaiseEmergency } from './views/emergency.tsx'
import { writing } from '#platform/web/writing.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const here = (caseId: string, path = '') => caseHref(caseId, `/emergency-flag${path}`)

/** First of all marks, on every screen of the case. */
export const emergencyMark: CaseMark = {
  name: 'emergency',
  order: 1,
  verb: 'emergency.read',
  async find(tx, row, i18n) {
    if (!(await findEmergency(tx, row.id))) return undefined
    return (
      <a href={here(row.id)}>
        <Status tone="danger">{i18n.t('emergency.mark')}</Status>
      </a>
    )
  },
}

/** While it is up, on the first page of the case: since when, and until when somebody has to look at it. */
export const emergencyCard: NowCard = {
  name: 'emergency-flag',
  order: 1,
  verb: 'emergency.read',
  async find(tx, row, c) {
    const i18n = c.get('i18n')
    const flag = await findEmergency(tx, row.id)
    if (!flag && !(can(tx.actor, 'emergency.raise') && (await isOnTeam(tx, row.id)))) return undefined
    return (
      <section class="card">
        <h2>{i18n.t('emergency.tab')}</h2>
        <p>{i18n.t(flag ? 'emergency.card.up' : 'emergency.card.down')}</p>
        <p>
          <a class="button" href={here(row.id)}>
            {i18n.t(flag ? 'emergency.card.look' : 'emergency.card.raise')}
          </a>
        </p>
      </section>
    )
  },
}

export const showEmergency = (c: ConsoleContext): Promise<Response> => emergencyPage(c)

async function emergencyPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const member = c.get('member')
  const { zone } = await organisationOf(c)
  const { row, flag, onTeam, name, now } = await c.get('office').db.reading(member, async (tx) => {
    const found = await getCase(tx, idOf(c))
    return {
      row: found,
      flag: await findEmergency(tx, found.id),
      onTeam: await isOnTeam(tx, found.id),
      name: await namesInCase(tx, found.id, i18n),
      now: tx.now,
    }
  })
  const may = (verb: string) => onTeam && can(member, verb)
  return await casePage(c, {
    row,
    tab: 'emergency-flag',
    status: again?.status,
    body: flag ? (
      <EmergencyNow
        i18n={i18n}
        flag={flag}
        overdue={flag.reviewDueAt <= now}
        zone={zone}
        name={name}
        review={may('emergency.raise') ? here(row.id, '/review') : undefined}
        pull={may('emergency.pull') ? here(row.id, '/pull') : undefined}
      />
    ) : may('emergency.raise') ? (
      <RaiseEmergency i18n={i18n} action={here(row.id)} isPublic={row.publicity >= 4} form={again?.form} />
    ) : (
      <p>{i18n.t(onTeam ? 'emergency.none' : 'case.team-only')}</p>
    ),
  })
}

export async function takeEmergency(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, emergencyForm, ({ reason }) =>
    writing(c, (tx) => raiseEmergency(tx, { caseId: idOf(c), reason })),
  )
  if (!taken.done) return await emergencyPage(c, taken.again)
  const { isPublic } = taken.value
  return redirect(c, here(idOf(c)), isPublic ? 'emergency.raised.public' : 'emergency.raised')
}

export async function takeReview(c: ConsoleContext): Promise<Response> {
  await writing(c, (tx) => reviewEmergency(tx, idOf(c)))
  return redirect(c, here(idOf(c)), 'emergency.reviewed')
}

export async function takePull(c: ConsoleContext): Promise<Response> {
  await writing(c, (tx) => pullEmergency(tx, idOf(c)))
  return redirect(c, here(idOf(c)), 'emergency.pulled')
}
