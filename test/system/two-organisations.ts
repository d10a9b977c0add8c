/** Two organisations with a row of the first in every table that belongs to an organisation or a case. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { workerOf, type Member } from '../../src/platform/actor.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { openDatabase, type Tx } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { buildLiveCampaign, type BuiltCampaign } from '../build-campaign.ts'
import { buildHarbour, buildMember, buildOrganisation } from '../build.ts'
import { buildReaders, buildUpdate, publishBuilt } from '../build-update.ts'
import type { TestDatabase } from '../database.ts'
import { lighthouse } from '../world.ts'
import { byCaseworkers } from './case-rows.ts'

export interface Side {
  organisationId: string
  member: Member
  campaign: BuiltCampaign
}

/** Ours is attacked; theirs attacks, with a case, a campaign and a supporter of its own. */
export interface TwoOrganisations {
  ours: Side
  theirs: Side
}

export async function twoOrganisations(database: TestDatabase): Promise<TwoOrganisations> {
  const options = { keys: database.keys, clock: fixedClock('2026-12-03T12:00:00Z') }
  const db = openDatabase({ url: database.officeUrl, ...options })
  const worker = openDatabase({ url: database.workerUrl, ...options })
  try {
    const { organisationId, as } = await buildHarbour(db)
    const campaign = await buildLiveCampaign(db, as.ines)
    const ours = { organisationId, member: as.ines, campaign }
    const readers = [{ email: 'noor@post.example', kind: 'message' as const }]
    const [supporter] = await buildReaders(db, organisationId, campaign, readers)
    const updateId = await buildUpdate(db, as.ines, campaign.caseId)
    await publishBuilt(db, as.ines, updateId)
    await worker.transaction(workerOf(organisationId), (tx) => byDrain(tx, ours))
    await db.transaction(as.ines, (tx) => byStaff(tx, ours, updateId, supporter!))
    await db.transaction(as.ines, (tx) => byCaseworkers(tx, as.ines, campaign.caseId))
    // whoever recorded it does not confirm it
    await db.transaction(as.tomas, ({ db }) =>
      sql`insert into paper_confirmations select id, version, case_id, organisation_id, signatures, evidenced, wl.moment(), wl.account()
        from paper_batches`.execute(db),
    )
    await db.transaction(as.ines, (tx) => signsOfLife(tx, ours))
    await db.transaction(as.ines, (tx) => partnerPage(tx, ours))

    const other = await buildOrganisation(db, lighthouse)
    const wanjiru = { name: 'Wanjiru Odera', address: 'wanjiru@lighthouse.example', role: 'admin' as const }
    const member = await buildMember(db, other.id, wanjiru)
    const theirs = {
      organisationId: other.id,
      member,
      campaign: await buildLiveCampaign(db, member),
    }
    await buildReaders(db, other.id, theirs.campaign, [{ email: 'friend@post.example', kind: 'signature' }])
    return { ours, theirs }
  } finally {
    await Promise.all([db.close(), worker.close()])
  }
}

const index = () => randomBytes(16)
const sealed = () => randomBytes(48)

async function byDrain(tx: Tx, { organisationId, campaign }: Side): Promise<void> {
  const { caseId, campaignId, targetId } = campaign
  const run = (query: ReturnType<typeof sql>) => query.execute(tx.db)
  await run(sql`insert into case_people (case_id, person_index) values (${caseId}, ${index()})`)
  const { rows } = await sql<{ id: string }>`select id from actions limit 1`.execute(tx.db)
  const action = rows[0]!.id
  await run(
    sql`insert into visits (organisation_id, case_id, journey, supporter_id, person_number, began_at)
      select organisation_id, case_id, ${index()}, supporter_id, 1, acted_at from actions where supporter_id is not null limit 1`,
  )
  await run(sql`insert into supporter_changes (id, organisation_id, supporter_id, what, sealed, asked_at)
    select ${newId()}, organisation_id, supporter_id, '{name}', ${sealed()}, acted_at from actions
    where supporter_id is not null limit 1`)
  await run(
    sql`insert into network_tags values (${action}, ${organisationId}, ${index()}, ${tx.now.toISOString().slice(0, 10)})`,
  )
  await run(
    sql`insert into official_emails (id, action_id, campaign_id, case_id, organisation_id, target_id, person_number, state, sealed)
      values (${newId()}, ${action}, ${campaignId}, ${caseId}, ${organisationId}, ${targetId}, 1, 'waiting', ${sealed()})`,
  )
  await run(
    sql`insert into mails (id, organisation_id, kind, sealed) values (${newId()}, ${organisationId}, 'receipt', ${sealed()})`,
  )
  await run(
    sql`insert into published.quiet (kind, key, case_id) values ('update', 'abcdefgh', ${caseId}) on conflict do nothing`,
  )
  await run(
    sql`insert into published.notices (key, case_id, published_at, withdrawn_at) values ('abcdefgh', ${caseId}, ${tx.now}, ${tx.now})`,
  )
}

/** As if it were somebody else's campaign: the table does not ask whose it is. */
async function partnerPage(tx: Tx, { organisationId, member, campaign }: Side): Promise<void> {
  const page = newId()
  await sql`insert into partner_pages (id, campaign_id, case_id, organisation_id, short_id, address, sealed, created_at, created_by)
    values (${page}, ${campaign.campaignId}, ${campaign.caseId}, ${organisationId}, 'abcdefgh', 'harbour-watch', ${sealed()},
      ${tx.now}, ${member.accountId})`.execute(tx.db)
  await sql`insert into partner_page_addresses (campaign_id, address, page_id, case_id, organisation_id, since)
    values (${campaign.campaignId}, 'harbour', ${page}, ${campaign.caseId}, ${organisationId}, ${tx.now})`.execute(
    tx.db,
  )
  await sql`insert into published.logos (organisation_id, key, content_type, width, height, bytes, changed_at)
    values (${organisationId}, ${newId()}, 'image/webp', 8, 8, ${sealed()}, ${tx.now})`.execute(tx.db)
}

async function signsOfLife(tx: Tx, { organisationId, member, campaign }: Side): Promise<void> {
  const { caseId } = campaign
  const { accountId } = member
  const run = (query: ReturnType<typeof sql>) => query.execute(tx.db)
  const [plan, checkIn, channel, alarm] = [newId(), newId(), newId(), newId()]
  const hash = () => randomBytes(32)
  await run(sql`insert into check_in_plans (id, case_id, organisation_id, state, rrule, zone, starts_on, window_minutes, ladder,
      hard_limit_minutes, link_hash, sealed, created_at, created_by)
    values (${plan}, ${caseId}, ${organisationId}, 'active', 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0', 'UTC', '2026-11-01', 60, '[]',
      240, ${hash()}, ${sealed()}, ${tx.now}, ${accountId})`)
  await run(sql`insert into check_ins (id, case_id, plan_id, organisation_id, agreed_at, due_at, late_at, ladder, hard_limit_minutes, state,
      created_at)
    values (${checkIn}, ${caseId}, ${plan}, ${organisationId}, ${tx.now}, ${tx.now}, ${tx.now}::timestamptz + interval '1 hour',
      '[]', 240, 'due', ${tx.now})`)
  await run(sql`insert into contacts (id, case_id, at, channel, wellbeing, sealed, created_at)
    values (${newId()}, ${caseId}, ${tx.now}, 'call', 'well', ${sealed()}, ${tx.now})`)
  await run(sql`insert into check_in_pulses values (${organisationId}, ${tx.now})`)
  await run(sql`insert into alarm_channels (id, organisation_id, account_id, kind, sealed, created_at)
    values (${channel}, ${organisationId}, ${accountId}, 'http', ${sealed()}, ${tx.now})`)
  await run(sql`insert into alarms (id, organisation_id, case_id, check_in_id, step, stage, raised_at)
    values (${alarm}, ${organisationId}, ${caseId}, ${checkIn}, 1, 'nudge', ${tx.now})`)
  await run(sql`insert into alarm_messages (id, organisation_id, case_id, alarm_id, account_id, channel_id, state, not_before,
      ack_hash, created_at)
    values (${newId()}, ${organisationId}, ${caseId}, ${alarm}, ${accountId}, ${channel}, 'queued', ${tx.now}, ${hash()},
      ${tx.now})`)
  await run(sql`insert into duty_shifts (id, organisation_id, account_id, starts_at, ends_at, created_at, created_by)
    values (${newId()}, ${organisationId}, ${accountId}, ${tx.now}, ${tx.now}::timestamptz + interval '8 hours', ${tx.now},
      ${accountId})`)
}

/** Of a coalition of one: the table does not ask how many send. */
async function jointBroadcast(tx: Tx, { organisationId, member, campaign }: Side, updateId: string) {
  const [joint, part] = [newId(), newId()]
  await sql`select wl.start_joint_broadcast(${joint}, ${updateId}, 'acted', 30, array[${organisationId}::uuid],
    array[${part}::uuid], 1000, ${tx.now}::timestamptz)`.execute(tx.db)
  await sql`insert into broadcast_holds (id, joint_id, case_id, organisation_id, account_id, sealed, held_at)
    values (${newId()}, ${joint}, ${campaign.caseId}, ${organisationId}, ${member.accountId}, ${sealed()}, ${tx.now})`.execute(
    tx.db,
  )
}

async function byStaff(tx: Tx, side: Side, updateId: string, supporter: string): Promise<void> {
  const { organisationId, member, campaign } = side
  const { caseId } = campaign
  const run = (query: ReturnType<typeof sql>) => query.execute(tx.db)
  const batch = newId()
  await run(
    sql`insert into message_batches (id, case_id, organisation_id, created_by) values (${batch}, ${caseId}, ${organisationId}, ${member.accountId})`,
  )
  await run(sql`insert into support_messages (action_id, organisation_id, batch_id)
    select id, organisation_id, ${batch} from actions where kind = 'message' limit 1`)
  await jointBroadcast(tx, side, updateId)
  const broadcast = newId()
  await run(
    sql`insert into broadcasts (id, organisation_id, case_id, update_id, state, created_by)
      values (${broadcast}, ${organisationId}, ${caseId}, ${updateId}, 'sending', ${member.accountId})`,
  )
  await run(
    sql`insert into broadcast_chunks (broadcast_id, organisation_id, number, supporters) values (${broadcast}, ${organisationId}, 1, '{1}')`,
  )
  await run(
    sql`insert into deliveries (broadcast_id, organisation_id, supporter, outcome) values (${broadcast}, ${organisationId}, 1, 'sent')`,
  )
  await run(
    sql`insert into drafts (account_id, organisation_id, form, sealed, saved_at) values (${member.accountId}, ${organisationId}, '/cases/new', ${sealed()}, ${tx.now})`,
  )
  await run(sql`insert into embed_sites (id, organisation_id, origin, place, added_at, added_by)
    values (${newId()}, ${organisationId}, 'https://www.harbour.example', 1, ${tx.now}, ${member.accountId})`)
  await run(sql`insert into organisation_relays (id, organisation_id, sealed, made_at, made_by, untested, used_since)
    values (${newId()}, ${organisationId}, ${sealed()}, ${tx.now}, ${member.accountId}, true, ${tx.now})`)
  await run(sql`insert into name_searches (id, organisation_id, account_id, sealed, total, started_at)
    values (${newId()}, ${organisationId}, ${member.accountId}, ${sealed()}, 1, ${tx.now})`)
  await run(sql`insert into sessions (id, account_id, organisation_id, token_hash)
    values (${newId()}, ${member.accountId}, ${organisationId}, ${index()})`)
  await run(
    sql`insert into one_time_links (id, token_hash, purpose, organisation_id, role, expires_at)
      values (${newId()}, ${index()}, 'invitation', ${organisationId}, 'viewer', ${tx.now})`,
  )
  // a quiet that is over: nothing of it is kept any more but these rows
  const [spell, kept] = [newId(), newId()]
  await run(sql`insert into quiet_spells (id, case_id, began_at, began_by, ended_at, ended_by, sign_off_id)
    select ${spell}, ${caseId}, ${tx.now}, ${member.accountId}, ${tx.now}, ${member.accountId}, sign_off_id
    from publications where subject_kind = 'case' and case_id = ${caseId}`)
  await run(sql`insert into kept_pages (id, case_id, spell_id, subject_kind, subject_id, sealed)
    values (${kept}, ${caseId}, ${spell}, 'case', ${caseId}, ${sealed()})`)
  await run(sql`insert into kept_files (id, case_id, page_id, sealed)
    values (${newId()}, ${caseId}, ${kept}, ${sealed()})`)
  const image = newId()
  await run(sql`insert into case_images (id, case_id, kind, original_sealed, about_sealed, created_by)
    values (${image}, ${caseId}, 'portrait', ${sealed()}, ${sealed()}, ${member.accountId})`)
  await run(sql`insert into case_image_renditions (image_id, case_id, width, height, content_type, sealed)
    values (${image}, ${caseId}, 640, 480, 'image/webp', ${sealed()})`)
  await run(sql`insert into publication_items (publication_id, case_id, person_id, item, consent_id)
    select p.id, p.case_id, c.person_id, c.item, c.id from publications p join consents c on c.case_id = p.case_id
    where p.subject_kind = 'case' and c.item = 'image'`)
  await run(sql`insert into published.files (key, publication_id, case_id, person_id, item, content_type, width, height, bytes)
    select ${`portrait-${supporter}`}, publication_id, case_id, person_id, item, 'image/webp', 640, 480, ${sealed()}
    from publication_items where item = 'image' limit 1`)
  await run(sql`insert into published.page_files (key, publication_id, case_id, content_type, width, height, bytes)
    select ${`scene-${supporter}`}, id, case_id, 'image/webp', 640, 480, ${sealed()} from publications limit 1`)
}
