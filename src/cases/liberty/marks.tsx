import { Status, type Tone } from '#ui/index.ts'
import { offerTimeline } from '../facts/timeline.ts'
import { offerCaseMark } from '../marks.ts'
import { offerNowCard } from '../now-cards.ts'
import { caseHref } from '../views/case-shell.tsx'
import { isHeld, type LibertyStatus } from './lists.ts'
import { listRestrictions } from './restriction.ts'
import { findLiberty, listLiberty } from './status.ts'

const grave: readonly LibertyStatus[] = ['disappeared', 'abducted', 'incommunicado', 'whereabouts-unknown']

/** By word and shape: held is never said by a colour alone. */
export function toneOf(status: LibertyStatus): Tone | 'quiet' {
  if (grave.includes(status)) return 'danger'
  if (isHeld(status)) return 'warning'
  if (status === 'deceased' || status === 'unknown') return 'quiet'
  return status === 'in-hiding' ? 'info' : 'success'
}

offerCaseMark({
  name: 'liberty',
  order: 20,
  verb: 'case.read',
  async find(tx, row, i18n) {
    const now = await findLiberty(tx, row.id)
    return now && <Status tone={toneOf(now.status)}>{i18n.t(`liberty.status.${now.status}`)}</Status>
  },
})

offerNowCard({
  name: 'liberty',
  order: 30,
  verb: 'case.read',
  async find(tx, row, c) {
    const i18n = c.get('i18n')
    const now = await findLiberty(tx, row.id)
    const restrictions = (await listRestrictions(tx, row.id)).filter(({ endedOn }) => !endedOn)
    if (!now && restrictions.length === 0) return undefined
    return (
      <section class="card">
        <h2>
          <a href={caseHref(row.id, '/liberty')}>{i18n.t('liberty.tab')}</a>
        </h2>
        {now && (
          <p>
            <Status tone={toneOf(now.status)}>{i18n.t(`liberty.status.${now.status}`)}</Status>{' '}
            <small>
              {i18n.t('liberty.since', { on: i18n.date(now.since, { zone: 'UTC', style: 'short' }) })}
            </small>
          </p>
        )}
        {restrictions.length > 0 && (
          <ul class="plain">
            {restrictions.map(({ kind }) => (
              <li>{i18n.t(`liberty.restriction.${kind}`)}</li>
            ))}
          </ul>
        )}
      </section>
    )
  },
})

offerTimeline(async (tx, caseId, i18n) =>
  (await listLiberty(tx, caseId))
    .filter(({ struckAt }) => !struckAt)
    .map((one) => ({
      on: one.since,
      topic: 'liberty' as const,
      kind: i18n.t('liberty.tab'),
      what: i18n.t(`liberty.status.${one.status}`),
      href: caseHref(caseId, '/liberty'),
      visibility: 'team' as const,
    })),
)
