import { harbour } from './cast.ts'
import { jointUpdate, lighthouse, riverDesk, tideHouse } from './partners.ts'
import { until } from './steps.ts'
import { draftUpdate } from './updating.ts'
import { newVisitor, type Story } from './world.ts'

/** One text of all: two organisations stand behind it, a third says no and why, and that is kept beside it. */
export async function speakTogether(story: Story): Promise<void> {
  const { steps } = story
  const tomas = steps.must('Tomas', story.tomas)
  const [wanjiru, salma] = [steps.must('Wanjiru', story.wanjiru), steps.must('Salma', story.salma)]
  const aram = steps.must('Aram', story.aram)
  const at = await draftUpdate(story, jointUpdate)
  story.jointHref = at
  const byline = `${at}/byline`
  for (const name of [harbour.organisation, lighthouse.organisation]) {
    const page = await tomas.open(byline)
    const organisationId = steps.must(name, page.choice(name))
    await tomas.send(page, { form: byline, type: { kind: 'organisation', organisationId } })
  }
  const asked = await tomas.fill(`${at}/publish`, { form: '/publish', type: { languages: ['en', 'ar'] } })
  const today = await wanjiru.open('/')
  steps.check(
    'a joint text waits for a second organisation, and stands on its Today',
    asked.path.includes('/sign-offs/') && today.html.includes(asked.path),
    asked.text,
  )
  const no = await salma.fill(asked.path, { form: '/dissent', type: { reason: jointUpdate.dissent } })
  steps.check(
    `${salma.name} says no for ${riverDesk.organisation}, and why`,
    no.says(jointUpdate.dissent),
    no.text,
  )
  await wanjiru.fill(asked.path, { form: '/sign', type: { reviewed: 'yes', confirmed: 'yes' } })
  const whole = await until(async () => {
    const page = await newVisitor().open(steps.must('the case page', story.casePage).en)
    return page.says(jointUpdate.en.headline) && page
  })
  steps.check(
    `${wanjiru.name} signs for ${lighthouse.organisation}: two stand behind it, and it is public`,
    whole,
  )
  const kept = await aram.open(asked.path)
  steps.check(
    'who watches reads who stands behind it, and the dissent with its name',
    [tomas.name, wanjiru.name, salma.name, jointUpdate.dissent].every((words) => kept.says(words)),
    kept.text,
  )
  const page = whole && (await newVisitor().follow(whole, jointUpdate.en.headline))
  steps.check(
    'visitors read the text and who wrote it, nothing of the vote, and nobody who is not named',
    page &&
      [harbour, lighthouse].every(({ organisation }) => page.says(organisation)) &&
      ![jointUpdate.dissent, tideHouse.organisation].some((words) => page.says(words)),
    page ? page.text : '',
  )
}
