import type { OrganisationProjection } from '../../src/public/views-organisation.tsx'
import { sampleUpdate } from './sample.ts'

/** News that an organisation passes on: corrected, and of somebody who is not named. */
export function sampleOrganisation(lang: 'en' | 'ar'): OrganisationProjection {
  const { headline, place, summary, source, postedBy, ask } = sampleUpdate(lang)
  const one = {
    ...{ kind: lang === 'ar' ? 'أخبار طيبة' : 'Good news', headline, href: '/update' },
    ...{ on: '2026-11-13', zone: 'UTC', place, summary, courtesy: source?.name },
  }
  return {
    canonical: `https://watchlight.example/${lang}/o/o1`,
    ...{ name: postedBy!, website: 'https://lighthouse.example/' },
    feeds: [{ href: '/feed.atom', type: 'application/atom+xml' }],
    news: [
      { ...one, corrected: true },
      { ...one, corrected: false, courtesy: undefined },
    ],
    campaigns: [{ title: ask!.title, href: '/act-email' }],
  }
}
