import { crowd } from './crowd.ts'
import { ewa, riverDesk } from './partners.ts'
import { dayFromNow, type Story } from './world.ts'

const to = { 'to-en': 'the Minister of the Interior', 'to-ar': 'وزير الداخلية' }
const place = { 'place-en': 'Kestra, at the ministry', 'place-ar': 'كسترا، أمام الوزارة' }

/** The letter is to be carried to whom it addresses: each organisation prints the sheet of its own signers. */
export async function prepareHandOver(story: Story): Promise<void> {
  const { steps } = story
  const [tomas, wanjiru] = [steps.must('Tomas', story.tomas), steps.must('Wanjiru', story.wanjiru)]
  const campaign = steps.must('the campaign', story.campaignHref)
  const prepared = await tomas.fill(`${campaign}/hand-over`, {
    form: '/hand-over',
    type: { onDay: dayFromNow(7), ...to, ...place },
  })
  steps.check('a hand-over is prepared for a day', prepared.says(to['to-en']), prepared.text)
  const sheet = { form: '/sheet', type: { as: 'paper', language: 'en' } }
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
