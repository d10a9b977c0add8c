/** Her own link, with a case behind it that is public: what the tests of both its sides press. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import { buildPoint } from './build-words.ts'
import { buildArrest, buildCase, buildConsents, type BuiltCase } from './build-case.ts'
import type { TestOffice, Browser } from './office.ts'
import { privateDoor } from './private-door.ts'
import { publish, signed } from './sign.ts'
import { keyForPhrase, setPhrase } from '../src/publishing/consent-links/link.ts'
import { caseMaterial } from '../src/cases/index.ts'
import { publishCase, recordConsent } from '../src/publishing/index.ts'
import { fingerprint } from '../src/publishing/publish-case.ts'
import { hashPassphrase } from '../src/platform/sign-in/passphrase.ts'

export const [phrase, duress] = ['canary lemon tree', 'canary olive branch']

/** The case at hand, its consents by item, and who is at the console; each anew with `begin`. */
interface Now {
  her: BuiltCase
  consents: Record<string, string>
  caseworker: Browser
  campaigner: Browser
}

export function herLink(office: TestOffice) {
  const door = privateDoor(office)
  const { ines } = office.member
  const now = {} as Now
  let n = 0

  /** Call it before each test. */
  async function begin(): Promise<void> {
    office.clock.move(60_000)
    Object.assign(now, { caseworker: office.as('ines'), campaigner: office.as('tomas') })
    ines.steppedUpAt = office.clock.now()
    await newCase()
  }

  async function newCase() {
    now.her = await buildCase(office.db, ines, { codeName: `Own ${++n}` })
    now.consents = await buildConsents(office.db, ines, now.her, ['name', 'image', 'story'])
    await publish(office.db, ines, {
      ...{ caseId: now.her.caseId, subjectKind: 'case', subjectId: now.her.caseId, key: now.her.shortId },
      items: [{ personId: now.her.personId, item: 'story' }],
      gate: { personId: now.her.personId, item: 'name' },
      documents: [{ language: 'en', body: { lang: 'en', name: 'Samira Haddad' } }],
      text: 'the case page',
    })
  }

  const at = () => `/cases/${now.her.caseId}/consents/link`
  const of = (form: object = {}) => ({ personId: now.her.personId, ...form })
  const rows = async <T = Record<string, unknown>>(table: string, where = 'true') =>
    (
      await office.db.reading(ines, ({ db }) =>
        sql<{ row: T }>`select to_jsonb(t) as row from ${sql.table(table)} t
        where case_id = ${now.her.caseId} and ${sql.raw(where)}`.execute(db),
      )
    ).rows.map(({ row }) => row)
  const given = async () =>
    (await rows<{ item: string }>('consents', `state = 'given'`)).map((one) => one.item).toSorted()
  const isPublic = () => office.count('published.documents', `case_id = '${now.her.caseId}'`)
  const text = async (answer: Response | Promise<Response>) => await (await answer).text()

  /** Her phrases as the console would keep them, at a lower cost: these tests try hundreds. */
  const cheap = { memory: 64, passes: 1, parallelism: 1, tagLength: 32 }
  const agree = async () => {
    const who = { caseId: now.her.caseId, personId: now.her.personId }
    const key = await office.db.transaction(ines, (tx) => keyForPhrase(tx, who))
    const hashed = {
      phrase: await hashPassphrase(key, phrase, cheap),
      duress: await hashPassphrase(key, duress, cheap),
    }
    await office.db.transaction(ines, (tx) => setPhrase(tx, { ...who, hashed }))
  }
  async function link(form: object = {}): Promise<string> {
    await agree()
    return await linkOnly(form)
  }
  async function linkOnly(form: object = {}): Promise<string> {
    expect((await now.caseworker.post(at(), of({ hours: '24', language: 'en', ...form }))).status).toBe(303)
    return /4002(\/m\/[\w-]{22})/.exec(await text(now.caseworker.get(at())))![1]!
  }
  const passIn = (html: string) => /name="pass" value="([\w-]+)"/.exec(html)![1]!
  const open = async (path: string, said = phrase) => await text(door.post(path, { phrase: said }))
  async function press(
    path: string,
    act: string,
    ids: string[],
    more: Record<string, string> = {},
    said = phrase,
  ) {
    const pass = passIn(await open(path, said))
    const form = new URLSearchParams({ pass, act, ...more })
    for (const id of ids) form.append('consent', id)
    const send = (body: URLSearchParams) =>
      door.app.request(`http://localhost:4002${path}`, { method: 'POST', body })
    const sure = await send(form)
    form.set('step', 'do')
    return { sure: await text(sure), done: await send(form), again: () => send(form) }
  }
  /** Presses for one of her points, with what her page says of it; `circle` is for whom she approves it. */
  async function pressPoint(
    path: string,
    act: 'approve' | 'withdraw',
    point: string,
    { circle, said = phrase }: { circle?: string; said?: string } = {},
  ) {
    const page = await open(path, said)
    const seen = new RegExp(
      `value="${point}"/?><input type="hidden" name="seen" value="([0-9a-f]{64})"`,
    ).exec(page)![1]!
    return await press(path, act, [], { point, seen, ...(circle ? { circle } : {}) }, said)
  }
  /** Her consent to be quoted, for the web and the coalition, and one point that waits for her. */
  async function waitingPoint(text = 'I go on <asking>.'): Promise<string> {
    await office.db.transaction(ines, (tx) =>
      recordConsent(tx, {
        ...{ caseId: now.her.caseId, personId: now.her.personId, items: ['quotes'], answer: 'given' },
        ...{ how: 'oral', agreed: 'Quote me', givenAt: tx.now, purposes: ['web', 'coalition'] },
      }),
    )
    return await buildPoint(office.db, ines, now.her, { text, until: 'taken' })
  }
  /** The case page carries the point, as it was signed. */
  const publishPoint = async () =>
    await signed(office.db, ines, async (tx) => {
      const material = await caseMaterial(tx, now.her.caseId)
      return await publishCase(tx, {
        ...{ caseId: now.her.caseId, languages: ['en'], gate: 'name', items: ['story'], portrait: false },
        ...{
          status: false,
          points: material.words.map(({ pointId }) => pointId),
          seen: fingerprint(material),
        },
      })
    })
  const arrest = () => buildArrest(office.db, ines, now.her.caseId, '2026-11-23')
  const propose = () =>
    office.db.transaction(ines, (tx) =>
      recordConsent(tx, {
        ...{
          caseId: now.her.caseId,
          personId: now.her.personId,
          items: ['quotes'],
          answer: 'proposed',
          how: 'oral',
        },
        ...{ agreed: 'Three thoughts', givenAt: tx.now, purposes: ['web', 'media'] },
      }),
    )

  const pages = { at, of, text, passIn, open, press, pressPoint, waitingPoint, publishPoint }
  const stands = { rows, given, isPublic }
  return { now, door, begin, newCase, agree, link, linkOnly, arrest, propose, ...pages, ...stands }
}
