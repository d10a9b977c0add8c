import { foundOrganisation, makeFirstMemberLink } from '#organisations/index.ts'
import { lantern } from './cast.ts'
import { asOperator, saySettings } from './founding.ts'
import { Member } from './member.ts'
import { charter, lighthouse, question, riverDesk, tideHouse, type Partner } from './partners.ts'
import type { Story } from './world.ts'

/** Three more organisations come in: one known here, one by a link that founds it, one that only watches. */
export async function formTheCoalition(story: Story): Promise<void> {
  const { steps } = story
  const lead = steps.must('Ines', story.ines)
  const at = `${steps.must('the case', story.caseHref)}/coalition`
  const [wanjiru, aram] = [await settleHere(story, lighthouse), await settleHere(story, tideHouse)]
  await invite(lead, at, lighthouse, 'partner')
  await invite(lead, at, tideHouse, 'observer')
  const early = await wanjiru.open(at)
  const asked = await invitationOf(wanjiru)
  steps.check(
    'who is invited reads a code name and a request, and nothing of the case',
    early.status === 404 && asked.says(lantern.code) && !asked.says(lantern.person.calledName),
    asked.text,
  )
  const joined = await answer(wanjiru, 'yes')
  steps.check(`${lighthouse.organisation} joins as a partner`, joined.says(lantern.code), joined.text)
  const watching = await answer(aram, 'no')
  steps.check(
    `${tideHouse.organisation} joins to watch, and is not named in public`,
    watching.says(lantern.code) && !watching.link(/\/coalition\/invite$/),
    watching.text,
  )
  const salma = await bringInByLink(story, lead, at)
  Object.assign(story, { wanjiru, aram, salma })
  const all = [lighthouse, riverDesk, tideHouse].map(({ organisation }) => organisation)
  const seen = await lead.open(at)
  steps.check(
    'four organisations from three countries stand around the case',
    all.every((name) => seen.says(name)) &&
      ['Netherlands', 'Kenya', 'Lebanon'].every((name) => seen.says(name)),
    seen.text,
  )
}

/** An organisation that this server has, with its first member. */
async function settleHere({ world, steps }: Story, of: Partner): Promise<Member> {
  const { consoleUrl } = world
  const link = await asOperator(world, async (db) => {
    const { id } = await foundOrganisation(db)
    return makeFirstMemberLink(db, { organisationId: id, consoleUrl })
  })
  return await comeIn(steps, new Member(consoleUrl, of.person), link, of)
}

async function comeIn(steps: Story['steps'], member: Member, link: string, of: Partner): Promise<Member> {
  await member.accept(link, { organisation: of.organisation, country: of.country })
  const saved = await saySettings(member, of)
  steps.check(`${of.person.name} sets up ${of.organisation}`, saved.says(of.organisation), saved.text)
  const found = await member.fill('/organisation/findable', {
    form: '/organisation/findable',
    type: { findable: 'yes' },
  })
  steps.check(`${of.organisation} lets others find it`, found.status === 200, found.text)
  return member
}

const message = 'She knows of you, and asked whether you would stand beside her with us.'

async function invite(lead: Member, at: string, of: Partner, role: 'partner' | 'observer'): Promise<void> {
  const page = await lead.open(`${at}/invite`)
  const organisationId = page.choice(of.organisation) ?? ''
  await lead.send(page, { form: '/invite', type: { organisationId, role, message } })
}

const invitation = /\/coalition-invitations\/[0-9a-f-]{36}$/

const invitationOf = async (member: Member) => member.follow(await member.open('/'), invitation)

const answer = async (member: Member, named: 'yes' | 'no') =>
  member.send(await invitationOf(member), { form: /\/accept$/, type: { named } })

/** Nobody here knows it yet: a link founds it, and a colleague of the inviting organisation looks at it too. */
async function bringInByLink(story: Story, lead: Member, at: string): Promise<Member> {
  const { world, steps } = story
  const { organisation, person } = riverDesk
  const invited = await lead.fill(`${at}/invite`, {
    form: '/invite',
    type: { organisation, person: person.name, address: person.address, role: 'partner', message },
  })
  const link = /https?:\/\/[^\s"<]+\/welcome\/[\w-]+/.exec(invited.html)?.[0]
  const salma = new Member(world.consoleUrl, person)
  await comeIn(steps, salma, steps.must(`the link for ${organisation}`, link), riverDesk)
  const waiting = await invitationOf(salma)
  const own = await lead.open(at)
  steps.check(
    'a new organisation waits for a second person, and not for who invited it',
    !waiting.form(/\/accept$/) && !own.form(/\/confirm$/),
    waiting.text,
  )
  const confirmed = await steps.must('Tomas', story.tomas).fill(at, { form: /\/confirm$/ })
  const joined = await answer(salma, 'yes')
  steps.check(
    `Tomas knows ${organisation} too: now it joins`,
    !confirmed.form(/\/confirm$/) && joined.says(lantern.code),
    joined.text,
  )
  return salma
}

/** How they work together is agreed by all who vote; from then on silence can be agreement. */
export async function agreeOnCharter(story: Story): Promise<void> {
  const { steps } = story
  const lead = steps.must('Ines', story.ines)
  const [wanjiru, salma] = [steps.must('Wanjiru', story.wanjiru), steps.must('Salma', story.salma)]
  const aram = steps.must('Aram', story.aram)
  const at = `${steps.must('the case', story.caseHref)}/coalition`
  const asked = await lead.fill(`${at}/charter/change`, { form: '/charter/change', type: charter })
  const half = await vote(wanjiru, asked.path)
  steps.check('one organisation’s word is not enough for a charter', half.form(asked.path), half.text)
  const whole = await vote(salma, asked.path)
  steps.check('the charter is agreed by all who vote', !whole.form(asked.path), whole.text)
  const terms = await aram.open(`${at}/charter`)
  steps.check(
    'who watches reads it, and cannot change it',
    terms.says('48') && !terms.link(/\/charter\/change$/),
    terms.text,
  )
  const meeting = await wanjiru.fill(`${at}/decisions`, {
    form: '/decisions',
    type: { ...question, silence: 'on' },
  })
  const today = await salma.open('/')
  steps.check(
    'a small question is asked by silence: its hour stands with it, and it stands on Today',
    meeting.says('when nobody has objected by then') && today.html.includes(meeting.path),
    meeting.text,
  )
  const agreed = await vote(lead, meeting.path)
  steps.check('whoever answers sooner need not wait', agreed.says('by votes'), agreed.text)
}

const vote = (member: Member, path: string) => member.fill(path, { form: path, type: { answer: 'agree' } })
