import type { CaughtMail } from '#platform/mailbox/index.ts'
import { lantern, officials } from './cast.ts'
import { addressOf, crowd, messages, type Supporter } from './crowd.ts'
import type { Browser, Page, Typed } from './browser.ts'
import { until } from './steps.ts'
import { newVisitor, type Story } from './world.ts'

const ownWords =
  'She asked in open court how the money of the pension fund was spent. I have lived beside a harbour all my life, and I know what such a fund means to those who load the ships. Please end the inquiry against her.'

/** The form of one kind of action, in a language. */
const formOf = (story: Story, kind: string, lang: string): string =>
  `${story.steps
    .must('the campaign', story.actHref)
    .replace(/\/(en|ar)\/act\//, `/${lang}/act/`)
    .replace(/\/act\/(\w+).*$/, '/act/$1')}/${kind}`

const whoOf = ({ firstName, lastName, country, follow }: Person, email: string): Typed => ({
  ...{ firstName, lastName, country, follow, email },
})

/** Visitors act in each of the four ways. */
export async function visitorsAct(story: Story): Promise<void> {
  const { steps } = story
  const noor = newVisitor()
  const [first] = crowd
  const form = await noor.open(formOf(story, 'email', 'en'))
  const bad = await noor.send(form, {
    press: 'server',
    type: { ...whoOf(first!, 'noor at post'), 'part-body': ownWords },
    refused: true,
  })
  steps.check(
    'a wrong address is told at its field, and nothing typed is lost',
    bad.status === 422 && bad.html.includes('noor at post') && bad.says('I have lived beside a harbour'),
    bad.text,
  )
  const asked = await noor.send(bad, {
    press: 'server',
    type: { email: addressOf(0), identity: 'full', reply: 'yes' },
  })
  steps.check(
    'an email with her own words is taken; a mail will ask her to confirm',
    thanked(asked),
    asked.text,
  )
  await another(story, noor, asked)

  const again = await newVisitor().send(form, {
    press: 'server',
    type: { ...whoOf(first!, addressOf(0)), 'part-body': ownWords },
  })
  steps.check('the same form sent twice is answered alike', plainThanks(again) === plainThanks(asked))
  await ownProgram(story)
  await aCall(story)
}

const thanked = (page: Page): boolean => /\/next\//.test(page.path) && page.status === 200
const plainThanks = (page: Page): string => page.text

/** After the letter, the next step stands ready: nothing is typed again. */
async function another({ steps }: Story, visitor: Browser, page: Page): Promise<void> {
  const next = page.seen.links.find(({ href }) => /\/next\/[^/]+\/(call|message|signature)/.test(href))
  steps.check('the next step is offered', next !== undefined, page.text)
  if (!next) return
  const step = await visitor.open(new URL(next.href, page.url).href)
  const fields = step.form()?.controls.map(({ name }) => name) ?? []
  steps.check('and asks nothing that is known', !fields.includes('email'), fields.join())
  if (next.href.includes('/call')) await visitor.send(step, { press: 'reached' })
}

type Person = Pick<Supporter, 'firstName' | 'lastName' | 'country' | 'follow'>

const selim = { firstName: 'Selim', lastName: 'Aydın', country: 'TR', follow: 'no' } as const

async function ownProgram(story: Story): Promise<void> {
  const { steps } = story
  const visitor = newVisitor()
  const page = await visitor.open(formOf(story, 'email', 'en'))
  const own = await visitor.send(page, {
    press: 'own',
    type: { ...whoOf(selim, 'selim@elsewhere.example'), identity: 'full' },
  })
  const mailto = own.seen.links.find(({ href }) => href.startsWith('mailto:'))
  steps.check(
    'or the letter goes to one’s own mail program, ready to send',
    mailto &&
      'email' in officials[0] &&
      mailto.href.includes(encodeURIComponent(officials[0].email).replace('%40', '@')),
    mailto?.href ?? own.text,
  )
}

async function aCall(story: Story): Promise<void> {
  const { steps } = story
  const visitor = newVisitor()
  const page = await visitor.open(formOf(story, 'call', 'en'))
  steps.check(
    'a call: number, hours there, and what to say',
    page.says(officials[2].name) && page.link('tel:') && page.says('I ask the Minister'),
    page.text,
  )
  const called = await visitor.send(page, {
    press: 'left_message',
    type: { note: 'A friendly voice took my name.' },
  })
  steps.check('its outcome is reported by who called', thanked(called), called.text)
}

/** Many more, each at a form of their own; then each opens the mail and presses a button. */
export async function manyAct(story: Story): Promise<void> {
  const { steps } = story
  for (const [n, one] of crowd.entries()) {
    if (n === 0) continue
    const visitor = newVisitor(one.language)
    const page = await visitor.open(formOf(story, one.kind, one.language))
    const type: Typed = { ...whoOf(one, addressOf(n)), ...more(one, n) }
    await visitor.send(page, { ...(one.kind === 'email' ? { press: 'server' } : {}), type })
  }
  steps.check(
    `${crowd.length} people from ${new Set(crowd.map(({ country }) => country)).size} countries act`,
    true,
  )
}

function more(one: Supporter, n: number): Typed {
  if (one.kind === 'email') return { identity: n === 4 ? 'first' : 'full' }
  if (one.kind === 'message') return { message: messages[one.language][n % messages[one.language].length]! }
  return { identity: (['full', 'first', 'country'] as const)[n % 3]! }
}

const toSupporter =
  (n: number) =>
  (mail: CaughtMail): boolean =>
    mail.envelope.to.includes(addressOf(n)) && mail.links.some((link) => link.includes('/confirm/'))

/** Confirmation mails arrive; opening a link does nothing, a button does. */
export async function allConfirm(story: Story): Promise<void> {
  const { steps, world } = story
  const mail = await world.mailbox.waitFor(toSupporter(0), { timeout: 60_000 })
  const to = `of ${mail.envelope.to[0]}`
  steps.check('the mail says what was done and why it came', mail.text.includes(lantern.en.name), mail.text)
  const links = mail.links.filter((link) => link.includes('/confirm/'))
  steps.check(
    'it has two ways to confirm, and one to say: not me',
    links.length >= 2,
    `${to}: ${links.join(' ')}`,
  )
  const asks = world.mailbox.mails().filter(toSupporter(0))
  steps.check('sent twice, asked once', asks.length === 1, `${asks.length} mails`)
  for (const [n, one] of crowd.entries()) {
    const asked = await world.mailbox.waitFor(toSupporter(n), { timeout: 60_000 })
    const visitor = newVisitor(one.language)
    const page = await visitor.open(asked.links.find((link) => link.includes('/confirm/'))!)
    const done = await visitor.send(page, { press: one.follow === 'yes' ? 'follow' : 'only' })
    if (n === 0) steps.check('she confirms and will hear what happens', done.status === 200, done.text)
  }
  const arabic = world.mailbox.mails().find(toSupporter(1))
  steps.check('an Arabic reader is written to in Arabic', arabic && /[\u0600-\u06ff]{3}/.test(arabic.subject))
  const people = crowd.length
  const page = await until(async () => {
    const seen = await newVisitor().open(story.casePage!.en)
    return new RegExp(`\\b${people}\\b`).test(seen.text) && seen
  }, 60_000)
  const seen = page ?? (await newVisitor().open(story.casePage!.en))
  steps.check(`the counter tells of ${people} people: who sent twice is one`, page, seen.text)
}
