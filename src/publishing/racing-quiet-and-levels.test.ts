/** Withdrawals against quiet, its end, levels up and down, and edits that are signed: through the doors, at the same moment. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { buildCase } from '../../test/build-case.ts'
import { testOffice, type Browser } from '../../test/office.ts'
import { isFull, rounds } from '../../test/rounds.ts'
import { signed } from '../../test/sign.ts'
import { addToTeam } from '#cases/index.ts'
import { askForSignature, askToEndQuiet, goQuiet, lowerPublicity, recordConsent } from './index.ts'

const office = await testOffice()
const [ines, layla, tomas] = [office.as('ines'), office.as('layla'), office.as('tomas')]
const { member } = office
const her = await buildCase(office.db, member.ines, { codeName: 'Race of levels' })
for (const { accountId } of [member.layla, member.tomas])
  await office.db.transaction(member.ines, (tx) =>
    addToTeam(tx, { caseId: her.caseId, accountId, role: 'caseworker' }),
  )
const at = `/cases/${her.caseId}`
const n = rounds(40, 1000)

const choice = { languages: ['en', 'ar'], gate: 'name', items: ['story'], portrait: false, status: false }
const items = ['name', 'story'] as const
const agree = async () => {
  const { consentIds } = await office.db.transaction(member.ines, (tx) =>
    recordConsent(tx, {
      ...{ caseId: her.caseId, personId: her.personId, items, answer: 'given', how: 'written' },
      ...{ agreed: 'Yes.', givenAt: tx.now, purposes: ['web', 'coalition'] },
    }),
  )
  return consentIds
}
const publish = () =>
  signed(
    office.db,
    member.ines,
    (tx) => askForSignature(tx, { kind: 'case', subjectId: her.caseId, choice }),
    member.tomas,
  )
const quiet = () => office.db.transaction(member.ines, (tx) => goQuiet(tx, her.caseId))
const audible = async () => {
  if ((await office.count('quiet_spells', `case_id = '${her.caseId}' and ended_at is null`)) > 0)
    await signed(office.db, member.ines, (tx) => askToEndQuiet(tx, her.caseId), member.tomas)
}
const lowest = () =>
  office.db.transaction(member.ines, (tx) => lowerPublicity(tx, { caseId: her.caseId, level: 1 }))
const fields = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/name="(seen|version)" value="([^"]+)"/g)].map(([, name, value]) => [name!, value!]),
  )

/** The signing page is read before the race, so that either may come first. */
async function readyToSign(asked: Response): Promise<() => Promise<Response>> {
  const path = asked.headers.get('location')!
  const page = await (await tomas.get(path)).text()
  const listed = [...page.matchAll(/name="items" value="([^"]+)"/g)].map(([, item]) => item!)
  return () => tomas.post(`${path}/sign`, { items: listed, reviewed: 'yes', confirmed: 'yes' })
}

/** What stands before the race, and what races against the withdrawal. */
const races: Record<string, () => Promise<() => Promise<Response>>> = {
  async quiet() {
    await publish()
    return () => ines.post(`${at}/quiet`)
  },
  async restore() {
    await publish()
    await quiet()
    const asked = await ines.post(`${at}/quiet/end`)
    return await readyToSign(asked)
  },
  async lower() {
    await publish()
    return () => ines.post(`${at}/publicity/lower`, { level: '4' })
  },
  async raise() {
    await lowest()
    const asked = await ines.post(`${at}/publicity`, { level: '2' })
    return await readyToSign(asked)
  },
  async edit() {
    await publish()
    const form = fields(await (await ines.get(`${at}/publish`)).text())
    return () =>
      ines.post(`${at}/publish`, { ...form, languages: ['en', 'ar'], gate: 'name', items: [], read: 'yes' })
  },
}

/**
 * What must not be, as a member of the team sees it behind her wall: items without a given consent, pages that show what
 * was taken back, anything public of a quiet case, a level above what is shown.
 */
const standing = async (consent: string) =>
  (
    await office.db.reading(member.ines, ({ db }) =>
      sql`select
        (select state = 'withdrawn' from consents where id = ${consent}) as withdrawn,
        (select count(*)::int from publication_items i left join consents c on c.id = i.consent_id
          where i.case_id = ${her.caseId} and c.state is distinct from 'given') as without_consent,
        (select count(*)::int from publication_items where consent_id = ${consent}) as showing,
        (select count(*)::int from publications p join quiet_spells q on q.case_id = p.case_id
          where p.case_id = ${her.caseId} and q.ended_at is null) as loud,
        (select count(*)::int from cases c where c.id = ${her.caseId} and c.publicity_level = 5
          and not exists (select 1 from publication_items i where i.case_id = c.id and i.item = 'name')) as too_high`.execute(
        db,
      ),
    )
  ).rows[0]

const withdraw = (browser: Browser, consent: string) => browser.post(`${at}/consents/withdraw`, { consent })
const named = Object.keys(races)
const outcome = Object.fromEntries(named.map((name) => [name, { done: 0, prevented: 0 }]))

test(`${n} withdrawals against quiet, restore, levels and edits: none fails, nothing stays live without consent`, async () => {
  for (let round = 0; round < n; round++) {
    const name = named[round % named.length]!
    const consents = await agree()
    const run = await races[name]!()
    const consent = consents[Math.floor(round / named.length) % 2]!
    const [racing, withdrawing] = await Promise.all([run(), withdraw(layla, consent)])
    expect(withdrawing.status, `withdrawal of round ${round}, ${name}`).toBe(303)
    expect([303, 403, 409, 422], `${name} of round ${round}: ${racing.status}`).toContain(racing.status)
    outcome[name]![racing.status === 303 ? 'done' : 'prevented']++
    expect(await standing(consent), `after ${name} of round ${round}`).toEqual({
      ...{ withdrawn: true, without_consent: 0, showing: 0, loud: 0, too_high: 0 },
    })
    await audible()
  }
  // eight rounds of each kind may all go to the withdrawal; in two hundred both come first
  expect(Object.values(outcome).reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(0)
  if (!isFull) return
  for (const name of named) expect(outcome[name]!.done, name).toBeGreaterThan(0)
  expect(outcome['restore']!.prevented + outcome['raise']!.prevented).toBeGreaterThan(0)
}, 3_600_000)
