/**
 * Promise P1, tried on a running system: what must stay secret is named with a word that stands nowhere else, and then
 * every byte that could be stolen is searched for it.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { addTarget } from '../../src/campaigns/target.ts'
import { assess, savePerson, saveWording } from '../../src/cases/index.ts'
import { recordConsent } from '../../src/publishing/index.ts'
import { draftUpdate, saveUpdateText, sendUpdate } from '../../src/updates/index.ts'
import { minister } from '../build-campaign.ts'
import { buildUpdate, publishBuilt, updateWords } from '../build-update.ts'
import { buildMember } from '../build.ts'
import { act, confirm, formOf, newVisitor } from './acting.ts'
import { capital, findIn, formsOf, newMarker } from './marker.ts'
import { tellStory } from './story.ts'
import { startSystem } from './system.ts'

const system = await startSystem()
afterAll(() => system.stop(), 60_000)
const story = await tellStory(system)
afterAll(() => story.db.close())

const marker = newMarker()
const forms = formsOf(marker)
/** A word of her own for each thing, so that a find says what it was. */
const secret = (what: string) => `${capital(marker)} ${what}`
const address = (who: string) => `${marker}.${who.toLowerCase()}@post.example`
const person = (who: string) => ({
  firstName: `${capital(marker)}${who}`,
  lastName: `Mc${marker}`,
  email: address(who),
})

async function staffWrites(): Promise<void> {
  const { db, as, organisationId, campaign } = story
  const { caseId, personId } = campaign
  const stranger = { name: secret('colleague'), address: address('colleague'), role: 'viewer' as const }
  await buildMember(db, organisationId, stranger)
  await db.transaction(as.ines, async (tx) => {
    const day = tx.now.toISOString().slice(0, 10)
    await savePerson(tx, {
      ...{ caseId, personId, version: 1 },
      ...{ legalName: secret('legal name'), calledName: secret('called'), pronouns: '', languages: '' },
      channels: secret('channel'),
    })
    const wording = { name: secret('name'), sentence: secret('sentence'), story: secret('story') }
    const text = { ...wording, concern: secret('concern'), zone: 'UTC' }
    await saveWording(tx, { caseId, language: 'fr', version: 0, translation: 'original', ...text })
    await assess(tx, {
      ...{ caseId, harm: 'arrest', level: 'high', assessedOn: day, validUntil: day, nextReviewOn: day },
      ...{ wording: { en: secret('status') }, assessors: { en: [secret('assessor')] }, assessorCount: 1 },
    })
    await recordConsent(tx, {
      ...{ caseId, personId, items: ['quotes'], answer: 'given', how: 'oral', givenAt: tx.now },
      agreed: secret('consent note'),
    })
    const updateId = await draftUpdate(tx, { caseId, kind: 'alert', datedOn: day, defaultLanguage: 'en' })
    const words = { headline: secret('headline'), place: secret('place'), authors: [secret('author')] }
    const rest = {
      source: secret('source'),
      body: secret('body'),
      ask: '',
      nextExpected: '',
      correctionNote: '',
    }
    await saveUpdateText(tx, {
      ...{ updateId, language: 'en', version: 0, translation: 'original' },
      words: { ...words, ...rest },
    })
  })
  await db.transaction(as.tomas, (tx) =>
    addTarget(tx, { ...minister, name: secret('official'), email: address('official') }),
  )
}

async function visitorsAct(): Promise<void> {
  const { campaign } = story
  const letter = { identity: 'full', 'part-body': secret('letter') }
  await act(system, campaign, 'email', person('Writer'), letter, 'server')
  await act(system, campaign, 'message', person('Friend'), { message: secret('message') })
  await act(system, campaign, 'signature', person('Signer'))
  await act(system, campaign, 'call', undefined, { note: secret('call note') }, 'left_message')
  const visitor = newVisitor()
  const form = await visitor.open(formOf(system, campaign, 'signature'))
  const bad = { firstName: secret('refused'), email: `${marker} at post`, country: 'NL' }
  await visitor.send(form, { type: bad, refused: true })
  await visitor.open(`${system.publicUrl}/en/act/${marker}/${marker}?q=${marker}`)
  await visitor.open(`${system.consoleUrl}/${marker}?q=${marker}`)
  for (const who of ['Writer', 'Friend', 'Signer']) await confirm(system, address(who))
}

/** An update goes to those who asked to hear; one of them leaves with one press. */
async function everyoneHears(): Promise<void> {
  const { db, as, campaign } = story
  const updateId = await buildUpdate(db, as.ines, campaign.caseId, ['en'])
  await publishBuilt(db, as.ines, updateId)
  const audience = { who: 'all', kinds: [], languages: [], countries: [] } as const
  await db.transaction(as.ines, (tx) => sendUpdate(tx, updateId, audience))
  const { headline } = updateWords.en
  for (const who of ['Writer', 'Friend', 'Signer'])
    await system.mailbox.waitFor(
      ({ envelope, subject }) => envelope.to.includes(address(who)) && subject.includes(headline),
      { timeout: 60_000 },
    )
  const mail = system.mailbox.mails().findLast(({ subject }) => subject.includes(headline))!
  const header = mail.headers.find(({ key }) => key.toLowerCase() === 'list-unsubscribe')!.value
  const link = /<(https?:[^>]+)>/.exec(header)![1]!
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  expect((await fetch(link, { method: 'POST', body })).status).toBe(200)
  await vi.waitFor(async () => {
    const gone = await system.look(['inboxes'], 'select 1 from inboxes where suppressed_at is not null')
    expect(gone).toHaveLength(1)
  }, 30_000)
}

const counted = async (text: string): Promise<number> =>
  (
    await system.look<{ n: number }>(['actions', 'official_emails'], `select count(*)::int as n from ${text}`)
  )[0]!.n

/** All files below a folder; what vanishes meanwhile was not there. */
function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(file)
    else if (entry.isFile()) yield file
  }
}

function searchFiles(): { found: string[]; files: number; bytes: number } {
  const found: string[] = []
  let [files, size] = [0, 0]
  for (const file of filesBelow(system.dataDirectory)) {
    if (statSync(file, { throwIfNoEntry: false }) === undefined) continue
    const bytes = readFileSync(file)
    files++
    size += bytes.length
    found.push(...findIn(bytes, forms).map((hit) => `${path.relative(system.dataDirectory, file)}: ${hit}`))
  }
  return { found, files, bytes: size }
}

/** Every row of every table as text, as a dump holds it, bytea in hex. */
async function dump(): Promise<Map<string, string>> {
  const tables = await system.look<{ name: string }>(
    [],
    `select c.oid::regclass::text as name from pg_class c where relkind = 'r'
      and relnamespace::regnamespace::text in ('public', 'wl', 'intake', 'published')`,
  )
  const text = new Map<string, string>()
  for (const { name } of tables) {
    const rows = await system.look<{ line: string }>([name], `select t::text as line from ${name} t`)
    text.set(name, rows.map(({ line }) => line).join('\n'))
  }
  return text
}

async function checkpoint(): Promise<void> {
  const client = new pg.Client(system.urls.root)
  await client.connect()
  await client.query('checkpoint')
  await client.end()
}

test(
  'no secret of supporters, staff or the case lies anywhere in the open',
  { timeout: 180_000 },
  async () => {
    await staffWrites()
    await visitorsAct()
    await vi.waitFor(async () => {
      expect(await counted(`actions where state = 'confirmed'`)).toBe(4)
      expect(await counted(`official_emails where state = 'accepted' or edited`)).toBe(1)
    }, 60_000)
    await everyoneHears()
    await checkpoint()

    const { found, files, bytes } = searchFiles()
    expect(found).toEqual([])
    // the search did reach the cluster: its write-ahead log alone is larger than this
    expect(files).toBeGreaterThan(500)
    expect(bytes).toBeGreaterThan(16_000_000)
    expect(findIn(Buffer.from(system.printed(), 'latin1'), forms)).toEqual([])
    for (const [table, text] of await dump()) expect(findIn(Buffer.from(text), forms), table).toEqual([])
  },
)

test(
  'the same search finds what is planted, in files, dump and every form',
  { timeout: 60_000 },
  async () => {
    const planted = `update cases set code_name = '${marker}'`
    const client = new pg.Client(system.urls.owner)
    await client.connect()
    await client.query('alter table cases no force row level security')
    await client.query(planted)
    await client.query('alter table cases force row level security')
    await client.end()
    await checkpoint()
    const found = searchFiles().found.map((hit) => hit.slice(0, hit.indexOf(':')))
    expect(found.some((file) => file.includes('pg_wal/'))).toBe(true)
    expect(found.some((file) => file.includes('/base/'))).toBe(true)
    expect(findIn(Buffer.from((await dump()).get('cases')!), forms)).not.toEqual([])

    const hidden = Buffer.from(`before ${marker} after`)
    const disguises = [
      hidden,
      Buffer.from(hidden.toString('latin1'), 'utf16le'),
      Buffer.from(hidden.toString('hex')),
      ...[0, 1, 2].map((from) => Buffer.from(hidden.subarray(from).toString('base64'))),
      ...[0, 1, 2].map((from) => Buffer.from(hidden.subarray(from).toString('base64url'))),
      Buffer.from([...hidden].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('')),
      Buffer.from(hidden.toString('latin1').toUpperCase()),
    ]
    for (const bytes of disguises) expect(findIn(bytes, forms), bytes.toString('latin1')).not.toEqual([])
  },
)
