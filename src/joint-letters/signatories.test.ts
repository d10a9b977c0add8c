/** Who stands under a joint letter, and who never does. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { BuiltCase } from '../../test/build-case.ts'
import { joinCoalition } from '../../test/build-coalition.ts'
import { buildLetter, publishBuiltLetter } from '../../test/build-letter.ts'
import { lettersWorld } from '../../test/letters-world.ts'
import { publish as publishPage } from '../../test/sign.ts'
import { workerOf, type Member } from '../platform/actor.ts'
import { leaveCoalition, nameInPublic } from '../coalitions/index.ts'
import { listContributions } from '../coalitions/contribution.ts'
import { withdrawConsent, type PublishInput } from '../publishing/index.ts'
import './work.ts'
import {
  declineSignatory,
  getLetter,
  listSignatory,
  readSignatories,
  removeSignatory,
  takeSignatureBack,
} from './index.ts'
import { herNameIn } from './her-name.ts'
import { listTicked } from './moderation.ts'
import { openContacts } from './signatory.ts'

const world = await lettersWorld()
const {
  office,
  ines,
  wanjiru,
  noe,
  fresh,
  as,
  publish,
  current,
  signs,
  outsider,
  names,
  shown,
  documents,
  events,
} = world
let her: BuiltCase
let letterId: string
beforeEach(async () => {
  ;({ her, letterId } = await world.begin())
})
const anotherCase = async () => {
  ;({ her, letterId } = await world.begin({ own: true }))
}

describe('an organisation of the coalition', () => {
  beforeEach(publish)
  /** as the coalition's page counts them */
  const lettersSigned = () =>
    as(ines, async (tx) => {
      const { labels, contributions } = await listContributions(tx, her.caseId)
      const at = labels.indexOf('coalition.work.letters')
      return Object.fromEntries(contributions.map(({ member, counts }) => [member.name, counts[at]]))
    })

  test('signs once by its own word, is read at once, and takes it back', async () => {
    await signs(wanjiru)
    await signs(ines)
    expect(await names()).toEqual(['Harbour Watch', 'Lighthouse Circle'])
    expect(await lettersSigned()).toEqual({ 'Harbour Watch': 1, 'Lighthouse Circle': 1 })
    await expect(signs(wanjiru)).rejects.toMatchObject({ code: 'joint-letters.error.signed-already' })
    await as(wanjiru, (tx) => takeSignatureBack(tx, letterId))
    expect(await names()).toEqual(['Harbour Watch'])
    expect(await lettersSigned()).toEqual({ 'Harbour Watch': 1, 'Lighthouse Circle': 0 })
    await signs(wanjiru)
    expect(await names()).toEqual(['Harbour Watch', 'Lighthouse Circle'])
  })

  test('signs in nobody else’s name, and not as an observer', async () => {
    await anotherCase()
    await publish()
    await joinCoalition(office.db, fresh(ines), her.caseId, fresh(noe), { role: 'observer' })
    await expect(signs(noe)).rejects.toMatchObject({ code: 'joint-letters.error.observer' })
    const hash = (await current()).textHash
    const inItsName = (who: Member, organisationId: string) =>
      as(who, (tx) =>
        sql`insert into joint_letter_signatories (id, letter_id, case_id, member_organisation_id, text_hash, state, language,
          country, sealed, signed_at, listed_at, listed_by) values (gen_random_uuid(), ${letterId}, ${her.caseId}, ${organisationId},
          ${hash}, 'listed', 'en', 'KE', '\\x00', ${tx.now}, ${tx.now}, ${who.accountId})`.execute(tx.db),
      )
    await expect(inItsName(ines, wanjiru.organisationId)).rejects.toMatchObject({ code: '42501' })
    await expect(inItsName(noe, noe.organisationId)).rejects.toMatchObject({ code: /42501|23514/ })
    expect(await names()).toEqual([])
  })

  test('that is not named is read nowhere, and stands there again when it is', async () => {
    await anotherCase()
    await publish()
    await signs(ines)
    await signs(wanjiru)
    await as(wanjiru, (tx) => nameInPublic(tx, { caseId: her.caseId, named: false }))
    expect(await names()).toEqual(['Harbour Watch'])
    expect(
      await as(ines, (tx) => readSignatories(tx, { id: letterId, caseId: her.caseId }, ['listed'])),
    ).toHaveLength(2)
    await as(wanjiru, (tx) => nameInPublic(tx, { caseId: her.caseId, named: true }))
    expect(await names()).toEqual(['Harbour Watch', 'Lighthouse Circle'])
  })

  test('that writes the letter and is not named any more asks nobody for data', async () => {
    await anotherCase()
    await publish()
    await outsider()
    await as(ines, (tx) => nameInPublic(tx, { caseId: her.caseId, named: false }))
    expect((await documents())[0]).toMatchObject({ openToOthers: false })
    await expect(outsider()).rejects.toMatchObject({ constraint: 'signs_what_stands' })
  })

  test('that leaves is off every letter, and takes its own down', async () => {
    await anotherCase()
    await publish()
    const theirs = await buildLetter(office.db, fresh(wanjiru), her.caseId)
    await publishBuiltLetter(office.db, fresh(wanjiru), theirs, fresh(ines))
    await signs(wanjiru)
    world.use(theirs)
    const [asked, waits] = [await outsider({ state: 'pending', inbox: true }), await outsider()]
    world.use(letterId)
    await as(wanjiru, (tx) => leaveCoalition(tx, { caseId: her.caseId }))
    const left = (table: 'signatories' | 'contacts', id: string) =>
      office.count(`joint_letter_${table}`, `${table === 'contacts' ? 'signatory_id' : 'id'} = '${id}'`)
    expect([await left('signatories', asked), await left('contacts', asked)]).toEqual([0, 0])
    expect([await left('signatories', waits), await left('contacts', waits)]).toEqual([1, 1])
    expect(await office.count('inboxes', `organisation_id = '${wanjiru.organisationId}'`)).toBe(1)
    expect(await office.count('inboxes', 'length(address_sealed) > 0')).toBe(0)
    expect(await names()).toEqual([])
    expect(await as(ines, (tx) => getLetter(tx, theirs))).toMatchObject({ state: 'withdrawn' })
    expect(await events('joint-letter.member-unsigned')).toBe(1)
    expect(await documents()).toHaveLength(2)
  })
})

describe('an organisation from outside', () => {
  beforeEach(publish)
  const logo = Buffer.from('logo')
  const files = () =>
    office.count(
      'published.page_files',
      `publication_id = (select id from publications where subject_id = '${letterId}')`,
      ['publications'],
    )

  test('is read when somebody of ours has listed it, with its logo, and is gone at once when it is taken off', async () => {
    const id = await outsider({ logo })
    const other = await outsider({ name: 'Aurora Writers', country: 'FI' })
    expect(await names()).toEqual([])
    for (const signatoryId of [id, other]) await as(ines, (tx) => listSignatory(tx, { signatoryId }))
    await signs(wanjiru)
    expect(await names()).toEqual(['Lighthouse Circle', 'Aurora Writers', 'Northern Press Union'])
    expect((await shown())[2]).toMatchObject({
      ...{ country: 'NO', website: 'https://press-union.example/', signedOn: '2026-11-23' },
      logo: { width: 40, height: 20, alt: 'Northern Press Union' },
    })
    expect(await files()).toBe(1)
    await as(ines, (tx) => removeSignatory(tx, { signatoryId: id, reason: 'asked-by-them' }))
    expect([await names(), await files()]).toEqual([['Lighthouse Circle', 'Aurora Writers'], 0])
    expect(await office.count('joint_letter_signatories', `to_tell = 'removed' and id = '${id}'`)).toBe(1)
    // who asked to be off stays off; a slip of ours is put right
    await expect(as(ines, (tx) => listSignatory(tx, { signatoryId: id }))).rejects.toMatchObject({
      code: 'joint-letters.error.settled',
    })
    await as(ines, (tx) => removeSignatory(tx, { signatoryId: other, reason: 'not-fitting' }))
    expect(await names()).toEqual(['Lighthouse Circle'])
    await as(ines, (tx) => listSignatory(tx, { signatoryId: other }))
    expect(await names()).toEqual(['Lighthouse Circle', 'Aurora Writers'])
  })

  test('that was listed while she was public by name waits for a person again when the letter comes out without it', async () => {
    await anotherCase()
    await publish()
    const named = { name: 'Free Samira Haddad Committee', website: 'https://committee.example/samira-haddad' }
    const signatoryId = await outsider({ ...named, logo })
    const other = await outsider({ name: 'Aurora Writers' })
    await as(ines, (tx) => listSignatory(tx, { signatoryId }))
    expect(await shown()).toMatchObject([{ name: named.name, website: 'https://committee.example/' }])

    await as(ines, async (tx) => {
      const { id } = await tx.db
        .selectFrom('consents')
        .select('id')
        .where('case_id', '=', her.caseId)
        .where('item', '=', 'name')
        .executeTakeFirstOrThrow()
      await withdrawConsent(tx, { caseId: her.caseId, consentIds: [id], reason: 'She asked.' })
    })
    // nobody knows under which name it comes back
    await expect(as(ines, (tx) => listSignatory(tx, { signatoryId: other }))).rejects.toMatchObject({
      code: 'joint-letters.error.not-public',
    })
    await expect(
      as(ines, (tx) =>
        sql`update joint_letter_signatories set state = 'listed', listed_at = ${tx.now}, listed_by = ${ines.accountId},
          listed_under = 'name' where id = ${other}`.execute(tx.db),
      ),
    ).rejects.toMatchObject({ constraint: 'signatory_listed_in_public' })

    const page: PublishInput = {
      ...{ caseId: her.caseId, subjectKind: 'case', subjectId: her.caseId, key: her.shortId, items: [] },
      gate: { personId: her.personId, item: 'story' },
      documents: [{ language: 'en', body: { id: her.shortId, lang: 'en', name: 'A councillor' } }],
      text: 'the case page without her name',
    }
    await publishPage(office.db, fresh(ines), page, fresh(wanjiru))
    await publish()
    expect(await documents()).toHaveLength(2)
    expect([await names(), await files()]).toEqual([[], 0])
    expect(await events('joint-letter.signatory-waits-again')).toBe(1)
    expect(
      await office.count('joint_letter_signatories', `state = 'waiting' and id = '${signatoryId}'`),
    ).toBe(1)
    const runTogether = await outsider({ website: 'https://freehaddad.example/' })
    const guess = await outsider({ name: 'Friends of Samira', state: 'pending' })
    const told = (who: Member) =>
      as(who, async (tx) => {
        const [letter, her] = [
          await getLetter(tx, letterId),
          await herNameIn(tx, await getLetter(tx, letterId)),
        ]
        const all = await readSignatories(tx, letter, ['pending', 'waiting'])
        return { mayList: her.mayList, of: all.filter((one) => her.tellsIn(one)).map(({ id }) => id) }
      })
    const pageOf = async (who: Member, path = '') =>
      await (await office.signedIn(fresh(who)).get(`/joint-letters/${letterId}/signatories${path}`)).text()
    expect(await told(ines)).toEqual({ mayList: true, of: [signatoryId, runTogether] })
    expect(await pageOf(ines)).toContain('may name her')
    expect(await pageOf(ines, '?state=pending')).not.toContain('may name her')
    // whoever is off the team sees no difference between a guess of her name and anything else, and makes none
    const offTeam = office.member.tomas
    expect(await told(offTeam)).toEqual({ mayList: false, of: [] })
    for (const path of ['', '?state=pending', `/${signatoryId}`, `/${guess}`])
      expect(await pageOf(offTeam, path)).not.toMatch(/may name her|A word of a name|type="checkbox"|\/list"/)
    expect(await pageOf(offTeam)).toContain('Ask the team to look')
    const team = { code: 'joint-letters.error.team-lists' }
    for (const id of [signatoryId, other]) {
      await expect(
        as(offTeam, (tx) => listTicked(tx, { letterId, signatoryIds: [id] })),
      ).rejects.toMatchObject(team)
      await expect(as(offTeam, (tx) => listSignatory(tx, { signatoryId: id }))).rejects.toMatchObject(team)
    }
    await expect(
      as(offTeam, (tx) =>
        sql`update joint_letter_signatories set state = 'listed', listed_at = ${tx.now}, listed_by = ${offTeam.accountId},
          listed_under = 'story' where id = ${other}`.execute(tx.db),
      ),
    ).rejects.toMatchObject({ constraint: 'signatory_listed_by_team' })
    // what holds a word of hers is listed by nobody in passing
    const tick = { letterId, signatoryIds: [signatoryId, other, runTogether] }
    expect(await as(ines, (tx) => listTicked(tx, tick))).toBe(1)
    // once somebody has looked again it stands there, also when the letter is published anew
    await as(ines, (tx) => listSignatory(tx, { signatoryId }))
    await publish()
    expect(await names()).toEqual(['Aurora Writers', named.name])
  })

  test('whose mail is not at its domain is listed only by whoever wrote how it was checked', async () => {
    const signatoryId = await outsider({ atDomain: false })
    await expect(as(ines, (tx) => listSignatory(tx, { signatoryId }))).rejects.toMatchObject({
      fields: { checkedHow: 'joint-letters.error.check' },
    })
    await expect(
      as(ines, (tx) =>
        sql`update joint_letter_signatories set state = 'listed', listed_at = ${tx.now}, listed_by = ${ines.accountId}
          where id = ${signatoryId}`.execute(tx.db),
      ),
    ).rejects.toMatchObject({ code: '23514' })
    await as(ines, (tx) => listSignatory(tx, { signatoryId, checkedHow: 'Rang their office.' }))
    expect(await names()).toEqual(['Northern Press Union'])
  })

  test('stands nowhere while its mail is not answered, and is not put out past the verbs', async () => {
    const signatoryId = await outsider({ state: 'pending' })
    await expect(as(ines, (tx) => listSignatory(tx, { signatoryId }))).rejects.toMatchObject({
      code: 'joint-letters.error.settled',
    })
    const waits = await outsider()
    await expect(
      as(ines, (tx) =>
        sql`insert into published.signatories (id, letter_key, publication_id, case_id, position, body)
          select ${waits}, 'abcdefgh', p.id, p.case_id, 1, '{}' from publications p where p.subject_id = ${letterId}`.execute(
          tx.db,
        ),
      ),
    ).rejects.toMatchObject({ constraint: 'signatories_listed' })
    expect(await names()).toEqual([])
  })

  test('is decided about by the letter’s organisation or the lead, and reached by the letter’s alone', async () => {
    await anotherCase()
    await joinCoalition(office.db, fresh(ines), her.caseId, fresh(noe))
    letterId = world.use(await buildLetter(office.db, fresh(wanjiru), her.caseId))
    await publishBuiltLetter(office.db, fresh(wanjiru), letterId, fresh(ines))
    const [first, second] = [await outsider(), await outsider({ name: 'Aurora Writers' })]
    await expect(as(noe, (tx) => listSignatory(tx, { signatoryId: first }))).rejects.toMatchObject({
      status: 403,
    })
    await as(ines, (tx) => listSignatory(tx, { signatoryId: first }))
    await as(wanjiru, (tx) => declineSignatory(tx, { signatoryId: second, reason: 'not-known' }))
    const letter = await current()
    const reached = (who: Member) => as(who, (tx) => openContacts(tx, letter, [first, second]))
    expect((await reached(wanjiru)).get(first)).toMatchObject({ email: 'kari@press-union.example' })
    expect([(await reached(ines)).size, (await reached(noe)).size]).toEqual([0, 0])
    expect(await events('joint-letter.contacts-read')).toBe(1)
  })

  test('is decided about by nobody past the verbs: who, and which column, is kept by the database', async () => {
    await anotherCase()
    await joinCoalition(office.db, fresh(ines), her.caseId, fresh(noe))
    letterId = world.use(await buildLetter(office.db, fresh(wanjiru), her.caseId))
    await publishBuiltLetter(office.db, fresh(wanjiru), letterId, fresh(ines))
    const signatoryId = await outsider()
    await signs(wanjiru)
    const update = (set: ReturnType<typeof sql>, where = sql`id = ${signatoryId}`) =>
      sql`update joint_letter_signatories set ${set} where letter_id = ${letterId} and ${where}`
    const lists = (who: Member) =>
      sql`state = 'listed', listed_at = now(), listed_by = ${who.accountId}, listed_under = 'name'`
    const by = (who: Member, query: ReturnType<typeof update>) => as(who, (tx) => query.execute(tx.db))
    const byWorkerOf = (who: Member, query: ReturnType<typeof update>) =>
      world.worker.transaction(workerOf(who.organisationId), (tx) => query.execute(tx.db))
    const wall = { constraint: 'signatory_by_whom' }
    await expect(by(noe, update(lists(noe)))).rejects.toMatchObject(wall)
    await expect(by(ines, update(lists(wanjiru)))).rejects.toMatchObject(wall)
    await expect(by(ines, update(sql`state = 'withdrawn', withdrawn_at = now()`))).rejects.toMatchObject(wall)
    const others = sql`member_organisation_id = ${wanjiru.organisationId}`
    const taken = sql`state = 'withdrawn', withdrawn_at = now(), withdrawn_by = ${ines.accountId}`
    await expect(by(ines, update(taken, others))).rejects.toMatchObject(wall)
    await expect(byWorkerOf(ines, update(sql`to_tell = 'declined'`))).rejects.toMatchObject(wall)
    for (const set of [sql`at_domain = true`, sql`sealed = ''`, sql`domain_tag = null`, sql`country = 'FR'`])
      await expect(by(wanjiru, update(set))).rejects.toMatchObject({ code: '42501' })
    await expect(byWorkerOf(wanjiru, update(sql`checked_how = ''`))).rejects.toMatchObject({ code: '42501' })
    await by(ines, update(lists(ines)))
  })
})
