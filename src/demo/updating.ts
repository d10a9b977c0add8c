import { quoted } from '#platform/i18n.ts'
import type { CaughtMail } from '#platform/mailbox/index.ts'
import type { Typed } from './browser.ts'
import { firstAsApproved, harbour, lantern, points, tomas, update } from './cast.ts'
import { addressOf, crowd } from './crowd.ts'
import { drawHarbour } from './portrait.ts'
import { signBeside } from './signing.ts'
import { until } from './steps.ts'
import { dayFromNow, newVisitor, type Story } from './world.ts'

/** Facts and words of an update in both languages; gives its page in the console. */
export async function draftUpdate(
  { steps, tomas: author }: Story,
  words: { kind: string; en: Typed & { headline: string }; ar: Typed & { headline: string } },
): Promise<string> {
  const member = steps.must('Tomas', author)
  const begun = await member.open('/updates/new')
  const drafted = await member.send(begun, {
    form: '/updates/new',
    type: {
      caseId: steps.must('the case', begun.choice(lantern.code)),
      ...{ kind: words.kind, datedOn: dayFromNow(0), defaultLanguage: 'en' },
    },
  })
  const at = steps.must('the update', /^\/updates\/[\w-]+/.exec(drafted.path)?.[0])
  for (const lang of ['en', 'ar'] as const) {
    const saved = await member.fill(`${at}/text/${lang}`, {
      form: `/text/${lang}`,
      type: { ...words[lang], translation: lang === 'en' ? 'original' : 'reviewed' },
    })
    steps.check(`an update is written in ${lang}`, saved.html.includes(words[lang].headline), saved.text)
  }
  return at
}

/** What became of her is written in both languages, looked at, and published. */
export async function writeUpdate(story: Story): Promise<void> {
  const { steps, casePage } = story
  const member = steps.must('Tomas', story.tomas)
  const at = await draftUpdate(story, update)
  story.updateHref = at
  for (const author of update.authors) await member.fill(`${at}/byline`, { form: /byline$/, type: author })
  await member.fill(`${at}/picture`, {
    form: '/picture',
    type: { ...update.picture, picture: await drawHarbour() },
  })
  const editor = await member.open(at)
  const offered = editor.form('/points')?.controls.filter(({ name }) => name === 'points') ?? []
  await member.send(editor, { form: '/points', type: { points: offered.map(({ value }) => value) } })
  steps.check('it carries her three approved points', offered.length === points.length, editor.text)
  const preview = await member.open(`${at}/preview/en`)
  steps.check(
    'page and mail can be seen before anybody gets them',
    preview.says(update.en.headline),
    preview.text,
  )
  const asked = await member.fill(`${at}/publish`, {
    form: '/publish',
    type: { languages: ['en', 'ar'] },
  })
  await signBeside(story, steps.must('Ines', story.ines), asked)
  const page = await until(async () => {
    const found = await newVisitor().open(steps.must('the case page', casePage).en)
    return found.says(update.en.headline) && found
  })
  steps.check('it stands on her page', page)
  if (!page) return
  const whole = await newVisitor().follow(page, update.en.headline)
  steps.check(
    'with day, place, authors, and what is asked now',
    ['Tomas Brandt', 'name withheld for safety', 'Kestra', update.en.ask].every((words) => whole.says(words)),
    whole.text,
  )
  const said = [firstAsApproved, ...points.slice(1)]
  steps.check(
    'she speaks in her own words, and what is told in their sense stands in no quotation marks',
    said.every(({ en }, n) => whole.says(en) && whole.html.includes(quoted(en, 'en')) === (n === 0)),
    whole.text,
  )
  const arabic = await newVisitor('ar').open(whole.url.replace('/en/', '/ar/'))
  steps.check(
    'and in Arabic as she said it',
    said.every(({ ar }) => arabic.says(ar)),
    arabic.text,
  )
  steps.say(`update     ${whole.url}`)
  for (const { type, href } of page.seen.alternates) {
    const feed = await (await fetch(new URL(href, page.url))).text()
    steps.check(`and in the feed, ${type}`, feed.includes(update.en.headline), feed.slice(0, 200))
  }
}

/** with who used her own mail program, and who follows without having acted */
const everybody = crowd.length + 2

const isUpdate = (mail: CaughtMail): boolean =>
  mail.subject.includes(update.en.headline) || mail.subject.includes(update.ar.headline)

/** Counted in words first; then one mail to each who acted or follows, and asked to hear. */
export async function sendUpdate(story: Story): Promise<void> {
  const { steps, world } = story
  const member = steps.must('Tomas', story.tomas)
  const at = steps.must('the update', story.updateHref)
  const tried = world.mailbox.mails().length
  await member.fill(`${at}/preview/en`, { form: /test/ })
  const trial = await until(async () =>
    world.mailbox
      .mails()
      .slice(tried)
      .find(({ envelope }) => envelope.to.includes(tomas.address)),
  )
  steps.check('Tomas sends himself the mail first', trial && isUpdate(trial), trial?.subject)

  const readers = crowd.flatMap((one, n) => (one.follow === 'yes' ? [addressOf(n)] : []))
  const wanted = [...readers, 'reader@post.example']
  const ask = await member.open(`${at}/send?who=all`)
  const sum = new RegExp(`\\b${everybody}\\b[^.]*\\b${wanted.length}\\b`)
  steps.check(
    `before the button stands who gets it: ${everybody} people, of whom ${wanted.length} asked to hear`,
    sum.test(ask.text),
    ask.text.slice(ask.text.indexOf('Before it goes')),
  )
  const sending = await member.send(ask, { form: '/send' })
  steps.check('it is on its way, with progress to watch', /broadcasts/.test(sending.path), sending.text)
  const mails = () =>
    world.mailbox.mails().filter((mail) => isUpdate(mail) && !mail.envelope.to.includes(tomas.address))
  await until(async () => mails().length >= wanted.length, 60_000)
  const done = await until(async () => {
    const page = await member.open(sending.path)
    return !page.form(/\/(pause|resume)$/) && page
  })
  const seen = done || (await member.open(sending.path))
  steps.check(
    'the console says that all of it left',
    done && done.says(`${wanted.length}`),
    seen.text.slice(-600),
  )
  const got = mails().map(({ envelope }) => envelope.to[0]!)
  steps.check(
    `${wanted.length} mails arrive: to each who asked, once`,
    got.length === wanted.length && wanted.every((one) => got.includes(one)),
    got.toSorted().join(' '),
  )
  readTheMails(story, mails())
  await leave(story, mails())
}

const of = (mails: readonly CaughtMail[], n: number) =>
  mails.find(({ envelope }) => envelope.to.includes(addressOf(n)))

function readTheMails({ steps }: Story, mails: readonly CaughtMail[]): void {
  const noor = of(mails, 0)
  steps.check(
    'each is thanked for what each did: Noor, who wrote to the officials',
    noor && /Thank you for (writing|calling)/.test(noor.text),
    noor?.text,
  )
  const signer = of(mails, 2)
  steps.check('Grace, who signed', signer && /Thank you for signing/.test(signer.text), signer?.text)
  const amal = of(mails, 1)
  steps.check('Amal reads it in Arabic', amal?.subject.includes(update.ar.headline), amal?.subject)
  steps.check(
    'the mail says why it came and from where, and loads nothing',
    noor && noor.text.includes(harbour.form.postalAddress.split('\n')[1]!) && !/<img/i.test(noor.html),
    noor?.text,
  )
}

/** One press in a mail program, and there is no more mail. */
async function leave(
  { steps, updateHref, tomas: member }: Story,
  mails: readonly CaughtMail[],
): Promise<void> {
  const mail = steps.must('the mail to Lucía', of(mails, 4))
  const header = (name: string) => mail.headers.find(({ key }) => key.toLowerCase() === name)?.value ?? ''
  const link = /<(https?:[^>]+)>/.exec(header('list-unsubscribe'))?.[1]
  steps.check(
    'mail programs are told how to leave',
    link && /One-Click/.test(header('list-unsubscribe-post')),
  )
  const before = mails.length
  const answer = await fetch(steps.must('the link to leave', link), {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  })
  steps.check('one press is enough', answer.status === 200, `${answer.status}`)
  const counted = await until(async () => {
    const page = await member!.open(`${updateHref!}/send?who=all`)
    return new RegExp(`\\b${everybody}\\b[^.]*\\b${before - 1}\\b`).test(page.text) && page
  })
  steps.check('and she is counted out before the next mail', counted)
  const choices = mail.links.find((one) => one.includes('/preferences/'))
  const page = choices && (await newVisitor().open(choices))
  steps.check('other choices are one link away', page && page.form() !== undefined)
}
