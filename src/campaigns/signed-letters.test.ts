/** Each version of the letter that was public is kept, and a signature stays with the version that stood on its form. */
import { sql } from 'kysely'
import pg from 'pg'
import PostalMime from 'postal-mime'
import { beforeEach, expect, test } from 'vitest'
import { leaveCoalition } from '#coalitions/index.ts'
import { openMailServers, queueMail, relayOf, sendOne } from '#delivery/index.ts'
import { buildPartnerPage } from '../../test/build-coalition.ts'
import { campaignWords } from '../../test/build-campaign.ts'
import { partnerWorld } from '../../test/partner-world.ts'
import { secondOf, signBeside } from '../../test/sign.ts'
import { startSink } from '../../test/sink.ts'
import { jonas, ruth } from '../../test/submissions.ts'
import { publishCampaign } from './campaign-publishing.ts'
import { listCampaignTexts, saveCampaignText } from './campaign-texts.ts'
import { getCampaign } from './campaign.ts'
import { confirmLinks } from './confirm-mail.ts'
import { keepSignedLetters, listSignedLetters } from './signed-letter.ts'

const { database, clock, office, worker, organisationId, as, wanjiru, ...rest } = await partnerWorld()
const { campaign, get, post, member, asWorker, inboxOf } = rest
beforeEach(() => {
  for (const one of [...Object.values(as), wanjiru]) one.steppedUpAt = clock.now()
})

const changed = 'We ask the minister to end the inquiry, and to say so in public.'
/** Signs the campaign anew with this text in the letter. */
async function change(campaignId: string, signatureText: string): Promise<void> {
  const { signOffId } = await member(as.ines, async (tx) => {
    const [text] = await listCampaignTexts(tx, campaignId)
    const { language, version } = text!
    await saveCampaignText(tx, { campaignId, language, version, text: { signatureText } })
    const { version: now } = await getCampaign(tx, campaignId)
    return await publishCampaign(tx, { campaignId, version: now, items: ['name'], languages: ['en'] })
  })
  await signBeside(office, await secondOf(office, as.ines), signOffId)
}

const hiddenIn = (html: string) => /name="signedLetter" value="([\w-]{43})"/.exec(html)![1]!
/** Opens the form as a visitor does, and gives what sends it later. */
async function openForm(path: string) {
  const signedLetter = hiddenIn((await get(path)).text)
  return async (who: typeof ruth) => {
    expect((await post(path, { ...who, follow: 'no', identity: 'full', signedLetter })).status).toBe(303)
    await worker.drainAll()
  }
}

async function confirm(organisation: string, of: { caseId: string; campaignId: string }, email: string) {
  const { token } = confirmLinks(worker.services, clock.now(), {
    ...{ organisationId: organisation, inbox: (await inboxOf(organisation, email))!, language: 'en' },
    ...{ caseId: of.caseId, campaignId: of.campaignId },
  })
  const at = clock.now().toISOString()
  await worker.submit(2, { type: 'confirm', token, choice: 'only', at, language: 'en' })
  await worker.drainAll()
}

const versionsOf = async (id: string, caseId: string) => {
  const { letters } = await member(as.ines, (tx) => listSignedLetters(tx, { id, caseId }))
  return letters.map(({ version, text, people, current }) => [version, text, people, current])
}

test('a form that was opened before a change signs what stood on it, whoever’s page it was', async () => {
  const built = await campaign()
  const { campaignId, caseId, key } = built
  const { address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
  const [ours, theirs] = [`/en/act/${key}/signature`, `/en/act/${key}/${address}/signature`]
  const signBefore = await openForm(ours)
  const signBeforeThere = await openForm(theirs)
  clock.move(86_400_000)
  await change(campaignId, changed)
  expect((await get(ours)).text).toContain(changed)
  await signBefore(ruth)
  await signBeforeThere(jonas)
  await (
    await openForm(theirs)
  )({ ...ruth, firstName: 'Noor', email: 'noor@mail.example' })
  await confirm(organisationId, built, ruth.email)
  await confirm(wanjiru.organisationId, built, jonas.email)
  await confirm(wanjiru.organisationId, built, 'noor@mail.example')
  const old = campaignWords.signatureText
  expect(await versionsOf(campaignId, caseId)).toEqual([
    [2, changed, 1, true],
    [1, old, 2, false],
  ])
  // who signs the new one as well is counted there too, and once in the campaign
  await (
    await openForm(ours)
  )(ruth)
  await confirm(organisationId, built, ruth.email)
  // a text that comes back is the version that it was
  await change(campaignId, old)
  expect(await versionsOf(campaignId, caseId)).toEqual([
    [2, changed, 2, false],
    [1, old, 2, true],
  ])
  const { people } = await asWorker(organisationId, async (tx) => {
    const { rows } = await sql<{
      people: number
    }>`select people from wl.campaign_tally(${campaignId})`.execute(tx.db)
    return rows[0]!
  })
  expect(people).toBe(3)
  const plain = await member(as.ines, ({ db }) =>
    sql`select id from signed_letters where position('inquiry'::bytea in sealed) > 0`.execute(db),
  )
  expect(plain.rows, 'sealed').toEqual([])
})

test('nobody signs what was never public', async () => {
  const { campaignId, key } = await campaign()
  const forged = { ...ruth, follow: 'no', identity: 'full', signedLetter: 'A'.repeat(43) }
  expect((await post(`/en/act/${key}/signature`, forged)).status).toBe(303)
  await worker.drainAll()
  const { acts, codes } = await asWorker(organisationId, async ({ db }) => ({
    acts: await db.selectFrom('actions').select('id').where('campaign_id', '=', campaignId).execute(),
    codes: await db.selectFrom('events').select('data').where('type', '=', 'submission.dropped').execute(),
  }))
  expect(acts).toEqual([])
  expect(codes.map(({ data }) => data['code'])).toEqual(['letter'])
})

test('the database moves no signature, changes no version, and lets no letter out that is not kept', async () => {
  const { campaignId, key } = await campaign()
  await (
    await openForm(`/en/act/${key}/signature`)
  )(ruth)
  await change(campaignId, changed)
  const move = sql`update actions set letter_id = (select id from signed_letters
    where campaign_id = ${campaignId} and version = 2) where campaign_id = ${campaignId}`
  for (const run of [
    () => asWorker(organisationId, ({ db }) => move.execute(db)),
    () => member(as.ines, ({ db }) => move.execute(db)),
  ])
    await expect(run()).rejects.toMatchObject({ constraint: 'actions_letter_stays' })
  for (const statement of [
    sql`update signed_letters set sealed = 'other'`,
    sql`delete from signed_letters where campaign_id = ${campaignId}`,
  ])
    await expect(member(as.ines, ({ db }) => statement.execute(db))).rejects.toMatchObject({ code: '42501' })
  await expect(
    member(as.ines, ({ db }) =>
      sql`update published.documents set body = body || '{"signatureText": "Another letter."}'
        where kind = 'campaign' and key = ${key}`.execute(db),
    ),
  ).rejects.toMatchObject({ constraint: 'signed_letters_kept' })
})

test('her mails name the version, and so do those of an organisation that has left', async () => {
  const built = await campaign()
  const { campaignId, caseId, key } = built
  const { address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
  await change(campaignId, changed)
  const partner = wanjiru.organisationId
  await (
    await openForm(`/en/act/${key}/${address}/signature`)
  )(ruth)
  const sink = await startSink({ keep: 10 })
  const relay = relayOf({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, publicUrl: 'https://watch.example' })
  const server = openMailServers(worker.services, relay)
  const newest = async () => {
    while (await sendOne(worker.services, server));
    const raw = sink.mails.findLast(({ to }) => to === ruth.email)!.raw
    return (await PostalMime.parse(Buffer.from(raw, 'latin1'))).text!.replaceAll(/\s+/g, ' ')
  }
  try {
    const asked = await newest()
    expect(asked).toMatch(/version 2 of the letter \(English\), published on 2\d November 2026/)
    await confirm(partner, built, ruth.email)
    await member(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
    const inbox = await inboxOf(partner, ruth.email)
    await asWorker(partner, (tx) =>
      queueMail(tx, {
        ...{ organisationId: partner, kind: 'held-data', urgency: 3, inbox: inbox! },
        ...{ language: 'en', template: 'held-data', values: {} },
      }),
    )
    const held = await newest()
    expect(held).toMatch(/Your signature, under version 2 of the letter \(English\), published on/)
    expect(held).not.toContain('the minister')
  } finally {
    server.close()
    await sink.close()
  }
})

test('a letter from before versions were kept is kept by the worker, or by the first who signs it', async () => {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  try {
    const [first, second] = [await campaign(), await campaign()]
    // as it stands right after the upgrade
    await owner.query('delete from signed_letters where campaign_id = any ($1)', [
      [first.campaignId, second.campaignId],
    ])
    await (
      await openForm(`/en/act/${first.key}/signature`)
    )(ruth)
    await confirm(organisationId, first, ruth.email)
    const old = campaignWords.signatureText
    expect(await versionsOf(first.campaignId, first.caseId)).toEqual([[1, old, 1, true]])
    expect(await versionsOf(second.campaignId, second.caseId)).toEqual([])
    await keepSignedLetters.run(worker.services)
    await keepSignedLetters.run(worker.services)
    expect(await versionsOf(second.campaignId, second.caseId)).toEqual([[1, old, 0, true]])
  } finally {
    await owner.end()
  }
})
