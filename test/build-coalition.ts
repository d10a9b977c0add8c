/** Builders for a coalition: organisations beside Harbour Watch, and their way into a case. */
import type { Member, Role } from '../src/platform/actor.ts'
import type { Database } from '../src/platform/database.ts'
import { addToTeam } from '../src/cases/index.ts'
import {
  answerInvitation,
  askDecision,
  firstTerms,
  inviteOrganisation,
  namePerson,
  voteOn,
  type CharterTerms,
} from '../src/coalitions/index.ts'
import type { OrganisationFacts } from '../src/organisations/index.ts'
import { publishPartnerPage } from '../src/campaigns/partner-page-publishing.ts'
import {
  draftPartnerPage,
  editPartnerPage,
  getPartnerPage,
  type PartnerPageEdit,
} from '../src/campaigns/partner-page.ts'
import { buildMember, buildOrganisation } from './build.ts'
import { signed } from './sign.ts'
import { lighthouse } from './world.ts'

/** Lighthouse Circle, or another, with one signed-in member. */
export async function buildPartner(
  db: Database,
  facts: Partial<OrganisationFacts> & { findable?: boolean } = lighthouse,
  person: { name: string; address: string; role?: Role } = {
    name: 'Wanjiru Odera',
    address: 'wanjiru@lighthouse.example',
  },
): Promise<Member> {
  const { id } = await buildOrganisation(db, facts)
  return await buildMember(db, id, { role: 'admin', ...person })
}

const proved = (db: Database, member: Member): Member => ({ ...member, steppedUpAt: db.clock.now() })

/** The lead invites an organisation of this instance, and it says yes. */
export async function joinCoalition(
  db: Database,
  lead: Member,
  caseId: string,
  partner: Member,
  { role = 'partner', named = true }: { role?: 'partner' | 'observer'; named?: boolean } = {},
): Promise<void> {
  const invited = { kind: 'known', organisationId: partner.organisationId } as const
  const { invitationId } = await db.transaction(lead, (tx) =>
    inviteOrganisation(tx, { caseId, role, message: 'Stand with us.', invited }),
  )
  await db.transaction(partner, (tx) => answerInvitation(tx, { invitationId, accepts: true, named }))
}

/** The partner names its member to the others, and the lead lets them into the file. */
export async function joinCaseTeam(
  db: Database,
  lead: Member,
  caseId: string,
  partner: Member,
  role: 'caseworker' | 'observer' = 'caseworker',
): Promise<void> {
  const { accountId } = partner
  await db.transaction(proved(db, partner), (tx) =>
    namePerson(tx, { caseId, accountId, functions: ['contact'], languages: [], reach: '' }),
  )
  await db.transaction(lead, (tx) => addToTeam(tx, { caseId, accountId, role }))
}

/** All organisations agree on these terms; the first of their members proposes them. */
export async function agreeOn(
  db: Database,
  [first, ...others]: readonly [Member, ...Member[]],
  caseId: string,
  terms: Partial<CharterTerms>,
): Promise<void> {
  const decisionId = await db.transaction(proved(db, first), (tx) =>
    askDecision(tx, {
      ...{ caseId, kind: 'charter', title: 'How we work', text: 'Together.' },
      terms: { ...firstTerms, ...terms },
    }),
  )
  for (const one of others)
    await db.transaction(proved(db, one), (tx) =>
      voteOn(tx, { caseId, decisionId, answer: 'agree', reason: '' }),
    )
}

/** The partner's own page of a live campaign, signed by it and by somebody of the lead. */
export async function buildPartnerPage(
  db: Database,
  partner: Member,
  second: Member,
  campaignId: string,
  changes: Partial<PartnerPageEdit> = {},
): Promise<{ pageId: string; address: string }> {
  const now = db.clock.now()
  const author = { ...partner, steppedUpAt: now }
  const pageId = await db.transaction(author, (tx) => draftPartnerPage(tx, { campaignId }))
  const page = await db.transaction(author, (tx) => getPartnerPage(tx, pageId))
  await db.transaction(author, (tx) =>
    editPartnerPage(tx, {
      ...{ pageId, version: 1, address: page.address, accent: 'sea', showsDonate: true, showsSocial: true },
      intro: { en: 'We have known her for **nine years**.' },
      ...changes,
    }),
  )
  await publishBuiltPage(db, author, second, pageId)
  return { pageId, address: changes.address ?? page.address }
}

/** Signs it anew as it stands, as after a pause. */
export async function publishBuiltPage(
  db: Database,
  partner: Member,
  second: Member,
  pageId: string,
): Promise<void> {
  const fresh = { steppedUpAt: db.clock.now() }
  await signed(
    db,
    { ...partner, ...fresh },
    async (tx) => {
      const { version } = await getPartnerPage(tx, pageId)
      return await publishPartnerPage(tx, { pageId, version, items: ['name'], languages: ['en'] })
    },
    { ...second, ...fresh },
  )
}
