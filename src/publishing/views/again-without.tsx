import { caseHref } from '#cases/index.ts'
import type { I18n } from '#platform/i18n.ts'
import { Notice } from '#ui/index.ts'
import type { GivenConsent } from '../given.ts'
import type { FormerPage } from '../reads.ts'
import { gateItems } from '../tables.ts'

/** The next step after a withdrawal: the page without what is no longer allowed, where what opened it still is. */
export function AgainWithout(props: {
  i18n: I18n
  caseId: string
  former: FormerPage
  given: readonly GivenConsent[]
}) {
  const { i18n, caseId, former, given } = props
  const allowed = (item: string) =>
    given.some((one) => one.item === item && one.personId === (former.personId ?? one.personId))
  const gone = former.items.filter((item) => !allowed(item))
  // Safety: where what she is called may not be said any more, the words themselves are wrong: no shortcut leads there
  const called = gateItems.find((item) => former.items.includes(item))
  if (!called || !allowed(called) || gone.length === 0) return null
  return (
    <Notice tone="info" title={i18n.t('consent.again.title')}>
      <p>
        {i18n.t('consent.again.text', {
          items: i18n.list(gone.map((item) => i18n.t(`consent.item.${item}`))),
        })}
      </p>
      {gone.some((item) => item !== 'image') && (
        <p>
          {i18n.t('consent.again.wording')}{' '}
          <a href={caseHref(caseId, '/wording')}>{i18n.t('consent.again.toWording')}</a>
        </p>
      )}
      <p>
        <a class="button" href={caseHref(caseId, '/publish')}>
          {i18n.t('consent.again.button')}
        </a>
      </p>
    </Notice>
  )
}
