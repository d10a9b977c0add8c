import { harbour } from './cast.ts'
import { jointUpdate, lighthouse } from './partners.ts'
import { until } from './steps.ts'
import { newVisitor, type Story } from './world.ts'

/** A partner passes the update on, on its own page: one text, with its credit and the way to where it came from. */
export async function passItOn(story: Story): Promise<void> {
  const { steps } = story
  const member = steps.must('Wanjiru', story.wanjiru)
  const at = `${steps.must('the joint update', story.jointHref)}/repost`
  const passed = await member.fill(at, { form: '/repost' })
  steps.check(
    `${member.name} passes it on for ${lighthouse.organisation}`,
    passed.says(lighthouse.organisation) && !passed.form(/\/repost$/),
    passed.text,
  )
  const own = steps.must('the page of the organisation', passed.link(/\/o\/\w+$/))
  const page = await until(async () => {
    const found = await newVisitor().open(own)
    return found.says(jointUpdate.en.headline) && found
  })
  steps.check(
    'it stands on the page of that organisation, by courtesy of who wrote it',
    page && page.says(`Courtesy of ${harbour.organisation}`),
    page ? page.text : '',
  )
  const whole = page && (await newVisitor().follow(page, jointUpdate.en.headline))
  steps.check(
    'there one reads the one text, who posted it here, and search engines where it came from',
    whole &&
      whole.says(jointUpdate.en.ask) &&
      whole.says(`Posted here by ${lighthouse.organisation}`) &&
      /<link rel="canonical" href="[^"]*\/c\//.test(whole.html),
    whole ? whole.text : '',
  )
  steps.say(`repost     ${own}`)
}
