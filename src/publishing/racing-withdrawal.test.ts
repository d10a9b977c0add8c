import { expect, test } from 'vitest'
import sharp from 'sharp'
import { buildCase, buildConsents } from '../../test/build-case.ts'
import { testOffice } from '../../test/office.ts'
import { rounds } from '../../test/rounds.ts'
import { signThrough } from '../../test/sign.ts'
import { lantern } from '../../test/world.ts'

const office = await testOffice()
const [ines, layla, tomas] = [office.as('ines'), office.as('layla'), office.as('tomas')]
const built = await buildCase(office.db, office.member.ines, { codeName: 'Race' })
const at = `/cases/${built.caseId}`

const bytes = await sharp({ create: { width: 500, height: 620, channels: 3, background: '#446688' } })
  .jpeg()
  .toBuffer()
const words = {
  'credit-en': lantern.portrait.credit.en,
  'alt-en': lantern.portrait.alt.en,
  'credit-ar': lantern.portrait.credit.ar,
  'alt-ar': lantern.portrait.alt.ar,
}
const portrait = () => new File([new Uint8Array(bytes)], 'her.jpg', { type: 'image/jpeg' })
await ines.post(`${at}/portrait`, { portrait: portrait(), ...words })

const seen = async () =>
  /name="seen" value="([^"]+)"/.exec(await (await ines.get(`${at}/publish`)).text())![1]!
const form = (fingerprint: string) => ({
  seen: fingerprint,
  languages: ['en', 'ar'],
  gate: 'name',
  items: ['charges', 'story'],
  portrait: 'yes',
  status: 'yes',
  read: 'yes',
})
const ask = async () => {
  const asked = await ines.post(`${at}/publish`, form(await seen()))
  expect(asked.status).toBe(303)
  return asked
}

/** Rows of the public schema whose consent is not given at this moment: there must be none, ever. */
const liveWithoutConsent = () =>
  office.count(
    'publication_items',
    `not exists (select 1 from consents c where c.id = publication_items.consent_id and c.state = 'given')`,
    ['consents'],
  )

const n = rounds(100, 1000)

test(`${n} times a page is signed, or published again, while the consent is withdrawn: nothing stays live without it`, async () => {
  const outcome = { published: 0, prevented: 0 }
  for (let round = 0; round < n; round++) {
    const item = (['image', 'name', 'story'] as const)[round % 3]!
    const consents = await buildConsents(office.db, office.member.ines, built)
    const asked = await ask()
    // every second time it is public already, and one person publishes the same again
    const again = round % 2 === 1
    if (again) expect((await signThrough(tomas, asked)).status).toBe(303)
    const fingerprint = await seen()
    const edit =
      round % 4 === 2
        ? layla.post(`${at}/portrait`, { ...words, 'alt-en': `At her desk, picture ${round}` })
        : undefined
    const [publishing, withdrawing] = await Promise.all([
      again ? ines.post(`${at}/publish`, form(fingerprint)) : signThrough(tomas, asked),
      layla.post(`${at}/consents/withdraw`, { consent: consents[item]! }),
      edit,
    ])
    expect(withdrawing.status, `withdrawal of round ${round}`).toBe(303)
    expect([303, 409, 422], `publication of round ${round}`).toContain(publishing.status)
    outcome[publishing.status === 303 ? 'published' : 'prevented']++
    expect(await liveWithoutConsent()).toBe(0)
    for (const table of ['publications', 'published.documents', 'published.files'])
      expect(await office.count(table), `${table} after round ${round}`).toBe(0)
    expect(await office.count('consents', `id = '${consents[item]}' and state = 'withdrawn'`)).toBe(1)
  }
  // both orders happened, else this proved nothing
  expect(outcome.published).toBeGreaterThan(0)
  expect(outcome.prevented).toBeGreaterThan(0)
}, 1_800_000)

test('two sign the same at once: one of them signs, one page stands, whole', async () => {
  await buildConsents(office.db, office.member.ines, built)
  for (let round = 0; round < 10; round++) {
    await ines.post(`${at}/unpublish`)
    const asked = await ask()
    const answers = await Promise.all([signThrough(tomas, asked), signThrough(layla, asked)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409])
    expect(await office.count('publications')).toBe(1)
    expect(await office.count('published.documents')).toBe(2)
    // what stands on given consents is seen to stand on them, else the question above would be none
    expect(await liveWithoutConsent()).toBe(0)
  }
}, 120_000)
