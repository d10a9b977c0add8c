import type { I18n } from '#platform/i18n.ts'
import { Notice, say, Status, type Tone } from '#ui/index.ts'
import type { Campaign } from '../campaign.ts'

const tabs = {
  overview: { path: '', verb: 'campaign.read' },
  settings: { path: '/settings', verb: 'campaign.edit' },
  texts: { path: '/texts', verb: 'campaign.edit' },
  demands: { path: '/demands', verb: 'campaign.edit' },
  officials: { path: '/officials', verb: 'campaign.edit' },
  letters: { path: '/letters', verb: 'campaign.edit' },
  discussion: { path: '/discussion', verb: 'campaign.read' },
  preview: { path: '/preview', verb: 'campaign.read' },
  pages: { path: '/pages', verb: 'campaign.read' },
  paper: { path: '/paper', verb: 'paper.read' },
  'hand-over': { path: '/hand-over', verb: 'hand-over.read' },
  emails: { path: '/emails', verb: 'official-email.review' },
  publish: { path: '/publish', verb: 'campaign.publish' },
  embed: { path: '/embed', verb: 'campaign.read' },
  stop: { path: '/stop', verb: 'campaign.pause' },
} as const

export type CampaignTab = keyof typeof tabs

/** The parts of a campaign, in the order of the work; what it does not need, or one may not do, is left out. */
export function CampaignTabs(props: {
  i18n: I18n
  campaign: Campaign
  current: CampaignTab
  can: (verb: string) => boolean
}) {
  const { i18n, campaign } = props
  const byMail = campaign.kinds.includes('email')
  const wanted = (name: CampaignTab) =>
    props.can(tabs[name].verb) &&
    (byMail || (name !== 'letters' && name !== 'emails')) &&
    (byMail || campaign.kinds.includes('call') || name !== 'officials') &&
    (campaign.kinds.includes('signature') || (name !== 'hand-over' && name !== 'paper'))
  return (
    <nav class="tabs" aria-label={i18n.t('campaigns.tabs')}>
      <ul>
        {(Object.keys(tabs) as CampaignTab[]).filter(wanted).map((name) => (
          <li>
            <a
              href={`/campaigns/${campaign.id}${tabs[name].path}`}
              aria-current={name === props.current ? 'page' : undefined}
            >
              {i18n.t(name === 'discussion' ? 'joint-text.discussion' : `campaigns.tab.${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const tones: Record<Campaign['state'], Tone | 'quiet'> = {
  draft: 'quiet',
  review: 'info',
  approved: 'info',
  live: 'success',
  paused: 'warning',
  ended: 'quiet',
}

/** @param props.short in a list, where room is scarce */
export function CampaignState(props: { i18n: I18n; campaign: Campaign; short?: boolean }) {
  const { i18n, campaign } = props
  return (
    <>
      <Status tone={tones[campaign.state]}>{i18n.t(`campaigns.state.${campaign.state}`)}</Status>
      {campaign.testMode && campaign.state !== 'ended' && campaign.kinds.includes('email') && (
        <Status tone="info">{i18n.t(props.short ? 'campaigns.test.short' : 'campaigns.test.mode')}</Status>
      )}
    </>
  )
}

/** In place of what only the people of the organisation that began it do. */
export const AnotherRuns = ({ i18n, organisation }: { i18n: I18n; organisation: string }) => (
  <Notice tone="info" title={i18n.t('campaigns.another-runs')}>
    <p>{say(i18n, 'campaigns.another-runs.text', { organisation })}</p>
  </Notice>
)
