import type { Tx } from '#platform/database.ts'
import type { I18n } from '#platform/i18n.ts'
import { Notice } from '#ui/index.ts'
import { caseHref } from '../views/case-shell.tsx'
import { holds, listWishes, type Wish } from './wish.ts'

/** What the person directs now, as far as this reader may know it; the gravest kinds first. */
export async function findWishesBeside(tx: Tx, caseId: string): Promise<Wish[]> {
  const now = (await listWishes(tx, caseId)).filter((wish) => holds(wish, tx.now))
  return [...now.filter(({ kind }) => kind === 'go-quiet'), ...now.filter(({ kind }) => kind !== 'go-quiet')]
}

/** Dos and don'ts beside an editor: whoever writes about the person reads first how she wants to be spoken of. */
export function WishesBeside(props: { i18n: I18n; caseId: string; wishes: readonly Wish[] }) {
  const { i18n, wishes } = props
  if (wishes.length === 0) return null
  const quiet = wishes.some(({ kind }) => kind === 'go-quiet')
  return (
    <Notice tone={quiet ? 'danger' : 'info'} title={i18n.t('wish.beside')}>
      <dl class="facts">
        {wishes.map(({ kind, text }) => (
          <>
            <dt>{i18n.t(`wish.kind.${kind}`)}</dt>
            <dd dir="auto" class="said">
              {text}
            </dd>
          </>
        ))}
      </dl>
      <p class="small">
        <a href={caseHref(props.caseId, '/wishes')}>{i18n.t('wish.all')}</a>
      </p>
    </Notice>
  )
}
