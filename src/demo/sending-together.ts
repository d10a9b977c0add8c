import { addressOf, crowd } from './crowd.ts'
import { ewa, jointUpdate, lighthouse } from './partners.ts'
import { until } from './steps.ts'
import type { Story } from './world.ts'

/** The update goes out from all of them: one mail to each who asked to hear, whoever knows them. */
export async function sendTogether(story: Story): Promise<void> {
  const { steps, world } = story
  const tomas = steps.must('Tomas', story.tomas)
  const at = steps.must('the joint update', story.jointHref)
  // one of them left after the first update, and one follows without having acted
  const readers = crowd.flatMap((one, n) => (one.follow === 'yes' ? [addressOf(n)] : []))
  const wanted = readers.length + 1
  const ask = await tomas.open(`${at}/send?who=all`)
  steps.check(
    'before the button stands how many mails each organisation sends, and no overlap',
    ask.says(lighthouse.organisation) && new RegExp(`\\b${wanted}\\b`).test(ask.text),
    ask.text,
  )
  const sending = await tomas.send(ask, { form: '/send' })
  const mails = () =>
    world.mailbox
      .mails()
      .filter(({ subject }) =>
        [jointUpdate.en.headline, jointUpdate.ar.headline].some((words) => subject.includes(words)),
      )
  const done = await until(async () => {
    const page = await tomas.open(sending.path)
    return page.says('Done') && mails().length >= wanted && page
  }, 60_000)
  const got = mails().map(({ envelope }) => envelope.to[0]!)
  steps.check(
    `${wanted} mails arrive from two organisations: to each who asked, once`,
    done && got.length === wanted && new Set(got).size === wanted,
    `${got.toSorted().join(' ')} ${done ? '' : sending.text}`,
  )
  const hers = mails().filter(({ envelope }) => envelope.to.includes(ewa.email))
  steps.check(
    'Ewa, whom two organisations know, gets one mail',
    hers.length === 1,
    hers.map(({ from }) => from.address).join(' '),
  )
  const [mail] = hers
  steps.check(
    `from ${lighthouse.organisation}, which she asked first, with its address and its way to leave`,
    mail?.from.address === lighthouse.form.senderAddress &&
      mail.text.includes(lighthouse.form.postalAddress.split('\n')[1]!) &&
      mail.headers.some(({ key }) => key.toLowerCase() === 'list-unsubscribe'),
    mail?.text,
  )
}
