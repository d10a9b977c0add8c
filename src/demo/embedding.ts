import { signTheCasePage } from './casework.ts'
import { unescapeHtml } from './html.ts'
import type { Member } from './member.ts'
import { jointUpdate, lighthouse } from './partners.ts'
import { partnerHref } from './partner-pages.ts'
import { until } from './steps.ts'
import { newVisitor, type Story } from './world.ts'

/** A partner lets its own site show frames, and puts one line for the form and one for the news into a page of it. */
export async function showOnOwnSite(story: Story): Promise<void> {
  const { steps, site } = story
  const member = steps.must('Wanjiru', story.wanjiru)
  const { origin } = steps.must('its site', site)
  const campaign = steps.must('the campaign', story.campaignHref)
  const update = steps.must('the joint update', story.jointHref)
  // whose sites may show news of her is said by her own page
  await signTheCasePage(story, member)
  const form = await lineFor(story, member, `${campaign}/embed?what=act&step=signature`)
  const news = await lineFor(story, member, `${update}/embed?what=updates`)
  site!.paste([form, news])

  const page = await newVisitor().open(`${origin}/`)
  steps.check(
    `the site of ${lighthouse.organisation} has a line for the form and a line for the news, each a link without script`,
    page.link('/act/')?.startsWith(story.world.publicUrl) && page.link('/updates'),
    page.text,
  )
  const [formFrame, newsFrame] = framesIn(story, page.html)
  const before = await fetch(formFrame!)
  steps.check('until it is allowed no site may show them', ancestorsOf(before) === `'none'`)
  await member.fill('/organisation/embeds', { form: '/embeds', type: { origin } })
  const shown = await until(async () => ancestorsOf(await fetch(formFrame!)) === origin)
  steps.check(`then ${origin} may, and no other`, shown)
  const framed = await newVisitor().open(formFrame!)
  steps.check(
    'the form in the frame says who keeps what is typed there',
    framed.says(lighthouse.organisation) && framed.form(/\/signature/) !== undefined,
    framed.text,
  )
  steps.check(
    'the news in the other are those of the case page',
    await until(async () => (await newVisitor().open(newsFrame!)).says(jointUpdate.en.headline)),
  )
  steps.say(`its site   ${origin}  (its form also at ${partnerHref(story, lighthouse)})`)
}

/** What is copied at the console. */
async function lineFor({ steps }: Story, member: Member, path: string): Promise<string> {
  const page = await member.open(path)
  const text = /<textarea id="embed-line"[^>]*>([^]*?)<\/textarea>/.exec(page.html)?.[1]
  return unescapeHtml(steps.must('the line to copy', text)).trim()
}

/** Where the frames lead that the script makes of the links of a page. */
export const framesIn = ({ world }: Story, html: string): string[] =>
  [...html.matchAll(/data-watchlight="([^"]+)"/g)].map(([, path]) => world.publicUrl + unescapeHtml(path!))

const ancestorsOf = ({ headers }: Response): string | undefined =>
  /frame-ancestors ([^;]*)/.exec(headers.get('Content-Security-Policy') ?? '')?.[1]
