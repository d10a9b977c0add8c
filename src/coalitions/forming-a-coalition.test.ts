import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Member } from '../platform/actor.ts'
import { newId } from '../platform/ids.ts'
import { buildCase } from '../../test/build-case.ts'
import { buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { buildMember } from '../../test/build.ts'
import { testOffice } from '../../test/office.ts'
import { acceptLink, changeRole, letBeFound, removeMember } from '../organisations/index.ts'
import { hashPassphrase } from '../platform/sign-in/passphrase.ts'
import { addToTeam, isOnTeam } from '../cases/index.ts'
import { lighthouse } from '../../test/world.ts'
import { leaveCoalition, listCoalition } from './coalition.ts'
import { listPeople, maySpeakFor, namePerson } from './people.ts'
import { answerInvitation, confirmInvitation, listInvitations } from './invitation.ts'

const office = await testOffice()
const { ines, tomas } = office.member
const html = async (answer: Response | Promise<Response>) => await (await answer).text()
const wanjiru = await buildPartner(office.db)
const river = await buildPartner(
  office.db,
  { ...lighthouse, name: 'River Desk', country: 'FR' },
  { name: 'Noé Petit', address: 'noe@river.example' },
)
const build = async (codeName: string, room: 'team' | 'coalition' = 'coalition') =>
  (await buildCase(office.db, ines, { codeName, room })).caseId
const now = () => ({ steppedUpAt: office.clock.now() })
const idIn = (text: string, path: RegExp) => path.exec(text)?.[1] ?? ''
const invite = { organisationId: wanjiru.organisationId, role: 'partner', message: 'Stand with us.' }
const invitations = (caseId: string) => office.db.transaction(ines, (tx) => listInvitations(tx, caseId))
const invitationOf = (text: string) => idIn(text, /\/coalition-invitations\/([0-9a-f-]{36})/)

test('an organisation of this server is invited, sees who asks and nothing of the person, and joins', async () => {
  const caseId = await build('Lantern')
  const browser = office.as('ines')
  const partner = office.signedIn(wanjiru)
  expect((await partner.get(`/cases/${caseId}/coalition`)).status).toBe(404)
  const form = await html(browser.get(`/cases/${caseId}/coalition/invite`))
  expect(form).toContain('Lighthouse Circle')
  expect((await browser.post(`/cases/${caseId}/coalition/invite`, invite)).status).toBe(303)

  const today = await html(partner.get('/'))
  expect(today).toContain('Harbour Watch')
  const at = `/coalition-invitations/${invitationOf(today)}`
  const page = await html(partner.get(at))
  expect(page).toContain('Stand with us.')
  expect(page).not.toContain('Samira')
  // not answered: the case does not exist for them
  expect((await partner.get(`/cases/${caseId}`)).status).toBe(404)
  expect((await partner.post(`${at}/accept`, {})).status).toBe(422)
  expect((await partner.post(`${at}/accept`, { named: 'no' })).status).toBe(303)
  expect(await html(partner.get(`/cases/${caseId}/coalition`))).toContain('Harbour Watch')
  // the room, not the file
  expect(await html(partner.get(`/cases/${caseId}/persons`))).not.toContain('Samira Haddad')
  expect(await html(browser.get(`/cases/${caseId}/coalition`))).toContain('Lighthouse Circle')
  // once: a second answer finds nothing
  expect((await partner.post(`${at}/accept`, { named: 'yes' })).status).toBe(409)
  const coalition = await office.db.reading(ines, (tx) => listCoalition(tx, caseId))
  expect(coalition.map(({ name, role, namedInPublic }) => [name, role, namedInPublic])).toEqual([
    ['Harbour Watch', 'lead', true],
    ['Lighthouse Circle', 'partner', false],
  ])
})

/** A new organisation is invited by a link, and its first member takes it. */
async function comesIn(
  caseId: string,
  organisation: string,
  address: string,
  by: Member = ines,
): Promise<Member> {
  const shown = await html(
    office.signedIn(by).post(`/cases/${caseId}/coalition/invite`, {
      ...{ organisation, person: 'Aram Petros', address, role: 'observer', message: 'Watch with us.' },
    }),
  )
  const token = /\/welcome\/([\w-]+)/.exec(shown)?.[1] ?? ''
  const hash = await hashPassphrase(office.database.keys.instance, 'a long passphrase of mine')
  await acceptLink(office.db, token, {
    ...{ name: 'Aram Petros', address, language: 'en' },
    credential: { kind: 'passphrase', hash, secret: 'JBSWY3DPEHPK3PXP', step: 1 },
    organisation: { name: organisation, country: 'GR' },
  })
  const { invitedId } = (await office.db.transaction(by, (tx) => listInvitations(tx, caseId)))[0]!
  const second = await buildMember(office.db, invitedId!, {
    ...{ name: 'Second', address: `second.${address}`, role: 'admin' },
  })
  await office.db.transaction(second, (tx) => letBeFound(tx, true))
  return second
}

test('who brings a new organisation in alone can invite it nowhere without a colleague', async () => {
  const [dummy, caseId, third] = [await build('Dummy'), await build('Real'), await build('Third')]
  const puppet = await comesIn(dummy, 'Tide Mirror', 'aram@mirror.example')
  const first = (await invitations(dummy))[0]!.id
  const browser = office.as('ines')
  // the invitation that nobody has confirmed goes, the organisation stays
  expect((await browser.post(`/cases/${dummy}/coalition/invitations/${first}/revoke`)).status).toBe(303)
  const known = { ...invite, organisationId: puppet.organisationId }
  const openFor = async (who: Member, id: string) =>
    (await invitations(id)).find((one) => one.state === 'open' && one.invitedId === who.organisationId)!.id
  const accept = async (who: Member, id: string) => {
    const invitationId = await openFor(who, id)
    await office.db.transaction(who, (tx) =>
      answerInvitation(tx, { invitationId, accepts: true, named: true }),
    )
  }
  const refused = { code: 'coalition.error.answered' }
  expect((await browser.post(`/cases/${caseId}/coalition/invite`, known)).status).toBe(303)
  await expect(accept(puppet, caseId)).rejects.toMatchObject(refused)
  const confirm = `/cases/${caseId}/coalition/invitations/${await openFor(puppet, caseId)}/confirm`
  expect((await browser.post(confirm)).status).toBe(409)
  // a second organisation that the first brings in, before the eyes of its own second hand, has nobody to stand for it
  const theirs = (await buildCase(office.db, puppet, { codeName: 'Theirs', room: 'coalition' })).caseId
  const hand = { name: 'Hand', address: 'hand@mirror.example', role: 'admin' } as const
  const other = await buildMember(office.db, puppet.organisationId, hand)
  await office.db.transaction(puppet, (tx) =>
    addToTeam(tx, { caseId: theirs, accountId: other.accountId, role: 'comms' }),
  )
  const twice = await comesIn(theirs, 'Tide Twice', 'aram@twice.example', puppet)
  await office.db.transaction(other, async (tx) => {
    const [{ id } = { id: '' }] = await listInvitations(tx, theirs)
    await confirmInvitation(tx, { caseId: theirs, invitationId: id })
  })
  const again = { ...invite, organisationId: twice.organisationId }
  expect((await browser.post(`/cases/${third}/coalition/invite`, again)).status).toBe(303)
  await expect(accept(twice, third)).rejects.toMatchObject(refused)

  await office.db.transaction(ines, (tx) =>
    addToTeam(tx, { caseId, accountId: tomas.accountId, role: 'comms' }),
  )
  expect((await office.as('tomas').post(confirm)).status).toBe(303)
  await accept(puppet, caseId)
  // once is enough
  expect((await browser.post(`/cases/${third}/coalition/invite`, known)).status).toBe(303)
  await accept(puppet, third)
  const joined = `organisation_id = '${puppet.organisationId}' and case_id in ('${caseId}', '${third}')`
  expect(await office.count('coalition_members', joined)).toBe(2)
})

test('a new organisation comes in by a link that works once, and decides after it has signed in', async () => {
  const caseId = await build('Newcomer')
  const browser = office.as('ines')
  const fields = { organisation: 'Tide House', person: 'Aram Petros', address: 'aram@tide.example' }
  const shown = await html(
    browser.post(`/cases/${caseId}/coalition/invite`, {
      ...fields,
      role: 'observer',
      message: 'Watch with us.',
    }),
  )
  const link = /http:\/\/localhost:4001(\/welcome\/[\w-]+)/.exec(shown)?.[1] ?? ''
  expect(link).not.toBe('')
  const visitor = office.visitor()
  const welcome = await html(visitor.get(link))
  expect(welcome).toContain('aram@tide.example')
  expect(welcome).not.toContain('Newcomer')
  const hash = await hashPassphrase(office.database.keys.instance, 'a long passphrase of mine')
  const accepted = () =>
    acceptLink(office.db, link.replace('/welcome/', ''), {
      name: 'Aram Petros',
      // the link is for its address, whatever the form says
      address: 'other@tide.example',
      language: 'en',
      credential: { kind: 'passphrase', hash, secret: 'JBSWY3DPEHPK3PXP', step: 1 },
      organisation: { name: 'Tide House', country: 'GR' },
    })
  await accepted()
  await expect(accepted()).rejects.toMatchObject({ code: 'organisations.link.gone' })
  const rows = await invitations(caseId)
  expect(rows).toMatchObject([{ state: 'open', role: 'observer', organisation: 'Tide House' }])
  const aram = await buildMember(office.db, rows[0]!.invitedId!, {
    name: 'Second',
    address: 'second@tide.example',
    role: 'admin',
  })
  const partner = office.signedIn(aram)
  // nobody of the inviting team has looked at it beside Ines
  const invitationId = rows[0]!.id
  const accept = { invitationId, accepts: true, named: true }
  await expect(office.db.transaction(aram, (tx) => answerInvitation(tx, accept))).rejects.toMatchObject({
    code: 'coalition.error.answered',
  })
  const confirm = `/cases/${caseId}/coalition/invitations/${invitationId}/confirm`
  expect((await browser.post(confirm)).status).toBe(409)
  await office.db.transaction(ines, (tx) =>
    addToTeam(tx, { caseId, accountId: tomas.accountId, role: 'comms' }),
  )
  expect((await office.as('tomas').post(confirm)).status).toBe(303)
  const at = `/coalition-invitations/${invitationOf(await html(partner.get('/')))}`
  expect((await partner.post(`${at}/accept`, { named: 'yes' })).status).toBe(303)
  expect(await html(browser.get(`/cases/${caseId}/coalition`))).toContain('Tide House')
})

describe('an invitation that cannot be', () => {
  test('is not made while the room is shut, by a partner, twice, or of two kinds at once', async () => {
    const shut = await build('Shut', 'team')
    const caseId = await build('Once')
    const browser = office.as('ines')
    const post = (id: string, form: Record<string, string>) =>
      browser.post(`/cases/${id}/coalition/invite`, form)
    expect((await post(shut, invite)).status).toBe(403)
    expect((await post(caseId, { ...invite, organisation: 'Both' })).status).toBe(422)
    expect((await post(caseId, { role: 'partner', message: 'x' })).status).toBe(422)
    expect((await post(caseId, { ...invite, organisationId: ines.organisationId })).status).toBe(422)
    expect((await post(caseId, invite)).status).toBe(303)
    expect((await post(caseId, invite)).status).toBe(409)
    expect(await office.count('coalition_invitations', `case_id in ('${shut}', '${caseId}')`)).toBe(1)
    await joinCoalition(office.db, ines, caseId, river)
    expect(
      (await office.signedIn(river).post(`/cases/${caseId}/coalition/invite`, invite)).status,
    ).toBeGreaterThanOrEqual(400)
  })

  test('is none for who does not want to be found: it is refused like one that does not exist', async () => {
    const [caseId, together] = [await build('Unlisted'), await build('Listed')]
    const quiet = { ...lighthouse, name: 'Quiet Cove', findable: false }
    const cove = await buildPartner(office.db, quiet, { name: 'Mara', address: 'mara@cove.example' })
    const browser = office.as('ines')
    const at = `/cases/${caseId}/coalition/invite`
    const form = async () => await html(browser.get(at))
    const answers = async () =>
      await Promise.all(
        [cove.organisationId, newId()].map(async (organisationId) => {
          const answer = await browser.post(at, { ...invite, organisationId })
          return [answer.status, (await answer.text()).replaceAll(organisationId, '')]
        }),
      )
    expect(await form()).not.toContain('Quiet Cove')
    const [unlisted, nobody] = await answers()
    expect(unlisted).toEqual(nobody)
    expect(unlisted![0]).toBe(422)
    for (const invited_id of [cove.organisationId, newId()])
      await expect(
        office.db.transaction(ines, (tx) =>
          tx.db
            .insertInto('coalition_invitations')
            .values({
              ...{ id: newId(), case_id: caseId, organisation_id: ines.organisationId, invited_id },
              ...{ link_id: null, role: 'partner', sealed: Buffer.alloc(48), created_at: tx.now },
              ...{ created_by: ines.accountId, expires_at: new Date(tx.now.getTime() + 1000) },
            })
            .execute(),
        ),
      ).rejects.toMatchObject({ constraint: 'coalition_invitations_own' })
    expect(await office.count('coalition_invitations', `case_id = '${caseId}'`)).toBe(0)

    // on the list by its own word: an administrator's, with a proof, and it leaves an event
    const setting = office.signedIn(cove)
    expect((await office.as('tomas').post('/organisation/findable', { findable: 'yes' })).status).toBe(403)
    expect((await setting.post('/organisation/findable', {})).status).toBe(422)
    const say = async (findable: string) =>
      expect((await setting.post('/organisation/findable', { findable })).status).toBe(303)
    for (const findable of ['yes', 'yes']) await say(findable)
    const its = `organisation_id = '${cove.organisationId}'`
    expect(await office.count('events', `type = 'organisation.listed' and ${its}`)).toBe(1)
    expect(await form()).toContain('Quiet Cove')
    await joinCoalition(office.db, ines, together, cove)
    // whoever is together with it knows of it, whatever it says; others do not
    await say('no')
    expect(await form()).toContain('Quiet Cove')
    const strangers = await office.db.transaction(river, async (tx) =>
      (await sql<{ name: string }>`select name from wl.organisation_directory()`.execute(tx.db)).rows.map(
        ({ name }) => name,
      ),
    )
    expect(strangers).toContain('Lighthouse Circle')
    expect(strangers).not.toContain('Quiet Cove')
  })

  test('opens nothing once it is declined or taken back; each leaves its word in the log', async () => {
    const caseId = await build('Over')
    const browser = office.as('ines')
    const partner = office.signedIn(wanjiru)
    const send = async () => {
      expect((await browser.post(`/cases/${caseId}/coalition/invite`, invite)).status).toBe(303)
      return (await invitations(caseId)).find(({ state }) => state === 'open')!.id
    }
    const declined = await send()
    expect((await partner.post(`/coalition-invitations/${declined}/decline`)).status).toBe(303)
    const revoked = await send()
    expect((await browser.post(`/cases/${caseId}/coalition/invitations/${revoked}/revoke`)).status).toBe(303)
    expect((await partner.post(`/coalition-invitations/${revoked}/accept`, { named: 'yes' })).status).toBe(
      409,
    )
    expect((await partner.get(`/cases/${caseId}`)).status).not.toBe(200)
    expect(await office.count('coalition_members', `case_id = '${caseId}'`)).toBe(1)
    for (const type of ['coalition.invitation-declined', 'coalition.invitation-revoked'])
      expect(await office.count('events', `case_id = '${caseId}' and type = '${type}'`)).toBe(1)
  })

  test('is for one organisation: another finds nothing at its address, and cannot answer it', async () => {
    const caseId = await build('Mine')
    await office.as('ines').post(`/cases/${caseId}/coalition/invite`, invite)
    const { id } = (await invitations(caseId))[0]!
    const stranger = office.signedIn(river)
    expect((await stranger.get(`/coalition-invitations/${id}`)).status).toBe(404)
    for (const what of ['accept', 'decline'])
      expect((await stranger.post(`/coalition-invitations/${id}/${what}`, { named: 'yes' })).status).toBe(404)
    expect(await office.count('coalition_members', `case_id = '${caseId}'`)).toBe(1)
  })
})

test('the team admits somebody of a partner by name, who then reads the file; leaving ends it', async () => {
  const caseId = await build('Admitted')
  await joinCoalition(office.db, ines, caseId, wanjiru)
  const lead = office.as('ines')
  const partner = office.signedIn(wanjiru)
  const add = { accountId: wanjiru.accountId, role: 'legal' }
  // not named to the others yet: nobody to be admitted
  expect((await lead.post(`/cases/${caseId}/team`, add)).status).toBe(404)
  const named = { accountId: wanjiru.accountId, functions: ['contact'], languages: [], reach: '' }
  expect((await partner.post(`/cases/${caseId}/coalition/people`, named)).status).toBe(303)
  expect(await html(lead.get(`/cases/${caseId}/team`))).toContain('Wanjiru Odera (Lighthouse Circle)')
  const reads = () => office.db.reading(wanjiru, (tx) => isOnTeam(tx, caseId))
  expect(await reads()).toBe(false)
  expect((await lead.post(`/cases/${caseId}/team`, add)).status).toBe(303)
  expect(await reads()).toBe(true)
  // by name wherever the team stands: in the course of the file, and where somebody is to do something
  for (const path of ['/course', '/tasks', '/log'])
    expect(await html(lead.get(`/cases/${caseId}${path}`)), path).toContain(
      'Wanjiru Odera (Lighthouse Circle)',
    )
  await office.db.transaction(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
  expect(await reads()).toBe(false)
  expect(await office.count('case_team', `case_id = '${caseId}' and removed_at is null`)).toBe(1)
})

test('an invitation that ran out is answered by nobody, and makes room for another', async () => {
  const caseId = await build('Expired')
  await office.as('ines').post(`/cases/${caseId}/coalition/invite`, invite)
  const { id } = (await invitations(caseId))[0]!
  office.clock.move(15 * 24 * 3_600_000)
  expect((await office.signedIn(wanjiru).get(`/coalition-invitations/${id}`)).status).toBe(200)
  const answer = { invitationId: id, accepts: true, named: true }
  await expect(
    office.db.transaction({ ...wanjiru, ...now() }, (tx) => answerInvitation(tx, answer)),
  ).rejects.toMatchObject({ code: 'coalition.error.answered' })
  expect((await invitations(caseId))[0]!.state).toBe('expired')
  expect(await office.count('coalition_members', `case_id = '${caseId}'`)).toBe(1)
  await joinCoalition(office.db, { ...ines, ...now() }, caseId, { ...wanjiru, ...now() })
  expect(await office.count('coalition_members', `case_id = '${caseId}'`)).toBe(2)
})

test('who is removed, or reads only, speaks for the organisation in no case any more', async () => {
  const caseId = await build('Voices')
  await joinCoalition(office.db, { ...ines, ...now() }, caseId, { ...wanjiru, ...now() })
  const serves = (name: string) =>
    buildMember(office.db, wanjiru.organisationId, {
      ...{ name, address: `${name.toLowerCase()}@lighthouse.example`, role: 'campaigner' },
    })
  const [juma, zuri] = [await serves('Juma'), await serves('Zuri')]
  const by = { ...wanjiru, ...now() }
  const person = (accountId: string) =>
    ({
      caseId,
      accountId,
      functions: ['signs', 'drafts'],
      languages: [],
      reach: '',
      phone: '+254700000001',
    }) as const
  for (const { accountId } of [juma, zuri])
    await office.db.transaction(by, (tx) => namePerson(tx, person(accountId)))
  const names = async () =>
    (await office.db.reading(ines, (tx) => listPeople(tx, caseId))).map(({ name }) => name)
  expect(await names()).toEqual(['Juma', 'Zuri'])
  expect(await office.db.reading(wanjiru, (tx) => maySpeakFor(tx, caseId))).toBe(false)
  await office.db.transaction(by, (tx) => removeMember(tx, juma))
  expect(await names()).toEqual(['Zuri'])
  await office.db.transaction(by, (tx) => changeRole(tx, { ...zuri, role: 'viewer' }))
  expect(await names()).toEqual([])
  // nobody is named to sign any more, so everybody who writes may speak
  expect(await office.db.reading(wanjiru, (tx) => maySpeakFor(tx, caseId))).toBe(true)
  expect(
    await office.count(
      'events',
      `case_id = '${caseId}' and type = 'coalition.person-named' and data->'functions' = '[]'`,
    ),
  ).toBe(2)
  await expect(
    office.db.transaction(by, (tx) => namePerson(tx, person(zuri.accountId))),
  ).rejects.toMatchObject({ fields: { accountId: 'error.field.choose' } })
})
