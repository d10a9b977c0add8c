import { crowd } from './crowd.ts'
import { partnerHref } from './partner-pages.ts'
import { ewa, lighthouse, riverDesk, tasks } from './partners.ts'
import { until } from './steps.ts'
import { newVisitor, type Story } from './world.ts'

/** An organisation leaves: the case is closed to it at once, its supporters stay its own, their acts stay as numbers. */
export async function leaveTheCoalition(story: Story): Promise<void> {
  const { steps } = story
  const salma = steps.must('Salma', story.salma)
  const at = steps.must('the case', story.caseHref)
  const page = await salma.open(`${at}/coalition/leave`)
  steps.check('before the button stands what leaving means', page.form(/\/coalition\/leave$/), page.text)
  await salma.send(page, { form: /\/coalition\/leave$/ })
  const closed = await salma.open(at)
  steps.check(
    `${riverDesk.organisation} leaves, and has no case any more`,
    closed.status === 404,
    closed.text,
  )
  const left = await steps.must('Tomas', story.tomas).open(`${at}/coalition/tasks`)
  steps.check(
    'what it had promised to do is nobody’s now, and the others see that',
    left.says(tasks.left) && left.says('Of nobody yet'),
    left.text,
  )
  const gone = await until(async () => {
    const found = await newVisitor().open(partnerHref(story, riverDesk))
    return found.status >= 400 && found
  })
  const never = await newVisitor().open(
    partnerHref(story, riverDesk).replace(riverDesk.page.address, 'nobody-was-here'),
  )
  steps.check(
    'its page answers with the neutral text, as where there never was one',
    gone && gone.text === never.text && !gone.says(riverDesk.organisation),
    gone?.text,
  )
  const numbers = await steps.must('Tomas', story.tomas).open(steps.must('the campaign', story.campaignHref))
  steps.check(
    'what was done through it stays counted, in numbers',
    numbers.says(`${riverDesk.organisation} (has left)`) &&
      numbers.says(`Together ${crowd.length + 1} people`),
    numbers.text,
  )
  const letter = await newVisitor().open(steps.must('the letter', story.letterPage))
  steps.check(
    'its name is off the joint letter too',
    letter.says(lighthouse.organisation) && !letter.says(riverDesk.organisation),
    letter.text,
  )
  const list = await salma.fill('/supporters/export', { form: '/supporters/export' })
  steps.check('and it takes its own list with it', list.html.includes(ewa.email), list.text)
}
