import { can } from '#platform/access.ts'
import type { TodayItem, TodaySource } from '#platform/module.ts'
import { endOfDay } from '#cases/index.ts'
import { countMessages } from './campaign-messages.ts'
import { readAllNumbers } from './campaign-numbers.ts'
import { listBursts } from './campaign-officials.ts'
import { listCampaigns } from './campaign.ts'
import { listPagesToRenew } from './partner-page.ts'
import { listTargets } from './target-reads.ts'

const warnDays = 3

/** Nothing leaves for this office until somebody has looked. */
const burstsToSee: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    if (!can(member, 'official-email.review')) return []
    const bursts = await office.db.reading(member, listBursts)
    return bursts.map((one) => ({
      text: i18n.t(`campaigns.today.burst.${one.sign}`, {
        campaign: one.codeName,
        official: one.target.name,
        count: one.letters,
      }),
      href: `/campaigns/${one.campaignId}/emails#burst-${one.target.id}`,
      since: one.at,
    }))
  },
}

/** Letters that a supporter wrote in her own words stand still until somebody has read them. */
const heldLetters: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    if (!can(member, 'official-email.review')) return []
    return await office.db.reading(member, async (tx) => {
      const campaigns = (await listCampaigns(tx)).filter((one) => one.state !== 'ended')
      const numbers = await readAllNumbers(
        tx,
        campaigns.map((one) => one.id),
      )
      return campaigns.flatMap((one): TodayItem[] => {
        const count = numbers.get(one.id)?.held ?? 0
        if (count === 0) return []
        const text = i18n.t('campaigns.today.held', { campaign: one.codeName, count })
        return [{ text, href: `/campaigns/${one.id}/emails#held`, count }]
      })
    })
  },
}

/** A form that closes within three days: the last moment to ask again, or to move the day. */
const closingSoon: TodaySource = {
  urgency: 2,
  async find({ member, office, i18n }) {
    if (!can(member, 'campaign.read')) return []
    const now = office.db.clock.now()
    const campaigns = await office.db.reading(member, listCampaigns)
    return campaigns.flatMap((one): TodayItem[] => {
      if (one.state !== 'live' || !one.actBy) return []
      const left = endOfDay(one.actBy, one.zone).getTime() - now.getTime()
      if (left > warnDays * 86_400_000) return []
      const key = left <= 0 ? 'campaigns.today.closed' : 'campaigns.today.closing'
      const on = i18n.date(one.actBy, { zone: one.zone })
      return [{ text: i18n.t(key, { campaign: one.codeName, on }), href: `/campaigns/${one.id}/settings` }]
    })
  },
}

/** A campaign that came back leaves its partners' pages to their organisations. */
const pagesToRenew: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    if (!can(member, 'partner-page.edit')) return []
    const pages = await office.db.reading(member, listPagesToRenew)
    return pages.map(({ id, campaign }) => ({
      text: i18n.t('partner-page.today', { campaign }),
      href: `/partner-pages/${id}/publish`,
    }))
  },
}

const heldMessages: TodaySource = {
  urgency: 3,
  async find({ member, office, i18n }) {
    if (!can(member, 'message.moderate')) return []
    const count = await office.db.reading(member, (tx) => countMessages(tx, { moderation: 'held' }))
    return count === 0
      ? []
      : [{ text: i18n.t('messages.today.held', { count }), href: '/messages?state=held', count }]
  },
}

/** A letter to an address that is somebody else's by now helps nobody. */
const doubtfulOfficials: TodaySource = {
  urgency: 4,
  async find({ member, office, i18n }) {
    if (!can(member, 'target.edit')) return []
    const { stale, flagged } = await office.db.reading(member, async (tx) => ({
      stale: (await listTargets(tx, { only: 'stale' })).length,
      flagged: await listTargets(tx, { only: 'flagged' }),
    }))
    const wrong = flagged.map((one) => ({
      text: i18n.t('officials.today.flagged', { name: one.name, count: one.wrongReports }),
      href: `/officials/${one.id}`,
    }))
    return stale === 0
      ? wrong
      : [
          ...wrong,
          {
            text: i18n.t('officials.today.stale', { count: stale }),
            href: '/officials?only=stale',
            count: stale,
          },
        ]
  },
}

export const campaignToday: readonly TodaySource[] = [
  burstsToSee,
  heldLetters,
  closingSoon,
  pagesToRenew,
  heldMessages,
  doubtfulOfficials,
]
