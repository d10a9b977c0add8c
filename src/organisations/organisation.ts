import { sql } from 'kysely'
import type { Database, Tx } from '#platform/database.ts'
import { workerOf } from '#platform/actor.ts'
import { mustBeAllowed } from '#platform/access.ts'
import { record } from '#platform/events.ts'
import { newId, newShortId } from '#platform/ids.ts'
import { NotFound } from '#platform/web/errors.ts'
import type { OrganisationDocument, OrganisationTexts } from './document.ts'
import type { OrganisationTable } from './tables.ts'
import './access.ts'

/** What an organisation says of itself; all of it is meant for the public but the sending addresses. */
export interface OrganisationFacts {
  name: string
  country: string
  timeZone: string
  languages: readonly string[]
  defaultLanguage: string
  senderName: string
  senderAddress: string
  campaignAddress: string
  postalAddress: string
  website: string
  privacyContact: string
  newsletterOffered: boolean
  donateUrl: string
  donatePurpose: 'general' | 'case'
  texts: Readonly<Record<string, OrganisationTexts>>
  social: readonly { network: string; url: string }[]
}

export interface Organisation extends OrganisationFacts {
  id: string
  /** short name inside opaque mail tokens */
  number: number
  shortId: string
  /** others that invite into coalitions see that it is on this server */
  findable: boolean
}

/** An organisation before its first member has said what it is called. */
const unnamed: OrganisationFacts = {
  name: 'New organisation',
  country: 'NL',
  timeZone: 'UTC',
  languages: ['en'],
  defaultLanguage: 'en',
  senderName: '',
  senderAddress: '',
  campaignAddress: '',
  postalAddress: '',
  website: '',
  privacyContact: '',
  newsletterOffered: false,
  donateUrl: '',
  donatePurpose: 'general',
  texts: {},
  social: [],
}

/**
 * Makes an organisation: its row, its key, its counters and what visitors see of it, in one transaction.
 * For the operator and the demo; no member may call it. Its first member comes by `makeFirstMemberLink`.
 */
export async function foundOrganisation(
  db: Database,
  { findable = false, ...facts }: Partial<OrganisationFacts> & { findable?: boolean } = {},
): Promise<{ id: string; shortId: string }> {
  const id = newId(db.clock.now().getTime())
  const shortId = newShortId()
  await db.transaction(workerOf(id), async (tx) => {
    await tx.db
      .insertInto('organisations')
      .values({ id, short_id: shortId, ...columns({ ...unnamed, ...facts }), findable, created_at: tx.now })
      .execute()
    await tx.keys.makeForOrganisation(id)
    // the counters of its supporters: the drain takes numbers under this row's lock, so it must be there first
    await sql`insert into supporter_numbers (organisation_id) values (${id})`.execute(tx.db)
    await publishOrganisation(tx, id)
    await record(tx, 'organisation.founded', { subject: id })
  })
  return { id, shortId }
}

/** @throws NotFound */
export async function getOrganisation(tx: Tx, id: string): Promise<Organisation> {
  const row = await tx.db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound()
  return {
    id: row.id,
    number: row.number,
    shortId: row.short_id,
    name: row.name,
    country: row.country,
    timeZone: row.time_zone,
    languages: row.languages,
    defaultLanguage: row.default_language,
    senderName: row.sender_name,
    senderAddress: row.sender_address,
    campaignAddress: row.campaign_address,
    postalAddress: row.postal_address,
    website: row.website,
    privacyContact: row.privacy_contact,
    newsletterOffered: row.newsletter_offered,
    donateUrl: row.donate_url,
    donatePurpose: row.donate_purpose,
    texts: row.texts as Organisation['texts'],
    social: row.social as Organisation['social'],
    findable: row.findable,
  }
}

/** Changes what the organisation says of itself; visitors see it with the next page. */
export async function changeOrganisation(tx: Tx, facts: OrganisationFacts): Promise<void> {
  mustBeAllowed(tx, 'organisation.change')
  const id = tx.actor.kind === 'member' ? tx.actor.organisationId : ''
  await nameOrganisation(tx, id, facts)
  await record(tx, 'organisation.changed', { subject: id })
}

/** The same without asking who: for the first member, who is not one yet. */
export async function nameOrganisation(tx: Tx, id: string, facts: Partial<OrganisationFacts>): Promise<void> {
  const now = await getOrganisation(tx, id)
  await tx.db
    .updateTable('organisations')
    .set(columns({ ...now, ...facts }))
    .where('id', '=', id)
    .execute()
  await publishOrganisation(tx, id)
}

/** Whether others that invite see it in the list of this server's organisations; what they see is `DirectoryEntry`. For administrators. */
export async function letBeFound(tx: Tx, findable: boolean): Promise<void> {
  mustBeAllowed(tx, 'organisation.let-be-found')
  const id = tx.actor.kind === 'member' ? tx.actor.organisationId : ''
  const { numUpdatedRows } = await tx.db
    .updateTable('organisations')
    .set({ findable })
    .where('id', '=', id)
    .where('findable', '<>', findable)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await record(tx, findable ? 'organisation.listed' : 'organisation.unlisted', { subject: id })
}

/** One transaction at a time changes what visitors may know of an organisation. */
export async function lockOrganisation(tx: Tx, id: string): Promise<void> {
  await tx.db.selectFrom('organisations').select('id').where('id', '=', id).forNoKeyUpdate().execute()
}

/** Writes what visitors may know of an organisation anew, after something of it changed. */
export async function publishOrganisation(tx: Tx, id: string): Promise<void> {
  // Safety: read after the lock, or who writes last brings back a site that another has just taken away
  await lockOrganisation(tx, id)
  // Safety: named one by one, so that a new column does not become public by itself
  const { shortId, name, country, website, postalAddress, privacyContact, newsletterOffered, ...rest } =
    await getOrganisation(tx, id)
  const document: OrganisationDocument = {
    id,
    shortId,
    name,
    country,
    website,
    postalAddress,
    privacyContact,
    newsletterOffered,
    languages: [...rest.languages],
    defaultLanguage: rest.defaultLanguage,
    donateUrl: rest.donateUrl,
    donatePurpose: rest.donatePurpose,
    texts: { ...rest.texts },
    social: [...rest.social],
    embedSites: await embedSitesOf(tx, id),
    ...(await logoOf(tx, id)),
  }
  const body = JSON.stringify(document)
  await tx.db
    .insertInto('published.organisations')
    .values({ organisation_id: id, body, changed_at: tx.now })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ body, changed_at: tx.now }))
    .execute()
}

async function logoOf(tx: Tx, id: string): Promise<Pick<OrganisationDocument, 'logo'>> {
  const logo = await tx.db
    .selectFrom('published.logos')
    .select(['key', 'width', 'height'])
    .where('organisation_id', '=', id)
    .executeTakeFirst()
  return logo ? { logo } : {}
}

async function embedSitesOf(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('embed_sites')
    .select('origin')
    .where('organisation_id', '=', id)
    .where('removed_at', 'is', null)
    .orderBy('origin')
    .execute()
  return rows.map(({ origin }) => origin)
}

function columns(
  facts: OrganisationFacts,
): Omit<OrganisationTable, 'id' | 'number' | 'short_id' | 'created_at' | 'findable' | `audit_${string}`> {
  return {
    name: facts.name,
    country: facts.country,
    time_zone: facts.timeZone,
    languages: [...facts.languages],
    default_language: facts.defaultLanguage,
    sender_name: facts.senderName,
    sender_address: facts.senderAddress,
    campaign_address: facts.campaignAddress,
    postal_address: facts.postalAddress,
    website: facts.website,
    privacy_contact: facts.privacyContact,
    newsletter_offered: facts.newsletterOffered,
    donate_url: facts.donateUrl,
    donate_purpose: facts.donatePurpose,
    texts: JSON.stringify(facts.texts),
    social: JSON.stringify(facts.social),
  }
}
