/** Whoever has not answered is reminded: its own people, by what they are there for, with a code name and no more. */
import { expect, test } from 'vitest'
import { buildCase } from '../../test/build-case.ts'
import { agreeOn, buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { buildMember } from '../../test/build.ts'
import { testOffice } from '../../test/office.ts'
import { lighthouse } from '../../test/world.ts'
import { workerOf, type Member } from '#platform/actor.ts'
import { newId, newShortId } from '#platform/ids.ts'
import type { Tx } from '#platform/database.ts'
import { askForPage, recordConsent } from '#publishing/index.ts'
import { askDecision, voteOn } from './decision.ts'
import { namePerson } from './people.ts'
import { carryRemindersByMail, remindOrganisation, type ReminderMail } from './reminding.ts'

const office = await testOffice()
const { ines } = office.member
const wanjiru = await buildPartner(office.db)
const otieno = await buildMember(office.db, wanjiru.organisationId, {
  ...{ name: 'Otieno Were', address: 'otieno@lighthouse.example', role: 'campaigner' },
})
const aram = await buildPartner(
  office.db,
  { ...lighthouse, name: 'Tide House' },
  { name: 'Aram Said', address: 'aram@tide.example' },
)
const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
const as = <T>(who: Member, run: (tx: Tx) => Promise<T>) => office.db.transaction(fresh(who), run)

const sent: ReminderMail[] = []
carryRemindersByMail(async (_tx, mail) => {
  if (sent.some(({ onceKey }) => onceKey === mail.onceKey)) return false
  sent.push(mail)
  return true
})
/** The mails that are new, as whom they are for and what their subject says. */
const remind = async () => {
  const before = sent.length
  for (const { organisationId } of [ines, wanjiru, aram])
    await office.db.transaction(workerOf(organisationId), remindOrganisation)
  return sent.slice(before).map(({ to, code }) => `${to.name}: ${code}`)
}
const hours = (many: number) => office.clock.move(many * 3_600_000)

test('a question is asked again after the charter’s hours, once more later, of those who sign, and not of who answered', async () => {
  const { caseId } = await buildCase(office.db, fresh(ines), { codeName: 'Lantern' })
  await joinCoalition(office.db, fresh(ines), caseId, fresh(wanjiru))
  await joinCoalition(office.db, fresh(ines), caseId, fresh(aram), { role: 'observer' })
  await agreeOn(office.db, [fresh(ines), fresh(wanjiru)], caseId, { quorum: 2, remindHours: 10 })
  const decisionId = await as(ines, (tx) =>
    askDecision(tx, { caseId, kind: 'question', title: 'Shall we name the judge?', text: '' }),
  )
  hours(9)
  expect(await remind()).toEqual([])
  hours(1)
  expect(await remind(), 'nobody is named yet: its administrators').toEqual(['Wanjiru Odera: Lantern'])
  expect(await remind(), 'once').toEqual([])
  await as(wanjiru, (tx) =>
    namePerson(tx, {
      ...{ caseId, accountId: otieno.accountId, functions: ['deputy', 'signs'] as const },
      ...{ languages: [], reach: '' },
    }),
  )
  hours(20)
  expect(await remind()).toEqual(['Otieno Were: Lantern'])
  expect(JSON.stringify(sent)).not.toContain('judge')
  await as(otieno, (tx) => voteOn(tx, { caseId, decisionId, answer: 'object', reason: 'Not now.' }))
  hours(100)
  expect(await remind()).toEqual([])
  expect(await office.count('events', `type = 'coalition.reminded' and case_id = '${caseId}'`)).toBe(2)
})

test('a joint text is asked for too, and nobody is reminded where the charter says never', async () => {
  const her = await buildCase(office.db, fresh(ines), { codeName: 'Harbour light' })
  const { caseId, personId } = her
  await joinCoalition(office.db, fresh(ines), caseId, fresh(wanjiru))
  await agreeOn(office.db, [fresh(ines), fresh(wanjiru)], caseId, { quorum: 2 })
  await as(ines, (tx) =>
    recordConsent(tx, {
      ...{ caseId, personId, items: ['name'], answer: 'given', how: 'written' },
      ...{ agreed: 'You may say my name.', givenAt: tx.now },
    }),
  )
  await as(ines, (tx) =>
    askForPage(tx, {
      ...{ caseId, subjectKind: 'update', subjectId: newId(), key: newShortId(), items: [], text: 'x' },
      gate: { personId, item: 'name' },
      documents: [{ language: 'en', body: { lang: 'en', text: 'A hearing.' } }],
    }),
  )
  hours(24)
  expect(await remind()).toEqual(['Wanjiru Odera: Harbour light'])
  await agreeOn(office.db, [fresh(ines), fresh(wanjiru)], caseId, { quorum: 2, remindHours: 0 })
  hours(200)
  expect(await remind()).toEqual([])
})

test('whom the others want to go hears of it at once, once, and nobody else does', async () => {
  const { caseId } = await buildCase(office.db, fresh(ines), { codeName: 'Sparrow' })
  await joinCoalition(office.db, fresh(ines), caseId, fresh(wanjiru))
  await joinCoalition(office.db, fresh(ines), caseId, fresh(aram))
  await as(ines, (tx) =>
    askDecision(tx, {
      ...{ caseId, kind: 'end-membership', concernsId: aram.organisationId },
      ...{ title: 'Tide House leaves', text: 'It spoke to the press without her word.' },
    }),
  )
  expect(await remind()).toEqual(['Aram Said: Sparrow'])
  expect(sent.at(-1)).toMatchObject({ about: 'going', organisationId: aram.organisationId })
  expect(await remind()).toEqual([])
})
