import { Status } from '#ui/index.ts'
import { offerCaseMark } from '../marks.ts'
import { offerNowCard } from '../now-cards.ts'
import { caseHref } from '../views/case-shell.tsx'
import { listAssessments, newestOfEach } from './assessment.ts'
import { Level } from './status-views.tsx'

/** The gravest of what holds now; past its day the header says so and names no level. */
offerCaseMark({
  name: 'risk',
  order: 10,
  verb: 'case.read',
  async find(tx, row, i18n) {
    const now = newestOfEach(await listAssessments(tx, row.id))
    if (now.length === 0) return undefined
    const today = tx.now.toISOString().slice(0, 10)
    // Safety: an old judgement never stands as the present one
    const [gravest] = now.filter(({ validUntil }) => validUntil >= today)
    if (!gravest) return <Status tone="warning">{i18n.t('cases.risk.mark.due')}</Status>
    return <Level i18n={i18n} harm={gravest.harm} level={gravest.level} />
  },
})

offerNowCard({
  name: 'risk',
  order: 20,
  verb: 'case.read',
  async find(tx, row, c) {
    const i18n = c.get('i18n')
    const now = newestOfEach(await listAssessments(tx, row.id))
    if (now.length === 0) return undefined
    const today = tx.now.toISOString().slice(0, 10)
    return (
      <section class="card">
        <h2>
          <a href={caseHref(row.id, '/status')}>{i18n.t('cases.tab.status')}</a>
        </h2>
        <ul class="plain">
          {now.map((one) => (
            <li>
              <Level i18n={i18n} harm={one.harm} level={one.level} />{' '}
              <small>
                {i18n.t(one.validUntil < today ? 'cases.status.due' : 'cases.status.now', {
                  on: i18n.date(one.validUntil, { zone: 'UTC', style: 'short' }),
                })}
              </small>
            </li>
          ))}
        </ul>
      </section>
    )
  },
})
