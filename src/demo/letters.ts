import type { CaughtMail } from '#platform/mailbox/index.ts'
import { harbour, lantern, officials } from './cast.ts'
import { addressOf, crowd } from './crowd.ts'
import { until } from './steps.ts'
import { dayFromNow, newVisitor, type Story } from './world.ts'

const minister = officials[0].email
const toMinister = (mail: CaughtMail): boolean => mail.envelope.to.includes(minister)

/** Letters to officials leave one by one; words of a supporter's own are read by staff first. */
export async function lettersLeave(story: Story): Promise<void> {
  const { steps, world } = story
  const member = steps.must('Tomas', story.tomas)
  const at = steps.must('the campaign', story.campaignHref)
  const held = await until(async () => {
    const page = await member.open(`${at}/emails`)
    return page.says('I have lived beside a harbour') && page
  })
  steps.check('a letter in her own words waits for staff, beside the one that was signed off', held)
  const noors = (mail: CaughtMail) => mail.text.includes('I have lived beside a harbour')
  steps.check(
    'until then it has not left',
    !world.mailbox.mails().some((mail) => toMinister(mail) && noors(mail)),
  )
  if (held) {
    const letters = held.forms('/review')[0]?.controls.filter(({ name }) => name === 'letter') ?? []
    await member.send(held, {
      form: '/review',
      press: 'approve',
      type: { letter: letters.map(({ value }) => value) },
    })
  }
  const mail = await world.mailbox.waitFor((one) => toMinister(one) && noors(one), { timeout: 60_000 })
  const { firstName, lastName } = crowd[0]!
  steps.check(
    `once approved it leaves, from “${mail.from.name}”`,
    new RegExp(`^${firstName} ${lastName}\\b.* via `).test(mail.from.name) &&
      mail.from.address.endsWith('@harbour.example'),
    `${mail.from.name} <${mail.from.address}>`,
  )
  steps.check('answers go to her, because she said so', mail.replyTo[0]?.address === addressOf(0))
  steps.check(
    'it greets the minister by his name',
    mail.text.includes(officials[0].salutations.en),
    mail.text,
  )
  await everyLetter(story)
}

async function everyLetter({ steps, world }: Story): Promise<void> {
  const writers = crowd.filter(({ kind }) => kind === 'email')
  const byMail = officials.flatMap((one) => ('email' in one ? [one.email as string] : []))
  const letters = () => world.mailbox.mails().filter(({ envelope }) => byMail.includes(envelope.to[0] ?? ''))
  await until(async () => letters().length >= writers.length * byMail.length, 60_000)
  const seen = letters().map((mail) => `${mail.from.name} ${mail.envelope.to[0]}`)
  steps.check(
    `${writers.length * byMail.length} letters arrive: each supporter and official once`,
    seen.length === writers.length * byMail.length && new Set(seen).size === seen.length,
    seen.join(', '),
  )
  const first = letters().find((mail) => mail.from.name.startsWith(writers[1]!.firstName))
  steps.check(
    'who chose to be called by the first name alone is',
    first &&
      !first.raw.includes(writers[1]!.lastName) &&
      !first.replyTo.some(({ address }) => address.includes('post.')),
    letters()
      .map(({ from }) => from.name)
      .join(', '),
  )
}

/** Messages of support are read, gathered and handed to her on paper. */
export async function messagesReachHer(story: Story): Promise<void> {
  const { steps } = story
  const member = steps.must('Layla', story.layla)
  const wanted = crowd.filter(({ kind }) => kind === 'message').length
  const held = await until(async () => {
    const page = await member.open('/messages')
    const boxes = page.forms('/moderate')[0]?.controls.filter(({ name }) => name === 'message') ?? []
    return boxes.length >= wanted && { page, boxes }
  })
  steps.check(`Layla reads ${wanted} messages of support before anybody else does`, held)
  if (!held) return
  await member.send(held.page, {
    form: '/moderate',
    press: 'accepted',
    type: { message: held.boxes.map(({ value }) => value) },
  })
  const list = await member.open('/messages?state=accepted')
  const batch = await member.send(list, { form: '/messages/batches' })
  steps.check(
    'she gathers them into one letter to print',
    crowd.every((one) => one.kind !== 'message' || batch.says(one.firstName)),
    batch.text,
  )
  const done = await member.send(batch, {
    form: /hand-over/,
    type: {
      on: dayFromNow(0),
      how: batch.form(/hand-over/)!.controls.find(({ name }) => name === 'how')!.value,
    },
  })
  steps.check('and notes the day on which Samira got it', !done.form(/hand-over/), done.text)
}

/** One may follow by mail without acting: asked once more by mail, then confirmed. */
export async function follow({ steps, world, casePage }: Story): Promise<void> {
  const visitor = newVisitor()
  const address = 'reader@post.example'
  const page = await visitor.open(steps.must('the case page', casePage).en)
  const form = await visitor.follow(page, '/follow')
  const sent = await visitor.send(form, { type: { email: address, firstName: 'Ola' } })
  steps.check('following asks for an address and nothing else', sent.status === 200, sent.text)
  const mail = await world.mailbox.waitFor(({ envelope }) => envelope.to.includes(address), {
    timeout: 60_000,
  })
  const ask = await visitor.open(mail.links.find((link) => link.includes('/confirm/')) ?? page.url)
  const done = await visitor.send(ask, { press: 'follow' })
  steps.check('and holds once the mail is answered', done.says(lantern.en.name), done.text)
  steps.check('the mail names who writes', mail.from.name.includes(harbour.organisation), mail.from.name)
}
