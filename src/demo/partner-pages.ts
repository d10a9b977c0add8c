import type { CaughtMail } from '#platform/mailbox/index.ts'
import { crowd } from './crowd.ts'
import type { Member } from './member.ts'
import { ewa, lighthouse, riverDesk } from './partners.ts'
import { signBeside } from './signing.ts'
import { until } from './steps.ts'
import { newVisitor, type Story } from './world.ts'

type Hosting = typeof lighthouse | typeof riverDesk

/** Where visitors act on an organisation's own page of the campaign. */
export const partnerHref = ({ steps, actHref }: Story, { page }: Hosting): string =>
  `${steps.must('the campaign', actHref).replace(/\/act\/(\w+).*$/, '/act/$1')}/${page.address}/signature`

/** Two organisations show the campaign on pages of their own: their words around the campaign's. */
export async function openPartnerPages(story: Story): Promise<void> {
  const { steps } = story
  const [wanjiru, salma] = [steps.must('Wanjiru', story.wanjiru), steps.must('Salma', story.salma)]
  await openPage(story, wanjiru, lighthouse, steps.must('Tomas', story.tomas))
  // who signs beside the author may be of any organisation that is not only watching
  await openPage(story, salma, riverDesk, wanjiru)
}

async function openPage(story: Story, member: Member, of: Hosting, second: Member): Promise<void> {
  const { steps } = story
  const campaign = steps.must('the campaign', story.campaignHref)
  const begun = await member.fill(`${campaign}/pages`, { form: '/pages' })
  const at = begun.path
  await member.send(begun, { form: at, type: of.page })
  const asked = await member.fill(`${at}/publish`, {
    form: '/publish',
    type: { languages: ['en', 'ar'], read: 'yes' },
  })
  await signBeside(story, second, asked)
  const page = await until(async () => {
    const found = await newVisitor().open(partnerHref(story, of))
    return found.status === 200 && found
  })
  steps.check(
    `${of.organisation} has a page of its own, and says who keeps what is typed there`,
    page && page.says(of.page['intro-en'].replaceAll('**', '')) && page.says(of.organisation),
    page?.text,
  )
  steps.say(`page       ${partnerHref(story, of)}`)
}

/** One person acts on both pages: she is known to both organisations, and counts once. */
export async function actThroughTwo(story: Story): Promise<void> {
  const { steps } = story
  await actThrough(story, lighthouse)
  const once = await counterSays(story, crowd.length + 1)
  steps.check(`the counter tells of ${crowd.length + 1} people now`, once)
  await actThrough(story, riverDesk)
  const numbers = await until(async () => {
    const page = await steps.must('Tomas', story.tomas).open(steps.must('the campaign', story.campaignHref))
    return page.says(`Together ${crowd.length + 1} people`) && page.says('adds up to 1 more') && page
  }, 60_000)
  steps.check('who came through two organisations is one person to the campaign', numbers)
  const still = await counterSays(story, crowd.length + 1)
  steps.check('and the counter stands where it stood', still)
  await knownToWhom(story)
}

async function counterSays(story: Story, people: number): Promise<boolean> {
  const { steps } = story
  const seen = await until(async () => {
    const page = await newVisitor().open(steps.must('the case page', story.casePage).en)
    return new RegExp(`\\b${people}\\b`).test(page.text)
  }, 60_000)
  return seen === true
}

async function actThrough(story: Story, of: Hosting): Promise<void> {
  const { steps, world } = story
  const visitor = newVisitor()
  const { email, ...who } = ewa
  const thanked = await visitor.send(await visitor.open(partnerHref(story, of)), {
    type: { ...who, email, follow: 'yes', identity: 'first' },
  })
  const itsMail = (mail: CaughtMail) =>
    mail.envelope.to.includes(email) && mail.from.address === of.form.senderAddress
  const mail = await world.mailbox.waitFor(itsMail, { timeout: 60_000 })
  steps.check(
    `Ewa signs there, and ${of.organisation} asks her by mail in its own name`,
    thanked.path.includes(`/${of.page.address}/next/`) && mail.from.name.includes(of.organisation),
    `${thanked.path} ${mail.from.name}`,
  )
  const ask = await visitor.open(
    steps.must(
      'a link',
      mail.links.find((link) => link.includes('/confirm/')),
    ),
  )
  const done = await visitor.send(ask, { press: 'follow' })
  steps.check(
    `she confirms, and will hear from ${of.organisation}`,
    done.says('We will write to you'),
    done.text,
  )
}

/** Each organisation finds its own supporters and nobody else's. */
async function knownToWhom({ steps, tomas, wanjiru, salma }: Story): Promise<void> {
  const finds = async (member: Member) => {
    const type = { address: ewa.email }
    return (await member.fill('/supporters', { form: '/supporters/find', type })).says(ewa.firstName)
  }
  const found = [
    await finds(steps.must('Wanjiru', wanjiru)),
    await finds(steps.must('Salma', salma)),
    await finds(steps.must('Tomas', tomas)),
  ]
  steps.check(
    'both have her on their lists; the campaign’s own organisation does not find her',
    found.join() === 'true,true,false',
    found.join(),
  )
}
