import { harbour, lantern } from './cast.ts'
import { barOfSaltmarsh, jointLetter } from './joint-letter-words.ts'
import { lighthouse, riverDesk, tideHouse } from './partners.ts'
import { drawSeal } from './portrait.ts'
import { signBeside } from './signing.ts'
import { until } from './steps.ts'
import { dayFromNow, newVisitor, type Story } from './world.ts'

/** A letter of the coalition: written by one, signed off by a second, and signed by whoever stands behind it. */
export async function writeTheLetter(story: Story): Promise<void> {
  const { steps } = story
  const [tomas, wanjiru] = [steps.must('Tomas', story.tomas), steps.must('Wanjiru', story.wanjiru)]
  const salma = steps.must('Salma', story.salma)
  const begun = await tomas.open('/joint-letters/new')
  const drafted = await tomas.send(begun, {
    form: '/joint-letters/new',
    type: {
      caseId: steps.must('the case', begun.choice(lantern.code)),
      ...{ datedOn: dayFromNow(0), defaultLanguage: 'en', openToOthers: 'on', closesOn: dayFromNow(30) },
    },
  })
  const at = steps.must('the letter', /^\/joint-letters\/[\w-]+/.exec(drafted.path)?.[0])
  for (const [lang, translation] of [
    ['en', 'original'],
    ['ar', 'reviewed'],
  ] as const)
    await tomas.fill(`${at}/text/${lang}`, {
      form: `/text/${lang}`,
      type: { ...jointLetter[lang], translation },
    })
  const asked = await tomas.fill(`${at}/publish`, { form: '/publish', type: { languages: ['en', 'ar'] } })
  await signBeside(story, wanjiru, asked)
  for (const member of [tomas, wanjiru, salma]) await member.fill(`${at}/sign`, { form: '/sign' })

  const page = await until(async () => {
    const her = await newVisitor().open(steps.must('the case page', story.casePage).en)
    const letter = her.link(jointLetter.en.title)
    const found = letter && (await newVisitor().open(letter))
    return found && found.says(riverDesk.organisation) && found
  })
  steps.check(
    'three members sign it by their own word; visitors read it, and nobody who is not named',
    page &&
      [harbour, lighthouse].every(({ organisation }) => page.says(organisation)) &&
      !page.says(tideHouse.organisation),
    page ? page.text : '',
  )
  story.letterPage = page ? page.url : undefined
  steps.say(`letter     ${steps.must('its page', story.letterPage)}`)
}

/** An organisation from outside signs: a form, a mail, a person of ours; then it stands there with its logo. */
export async function signFromOutside(story: Story): Promise<void> {
  const { steps, world } = story
  const { organisation, email } = barOfSaltmarsh
  const letter = steps.must('the letter', story.letterPage)
  const visitor = newVisitor()
  const form = await visitor.follow(await visitor.open(letter), /\/sign$/)
  const sent = await visitor.send(form, {
    form: '/sign',
    type: { ...barOfSaltmarsh, logo: await drawSeal(), authority: 'on', hear: 'yes' },
  })
  const mail = await world.mailbox.waitFor(({ envelope }) => envelope.to.includes(email), { timeout: 60_000 })
  steps.check(
    `the ${organisation} signs by the form, and a mail asks it in none of the words that were typed`,
    sent.path.endsWith('/sign/thanks') && !(mail.subject + mail.text).includes(organisation),
    `${sent.path} ${mail.text}`,
  )
  const link = mail.links.find((one) => one.includes('/sign-on/'))
  const ask = await visitor.open(steps.must('the link', link))
  const done = await visitor.send(ask, { press: 'confirm' })
  steps.check('it presses the button in its mail', done.says('Thank you, it is confirmed'), done.text)
  const before = await newVisitor().open(letter)
  steps.check('and stands nowhere before a person has looked', !before.says(organisation), before.text)
  await listIt(story)
  await seeWhoSigned(story, letter)
}

/** Whoever looks after the letter finds who waits on Today, looks, and lists it. */
async function listIt(story: Story): Promise<void> {
  const { steps, world } = story
  const { organisation, email } = barOfSaltmarsh
  const member = steps.must('Tomas', story.tomas)
  const today = await until(async () => {
    const page = await member.open('/')
    return page.link(/\/signatories\?state=waiting$/) && page
  })
  steps.check(`${member.name} finds it on Today, under the code name`, today)
  if (!today) return
  const waiting = await member.follow(today, /\/signatories\?state=waiting$/)
  const one = await until(async () => {
    const page = await member.follow(waiting, organisation)
    return page.seen.images.some(({ src }) => src.endsWith('/logo')) && page
  })
  steps.check('nobody lists it before its logo is drawn and seen', one)
  if (!one) return
  const listed = await member.send(one, { form: '/list' })
  const told = await until(async () =>
    world.mailbox
      .mails()
      .find(
        ({ envelope, links }) =>
          envelope.to.includes(email) && links.some((to) => to.includes('/signatory/')),
      ),
  )
  steps.check(
    'lists it, and it is told by mail, with a way to take its signature back',
    listed.status === 200 && told,
    listed.text,
  )
}

async function seeWhoSigned({ steps }: Story, letter: string): Promise<void> {
  const { organisation } = barOfSaltmarsh
  const page = await until(async () => {
    const found = await newVisitor().open(letter)
    return found.says(organisation) && found
  })
  const paper = page && (await newVisitor().follow(page, /\/print$/))
  steps.check(
    'visitors see it under the letter, and on the letter on paper',
    paper && [organisation, lighthouse.organisation].every((name) => paper.says(name)),
    paper ? paper.text : '',
  )
  const logo = await until(async () => {
    const list = await newVisitor().open(`${letter}/signatories`)
    const [image] = list.seen.images
    return image && (await fetch(new URL(image.src, list.url))).ok
  })
  steps.check('the whole list shows its logo', logo)
}
