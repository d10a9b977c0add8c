import type { I18n } from '#platform/i18n.ts'
import type { WhatGoesDown } from '../reads.ts'

export const goesDown = (down: WhatGoesDown): boolean => Object.values(down).some((count) => count > 0)

/** What visitors will no longer find, counted in words. */
export function GoingDown({ i18n, down }: { i18n: I18n; down: WhatGoesDown }) {
  const parts = [
    down.casePageLanguages > 0 && i18n.t('consent.withdraw.page', { count: down.casePageLanguages }),
    down.images > 0 && i18n.t('consent.withdraw.images', { count: down.images }),
    down.letters > 0 && i18n.t('consent.withdraw.letters', { count: down.letters }),
    down.updates > 0 && i18n.t('consent.withdraw.updates', { count: down.updates }),
    down.campaigns > 0 && i18n.t('consent.withdraw.campaigns', { count: down.campaigns }),
  ].filter((part) => typeof part === 'string')
  if (parts.length === 0) return null
  return (
    <ul>
      {parts.map((part) => (
        <li>{part}</li>
      ))}
    </ul>
  )
}
