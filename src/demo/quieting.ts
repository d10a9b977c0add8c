import { lantern, update } from './cast.ts'
import { signBeside } from './signing.ts'
import { until } from './steps.ts'
import { newVisitor, type Story } from './world.ts'

/** One press takes everything away from visitors; two people bring it back as it stood. */
export async function goQuietAndReturn(story: Story): Promise<void> {
  const { steps } = story
  const [layla, tomas] = [steps.must('Layla', story.layla), steps.must('Tomas', story.tomas)]
  const at = steps.must('the case', story.caseHref)
  const her = steps.must('the case page', story.casePage).en
  const act = steps.must('the campaign', story.actHref)
  const before = await newVisitor().open(her)
  const feeds = before.seen.alternates.map(({ href }) => new URL(href, before.url).href)
  await layla.fill(`${at}/quiet`, { form: '/quiet' })
  const start = performance.now()
  const gone = async (url: string) => (await fetch(url)).status >= 400
  const all = await until(async () => (await Promise.all([her, ...feeds].map(gone))).every(Boolean), 20_000)
  const took = performance.now() - start
  steps.check(
    `one press, and page and feeds are gone, ${(took / 1000).toFixed(1)} s later`,
    all && took < 5_000,
  )
  const form = await newVisitor().open(act)
  steps.check('nobody is asked to act while it is quiet', !form.says(lantern.en.name), form.text)

  const asked = await layla.fill(`${at}/quiet`, { form: '/quiet/end' })
  await signBeside(story, tomas, asked)
  const back = await until(async () => {
    const page = await newVisitor().open(her)
    return page.status === 200 && page.says(lantern.en.name) && page
  })
  steps.check(
    'two people bring it back as it stood, with update and feeds',
    back && back.says(update.en.headline) && !(await Promise.all(feeds.map(gone))).some(Boolean),
    back ? back.text : '',
  )
}
