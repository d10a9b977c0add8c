import { can } from '#platform/access.ts'
import { offerNowCard } from '../now-cards.ts'
import { isOnTeam } from '../circles.ts'
import { caseHref } from '../views/case-shell.tsx'

offerNowCard({
  name: 'emergency',
  order: 5,
  verb: 'case.emergency-sheet',
  async find(tx, row, c) {
    if (!(await isOnTeam(tx, row.id))) return undefined
    const i18n = c.get('i18n')
    return (
      <section class="card">
        <h2>{i18n.t('sheets.emergency.card')}</h2>
        <p class="small">{i18n.t('sheets.emergency.text')}</p>
        <form method="post" action={caseHref(row.id, '/emergency')}>
          <button class="button" type="submit">
            {i18n.t('sheets.emergency.open')}
          </button>
        </form>
        {can(tx.actor, 'case.sheet') && (
          <p class="small">
            <a href={caseHref(row.id, '/sheet')}>{i18n.t('sheets.case.link')}</a>
          </p>
        )}
      </section>
    )
  },
})
