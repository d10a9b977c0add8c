import { Status } from '#ui/index.ts'
import { offerCaseMark } from '../marks.ts'
import { offerNowCard } from '../now-cards.ts'
import { caseHref } from '../views/case-shell.tsx'
import { findWishesBeside } from './beside.tsx'
import { kindsThatHold } from './wish.ts'

/** Quiet by its name, all else by number; the words are one link away, for those who may read them. */
offerCaseMark({
  name: 'wishes',
  order: 30,
  verb: 'case.read',
  async find(tx, row, i18n) {
    const kinds = await kindsThatHold(tx, row.id)
    if (kinds.length === 0) return undefined
    const quiet = kinds.includes('go-quiet')
    return (
      <a href={caseHref(row.id, '/wishes')}>
        <Status tone={quiet ? 'danger' : 'info'}>
          {quiet ? i18n.t('wish.mark.quiet') : i18n.t('wish.mark', { count: kinds.length })}
        </Status>
      </a>
    )
  },
})

offerNowCard({
  name: 'wishes',
  order: 30,
  verb: 'case.read',
  async find(tx, row, c) {
    const i18n = c.get('i18n')
    const now = await findWishesBeside(tx, row.id)
    if (now.length === 0) return undefined
    return (
      <section class="card">
        <h2>
          <a href={caseHref(row.id, '/wishes')}>{i18n.t('wish.tab')}</a>
        </h2>
        <dl class="facts">
          {now.map(({ kind, text }) => (
            <>
              <dt>{i18n.t(`wish.kind.${kind}`)}</dt>
              <dd dir="auto" class="said">
                {text}
              </dd>
            </>
          ))}
        </dl>
      </section>
    )
  },
})
