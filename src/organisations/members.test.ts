import { describe, expect, test } from 'vitest'
import { signIn } from '#platform/actor.ts'
import { buildMember, buildOrganisation } from '../../test/build.ts'
import { testOffice } from '../../test/office.ts'
import { lighthouse } from '../../test/world.ts'
import { changeRole, inviteMember, removeMember, revokeInvitation, startSession } from './index.ts'
import { readDraft, saveDraft } from './draft.ts'
import { takeHeldForm } from './held-form.ts'

const office = await testOffice()
const { db, member } = office
const away = await buildOrganisation(db, lighthouse)
const keeper = await buildMember(db, away.id, {
  name: 'Amos Keter',
  address: 'amos@lighthouse.example',
  role: 'admin',
})
const guest = { name: 'Noor Haddad', address: 'noor@harbour.example', role: 'caseworker' } as const

const html = async (answer: Response | Promise<Response>) => await (await answer).text()

/** Rows that a refusal must not leave. */
const traces = async () => [
  await office.count('one_time_links'),
  await office.count('members'),
  await office.count('events'),
  await office.count('mails'),
]

describe('inviting', () => {
  test('shows the link once; whoever opens it joins under the invited address', async () => {
    const answer = await office.as('ines').post('/members/invite', guest)
    const html = await answer.text()
    const path = /http:\/\/localhost:4001(\/welcome\/[\w-]{43})/.exec(html)?.[1] ?? ''
    expect(path, html).not.toBe('')
    const list = await (await office.as('ines').get('/members')).text()
    expect(list).toContain('noor@harbour.example')
    expect(list).not.toContain('/welcome/')
    const page = await (await office.visitor().get(path)).text()
    expect(page).toContain('Harbour Watch')
  })

  test.each(['tomas', 'layla', 'viktor'] as const)('is not for %s', async (name) => {
    const before = await traces()
    await expect(db.transaction(member[name], (tx) => inviteMember(tx, guest))).rejects.toMatchObject({
      status: 403,
    })
    const browser = office.as(name)
    await browser.get('/')
    const after = await traces()
    expect((await browser.post('/members/invite', guest)).status).toBe(403)
    expect((await browser.get('/members/invite')).status).toBe(403)
    expect([before[0], before[1], before[3]]).toEqual([after[0], after[1], after[3]])
    expect(await traces()).toEqual(after)
  })

  test('says when the address serves here or is invited already, and keeps what was typed', async () => {
    const ines = office.as('ines')
    await ines.get('/')
    const before = await traces()
    for (const address of ['TOMAS@harbour.example', 'noor@harbour.example']) {
      const answer = await ines.post('/members/invite', { ...guest, address, name: 'Kept Name' })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toMatch(/value="Kept Name"/)
    }
    expect(await traces()).toEqual(before)
  })

  test('can be taken back, and then opens nothing', async () => {
    const made = await db.transaction(member.ines, (tx) =>
      inviteMember(tx, { ...guest, address: 'kim@harbour.example' }),
    )
    await expect(db.transaction(keeper, (tx) => revokeInvitation(tx, made))).rejects.toMatchObject({
      status: 404,
    })
    expect((await office.as('ines').post(`/members/invitations/${made.invitationId}/revoke`)).status).toBe(
      303,
    )
    expect((await office.visitor().get(`/welcome/${made.token}`)).status).toBe(404)
  })

  test('the page is the same for an address that has an account and for one that has none', async () => {
    const pages = await Promise.all(
      ['amos@lighthouse.example', 'amos@nowhere.example'].map(async (address) => {
        const { token } = await db.transaction(member.ines, (tx) =>
          inviteMember(tx, { name: 'Amos Keter', address, role: 'viewer' }),
        )
        const page = await html(office.visitor().get(`/welcome/${token}`))
        const asked = await office.visitor().post(`/welcome/${token}/join`)
        const alike = (text: string) =>
          text
            .replaceAll(address, 'ADDRESS')
            .replaceAll(encodeURIComponent(address), 'ADDRESS')
            .replaceAll(token, 'TOKEN')
            // what is offered for an app of codes, and the form that is kept, are new each time
            .replaceAll(/<svg.*?<\/svg>|name="(?:totp|held)" value="[^"]*"|secret=\w+|<code.*?<\/code>/gs, '')
        return [alike(page), asked.status, alike(await asked.text())]
      }),
    )
    expect(pages[0]![0]).toContain('Join with my account')
    expect(pages[0]).toEqual(pages[1])
  })

  test('somebody who has an account joins by signing in with it, and nobody else can', async () => {
    const { token } = await db.transaction(member.ines, (tx) =>
      inviteMember(tx, { name: 'Rhea Sol', address: 'rhea@lighthouse.example', role: 'viewer' }),
    )
    const path = `/welcome/${token}`
    expect((await office.as('tomas').post(`${path}/join`)).status).toBe(404)
    // whoever is not signed in signs in there, with the form kept: an address to come back to would carry the key
    const asked = await office.visitor().post(`${path}/join`)
    expect([asked.status, asked.headers.get('location')]).toEqual([401, null])
    const held = /name="held" value="([\w-]+)"/.exec(await asked.text())![1]!
    const { instance } = office.database.keys
    expect(takeHeldForm(instance, held, office.clock.now(), member.ines.accountId)?.path).toBe(`${path}/join`)
    expect(
      await office.count('members', `organisation_id = '${office.organisationId}' and role = 'viewer'`),
    ).toBe(1)
  })
})

test('an invitation goes by mail as well only where that was asked for', async () => {
  const ines = office.as('ines')
  const before = await office.count('mails')
  await ines.post('/members/invite', { ...guest, address: 'one@harbour.example' })
  expect(await office.count('mails')).toBe(before)
  await ines.post('/members/invite', { ...guest, address: 'two@harbour.example', mail: 'yes' })
  expect(await office.count('mails', `kind = 'invitation'`)).toBe(before + 1)
  // refused: it is open already
  expect(
    (await ines.post('/members/invite', { ...guest, address: 'two@harbour.example', mail: 'yes' })).status,
  ).toBe(422)
  expect(await office.count('mails')).toBe(before + 1)
})

test('an invited account joins once, with its own session, which stays as old as it was', async () => {
  const made = await db.transaction(member.ines, (tx) =>
    inviteMember(tx, { name: 'Amos Keter', address: 'amos.keter@lighthouse.example', role: 'viewer' }),
  )
  const amos = await buildMember(db, away.id, {
    name: 'Amos Keter',
    address: 'amos.keter@lighthouse.example',
    role: 'viewer',
  })
  const { token } = await db.transaction(signIn, (tx) =>
    startSession(tx, { accountId: amos.accountId, how: 'passkey' }),
  )
  const browser = office.visitor()
  browser.cookies.set('watchlight-4001', token)
  const join = () => browser.post(`/welcome/${made.token}/join`)
  const sessions = (which: string) => office.count('sessions', `account_id = '${amos.accountId}'${which}`)
  const provedAt = (at: Date) =>
    db.transaction(signIn, (tx) =>
      tx.db
        .updateTable('sessions')
        .set({ stepped_up_at: at })
        .where('account_id', '=', amos.accountId)
        .execute(),
    )
  const now = office.clock.now()
  // a browser that was left open is not its owner: it proves a credential, in place
  await provedAt(new Date(now.getTime() - 11 * 60_000))
  const before = await traces()
  const asked = await join()
  expect([asked.status, asked.headers.get('location'), asked.headers.get('set-cookie')]).toEqual([
    401,
    null,
    null,
  ])
  expect(await asked.text()).toContain('name="held"')
  expect(await traces()).toEqual(before)
  await provedAt(now)
  const joined = await join()
  expect([joined.headers.get('location'), joined.headers.get('set-cookie')]).toEqual(['/', null])
  expect(await html(browser.get('/'))).toContain('Harbour Watch')
  expect((await join()).status).not.toBe(303)
  // no second session, no new twelve hours, and nothing that the link has proved
  expect([await sessions(''), await sessions(' and stepped_up_at is null')]).toEqual([1, 1])
  expect((await browser.post('/account/recovery-codes')).status).toBe(403)
})

describe('roles', () => {
  test('the last administrator can neither go nor step down', async () => {
    const before = await traces()
    for (const act of [
      () => db.transaction(member.ines, (tx) => removeMember(tx, member.ines)),
      () => db.transaction(member.ines, (tx) => changeRole(tx, { ...member.ines, role: 'viewer' })),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'organisations.member.last-admin' })
    expect(await traces()).toEqual(before)
  })

  test('two administrators who remove each other at the same moment leave one', async () => {
    const pair = await buildOrganisation(db, { name: 'Twin Quays' })
    const [one, two] = [
      await buildMember(db, pair.id, { name: 'Rosa Lind', address: 'rosa@twin.example', role: 'admin' }),
      await buildMember(db, pair.id, { name: 'Pavel Lind', address: 'pavel@twin.example', role: 'admin' }),
    ]
    const done = await Promise.allSettled([
      db.transaction(one, (tx) => removeMember(tx, two)),
      db.transaction(two, (tx) => removeMember(tx, one)),
    ])
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const admins = `organisation_id = '${pair.id}' and role = 'admin' and removed_at is null`
    expect(await office.count('members', admins)).toBe(1)
  })

  test('members of another organisation are not there', async () => {
    const path = `/members/${office.member.layla.memberId}`
    const before = await traces()
    await expect(db.transaction(keeper, (tx) => removeMember(tx, member.layla))).rejects.toMatchObject({
      status: 404,
    })
    await expect(
      db.transaction(keeper, (tx) => changeRole(tx, { ...member.layla, role: 'admin' })),
    ).rejects.toMatchObject({ status: 404 })
    expect(await traces()).toEqual(before)
    expect((await office.as('layla').get(`/members/${keeper.memberId}`)).status).toBe(404)
    expect((await office.as('layla').get('/members/no-id')).status).toBe(404)
    expect((await office.as('layla').get(path)).status).toBe(200)
  })
})

describe('drafts', () => {
  test('are one’s own, sealed, and never hold a passphrase', async () => {
    const layla = office.as('layla')
    const form = { draft: '/updates/1/en', headline: 'Under the bridge', passphrase: 'seven herons over it' }
    expect((await layla.post('/drafts', form)).status).toBe(204)
    const mine = await db.reading(member.layla, (tx) => readDraft(tx, '/updates/1/en'))
    expect(mine?.values).toEqual({ headline: 'Under the bridge' })
    for (const other of [member.viktor, keeper])
      expect(await db.reading(other, (tx) => readDraft(tx, '/updates/1/en'))).toBeUndefined()
    expect(await office.count('drafts', `encode(sealed, 'escape') like '%bridge%'`)).toBe(0)
  })

  test('show on their form, and go when they are dropped', async () => {
    const browser = office.as('ines')
    const organisation = { draft: '/organisation', name: 'Half a name' }
    expect((await browser.post('/drafts', organisation)).status).toBe(204)
    expect(await (await browser.get('/organisation')).text()).toContain('value="Half a name"')
    const answer = await browser.post('/drafts/drop', { draft: '/organisation' })
    expect(answer.headers.get('location')).toBe('/organisation')
    expect(await (await browser.get('/organisation')).text()).not.toContain('Half a name')
    expect((await browser.post('/drafts/drop', { draft: '//evil.example' })).headers.get('location')).toBe(
      '/',
    )
  })

  test('have a form, and an end', async () => {
    const layla = office.as('layla')
    expect((await layla.post('/drafts', { headline: 'x' })).status).toBe(422)
    expect((await layla.post('/drafts', { draft: 'https://evil.example', headline: 'x' })).status).toBe(422)
    expect((await layla.post('/drafts', { draft: '/long', headline: 'x'.repeat(350_000) })).status).toBe(413)
    await expect(
      db.transaction(member.layla, (tx) =>
        saveDraft(tx, { form: '/long', values: { a: 'x'.repeat(310_000) } }),
      ),
    ).rejects.toMatchObject({ status: 413 })
    expect(await office.count('drafts', `form = '/long'`)).toBe(0)
  })
})
