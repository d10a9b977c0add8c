/** Who gets in by her own link: the phrase, its attempts, passes, and what ends it. */
import { beforeEach, expect, test } from 'vitest'
import { buildCase, buildConsents } from '../../../test/build-case.ts'
import { testOffice } from '../../../test/office.ts'
import { duress, herLink, phrase } from '../../../test/her-link.ts'
import { buildMember } from '../../../test/build.ts'
import { buildPartner, joinCaseTeam, joinCoalition } from '../../../test/build-coalition.ts'
import { addToTeam, removeFromTeam, savePerson } from '#cases/index.ts'
import { leaveCoalition } from '#coalitions/index.ts'
import { makeLink } from './link.ts'
import { removePerson } from '../../cases/persons/person.ts'

const office = await testOffice()
const { ines } = office.member
const hers = herLink(office)
const { now, door, at, of, rows, given, isPublic, text, link, linkOnly, passIn, open, press } = hers
beforeEach(hers.begin)

test('before the phrase there is neither name nor case, and a void link is like none, to the byte', async () => {
  const path = await link()
  const asked = await text(door.get(path))
  expect(asked).not.toMatch(/Samira|Own|Harbour|Watchlight|consent/i)
  const unknown = await text(door.get('/m/AAAAAAAAAAAAAAAAAAAAAA'))
  expect((await now.caseworker.post(`${at()}/revoke`, of())).status).toBe(303)
  const revoked = await door.get(path)
  expect([revoked.status, await revoked.text()]).toEqual([404, unknown])
  const second = await linkOnly({ hours: '1' })
  expect(second).not.toBe(path)
  office.clock.move(3_600_000)
  now.caseworker = office.as('ines')
  const expired = await door.get(second)
  expect([expired.status, await expired.text()]).toEqual([404, unknown])
  const typed = await door.post(second, { phrase })
  expect([typed.status, await typed.text()]).toEqual([404, unknown])
  // a link to a check-in, or a new phrase, opens nothing either
  const third = await linkOnly()
  expect(await text(door.get(third.replace('/m/', '/k/')))).toBe(unknown)
  await now.caseworker.post(`${at()}/phrase`, of({ phrase: 'another good phrase', duress: '' }))
  expect(await text(door.get(third))).toBe(unknown)
})

test('two right phrases at once open both, and leave all five attempts', async () => {
  const path = await link()
  const pages = await Promise.all(
    [phrase, phrase, duress].map(async (said) => await door.post(path, { phrase: said })),
  )
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(await rows('consent_links')).toMatchObject([{ attempts_left: 5, ended_at: null }])
  expect(await rows('events', `type = 'consent-link.opened'`)).toHaveLength(3)
})

test('two right phrases at once on the last attempt: one opens, and the link lives on', async () => {
  const path = await link()
  for (let i = 0; i < 4; i++) expect((await door.post(path, { phrase: 'not the phrase' })).status).toBe(422)
  const both = await Promise.all([1, 2].map(async () => await door.post(path, { phrase })))
  expect(both.map(({ status }) => status)).toContain(200)
  expect(await rows('consent_links')).toMatchObject([{ attempts_left: 5, ended_at: null }])
})

test('whoever is taken out of the file has an open link no longer, nor a visit', async () => {
  const personId = await office.db.transaction(ines, (tx) =>
    savePerson(tx, { ...{ caseId: now.her.caseId, role: 'at-risk' }, legalName: 'Karim Haddad' }),
  )
  now.her = { ...now.her, personId }
  await buildConsents(office.db, ines, now.her, ['image'])
  const path = await link()
  const pass = passIn(await open(path))
  await office.db.transaction(ines, (tx) =>
    removePerson(tx, { caseId: now.her.caseId, personId, version: 1 }),
  )
  for (const answer of [door.get(path), door.post(path, { phrase }), door.post(path, { pass })])
    expect((await answer).status).toBe(404)
  expect(await rows('consent_links')).toMatchObject([{ ended_how: 'revoked' }])
  expect(await rows('events', `type = 'consent-link.ended'`)).toHaveLength(1)
})

test('a link ends with its maker’s place on the team: a colleague who left may know the phrase', async () => {
  const path = await link()
  const pass = passIn(await open(path))
  const { accountId } = office.member.layla
  await office.db.transaction(ines, (tx) =>
    addToTeam(tx, { caseId: now.her.caseId, accountId, role: 'caseworker' }),
  )
  const { layla } = office.member
  layla.steppedUpAt = office.clock.now()
  await office.db.transaction(layla, (tx) =>
    removeFromTeam(tx, { caseId: now.her.caseId, accountId: ines.accountId }),
  )
  const withdrawal = { pass, act: 'withdraw', consent: now.consents['name']!, step: 'do' }
  for (const answer of [door.get(path), door.post(path, { phrase }), door.post(path, withdrawal)])
    expect((await answer).status).toBe(404)
  expect(await isPublic()).toBe(1)
  // and the team hears of it, wherever it looks, until there is another
  const said = 'opens nothing any more'
  const colleague = await buildMember(office.db, ines.organisationId, {
    ...{ name: 'Sena Aydin', address: 'sena@harbour.example', role: 'caseworker' },
  })
  await office.db.transaction(layla, (tx) =>
    addToTeam(tx, { caseId: now.her.caseId, accountId: colleague.accountId, role: 'caseworker' }),
  )
  const desk = office.signedIn(colleague)
  const page = await text(desk.get(at()))
  expect([page.includes(path), page.includes(said)]).toEqual([false, true])
  const leadsTo = (href: string) => new RegExp(`href="${href}"[^>]*>[^<]*${said}`)
  expect(await text(desk.get('/'))).toMatch(leadsTo(at()))
  expect(await text(office.as('ines').get('/'))).not.toContain(said)
  expect((await desk.post(at(), of({ hours: '24', language: 'en' }))).status).toBe(303)
  expect(await text(desk.get('/'))).not.toContain(said)
  expect(await text(desk.get(at()))).not.toContain(said)
})

test('nor when the organisation of whoever made it leaves: the others hear', async () => {
  const partner = await buildPartner(office.db)
  const fresh = { ...partner, steppedUpAt: office.clock.now() }
  const { caseId, personId } = now.her
  await joinCoalition(office.db, ines, caseId, fresh)
  await joinCaseTeam(office.db, ines, caseId, fresh)
  await link()
  await office.db.transaction(fresh, (tx) => makeLink(tx, { caseId, personId, hours: 24, language: 'en' }))
  expect(await text(now.caseworker.get('/'))).not.toContain('opens nothing any more')
  await office.db.transaction(fresh, (tx) => leaveCoalition(tx, { caseId }))
  expect(await text(now.caseworker.get('/'))).toContain('opens nothing any more')
  office.clock.move(24 * 3_600_000)
  expect(await text(office.as('ines').get('/'))).not.toContain('opens nothing any more')
})

test('twelve wrong phrases at once are five, then the link is void and the team hears', async () => {
  const path = await link()
  const answers = await Promise.all(
    Array.from({ length: 12 }, async () => await door.post(path, { phrase: 'not the phrase' })),
  )
  expect(answers.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(5)
  expect(await rows('events', `type = 'consent-link.tried'`)).toHaveLength(5)
  expect((await door.post(path, { phrase })).status).toBe(404)
  expect(await rows('consent_links')).toMatchObject([{ ended_how: 'attempts', attempts_left: 0 }])
  expect(await text(now.caseworker.get('/'))).toContain('after five wrong phrases')
  expect((await now.caseworker.post(`${at()}/seen`)).status).toBe(303)
  expect(await given()).toEqual(['image', 'name', 'story'])
})

test('a pass runs out, fits no other link, and moves no consent of another case', async () => {
  const path = await link()
  const pass = passIn(await open(path))
  const other = { her: now.her, consents: now.consents, path, pass }
  now.her = await buildCase(office.db, ines, { codeName: 'Another' })
  now.consents = await buildConsents(office.db, ines, now.her, ['name'])
  const second = await link()
  const stolen = { pass: other.pass, act: 'withdraw', consent: now.consents['name']!, step: 'do' }
  expect((await door.post(second, stolen)).status).toBe(404)
  expect((await door.post(other.path, stolen)).status).toBe(303)
  expect(await given()).toEqual(['name'])
  office.clock.move(16 * 60_000)
  expect((await door.post(other.path, { ...stolen, consent: other.consents['name']! })).status).toBe(404)
  now.her = other.her
  expect(await given()).toContain('name')
})

test('only caseworkers on the team make it; a short or equal phrase is none; at most three days', async () => {
  const refused = await now.campaigner.post(at(), of({ hours: '24', language: 'en' }))
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect((await now.caseworker.post(at(), of({ hours: '24', language: 'en' }))).status).toBe(409)
  for (const form of [
    { phrase: 'short', duress: '' },
    { phrase, duress: phrase.toUpperCase() },
  ]) {
    const answer = await now.caseworker.post(`${at()}/phrase`, of(form))
    expect(answer.status).toBe(422)
    expect(await answer.text()).not.toContain(phrase)
  }
  await link()
  expect((await now.caseworker.post(at(), of({ hours: '73', language: 'en' }))).status).toBe(422)
  expect(await rows('consent_links')).toHaveLength(1)
})

test('neither phrase stands in any row', async () => {
  const path = await link()
  await press(path, 'confirm', [now.consents['name']!])
  await open(path, duress)
  for (const table of ['consent_phrases', 'consent_links', 'consent_link_acts', 'events', 'consents'])
    expect(JSON.stringify(await rows(table)), table).not.toMatch(/canary|lemon|olive|Samira/)
})
