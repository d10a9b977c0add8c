/** Members of another organisation, and members who left, at every address of the console with the ids of a case that is not theirs. */
import { beforeAll, expect, test } from 'vitest'
import { signIn, type Member } from '../../src/platform/actor.ts'
import { startSession } from '../../src/organisations/index.ts'
import type { ConsoleRoute } from '../../src/platform/module.ts'
import { modules } from '../../src/composed.ts'
import { buildMember, buildOrganisation } from '../build.ts'
import { buildCampaign, buildLiveCampaign, type BuiltCampaign } from '../build-campaign.ts'
import { buildCase } from '../build-case.ts'
import { buildPartner, joinCoalition } from '../build-coalition.ts'
import { buildReaders, buildUpdate, publishBuilt } from '../build-update.ts'
import { consoleUrl, testOffice } from '../office.ts'
import { lighthouse } from '../world.ts'

const office = await testOffice()
const routes = modules.flatMap((module) => module.routes ?? [])
let secrets = ['Samira', 'Lantern', 'Open gate', 'noor@post.example', 'Veshti', 'A question is no crime']

let campaign: BuiltCampaign
/** each parameter of an address with every id of ours that it could hold */
const ids: Record<string, string[]> = {}

beforeAll(async () => {
  const { db, organisationId, member } = office
  campaign = await buildLiveCampaign(db, member.ines)
  const readers = [{ email: 'noor@post.example', firstName: 'Noor', kind: 'signature' as const }]
  const [supporter] = await buildReaders(db, organisationId, campaign, readers)
  const updateId = await buildUpdate(db, member.ines, campaign.caseId)
  await publishBuilt(db, member.ines, updateId)
  Object.assign(ids, {
    caseId: [campaign.caseId],
    '/campaigns/:id': [campaign.campaignId],
    '/supporters/:id': [supporter!],
    '/officials/:id': [campaign.targetId],
    updateId: [updateId],
    memberId: [member.tomas.memberId],
    language: ['en'],
    width: ['480'],
    outcome: ['sent'],
  })
})

const body = () => ({
  caseId: campaign.caseId,
  campaign: campaign.campaignId,
  campaignId: campaign.campaignId,
  targetId: campaign.targetId,
  target: campaign.targetId,
  personId: campaign.personId,
  official: campaign.targetId,
  case: campaign.caseId,
  id: campaign.caseId,
  ids: [campaign.campaignId],
  version: '1',
  name: 'Eve',
  note: 'x',
  role: 'viewer',
})

function addresses({ path }: ConsoleRoute): string[] {
  let found = [path.replaceAll(/\{[^}]*\}/g, '')]
  for (const [, name] of path.matchAll(/:([a-zA-Z]+)/g))
    found = found.flatMap((one) =>
      (ids[`/${one.split('/')[1]}/:${name}`] ?? ids[name!] ?? [campaign.caseId]).map((id) =>
        one.replace(`:${name}`, id),
      ),
    )
  return found
}

/** everything of ours that a change would touch */
async function fingerprint(): Promise<string> {
  const { organisationId } = office
  const of = `organisation_id = '${organisationId}'`
  const ofCase = `case_id = '${campaign.caseId}'`
  const asked: [string, string][] = [
    // her own signing in is hers
    ['events', `${of} and type <> 'session.started'`],
    ['events', ofCase],
    ['campaigns', of],
    ['supporters', of],
    ['members', of],
    ['consents', ofCase],
    ['publications', ofCase],
    ['case_team', ofCase],
    ['broadcasts', of],
    ['mails', of],
    ['targets', of],
  ]
  return JSON.stringify(await Promise.all(asked.map(([table, where]) => office.count(table, where))))
}

async function browserOf(member: Member) {
  const { token } = await office.db.transaction(signIn, (tx) =>
    startSession(tx, { accountId: member.accountId, how: 'passkey' }),
  )
  const headers = {
    cookie: `watchlight-4001=${token}`,
    'Sec-Fetch-Site': 'same-origin',
    Origin: consoleUrl,
    'X-Forwarded-For': '203.0.113.77',
  }
  return (method: string, path: string, form?: Record<string, string | string[]>) =>
    office.app.request(consoleUrl + path, {
      method,
      headers,
      ...(form
        ? {
            body: new URLSearchParams(
              Object.entries(form).flatMap(([name, value]) =>
                [value].flat().map((one): [string, string] => [name, one]),
              ),
            ),
          }
        : {}),
    })
}

/** Everything that a session answers to ids of ours; what it should not have is listed. */
async function walk(member: Member, only = routes): Promise<string[]> {
  const ask = await browserOf(member)
  const wrong: string[] = []
  const query = `?case=${campaign.caseId}&campaign=${campaign.campaignId}&update=${ids['updateId']![0]}`
  for (const route of only) {
    if (elsewhere.has(route.path)) continue
    for (const path of addresses(route)) {
      const answer =
        route.method === 'POST' ? await ask('POST', path, body()) : await ask('GET', `${path}${query}`)
      const text = await answer.text()
      const named = secrets.filter((secret) => text.includes(secret))
      const found = route.path.includes('/:') && answer.status < 400
      if (named.length > 0 || answer.status >= 500 || found)
        wrong.push(`${route.method} ${route.path}: ${answer.status} ${named.join()}`)
    }
  }
  return wrong
}

// the first two end the session; the others speak of what is the member's own, whatever the id, and say no more
const elsewhere = new Set([
  '/sign-out',
  '/leave',
  '/account/sessions/:sessionId/end',
  '/supporters/searches/:id/cancel',
])

test(
  'an admin of another organisation learns nothing and changes nothing, whatever id she tries',
  { timeout: 180_000 },
  async () => {
    const other = await buildOrganisation(office.db, lighthouse)
    const person = { name: 'Eve Marlow', address: 'eve@lighthouse.example', role: 'admin' as const }
    const eve = await buildMember(office.db, other.id, person)
    const before = await fingerprint()
    expect(await walk(eve)).toEqual([])
    expect(await fingerprint()).toBe(before)
  },
)

test(
  'a campaigner of the same organisation who is not on the team finds no case behind its closed door',
  { timeout: 180_000 },
  async () => {
    const { db, member } = office
    const of = await buildCase(db, member.ines, { codeName: 'Hidden harbour', room: 'team' })
    campaign = await buildCampaign(db, member.ines, {
      of,
      codeName: 'Quiet gate',
      targetId: campaign.targetId,
    })
    const updateId = await buildUpdate(db, member.ines, of.caseId)
    ids['caseId'] = [of.caseId]
    ids['/campaigns/:id'] = [campaign.campaignId]
    ids['updateId'] = [updateId]
    secrets = ['Hidden harbour', 'Quiet gate']
    const before = await fingerprint()
    const ofTheCase = ({ path }: ConsoleRoute) =>
      /^\/(cases|campaigns|updates|messages|broadcasts)?$|\/:(caseId|updateId)|\/campaigns\/:id/.test(path)
    expect(await walk(member.tomas, routes.filter(ofTheCase))).toEqual([])
    expect(await fingerprint()).toBe(before)
  },
)

test(
  'an admin of an organisation that observes changes nothing at any door of the case',
  { timeout: 180_000 },
  async () => {
    const { db, member } = office
    campaign = await buildLiveCampaign(db, member.ines)
    const updateId = await buildUpdate(db, member.ines, campaign.caseId)
    await publishBuilt(db, member.ines, updateId)
    const watcher = await buildPartner(db, { ...lighthouse, name: 'Tide House' }, onlooker)
    await joinCoalition(db, member.ines, campaign.caseId, watcher, { role: 'observer' })
    ids['caseId'] = [campaign.caseId]
    ids['/campaigns/:id'] = [campaign.campaignId]
    ids['updateId'] = [updateId]
    // what she may read is hers to read; what she sends is refused
    secrets = []
    const sent = routes.filter(
      ({ method, path }) =>
        method === 'POST' && /\/:(caseId|updateId)|\/campaigns\/:id/.test(path) && path !== naming,
    )
    const before = await fingerprint()
    expect(await walk(watcher, sent)).toEqual([])
    expect(await fingerprint()).toBe(before)
  },
)
/** whether it is named itself is every organisation's own to say, and the form comes back */
const naming = '/cases/:caseId/coalition/naming'
const onlooker = { name: 'Aram Said', address: 'aram@tide.example', role: 'admin' as const }
