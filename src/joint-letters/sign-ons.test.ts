/** What an organisation from outside goes through: the form, the mail, the button, a person of ours, the list, and back. */
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { buildLetter, publishBuiltLetter } from '../../test/build-letter.ts'
import { signBeside } from '../../test/sign.ts'
import { signOnWorld } from '../../test/sign-on-world.ts'
import { openTestSite } from '../../test/visitors-door.ts'
import { leaveCoalition } from '../coalitions/index.ts'
import { askToEndQuiet, goQuiet } from '../publishing/index.ts'
import { declineSignatory, listSignatory, withdrawLetter } from './index.ts'
import { drawLogos } from './logos.ts'
import { listTicked } from './moderation.ts'
import { signatoryToken } from './sign-on-links.ts'
import { burst } from './taking-sign-ons.ts'

const signing = await signOnWorld()
const { world, worker, her, letterId, answer, signOn, sends, deliver, run, mailsTo, tokenTo, says } = signing
const { standing, states, idOf, dropped, change, confirmed, sentTo } = signing
const { office, ines, wanjiru, as, names } = world
const { clock } = office

const logo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#a06020' } })
  .withExif({ IFD0: { Artist: 'CanaryName' } })
  .png()
  .toBuffer()
/** A few bytes that would be a hundred million pixels. */
const bomb = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#000' } })
  .png({ compressionLevel: 9, palette: true, colours: 2 })
  .toBuffer()
const asLogo = (bytes: Buffer) => ({ contentType: 'image/png', base64: bytes.toString('base64') })

test('the whole way: form, mail, button, a person of ours, the public list, and back', async () => {
  const visitors = openTestSite(office.database, clock, { publicUrl: worker.services.publicUrl })
  const open = async (path: string, init?: RequestInit) => {
    await visitors.site.published.refresh()
    return await visitors.app.request(path, init)
  }
  const pathIn = async (to: string, of: 'sign-on' | 'signatory') => `/en/${of}/${await tokenTo(to, of)}`
  const press = async (path: string, button: string) => {
    const page = await (await open(path)).text()
    expect(page).toContain(`name="answer" value="${button}"`)
    const answered = await open(path, { method: 'POST', body: new URLSearchParams({ answer: button }) })
    expect(answered.status).toBe(303)
    expect((await open(answered.headers.get('Location')!)).status).toBe(200)
    await worker.drainAll()
  }
  const { shortId } = await world.current()
  const letter = `/en/c/${her.shortId}/letters/${shortId}`
  const sent = signOn()
  const { email } = sent.contact

  const page = await (await open(`${letter}/sign`)).text()
  const form = new FormData()
  for (const [name, value] of Object.entries({
    textHash: /name="textHash" value="([^"]+)"/.exec(page)![1]!,
    ...{ organisation: sent.organisation, country: 'LB', website: sent.website, ...sent.contact },
    ...{ authority: 'yes', hear: 'yes' },
  }))
    form.append(name, value)
  form.append('logo', new File([new Uint8Array(logo)], 'logo.png', { type: 'image/png' }))
  expect((await open(`${letter}/sign`, { method: 'POST', body: form })).status).toBe(303)
  await worker.drainAll()
  expect(await standing()).toEqual([{ state: 'pending', contact: true, logo: true, own: true }])
  const [asked] = await mailsTo(email)
  expect(asked!.subject).toBe('Please confirm: End the inquiry against Samira Haddad')
  for (const typed of ['Maya', 'Two Rivers', 'Director', 'lawyers'])
    expect(`${asked!.subject} ${asked!.text}`).not.toContain(typed)
  // nothing of a stranger's picture is touched before the mail is answered
  await drawLogos.run(worker.services)
  expect(await office.count('joint_letter_logos', 'rendition is not null')).toBe(0)

  await press(await pathIn(email, 'sign-on'), 'confirm')
  expect(await states()).toEqual(['waiting'])
  // nobody has seen the logo that would be public
  const waits = await idOf('waiting')
  await expect(as(ines, (tx) => listSignatory(tx, { signatoryId: waits }))).rejects.toMatchObject({
    code: 'joint-letters.error.logo-unseen',
  })
  expect(await as(ines, (tx) => listTicked(tx, { letterId, signatoryIds: [waits] }))).toBe(0)
  await drawLogos.run(worker.services)
  const list = async () => await (await open(`${letter}/signatories`)).text()
  expect(await list()).not.toContain(sent.organisation)
  await as(ines, async (tx) => listSignatory(tx, { signatoryId: await idOf('waiting') }))
  expect(await list()).toContain(`<bdi>${sent.organisation}</bdi>`)
  const [, file] = /<img src="([^"]+)" alt="" width="360" height="240"/.exec(await list())!
  const shownLogo = await open(file!)
  expect(shownLogo.headers.get('Content-Type')).toBe('image/webp')
  expect(Buffer.from(await shownLogo.arrayBuffer()).toString('latin1')).not.toContain('CanaryName')

  await run('tell-signatories')
  await run('tell-signatories')
  expect((await mailsTo(email)).map(({ subject }) => subject)).toEqual([
    'Please confirm: End the inquiry against Samira Haddad',
    'Your organisation has signed: End the inquiry against Samira Haddad',
  ])
  await press(await pathIn(email, 'signatory'), 'withdraw')
  expect(await list()).not.toContain(sent.organisation)
  expect((await open(file!)).status).toBe(404)
  expect(await standing()).toEqual([{ state: 'withdrawn', contact: false, logo: false, own: true }])
  expect(await office.count('inboxes', 'length(address_sealed) > 0')).toBe(0)
  await visitors.close()
})

describe('what is sent twice', () => {
  test('is one sign-on and one mail, and an answer given twice changes nothing', async () => {
    const sent = signOn()
    await sends(sent, { ...sent }, { ...sent, organisation: ' Lawyers  of the Two Rivers' })
    expect(await states()).toEqual(['pending'])
    const token = await tokenTo(sent.contact.email)
    expect(await mailsTo(sent.contact.email)).toHaveLength(1)
    const before = await world.events('joint-letter.sign-on-confirmed')
    await says('confirm', token)
    await says('confirm', token)
    await sends(sent)
    expect(await world.events('joint-letter.sign-on-confirmed')).toBe(before + 1)
    expect(await states()).toEqual(['waiting'])
    expect(await mailsTo(sent.contact.email)).toHaveLength(1)
  })

  test('by two people of one organisation stands once, and the second is told when the first is listed', async () => {
    const { sent } = await confirmed()
    const host = sent.contact.email.split('@')[1]
    const second = signOn({
      website: `https://${host}/`,
      contact: { name: 'Sami Nasr', role: 'Lawyer', email: `sami@beirut.${host}` },
    })
    await sends(second)
    const token = await tokenTo(second.contact.email)
    await says('confirm', token)
    expect(await states()).toEqual(['pending', 'waiting'])
    expect(await mailsTo(second.contact.email)).toHaveLength(1)
    await as(ines, async (tx) => listSignatory(tx, { signatoryId: await idOf('waiting') }))
    await says('confirm', token)
    expect((await mailsTo(second.contact.email)).at(-1)!.subject).toMatch(/^Signed already/)
  })

  test('with a word mended has a mail of its own, three times a day and no more', async () => {
    const sent = signOn()
    for (const organisation of ['Lawyers of Two River', 'Lawyers of Two Rivers', 'Two Rivers', 'Rivers', 'R'])
      await sends({ ...sent, organisation })
    expect(await states()).toEqual(['pending', 'pending', 'pending'])
    expect(await mailsTo(sent.contact.email)).toHaveLength(3)
    expect(await dropped('often')).toBe(2)
  })
})

describe('a mailbox', () => {
  test('at another domain may sign, and is listed only when a person wrote how it was checked', async () => {
    const { sent } = await confirmed({ website: 'https://elsewhere.example/' })
    expect(await standing()).toMatchObject([{ state: 'waiting', own: false }])
    const signatoryId = await idOf('waiting')
    await expect(as(ines, (tx) => listSignatory(tx, { signatoryId }))).rejects.toMatchObject({ status: 422 })
    await as(ines, (tx) => listSignatory(tx, { signatoryId, checkedHow: 'Rang the number on its site.' }))
    expect(await names()).toEqual(['Lawyers of the Two Rivers'])
    // whoever typed its site first does not keep the organisation itself from signing
    const own = signOn({
      website: 'https://elsewhere.example/',
      contact: { ...sent.contact, email: 'board@elsewhere.example' },
    })
    await sends(own)
    await says('confirm', await tokenTo('board@elsewhere.example'))
    expect(await states()).toEqual(['listed', 'waiting'])
  })

  test('that says "this was not us" is erased, and is never asked again', async () => {
    const sent = signOn({ logo: asLogo(logo) })
    await sends(sent)
    const token = await tokenTo(sent.contact.email)
    await says('not-us', token)
    await says('confirm', token)
    expect(await standing()).toEqual([])
    await sends(sent)
    expect(await standing()).toEqual([])
    expect(await mailsTo(sent.contact.email)).toHaveLength(1)
    expect(await dropped('suppressed')).toBe(1)
  })

  test('gets no more than eight mails a day, whatever is spelled before its @', async () => {
    for (let n = 0; n < 10; n++)
      await sends(signOn({ contact: { name: 'Maya', role: 'Chair', email: `maya+${n}@lawyers0.example` } }))
    await deliver()
    expect(sentTo().filter((to) => to.endsWith('@lawyers0.example'))).toHaveLength(8)
  })
})

test('a link does only what its mail is for, and only its organisation’s worker obeys it', async () => {
  const { token } = await confirmed()
  const id = await idOf('waiting')
  await as(ines, (tx) => listSignatory(tx, { signatoryId: id }))
  await says('withdraw', token)
  await says('confirm', `${token.slice(0, -2)}AA`)
  await says('withdraw', 'x')
  expect(await states()).toEqual(['listed'])
})

describe('time', () => {
  test('what is not confirmed within a week is erased, with the mailbox', async () => {
    const sent = signOn({ logo: asLogo(logo) })
    await sends(sent)
    const token = await tokenTo(sent.contact.email)
    clock.move(7 * 86_400_000 - 1_000)
    await run('expire-sign-ons')
    expect(await states()).toEqual(['pending'])
    clock.move(1_000)
    await run('expire-sign-ons')
    expect(await standing()).toEqual([])
    expect(await world.events('joint-letter.sign-on-expired')).toBe(1)
    await says('confirm', token)
    expect(await standing()).toEqual([])
  })

  test('with the office away nothing is lost: what was sent and answered in time counts, however late it is read', async () => {
    const sent = signOn()
    await worker.submit(3, sent)
    clock.move(20 * 86_400_000)
    await run('expire-sign-ons')
    await worker.drainAll()
    expect(await states()).toEqual(['pending'])
    const token = await tokenTo(sent.contact.email)
    const at = new Date(clock.now().getTime() + 3_600_000)
    clock.move(9 * 86_400_000)
    await says('confirm', token, at)
    expect(await states()).toEqual(['waiting'])
  })

  test('a form is taken by the day that visitors read when it was sent, whatever the draft says', async () => {
    await change({ open_to_others: false, closes_on: '2020-01-01' })
    await change({ public_closes_at: new Date(clock.now().getTime() + 3_600_000) })
    const inTime = signOn()
    clock.move(2 * 86_400_000)
    await sends(inTime)
    expect(await states()).toEqual(['pending'])
    await sends(signOn())
    expect(await states()).toEqual(['pending'])
    expect(await dropped('closed')).toBe(1)
    await change({ open_to_others: true, closes_on: null, public_closes_at: null })
  })

  test('whom one reaches at an organisation that was declined is told, and forgotten after a month', async () => {
    const { sent } = await confirmed()
    await as(ines, async (tx) =>
      declineSignatory(tx, { signatoryId: await idOf('waiting'), reason: 'not-known' }),
    )
    await run('tell-signatories')
    const mail = (await mailsTo(sent.contact.email)).at(-1)!
    expect(mail.text).toContain('We could not learn enough about the organisation.')
    clock.move(31 * 86_400_000)
    await run('forget-old-contacts')
    expect(await standing()).toMatchObject([{ state: 'declined', contact: false }])
  })

  test('whom one reaches where a letter was withdrawn for good is forgotten after a month, and not while it is quiet', async () => {
    await confirmed()
    await as(ines, async (tx) => listSignatory(tx, { signatoryId: await idOf('waiting') }))
    await confirmed()
    const known = async () => {
      await run('forget-old-contacts')
      return Object.fromEntries((await standing()).map(({ state, contact }) => [state, contact]))
    }
    await as(ines, (tx) => goQuiet(tx, her.caseId))
    clock.move(31 * 86_400_000)
    expect(await known()).toEqual({ waiting: true, listed: true })
    const { signOffId } = await as(ines, (tx) => askToEndQuiet(tx, her.caseId))
    await signBeside(office.db, world.fresh(wanjiru), signOffId)
    await as(ines, (tx) => withdrawLetter(tx, letterId))
    clock.move(29 * 86_400_000)
    expect(await known()).toEqual({ waiting: true, listed: true })
    clock.move(86_400_000)
    // who stands under it may take that back as long as the link is there
    expect(await known()).toEqual({ waiting: false, listed: true })
    await world.publish()
  })

  test('an organisation that left the case with its letter obeys the link all the same, and forgets the rest after a month', async () => {
    const { her: hers } = await world.begin({ own: true })
    const theirs = world.use(await buildLetter(office.db, world.fresh(wanjiru), hers.caseId))
    await publishBuiltLetter(office.db, world.fresh(wanjiru), theirs, world.fresh(ines))
    const signed = await world.outsider()
    await world.outsider({ name: 'Aurora Writers' })
    world.use(letterId)
    await as(wanjiru, (tx) => listSignatory(tx, { signatoryId: signed }))
    await as(wanjiru, (tx) => leaveCoalition(tx, { caseId: hers.caseId }))
    const { organisationId } = wanjiru
    const left = () => office.count('joint_letter_contacts', `organisation_id = '${organisationId}'`)
    const stands = () =>
      office.count('joint_letter_signatories', `letter_id = '${theirs}' and state in ('waiting', 'listed')`)
    const link = { organisationId, signatoryId: signed, letterId: theirs }
    const token = signatoryToken(worker.services.keys, link, 'en', clock.now())
    await says('withdraw', token)
    await says('withdraw', token)
    expect([await left(), await stands()]).toEqual([1, 1])
    expect(
      await office.count('events', `type = 'joint-letter.signatory-withdrew' and subject = '${signed}'`),
    ).toBe(1)
    clock.move(30 * 86_400_000 - 1)
    await run('forget-old-contacts')
    expect(await left()).toBe(1)
    clock.move(1)
    await run('forget-old-contacts')
    expect(await left()).toBe(0)
  })
})

describe('safety: what the drain does not take', () => {
  test('what no honest form holds leaves a code, no row and no mail', async () => {
    const wrong: [string, Record<string, unknown>][] = [
      ['words', { textHash: Buffer.alloc(32, 1).toString('base64url') }],
      ['answer', { authority: answer(false) }],
      ['answer', { hear: undefined }],
      ['name', { organisation: 'See www.evil.example' }],
      ['name', { organisation: { toString: 'x' } }],
      ['website', { website: 'javascript:alert(1)' }],
      ['email', { contact: { name: 'A', role: 'B', email: 'a@b.example,c@d.example' } }],
      ['country', { country: '__proto__' }],
      ['contact', { contact: null }],
      ['language', { language: '../x' }],
    ]
    await sends(...wrong.map(([, changes]) => signOn(changes)))
    expect(await standing()).toEqual([])
    for (const [code] of wrong)
      expect(await dropped(code), code).toBe(wrong.filter(([one]) => one === code).length)
    await deliver()
    expect(sentTo()).toHaveLength(0)
  })

  test('a bomb, a program or no picture at all for a logo: the signature stands without it', async () => {
    const program = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    for (const bytes of [bomb, program, Buffer.from('GIF89a'.padEnd(90_000, 'x'))])
      await confirmed({ logo: asLogo(bytes) })
    expect((await standing()).map((one) => one.logo)).toEqual([true, true, true])
    await drawLogos.run(worker.services)
    expect((await standing()).map((one) => one.logo)).toEqual([false, false, false])
    expect(await states()).toEqual(['waiting', 'waiting', 'waiting'])
    expect(await world.events('joint-letter.logo-refused')).toBe(3)
  })

  test('a letter that went down takes no more, and loses no answer to what it took', async () => {
    const sent = signOn()
    await sends(sent)
    const token = await tokenTo(sent.contact.email)
    await change({ state: 'withdrawn', withdrawn_at: clock.now() })
    await sends(signOn())
    expect(await states()).toEqual(['pending'])
    await says('confirm', token)
    expect(await states()).toEqual(['waiting'])
    await change({ state: 'published', withdrawn_at: null })
  })

  test('a script from one network gets slow, and then nothing', async () => {
    const network = Buffer.alloc(16, 5).toString('base64url')
    await sends(...Array.from({ length: burst.perDay + 5 }, () => signOn({ network })))
    expect(await states()).toHaveLength(burst.perDay)
    await deliver()
    expect(sentTo()).toHaveLength(burst.mailsPerHour)
    clock.move(3_600_000)
    await deliver()
    expect(sentTo()).toHaveLength(2 * burst.mailsPerHour)
    expect(await dropped('burst')).toBe(5)
    clock.move(8 * 86_400_000)
    await run('forget-old-contacts')
    expect(await office.count('joint_letter_contacts', 'network is not null')).toBe(0)
  })

  test('the rest of the room sees who signed, and never whom one reaches there', async () => {
    await confirmed()
    const seen = await as(wanjiru, async ({ db }) => ({
      signatories: await db
        .selectFrom('joint_letter_signatories')
        .select('id')
        .where('letter_id', '=', letterId)
        .execute(),
      contacts: await db.selectFrom('joint_letter_contacts').select('signatory_id').execute(),
      inboxes: await db.selectFrom('inboxes').select('number').execute(),
    }))
    expect(seen).toMatchObject({ signatories: [{}], contacts: [], inboxes: [] })
  })
})
