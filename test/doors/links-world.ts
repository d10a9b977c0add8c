/** One link of each kind, made as the product makes it, with what pressing it does. */
import { afterAll } from 'vitest'
import { modules } from '../../src/composed.ts'
import { confirmLinks } from '../../src/campaigns/confirm-mail.ts'
import { choicesSignature, choicesToken, unsubscribeToken } from '../../src/campaigns/leaving.ts'
import { undoToken } from '../../src/campaigns/correcting.ts'
import { preferenceToken } from '../../src/campaigns/preference-token.ts'
import { changeDetails } from '../../src/supporters/index.ts'
import { feedPath } from '../../src/cases/calendar/private-calendar.ts'
import { endFeed, makeFeed } from '../../src/cases/calendar/feed.ts'
import { takeAlarmPath } from '../../src/cases/check-ins/private-door.tsx'
import { renewLink } from '../../src/cases/check-ins/plan.ts'
import { linkToken } from '../../src/cases/duty/private-link.ts'
import { inviteOrganisation } from '../../src/coalitions/index.ts'
import { changeAuditAddress } from '../../src/organisations/audit-address.ts'
import { getOrganisation, inviteMember, onAuditAddress } from '../../src/organisations/index.ts'
import { makeDemoLink, makeFirstMemberLink } from '../../src/organisations/joining.ts'
import { getLetter } from '../../src/joint-letters/index.ts'
import { confirmWithin, signatoryToken, signOnToken } from '../../src/joint-letters/sign-on-links.ts'
import { wordsOf } from '../../src/joint-letters/submission.ts'
import { workerOf } from '../../src/platform/actor.ts'
import type { Tx } from '../../src/platform/database.ts'
import { totpCode } from '../../src/platform/sign-in/totp.ts'
import { recoverMember } from '../../src/recovery.ts'
import { buildLiveCampaign, buildPublicCase } from '../build-campaign.ts'
import { buildLetter, buildSignatory, publishBuiltLetter } from '../build-letter.ts'
import { addressOfPlan, buildPlan } from '../build-check-in.ts'
import { buildMember, buildOrganisation } from '../build.ts'
import { herLink, phrase } from '../her-link.ts'
import { catalogue, consoleUrl, privateUrl, type TestOffice } from '../office.ts'
import { act, newJourney, ruth } from '../submissions.ts'
import { numbersOf } from '../supporter.ts'
import { testWorker } from '../worker.ts'
import { openTestSite } from '../visitors-door.ts'
import type { LinkName } from './links.ts'

export interface MadeLink {
  path: string
  /** as it stands in the path */
  secret: string
  /** what its button sends */
  form: Record<string, string>
  /** presses it, as often as it takes; only where one form is not enough */
  press?(): Promise<Response>
  /** as often as it did what it is for */
  took(): Promise<number>
  /** ends it, where it has no time of its own */
  end?(): Promise<unknown>
}

export type Ask = (
  door: 'visitors' | 'private' | 'office',
  method: string,
  path: string,
  form?: object,
) => Promise<Response>

export async function linksWorld(office: TestOffice) {
  const { db, database, clock, count, organisationId } = office
  const fresh = () => ({ ...office.member.ines, steppedUpAt: clock.now() })
  const as = <T>(run: (tx: Tx) => Promise<T>) => db.transaction(fresh(), run)
  const intake = Object.assign({}, ...modules.map((module) => module.intake ?? {}))
  const worker = testWorker(database, { catalogue, clock, intake })
  const visitors = openTestSite(database, clock)
  afterAll(() => visitors.close())
  const hers = herLink(office)
  const apps = { visitors: visitors.app, private: hers.door.app, office: office.app }

  let asked = 0
  /** A browser that has been here never; `Origin: null`, as from a page that tells no referrer. */
  const ask: Ask = async (door, method, path, form) => {
    const url = (door === 'private' ? privateUrl : consoleUrl) + path
    const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }
    const body = method === 'POST' ? new URLSearchParams({ ...form }) : undefined
    const socket = { remoteAddress: `2001:db8:${(++asked).toString(16)}::1` }
    const request = new Request(url, { method, headers, ...(body ? { body } : {}) })
    return await (apps[door] as { fetch: (...of: unknown[]) => Response | Promise<Response> }).fetch(
      request,
      {
        incoming: { socket },
      },
    )
  }

  const of = await buildPublicCase(db, fresh(), { codeName: 'Links' })
  const campaign = await buildLiveCampaign(db, fresh(), { of })
  await visitors.site.published.refresh()
  const { caseId } = of
  const { number } = await db.reading(fresh(), (tx) => getOrganisation(tx, organisationId))

  let made = 0
  /** Somebody who acted and asked to hear; `answered`: said so by the mail, too. */
  async function supporter({ answered }: { answered: boolean }) {
    const email = `link${++made}@mail.example`
    const about = { ...campaign, organisationId }
    const who = { ...ruth, email }
    await worker.submit(3, act(about, 'signature', clock.now(), { who, journey: newJourney() }))
    await worker.drainAll()
    const numbers = await numbersOf(worker, organisationId, email)
    const link = { organisationId, inbox: numbers.inbox, caseId, campaignId: campaign.campaignId }
    const { token } = confirmLinks(worker.services, clock.now(), { ...link, language: 'en' })
    if (answered) {
      const at = clock.now().toISOString()
      await worker.submit(2, { type: 'confirm', at, language: 'en', token, choice: 'keep-posted' })
      await worker.drainAll()
    }
    return { ...numbers, token }
  }
  /** Whoever has this number is called otherwise now; gives the change. */
  const changed = (whom: number) =>
    worker.db.transaction(workerOf(organisationId), async (tx) => {
      const { id: supporterId } = await tx.db
        .selectFrom('supporters')
        .select('id')
        .where('organisation_id', '=', organisationId)
        .where('number', '=', whom)
        .executeTakeFirstOrThrow()
      const details = { lastName: 'Adeyemi' }
      const beside = () => Promise.resolve({ signatures: false, under: {}, cases: [] })
      const done = await changeDetails(tx, { organisationId, supporterId, details, beside })
      if ('unchanged' in done) throw new Error(done.unchanged)
      return done.change.id
    })
  const left = () => count('opt_ins', 'ended_at is not null')
  const leaving = (secret: string, path: string, form: Record<string, string>): MadeLink => ({
    ...{ path, secret, form, took: left },
  })

  /** A plan of her signs of life, and where her link to it leads. */
  async function plan() {
    const duressWord = 'red kettle'
    const planId = await buildPlan(db, fresh(), caseId, { codeWord: 'blue kettle', duressWord })
    return { planId, path: await addressOfPlan(db, fresh(), caseId, planId), duressWord }
  }

  const letterId = await buildLetter(db, fresh(), caseId)
  await publishBuiltLetter(db, fresh(), letterId)
  /** An organisation from outside that signed the letter. */
  async function signatory(state: 'pending' | 'waiting') {
    const signatoryId = await buildSignatory(worker.db, { id: letterId, organisationId }, { state })
    const { textHash } = await db.reading(fresh(), (tx) => getLetter(tx, letterId))
    return { organisationId, signatoryId, letterId, words: wordsOf(textHash!.toString('base64url')) }
  }

  const last = (path: string) => path.split('/').at(-1)!
  const used = () => count('one_time_links', 'used_at is not null')
  /** Sets up a passphrase with an app, as the page offers it. */
  function welcome(path: string): MadeLink {
    const form = {
      name: 'Mara Okoye',
      address: `mara${made}@quay.example`,
      organisation: 'Quay',
      country: 'NL',
    }
    return {
      ...{ path, secret: last(path), form, took: used },
      async press() {
        const page = await (await ask('office', 'GET', path)).text()
        const secret = /secret=([A-Z2-7]+)/.exec(page)?.[1] ?? ''
        const totp = /name="totp" value="([^"]*)"/.exec(page)?.[1] ?? ''
        const passphrase = 'seven herons over the grey harbour'
        const code = secret && totpCode(secret, clock.now())
        return await ask('office', 'POST', path, { ...form, passphrase, totp, code })
      },
    }
  }
  const pathOf = (address: string) => new URL(address).pathname

  const make: Record<LinkName, () => Promise<MadeLink>> = {
    async 'check-in'() {
      const { planId, path } = await plan()
      const end = () => as((tx) => renewLink(tx, { caseId, planId }))
      const took = () => count('contacts', `channel = 'link'`)
      return { ...{ path, secret: last(path), form: { answer: 'well' } }, took, end }
    },
    async alarm() {
      const { path: hersToAnswer, duressWord } = await plan()
      await ask('private', 'POST', hersToAnswer, { answer: 'well', word: duressWord })
      await worker.drainAll()
      const secret = await db.reading(workerOf(organisationId), async (tx) => {
        const messages = tx.db.selectFrom('alarm_messages').select('id').orderBy('id', 'desc')
        const { id } = await messages.executeTakeFirstOrThrow()
        return linkToken(await tx.keys.organisation(organisationId), `alarm ${id}`)
      })
      const took = () => count('alarms', 'acknowledged_at is not null')
      return { ...{ path: takeAlarmPath(secret), secret, form: {} }, took }
    },
    async consent() {
      await hers.begin()
      const path = await hers.link({ hours: '72' })
      const took = () => count('consents', `state = 'withdrawn'`)
      const press = async () => (await hers.press(path, 'withdraw', [hers.now.consents['image']!])).done
      return { ...{ path, secret: last(path), form: { phrase } }, press, took }
    },
    async calendar() {
      const secret = await as((tx) => makeFeed(tx))
      return { ...{ path: feedPath(secret), secret, form: {} }, took: async () => 0, end: () => as(endFeed) }
    },
    async 'first-member'() {
      made++
      const { id } = await buildOrganisation(db, { name: `First ${made}` })
      return welcome(pathOf(await makeFirstMemberLink(db, { organisationId: id, consoleUrl })))
    },
    async invitation() {
      const invited = { name: 'Noor', address: `noor${++made}@harbour.example`, role: 'viewer' } as const
      return welcome(`/welcome/${(await as((tx) => inviteMember(tx, invited))).token}`)
    },
    async 'new-organisation'() {
      const address = `aram${++made}@tide.example`
      const invited = { kind: 'new', organisation: `Tide ${made}`, person: 'Aram', address } as const
      const asking = { caseId, role: 'partner', message: 'Stand with us.', invited } as const
      return welcome(`/welcome/${(await as((tx) => inviteOrganisation(tx, asking))).token}`)
    },
    async recovery() {
      const lost = { name: 'Lost', address: `lost${++made}@harbour.example`, role: 'viewer' } as const
      await buildMember(db, organisationId, lost)
      return welcome(pathOf((await recoverMember(db, { address: lost.address, consoleUrl })).link))
    },
    async demo() {
      const { accountId } = office.member.viktor
      const path = pathOf(await makeDemoLink(db, { accountId, consoleUrl }))
      return { ...{ path, secret: last(path), form: {} }, took: used }
    },
    async 'audit-address'() {
      let path = ''
      onAuditAddress(async (_tx, notice) => {
        if (notice.what === 'confirm') path = pathOf(notice.link)
      })
      await as((tx) => changeAuditAddress(tx, `audit${++made}@harbour.example`, { consoleUrl }))
      const took = () => count('events', `type = 'organisation.audit-address-confirmed'`)
      return { ...{ path, secret: last(path), form: {} }, took }
    },
    async confirm() {
      const { token } = await supporter({ answered: false })
      const took = () => count('actions', `state = 'confirmed'`)
      return { ...{ path: `/en/confirm/${token}`, secret: token, form: { answer: 'follow' } }, took }
    },
    async preferences() {
      const { inbox } = await supporter({ answered: true })
      const link = { organisationId, inbox, caseId, language: 'en' }
      const secret = preferenceToken(database.keys, clock.now(), link)
      return leaving(secret, `/en/preferences/${secret}`, { command: 'stop_case' })
    },
    async choices() {
      const { supporter: whom } = await supporter({ answered: true })
      const signature = choicesSignature(database.keys, clock.now(), {
        organisationId,
        caseId,
        language: 'en',
      })
      const secret = choicesToken(database.keys, signature, number, whom)
      return leaving(secret, `/en/preferences/${secret}`, { command: 'stop_case' })
    },
    async undo() {
      const { supporter: whom } = await supporter({ answered: true })
      const changeId = await changed(whom)
      const secret = undoToken(database.keys, clock.now(), { organisationId, changeId, language: 'en' })
      const took = () => count('supporter_changes', 'undone_at is not null')
      return { ...{ path: `/en/undo/${secret}`, secret, form: {} }, took }
    },
    async unsubscribe() {
      const { supporter: whom } = await supporter({ answered: true })
      const secret = unsubscribeToken(database.keys, number, whom)
      return leaving(secret, `/u/${secret}`, { 'List-Unsubscribe': 'One-Click' })
    },
    async 'sign-on'() {
      const link = await signatory('pending')
      const expires = new Date(clock.now().getTime() + confirmWithin)
      const secret = signOnToken(database.keys, link, 'en', expires)
      const took = () => count('joint_letter_signatories', 'verified_at is not null')
      return { ...{ path: `/en/sign-on/${secret}`, secret, form: { answer: 'confirm' } }, took }
    },
    async signatory() {
      const secret = signatoryToken(database.keys, await signatory('waiting'), 'en', clock.now())
      const took = () => count('joint_letter_signatories', `state = 'withdrawn'`)
      return { ...{ path: `/en/signatory/${secret}`, secret, form: { answer: 'withdraw' } }, took }
    },
  }
  return { make, ask, worker, apps }
}
