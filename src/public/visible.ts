import type { CampaignDocument, CampaignTally, PartnerPageDocument } from '#campaigns/document.ts'
import type { OrganisationDocument } from '#organisations/document.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { CounterProjection } from '#ui/index.ts'
import { snapshotOf, type Site } from './site.ts'
import { languagesOf, versionFor, type Kind, type Snapshot, type Version } from './snapshot.ts'

/** Once public, not now: every reason gets the same answer. */
export class Gone extends Error {
  override name = 'Gone'
}

/** What may be shown of one address at this moment. */
export interface Visible<K extends Kind> extends Version<K> {
  snapshot: Snapshot
  key: string
  languages: string[]
  /** the case that it speaks of, in the best language for this reader */
  about: Version<'case'>
  /** who answers for the page; nobody by name for a case whose lead, or a text whose author, is not named in public */
  organisation: K extends 'campaign' ? OrganisationDocument : OrganisationDocument | undefined
  /** of a campaign, where it is read on an organisation's own page */
  partner?: PartnerPageDocument
  /** the lead, where it is named in public */
  lead?: OrganisationDocument
  now: number
}

/**
 * The version of a published thing for a reader of `lang`.
 * @throws NotFound when there never was such an address; Gone when there was, and nothing may be shown now
 */
export function visible<K extends Kind>(site: Site, kind: K, key: string, lang: string): Visible<K> {
  const snapshot = snapshotOf(site)
  const now = site.clock.now().getTime()
  const subject = snapshot.find(kind, key)
  if (!subject) throw snapshot.isQuiet(kind, key) ? new Gone() : new NotFound()
  const anyBody = subject.versions.values().next().value!.body
  const caseKey = kind === 'case' ? key : (anyBody as { caseKey: string }).caseKey
  const [leadId, lead] = leadOf(snapshot, caseKey, now)
  const version = versionFor(subject, lang, now, instead(lead))
  // Safety: a page about a case that is not public any more goes with it, whoever forgot to take it down.
  const about = versionFor(snapshot.find('case', caseKey), lang, now, instead(lead))
  const owner = version && 'organisationId' in version.body ? version.body.organisationId : undefined
  // Safety: what one organisation wrote without its name is not said to be the lead's
  const isNameless = (kind === 'update' || kind === 'joint-letter') && owner === undefined
  const organisation = isNameless ? undefined : (owner && snapshot.organisation(owner)) || lead
  // Safety: a page that says who answers for it is not shown without it; a case may be led by who is not named
  const mayBeNameless = isNameless || (kind === 'case' && !leadId)
  if (!version || !about || (!organisation && !mayBeNameless)) throw new Gone()
  return {
    ...version,
    freshUntil: Math.min(version.freshUntil, about.freshUntil),
    snapshot,
    key,
    languages: languagesOf(subject, now),
    about,
    organisation: organisation as Visible<K>['organisation'],
    ...(lead ? { lead } : {}),
    now,
  }
}

/**
 * A campaign as an organisation shows it on its own page.
 * @throws Gone for every address that is not one now. Safety: whether there was one tells who is in the coalition
 */
export function throughPartner(
  found: Visible<'campaign'>,
  address: string,
  lang: string,
): Visible<'campaign'> {
  const { snapshot, now } = found
  const version = versionFor(snapshot.partnerPage(found.key, address), lang, now, instead(found.lead))
  const organisation = version && snapshot.organisation(version.body.organisationId)
  if (!version || !organisation) throw new Gone()
  return {
    ...found,
    freshUntil: Math.min(found.freshUntil, version.freshUntil),
    organisation,
    partner: version.body,
  }
}

/** A case by its id, as links in mails name it. @throws Gone */
export function caseBehind(site: Site, caseId: string | undefined, lang: string): Visible<'case'> {
  const subject = caseId ? snapshotOf(site).caseOf(caseId) : undefined
  if (!subject) throw new Gone()
  return visible(site, 'case', subject.key, lang)
}

const instead = (lead: OrganisationDocument | undefined): string[] => [lead?.defaultLanguage ?? 'en', 'en']

function leadOf(snapshot: Snapshot, caseKey: string, now: number): [string?, OrganisationDocument?] {
  const id = versionFor(snapshot.find('case', caseKey), 'en', now)?.body.leadOrganisationId
  return id ? [id, snapshot.organisation(id)] : []
}

/**
 * Confirmed people; nothing below the campaign's minimum. The next goal is always ahead. Signatures on paper stand beside
 * them, and alone where they reach the minimum and people do not.
 */
export function counterOf(
  document: CampaignDocument,
  tally: CampaignTally | undefined,
): CounterProjection | undefined {
  const least = Math.max(1, document.goalMinimum)
  if (!tally) return undefined
  const { people, countries, recordedByStaff, onPaper } = tally
  if (people < least)
    return onPaper && onPaper.evidenced >= least
      ? { confirmed: 0, countries: 0, goal: least, onPaper }
      : undefined
  return {
    confirmed: people,
    countries,
    goal: nextGoal(people),
    ...(recordedByStaff > 0 ? { recordedByStaff } : {}),
    ...(onPaper ? { onPaper } : {}),
  }
}

function nextGoal(people: number): number {
  for (let power = 100; ; power *= 10)
    for (const step of [1, 2, 5]) if (people < step * power) return step * power
}
