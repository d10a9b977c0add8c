import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { buildOrganisation } from '../../test/build.ts'
import { catalogue, testOffice } from '../../test/office.ts'
import { harbour, lighthouse } from '../../test/world.ts'
import type { OrganisationDocument } from './document.ts'
import { changeOrganisation, getOrganisation } from './index.ts'
import { organisationForm, typedOf } from './forms.ts'

const office = await testOffice()
const published = async () => {
  const { body } = await office.db.reading(office.member.viktor, ({ db }) =>
    db.selectFrom('published.organisations').selectAll().executeTakeFirstOrThrow(),
  )
  return body as unknown as OrganisationDocument
}
const filled = typedOf({ ...harbour, senderName: 'Harbour Watch' })

test('what is saved is what visitors see, and sending addresses are not among it', async () => {
  const answer = await office.as('ines').post('/organisation', { ...filled, name: 'Harbour Circle' })
  expect(answer.status, await answer.text()).toBe(303)
  const body = await published()
  expect(body.name).toBe('Harbour Circle')
  expect(body.texts['ar']?.donateButton).toBe('تبرّع الآن')
  expect(body.social).toEqual(harbour.social)
  expect(JSON.stringify(body)).not.toContain('letters@')
  expect(await office.count('events', `type = 'organisation.changed'`)).toBe(1)
})

test('a refused form names each field, keeps all that was typed, and changes nothing', async () => {
  const answer = await office.as('ines').post('/organisation', {
    ...filled,
    name: '',
    website: 'http://plain.example',
    senderAddress: 'nobody',
    defaultLanguage: 'ar',
    languages: 'en',
    postalAddress: 'Kept "street" 5',
  })
  const html = await answer.text()
  expect(answer.status).toBe(422)
  for (const id of ['f-name', 'f-website', 'f-senderAddress', 'f-defaultLanguage'])
    expect(html).toContain(`href="#${id}"`)
  expect(html).toContain('Kept &quot;street&quot; 5')
  expect((await published()).name).toBe('Harbour Circle')
})

test('only an administrator may change it; others read it', async () => {
  for (const name of ['tomas', 'layla', 'viktor'] as const) {
    const browser = office.as(name)
    const page = await (await browser.get('/organisation')).text()
    expect(page).not.toContain('<form method="post" action="/organisation"')
    expect((await browser.post('/organisation', filled)).status).toBe(403)
    await expect(
      office.db.transaction(office.member[name], (tx) => changeOrganisation(tx, { ...harbour })),
    ).rejects.toMatchObject({ status: 403 })
  }
  expect((await published()).name).toBe('Harbour Circle')
})

test('the donation link and the sender address ask for a proof of the last ten minutes', async () => {
  const stale = { ...office.member.ines, steppedUpAt: new Date(office.clock.now().getTime() - 11 * 60_000) }
  await expect(
    office.db.transaction(stale, (tx) => changeOrganisation(tx, { ...harbour })),
  ).rejects.toMatchObject({ code: 'access.step-up' })
  expect((await published()).name).toBe('Harbour Circle')
})

test('another organisation is not there', async () => {
  const { id } = await buildOrganisation(office.db, lighthouse)
  await expect(office.db.reading(office.member.ines, (tx) => getOrganisation(tx, id))).rejects.toMatchObject({
    status: 404,
  })
  expect(await (await office.as('ines').get('/log')).text()).not.toContain(id.slice(-6))
})

test('every code that the form can answer has words in both languages', () => {
  const bad = organisationForm.safeParse({
    ...filled,
    website: 'x',
    languages: ['en'],
    defaultLanguage: 'ar',
  })
  const codes =
    bad.error?.issues.map((issue) => issue.message).filter((code) => /^[a-z-]+\./.test(code)) ?? []
  expect(codes).toContain('error.link.https')
  for (const code of codes)
    for (const lang of ['en', 'ar'] as const) expect(catalogue[lang].has(code), code).toBe(true)
})

describe('a logo', () => {
  const at = '/organisation/logo'
  const drawn = async (background: string) => {
    const bytes = await sharp({ create: { width: 900, height: 300, channels: 4, background } })
      .withExif({ IFD0: { Artist: 'canary-designer' } })
      .png()
      .toBuffer()
    return new File([new Uint8Array(bytes)], 'logo.png', { type: 'image/png' })
  }
  const rowOf = async () =>
    (await office.db.reading(office.member.ines, ({ db }) =>
      db.selectFrom('published.logos').selectAll().executeTakeFirst(),
    ))!

  test('is drawn anew without what the file says beside the picture, under an address of its own', async () => {
    expect((await office.as('ines').post(at, { logo: await drawn('#c02020') })).status).toBe(303)
    const first = await rowOf()
    expect((await published()).logo).toEqual({ key: first.key, width: 480, height: 160 })
    expect((await sharp(first.bytes).metadata()).format).toBe('webp')
    expect(first.bytes.includes('canary-designer')).toBe(false)
    const page = await (await office.as('viktor').get(at)).text()
    const src = /src="([^"]+picture[^"]+)"/.exec(page)![1]!
    const shown = await office.as('viktor').get(src)
    expect(Buffer.from(await shown.arrayBuffer()).equals(first.bytes)).toBe(true)
    await office.as('ines').post(at, { logo: await drawn('#2020c0') })
    expect((await rowOf()).key).not.toBe(first.key)
    // what is said of the organisation afterwards keeps it
    await office.as('ines').post('/organisation', { ...filled, name: 'Harbour Circle' })
    expect((await published()).logo?.key).toBe((await rowOf()).key)
  })

  test('is an administrator’s to put and to take away, and nothing but a picture', async () => {
    const before = await rowOf()
    const logo = await drawn('#20c020')
    for (const name of ['tomas', 'viktor'] as const) {
      expect((await office.as(name).post(at, { logo })).status).toBe(403)
      expect((await office.as(name).post(`${at}/remove`)).status).toBe(403)
    }
    const drawing = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'x.png', { type: 'image/png' })
    const refused = await office.as('ines').post(at, { logo: drawing })
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('JPEG, PNG or WebP'),
    ])
    expect((await office.as('ines').post(at)).status).toBe(422)
    expect(await rowOf()).toEqual(before)
    expect((await office.as('ines').post(`${at}/remove`)).status).toBe(303)
    expect([await rowOf(), (await published()).logo]).toEqual([undefined, undefined])
    expect((await office.as('ines').get(`${at}/picture`)).status).toBe(404)
    expect(await office.count('events', `type = 'logo.removed'`)).toBe(1)
  })
})
