import type { I18n } from '#platform/i18n.ts'
import { Notice } from '#ui/index.ts'

/** Stands where others sign, for members of an organisation that only watches the case. */
export const ObserverSignsNothing = ({ i18n }: { i18n: I18n }) => (
  <Notice tone="info">
    <p>{i18n.t('publishing.sign.observer')}</p>
  </Notice>
)
