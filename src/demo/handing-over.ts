import { update } from './cast.ts'
import { crowd } from './crowd.ts'
import { ewa, riverDesk } from './partners.ts'
import { drawHarbour } from './portrait.ts'
import { signBeside } from './signing.ts'
import { until } from './steps.ts'
import { dayFromNow, newVisitor, type Story } from './world.ts'

const to = { 'to-en': 'the Minister of Harbours', 'to-ar': 'وزير الموانئ' }
/** the petition asks two officials */
const thenTo = { 'to-en': 'the Prosecutor General', 'to-ar': 'المدعية العامة' }
const thenAt = { 'place-en': 'Kestra, at the prosecution service', 'place-ar': 'كسترا، أمام النيابة العامة' }
const place = { 'place-en': 'Kestra, at the ministry', 'place-ar': 'كسترا، أمام الوزارة' }

/** The letter is to be carried to whom it addresses: each organisation prints the sheet of its own signers. */
export async function prepareHandOver(story: Story): Promise<void> {
  const { steps } = story
  const [tomas, wanjiru] = [steps.must('Tomas', story.tomas), steps.must('Wanjiru', story.wanjiru)]
  const campaign = steps.must('the campaign', story.campaignHref)
  await recordPaper(story, campaign)
  const prepared = await tomas.fill(`${campaign}/hand-over`, {
    form: '/hand-over',
    type: { onDay: dayFromNow(7), ...to, ...place },
  })
  steps.check('a hand-over is prepared for a day', prepared.says(to['to-en']), prepared.text)
  const sheet = { form: '/sheet', type: { as: 'paper', language: 'en' } }
  story.handOverHref = prepared.path
  const ours = await tomas.fill(`${prepared.path}/sheet`, sheet)
  const theirs = await wanjiru.fill(`${prepared.path}/sheet`, sheet)
  const named = crowd.filter(({ kind }, n) => kind === 'signature' && n % 3 === 0)
  steps.check(
    'the sheet of each organisation holds its own signers, as they agreed, and nobody else’s',
    named.every(({ firstName, lastName }) => ours.says(`${firstName} ${lastName}`)) &&
      theirs.says(ewa.firstName) &&
      !theirs.says(ewa.lastName) &&
      !ours.says(ewa.firstName) &&
      !named.some(({ lastName }) => theirs.says(lastName)),
    `${ours.text}\n${theirs.text}`,
  )
  const room = await wanjiru.open(prepared.path)
  steps.check(
    'who has made one, and who has not, is known to all, in numbers',
    room.says(riverDesk.organisation) && room.says('not made yet') && !room.says(named[0]!.lastName),
    room.text,
  )
}

const stands = {
  partner: { signatures: '1,240', on: dayFromNow(-3), kind: 'stand', where: 'Market hall, Nairobi' },
  lead: { signatures: '86', on: dayFromNow(-2), kind: 'event', where: 'Reading at the harbour library' },
}

/** A partner stood in the street with sheets, and the lead had a list at a reading: of each the others see the number alone. */
async function recordPaper({ steps, tomas, wanjiru }: Story, campaign: string): Promise<void> {
  const [partner, lead] = [steps.must('Wanjiru', wanjiru), steps.must('Tomas', tomas)]
  const evidence = await drawHarbour()
  const record = async (member: typeof lead, typed: (typeof stands)['lead']) => {
    const blank = await member.open(`${campaign}/paper/new`)
    const letters = blank.form('/paper/new')?.controls.find(({ name }) => name === 'letterId')?.options ?? []
    const letterId = letters.findLast(Boolean) ?? ''
    return await member.send(blank, { form: '/paper/new', type: { ...typed, letterId, evidence } })
  }
  const recorded = await record(partner, stands.partner)
  await record(lead, stands.lead)
  const waiting = await lead.open(`${campaign}/paper`)
  // nobody serves the partner beside whoever recorded it: who runs the campaign confirms the number
  const others = await lead.send(waiting, { form: '/paper/others' })
  steps.check(
    'signatures on paper are recorded with their sheets, and the others read the number alone',
    recorded.says('1,240') &&
      others.says('1,240') &&
      others.says(stands.lead.where) &&
      !others.says(stands.partner.where),
    `${recorded.text}\n${others.text}`,
  )
}

const told = {
  en: {
    body: 'A clerk took the sheets at the door of the ministry and signed for them. We were given **no date** for an answer.',
    ask: 'Nothing is asked of you today.',
    nextExpected: 'We write again when the minister answers.',
  },
  ar: {
    body: 'تسلّم موظف الأوراق عند باب الوزارة ووقّع على الاستلام. و**لم يُحدَّد موعد** للرد.',
    ask: 'لا نطلب منكم شيئًا اليوم.',
    nextExpected: 'سنكتب من جديد حين يجيب الوزير.',
  },
} as const

/** It went to whom it was for: how it was taken is written down, and an update alone tells visitors of it. */
export async function tellOfHandOver(story: Story): Promise<void> {
  const { steps } = story
  const member = steps.must('Tomas', story.tomas)
  const one = steps.must('the hand-over', story.handOverHref)
  const act = steps.must('the campaign', story.actHref)
  const recorded = await member.fill(one, {
    form: '/record',
    type: { onDay: dayFromNow(0), how: 'received' },
  })
  const quiet = await newVisitor().open(act)
  steps.check(
    'visitors read nothing of it before an update tells of it',
    !quiet.says('Handed over'),
    quiet.text,
  )
  const drafted = await member.send(recorded, { form: '/update' })
  const at = steps.must('the update', /^\/updates\/[\w-]+/.exec(drafted.path)?.[0])
  for (const lang of ['en', 'ar'] as const)
    await member.fill(`${at}/text/${lang}`, { form: `/text/${lang}`, type: told[lang] })
  await member.fill(`${at}/picture`, {
    form: '/picture',
    type: { ...update.picture, picture: await drawHarbour() },
  })
  const asked = await member.fill(`${at}/publish`, { form: '/publish', type: { languages: ['en', 'ar'] } })
  // it speaks of the signers of both: by the charter a second organisation stands behind it
  await signBeside(story, steps.must('Wanjiru', story.wanjiru), asked)
  const page = await until(async () => {
    const found = await newVisitor().open(act)
    return found.says(to['to-en']) && found
  })
  const whole = page && (await newVisitor().follow(page, 'How it was handed over'))
  steps.check(
    'then the campaign’s page says when and to whom, with a picture, and leads to what is told',
    page &&
      /Handed over on [^.]+ to the Minister/.test(page.text) &&
      page.seen.images.some(({ alt }) => alt === update.picture['alt-en']) &&
      whole &&
      whole.says(told.en.ask),
    page ? page.text : '',
  )
  const campaign = steps.must('the campaign', story.campaignHref)
  const next = await member.fill(`${campaign}/hand-over`, {
    form: '/hand-over',
    type: { onDay: dayFromNow(7), ...thenTo, ...thenAt },
  })
  steps.check(
    'and the next one, to whom it addresses too, is prepared',
    next.says(thenTo['to-en']),
    next.text,
  )
}
